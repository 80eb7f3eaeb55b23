// SPDX-License-Identifier: MIT
//
// What is wrong or dangerous with a set's result that was not so before: lint, security scan, capabilities. Pure.
#pragma once
#include "changes/changeset.h"

namespace hsf::changes {

struct SkillSides {
    skill::SkillFiles before, after;
    QString folderName;
    bool asItIs = false; ///< copied from elsewhere: its errors are reported as warnings
};

struct Checked {
    skill::Findings findings;
    skill::Capabilities gained;
    bool operator==(const Checked &) const = default;
};

Checked checked(const QList<SkillSides> &skills);
/// Memory goes into every prompt, so its new words are scanned like a skill's.
skill::Findings checkedMemory(const QList<FileChange> &files);

/// Findings of `after` on lines that `before` did not have: a changed line of an old finding is new.
skill::Findings newOnTheirLines(const skill::Findings &before, const skill::SkillFiles &beforeFiles,
                                const skill::Findings &after, const skill::SkillFiles &afterFiles);

/// The skill's text files with a set's changes to it.
skill::SkillFiles withChanges(skill::SkillFiles files, const QString &skill, const QList<FileChange> &changes);

} // namespace hsf::changes
