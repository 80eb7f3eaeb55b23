// SPDX-License-Identifier: MIT
//
// What stands behind the door: the stores, the writer and the history, used by one thread at a time.
#pragma once
#include "changes/diskview.h"
#include "changes/door.h"
#include "changes/merging.h"

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
    DiskView view;
    std::unique_ptr<library::Writer> writer;
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
            if (const auto caughtUp = catchUp(); !caughtUp)
                return std::unexpected(caughtUp.error());
            auto done = work();
            told = takeNews();
            return done;
        }();
        tell(told);
        return result;
    }

    // deciding.cpp
    Result<ChangeSet> submit(const Draft &draft);
    Result<ChangeSet> accept(const ChangeSetId &id, const std::optional<QMap<QString, QList<int>>> &hunks);
    Result<ChangeSet> reject(const ChangeSetId &id, const QString &reason);
    Result<ChangeSet> undo(const ChangeSetId &id);
    Result<std::optional<ChangeSet>> recordOutside(const QStringList &paths);
    Result<int> expireOld();
    Result<> check(ChangeSet &set, const QStringList &adopted) const;

    // recording.cpp
    /// Writes the files, then records the set as `state`. It must be stored already.
    Result<ChangeSet> apply(ChangeSet set, State state);
    /// Stores what was decided without a write.
    Result<ChangeSet> settle(ChangeSet set, State state, const QString &why);
    /// Brings sets and facts in line with commits they do not know: after a crash, another program's edits, a lost
    /// database.
    Result<> catchUp();
    Result<> dropUnwritten();

    QList<ChangeSet> takeNews();
    void tell(const QList<ChangeSet> &told);

private:
    Result<> absorb(const library::Revision &revision);
    Result<> record(const ChangeSet &set);
    Result<> markUndone(const ChangeSetId &id, const std::optional<ChangeSetId> &by);
    Result<> note(const ChangeSet &set);
};

} // namespace hsf::changes
