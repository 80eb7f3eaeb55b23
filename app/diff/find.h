// SPDX-License-Identifier: MIT
//
// Where some words stand in a difference, in the order in which it is read.
#pragma once
#include "diff/rows.h"

namespace hsf::diff {

struct Found {
    int oldLine = 0, newLine = 0; ///< of its row: both for what is alike, else one is 0
    Mark mark;
    bool operator==(const Found &) const = default;
};

/// Upper and lower case are the same. Looks into folds as well; at most `most`.
QList<Found> findIn(const QList<Row> &rows, const QString &words, int most = 10'000);
/// Without overlap, in one text.
QList<Mark> findIn(const QString &text, const QString &words, int most = 10'000);

} // namespace hsf::diff
