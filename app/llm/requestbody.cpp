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
    if (!message.reasoningDetails.isEmpty())
        json.insert(u"reasoning_details"_s, message.reasoningDetails);
    return json;
}

QJsonObject messageToJson(const chat::Message &message)
{
    if (message.role == chat::Role::Assistant)
        return assistantToJson(message);
    QJsonObject json{{u"role"_s, chat::roleName(message.role)}, {u"content"_s, message.text}};
    if (message.role == chat::Role::Tool)
        json.insert(u"tool_call_id"_s, message.toolCallId);
    return json;
}

/// A message without words and calls (stopped while thinking, say): servers refuse it.
bool isEmpty(const chat::Message &message)
{
    return message.role == chat::Role::Assistant && message.text.isEmpty() && message.toolCalls.isEmpty();
}

QJsonArray messagesToJson(const QList<chat::Message> &messages)
{
    QJsonArray array;
    for (const chat::Message &message : messages) {
        if (!isEmpty(message))
            array.append(messageToJson(message));
    }
    return array;
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

QByteArray requestBody(const Request &request, const QString &model, LimitName limitName)
{
    QJsonObject body{{u"model"_s, model},
                     {u"messages"_s, messagesToJson(request.messages)},
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
