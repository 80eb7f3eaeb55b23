// SPDX-License-Identifier: MIT
//
// The events of a stream as deltas, calls, usage and the reason it ended.
#include "llm/openaichat.h"

#include <QCoreApplication>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

/// A string, or Mistral's list of parts of which those with text count.
QString contentOf(const QJsonObject &delta)
{
    const QJsonValue content = delta.value(u"content"_s);
    QString text = content.toString();
    for (const QJsonValue &part : content.toArray())
        text += part.toObject().value(u"text"_s).toString();
    return text + delta.value(u"refusal"_s).toString();
}

chat::Usage usageOf(const QJsonObject &usage)
{
    const QJsonObject details = usage.value(u"prompt_tokens_details"_s).toObject();
    const int deepSeek = usage.value(u"prompt_cache_hit_tokens"_s).toInt();
    return {.inputTokens = usage.value(u"prompt_tokens"_s).toInt(),
            .outputTokens = usage.value(u"completion_tokens"_s).toInt(),
            .cachedTokens = details.value(u"cached_tokens"_s).toInt(deepSeek)};
}

/// Streams cut a block of reasoning_details into pieces of the same type and index; it must go back as one.
void appendDetail(QJsonArray &details, const QJsonObject &piece)
{
    QJsonObject last = details.isEmpty() ? QJsonObject{} : details.last().toObject();
    const auto same = [&](const QString &key) { return last.value(key) == piece.value(key); };
    if (details.isEmpty() || !same(u"type"_s) || !same(u"index"_s)) {
        details.append(piece);
        return;
    }
    for (auto it = piece.begin(); it != piece.end(); ++it) {
        const bool grows = it.key() == u"text" || it.key() == u"summary" || it.key() == u"data";
        if (grows)
            last.insert(it.key(), last.value(it.key()).toString() + it.value().toString());
        else if (!it.value().isNull())
            last.insert(it.key(), it.value());
    }
    details[details.size() - 1] = last;
}

/// The choice we asked for: there is one, but a server may number it or not.
QJsonObject firstChoice(const QJsonObject &chunk)
{
    for (const QJsonValue &choice : chunk.value(u"choices"_s).toArray()) {
        if (choice.toObject().value(u"index"_s).toInt(0) == 0)
            return choice.toObject();
    }
    return {};
}

} // namespace

Result<QList<StreamEvent>> ReplyDecoder::take(const SseEvent &event)
{
    if (m_done || event.data.trimmed().isEmpty())
        return {};
    if (event.data == "[DONE]") {
        m_done = true;
        return {};
    }
    if (event.name == "error")
        return reported(complaintIn(event.data));
    const QJsonDocument json = QJsonDocument::fromJson(event.data);
    if (json["type"].toString() == u"message_start") {
        return fail(Error::Kind::Malformed,
                    QCoreApplication::translate("hsf::llm",
                                                "this server speaks Messages and not Chat Completions; change the "
                                                "provider's format in Settings → Models"));
    }
    if (!json.isObject())
        return fail(Error::Kind::Malformed,
                    QCoreApplication::translate("hsf::llm", "the server sent something that is no part of an answer"));
    return takeChunk(json.object());
}

Result<QList<StreamEvent>> ReplyDecoder::takeChunk(const QJsonObject &chunk)
{
    const QJsonValue error = chunk.value(u"error"_s);
    if (!error.isUndefined() && !error.isNull())
        return reported(complaintIn(error));
    if (chunk.value(u"object"_s).toString() == u"error")
        return reported(complaintIn(QJsonValue(chunk)));

    if (const QJsonObject usage = chunk.value(u"usage"_s).toObject(); !usage.isEmpty())
        m_reply.usage = usageOf(usage);
    if (const QString model = chunk.value(u"model"_s).toString(); !model.isEmpty())
        m_reply.model = model;

    QList<StreamEvent> events;
    const QJsonObject choice = firstChoice(chunk);
    const QString part = choice.contains(u"delta"_s) ? u"delta"_s : u"message"_s;
    if (const Result<> taken = takeDelta(choice.value(part).toObject(), events); !taken)
        return std::unexpected(taken.error());
    const QString reason = choice.value(u"finish_reason"_s).toString();
    if (reason == u"error")
        return reported({});
    if (!reason.isEmpty())
        takeFinish(reason);
    return events;
}

Result<> ReplyDecoder::takeDelta(const QJsonObject &delta, QList<StreamEvent> &events)
{
    takeReasoning(delta, events);
    if (const QString text = contentOf(delta); !text.isEmpty())
        addText(m_tags.feed(text), events);
    for (const QJsonValue &fragment : delta.value(u"tool_calls"_s).toArray()) {
        const auto begun = m_calls.take(fragment.toObject());
        if (!begun)
            return std::unexpected(begun.error());
        if (*begun)
            events.append(ToolCallStarted{.id = (*begun)->id, .name = (*begun)->name});
    }
    return {};
}

void ReplyDecoder::takeReasoning(const QJsonObject &delta, QList<StreamEvent> &events)
{
    for (const QJsonValue &piece : delta.value(u"reasoning_details"_s).toArray())
        appendDetail(m_reply.message.reasoningDetails, piece.toObject());
    for (const QString &field : {u"reasoning_content"_s, u"reasoning"_s, u"thinking"_s}) {
        const QJsonValue value = delta.value(field);
        if (!value.isString())
            continue;
        // Remembered although empty: DeepSeek wants an empty one back as well.
        if (m_reply.message.reasoningField.isEmpty())
            m_reply.message.reasoningField = field;
        m_reply.message.reasoning += value.toString();
        if (!value.toString().isEmpty())
            events.append(ReasoningDelta{value.toString()});
        return;
    }
}

void ReplyDecoder::addText(const ThinkTags::Split &split, QList<StreamEvent> &events)
{
    m_reply.message.reasoning += split.thinking;
    m_reply.message.text += split.text;
    if (!split.thinking.isEmpty())
        events.append(ReasoningDelta{split.thinking});
    if (!split.text.isEmpty())
        events.append(TextDelta{split.text});
}

void ReplyDecoder::takeFinish(const QString &reason)
{
    static const QHash<QString, FinishReason> known{{u"stop"_s, FinishReason::Stop},
                                                    {u"length"_s, FinishReason::Length},
                                                    {u"tool_calls"_s, FinishReason::ToolCalls},
                                                    {u"function_call"_s, FinishReason::ToolCalls},
                                                    {u"content_filter"_s, FinishReason::ContentFilter}};
    m_finish = known.value(reason, FinishReason::Other);
}

void ReplyDecoder::giveBack(const StreamSink &sink)
{
    QList<StreamEvent> held;
    addText(m_tags.rest(), held);
    for (const StreamEvent &event : std::as_const(held))
        sink(event);
}

bool ReplyDecoder::holdsNothing() const
{
    return m_reply.message.text.isEmpty() && m_reply.message.reasoning.isEmpty() && m_calls.calls().isEmpty();
}

Result<Reply> ReplyDecoder::wholeDocument(const QByteArray &stray, const StreamSink &sink)
{
    const QJsonObject document = QJsonDocument::fromJson(stray).object();
    if (!document.contains(u"choices"_s))
        return reported(complaintIn(stray));
    const Result<QList<StreamEvent>> events = takeChunk(document);
    if (!events)
        return std::unexpected(events.error());
    for (const StreamEvent &event : *events)
        sink(event);
    return finish({}, sink);
}

Result<Reply> ReplyDecoder::assembled() const
{
    // "[DONE]" alone, without a reason, is an ordinary end.
    Reply reply = m_reply;
    reply.finish = m_finish.value_or(FinishReason::Stop);
    const QList<chat::ToolCall> &calls = m_calls.calls();
    for (const chat::ToolCall &call : calls) {
        const bool begunOnly = call.arguments.isEmpty() && &call == &calls.last();
        if (const Result<> added = addCall(reply, call, begunOnly); !added)
            return std::unexpected(added.error());
    }
    endWithCalls(reply);
    reply.message.role = chat::Role::Assistant;
    return reply;
}

} // namespace hsf::llm
