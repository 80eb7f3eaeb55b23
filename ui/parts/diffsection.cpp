// SPDX-License-Identifier: MIT
#include "ui/parts/diffsection.h"
#include "ui/parts/words_p.h"

namespace hsf::ui {

using RowKind = diff::Row::Kind;
using LineKind = DiffLine::Kind;

// Longer texts are kept, and always wrapped: nobody scrolls sideways through a megabyte.
static constexpr qsizetype longText = 4'000, alwaysWrapped = 20'000;

static bool isSame(const FileDiff &file)
{
    return file.before.constData() == file.after.constData() || file.before == file.after;
}

void DiffSection::take(const FileDiff &file)
{
    m_head = headText(file);
    m_empty = file.before.isEmpty() && file.after.isEmpty();
    m_same = isSame(file);
    const bool oneSided = file.before.isEmpty() || file.after.isEmpty();
    m_hunkCount = m_same ? 0 : oneSided ? 1 : -1;
    m_guessedLines = m_same ? 2
        : oneSided          ? int(std::min<qsizetype>(1 + (file.before.size() + file.after.size()) / 50, 100'000))
                            : 12;
}

void DiffSection::guard(const QString &words)
{
    m_state = State::Guarded;
    m_guard = words;
    rebuild();
}

void DiffSection::setRows(const QList<diff::Row> &rows)
{
    m_state = State::Ready;
    m_folded = rows;
    m_hunkCount = diff::hunkCount(rows);
    m_quiet = int(
        std::ranges::count_if(rows, [](const diff::Row &row) { return row.kind == RowKind::Fold && row.hunk >= 0; }));
    rebuild();
}

void DiffSection::setOpen(const std::pair<int, int> &fold, bool open)
{
    if (open)
        m_open.insert(fold);
    else
        m_open.remove(fold);
    rebuild();
}

void DiffSection::setAllOpen(bool open)
{
    m_open.clear();
    for (const diff::Row &row : std::as_const(m_folded))
        if (open && row.kind == RowKind::Fold)
            m_open.insert({row.oldLine, row.newLine});
    rebuild();
}

void DiffSection::rebuild()
{
    m_rows.clear();
    m_lines.clear();
    QMap<int, const diff::Row *> opened; // by the first row of what it holds
    for (const diff::Row &row : std::as_const(m_folded)) {
        if (row.kind == RowKind::Fold && m_open.contains({row.oldLine, row.newLine})) {
            opened.insert(int(m_rows.size()), &row);
            m_rows += diff::unfolded(row);
        } else {
            m_rows += row;
        }
    }
    const auto note = [this](LineKind kind, const QString &words) {
        DiffLine &line = m_lines.emplaceBack();
        line.kind = kind;
        line.cells[0].note = words;
    };
    if (m_state == State::Guarded)
        note(LineKind::Guard, m_guard);
    else if (m_empty)
        note(LineKind::Note, Words::tr("An empty file."));
    else if (m_same)
        note(LineKind::Note, Words::tr("Both sides are the same."));
    m_lines.reserve(m_rows.size() + 4);
    addRows(opened);
    indexHunks();
    layOut(m_grid);
}

void DiffSection::addRows(const QMap<int, const diff::Row *> &opened)
{
    QList<diff::Beside> places;
    if (m_grid.sides) {
        places = diff::sideBySide(m_rows);
    } else {
        for (int i = 0; i < m_rows.size(); ++i)
            places.append({i, i});
    }
    int hunk = -1;
    for (const diff::Beside &beside : std::as_const(places)) {
        const int index = beside.left >= 0 ? beside.left : beside.right;
        if (const auto fold = opened.constFind(index); fold != opened.constEnd()) {
            DiffLine &line = m_lines.emplaceBack();
            line.kind = LineKind::Opened;
            line.cells[0].note = openedText(**fold);
            line.fold = {(*fold)->oldLine, (*fold)->newLine};
            line.hunk = (*fold)->hunk;
        }
        const diff::Row &row = m_rows.at(index);
        DiffLine &line = m_lines.emplaceBack();
        line.hunk = row.hunk;
        line.startsHunk = row.hunk >= 0 && row.hunk != hunk;
        hunk = row.hunk >= 0 ? row.hunk : hunk;
        if (row.kind == RowKind::Fold) {
            line.kind = LineKind::Fold;
            line.fold = {row.oldLine, row.newLine};
            line.cells[0] = {.row = index, .note = foldText(row)};
            continue;
        }
        line.cells[0].row = beside.left;
        if (m_grid.sides) {
            line.cells[1].row = beside.right;
            line.cells[0].old = row.was.has_value();
        }
        addNotes(beside);
    }
}

void DiffSection::addNotes(const diff::Beside &beside)
{
    const QStringList left = beside.left >= 0 ? notesOf(m_rows.at(beside.left)) : QStringList();
    const QStringList right = m_grid.sides && beside.right >= 0 ? notesOf(m_rows.at(beside.right)) : QStringList();
    const int hunk = m_lines.constLast().hunk;
    for (int i = 0; i < std::max(left.size(), right.size()); ++i) {
        DiffLine &line = m_lines.emplaceBack();
        line.kind = LineKind::Note;
        line.hunk = hunk;
        line.cells[0].note = left.value(i);
        line.cells[1].note = right.value(i);
    }
}

void DiffSection::indexHunks()
{
    m_hunks.clear();
    m_hunks.resize(m_state == State::Ready ? hunkCount() : 0);
    for (Hunk &hunk : m_hunks)
        hunk.first = -1;
    for (int i = 0; i < m_lines.size(); ++i) {
        const DiffLine &line = m_lines.at(i);
        if (line.hunk < 0)
            continue;
        Hunk &hunk = m_hunks[line.hunk];
        hunk.first = hunk.first < 0 ? i : hunk.first;
        hunk.last = i;
        for (const DiffCell &cell : line.cells) {
            hunk.adds |= cell.row >= 0 && m_rows.at(cell.row).kind == RowKind::Added;
            hunk.removes |= cell.row >= 0 && m_rows.at(cell.row).kind == RowKind::Removed;
        }
    }
}

int DiffSection::lineOf(int oldLine, int newLine)
{
    const auto find = [&] {
        for (int i = 0; i < m_lines.size(); ++i)
            for (const DiffCell &cell : m_lines.at(i).cells) {
                if (cell.row < 0 || m_rows.at(cell.row).kind == RowKind::Fold)
                    continue;
                const diff::Row &row = m_rows.at(cell.row);
                if (newLine > 0 ? row.newLine == newLine : row.newLine == 0 && row.oldLine == oldLine)
                    return i;
            }
        return -1;
    };
    if (const int line = find(); line >= 0)
        return line;
    for (const diff::Row &row : std::as_const(m_folded)) {
        const int from = newLine > 0 ? row.newLine : row.oldLine, line = newLine > 0 ? newLine : oldLine;
        if (row.kind == RowKind::Fold && line >= from && line < from + row.foldedLines) {
            setOpen({row.oldLine, row.newLine}, true);
            break;
        }
    }
    return find();
}

void DiffSection::layOut(DiffCell &cell, int columns)
{
    cell.breaks.clear();
    if (cell.row >= 0 && cell.note.isEmpty()) {
        const diff::Row &row = m_rows.at(cell.row);
        const QByteArray &bytes = cell.old ? *row.was : row.bytes;
        if (bytes.size() > longText && cell.text.isNull())
            cell.text = textOf(cell);
        const bool wraps = m_grid.wrap || bytes.size() > alwaysWrapped;
        if (!wraps)
            m_widest = std::max(m_widest, surelyFits(bytes, m_widest) ? 0 : columnsOf(textOf(cell)));
        else if (!surelyFits(bytes, columns))
            cell.breaks = wrapPlaces(textOf(cell), columns);
    } else if (!cell.note.isEmpty()) {
        cell.breaks = wrapPlaces(cell.note, columns);
    }
}

void DiffSection::layOut(const DiffGrid &grid)
{
    const bool other = grid.sides != m_grid.sides;
    m_grid = grid;
    if (other && !m_lines.isEmpty())
        return rebuild(); // comes back here
    m_widest = 0;
    int top = grid.head;
    for (DiffLine &line : m_lines) {
        line.top = top;
        const bool both = line.kind == LineKind::Row || line.kind == LineKind::Note;
        layOut(line.cells[0], grid.sides && !both ? grid.columns[0] + grid.columns[1] : grid.columns[0]);
        layOut(line.cells[1], grid.columns[1]);
        top += grid.line * int(1 + std::max(line.cells[0].breaks.size(), line.cells[1].breaks.size()));
    }
    if (m_state == State::Unread || m_state == State::Waiting)
        top += m_guessedLines * grid.line;
    m_height = top + grid.line / 2;
}

int DiffSection::lineHeight(int line) const
{
    const int end = line + 1 < m_lines.size() ? m_lines.at(line + 1).top : m_height - m_grid.line / 2;
    return end - m_lines.at(line).top;
}

int DiffSection::lineAt(int y) const
{
    const auto after = std::ranges::upper_bound(m_lines, y, {}, &DiffLine::top);
    return int(after - m_lines.begin()) - 1;
}

int DiffSection::largestLine() const
{
    int largest = 1;
    for (qsizetype i = m_rows.size() - 1; i >= std::max<qsizetype>(0, m_rows.size() - 2); --i)
        largest = std::max({largest, m_rows.at(i).oldLine + m_rows.at(i).foldedLines,
                            m_rows.at(i).newLine + m_rows.at(i).foldedLines});
    return largest;
}

QString DiffSection::textOf(const DiffCell &cell) const
{
    if (!cell.note.isEmpty())
        return cell.note;
    if (!cell.text.isNull() || cell.row < 0)
        return cell.text;
    diff::Row row = m_rows.at(cell.row);
    if (cell.old)
        row.bytes = *row.was;
    return row.text();
}

const QList<ColourSpan> &DiffSection::coloursOf(const DiffCell &cell) const
{
    static const QList<ColourSpan> none;
    const diff::Row &row = m_rows.at(cell.row);
    const bool old = row.kind == RowKind::Removed || cell.old;
    const auto &lines = old ? m_colours.before : m_colours.after;
    const int line = (old ? row.oldLine : row.newLine) - 1;
    return line >= 0 && line < lines.size() ? lines.at(line) : none;
}

} // namespace hsf::ui
