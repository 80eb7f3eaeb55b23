// SPDX-License-Identifier: MIT
//
// The changes as operations, for single ones and for those without end. A skill's revision is one line of each of its
// files, so that one can see which files were written together.
#pragma once
#include "texts.h"
#include "work.h"

namespace hsf::faults {

QByteArray bytesOf(const QString &file);

changes::Draft by(changes::Origin origin, const QString &reason, const QList<changes::Operation> &operations);

/// SKILL.md with these files.
QList<changes::Operation> creating(const QString &skill, const QStringList &files, const QString &revision);
/// SKILL.md and these files, by patches of the one line that tells revisions apart.
QList<changes::Operation> patching(const Work &work, const QString &skill, const QStringList &files,
                                   const QString &revision);
/// The first and the last lines of SKILL.md: two hunks.
QList<changes::Operation> patchingBothEnds(const Work &work, const QString &skill, const QString &revision);
QList<changes::Operation> remembering(const Work &work, const QString &revision);
/// A folder of another program, made when it is not there.
changes::AdoptSkill adopting(const Work &work, const QString &skill, const QString &revision);
/// As another program would: whole, then announced.
Result<changes::ChangeSet> editByHand(const Work &work, const QString &revision);

} // namespace hsf::faults
