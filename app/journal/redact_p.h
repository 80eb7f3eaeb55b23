// SPDX-License-Identifier: MIT
//
// Secrets out of what is stored. A JSON value stays well-formed: its strings are redacted one by one, and the whole value of a
// member whose name says that it is a secret ("api_key"). Pure.
#pragma once
#include "chat/message.h"

namespace hsf::journal {

QJsonValue redactedJson(const QJsonValue &value);
/// Text, reasoning, arguments; without its signed reasoning blocks when one held a secret (a changed one would be refused).
chat::Message redactedMessage(chat::Message message);

} // namespace hsf::journal
