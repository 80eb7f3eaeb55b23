// SPDX-License-Identifier: MIT
//
// Changes → the rows one sees: context, removed, added, folds, with the words that changed marked. The displayed rows
// hold every byte: oldBytes(rows) and newBytes(rows) give back both files exactly, folds included (a fold carries its
// lines).
#pragma once
#include "diff/lines.h"

#include <QString>

#include <optional>

namespace hsf::diff {

struct Mark { ///< a changed stretch inside a row, in UTF-16 units of Row::text
    int start = 0, length = 0;
    bool operator==(const Mark &) const = default;
};

struct Row {
    enum class Kind { Context, Removed, Added, Fold };
    Kind kind = Kind::Context;
    int oldLine = 0; ///< from 1; 0: not in the old file
    int newLine = 0;
    int hunk = -1; ///< index of the change this row belongs to; -1 for context and folds
    QByteArray bytes; ///< the line with its ending; of a fold: the folded lines
    int foldedLines = 0;
    QList<Mark> marks;
    bool noNewline = false; ///< the file ends here without a newline
    bool endingOnly = false; ///< differs from its counterpart in the line's ending alone
    int pair = -1; ///< a removed line and the added one that took its place have the same number in their hunk
    /// White space ignored: the old file's bytes where `bytes` differs from them in white space alone (context rows,
    /// and folds that hold such a change; these have its hunk).
    std::optional<QByteArray> was;
    QString text() const; ///< for display: without the ending, invalid UTF-8 replaced, controls made visible
    bool operator==(const Row &) const = default;
};

struct RowOptions {
    int context = 3; ///< lines kept around a change; -1: no folds
    int wordMarkCap = 400; ///< lines longer than this (in words) are not marked; 0: nothing is paired or marked
    enum class WhiteSpace { Exact, Ignored } whiteSpace = WhiteSpace::Exact;
};

QList<Row> unifiedRows(const QByteArray &before, const QByteArray &after, const RowOptions &options = {});
/// Of changes that are known. Hunks are numbered as in `changes`, also when white space is ignored: what differs in
/// nothing else is then a context row or a fold, and still there.
QList<Row> rowsOf(const QByteArray &before, const QByteArray &after, const QList<Change> &changes,
                  const RowOptions &options = {});
/// What a fold stands for: context rows, or the rows of a change of white space.
QList<Row> unfolded(const Row &fold);
QByteArray oldBytes(const QList<Row> &rows);
QByteArray newBytes(const QList<Row> &rows);
int hunkCount(const QList<Row> &rows);

} // namespace hsf::diff
