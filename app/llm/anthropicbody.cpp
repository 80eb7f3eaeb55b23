// SPDX-License-Identifier: MIT
//
// A Request as the body of POST …/messages. Anthropic wants turns to alternate, so neighbours of one side become one
// message: all results of a turn, and then what the person said.
#include "llm/anthropic.h"
#include "llm/callassembly.h"

#include <QHash>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

/// The format demands a number; models that write less have it in the data file.
constexpr int usualOutputTokens = 16'384;

QJsonObject textBlock(const QString &text)
{
    return {{u"type"_s, u"text"_s}, {u"text"_s, text}};
}

QJsonObject imageBlock(const chat::Image &image)
{
    return {{u"type"_s, u"image"_s},
            {u"source"_s,
             QJsonObject{{u"type"_s, u"base64"_s},
                         {u"media_type"_s, image.mediaType},
                         {u"data"_s, QString::fromLatin1(image.bytes.toBase64())}}}};
}

/// Other providers' ids may hold characters that are refused here.
QString plainId(QString id)
{
    for (QChar &c : id) {
        const bool plain = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_'
            || c == u'-';
        if (!plain)
            c = u'_';
    }
    return id;
}

QJsonObject callBlock(const chat::ToolCall &call)
{
    // Here a call's input is an object. What a model wrote instead of one was refused then, and is shown to it as it
    // was.
    QJsonObject input = QJsonDocument::fromJson(call.arguments.toUtf8()).object();
    if (!argumentsParse(call.arguments))
        input = {{u"unreadable_arguments"_s, call.arguments}};
    return {{u"type"_s, u"tool_use"_s}, {u"id"_s, plainId(call.id)}, {u"name"_s, call.name}, {u"input"_s, input}};
}

QJsonArray plainContent(const chat::Message &message)
{
    QJsonArray content;
    if (!message.text.trimmed().isEmpty())
        content.append(textBlock(message.text));
    for (const chat::Image &image : message.images)
        content.append(imageBlock(image));
    return content;
}

QJsonObject resultBlock(const chat::Message &message)
{
    QJsonObject block{{u"type"_s, u"tool_result"_s}, {u"tool_use_id"_s, plainId(message.toolCallId)}};
    if (const QJsonArray content = plainContent(message); !content.isEmpty())
        block.insert(u"content"_s, content);
    if (message.failed)
        block.insert(u"is_error"_s, true);
    return block;
}

/// The blocks of an answer, its thinking included where `host` signed it.
QJsonArray answerBlocks(const chat::Message &message, const QString &host)
{
    QJsonArray content;
    QList<chat::ToolCall> calls = message.toolCalls;
    bool textPlaced = false;
    const bool own = !message.reasoningDetails.isEmpty()
        && message.reasoningDetails.first().toObject().value(u"type"_s).toString() == u"from"
        && message.reasoningDetails.first().toObject().value(u"host"_s).toString() == host;
    for (const QJsonValue &value : own ? message.reasoningDetails : QJsonArray()) {
        const QJsonObject detail = value.toObject();
        const QString type = detail.value(u"type"_s).toString();
        if (type == u"thinking" || type == u"redacted_thinking") {
            content.append(detail);
        } else if (type == u"text") {
            textPlaced = true;
            content.append(detail);
        } else if (type == u"tool_use") {
            const auto call = std::ranges::find(calls, detail.value(u"id"_s).toString(), &chat::ToolCall::id);
            if (call != calls.end()) {
                content.append(callBlock(*call));
                calls.erase(call);
            }
        }
    }
    if (!textPlaced && !message.text.trimmed().isEmpty())
        content.append(textBlock(message.text));
    for (const chat::ToolCall &call : std::as_const(calls))
        content.append(callBlock(call));
    return content;
}

struct Turn {
    bool user = true;
    QJsonArray content;
};

QList<Turn> turnsOf(const QList<chat::Message> &messages, const QString &host)
{
    QList<Turn> turns;
    const auto add = [&turns](bool user, const QJsonArray &content) {
        if (content.isEmpty())
            return;
        if (turns.isEmpty() || turns.last().user != user)
            turns.append({.user = user, .content = {}});
        for (const QJsonValue &block : content)
            turns.last().content.append(block);
    };
    for (const chat::Message &message : messages) {
        switch (message.role) {
        case chat::Role::System:
            break;
        case chat::Role::User:
            add(true, plainContent(message));
            break;
        case chat::Role::Tool:
            add(true, {resultBlock(message)});
            break;
        case chat::Role::Assistant:
            // One that was stopped while thinking has nothing that could be sent.
            if (!message.text.trimmed().isEmpty() || !message.toolCalls.isEmpty())
                add(false, answerBlocks(message, host));
            break;
        }
    }
    return turns;
}

void mark(QJsonArray &blocks)
{
    if (blocks.isEmpty())
        return;
    QJsonObject last = blocks.last().toObject();
    last.insert(u"cache_control"_s, QJsonObject{{u"type"_s, u"ephemeral"_s}});
    blocks[blocks.size() - 1] = last;
}

QJsonArray systemBlocks(const QList<chat::Message> &messages)
{
    QJsonArray blocks;
    for (const chat::Message &message : messages) {
        if (message.role == chat::Role::System && !message.text.trimmed().isEmpty())
            blocks.append(textBlock(message.text));
    }
    mark(blocks);
    return blocks;
}

QJsonArray toolBlocks(const QList<chat::ToolSpec> &tools)
{
    QJsonArray blocks;
    for (const chat::ToolSpec &tool : tools) {
        QJsonObject schema = tool.parameters;
        if (!schema.contains(u"type"_s))
            schema.insert(u"type"_s, u"object"_s);
        blocks.append(
            QJsonObject{{u"name"_s, tool.name}, {u"description"_s, tool.description}, {u"input_schema"_s, schema}});
    }
    mark(blocks);
    return blocks;
}

QJsonArray messagesOf(QList<Turn> turns)
{
    // The newest mark is what the next request will find; the one before it is what this one finds.
    int marks = 2;
    for (qsizetype i = turns.size() - 1; i >= 0 && marks > 0; --i) {
        if (turns[i].user) {
            mark(turns[i].content);
            --marks;
        }
    }
    QJsonArray messages;
    for (const Turn &turn : std::as_const(turns))
        messages.append(QJsonObject{{u"role"_s, turn.user ? u"user"_s : u"assistant"_s}, {u"content"_s, turn.content}});
    return messages;
}

} // namespace

QByteArray anthropicBody(const Request &request, const AnthropicOptions &options)
{
    int most = request.maxOutputTokens > 0 ? request.maxOutputTokens : options.maxOutputTokens;
    if (most <= 0)
        most = usualOutputTokens;
    QJsonObject body{{u"model"_s, options.model},
                     {u"messages"_s, messagesOf(turnsOf(request.messages, options.host))},
                     {u"stream"_s, true}};
    if (const QJsonArray system = systemBlocks(request.messages); !system.isEmpty())
        body.insert(u"system"_s, system);
    if (!request.tools.isEmpty())
        body.insert(u"tools"_s, toolBlocks(request.tools));
    if (options.thinkingTokens > 0 && request.maxOutputTokens == 0) {
        // Thinking counts as output: the answer keeps its room beside it. 1024 is the least that is taken.
        const int thinking = std::max(1'024, options.thinkingTokens);
        body.insert(u"thinking"_s, QJsonObject{{u"type"_s, u"enabled"_s}, {u"budget_tokens"_s, thinking}});
        if (most <= thinking)
            most += thinking;
    }
    body.insert(u"max_tokens"_s, most);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

} // namespace hsf::llm
