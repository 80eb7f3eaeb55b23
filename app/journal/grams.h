// SPDX-License-Identifier: MIT
//
// How words are found anywhere in a text, also in the middle of another word and in scripts without spaces: a text is indexed as
// every place of every word, three characters from there on (fewer at a word's end):
//   "PDF, 日本" → "pdf" "df," "f," "," "日本" "本"
// A wanted word is looked up by its own threes, one of one or two characters as the beginning of such a piece; that the pieces
// stand together is seen in the text itself (textHolds). Pure.
#pragma once
#include <QString>
#include <QStringList>

namespace hsf::journal {

/// As texts are compared: no case, no accents, one form of each character, white space as one blank.
QString folded(const QString &text);

/// The pieces of a text, each once, as the index takes them.
QString gramText(const QString &text);

struct WantedWords {
    QStringList words; ///< folded; what stood in quotes is one
    QString match;     ///< the question for the index; empty: nothing is wanted
    bool operator==(const WantedWords &) const = default;
};
/// Every word must occur somewhere; "two words" in quotes stand together.
WantedWords wantedWords(const QString &typed);

bool textHolds(const QString &foldedText, const WantedWords &wanted);

} // namespace hsf::journal
