// SPDX-License-Identifier: MIT
//
// Leaves no hole in a conversation: a call without a result makes every provider refuse the next request, so the
// results are gathered behind their calls and the missing ones are said to be stopped.
#include "chat/message.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hsf::chat {

namespace {

/// What the model reads where a call has no result.
Message stoppedResult(const ToolCall &call)
{
    Message result = Message::toolResult(call, u"Stopped before this call gave a result."_s, true);
    result.stopped = true;
    return result;
}

/// The results of `calls` in the order of the calls; the first one counts where a call was answered twice.
QList<Message> answers(const QList<ToolCall> &calls, const QList<Message> &results)
{
    QList<Message> ordered;
    for (const ToolCall &call : calls) {
        const auto found = std::ranges::find(results, call.id, &Message::toolCallId);
        ordered.append(found == results.end() ? stoppedResult(call) : *found);
    }
    return ordered;
}

} // namespace

QList<Message> closed(const QList<Message> &messages)
{
    QList<Message> whole;
    // Ids are only unique within one assistant message (some servers count from call_0 each time), so results are
    // looked for up to the next one.
    for (qsizetype i = 0; i < messages.size();) {
        const qsizetype head = i++;
        QList<Message> results;
        QList<Message> others;
        while (i < messages.size() && messages[i].role != Role::Assistant) {
            (messages[i].role == Role::Tool ? results : others).append(messages[i]);
            ++i;
        }
        if (messages[head].role != Role::Tool)
            whole.append(messages[head]);
        if (messages[head].role == Role::Assistant)
            whole.append(answers(messages[head].toolCalls, results));
        whole.append(others);
    }
    return whole;
}

} // namespace hsf::chat
