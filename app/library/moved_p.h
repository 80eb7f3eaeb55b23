// SPDX-License-Identifier: MIT
//
// Where a file was before the revision that brought it: moved with its folder (the archive and back, a skill's new
// name) or renamed, also when a few of its lines changed on the way.
#pragma once
#include "library/pastwalk_p.h"

namespace hsf::library {

/// For each of the `count` lines of `after` its place in `before`, both from 0; -1: it is new.
Result<QList<int>> sharedLines(const QByteArray &before, const QByteArray &after, int count);
int lineCount(const QByteArray &bytes);

struct MovedFrom {
    git_oid commit{}; ///< the last one that had it there
    QByteArray path;
    git_oid blob{};
};
/// A file that went when this one came, with the same bytes or at least half of its lines. nullopt: it is new.
Result<std::optional<MovedFrom>> movedFrom(git_repository *repository, const RevisionIndex *index,
                                           const git_oid &commit, const QByteArray &path, const git_oid &blob);

} // namespace hsf::library
