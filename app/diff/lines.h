// SPDX-License-Identifier: MIT
//
// Two byte strings → the lines that differ (patience, by libgit2, in memory). Lines keep their ending, so nothing is lost:
// apply(diff(a, b), a) == b, byte for byte, for any a and b, NUL and missing last newline included.
#pragma once
#include <QByteArray>
#include <QList>

namespace hsf::diff {

/// Half-open ranges of lines, from 0: old [oldStart, oldEnd) becomes new [newStart, newEnd).
struct Change {
    int oldStart = 0, oldEnd = 0;
    int newStart = 0, newEnd = 0;
    bool operator==(const Change &) const = default;
};

/// Lines with their ending ("\n" or "\r\n"); the last may have none. joinLines(splitLines(x)) == x.
QList<QByteArray> splitLines(const QByteArray &text);
QByteArray joinLines(const QList<QByteArray> &lines);

/// In order, none touching its neighbour.
QList<Change> diffLines(const QByteArray &before, const QByteArray &after);

/// `before` with only the changes whose index is in `accepted`.
QByteArray applyChanges(const QByteArray &before, const QByteArray &after, const QList<Change> &changes,
                        const QList<int> &accepted);

struct Merge {
    QByteArray text;        ///< with conflict marks when conflicts > 0
    int conflicts = 0;
    bool operator==(const Merge &) const = default;
};
/// Three-way, by libgit2's merge of files.
Merge merge3(const QByteArray &base, const QByteArray &ours, const QByteArray &theirs);

} // namespace hsf::diff
