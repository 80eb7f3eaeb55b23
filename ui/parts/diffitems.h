// SPDX-License-Identifier: MIT
//
// What a diff view paints, as values: the head of each file, then its rows, cut into the pieces that fit the width. No
// painting.
#pragma once
#include "ui/parts/diffview.h"

namespace hsf::ui {

struct DiffItem {
    enum class Kind { Head, Row, Note };
    Kind kind = Kind::Row;
    int file = 0;
    diff::Row row;
    QString text; ///< what is painted
    bool startsHunk = false;
    QList<int> breaks; ///< where each painted line but the first starts
    int top = 0; ///< in painted lines from the start of the document
};

/// Rows of a file as items, the head first; `rows` as of diff::unifiedRows.
QList<DiffItem> diffItems(int file, const FileDiff &diff, const QList<diff::Row> &rows);
/// The context rows that a fold stands for.
QList<DiffItem> unfolded(const DiffItem &fold);
/// "Removed line 4: …"; of a fold "12 lines alike".
QString spoken(const DiffItem &item);

/// Columns a character takes in a grid of fixed pitch.
int columnsOf(char32_t character, int column);
/// Where to start a new line so that none is wider than `columns`: at a space where there is one, else anywhere.
QList<int> wrapPlaces(QStringView text, int columns);

} // namespace hsf::ui
