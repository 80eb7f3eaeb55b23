// SPDX-License-Identifier: MIT
#include "llm/replay.h"

#include "base/ids.h"
#include "base/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMutex>

#include <condition_variable>
#include <mutex>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

/// One line with a reply.
struct Entry {
    qsizetype line = 0;
    QString lastRole;
    QString contains;
    QString hasTool;
    chat::Message message;
    std::optional<chat::Usage> usage;
    int paceMs = 0;
};

struct UserLine {
    qsizetype line = 0;
    QString text;
};

QString purposeName(Purpose purpose)
{
    switch (purpose) {
    case Purpose::Turn:
        return u"turn"_s;
    case Purpose::Review:
        return u"review"_s;
    case Purpose::Curator:
        return u"curator"_s;
    case Purpose::Test:
        return u"test"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

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

Entry entryFrom(const QJsonObject &json, qsizetype line)
{
    const QJsonObject expect = json.value(u"expect"_s).toObject();
    const QJsonObject reply = json.value(u"reply"_s).toObject();
    Entry entry{.line = line,
                .lastRole = expect.value(u"last_role"_s).toString(),
                .contains = expect.value(u"contains"_s).toString(),
                .hasTool = expect.value(u"has_tool"_s).toString(),
                .message = messageFrom(reply),
                .paceMs = json.value(u"pace_ms"_s).toInt()};
    if (reply.contains(u"usage"_s))
        entry.usage = chat::Usage::fromJson(reply.value(u"usage"_s).toObject());
    return entry;
}

bool fits(const Entry &entry, const Request &request)
{
    const chat::Message last = request.messages.isEmpty() ? chat::Message{} : request.messages.last();
    return (entry.lastRole.isEmpty() || entry.lastRole == chat::roleName(last.role))
        && (entry.contains.isEmpty() || last.text.contains(entry.contains, Qt::CaseInsensitive))
        && (entry.hasTool.isEmpty() || std::ranges::contains(request.tools, entry.hasTool, &chat::ToolSpec::name));
}

QString wanted(const Entry &entry)
{
    QStringList parts{QCoreApplication::translate("hsf::llm", "line %1").arg(entry.line)};
    if (!entry.lastRole.isEmpty())
        parts.append(QCoreApplication::translate("hsf::llm", "a message from \"%1\"").arg(entry.lastRole));
    if (!entry.contains.isEmpty())
        parts.append(QCoreApplication::translate("hsf::llm", "with \"%1\" in it").arg(entry.contains));
    if (!entry.hasTool.isEmpty())
        parts.append(QCoreApplication::translate("hsf::llm", "the tool %1").arg(entry.hasTool));
    return parts.join(u", "_s);
}

QString got(const Request &request)
{
    if (request.messages.isEmpty())
        return QCoreApplication::translate("hsf::llm", "nothing");
    const chat::Message &last = request.messages.last();
    return QCoreApplication::translate("hsf::llm", "a message from \"%1\": \"%2\"")
        .arg(chat::roleName(last.role), excerpt(last.text, 120));
}

/// Words with the space behind them: what is shown at once.
QStringList pieces(const QString &text)
{
    QStringList list;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool wordEnds = text[i].isSpace() && (i + 1 == text.size() || !text[i + 1].isSpace());
        if (wordEnds || i + 1 == text.size())
            list.append(text.mid(std::exchange(begin, i + 1), i + 1 - begin));
    }
    return list;
}

bool paused(int milliseconds, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any sleeping;
    std::unique_lock lock(mutex);
    if (milliseconds > 0)
        sleeping.wait_for(lock, stop, std::chrono::milliseconds(milliseconds), [] { return false; });
    return !stop.stop_requested();
}

/// False: asked to stop.
bool spoken(const Entry &entry, const StreamSink &sink, const std::stop_token &stop)
{
    for (const QString &piece : pieces(entry.message.reasoning)) {
        if (!paused(entry.paceMs, stop))
            return false;
        sink(ReasoningDelta{piece});
    }
    for (const QString &piece : pieces(entry.message.text)) {
        if (!paused(entry.paceMs, stop))
            return false;
        sink(TextDelta{piece});
    }
    for (const chat::ToolCall &call : entry.message.toolCalls) {
        if (!paused(entry.paceMs, stop))
            return false;
        sink(ToolCallStarted{.id = call.id, .name = call.name});
    }
    return !stop.stop_requested();
}

/// Recordings that do not say what they cost get an estimate.
chat::Usage usageOf(const Entry &entry, const Request &request)
{
    if (entry.usage)
        return *entry.usage;
    chat::Usage usage{.outputTokens = estimatedTokens(entry.message.text) + estimatedTokens(entry.message.reasoning)};
    for (const chat::ToolCall &call : entry.message.toolCalls)
        usage.outputTokens += estimatedTokens(call.arguments);
    for (const chat::Message &message : request.messages)
        usage.inputTokens += estimatedTokens(message.text);
    return usage;
}

std::unexpected<Error> badLine(qsizetype line, const QString &what)
{
    return fail(Error::Kind::Malformed,
                QCoreApplication::translate("hsf::llm", "Line %1 of the recording: %2").arg(line).arg(what));
}

} // namespace

struct ReplayClient::Private {
    QMap<QString, QList<Entry>> entries; ///< by purpose
    QList<UserLine> userLines;
    mutable QMutex mutex;
    QMap<QString, qsizetype> cursor; ///< by purpose: the next entry
};

ReplayClient::ReplayClient(std::unique_ptr<Private> d)
    : d(std::move(d))
{ }

ReplayClient::~ReplayClient() = default;

Result<std::shared_ptr<ReplayClient>> ReplayClient::fromJsonl(const QByteArray &jsonl,
                                                              const QMap<QString, QString> &variables)
{
    auto d = std::make_unique<Private>();
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
        if (json.contains(u"user"_s)) {
            d->userLines.append({.line = number, .text = json.value(u"user"_s).toString()});
        } else if (!QStringList{u"turn"_s, u"review"_s, u"curator"_s, u"test"_s}.contains(purpose)) {
            return badLine(number, QCoreApplication::translate("hsf::llm", "unknown purpose \"%1\"").arg(purpose));
        } else if (!json.value(u"reply"_s).isObject()) {
            return badLine(number, QCoreApplication::translate("hsf::llm", "it has no \"reply\""));
        } else {
            d->entries[purpose].append(entryFrom(json, number));
        }
    }
    return std::shared_ptr<ReplayClient>(new ReplayClient(std::move(d)));
}

Result<Reply> ReplayClient::complete(const Request &request, const StreamSink &sink, std::stop_token stop)
{
    const QString purpose = purposeName(request.purpose);
    QMutexLocker lock(&d->mutex);
    const qsizetype at = d->cursor.value(purpose);
    const QList<Entry> entries = d->entries.value(purpose);
    if (at >= entries.size()) {
        return fail(Error::Kind::Refused,
                    QCoreApplication::translate("hsf::llm",
                                                "The recording has no more words for \"%1\"; it got %2. Choose a "
                                                "model in Settings → Models to go on.")
                        .arg(purpose, got(request)));
    }
    const Entry entry = entries[at];
    if (!fits(entry, request)) {
        return fail(Error::Kind::Refused,
                    QCoreApplication::translate("hsf::llm",
                                                "This does not fit the recording, which speaks recorded words only. "
                                                "It expects %1; it got %2.")
                        .arg(wanted(entry), got(request)));
    }
    d->cursor[purpose] = at + 1;
    lock.unlock();

    if (!spoken(entry, sink ? sink : [](const StreamEvent &) { }, stop)) {
        // What was stopped is said again when it is asked again.
        lock.relock();
        if (d->cursor[purpose] == at + 1)
            d->cursor[purpose] = at;
        return fail(Error::Kind::Cancelled, QCoreApplication::translate("hsf::llm", "stopped"));
    }
    return Reply{.message = entry.message,
                 .usage = usageOf(entry, request),
                 .finish = entry.message.toolCalls.isEmpty() ? FinishReason::Stop : FinishReason::ToolCalls,
                 .model = modelName()};
}

QString ReplayClient::modelName() const
{
    return u"recording"_s;
}

QString ReplayClient::nextUserText() const
{
    const QMutexLocker lock(&d->mutex);
    const QList<Entry> turns = d->entries.value(u"turn"_s);
    const qsizetype at = d->cursor.value(u"turn"_s);
    const qsizetype said = at > 0 ? turns[at - 1].line : 0;
    const auto next = std::ranges::find_if(d->userLines, [said](const UserLine &line) { return line.line > said; });
    return next == d->userLines.end() ? QString() : next->text;
}

} // namespace hsf::llm
