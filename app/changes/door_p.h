// SPDX-License-Identifier: MIT
//
// What stands behind the door: the stores, the writer and the history, used by one thread at a time.
#pragma once
#include "changes/diskview.h"
#include "changes/door.h"
#include "changes/merging.h"
#include "changes/neighbours.h"
#include "library/revisionindex.h"

#include <mutex>

namespace hsf::changes {

struct Door::Private {
    library::Place place;
    QString quarantineFolder;
    std::shared_ptr<storage::Database> database;
    journal::Journal &journal;
    const Clock &clock;
    StepHook step;
    SetStore sets;
    FactStore facts;
    library::RevisionIndex revisions;
    DiskView view;
    mutable Neighbours neighbours;
    std::shared_ptr<library::Writer> writer; ///< shared with who settles it, meanwhile others may write
    std::unique_ptr<library::History> history;
    PolicySettings policy;

    std::mutex mutex; ///< everything above, from a change's start to its end
    std::mutex listenersMutex;
    QList<std::function<void(const ChangeSet &)>> listeners;
    QList<ChangeSet> news; ///< not yet told; what happened while opening waits for the first listener

    Private(const DoorPlace &where, std::shared_ptr<storage::Database> db, journal::Journal &journal,
            const Clock &clock, StepHook hook);

    /// Runs `work` as the only change, here and in other processes, on stores that know all commits; then tells the
    /// news.
    template <class F> auto inTurn(F work) -> std::invoke_result_t<F>
    {
        QList<ChangeSet> told;
        auto result = [&]() -> std::invoke_result_t<F> {
            const std::lock_guard lock(mutex);
            const auto turn = writer->takeTurn();
            if (!turn)
                return std::unexpected(turn.error());
            const qsizetype known = news.size();
            if (const auto caughtUp = catchUp(); !caughtUp)
                return std::unexpected(caughtUp.error());
            auto done = work();
            followWaiting(news.mid(known));
            told = takeNews();
            return done;
        }();
        tell(told);
        return result;
    }

    // deciding.cpp
    Result<ChangeSet> submit(const Draft &draft, const QList<FileChange> *shown = nullptr);
    Result<ChangeSet> preview(const Draft &draft);
    struct Judged {
        ChangeSet set;
        Verdict verdict;
    };
    Result<Judged> judged(const Draft &draft) const;
    Result<ChangeSet> reject(const ChangeSetId &id, const QString &reason);
    Result<ChangeSet> undo(const ChangeSetId &id);
    Result<std::optional<ChangeSet>> recordOutside(const QStringList &paths);
    Result<int> expireOld();
    Result<> check(ChangeSet &set, const QStringList &adopted) const;

    // accepting.cpp
    Result<ChangeSet> accept(const ChangeSetId &id, const std::optional<QMap<QString, QList<int>>> &hunks, IfMoved moved);
    Result<ChangeSet> acceptEdited(const ChangeSetId &id, const QMap<QString, QByteArray> &results);
    Result<ChangeSet> tried(const ChangeSetId &id, const QMap<QString, QByteArray> &results) const;
    Result<ChangeSet> rebase(const ChangeSetId &id, const QMap<QString, QByteArray> &resolved);

    // outdating.cpp
    /// Sets that wait become outdated when what they were drafted on moved, and wait again when it came back. `told`: what
    /// has just happened.
    void followWaiting(const QList<ChangeSet> &told);

    // historyanew.cpp
    Result<> openHistory();

    // recording.cpp
    /// Writes the files, then records the set as `state`. What its commit does not tell (findings) goes along with it as a note.
    enum class Known { No, Waiting }; ///< in the database, before that
    Result<ChangeSet> apply(ChangeSet set, State state, Known known);
    /// Stores what was decided without a write.
    Result<ChangeSet> settle(ChangeSet set, State state, const QString &why);
    /// Brings sets and facts in line with commits they do not know: after a crash, another program's edits, a lost
    /// database.
    Result<> catchUp();
    Result<> dropUnwritten();

    QList<ChangeSet> takeNews();
    void tell(const QList<ChangeSet> &told);

private:
    /// Stored: files, facts and details of the set are in the database as they are.
    enum class Parts { New, Stored };
    Result<ChangeSet> acceptAs(const ChangeSet &waiting, const Choice &choice, IfMoved moved);
    using Notes = QHash<QString, QByteArray>; ///< by commit
    Result<> absorb(const library::Revision &revision, const Notes &notes = {});
    using MayLose = storage::Database::MayLose;
    /// `done`: waits for the commit; where it did not come to be, nothing is recorded either.
    Result<> record(const ChangeSet &set, Parts parts, const library::RevisionIndex::NewRevision &revision,
                    MayLose mayLose = MayLose::Nothing, const std::function<Result<>()> &done = {});
    Result<library::RevisionIndex::NewRevision> newRevision(const library::Revision &revision) const;
    Result<> markUndone(const ChangeSetId &id, const std::optional<ChangeSetId> &by);
    Result<> note(const ChangeSet &set);
};

} // namespace hsf::changes
