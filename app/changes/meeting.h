// SPDX-License-Identifier: MIT
//
// What another library changed since both had the same, three-way with ours, skill by skill. Pure: what it says is taken in, or
// held for the person, by somebody else.
#pragma once
#include "changes/changeset.h"

namespace hsf::changes {

/// A file that they changed: what both had, what they have, what we have; nullopt: no such file.
struct TheirChange {
    QString path; ///< tree path
    std::optional<QByteArray> before, theirs, ours;
    bool executable = false; ///< of theirs
    bool operator==(const TheirChange &) const = default;
};

struct SkillMerge {
    QString skill;
    QList<FileChange> files; ///< ours → what it would be
    QStringList conflicts; ///< paths in which both changed the same lines, or one removed what the other changed: their side is
                           ///< the result, and a person must look
    bool operator==(const SkillMerge &) const = default;
};

/// Sorted by skill; without what is here already. `known`: ids of the skills on either side.
QList<SkillMerge> mergedBySkill(const QList<TheirChange> &changes, const QSet<QString> &known);

} // namespace hsf::changes
