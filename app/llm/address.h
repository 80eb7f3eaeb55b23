// SPDX-License-Identifier: MIT
//
// An Endpoint as requests and as words: where a path lies below its address, which headers it gets, how it is called in
// a sentence (never with a key or a password).
#pragma once
#include "llm/exchange.h"
#include "llm/openaichat.h"

namespace hsf::llm {

/// "api.anthropic.com"
QString hostOf(const Endpoint &endpoint);

/// "/models" below the address as it was typed; an error that says what an address looks like.
Result<QNetworkRequest> requestTo(const Endpoint &endpoint, const QString &path);

/// "http://127.0.0.1:11434/v1"
QString shownPlace(const Endpoint &endpoint);

LimitName limitNameOf(const Endpoint &endpoint);

/// What a person reads when there was no answer to read. Not for Done, Closed, Refused and Unreadable.
Error transportError(const Outcome &outcome, const Endpoint &endpoint, const Timeouts &timeouts);

/// `error` without the key, should a server have repeated it.
Error withoutKey(Error error, const Endpoint &endpoint);

} // namespace hsf::llm
