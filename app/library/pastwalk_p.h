// SPDX-License-Identifier: MIT
//
// Back along the first parents: by trees where the index does not know a commit yet, by the index from there on.
#pragma once
#include "library/git_p.h"
#include "library/history.h"
#include "library/revisionindex.h"

namespace hsf::library {

Result<git::Repository> openedForReading(const QString &repository);

/// The commit and its message, without `paths`.
Revision messageOf(const git_commit *commit);
/// The same with `paths`: from the index where it knows them, else by comparing trees.
Result<Revision> revisionOf(git_repository *repository, const git_commit *commit, const RevisionIndex *index = nullptr);
/// In seconds since 1970.
Result<qint64> timeOf(git_repository *repository, const QString &commit);
Result<RevisionIndex::NewRevision> indexedRevision(git_repository *repository, const git_oid &commit);

struct Missing {
    QList<git_oid> commits; ///< oldest first
    QString knownBelow; ///< the newest known one; empty: none is known
};
/// Commits from the branch down to the first one that the index knows. Stopped: none.
Result<Missing> commitsAbove(git_repository *repository, const RevisionIndex &index,
                             const std::function<bool()> &stopped);

/// The commits that changed a file or folder, newest first, beginning with `from` itself.
class PastWalk
{
public:
    struct Step {
        git_oid commit{};
        bool merged = false;
        std::optional<git::Leaf> after; ///< of a file; nullopt: removed. From the index the mode is not known
    };

    PastWalk(git_repository *repository, const RevisionIndex *index, const git_oid &from, QByteArray path);
    Result<std::optional<Step>> next();

private:
    Result<std::optional<Step>> nextKnown();

    git_repository *m_repository;
    const RevisionIndex *m_index;
    std::optional<git_oid> m_at; ///< to be looked at next, by its trees
    qint64 m_number = 0; ///< what is known up to here comes next
    QList<RevisionIndex::Change> m_known; ///< read ahead, newest last
    int m_ahead = 16; ///< how many are read at a time
    QByteArray m_path;
};

} // namespace hsf::library
