// SPDX-License-Identifier: MIT
//
// The work that is cut short: single changes of every kind, and two threads that never stop, one that edits as people,
// reviews and other programs do, one that chats and reviews. Every acknowledged result goes to the ledger; a fault of
// storage ends the program, loudly.
#pragma once
#include "ledger.h"
#include "service/stores.h"

#include <QRandomGenerator>

namespace hsf::faults {

struct Work {
    service::Stores &stores;
    Ledger &ledger;
    QString folder; ///< the home: below it are work/ for the agent and source/ for what is adopted

    QString workspace() const { return folder + QStringLiteral("/work"); }
};

/// The names of single changes: "create", "patch", "undo" …
QStringList kinds();
/// What they need: a few skills, one of them archived, a change to take back, one that waits to be accepted.
Result<> furnish(const Work &work);
/// One change of that kind in a furnished home. "outside" is an edit by another program, and its being recorded.
Result<changes::ChangeSet> once(const Work &work, const QString &kind);

/// Until somebody kills it.
[[noreturn]] void editForEver(const Work &work, quint32 seed);
[[noreturn]] void chatForEver(const Work &work);

/// Notes an acknowledged set or a refusal; ends the program when the storage failed.
void note(const Work &work, const Result<changes::ChangeSet> &set, const QString &kind);
[[noreturn]] void giveUp(const Error &error);

} // namespace hsf::faults
