// SPDX-License-Identifier: MIT
//
// Where a managed skill should stand next, and the plan for a whole library. Pure: facts, policy and the time come in, nothing is
// looked up, so a plan can be shown, tested and refused.
#pragma once
#include "base/ids.h"
#include "changes/facts.h"

#include <chrono>

namespace hsf::curator {

struct Policy {
    std::chrono::seconds staleAfter = std::chrono::days(30);
    std::chrono::seconds archiveAfter = std::chrono::days(90);
    bool markStaleByItself = false;   ///< active → stale without asking
    bool operator==(const Policy &) const = default;
};

struct UsageFacts {
    QString skill;                ///< id
    changes::Stage stage = changes::Stage::Active;
    bool managed = false;
    bool pinned = false;
    QDateTime created;
    QDateTime lastActivity;       ///< newest of used, viewed by an agent, changed; for one never used: its creation
    QString lastActivityKind;     ///< "used", "viewed", "changed", "created"
    int uses = 0;
    int loadSessions = 0;         ///< distinct sessions that loaded it
    int catalogueTokens = 0;
    QDateTime keepUntil;
    bool operator==(const UsageFacts &) const = default;
};

/// One step at a time, so that a person sees each. Use brings a stale skill back; a trial ends when three chats loaded it.
changes::Stage nextStage(const UsageFacts &facts, const Policy &policy, const QDateTime &now);

struct Proposal {
    ProposalId id;
    QString skill;
    changes::Stage from = changes::Stage::Active;
    changes::Stage to = changes::Stage::Stale;
    QString reason;               ///< one sentence with the facts
    QDateTime made;
    QString state;                ///< waiting, approved, rejected, withdrawn (use came in between)
    QDateTime decided;
    bool operator==(const Proposal &) const = default;
};

struct Transition { ///< a proposal before it is stored
    QString skill;
    changes::Stage from = changes::Stage::Active;
    changes::Stage to = changes::Stage::Stale;
    QString reason;
    bool byItself = false;        ///< needs no approval: stale back to active by use, trial ended, stale if the policy says so
    bool operator==(const Transition &) const = default;
};

/// Sorted by skill. Only managed, unpinned skills whose keep-until is over.
QList<Transition> transitions(const QList<UsageFacts> &facts, const Policy &policy, const QDateTime &now);

} // namespace hsf::curator
