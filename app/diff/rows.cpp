// SPDX-License-Identifier: MIT
#include "diff/rows.h"
#include "diff/pairing_p.h"

namespace hsf::diff {

namespace {
QByteArray withoutBlanks(const QByteArray &line)
{
    QByteArray rest;
    rest.reserve(line.size());
    for (const char c : line) {
        if (c != ' ' && (c < '\t' || c > '\r'))
            rest += c;
    }
    return rest;
}

QByteArray withoutBlanks(const QList<QByteArray> &lines, int begin, int end)
{
    QByteArray text;
    for (int i = begin; i < end; ++i)
        text += withoutBlanks(lines[i]) + '\n';
    return text;
}

class Builder
{
public:
    Builder(const QByteArray &before, const QByteArray &after, const RowOptions &options)
        : m_old(splitLines(before))
        , m_new(splitLines(after))
        , m_options(options)
    { }
    QList<Row> build(const QList<Change> &changes)
    {
        Change previous;
        for (int i = 0; i < changes.size(); ++i) {
            unchanged(previous, changes[i].oldStart, i > 0, true);
            if (m_options.whiteSpace == RowOptions::WhiteSpace::Ignored)
                changedInWords(changes[i], i);
            else
                changed(changes[i], i);
            previous = changes[i];
        }
        unchanged(previous, int(m_old.size()), !changes.isEmpty(), false);
        return m_rows;
    }

private:
    Row &append(Row::Kind kind, int oldLine, int newLine, int hunk, const QByteArray &bytes)
    {
        Row &row = m_rows.emplaceBack(Row{kind, oldLine, newLine, hunk, bytes});
        row.noNewline = !bytes.endsWith('\n');
        return row;
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
        append(Row::Kind::Fold, previous.oldEnd + head + 1, previous.newEnd + head + 1, -1,
               joinLines(m_old.sliced(previous.oldEnd + head, folded)));
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
        markRows(m_rows, first, first + change.oldEnd - change.oldStart, m_options, m_work);
    }
    /// The lines of a change that are the same but for white space become context; all of them: a fold.
    void changedInWords(const Change &change, int hunk)
    {
        QList<Change> inner = diffLines(withoutBlanks(m_old, change.oldStart, change.oldEnd),
                                        withoutBlanks(m_new, change.newStart, change.newEnd));
        if (inner.isEmpty())
            return quiet(change, hunk);
        int oldAt = change.oldStart, newAt = change.newStart;
        for (Change &part : inner) {
            part = {part.oldStart + change.oldStart, part.oldEnd + change.oldStart, part.newStart + change.newStart,
                    part.newEnd + change.newStart};
            sameWords(oldAt, newAt, part.oldStart - oldAt, hunk);
            changed(part, hunk);
            oldAt = part.oldEnd;
            newAt = part.newEnd;
        }
        sameWords(oldAt, newAt, change.oldEnd - oldAt, hunk);
    }
    void sameWords(int oldAt, int newAt, int count, int hunk)
    {
        for (int i = 0; i < count; ++i) {
            Row &row = append(Row::Kind::Context, oldAt + i + 1, newAt + i + 1, hunk, m_new[newAt + i]);
            if (m_old[oldAt + i] != row.bytes)
                row.was = m_old[oldAt + i];
        }
    }
    void quiet(const Change &change, int hunk)
    {
        const int removed = change.oldEnd - change.oldStart, added = change.newEnd - change.newStart;
        Row &row = append(Row::Kind::Fold, change.oldStart + 1, change.newStart + 1, hunk,
                          joinLines(m_new.sliced(change.newStart, added)));
        row.was = joinLines(m_old.sliced(change.oldStart, removed));
        row.foldedLines = std::max(removed, added);
    }

    const QList<QByteArray> m_old, m_new;
    const RowOptions m_options;
    QList<Row> m_rows;
    qsizetype m_work = wordWork;
};
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
    return rowsOf(before, after, diffLines(before, after), options);
}

QList<Row> rowsOf(const QByteArray &before, const QByteArray &after, const QList<Change> &changes,
                  const RowOptions &options)
{
    return Builder(before, after, options).build(changes);
}

QList<Row> unfolded(const Row &fold)
{
    QList<Row> rows;
    const auto append = [&rows](Row::Kind kind, int oldLine, int newLine, int hunk, const QByteArray &bytes) {
        rows << Row{kind, oldLine, newLine, hunk, bytes};
        rows.last().noNewline = !bytes.endsWith('\n');
    };
    const QList<QByteArray> now = splitLines(fold.bytes);
    if (!fold.was) {
        for (int i = 0; i < now.size(); ++i)
            append(Row::Kind::Context, fold.oldLine + i, fold.newLine + i, fold.hunk, now[i]);
        return rows;
    }
    const QList<QByteArray> old = splitLines(*fold.was);
    for (int i = 0; i < old.size(); ++i)
        append(Row::Kind::Removed, fold.oldLine + i, 0, fold.hunk, old[i]);
    for (int i = 0; i < now.size(); ++i)
        append(Row::Kind::Added, 0, fold.newLine + i, fold.hunk, now[i]);
    qsizetype work = wordWork;
    markRows(rows, 0, old.size(), {}, work);
    return rows;
}

QByteArray oldBytes(const QList<Row> &rows)
{
    QByteArray bytes;
    for (const Row &row : rows) {
        if (row.kind != Row::Kind::Added)
            bytes += row.was ? *row.was : row.bytes;
    }
    return bytes;
}

QByteArray newBytes(const QList<Row> &rows)
{
    QByteArray bytes;
    for (const Row &row : rows) {
        if (row.kind != Row::Kind::Removed)
            bytes += row.bytes;
    }
    return bytes;
}

int hunkCount(const QList<Row> &rows)
{
    int count = 0;
    for (const Row &row : rows)
        count = std::max(count, row.hunk + 1);
    return count;
}

} // namespace hsf::diff
