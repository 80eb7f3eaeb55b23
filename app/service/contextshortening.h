// SPDX-License-Identifier: MIT
//
// A chat that grows too long for its model: the middle is told in short, by a model, and that is stored beside the messages.
#pragma once
#include "agent/compaction.h"
#include "agent/turn.h"
#include "service/stores.h"

namespace hsf::service {

/// What to go on with instead; nothing while it fits, or when no summary came. Cancelled by `stop`. Blocking.
Result<std::optional<QList<chat::Message>>> shortenContext(Stores &stores, const journal::Session &session, int inputTokens,
                                                           const agent::CompactionPolicy &policy, llm::ModelClient &model,
                                                           const agent::EventSink &sink, std::stop_token stop);

} // namespace hsf::service
