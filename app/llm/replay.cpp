// SPDX-License-Identifier: MIT
#include "llm/replay.h"

#include "base/text.h"
#include "llm/recording_p.h"

#include <QCoreApplication>
#include <QMutex>

#include <condition_variable>
#include <mutex>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

QString purposeName(Purpose purpose)
{
    switch (purpose) {
    case Purpose::Turn:
        return u"turn"_s;
    case Purpose::Review:
        return u"review"_s;
    case Purpose::Curator:
        return u"curator"_s;
    case Purpose::Title:
        return u"title"_s;
    case Purpose::Summary:
        return u"summary"_s;
    case Purpose::Test:
        return u"test"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

bool fits(const RecordedReply &entry, const Request &request)
{
    const chat::Message last = request.messages.isEmpty() ? chat::Message{} : request.messages.last();
    return (entry.lastRole.isEmpty() || entry.lastRole == chat::roleName(last.role))
        && (entry.contains.isEmpty() || last.text.contains(entry.contains, Qt::CaseInsensitive))
        && (entry.hasTool.isEmpty() || std::ranges::contains(request.tools, entry.hasTool, &chat::ToolSpec::name));
}

QString wanted(const RecordedReply &entry)
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
bool spoken(const RecordedReply &entry, const StreamSink &sink, const std::stop_token &stop)
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
chat::Usage usageOf(const RecordedReply &entry, const Request &request)
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

} // namespace

struct ReplayClient::Private {
    const Recording recording;
    mutable QMutex mutex = {};
    QMap<QString, qsizetype> cursor = {}; ///< by purpose: the next reply
};

ReplayClient::ReplayClient(std::unique_ptr<Private> d)
    : d(std::move(d))
{ }

ReplayClient::~ReplayClient() = default;

Result<std::shared_ptr<ReplayClient>> ReplayClient::fromJsonl(const QByteArray &jsonl,
                                                              const QMap<QString, QString> &variables)
{
    const Result<Recording> recording = readRecording(jsonl, variables);
    if (!recording)
        return std::unexpected(recording.error());
    return std::shared_ptr<ReplayClient>(new ReplayClient(std::make_unique<Private>(*recording)));
}

Result<Reply> ReplayClient::complete(const Request &request, const StreamSink &sink, std::stop_token stop)
{
    const QString purpose = purposeName(request.purpose);
    QMutexLocker lock(&d->mutex);
    const qsizetype at = d->cursor.value(purpose);
    const QList<RecordedReply> entries = d->recording.entries.value(purpose);
    if (at >= entries.size()) {
        return fail(Error::Kind::Refused,
                    QCoreApplication::translate("hsf::llm",
                                                "The recording has no more words for \"%1\"; it got %2. Choose a "
                                                "model in Settings → Models to go on.")
                        .arg(purpose, got(request)));
    }
    const RecordedReply entry = entries[at];
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
    const QList<RecordedReply> turns = d->recording.entries.value(u"turn"_s);
    const qsizetype at = d->cursor.value(u"turn"_s);
    const qsizetype said = at > 0 ? turns[at - 1].line : 0;
    const auto next
        = std::ranges::find_if(d->recording.userLines, [said](const RecordedUser &line) { return line.line > said; });
    return next == d->recording.userLines.end() ? QString() : next->text;
}

} // namespace hsf::llm
