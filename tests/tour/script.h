// SPDX-License-Identifier: MIT
//
// What the model of the tour says: a chat about open invoices, the review after it, a test of the connection, the curator's notes.
#pragma once
#include "support/scriptedserver.h"

namespace hsf::test {

/// What the person writes.
QString tourQuestion();

/// Fills the lanes of a server. The first answer waits in its middle until `rest` opens.
void scriptTour(ScriptedServer &server, const Gate &rest);

} // namespace hsf::test
