// SPDX-License-Identifier: MIT
//
// What the model of a review is shown of the conversation: all of it as it was, or, for an auxiliary model, the newest messages
// and a line for each older turn. Pure.
#pragma once
#include "review/review.h"

namespace hsf::review {

/// The messages before the review prompt.
QList<chat::Message> shownMessages(const ReviewInput &input);
/// "12 user: Please use tabs …", a line each, of the shown ones.
QString messageList(const ReviewInput &input);
/// "3 user: … → 9 assistant: …", a line for each turn that is not shown; empty when all is.
QString olderTurns(const ReviewInput &input);

} // namespace hsf::review
