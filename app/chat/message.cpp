// SPDX-License-Identifier: MIT
//
// Messages, calls and usage to the JSON they are stored as, and back. Only what differs from the default is written:
//   {"role": "assistant", "text": "I'll look.", "tool_calls": [{"id": "call_1", "name": "read_file", "arguments":
//   "{\"path\":\"a\"}"}]}
#include "chat/message.h"

#include <optional>
#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace hsf::chat {

namespace {

std::unexpected<Error> malformed(const QString &what)
{
    return fail(Error::Kind::Malformed,
                QCoreApplication::translate("hsf::chat", "This is not a stored message: %1").arg(what));
}

/// Reads members of one object and remembers the first that has the wrong type.
class Reader
{
public:
    explicit Reader(const QJsonObject &json)
        : m_json(json)
    { }

    QString text(const QString &key)
    {
        const QJsonValue value = m_json.value(key);
        expect(key, value.isUndefined() || value.isString());
        return value.toString();
    }

    bool flag(const QString &key)
    {
        const QJsonValue value = m_json.value(key);
        expect(key, value.isUndefined() || value.isBool());
        return value.toBool();
    }

    QJsonArray list(const QString &key)
    {
        const QJsonValue value = m_json.value(key);
        expect(key, value.isUndefined() || value.isArray());
        return value.toArray();
    }

    void expect(const QString &key, bool fits)
    {
        if (!fits && m_wrongKey.isEmpty())
            m_wrongKey = key;
    }

    /// Empty: all fitted.
    const QString &wrongKey() const { return m_wrongKey; }

private:
    QJsonObject m_json;
    QString m_wrongKey;
};

std::optional<Role> roleFromName(const QString &name)
{
    for (const Role role : {Role::System, Role::User, Role::Assistant, Role::Tool}) {
        if (roleName(role) == name)
            return role;
    }
    return std::nullopt;
}

QJsonArray callsToJson(const QList<ToolCall> &calls)
{
    QJsonArray array;
    for (const ToolCall &call : calls)
        array.append(QJsonObject{{u"id"_s, call.id}, {u"name"_s, call.name}, {u"arguments"_s, call.arguments}});
    return array;
}

QList<ToolCall> callsFromJson(const QJsonArray &array, Reader &message)
{
    QList<ToolCall> calls;
    for (const QJsonValue &value : array) {
        Reader call(value.toObject());
        calls.append({.id = call.text(u"id"_s), .name = call.text(u"name"_s), .arguments = call.text(u"arguments"_s)});
        message.expect(u"tool_calls"_s, value.isObject() && call.wrongKey().isEmpty());
    }
    return calls;
}

} // namespace

QString roleName(Role role)
{
    switch (role) {
    case Role::System:
        return u"system"_s;
    case Role::User:
        return u"user"_s;
    case Role::Assistant:
        return u"assistant"_s;
    case Role::Tool:
        return u"tool"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

Usage &Usage::operator+=(const Usage &other)
{
    inputTokens += other.inputTokens;
    outputTokens += other.outputTokens;
    cachedTokens += other.cachedTokens;
    return *this;
}

QJsonObject Usage::toJson() const
{
    return {{u"input_tokens"_s, inputTokens}, {u"output_tokens"_s, outputTokens}, {u"cached_tokens"_s, cachedTokens}};
}

Usage Usage::fromJson(const QJsonObject &json)
{
    return {.inputTokens = json.value(u"input_tokens"_s).toInt(),
            .outputTokens = json.value(u"output_tokens"_s).toInt(),
            .cachedTokens = json.value(u"cached_tokens"_s).toInt()};
}

QJsonObject Message::toJson() const
{
    QJsonObject json{{u"role"_s, roleName(role)}};
    const auto put = [&json](const QString &key, const QString &value) {
        if (!value.isEmpty())
            json.insert(key, value);
    };
    put(u"text"_s, text);
    put(u"reasoning"_s, reasoning);
    put(u"reasoning_field"_s, reasoningField);
    if (!reasoningDetails.isEmpty())
        json.insert(u"reasoning_details"_s, reasoningDetails);
    if (!toolCalls.isEmpty())
        json.insert(u"tool_calls"_s, callsToJson(toolCalls));
    put(u"tool_call_id"_s, toolCallId);
    put(u"tool_name"_s, toolName);
    if (failed)
        json.insert(u"failed"_s, true);
    if (stopped)
        json.insert(u"stopped"_s, true);
    return json;
}

Result<Message> Message::fromJson(const QJsonObject &json)
{
    const std::optional<Role> role = roleFromName(json.value(u"role"_s).toString());
    if (!role) {
        const QString found = json.value(u"role"_s).toString();
        return malformed(QCoreApplication::translate("hsf::chat", "its role is \"%1\"").arg(found.left(40)));
    }

    Reader reader(json);
    Message message{.role = *role,
                    .text = reader.text(u"text"_s),
                    .reasoning = reader.text(u"reasoning"_s),
                    .reasoningField = reader.text(u"reasoning_field"_s),
                    .reasoningDetails = reader.list(u"reasoning_details"_s),
                    .toolCalls = callsFromJson(reader.list(u"tool_calls"_s), reader),
                    .toolCallId = reader.text(u"tool_call_id"_s),
                    .toolName = reader.text(u"tool_name"_s),
                    .failed = reader.flag(u"failed"_s),
                    .stopped = reader.flag(u"stopped"_s)};
    if (!reader.wrongKey().isEmpty())
        return malformed(QCoreApplication::translate("hsf::chat", "\"%1\" has the wrong type").arg(reader.wrongKey()));
    return message;
}

} // namespace hsf::chat
