// SPDX-License-Identifier: MIT
#include "review/due.h"

namespace hsf::review {

namespace {

bool reached(int count, int interval)
{
    return interval > 0 && count >= interval;
}

} // namespace

Due dueReview(const Counters &counters, const LearningSettings &settings, TurnEnd end)
{
    if (settings.paused || end == TurnEnd::Interrupted)
        return {};
    return {.skills = reached(counters.toolIterations, settings.skillInterval),
            .memory = reached(counters.userTurns, settings.memoryInterval)};
}

} // namespace hsf::review
