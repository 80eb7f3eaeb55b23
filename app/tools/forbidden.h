// SPDX-License-Identifier: MIT
//
// The hard list: commands that wipe a system, format a disk, multiply without end or switch the machine off. Refused
// whatever anybody allowed. A net for accidents, not a wall against malice: that is the sandbox.
#pragma once
#include <QString>

namespace hsf::tools {

/// Why this command is never run, as a sentence; empty when it is not on the list. Pure.
QString forbiddenReason(const QString &command);

} // namespace hsf::tools
