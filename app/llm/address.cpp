// SPDX-License-Identifier: MIT
#include "llm/address.h"

#include "base/text.h"
#include "llm/retry.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

QUrl urlOf(const Endpoint &endpoint)
{
    return QUrl(endpoint.baseUrl.trimmed());
}

QByteArray userAgent()
{
    const QString version = QCoreApplication::applicationVersion();
    return "hermes-skill-factory" + (version.isEmpty() ? QByteArray() : '/' + version.toUtf8());
}

void giveKey(QNetworkRequest &request, const Endpoint &endpoint)
{
    const QByteArray key = endpoint.apiKey.trimmed().toUtf8();
    const bool anthropic = endpoint.format == WireFormat::AnthropicMessages;
    if (anthropic)
        request.setRawHeader("anthropic-version", "2023-06-01");
    if (anthropic && !key.isEmpty())
        request.setRawHeader("x-api-key", key);
    // Others that speak Anthropic's format mostly take the key the usual way.
    if (!key.isEmpty() && (!anthropic || hostOf(endpoint) != u"api.anthropic.com"))
        request.setRawHeader("Authorization", "Bearer " + key);
}

} // namespace

Result<QNetworkRequest> requestTo(const Endpoint &endpoint, const QString &path)
{
    QUrl url = urlOf(endpoint);
    const bool usable = url.isValid() && !url.host().isEmpty() && (url.scheme() == u"http" || url.scheme() == u"https");
    if (!usable) {
        return fail(Error::Kind::Malformed,
                    QCoreApplication::translate("hsf::llm",
                                                "\"%1\" is not the address of a model; it looks like "
                                                "https://api.example.com/v1. Change it in Settings → Models")
                        .arg(url.toDisplayString(QUrl::RemoveUserInfo)));
    }
    QString base = url.path();
    while (base.endsWith(u'/'))
        base.chop(1);
    url.setPath(base + path);

    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::UserAgentHeader, userAgent());
    request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json");
    request.setRawHeader("Accept", "text/event-stream, application/json");
    request.setRawHeader("Accept-Language", "*");
    giveKey(request, endpoint);
    return request;
}

QString hostOf(const Endpoint &endpoint)
{
    return urlOf(endpoint).host();
}

QString shownPlace(const Endpoint &endpoint)
{
    return urlOf(endpoint).toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::StripTrailingSlash);
}

LimitName limitNameOf(const Endpoint &endpoint)
{
    const bool newName = hostOf(endpoint) == u"api.openai.com";
    return newName ? LimitName::MaxCompletionTokens : LimitName::MaxTokens;
}

Error transportError(const Outcome &outcome, const Endpoint &endpoint, const Timeouts &timeouts)
{
    const QString place = shownPlace(endpoint);
    const auto network
        = [](const QString &sentence) { return Error{.kind = Error::Kind::Network, .message = sentence}; };
    switch (outcome.ended) {
    case Ended::Cancelled:
        return {.kind = Error::Kind::Cancelled, .message = QCoreApplication::translate("hsf::llm", "stopped")};
    case Ended::NotListening:
        return network(
            QCoreApplication::translate("hsf::llm", "Nobody answers at %1. Is the model's server running?").arg(place));
    case Ended::Unreachable:
        return network(QCoreApplication::translate("hsf::llm",
                                                   "%1 cannot be reached (%2). Check the address in Settings → "
                                                   "Models and your connection.")
                           .arg(place, outcome.detail));
    case Ended::Unanswered:
        return network(QCoreApplication::translate("hsf::llm",
                                                   "The connection to %1 broke after the request was sent, before an "
                                                   "answer. It was not sent again, because it may be paid for "
                                                   "already; try again if you wish.")
                           .arg(place));
    case Ended::Redirected:
        return {.kind = Error::Kind::Refused,
                .message = QCoreApplication::translate("hsf::llm",
                                                       "%1 points to %2. Your key was not sent there; if you trust "
                                                       "it, enter that address in Settings → Models.")
                               .arg(place, outcome.detail)};
    case Ended::NotConnectedInTime:
        return network(QCoreApplication::translate("hsf::llm",
                                                   "%1 did not take the connection within %2. Check the address in "
                                                   "Settings → Models and your connection.")
                           .arg(place, shownDuration(timeouts.connect)));
    case Ended::SilentAtFirst:
        return network(QCoreApplication::translate("hsf::llm",
                                                   "%1 did not begin to answer within %2; it may still be loading "
                                                   "the model. Try again, or choose another model.")
                           .arg(place, shownDuration(timeouts.firstByte)));
    case Ended::SilentLater:
        return network(
            QCoreApplication::translate("hsf::llm", "%1 fell silent in the middle of its answer, for %2. Try again.")
                .arg(place, shownDuration(timeouts.idle)));
    case Ended::OnlySignsOfLife:
        return network(QCoreApplication::translate("hsf::llm",
                                                   "%1 only kept the connection open for %2, without a word of the "
                                                   "answer. Try again, or choose another model.")
                           .arg(place, shownDuration(timeouts.keptAlive)));
    case Ended::NotTrusted:
        return {.kind = Error::Kind::Refused,
                .message
                = QCoreApplication::translate("hsf::llm", "%1 was not asked: %2 Your key and your words were not sent.")
                      .arg(place, outcome.detail)};
    case Ended::ProxyRefused:
        return network(QCoreApplication::translate("hsf::llm",
                                                   "The proxy did not let the request through to %1 (%2). Check it "
                                                   "in Settings → Models, under Network.")
                           .arg(place, outcome.detail));
    case Ended::TooLong:
        return network(
            QCoreApplication::translate("hsf::llm", "The answer of %1 was not complete after %2 and was ended.")
                .arg(place, shownDuration(timeouts.total)));
    default:
        return network(QCoreApplication::translate("hsf::llm", "%1 did not answer (%2).").arg(place, outcome.detail));
    }
}

Error withoutKey(Error error, const Endpoint &endpoint)
{
    const QString key = endpoint.apiKey.trimmed();
    if (!key.isEmpty())
        error.message.replace(key, u"[redacted]"_s);
    if (!endpoint.proxyPassword.isEmpty())
        error.message.replace(endpoint.proxyPassword, u"[redacted]"_s);
    error.message = redacted(error.message);
    return error;
}

} // namespace hsf::llm
