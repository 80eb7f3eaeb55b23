// SPDX-License-Identifier: MIT
//
// The database keeps the bytes of what was applied last, so that it can be shown and taken back whatever becomes of the
// history. Of older sets the history alone has them: else a hundred thousand changes would stand on the disk twice,
// once of it packed by nobody.
#pragma once
#include "changes/changeset.h"

#include <functional>

namespace hsf::library {
class History;
}
namespace hsf::storage {
class Database;
}

namespace hsf::changes {

inline constexpr int setsWithBytes = 1'000;

/// Takes the bytes of at most `most` sets out of the database, each only when the history has the very same. How many.
/// Others may write meanwhile.
Result<int> leaveOldBytesToHistory(const std::shared_ptr<storage::Database> &database, const QString &repository,
                                   const std::function<bool()> &stopped, int newest = setsWithBytes, int most = 2'000);

/// Bytes of some of its files are in the history only; not so of a set of very many files, which is never shown whole.
bool isThin(const ChangeSet &set);
/// With these bytes, as far as the history has them.
ChangeSet thick(const ChangeSet &set, const library::History &history);

} // namespace hsf::changes
