// SPDX-License-Identifier: MIT
//
// Which process runs a review, so that a second program on the same home (window and command line) does not take a running review
// for an interrupted one. A process id alone comes again; with the boot and the start time it does not.
#pragma once
#include <QString>

namespace hsf::review {

QString thisProcess();
/// Does another process of that name still run?
bool runsElsewhere(const QString &owner);

} // namespace hsf::review
