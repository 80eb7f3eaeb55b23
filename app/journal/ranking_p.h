// SPDX-License-Identifier: MIT
//
// How well a message fits, and the line of it that is shown. Pure.
#pragma once
#include "journal/grams.h"
#include "journal/journal.h"

namespace hsf::journal {

/// Whole words before beginnings before parts, often before once (less and less), all words together before apart, short texts
/// before long ones, newer before older: `place` is how many newer ones were found before it.
double scoreOf(const QString &foldedText, const WantedWords &wanted, int place);

void markSnippet(SearchHit &hit, const QString &text, const WantedWords &wanted);

} // namespace hsf::journal
