// SPDX-License-Identifier: MIT
#include "agent/calls.h"

#include <QElapsedTimer>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;

namespace hsf::agent {

namespace {

/// Events of several threads on their way to the one that may call the sink.
class Mailbox
{
public:
    void post(AgentEvent event)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_events.push_back(std::move(event));
        }
        m_arrived.notify_one();
    }

    /// Hands events on until `calls` of them were the end of a call.
    void deliver(qsizetype calls, const EventSink &sink)
    {
        while (calls > 0) {
            std::unique_lock lock(m_mutex);
            m_arrived.wait(lock, [this] { return !m_events.empty(); });
            const AgentEvent event = std::move(m_events.front());
            m_events.pop_front();
            lock.unlock();
            calls -= std::holds_alternative<ToolFinished>(event) ? 1 : 0;
            sink(event);
        }
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::deque<AgentEvent> m_events;
};

tools::ToolResult runCall(const chat::ToolCall &call, tools::ToolBox &tools, const EventSink &post,
                          std::stop_token stop)
{
    post(ToolStarted{call});
    QElapsedTimer clock;
    clock.start();
    const tools::OutputSink output = [&](const QString &text) { post(ToolOutput{call.id, text}); };
    const tools::ToolResult result = stop.stop_requested() ? stoppedBeforeRunning() : tools.call(call, output, stop);
    post(ToolFinished{call, result, int(clock.elapsed())});
    return result;
}

} // namespace

bool onlyReads(const QString &tool)
{
    static const QSet<QString> reading{u"read_file"_s, u"search_files"_s, u"skills_list"_s, u"skill_view"_s};
    return reading.contains(tool);
}

QList<Batch> batches(const QList<chat::ToolCall> &calls, qsizetype most)
{
    QList<Batch> batches;
    for (qsizetype i = 0; i < calls.size(); ++i) {
        const bool joins = !batches.isEmpty() && onlyReads(calls[i].name) && onlyReads(calls[i - 1].name)
            && batches.last().count < most;
        if (joins)
            ++batches.last().count;
        else
            batches.append({.first = i, .count = 1});
    }
    return batches;
}

tools::ToolResult stoppedBeforeRunning()
{
    return {.text = u"Stopped by the person before it ran."_s, .failed = true, .errorClass = u"stopped"_s};
}

QList<tools::ToolResult> runBatch(const QList<chat::ToolCall> &calls, tools::ToolBox &tools, const EventSink &sink,
                                  std::stop_token stop)
{
    if (calls.size() == 1)
        return {runCall(calls.first(), tools, sink, stop)};

    Mailbox mailbox;
    const EventSink post = [&mailbox](const AgentEvent &event) { mailbox.post(event); };
    QList<tools::ToolResult> results(calls.size());
    tools::ToolResult *const places = results.data();
    std::vector<std::jthread> threads;
    for (qsizetype i = 0; i < calls.size(); ++i)
        threads.emplace_back([&, i] { places[i] = runCall(calls[i], tools, post, stop); });
    mailbox.deliver(calls.size(), sink);
    threads.clear(); // joins: after this the results are written
    return results;
}

} // namespace hsf::agent
