// SPDX-License-Identifier: MIT
//
// "Always": which commands a person may allow for good, and which those words cover later. Pure, and narrow on purpose:
// who allowed it is not asked again, perhaps for years, so whatever is not certainly meant asks as before.
//
// A lasting grant never covers: a command that is not plain (plaincommand.h), a part of a longer one that is not
// covered itself, a word that leads out of the workspace, wrappers and shells (sudo, env, xargs, timeout, sh …), a
// shell's own words (cd, eval, export …), code in the line (python3 -c), and options that name another program or a
// file to write.
#pragma once
#include "tools/grant.h"

namespace hsf::tools {

/// What "Always" would mean for this command: first words for each of its parts, or this very command. Empty: it cannot
/// be allowed for good.
QList<Grant> lastingOffer(const QString &command, const QString &workspace);

/// Do these say that it may run? Grants of a chat (Grant::Kind::Like) say nothing here.
bool isCovered(const QString &command, const QString &workspace, const QList<Grant> &grants);

} // namespace hsf::tools
