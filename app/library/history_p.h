// SPDX-License-Identifier: MIT
//
// What stands behind History.
#pragma once
#include "library/pastwalk_p.h"

namespace hsf::library {

struct History::Private {
    git::Repository repository;
    std::unique_ptr<RevisionIndex> index;

    git_repository *git() const { return repository.get(); }
    Result<git_oid> idOf(const QString &commit) const;
    Result<git::Tree> tree(const QString &commit) const;
    /// Those of the side that a merge brought and that changed the path, newest first.
    Result<QList<Revision>> mergedIn(const git_commit *merge, const QByteArray &path) const;
    Result<Revision> revision(const git_oid &commit) const;
    /// By the index, from that revision on downwards.
    Result<QString> knownCommitAt(qint64 seconds, qint64 upTo) const;
};

} // namespace hsf::library
