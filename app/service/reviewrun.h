// SPDX-License-Identifier: MIT
//
// Queueing and running one background review against a home's stores. Blocking; the window calls it in a pool, `ask --review`
// directly.
#pragma once
#include "review/queue.h"
#include "review/review.h"
#include "service/chatturn.h"

namespace hsf::service {

/// Queues what is due and resets its counters, in one transaction; nullopt: nothing is due.
Result<std::optional<review::QueuedReview>> queueDueReview(Stores &stores, const SessionId &session, const LearningSettings &settings,
                                                           review::TurnEnd end);
/// Queues both kinds whatever the counters say.
Result<review::QueuedReview> queueReview(Stores &stores, const SessionId &session, const QString &focus);

struct ReviewModel {
    llm::ModelClient &client;
    bool auxiliary = false;   ///< another model than the chat's: it gets a digest
};

/// Runs it and stores how it ended; interrupted by `stop`, it waits again.
Result<review::ReviewRecord> runQueuedReview(Stores &stores, const review::QueuedReview &queued, const ReviewModel &model,
                                             const Settings &settings,
                                             const std::function<void(const changes::ChangeSet &)> &changed, std::stop_token stop);

} // namespace hsf::service
