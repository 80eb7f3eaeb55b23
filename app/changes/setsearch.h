// SPDX-License-Identifier: MIT
//
// The history of decisions, searched and counted in SQLite: what a page of it needs without the bytes of any file.
#pragma once
#include "changes/changeset.h"
#include "storage/database.h"

namespace hsf::changes {

struct SetQuery {
    QString words; ///< each is somewhere in reason, why, author or a touched file; empty: all
    QList<State> states; ///< empty: everything that is decided
    QList<Origin> origins; ///< empty: everybody
    int limit = 200;
};

struct FoundSets {
    QList<ChangeSet> sets; ///< newest decision first; paths without bytes
    int matching = 0; ///< how many there are, also beyond the limit
    int all = 0; ///< decided sets in all
};

Result<FoundSets> foundSets(storage::Database &database, const SetQuery &query);

Result<QList<int>> appliedPerDay(storage::Database &database, const QDateTime &now, int days);

} // namespace hsf::changes
