// SPDX-License-Identifier: MIT
#include "diff/pairing_p.h"
#include "diff/words_p.h"

#include <vector>

namespace hsf::diff {

namespace {
/// Above this many pairs, lines are paired as they come.
constexpr qsizetype mostPairs = 2'500;
/// Bytes; a longer line is not cut into words at all.
constexpr qsizetype longestMarked = 20'000;

QList<QList<QStringView>> tokens(const QStringList &lines)
{
    QList<QList<QStringView>> all;
    for (const QString &line : lines)
        all << tokensOf(line);
    return all;
}

QList<Pair> asTheyCome(qsizetype rows, qsizetype columns)
{
    QList<Pair> pairs;
    for (int i = 0; i < std::min(rows, columns); ++i)
        pairs << Pair{i, i};
    return pairs;
}

bool isBlank(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.isSpace(); });
}

QList<Mark> worthShowing(const QList<Mark> &marks, const QString &text, const RowOptions &options)
{
    if (options.whiteSpace == RowOptions::WhiteSpace::Exact)
        return marks;
    QList<Mark> shown;
    for (const Mark &mark : marks) {
        if (!isBlank(QStringView(text).sliced(mark.start, mark.length)))
            shown << mark;
    }
    return shown;
}
} // namespace

QByteArrayView lineText(QByteArrayView line)
{
    if (line.endsWith('\n'))
        line.chop(1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

QList<Pair> pairsOf(const QStringList &removed, const QStringList &added)
{
    const qsizetype rows = removed.size(), columns = added.size();
    if (rows == columns || rows * columns > mostPairs)
        return asTheyCome(rows, columns);
    const auto a = tokens(removed), b = tokens(added);
    std::vector<double> best((rows + 1) * (columns + 1), 0);
    const auto at = [&](qsizetype i, qsizetype j) -> double & { return best[i * (columns + 1) + j]; };
    for (qsizetype i = rows - 1; i >= 0; --i) {
        for (qsizetype j = columns - 1; j >= 0; --j)
            at(i, j) = std::max({at(i + 1, j), at(i, j + 1), at(i + 1, j + 1) + likeness(a[i], b[j])});
    }
    QList<Pair> pairs;
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

void markRows(QList<Row> &rows, qsizetype firstRemoved, qsizetype firstAdded, const RowOptions &options,
              qsizetype &work)
{
    if (firstRemoved == firstAdded || firstAdded == rows.size() || options.wordMarkCap <= 0)
        return;
    QStringList removed, added;
    for (qsizetype i = firstRemoved; i < rows.size(); ++i)
        (i < firstAdded ? removed : added) << (rows[i].bytes.size() > longestMarked ? QString() : rows[i].text());
    int number = 0;
    for (const Pair &pair : pairsOf(removed, added)) {
        Row &from = rows[firstRemoved + pair.removed];
        Row &to = rows[firstAdded + pair.added];
        const QString &was = removed[pair.removed], &is = added[pair.added];
        const WordMarks marks = wordMarks(was, is, options.wordMarkCap, work);
        from.marks = worthShowing(marks.removed, was, options);
        to.marks = worthShowing(marks.added, is, options);
        from.endingOnly = to.endingOnly = lineText(from.bytes) == lineText(to.bytes);
        from.pair = to.pair = number++;
    }
}

} // namespace hsf::diff
