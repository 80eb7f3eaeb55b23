// SPDX-License-Identifier: MIT
//
// Which removed line became which added one, and which of their words changed.
#pragma once
#include "diff/rows.h"

namespace hsf::diff {

struct Pair {
    int removed = 0, added = 0;
};

/// In order, the most alike together; above some thousand possibilities as they come.
QList<Pair> pairsOf(const QStringList &removed, const QStringList &added);

/// Pairs and marks the rows from `firstRemoved` on, of which those from `firstAdded` on are added ones. `work` is what
/// all comparisons of a diff may cost together.
void markRows(QList<Row> &rows, qsizetype firstRemoved, qsizetype firstAdded, const RowOptions &options,
              qsizetype &work);

/// Cells of word comparison in one diff: some tens of milliseconds at most.
constexpr qsizetype wordWork = 4'000'000;

/// Without "\n" or "\r\n".
QByteArrayView lineText(QByteArrayView line);

} // namespace hsf::diff
