// SPDX-License-Identifier: MIT
//
// One library with another by way of a Git repository: look first, then take in and send what was seen. Blocking; for worker
// threads and the command line. Memory and conversations never go along.
#pragma once
#include "changes/meeting.h"
#include "library/remote.h"
#include "service/stores.h"

namespace hsf::service {

struct SyncPlan {
    library::Meeting meeting;
    QList<changes::SkillMerge> incoming;
    QStringList outgoing; ///< ids of skills that are other here than there
    QStringList leftAlone; ///< sentences: links, files of no skill
    QList<changes::ChangeSet> undecided; ///< of the last meeting; nothing is sent before they are decided
    bool operator==(const SyncPlan &) const = default;
};

struct SyncReport {
    QList<changes::ChangeSet> sets; ///< what came, in the state it came to
    QStringList problems; ///< sentences: what could not be taken in, or why nothing was sent
    QString sent; ///< the commit that they have now; empty: nothing was sent
    int count(changes::State state) const;
};

/// Reads what they have and what it would do here. Changes nothing.
Result<SyncPlan> planSync(Stores &stores, const library::RemotePlace &place, std::stop_token stop = {});

/// Takes in what the plan says, skill by skill: what merges is applied, what both sides changed is held. Then, if nothing is left to
/// decide, sends ours. Somebody else's change in between: Error::Refused, and nothing is lost by syncing again.
Result<SyncReport> carryOut(Stores &stores, const library::RemotePlace &place, const SyncPlan &plan,
                            const std::function<void(int done, int total)> &progress = {}, std::stop_token stop = {});

} // namespace hsf::service
