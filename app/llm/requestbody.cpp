// SPDX-License-Identifier: MIT
//
// A Request as the body of POST …/chat/completions.
#include "llm/openaichat.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

QJsonArray callsToJson(const QList<chat::ToolCall> &calls)
{
    QJsonArray array;
    for (const chat::ToolCall &call : calls) {
        // Exactly as the model wrote them, but "" is no JSON and some servers read it before the model does.
        const QString arguments = call.arguments.isEmpty() ? u"{}"_s : call.arguments;
        array.append(QJsonObject{{u"id"_s, call.id},
                                 {u"type"_s, u"function"_s},
                                 {u"function"_s, QJsonObject{{u"name"_s, call.name}, {u"arguments"_s, arguments}}}});
    }
    return array;
}

/// Those of this format; another's are signed for nobody here.
QJsonArray detailsOf(const chat::Message &message)
{
    QJsonArray own;
    for (const QJsonValue &detail : message.reasoningDetails) {
        if (detail[u"type"].toString().startsWith(u"reasoning."))
            own.append(detail);
    }
    return own;
}

QJsonObject assistantToJson(const chat::Message &message)
{
    QJsonObject json{{u"role"_s, u"assistant"_s}, {u"content"_s, message.text}};
    if (message.toolCalls.isEmpty())
        return json;
    json.insert(u"tool_calls"_s, callsToJson(message.toolCalls));
    if (message.text.isEmpty())
        json.insert(u"content"_s, QJsonValue::Null);
    // On turns with tools some providers demand their model's thinking back, even when it is empty; elsewhere some
    // refuse it.
    if (!message.reasoningField.isEmpty())
        json.insert(message.reasoningField, message.reasoning);
    if (const QJsonArray details = detailsOf(message); !details.isEmpty())
        json.insert(u"reasoning_details"_s, details);
    return json;
}

/// A text, or a list of parts where there are pictures.
QJsonValue contentOf(const chat::Message &message)
{
    if (message.images.isEmpty())
        return message.text;
    QJsonArray parts;
    if (!message.text.isEmpty())
        parts.append(QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, message.text}});
    for (const chat::Image &image : message.images) {
        const QString data = u"data:"_s + image.mediaType + u";base64,"_s + QString::fromLatin1(image.bytes.toBase64());
        parts.append(QJsonObject{{u"type"_s, u"image_url"_s}, {u"image_url"_s, QJsonObject{{u"url"_s, data}}}});
    }
    return parts;
}

QJsonObject messageToJson(const chat::Message &message)
{
    if (message.role == chat::Role::Assistant)
        return assistantToJson(message);
    QJsonObject json{{u"role"_s, chat::roleName(message.role)}, {u"content"_s, contentOf(message)}};
    if (message.role == chat::Role::Tool)
        json.insert(u"tool_call_id"_s, message.toolCallId);
    return json;
}

/// A message without words and calls (stopped while thinking, say): servers refuse it.
bool isEmpty(const chat::Message &message)
{
    return message.role == chat::Role::Assistant && message.text.isEmpty() && message.toolCalls.isEmpty();
}

/// Pictures of a tool's result follow all the results of its turn: as a tool's content they are refused.
QJsonArray messagesToJson(const QList<chat::Message> &messages)
{
    QJsonArray array;
    chat::Message seen = chat::Message::user({});
    const auto show = [&] {
        if (!seen.images.isEmpty())
            array.append(messageToJson(std::exchange(seen, chat::Message::user({}))));
    };
    for (const chat::Message &message : messages) {
        if (isEmpty(message))
            continue;
        if (message.role != chat::Role::Tool) {
            show();
            array.append(messageToJson(message));
            continue;
        }
        chat::Message words = message;
        seen.images += std::exchange(words.images, {});
        array.append(messageToJson(words));
    }
    show();
    return array;
}

/// The content as a list of parts, the last of them marked.
void mark(QJsonValueRef value)
{
    QJsonObject message = value.toObject();
    QJsonArray parts = message.value(u"content"_s).toArray();
    if (message.value(u"content"_s).isString())
        parts = {QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, message.value(u"content"_s)}}};
    if (parts.isEmpty())
        return;
    QJsonObject last = parts.last().toObject();
    last.insert(u"cache_control"_s, QJsonObject{{u"type"_s, u"ephemeral"_s}});
    parts[parts.size() - 1] = last;
    message.insert(u"content"_s, parts);
    value = message;
}

void markForCache(QJsonArray &messages)
{
    int marks = 2;
    for (qsizetype i = messages.size() - 1; i >= 0; --i) {
        const QString role = messages[i][u"role"].toString();
        if (role == u"system")
            mark(messages[i]);
        else if (role == u"user" && marks-- > 0)
            mark(messages[i]);
    }
}

QJsonArray toolsToJson(const QList<chat::ToolSpec> &tools)
{
    QJsonArray array;
    for (const chat::ToolSpec &tool : tools) {
        array.append(QJsonObject{{u"type"_s, u"function"_s},
                                 {u"function"_s,
                                  QJsonObject{{u"name"_s, tool.name},
                                              {u"description"_s, tool.description},
                                              {u"parameters"_s, tool.parameters}}}});
    }
    return array;
}

} // namespace

QByteArray requestBody(const Request &request, const QString &model, LimitName limitName, bool cacheMarks)
{
    QJsonArray messages = messagesToJson(request.messages);
    if (cacheMarks)
        markForCache(messages);
    QJsonObject body{{u"model"_s, model},
                     {u"messages"_s, messages},
                     {u"stream"_s, true},
                     {u"stream_options"_s, QJsonObject{{u"include_usage"_s, true}}}};
    if (!request.tools.isEmpty())
        body.insert(u"tools"_s, toolsToJson(request.tools));
    if (request.maxOutputTokens > 0)
        body.insert(limitName == LimitName::MaxTokens ? u"max_tokens"_s : u"max_completion_tokens"_s,
                    request.maxOutputTokens);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

} // namespace hsf::llm
