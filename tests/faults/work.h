// SPDX-License-Identifier: MIT
//
// The work that is cut short: single changes, and two threads that never stop, one that edits as people and reviews do,
// one that chats and reviews. Every acknowledged result goes to the ledger; a fault of storage ends the program,
// loudly.
#pragma once
#include "ledger.h"
#include "service/stores.h"

#include <QRandomGenerator>

namespace hsf::faults {

struct Work {
    service::Stores &stores;
    Ledger &ledger;
    QString workspace;
};

/// "create", "patch" (two files), "archive" or "memory"; `nonce` makes its bytes this run's own. What it changes must
/// be there.
Result<changes::ChangeSet> once(const Work &work, const QString &what, const QString &nonce);

/// Until somebody kills it.
[[noreturn]] void editForEver(const Work &work, quint32 seed);
[[noreturn]] void chatForEver(const Work &work);

/// Notes an acknowledged set or a refusal; ends the program when the storage failed.
void note(const Work &work, const Result<changes::ChangeSet> &set);
[[noreturn]] void giveUp(const Error &error);

} // namespace hsf::faults
