// SPDX-License-Identifier: MIT
#include "diff/find.h"

namespace hsf::diff {

QList<Mark> findIn(const QString &text, const QString &words, int most)
{
    QList<Mark> marks;
    if (words.isEmpty())
        return marks;
    for (qsizetype at = text.indexOf(words, 0, Qt::CaseInsensitive); at >= 0 && marks.size() < most;
         at = text.indexOf(words, at + words.size(), Qt::CaseInsensitive))
        marks << Mark{int(at), int(words.size())};
    return marks;
}

QList<Found> findIn(const QList<Row> &rows, const QString &words, int most)
{
    QList<Found> found;
    for (const Row &row : rows) {
        if (found.size() >= most)
            break;
        if (row.kind == Row::Kind::Fold) {
            found += findIn(unfolded(row), words, most - int(found.size()));
            continue;
        }
        for (const Mark &mark : findIn(row.text(), words, most - int(found.size())))
            found << Found{row.oldLine, row.newLine, mark};
    }
    return found;
}

} // namespace hsf::diff
