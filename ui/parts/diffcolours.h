// SPDX-License-Identifier: MIT
//
// The colours of a file's own language, by its name. Found away from the window's thread, and not at all for what is
// large.
#pragma once
#include <QColor>
#include <QList>

#include <functional>

namespace hsf::ui {

struct FileDiff;

struct ColourSpan { ///< in UTF-16 units of a line
    int start = 0, length = 0;
    QRgb light = 0, dark = 0; ///< for either scheme, readable on every ground that a diff has
    bool operator==(const ColourSpan &) const = default;
};

struct DiffColours { ///< by line of either file
    QList<QList<ColourSpan>> before, after;
};

/// Safe in any thread; one at a time. Asks `stopped` between lines: then there are none.
DiffColours coloursOf(const FileDiff &file, const std::function<bool()> &stopped = {});
bool isWorthColouring(const FileDiff &file);

} // namespace hsf::ui
