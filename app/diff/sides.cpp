// SPDX-License-Identifier: MIT
#include "diff/sides.h"

namespace hsf::diff {

namespace {
using Kind = Row::Kind;

/// Rows [at, end) of one kind, one hunk.
int endOf(const QList<Row> &rows, int at, Kind kind, int hunk)
{
    while (at < rows.size() && rows[at].kind == kind && rows[at].hunk == hunk)
        ++at;
    return at;
}

/// The next row that has a counterpart.
int pairedFrom(const QList<Row> &rows, int at, int end)
{
    while (at < end && rows[at].pair < 0)
        ++at;
    return at;
}

void zip(QList<Beside> &sides, int left, int leftEnd, int right, int rightEnd)
{
    while (left < leftEnd || right < rightEnd)
        sides << Beside{left < leftEnd ? left++ : -1, right < rightEnd ? right++ : -1};
}
} // namespace

QList<Beside> sideBySide(const QList<Row> &rows)
{
    QList<Beside> sides;
    sides.reserve(rows.size());
    for (int at = 0; at < rows.size();) {
        if (rows[at].kind == Kind::Context || rows[at].kind == Kind::Fold) {
            sides << Beside{at, at};
            ++at;
            continue;
        }
        const int hunk = rows[at].hunk;
        int left = at;
        const int leftEnd = endOf(rows, left, Kind::Removed, hunk);
        int right = leftEnd;
        const int rightEnd = endOf(rows, right, Kind::Added, hunk);
        for (;;) {
            const int pairLeft = pairedFrom(rows, left, leftEnd), pairRight = pairedFrom(rows, right, rightEnd);
            zip(sides, left, pairLeft, right, pairRight);
            if (pairLeft == leftEnd || pairRight == rightEnd) {
                zip(sides, pairLeft, leftEnd, pairRight, rightEnd);
                break;
            }
            sides << Beside{pairLeft, pairRight};
            left = pairLeft + 1;
            right = pairRight + 1;
        }
        at = rightEnd;
    }
    return sides;
}

} // namespace hsf::diff
