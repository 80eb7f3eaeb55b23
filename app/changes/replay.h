// SPDX-License-Identifier: MIT
//
// A commit of the history as a change set: what a lost database is rebuilt from, and how edits by other programs become
// sets that one can look at and undo.
#pragma once
#include "changes/view.h"
#include "library/history.h"

namespace hsf::changes {

inline constexpr int maxFilesWithBytes = 200;

/// `library`: as it stood before this commit, as far as facts go.
Result<ChangeSet> setOf(const library::Revision &revision, const library::History &history, const LibraryView &library);

/// The set with the bytes that were left to the history.
Result<ChangeSet> withBytes(ChangeSet set, const library::History &history);

/// What files that came and went by themselves say of the skills: new ones, archived ones, gone ones.
struct Passage {
    QString path;
    bool before = false, after = false;
};
Result<QList<FactChange>> factsOfPassages(const QList<Passage> &passages, Origin newcomers, const LibraryView &library);

} // namespace hsf::changes
