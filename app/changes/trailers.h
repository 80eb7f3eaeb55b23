// SPDX-License-Identifier: MIT
//
// A change set as a commit speaks of it, and back: `git log` tells who, why and from what, and a lost database is
// rebuilt from it.
//
//   Tables that span pages
//
//   Origin: review
//   Change-Set: 019a…
//   Session: 019a…
//   Model: deepseek-chat
//   Evidence: 4 "the header repeats on each page"
//   Outcome: corrected
//   Fact: documents/pdf-tables stage active -> stale
//   Undoes: 019a…
//   Accepted: whole
//   Reason: the whole sentence, where the subject had to shorten it
#pragma once
#include "changes/changeset.h"
#include "library/writer.h"

namespace hsf::changes {

inline constexpr int subjectCharacters = 72;

library::CommitText commitText(const ChangeSet &set, const QDateTime &when);

/// What the trailers tell; files and findings are left empty. A commit without "Change-Set" is somebody else's:
/// Origin::Outside, with `fresh` as its id.
ChangeSet setFromTrailers(const library::Revision &revision, const ChangeSetId &fresh);

QString factLine(const FactChange &fact); ///< "pdf-tables stage active -> stale", "-" for nothing
std::optional<FactChange> factFromLine(const QString &line);

} // namespace hsf::changes
