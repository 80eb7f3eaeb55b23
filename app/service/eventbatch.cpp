// SPDX-License-Identifier: MIT
#include "service/eventbatch.h"

#include <QTimer>

namespace hsf::service {

static constexpr int interval = 33; // milliseconds between deliveries

// "Hel" + "lo" is one piece of text; so are two outputs of the same call.
static bool joined(agent::AgentEvent &last, const agent::AgentEvent &next)
{
    if (auto *text = std::get_if<agent::TextStreamed>(&last))
        if (const auto *more = std::get_if<agent::TextStreamed>(&next))
            return text->text += more->text, true;
    if (auto *text = std::get_if<agent::ReasoningStreamed>(&last))
        if (const auto *more = std::get_if<agent::ReasoningStreamed>(&next))
            return text->text += more->text, true;
    if (auto *output = std::get_if<agent::ToolOutput>(&last))
        if (const auto *more = std::get_if<agent::ToolOutput>(&next); more && more->callId == output->callId)
            return output->output += more->output, true;
    return false;
}

void EventBatch::push(const agent::AgentEvent &event)
{
    const QMutexLocker lock(&m_mutex);
    if (m_waiting.isEmpty() || !joined(m_waiting.last(), event))
        m_waiting.append(event);
    if (!std::exchange(m_planned, true))
        QMetaObject::invokeMethod(m_context, [batch = weak_from_this()] {
            if (const auto alive = batch.lock())
                alive->plan();
        }, Qt::QueuedConnection);
}

void EventBatch::plan()
{
    const qint64 since = m_last.isValid() ? m_last.elapsed() : interval;
    if (since >= interval)
        flush();
    else
        QTimer::singleShot(int(interval - since), m_context, [batch = weak_from_this()] {
            if (const auto alive = batch.lock())
                alive->flush();
        });
}

void EventBatch::flush()
{
    QList<agent::AgentEvent> events;
    {
        const QMutexLocker lock(&m_mutex);
        m_planned = false;
        events.swap(m_waiting);
    }
    m_last.start();
    if (!events.isEmpty())
        m_deliver(events);
}

} // namespace hsf::service
