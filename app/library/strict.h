// SPDX-License-Identifier: MIT
//
// A skill as the specification wants it, for other programs: only the six keys, the name equal to the folder's,
// `metadata` a map of text to text. What had to be changed for that, and what was lost by it, is said. Pure.
#pragma once
#include "library/package.h"
#include "skill/lint.h"

namespace hsf::library {

struct StrictSkill {
    QString name; ///< of its folder
    QMap<QString, QByteArray> files;
    QStringList executables;
    QStringList repairs; ///< what was changed, one sentence each
    QStringList lost; ///< what the specification has no place for, one sentence each
    skill::Findings faults; ///< what still breaks the specification: it cannot be exported
    bool operator==(const StrictSkill &) const = default;
};

/// `name`: of its folder in the library; one that the specification does not allow becomes the nearest that it does.
StrictSkill strictSkill(const PackagedSkill &skill, const QString &name);

/// "My Skill_v2" → "my-skill-v2"; empty when nothing of it can stay.
QString strictName(const QString &name);

} // namespace hsf::library
