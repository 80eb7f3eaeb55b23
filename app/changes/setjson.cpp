// SPDX-License-Identifier: MIT
#include "changes/setjson.h"
#include "base/clock.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hsf::changes {

namespace {
QJsonObject toJson(const Author &author)
{
    QJsonArray evidence;
    for (const Evidence &one : author.evidence)
        evidence << QJsonObject{{"message", one.message}, {"quote", one.quote}};
    QJsonObject json{{"origin", originName(author.origin)},
                     {"model", author.model},
                     {"outcome", author.outcome},
                     {"evidence", evidence}};
    if (author.session)
        json.insert("session", author.session->toString());
    return json;
}

Author authorFromJson(const QJsonObject &json)
{
    Author author{.origin = originFromName(json.value("origin").toString()),
                  .model = json.value("model").toString(),
                  .outcome = json.value("outcome").toString()};
    if (const auto session = SessionId::parse(json.value("session").toString()))
        author.session = *session;
    for (const QJsonValue &one : json.value("evidence").toArray())
        author.evidence << Evidence{one["message"].toInteger(), one["quote"].toString()};
    return author;
}

QJsonArray toJson(const skill::Findings &findings)
{
    QJsonArray json;
    for (const skill::Finding &one : findings) {
        json << QJsonObject{{"rule", one.rule},
                            {"severity", skill::severityName(one.severity)},
                            {"file", one.file},
                            {"line", one.line},
                            {"message", one.message}};
    }
    return json;
}

skill::Severity severityFromName(const QString &name)
{
    using enum skill::Severity;
    for (const skill::Severity severity : {Advice, Warning, Error, High}) {
        if (skill::severityName(severity) == name)
            return severity;
    }
    return Critical; // what cannot be read is not made harmless
}

skill::Findings findingsFromJson(const QJsonArray &json)
{
    skill::Findings findings;
    for (const QJsonValue &one : json) {
        findings << skill::Finding{one["rule"].toString(), severityFromName(one["severity"].toString()),
                                   one["file"].toString(), one["line"].toInt(), one["message"].toString()};
    }
    return findings;
}

/// Bytes need not be text; null is no file.
QJsonValue toJson(const std::optional<QByteArray> &bytes)
{
    return bytes ? QJsonValue(QString::fromLatin1(bytes->toBase64())) : QJsonValue();
}

std::optional<QByteArray> bytesFromJson(const QJsonValue &json)
{
    return json.isString() ? std::optional(QByteArray::fromBase64(json.toString().toLatin1())) : std::nullopt;
}

QJsonArray toJson(const QList<FileChange> &files)
{
    QJsonArray json;
    for (const FileChange &file : files) {
        json << QJsonObject{{"path", file.path},
                            {"skill", file.skill},
                            {"accepted", toJson(file.base)},
                            {"proposed", toJson(file.result)}};
    }
    return json;
}

QList<FileChange> turnedDownFromJson(const QJsonArray &json)
{
    QList<FileChange> files;
    for (const QJsonValue &one : json)
        files << FileChange{one["path"].toString(), bytesFromJson(one["accepted"]), bytesFromJson(one["proposed"]),
                            false, one["skill"].toString()};
    return files;
}

QStringList strings(const QJsonValue &array)
{
    return array.toVariant().toStringList();
}
} // namespace

QJsonObject detailsToJson(const ChangeSet &set)
{
    const QJsonObject gained{{"tools", QJsonArray::fromStringList(set.gained.allowedTools)},
                             {"scripts", QJsonArray::fromStringList(set.gained.scripts)},
                             {"hosts", QJsonArray::fromStringList(set.gained.networkHosts)}};
    QJsonObject json{{"author", toJson(set.author)}, {"findings", toJson(set.findings)}, {"gained", gained}};
    if (!set.turnedDown.isEmpty())
        json.insert("turned-down", toJson(set.turnedDown));
    return json;
}

void detailsFromJson(const QJsonObject &json, ChangeSet &set)
{
    set.author = authorFromJson(json.value("author").toObject());
    set.findings = findingsFromJson(json.value("findings").toArray());
    const QJsonObject gained = json.value("gained").toObject();
    set.gained = {strings(gained.value("tools")), strings(gained.value("scripts")), strings(gained.value("hosts"))};
    set.turnedDown = turnedDownFromJson(json.value("turned-down").toArray());
}

QByteArray noteOf(const ChangeSet &set)
{
    return QJsonDocument(QJsonObject{{"created", toStored(set.created)},
                                     {"reason", set.reason},
                                     {"why", set.why},
                                     {"details", detailsToJson(set)}})
        .toJson(QJsonDocument::Compact);
}

void takeNote(const QByteArray &note, ChangeSet &set)
{
    const QJsonObject json = QJsonDocument::fromJson(note).object();
    if (json.isEmpty())
        return;
    set.created = fromStored(json.value("created").toString());
    set.reason = json.value("reason").toString();
    set.why = json.value("why").toString();
    detailsFromJson(json.value("details").toObject(), set);
}

} // namespace hsf::changes
