// SPDX-License-Identifier: MIT
//
// Change sets in SQLite. Decides nothing; a caller who wants several calls to be one wraps them in a transaction.
#pragma once
#include "changes/changeset.h"
#include "storage/database.h"

namespace hsf::changes {

class SetStore
{
public:
    explicit SetStore(std::shared_ptr<storage::Database> database)
        : m_database(std::move(database))
    { }

    /// The whole set, new or again.
    Result<> save(const ChangeSet &set);
    /// Everything but files, facts and details.
    Result<> saveState(const ChangeSet &set);
    Result<> drop(const ChangeSetId &id);

    Result<ChangeSet> set(const ChangeSetId &id) const; ///< NotFound
    /// Newest first.
    Result<QList<ChangeSet>> sets(const QList<State> &states, const QString &skill, int limit) const;
    Result<int> count(State state) const;
    Result<int> waiting() const; ///< held ones without the curator's proposals
    Result<QString> revisionSet(const QString &commit) const; ///< id of the set of that commit; empty: none
    Result<Stage> stageBeforeArchive(const QString &skill) const;
    Result<Origin> originOnceHad(const QString &skill) const; ///< by the newest set that tells; else Unknown

    /// Applied sets of skills' files whose bytes stand here as well as in the history, but for the newest ones; oldest
    /// first, from the one behind `after` on.
    Result<QList<ChangeSetId>> withOwnBytes(const QString &after, int newest, int limit) const;
    Result<> leaveBytesToHistory(const ChangeSetId &id);

    Result<QString> seenCommit() const;
    Result<> setSeenCommit(const QString &commit);

private:
    Result<> saveParts(const ChangeSet &set);
    Result<> readParts(ChangeSet &set) const;

    std::shared_ptr<storage::Database> m_database;
};

} // namespace hsf::changes
