// SPDX-License-Identifier: MIT
//
// Which revision changed which path, in SQLite, so that a skill's history and blame need not walk a hundred thousand
// commits. It follows the history's first-parent line and may lag behind: who asks walks from the newest commit to the
// first one that is known here, and goes on with the index. Rebuildable at any time. Thread-safe as its database is.
#pragma once
#include "base/error.h"
#include "storage/database.h"

#include <functional>
#include <QList>

namespace hsf::library {

class RevisionIndex
{
public:
    explicit RevisionIndex(std::shared_ptr<storage::Database> database)
        : m_database(std::move(database))
    { }

    struct PathBlob {
        QString path;
        QString blob; ///< empty: the revision removed it
        bool operator==(const PathBlob &) const = default;
    };
    struct NewRevision {
        QString commit, parent;
        bool merged = false;
        qint64 time = 0; ///< the commit's, in seconds since 1970
        QList<PathBlob> paths;
    };
    struct Change {
        qint64 number = 0;
        QString commit;
        bool merged = false;
        QString blob; ///< of the file asked for; of a folder any of its files'
    };

    /// nullopt: not known (yet).
    Result<std::optional<qint64>> numberOf(const QString &commit) const;
    /// Revisions up to that number that changed the file or something below the folder, newest first.
    Result<QList<Change>> changesOf(const QString &path, qint64 upTo, int limit) const;
    Result<QList<PathBlob>> pathsOf(qint64 number) const;
    struct Moment {
        qint64 number = 0;
        QString commit;
        bool isKnown = false; ///< no: its time is not kept here yet, look at the commit
    };
    /// The newest revision up to that number that was made by then, or may have been; clocks go back, so that newer
    /// ones may be of an earlier time. nullopt: there is none.
    Result<std::optional<Moment>> newestBy(qint64 seconds, qint64 upTo) const;

    /// Put on top when its parent is the newest known one; else it is left to catchUp().
    Result<> append(const NewRevision &revision);
    /// Forgets what is not below `commit` any more (a rewritten history); what comes next goes on top of it. An unknown
    /// commit: everything.
    Result<> cutBackTo(const QString &commit);
    Result<QString> newest() const;

    /// Reads what it does not know yet from the repository, in short transactions between which others may write. True:
    /// it knows all; false: it was stopped.
    Result<bool> catchUp(const QString &repository, const std::function<bool()> &stopped);

private:
    /// True: all times are known.
    Result<bool> learnTimes(const QString &repository, const std::function<bool()> &stopped);
    Result<> add(qint64 number, const NewRevision &revision);

    std::shared_ptr<storage::Database> m_database;
};

} // namespace hsf::library
