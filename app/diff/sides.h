// SPDX-License-Identifier: MIT
//
// The same rows in two columns: the old file left, the new one right, a line beside the one it became.
#pragma once
#include "diff/rows.h"

namespace hsf::diff {

struct Beside { ///< indices of rows; -1: nothing on this side. Context and folds stand on both.
    int left = -1, right = -1;
    bool operator==(const Beside &) const = default;
};

/// Every row once, in order on its side: the left column holds the old file's bytes, the right one the new file's.
QList<Beside> sideBySide(const QList<Row> &rows);

} // namespace hsf::diff
