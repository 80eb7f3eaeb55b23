// SPDX-License-Identifier: MIT
//
// One completion: attempts, the waits between them, and the way from bytes to a Reply.
#include "llm/httpclient.h"

#include "llm/address.h"
#include "llm/refusal.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <condition_variable>
#include <mutex>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

/// False: asked to stop while waiting.
bool waited(int milliseconds, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any sleeping;
    std::unique_lock lock(mutex);
    sleeping.wait_for(lock, stop, std::chrono::milliseconds(milliseconds), [] { return false; });
    return !stop.stop_requested();
}

/// The body of a 200, from bytes to events to a reply.
class StreamReader
{
public:
    explicit StreamReader(const StreamSink &sink)
        : m_sink(sink)
    { }

    Result<Heard> read(const QByteArray &bytes)
    {
        const Result<QList<SseEvent>> events = m_parser.feed(bytes);
        if (!events)
            return std::unexpected(events.error());
        Heard heard = Heard::Nothing;
        for (const SseEvent &event : *events) {
            if (const Result<> passed = pass(event); !passed)
                return std::unexpected(passed.error());
            if (!event.data.isEmpty())
                heard = Heard::Payload;
        }
        if (m_decoder.isDone())
            return Heard::Everything;
        return heard == Heard::Payload && m_decoder.isFinished() ? Heard::LastWords : heard;
    }

    Result<Reply> finish()
    {
        // A last event that nothing closes counts only when it is whole.
        const std::optional<SseEvent> last = m_parser.unfinished();
        const bool whole = last && (last->data == "[DONE]" || QJsonDocument::fromJson(last->data).isObject());
        if (whole) {
            if (const Result<> passed = pass(*last); !passed)
                return std::unexpected(passed.error());
        }
        return m_decoder.finish(m_parser.stray(), m_sink);
    }

private:
    Result<> pass(const SseEvent &event)
    {
        const Result<QList<StreamEvent>> news = m_decoder.take(event);
        if (!news)
            return std::unexpected(news.error());
        for (const StreamEvent &one : *news)
            m_sink(one);
        return {};
    }

    const StreamSink &m_sink;
    SseParser m_parser;
    ReplyDecoder m_decoder;
};

/// How one attempt ended, and whether and how another may follow.
struct Attempt {
    Result<Reply> result;
    bool mayRepeat = false;
    std::optional<qint64> askedWaitMs;
};

std::unexpected<Error> about(const Endpoint &endpoint, const Error &error)
{
    return std::unexpected(Error{
        .kind = error.kind,
        .message
        = QCoreApplication::translate("hsf::llm", "%1: %2. Try again.").arg(shownPlace(endpoint), error.message)});
}

Attempt attempted(const QNetworkRequest &http, const QByteArray &body, const Endpoint &endpoint,
                  const Timeouts &timeouts, const StreamSink &sink, const std::stop_token &stop)
{
    StreamReader stream(sink);
    const BodyReader read = [&stream](const QByteArray &bytes) { return stream.read(bytes); };
    const Outcome outcome = exchange(http, body, timeouts, read, stop);
    switch (outcome.ended) {
    case Ended::Done:
    case Ended::Closed: {
        const Result<Reply> reply = stream.finish();
        return {.result = reply ? reply : about(endpoint, reply.error())};
    }
    case Ended::Unreadable:
        return {.result = about(endpoint, outcome.error)};
    case Ended::Refused: {
        const Refusal refusal{.status = outcome.status, .headers = outcome.headers, .body = outcome.body};
        const bool keyGiven = http.hasRawHeader("Authorization");
        return {.result = std::unexpected(refusalError(refusal, shownPlace(endpoint), endpoint.model, keyGiven)),
                .mayRepeat = isWorthRepeating(refusal),
                .askedWaitMs = askedWaitMs(outcome.headers, QDateTime::currentDateTimeUtc())};
    }
    default:
        return {.result = std::unexpected(transportError(outcome, endpoint, timeouts)),
                .mayRepeat = outcome.ended == Ended::NotListening};
    }
}

Error asksForPatience(Error error, qint64 waitMs)
{
    error.message += u' ' + QCoreApplication::translate("hsf::llm", "It asks to wait %1.").arg(shownDuration(waitMs));
    return error;
}

} // namespace

struct HttpClient::Private {
    Endpoint endpoint;
    Timeouts timeouts;
};

HttpClient::HttpClient(const Endpoint &endpoint, const Timeouts &timeouts)
    : d(std::make_unique<Private>(endpoint, timeouts))
{ }

HttpClient::~HttpClient() = default;

QString HttpClient::modelName() const
{
    return d->endpoint.model;
}

Result<Reply> HttpClient::complete(const Request &request, const StreamSink &sink, std::stop_token stop)
{
    const Result<QNetworkRequest> http = requestTo(d->endpoint, u"/chat/completions"_s);
    if (!http)
        return std::unexpected(http.error());
    const QByteArray body = requestBody(request, d->endpoint.model, limitNameOf(d->endpoint));
    const StreamSink hear = sink ? sink : [](const StreamEvent &) { };

    for (int retry = 1;; ++retry) {
        const Attempt attempt = attempted(*http, body, d->endpoint, d->timeouts, hear, stop);
        if (attempt.result)
            return attempt.result;
        const Error error = withoutKey(attempt.result.error(), d->endpoint);
        const qint64 waitMs
            = attempt.askedWaitMs.value_or(backOffMs(retry, QRandomGenerator::global()->generateDouble()));
        if (attempt.mayRepeat && waitMs > longestWaitMs)
            return std::unexpected(asksForPatience(error, waitMs));
        if (!attempt.mayRepeat || retry > mostRetries)
            return std::unexpected(error);
        hear(Retrying{.attempt = retry, .waitMs = int(waitMs), .reason = error.message});
        if (!waited(int(waitMs), stop))
            return std::unexpected(transportError({.ended = Ended::Cancelled}, d->endpoint, d->timeouts));
    }
}

} // namespace hsf::llm
