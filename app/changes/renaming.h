// SPDX-License-Identifier: MIT
//
// A skill or one of its files under another name, with everything that points to it; and how the past of a skill is
// found under the names it had.
#pragma once
#include "changes/workingcopy.h"
#include "library/history.h"

namespace hsf::changes {

/// The whole folder, `name` in its front matter, what is known of it, and what other skills say of it.
Result<> renamedSkill(WorkingCopy &copy, const QString &id, const QString &newId);
/// With the links and paths in the skill's own texts.
Result<> renamedFile(WorkingCopy &copy, const QString &id, const QString &from, const QString &to);

/// A skill's revisions, newest first, through archive and renames.
Result<QList<library::Revision>> pastOf(const library::History &history, const QString &id, int limit = 200);

} // namespace hsf::changes
