// SPDX-License-Identifier: MIT
//
// What came of a question, and how it is told: an object for programs, lines for people.
#pragma once
#include "cli/console.h"
#include "service/reviewrun.h"

namespace hsf::cli {

struct AskOutcome {
    SessionId session;
    agent::TurnResult turn;
    std::optional<Result<review::ReviewRecord>> review;   ///< when one was asked for and the turn was answered
    QList<changes::ChangeSet> changes;

    bool fine() const;
};

QJsonObject outcomeJson(const AskOutcome &outcome);
void printChanges(Console &console, const AskOutcome &outcome);
/// How the turn and the review ended, on standard error.
void remarkEnds(Console &console, const AskOutcome &outcome);

} // namespace hsf::cli
