// SPDX-License-Identifier: MIT
//
// The way to a server: through which proxy, and why its certificate is not believed, in a sentence.
#pragma once
#include "llm/exchange.h"

#include <QNetworkProxy>
#include <QSslError>

namespace hsf::llm {

/// This computer, by name or number.
bool isLoopback(const QUrl &url);

QNetworkProxy proxyFor(const QUrl &url, const ProxyWay &way);

/// What is wrong with it and what can be done; the gravest of the errors.
QString certificateProblem(const QList<QSslError> &errors, const QString &host);
/// The two could not agree on how to be safe, or one of them does not speak TLS.
QString handshakeProblem(const QString &words);

} // namespace hsf::llm
