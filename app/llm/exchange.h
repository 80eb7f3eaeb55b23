// SPDX-License-Identifier: MIT
//
// One HTTP request and its answer, on the calling thread, with the event loop that QtNetwork needs in here. The body is
// sent at most once, a redirect is not followed, own clocks run, and a stop token ends it at once. What bytes mean is
// the caller's.
#pragma once
#include "llm/httpclient.h"

#include <QMap>
#include <QNetworkRequest>

#include <optional>

namespace hsf::llm {

enum class Ended {
    Done, ///< the reader has all it wanted
    Closed, ///< the server ended the body, or the connection broke in it; only the reader can tell
    Refused, ///< a status other than 200
    Redirected, ///< to Outcome::detail
    Unreachable, ///< no connection; nothing was sent
    NotListening, ///< the same, because nobody listens there (it may be starting)
    Unanswered, ///< the connection broke after sending, before an answer
    NotConnectedInTime,
    SilentAtFirst,
    SilentLater,
    OnlySignsOfLife, ///< bytes came for long, but no part of an answer
    NotTrusted, ///< its certificate; Outcome::detail says why
    ProxyRefused,
    TooLong,
    Unreadable, ///< the reader gave up: Outcome::error
    Cancelled
};

struct Outcome {
    Ended ended = Ended::Closed;
    int status = 0;
    QMap<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body; ///< of a refusal, its first 64 KiB
    QString detail; ///< QtNetwork's words, or the redirect's target
    Error error;
};

/// What the reader of a body made of its next bytes.
enum class Heard { Nothing, Payload, LastWords, Everything };
using BodyReader = std::function<Result<Heard>(const QByteArray &)>;

struct ProxyWay {
    ProxySettings settings;
    QString password;
};

/// `body`: POSTed; nothing: a GET. `reader` sees the bytes of a 200 only. This computer is reached without a proxy.
Outcome exchange(const QNetworkRequest &request, const std::optional<QByteArray> &body, const Timeouts &timeouts,
                 const BodyReader &reader, const std::stop_token &stop, const ProxyWay &proxy = {});

} // namespace hsf::llm
