// SPDX-License-Identifier: MIT
#include "service/eventbatch.h"

#include <QTimer>

namespace hsf::service {

static constexpr int interval = 33; // milliseconds between deliveries
// Characters of an answer in one delivery: what piled up while the window was busy comes in steps it can lay out between two frames.
static constexpr qsizetype portion = 3'000;

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
        deliver(portion);
    else
        deliverIn(int(interval - since));
}

void EventBatch::deliverIn(int milliseconds)
{
    QTimer::singleShot(milliseconds, m_context, [batch = weak_from_this()] {
        if (const auto alive = batch.lock())
            alive->deliver(portion);
    });
}

// Takes events until they hold so many characters of an answer; the text that reaches it is cut in two.
static QList<agent::AgentEvent> takePortion(QList<agent::AgentEvent> &waiting, qsizetype characters)
{
    QList<agent::AgentEvent> taken;
    while (!waiting.isEmpty() && characters > 0) {
        agent::AgentEvent event = waiting.takeFirst();
        if (auto *streamed = std::get_if<agent::TextStreamed>(&event)) {
            if (streamed->text.size() > characters) {
                const qsizetype cut = characters + (streamed->text.at(characters - 1).isHighSurrogate() ? 1 : 0);
                waiting.prepend(agent::TextStreamed{streamed->text.sliced(cut)});
                streamed->text.truncate(cut);
            }
            characters -= streamed->text.size();
        }
        taken.append(std::move(event));
    }
    return taken;
}

void EventBatch::deliver(qsizetype characters)
{
    QList<agent::AgentEvent> events;
    bool more = false;
    {
        const QMutexLocker lock(&m_mutex);
        events = takePortion(m_waiting, characters);
        more = m_planned = !m_waiting.isEmpty();
    }
    m_last.start();
    if (more)
        deliverIn(interval);
    if (!events.isEmpty())
        m_deliver(events);
}

void EventBatch::flush() { deliver(std::numeric_limits<qsizetype>::max()); }

} // namespace hsf::service
