// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "journal/redact_p.h"

#include <QJsonDocument>

namespace hsf::journal {

namespace {

/// Would "name = value" be taken for a secret, whatever the value?
bool namesASecret(const QString &name)
{
    const QString pair = name + QStringLiteral("=abcdefghij");
    return redacted(pair) != pair;
}

QJsonValue redactedMember(const QString &name, const QJsonValue &value)
{
    if (value.isString() && !value.toString().isEmpty() && namesASecret(name))
        return QStringLiteral("[redacted]");
    return redactedJson(value);
}

/// JSON text as a model wrote it; its bytes stay when it holds no secret.
QString redactedArguments(const QString &arguments)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(arguments.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return redacted(arguments);
    const QJsonObject object = document.object();
    const QJsonObject clean = redactedJson(object).toObject();
    return clean == object ? arguments : QString::fromUtf8(QJsonDocument(clean).toJson(QJsonDocument::Compact));
}

} // namespace

QJsonValue redactedJson(const QJsonValue &value)
{
    if (value.isString())
        return redacted(value.toString());
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &item : value.toArray())
            array.append(redactedJson(item));
        return array;
    }
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member)
            member.value() = redactedMember(member.key(), member.value());
        return object;
    }
    return value;
}

chat::Message redactedMessage(chat::Message message)
{
    message.text = redacted(message.text);
    message.reasoning = redacted(message.reasoning);
    if (redactedJson(message.reasoningDetails) != QJsonValue(message.reasoningDetails))
        message.reasoningDetails = {};
    for (chat::ToolCall &call : message.toolCalls)
        call.arguments = redactedArguments(call.arguments);
    return message;
}

} // namespace hsf::journal
