// SPDX-License-Identifier: MIT
//
// What accepting several sets one after another would do, before anybody does it. Pure over a LibraryView.
#pragma once
#include "changes/merging.h"

namespace hsf::changes {

struct BulkPlan {
    enum class Fate { Applies, Merges, Outdated, Nothing }; ///< Nothing: all of it is so already, or it does not wait
    struct Step {
        ChangeSetId set;
        Fate fate = Fate::Applies;
        QString why; ///< of Outdated: the file in the way
        bool operator==(const Step &) const = default;
    };
    QList<Step> steps; ///< in the order they are taken: oldest first
    QStringList files; ///< tree paths that would be written, sorted
    QStringList skills; ///< ids, sorted
    bool memory = false;
    int risky = 0; ///< sets with a finding that is high or worse, or with new powers
    int count(Fate fate) const;
    bool operator==(const BulkPlan &) const = default;
};

Result<BulkPlan> planned(QList<ChangeSet> sets, const LibraryView &library);

} // namespace hsf::changes
