// SPDX-License-Identifier: MIT
//
// The specification's rules (errors) and good practice (advice) for one skill. Pure.
#pragma once
#include "skill/document.h"

#include <QMap>

namespace hsf::skill {

/// The text files of a skill by path below its folder; SKILL.md among them. Binary and huge files may be left out, but
/// should be in `otherFiles`, so that references to them are known to exist.
struct SkillFiles {
    QMap<QString, QByteArray> files;
    QStringList otherFiles;
    bool operator==(const SkillFiles &) const = default;
};

/// `folderName`: the name of the skill's folder, which the field `name` must equal. Sorted by file, then line.
Findings lint(const SkillFiles &skill, const QString &folderName);

/// The findings of `after` that `before` did not have (by rule and file): what a strict writer refuses.
Findings newFindings(const Findings &before, const Findings &after);

} // namespace hsf::skill
