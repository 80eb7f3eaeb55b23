// SPDX-License-Identifier: MIT
//
// How well a description makes an agent choose the skill at the right moment: it is all that the agent sees before.
#pragma once
#include <QStringList>

namespace hsf::skill {

/// Characters of a description; the specification's limit.
inline constexpr qsizetype longestDescription = 1024;

struct TriggerQuality {
    int score = 0; ///< 0 to 100; from 80 on there is little to gain
    QStringList hints; ///< what would raise it, the most useful first; one sentence each
    bool operator==(const TriggerQuality &) const = default;
};

TriggerQuality triggerQuality(const QString &description);

/// Whether a text says when the skill is to be used. What lint asks, too.
bool saysWhen(const QString &description);

} // namespace hsf::skill
