// SPDX-License-Identifier: MIT
#include "curator/schedule.h"

namespace hsf::curator {

QDateTime nextRun(const ScheduleState &state, const CuratorSettings &settings)
{
    if (settings.paused || !state.clockStarted.isValid())
        return {};
    const QDateTime last = state.lastRun.isValid() ? state.lastRun : state.clockStarted;
    const QDateTime byInterval = last.addSecs(qint64(settings.intervalHours) * 3600);
    if (!state.lastActivity.isValid())
        return byInterval;
    return std::max(byInterval, state.lastActivity.addSecs(qint64(settings.idleMinutes) * 60));
}

bool isDue(const ScheduleState &state, const CuratorSettings &settings, const QDateTime &now)
{
    const QDateTime next = nextRun(state, settings);
    return next.isValid() && now >= next;
}

} // namespace hsf::curator
