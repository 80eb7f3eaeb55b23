// SPDX-License-Identifier: MIT
//
// The words of a diff view, and how text is cut into lines of a grid of fixed pitch. No painting, no widgets.
#pragma once
#include "diff/guard.h"
#include "ui/parts/diffview.h"

namespace hsf::ui {

/// "a.md · new file".
QString headText(const FileDiff &file);
QString foldText(const diff::Row &fold);
QString openedText(const diff::Row &fold); ///< of what stands before its lines, and closes it
/// What a row has to say below itself: that only its ending differs, that the file ends here without a newline.
QStringList notesOf(const diff::Row &row);
QString guardText(const FileDiff &file, diff::Guard guard);
/// "Removed line 4: …".
QString spoken(const diff::Row &row);

/// All changes of some files for ears, one a line.
struct SpokenChanges {
    QStringList lines;
    QList<std::pair<int, int>> places; ///< file and change of each; -1: none
};
SpokenChanges spokenChanges(const QList<FileDiff> &files, const QSet<int> &leftOut, qsizetype most);

/// Columns a character takes in a grid of fixed pitch.
int columnsOf(char32_t character, int column);
int columnsOf(QStringView text);
/// Where to start a new line so that none is wider than `columns`: at a space where there is one, else anywhere.
QList<int> wrapPlaces(QStringView text, int columns);
/// Whether a line of these bytes surely needs no wrapping: cheap, since most need none.
bool surelyFits(QByteArrayView line, int columns);

} // namespace hsf::ui
