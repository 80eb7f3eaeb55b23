// SPDX-License-Identifier: MIT
//
// Change set → applied, held or refused, and why. One table, pure; the numbers are the rules'.
#pragma once
#include "changes/facts.h"

namespace hsf::changes {

struct PolicySettings {
    bool askBeforeEveryChange = false;
    int heldLimit = 50;
    int expiryDays = 30;
    int growthLimitCharacters = 2'000;
    int growthLimitPercent = 20;
    bool markStaleByItself = false;   ///< the curator may mark managed skills stale without asking
};

struct Verdict {
    enum class Way { Apply, Hold, Refuse };
    Way way = Way::Hold;
    QString why;   ///< a sentence; empty for plain Apply
    bool operator==(const Verdict &) const = default;
};

/// A stage change the curator asks for: waits in its own list, outside the limit of held sets.
bool isCuratorProposal(const ChangeSet &set);

/// `facts`: of the touched skills that exist, by id. `heldNow`: sets waiting.
Verdict decide(const ChangeSet &set, const QMap<QString, SkillFacts> &facts, int heldNow, const PolicySettings &settings);

/// The facts a newly created skill starts with: by review trial and managed; by an agent in a chat yours …
SkillFacts initialFacts(const QString &skill, const Author &author, const QDateTime &now);

} // namespace hsf::changes
