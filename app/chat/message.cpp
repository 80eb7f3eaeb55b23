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

QJsonArray imagesToJson(const QList<Image> &images)
{
    QJsonArray array;
    for (const Image &image : images) {
        array.append(QJsonObject{{u"type"_s, image.mediaType},
                                 {u"name"_s, image.name},
                                 {u"base64"_s, QString::fromLatin1(image.bytes.toBase64())}});
    }
    return array;
}

QList<Image> imagesFromJson(const QJsonArray &array, Reader &message)
{
    QList<Image> images;
    for (const QJsonValue &value : array) {
        Reader image(value.toObject());
        images.append({.mediaType = image.text(u"type"_s),
                       .bytes = QByteArray::fromBase64(image.text(u"base64"_s).toLatin1()),
                       .name = image.text(u"name"_s)});
        message.expect(u"images"_s, value.isObject() && image.wrongKey().isEmpty());
    }
    return images;
}

QJsonArray filesToJson(const QList<TextFile> &files)
{
    QJsonArray array;
    for (const TextFile &file : files)
        array.append(QJsonObject{{u"name"_s, file.name}, {u"text"_s, file.text}});
    return array;
}

QList<TextFile> filesFromJson(const QJsonArray &array, Reader &message)
{
    QList<TextFile> files;
    for (const QJsonValue &value : array) {
        Reader file(value.toObject());
        files.append({.name = file.text(u"name"_s), .text = file.text(u"text"_s)});
        message.expect(u"files"_s, value.isObject() && file.wrongKey().isEmpty());
    }
    return files;
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
    cacheWrittenTokens += other.cacheWrittenTokens;
    return *this;
}

QJsonObject Usage::toJson() const
{
    QJsonObject json{
        {u"input_tokens"_s, inputTokens}, {u"output_tokens"_s, outputTokens}, {u"cached_tokens"_s, cachedTokens}};
    if (cacheWrittenTokens > 0)
        json.insert(u"cache_written_tokens"_s, cacheWrittenTokens);
    return json;
}

Usage Usage::fromJson(const QJsonObject &json)
{
    return {.inputTokens = json.value(u"input_tokens"_s).toInt(),
            .outputTokens = json.value(u"output_tokens"_s).toInt(),
            .cachedTokens = json.value(u"cached_tokens"_s).toInt(),
            .cacheWrittenTokens = json.value(u"cache_written_tokens"_s).toInt()};
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
    if (!images.isEmpty())
        json.insert(u"images"_s, imagesToJson(images));
    if (!files.isEmpty())
        json.insert(u"files"_s, filesToJson(files));
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
                    .stopped = reader.flag(u"stopped"_s),
                    .images = imagesFromJson(reader.list(u"images"_s), reader),
                    .files = filesFromJson(reader.list(u"files"_s), reader)};
    if (!reader.wrongKey().isEmpty())
        return malformed(QCoreApplication::translate("hsf::chat", "\"%1\" has the wrong type").arg(reader.wrongKey()));
    return message;
}

QString textWithFiles(const Message &message)
{
    QString text = message.text;
    for (const TextFile &file : message.files) {
        QString fence(u"```"_s);
        while (file.text.contains(fence))
            fence += u'`';
        text += u"\n\nThe file %1:\n%2\n%3%4%2"_s.arg(file.name, fence, file.text,
                                                    file.text.endsWith(u'\n') ? QString() : u"\n"_s);
    }
    return text;
}

} // namespace hsf::chat
