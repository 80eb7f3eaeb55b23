// SPDX-License-Identifier: MIT
#include "llm/recording_p.h"

#include "base/ids.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

QString filled(QString text, const QMap<QString, QString> &variables)
{
    for (auto it = variables.begin(); it != variables.end(); ++it)
        text.replace(u"${"_s + it.key() + u'}', it.value());
    return text;
}

/// Every string in `value`; never the JSON text itself, which a quote in a path would break.
QJsonValue filledDeep(const QJsonValue &value, const QMap<QString, QString> &variables)
{
    if (value.isString())
        return filled(value.toString(), variables);
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &one : value.toArray())
            array.append(filledDeep(one, variables));
        return array;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (const QString &key : object.keys())
        object.insert(key, filledDeep(object.value(key), variables));
    return object;
}

chat::Message messageFrom(const QJsonObject &reply)
{
    chat::Message message{.role = chat::Role::Assistant,
                          .text = reply.value(u"text"_s).toString(),
                          .reasoning = reply.value(u"reasoning"_s).toString()};
    for (const QJsonValue &value : reply.value(u"tool_calls"_s).toArray()) {
        const QJsonObject call = value.toObject();
        const QByteArray arguments
            = QJsonDocument(call.value(u"arguments"_s).toObject()).toJson(QJsonDocument::Compact);
        message.toolCalls.append({.id = call.value(u"id"_s).toString(u"call_"_s + freshIdText()),
                                  .name = call.value(u"name"_s).toString(),
                                  .arguments = QString::fromUtf8(arguments)});
    }
    return message;
}

RecordedReply entryFrom(const QJsonObject &json, qsizetype line)
{
    const QJsonObject expect = json.value(u"expect"_s).toObject();
    const QJsonObject reply = json.value(u"reply"_s).toObject();
    RecordedReply entry{.line = line,
                        .lastRole = expect.value(u"last_role"_s).toString(),
                        .contains = expect.value(u"contains"_s).toString(),
                        .hasTool = expect.value(u"has_tool"_s).toString(),
                        .message = messageFrom(reply),
                        .paceMs = json.value(u"pace_ms"_s).toInt()};
    if (reply.contains(u"usage"_s))
        entry.usage = chat::Usage::fromJson(reply.value(u"usage"_s).toObject());
    return entry;
}

std::unexpected<Error> badLine(qsizetype line, const QString &what)
{
    return fail(Error::Kind::Malformed,
                QCoreApplication::translate("hsf::llm", "Line %1 of the recording: %2").arg(line).arg(what));
}

} // namespace

Result<Recording> readRecording(const QByteArray &jsonl, const QMap<QString, QString> &variables)
{
    static const QStringList purposes{u"turn"_s, u"review"_s, u"curator"_s, u"title"_s, u"test"_s};
    Recording recording;
    qsizetype number = 0;
    for (const QByteArray &line : jsonl.split('\n')) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(line, &error);
        if (!document.isObject())
            return badLine(
                number, error.error ? error.errorString() : QCoreApplication::translate("hsf::llm", "not an object"));
        const QJsonObject json = filledDeep(document.object(), variables).toObject();
        const QString purpose = json.value(u"purpose"_s).toString();
        if (json.contains(u"user"_s))
            recording.userLines.append({.line = number, .text = json.value(u"user"_s).toString()});
        else if (!purposes.contains(purpose))
            return badLine(number, QCoreApplication::translate("hsf::llm", "unknown purpose \"%1\"").arg(purpose));
        else if (!json.value(u"reply"_s).isObject())
            return badLine(number, QCoreApplication::translate("hsf::llm", "it has no \"reply\""));
        else
            recording.entries[purpose].append(entryFrom(json, number));
    }
    return recording;
}

} // namespace hsf::llm
