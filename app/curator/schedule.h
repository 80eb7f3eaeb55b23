// SPDX-License-Identifier: MIT
//
// When does the curator run by itself? Pure. The first sight of a library only starts the clock.
#pragma once
#include "base/settings.h"

#include <QDateTime>

namespace hsf::curator {

struct ScheduleState {
    QDateTime clockStarted;   ///< first sight of the library; invalid: not yet
    QDateTime lastRun;        ///< invalid: never
    QDateTime lastActivity;   ///< of the person: a message, an edit, a decision
    bool operator==(const ScheduleState &) const = default;
};

/// The next moment at which it may run, if the person stays idle; invalid when paused or the clock has not started.
QDateTime nextRun(const ScheduleState &state, const CuratorSettings &settings);
bool isDue(const ScheduleState &state, const CuratorSettings &settings, const QDateTime &now);

} // namespace hsf::curator
