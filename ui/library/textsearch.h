// SPDX-License-Identifier: MIT
//
// Finding and replacing in a text, as values. Pure; a pattern that is wrong, or too slow, is an error with a sentence.
#pragma once
#include "base/error.h"

#include <QList>

namespace hsf::ui {

struct TextQuery {
    QString words;
    bool regex = false, matchCase = false, wholeWords = false;
    bool operator==(const TextQuery &) const = default;
};

struct Hit {
    int start = 0, length = 0; ///< in UTF-16 units
    bool operator==(const Hit &) const = default;
};

/// In order; no words find nothing. Empty matches of a pattern are left out.
Result<QList<Hit>> hitsOf(const QString &text, const TextQuery &query);

/// What one hit becomes: \1 … \9 and \0 are the pattern's groups, \n and \t what they are elsewhere. Plain words are
/// taken as they are.
Result<QString> replacementAt(const QString &text, const TextQuery &query, const Hit &hit, const QString &by);

struct Replaced {
    QString text;
    int count = 0;
};
Result<Replaced> replacedAll(const QString &text, const TextQuery &query, const QString &by);

} // namespace hsf::ui
