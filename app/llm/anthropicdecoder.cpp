// SPDX-License-Identifier: MIT
//
// The events of a stream of Messages as deltas, calls, usage and the reason it ended. Blocks are known by their index:
// several may be open at once, and one may never be closed.
#include "llm/anthropic.h"
#include "llm/callassembly.h"
#include "llm/complaint.h"

#include "base/ids.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

constexpr int mostBlocks = 1'024;

std::unexpected<Error> nonsense()
{
    return fail(Error::Kind::Malformed,
                QCoreApplication::translate("hsf::llm", "the server sent something that is no part of an answer"));
}

FinishReason reasonOf(const QString &name)
{
    static const QHash<QString, FinishReason> known{
        {u"end_turn"_s, FinishReason::Stop},      {u"stop_sequence"_s, FinishReason::Stop},
        {u"max_tokens"_s, FinishReason::Length},  {u"model_context_window_exceeded"_s, FinishReason::Length},
        {u"tool_use"_s, FinishReason::ToolCalls}, {u"refusal"_s, FinishReason::ContentFilter}};
    return known.value(name, FinishReason::Other);
}

std::unexpected<Error> impossibleIndex()
{
    return fail(Error::Kind::Malformed,
                QCoreApplication::translate("hsf::llm", "a part of the answer has an impossible number"));
}

} // namespace

bool AnthropicDecoder::isPayload(const SseEvent &event) const
{
    const QByteArray data = event.data.trimmed();
    return !data.isEmpty() && event.name != "ping" && QJsonDocument::fromJson(data)["type"].toString() != u"ping";
}

Result<QList<StreamEvent>> AnthropicDecoder::take(const SseEvent &event)
{
    if (m_done || event.data.trimmed().isEmpty())
        return {};
    if (event.name == "error")
        return reported(complaintIn(event.data));
    if (event.data == "[DONE]") { // of servers that translate from the other format
        m_done = m_finish.has_value();
        return {};
    }
    const QJsonDocument json = QJsonDocument::fromJson(event.data);
    return json.isObject() ? takeJson(json.object()) : Result<QList<StreamEvent>>(nonsense());
}

Result<QList<StreamEvent>> AnthropicDecoder::takeJson(const QJsonObject &json)
{
    const QString type = json.value(u"type"_s).toString();
    if (type == u"error" || json.value(u"error"_s).isObject())
        return reported(complaintIn(QJsonDocument(json).toJson()));
    if (type.isEmpty() && json.contains(u"choices"_s)) {
        return fail(Error::Kind::Malformed,
                    QCoreApplication::translate("hsf::llm",
                                                "this server speaks Chat Completions and not Messages; change the "
                                                "provider's format in Settings → Models"));
    }
    if (type == u"message_start") {
        const QJsonObject message = json.value(u"message"_s).toObject();
        m_model = message.value(u"model"_s).toString();
        takeUsage(message.value(u"usage"_s).toObject());
    } else if (type == u"content_block_start") {
        return startBlock(json);
    } else if (type == u"content_block_delta") {
        return extendBlock(json);
    } else if (type == u"content_block_stop") {
        const std::optional<int> index = indexIn(json, mostBlocks);
        if (!index)
            return impossibleIndex();
        if (Block *block = blockAt(*index))
            block->stopped = true;
    } else if (type == u"message_delta") {
        takeUsage(json.value(u"usage"_s).toObject());
        const QString reason = json.value(u"delta"_s).toObject().value(u"stop_reason"_s).toString();
        if (!reason.isEmpty())
            m_finish = reasonOf(reason);
    } else if (type == u"message_stop") {
        m_done = true;
    } // Others (ping, and what may come) say nothing to us.
    return {};
}

AnthropicDecoder::Block *AnthropicDecoder::blockAt(int index)
{
    // The newest of this number: a server that counts anew for each block means that one.
    for (qsizetype i = m_blocks.size() - 1; i >= 0; --i) {
        if (m_blocks[i].index == index)
            return &m_blocks[i];
    }
    return nullptr;
}

Result<QList<StreamEvent>> AnthropicDecoder::startBlock(const QJsonObject &json)
{
    const std::optional<int> index = indexIn(json, mostBlocks);
    if (!index || m_blocks.size() >= mostBlocks)
        return impossibleIndex();
    return begin(json.value(u"content_block"_s).toObject(), *index);
}

QList<StreamEvent> AnthropicDecoder::begin(const QJsonObject &json, int index)
{
    Block block{.index = index, .type = json.value(u"type"_s).toString()};
    QList<StreamEvent> events;
    if (block.type == u"text") {
        block.text = json.value(u"text"_s).toString();
        if (!block.text.isEmpty())
            events.append(TextDelta{block.text});
    } else if (block.type == u"thinking") {
        block.text = json.value(u"thinking"_s).toString();
        block.signature = json.value(u"signature"_s).toString();
        if (!block.text.isEmpty())
            events.append(ReasoningDelta{block.text});
    } else if (block.type == u"redacted_thinking") {
        block.data = json.value(u"data"_s).toString();
    } else if (block.type == u"tool_use") {
        QString id = json.value(u"id"_s).toString();
        const bool taken = std::ranges::any_of(m_blocks, [&](const Block &other) { return other.call.id == id; });
        if (id.isEmpty() || taken)
            id = u"toolu_"_s + freshIdText();
        block.call = {.id = id, .name = json.value(u"name"_s).toString(), .arguments = {}};
        block.input = json.value(u"input"_s).toObject();
        if (!block.call.name.isEmpty())
            events.append(ToolCallStarted{.id = id, .name = block.call.name});
    }
    m_blocks.append(block);
    return events;
}

Result<QList<StreamEvent>> AnthropicDecoder::extendBlock(const QJsonObject &json)
{
    const std::optional<int> index = indexIn(json, mostBlocks);
    if (!index)
        return impossibleIndex();
    const QJsonObject delta = json.value(u"delta"_s).toObject();
    const QString type = delta.value(u"type"_s).toString();
    Block *block = blockAt(*index);
    if (!block && (type == u"text_delta" || type == u"thinking_delta")) {
        begin({{u"type"_s, type == u"text_delta" ? u"text"_s : u"thinking"_s}}, *index);
        block = &m_blocks.last();
    }
    if (type == u"text_delta") {
        const QString text = delta.value(u"text"_s).toString();
        block->text += text;
        return text.isEmpty() ? QList<StreamEvent>{} : QList<StreamEvent>{TextDelta{text}};
    }
    if (type == u"thinking_delta") {
        const QString text = delta.value(u"thinking"_s).toString();
        block->text += text;
        return text.isEmpty() ? QList<StreamEvent>{} : QList<StreamEvent>{ReasoningDelta{text}};
    }
    if (type == u"signature_delta" && block)
        block->signature += delta.value(u"signature"_s).toString();
    if (type == u"input_json_delta") {
        if (!block) {
            return fail(Error::Kind::Malformed,
                        QCoreApplication::translate("hsf::llm", "a tool call came without its beginning"));
        }
        block->text += delta.value(u"partial_json"_s).toString();
    }
    return {};
}

void AnthropicDecoder::takeUsage(const QJsonObject &usage)
{
    for (auto it = usage.begin(); it != usage.end(); ++it) {
        if (it.value().isDouble())
            m_usage.insert(it.key(), it.value());
    }
}

bool AnthropicDecoder::holdsNothing() const
{
    return std::ranges::all_of(m_blocks, [](const Block &block) {
        return block.text.isEmpty() && block.data.isEmpty() && block.type != u"tool_use";
    });
}

Result<Reply> AnthropicDecoder::wholeDocument(const QByteArray &stray, const StreamSink &sink)
{
    const QJsonObject document = QJsonDocument::fromJson(stray).object();
    if (document.value(u"type"_s).toString() != u"message" || !document.value(u"content"_s).isArray())
        return reported(complaintIn(stray));
    m_model = document.value(u"model"_s).toString();
    takeUsage(document.value(u"usage"_s).toObject());
    m_finish = reasonOf(document.value(u"stop_reason"_s).toString());
    m_done = true;
    int index = 0;
    for (const QJsonValue &value : document.value(u"content"_s).toArray()) {
        for (const StreamEvent &event : begin(value.toObject(), index++))
            sink(event);
        m_blocks.last().stopped = true;
    }
    return assembled();
}

QString AnthropicDecoder::argumentsOf(const Block &block) const
{
    if (!block.text.isEmpty() || block.input.isEmpty())
        return block.text;
    return QString::fromUtf8(QJsonDocument(block.input).toJson(QJsonDocument::Compact));
}

QJsonArray AnthropicDecoder::details() const
{
    const auto isThinking = [](const Block &block) {
        return block.type == u"redacted_thinking"
            || (block.type == u"thinking" && (!block.text.isEmpty() || !block.signature.isEmpty()));
    };
    if (std::ranges::none_of(m_blocks, isThinking))
        return {};
    const auto lastThought = std::ranges::find_last_if(m_blocks, isThinking).begin();
    const bool mixed = std::any_of(m_blocks.begin(), lastThought, [](const Block &block) {
        return block.type == u"tool_use" || (block.type == u"text" && !block.text.isEmpty());
    });
    QJsonArray details{QJsonObject{{u"type"_s, u"from"_s}, {u"host"_s, m_host}}};
    for (const Block &block : m_blocks) {
        if (block.type == u"redacted_thinking")
            details.append(QJsonObject{{u"type"_s, block.type}, {u"data"_s, block.data}});
        else if (isThinking(block))
            details.append(
                QJsonObject{{u"type"_s, block.type}, {u"thinking"_s, block.text}, {u"signature"_s, block.signature}});
        else if (mixed && block.type == u"text" && !block.text.trimmed().isEmpty())
            details.append(QJsonObject{{u"type"_s, block.type}, {u"text"_s, block.text}});
        else if (mixed && block.type == u"tool_use")
            details.append(QJsonObject{{u"type"_s, block.type}, {u"id"_s, block.call.id}});
    }
    return details;
}

Result<Reply> AnthropicDecoder::assembled() const
{
    Reply reply{.finish = m_finish.value_or(FinishReason::Stop), .model = m_model};
    const auto number = [this](const QString &key) { return m_usage.value(key).toInt(); };
    reply.usage = {.inputTokens = number(u"input_tokens"_s) + number(u"cache_creation_input_tokens"_s)
                       + number(u"cache_read_input_tokens"_s),
                   .outputTokens = number(u"output_tokens"_s),
                   .cachedTokens = number(u"cache_read_input_tokens"_s),
                   .cacheWrittenTokens = number(u"cache_creation_input_tokens"_s)};
    chat::Message &message = reply.message;
    message.role = chat::Role::Assistant;
    message.reasoningDetails = details();
    for (const Block &block : m_blocks) {
        if (block.type == u"text") {
            message.text += block.text;
        } else if (block.type == u"thinking") {
            message.reasoning += block.text;
        } else if (block.type == u"tool_use") {
            chat::ToolCall call = block.call;
            call.arguments = argumentsOf(block);
            const bool begunOnly = !block.stopped && call.arguments.isEmpty();
            if (const Result<> added = addCall(reply, call, begunOnly); !added)
                return std::unexpected(added.error());
        }
    }
    endWithCalls(reply);
    return reply;
}

} // namespace hsf::llm
