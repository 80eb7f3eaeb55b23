// SPDX-License-Identifier: MIT
//
// One completion: attempts, the waits between them, and the way from bytes to a Reply.
#include "llm/httpclient.h"

#include "llm/address.h"
#include "llm/retry.h"
#include "llm/streamdecoder.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

/// The body of a 200, from bytes to events to a reply.
class StreamReader
{
public:
    StreamReader(const Endpoint &endpoint, const StreamSink &sink)
        : m_sink(sink)
        , m_decoder(decoderFor(endpoint))
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
            if (m_decoder->isPayload(event))
                heard = Heard::Payload;
        }
        if (m_decoder->isDone())
            return Heard::Everything;
        return heard == Heard::Payload && m_decoder->isFinished() ? Heard::LastWords : heard;
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
        return m_decoder->finish(m_parser.stray(), m_sink);
    }

private:
    Result<> pass(const SseEvent &event)
    {
        const Result<QList<StreamEvent>> news = m_decoder->take(event);
        if (!news)
            return std::unexpected(news.error());
        for (const StreamEvent &one : *news)
            m_sink(one);
        return {};
    }

    const StreamSink &m_sink;
    SseParser m_parser;
    std::unique_ptr<StreamDecoder> m_decoder;
};

/// How one attempt ended.
struct Attempt {
    Result<Reply> result;
    Failure failure;
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
    StreamReader stream(endpoint, sink);
    const BodyReader read = [&stream](const QByteArray &bytes) { return stream.read(bytes); };
    const Outcome outcome
        = exchange(http, body, timeouts, read, stop, {.settings = endpoint.proxy, .password = endpoint.proxyPassword});
    switch (outcome.ended) {
    case Ended::Done:
    case Ended::Closed: {
        const Result<Reply> reply = stream.finish();
        return {.result = reply ? reply : about(endpoint, reply.error()), .failure = {.streamBegan = true}};
    }
    case Ended::Unreadable:
        return {.result = about(endpoint, outcome.error), .failure = {.streamBegan = true}};
    case Ended::Refused: {
        const Refusal refusal{.status = outcome.status, .headers = outcome.headers, .body = outcome.body};
        return {.result = std::unexpected(
                    refusalError(refusal, shownPlace(endpoint), endpoint.model, !endpoint.apiKey.trimmed().isEmpty())),
                .failure = {.refusal = refusal}};
    }
    default:
        return {.result = std::unexpected(transportError(outcome, endpoint, timeouts)),
                .failure = {.nothingSent = outcome.ended == Ended::NotListening || outcome.ended == Ended::Unreachable
                                || outcome.ended == Ended::NotConnectedInTime}};
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
    const Result<QNetworkRequest> http = requestTo(d->endpoint, completionPath(d->endpoint.format));
    if (!http)
        return std::unexpected(http.error());
    const QByteArray body = completionBody(request, d->endpoint);
    const StreamSink hear = sink ? sink : [](const StreamEvent &) { };
    const auto waiting = request.retryNow ? request.retryNow : std::make_shared<RetryNow>();

    for (int number = 1;; ++number) {
        Attempt attempt = attempted(*http, body, d->endpoint, d->timeouts, hear, stop);
        if (attempt.result)
            return attempt.result;
        const Error error = withoutKey(attempt.result.error(), d->endpoint);
        attempt.failure.attempt = number;
        const NextStep next
            = nextStep(attempt.failure, QDateTime::currentDateTimeUtc(), QRandomGenerator::global()->generateDouble());
        if (next.what == NextStep::What::GiveUp)
            return std::unexpected(error);
        if (next.what == NextStep::What::Ask && !request.retryNow)
            return std::unexpected(asksForPatience(error, next.waitMs));
        const int waitMs = int(std::min<qint64>(next.waitMs, INT_MAX));
        waiting->begin();
        hear(Retrying{
            .attempt = number, .waitMs = waitMs, .reason = error.message, .title = failureTitle(attempt.failure)});
        if (!waiting->wait(waitMs, stop))
            return std::unexpected(transportError({.ended = Ended::Cancelled}, d->endpoint, d->timeouts));
    }
}

} // namespace hsf::llm
