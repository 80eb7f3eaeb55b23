// SPDX-License-Identifier: MIT
//
// A change set on the command line: one line for people, an object for programs.
#pragma once
#include "changes/changeset.h"

namespace hsf::cli {

/// {"id", "state", "reason", "why", "origin", "skills", "files", "memory", "findings"}
QJsonObject changeJson(const changes::ChangeSet &set);
/// "created invoice-checks: how to check invoices (change set …)"
QString changeLine(const changes::ChangeSet &set);

} // namespace hsf::cli
