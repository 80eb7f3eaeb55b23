// SPDX-License-Identifier: MIT
//
// A turn's events on their way to the GUI thread: kept in order, neighbouring pieces of text made one, delivered at most every
// 33 ms and in portions while text streams. No timer exists while nothing streams. Lives in a shared_ptr: a planned delivery may come
// after the turn has ended, and then finds nobody.
#pragma once
#include "agent/turn.h"

#include <QElapsedTimer>
#include <QMutex>
#include <QObject>

namespace hsf::service {

class EventBatch : public std::enable_shared_from_this<EventBatch>
{
public:
    using Deliver = std::function<void(const QList<agent::AgentEvent> &)>;
    /// `deliver` is called on the thread of `context`.
    EventBatch(QObject *context, Deliver deliver) : m_context(context), m_deliver(std::move(deliver)) {}

    void push(const agent::AgentEvent &event);   ///< any thread
    void flush();                                ///< all that waits, at once; thread of `context`

private:
    void plan();
    void deliverIn(int milliseconds);
    void deliver(qsizetype characters);
    QObject *m_context;
    Deliver m_deliver;
    QMutex m_mutex;
    QList<agent::AgentEvent> m_waiting;
    bool m_planned = false;
    QElapsedTimer m_last;
};

} // namespace hsf::service
