// SPDX-License-Identifier: MIT
//
// Which words differ between a removed line and the added one that took its place.
#pragma once
#include "diff/rows.h"

namespace hsf::diff {

struct WordMarks {
    QList<Mark> removed, added;
};

/// Words, runs of blanks, single other characters; joined they are the text.
QList<QStringView> tokensOf(QStringView text);

/// 0: nothing in common … 1: the same words.
double likeness(const QList<QStringView> &a, const QList<QStringView> &b);

/// `work` is what all lines of a diff may cost together; each comparison takes from it, and without any left nothing is marked.
WordMarks wordMarks(const QString &removed, const QString &added, int wordCap, qsizetype &work);

} // namespace hsf::diff
