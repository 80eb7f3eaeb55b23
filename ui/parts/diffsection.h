// SPDX-License-Identifier: MIT
//
// One file of a diff view, as values: its rows, which folds are open, the lines they make in one column or two, and how
// high these are. What is not in view is not computed; until then there is a guess of its height.
#pragma once
#include "diff/sides.h"
#include "ui/parts/diffcolours.h"
#include "ui/parts/diffitems.h"

#include <QMap>
#include <QSet>

namespace hsf::ui {

struct DiffCell {
    int row = -1; ///< of DiffSection::rows; -1: a note, or nothing
    bool old = false; ///< shows what the row was, where white space is ignored
    QString note;
    QString text; ///< of rows that are long; of others it is made when painted
    QList<int> breaks; ///< where each painted line but the first starts
    bool isEmpty() const { return row < 0 && note.isEmpty(); }
};

struct DiffLine {
    enum class Kind { Row, Note, Fold, Opened, Guard }; ///< Opened: stands before what a fold held, and closes it
    Kind kind = Kind::Row;
    DiffCell cells[2]; ///< in one column, and for what spans both, the first only
    int hunk = -1;
    bool startsHunk = false;
    std::pair<int, int> fold; ///< of Fold and Opened: the lines it starts at
    int top = 0; ///< pixels from the start of the section
};

struct DiffGrid { ///< what lines are laid out in
    int columns[2] = {80, 80};
    int line = 18, head = 34; ///< pixels
    bool sides = false, wrap = true;
    bool operator==(const DiffGrid &) const = default;
};

class DiffSection
{
public:
    enum class State { Unread, Waiting, Guarded, Ready };
    struct Hunk { ///< where a change stands
        int first = 0, last = 0; ///< lines
        bool adds = false, removes = false;
    };

    void take(const FileDiff &file); ///< nothing is compared yet
    void wait() { m_state = State::Waiting; }
    void guard(const QString &words);
    void setRows(const QList<diff::Row> &rows);
    void setColours(const DiffColours &colours) { m_colours = colours; }
    void setHunkCount(int count) { m_hunkCount = count; }

    State state() const { return m_state; }
    int hunkCount() const { return std::max(0, m_hunkCount); }
    bool isCounted() const { return m_hunkCount >= 0; }
    const QString &head() const { return m_head; }
    const QList<diff::Row> &rows() const { return m_rows; } ///< with open folds as what they hold
    const QList<DiffLine> &lines() const { return m_lines; }
    const QList<Hunk> &hunks() const { return m_hunks; }
    int quietCount() const { return m_quiet; } ///< changes that are folded for being white space only

    void setOpen(const std::pair<int, int> &fold, bool open);
    void setAllOpen(bool open);
    /// Opens the fold that hides a line of the old or the new file; -1 when there is no such line.
    int lineOf(int oldLine, int newLine);

    void layOut(const DiffGrid &grid);
    int height() const { return m_height; }
    int lineHeight(int line) const;
    int lineAt(int y) const; ///< -1: the head
    int widest() const { return m_widest; } ///< columns, when lines are not wrapped
    int largestLine() const;

    QString textOf(const DiffCell &cell) const;
    const QList<ColourSpan> &coloursOf(const DiffCell &cell) const;

private:
    void rebuild();
    void addRows(const QMap<int, const diff::Row *> &opened);
    void addNotes(const diff::Beside &beside);
    void indexHunks();
    void layOut(DiffCell &cell, int columns);

    QString m_head, m_guard;
    State m_state = State::Unread;
    int m_hunkCount = -1, m_quiet = 0, m_guessedLines = 1;
    QList<diff::Row> m_folded, m_rows;
    QSet<std::pair<int, int>> m_open;
    QList<DiffLine> m_lines;
    QList<Hunk> m_hunks;
    DiffColours m_colours;
    DiffGrid m_grid;
    int m_height = 0, m_widest = 0;
    bool m_empty = false, m_same = false;
};

} // namespace hsf::ui
