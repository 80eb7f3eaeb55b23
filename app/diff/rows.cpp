// SPDX-License-Identifier: MIT
#include "diff/rows.h"
#include "diff/words_p.h"

namespace hsf::diff {

namespace {
/// Cells of word comparison in one diff: some tens of milliseconds at most.
constexpr qsizetype wordWork = 4'000'000;
/// Above this many pairs, lines are paired as they come.
constexpr qsizetype mostPairs = 2'500;

/// Without "\n" or "\r\n".
QByteArrayView lineText(QByteArrayView line)
{
    if (line.endsWith('\n'))
        line.chop(1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

struct Pair {
    int removed = 0, added = 0;
};

/// Which removed line became which added one: in order, the most alike together.
QList<Pair> pairsOf(const QStringList &removed, const QStringList &added)
{
    QList<Pair> pairs;
    const qsizetype rows = removed.size(), columns = added.size();
    if (rows == columns || rows * columns > mostPairs) {
        for (int i = 0; i < std::min(rows, columns); ++i)
            pairs << Pair{i, i};
        return pairs;
    }
    QList<QList<QStringView>> a, b;
    for (const QString &line : removed)
        a << tokensOf(line);
    for (const QString &line : added)
        b << tokensOf(line);
    std::vector<double> best((rows + 1) * (columns + 1), 0), like(rows * columns, 0);
    const auto at = [&](qsizetype i, qsizetype j) -> double & { return best[i * (columns + 1) + j]; };
    for (qsizetype i = rows - 1; i >= 0; --i) {
        for (qsizetype j = columns - 1; j >= 0; --j) {
            const double same = like[i * columns + j] = likeness(a[i], b[j]);
            at(i, j) = std::max({at(i + 1, j), at(i, j + 1), at(i + 1, j + 1) + same});
        }
    }
    for (int i = 0, j = 0; i < rows && j < columns;) {
        if (at(i, j) == at(i + 1, j))
            ++i;
        else if (at(i, j) == at(i, j + 1))
            ++j;
        else
            pairs << Pair{i++, j++};
    }
    return pairs;
}

class Builder
{
public:
    Builder(const QByteArray &before, const QByteArray &after, const RowOptions &options)
        : m_old(splitLines(before)), m_new(splitLines(after)), m_options(options)
    {
    }
    QList<Row> build(const QList<Change> &changes)
    {
        Change previous;
        for (int i = 0; i < changes.size(); ++i) {
            unchanged(previous, changes[i].oldStart, i > 0, true);
            changed(changes[i], i);
            previous = changes[i];
        }
        unchanged(previous, int(m_old.size()), !changes.isEmpty(), false);
        return m_rows;
    }

private:
    void append(Row::Kind kind, int oldLine, int newLine, int hunk, const QByteArray &bytes)
    {
        Row row{kind, oldLine, newLine, hunk, bytes};
        row.noNewline = !bytes.endsWith('\n');
        m_rows << row;
    }
    void context(int oldAt, int newAt, int count)
    {
        for (int i = 0; i < count; ++i)
            append(Row::Kind::Context, oldAt + i + 1, newAt + i + 1, -1, m_old[oldAt + i]);
    }
    void unchanged(const Change &previous, int oldEnd, bool after, bool before)
    {
        const int count = oldEnd - previous.oldEnd;
        const int head = after ? std::min(count, m_options.context) : 0;
        const int tail = before ? std::min(count - head, m_options.context) : 0;
        const int folded = count - head - tail;
        if (m_options.context < 0 || folded < 2) // a fold of one line would hide nothing
            return context(previous.oldEnd, previous.newEnd, count);
        context(previous.oldEnd, previous.newEnd, head);
        append(Row::Kind::Fold, previous.oldEnd + head + 1, previous.newEnd + head + 1, -1, joinLines(m_old.sliced(previous.oldEnd + head, folded)));
        m_rows.last().foldedLines = folded;
        context(oldEnd - tail, previous.newEnd + count - tail, tail);
    }
    void changed(const Change &change, int hunk)
    {
        const qsizetype first = m_rows.size();
        for (int line = change.oldStart; line < change.oldEnd; ++line)
            append(Row::Kind::Removed, line + 1, 0, hunk, m_old[line]);
        for (int line = change.newStart; line < change.newEnd; ++line)
            append(Row::Kind::Added, 0, line + 1, hunk, m_new[line]);
        mark(first, first + change.oldEnd - change.oldStart);
    }
    void mark(qsizetype firstRemoved, qsizetype firstAdded)
    {
        QStringList removed, added;
        for (qsizetype i = firstRemoved; i < m_rows.size(); ++i)
            (i < firstAdded ? removed : added) << m_rows[i].text();
        for (const Pair &pair : pairsOf(removed, added)) {
            Row &from = m_rows[firstRemoved + pair.removed];
            Row &to = m_rows[firstAdded + pair.added];
            const WordMarks marks = wordMarks(removed[pair.removed], added[pair.added], m_options.wordMarkCap, m_work);
            from.marks = marks.removed;
            to.marks = marks.added;
            from.endingOnly = to.endingOnly = lineText(from.bytes) == lineText(to.bytes);
        }
    }

    const QList<QByteArray> m_old, m_new;
    const RowOptions m_options;
    QList<Row> m_rows;
    qsizetype m_work = wordWork;
};

QByteArray bytesWithout(const QList<Row> &rows, Row::Kind other)
{
    QByteArray bytes;
    for (const Row &row : rows) {
        if (row.kind != other)
            bytes += row.bytes;
    }
    return bytes;
}
} // namespace

QString Row::text() const
{
    if (kind == Kind::Fold)
        return {};
    QString text = QString::fromUtf8(lineText(bytes));
    for (QChar &c : text) {
        if (c.unicode() < 0x20 && c != u'\t')
            c = QChar(0x2400 + c.unicode());
        else if (c.unicode() == 0x7F)
            c = QChar(0x2421);
    }
    return text;
}

QList<Row> unifiedRows(const QByteArray &before, const QByteArray &after, const RowOptions &options)
{
    return Builder(before, after, options).build(diffLines(before, after));
}

QByteArray oldBytes(const QList<Row> &rows)
{
    return bytesWithout(rows, Row::Kind::Added);
}

QByteArray newBytes(const QList<Row> &rows)
{
    return bytesWithout(rows, Row::Kind::Removed);
}

int hunkCount(const QList<Row> &rows)
{
    int count = 0;
    for (const Row &row : rows)
        count = std::max(count, row.hunk + 1);
    return count;
}

} // namespace hsf::diff
