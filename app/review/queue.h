// SPDX-License-Identifier: MIT
//
// Reviews that are due, durably: queued in SQLite when due, taken by one worker, finished or put back. What quitting or a crash
// interrupted is found again at the next start.
#pragma once
#include "base/clock.h"
#include "base/ids.h"
#include "review/due.h"
#include "storage/database.h"

namespace hsf::review {

struct QueuedReview {
    ReviewId id;
    SessionId session;
    Due due;
    QString focus;
    qint64 lastMessage = 0;   ///< the transcript up to here
    QDateTime queued;
};

struct ReviewRecord { ///< what one sees of a finished review
    ReviewId id;
    SessionId session;
    QDateTime started, finished;
    QString state;            ///< queued, running, done, failed, deferred
    QString summary;          ///< or the error's sentence
    int iterations = 0;
    int inputTokens = 0, outputTokens = 0;
    QStringList changeSets;
};

class Queue
{
public:
    Queue(std::shared_ptr<storage::Database> database, const Clock &clock);
    /// Durable when it returns. A session has one waiting review at most: a second joins it.
    Result<QueuedReview> add(const SessionId &session, const Due &due, const QString &focus, qint64 lastMessage);
    Result<std::optional<QueuedReview>> take();      ///< the oldest waiting one, now running
    Result<> finish(const ReviewRecord &record);
    Result<> putBack(const ReviewId &id);            ///< interrupted: waits again
    Result<int> putBackInterrupted();                ///< at start: what was running when the process died
    Result<QList<ReviewRecord>> records(int limit = 100) const;

private:
    std::shared_ptr<storage::Database> m_database;
    const Clock &m_clock;
};

} // namespace hsf::review
