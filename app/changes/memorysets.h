// SPDX-License-Identifier: MIT
//
// The change sets that wrote memory, for whoever looks for the one that brought an entry. Of thousands of sets only
// these are read, one at a time, and of each memory's files alone.
#pragma once
#include "changes/changeset.h"
#include "storage/database.h"

namespace hsf::changes {

/// Applied ones, newest first, without facts and without other files; until `more` answers false.
Result<> forEachMemorySet(storage::Database &database, const std::function<bool(const ChangeSet &)> &more);

} // namespace hsf::changes
