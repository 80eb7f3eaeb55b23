// SPDX-License-Identifier: MIT
//
// What the model of the tour says: a chat about open invoices, the review after it, a test of the connection, the curator's notes.
#pragma once
#include "support/scriptedserver.h"

namespace hsf::test {

/// What the person writes.
QString tourQuestion();
QString tourQuestionAgain(); ///< the same, said another way
QString tourQuestionAboutHuber();

/// Fills the lanes of a server. The first answer waits in its middle until `rest` opens, the one about Huber until `slow` does.
void scriptTour(ScriptedServer &server, const Gate &rest, const Gate &slow);

} // namespace hsf::test
