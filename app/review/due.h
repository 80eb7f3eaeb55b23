// SPDX-License-Identifier: MIT
//
// Is a review due? Pure. Two counters: tool iterations since the last skill change, user turns since the last memory change.
#pragma once
#include "base/settings.h"

namespace hsf::review {

struct Due {
    bool skills = false;
    bool memory = false;
    bool any() const { return skills || memory; }
    bool operator==(const Due &) const = default;
};

struct Counters {
    int toolIterations = 0;
    int userTurns = 0;
};

/// `answered`: the turn ended with an answer and was not interrupted; anything else defers.
enum class TurnEnd { Answered, Interrupted };
Due dueReview(const Counters &counters, const LearningSettings &settings, TurnEnd end);

} // namespace hsf::review
