// SPDX-License-Identifier: MIT
//
// Text as the words one searches by: letters and digits, folded to lower case without accents; a plural's "s", single
// letters and words that say nothing left out. Chinese, Japanese and Korean have no spaces: each character is a word.
#pragma once
#include <QStringList>

namespace hsf::library {

QStringList searchWords(const QString &text);

/// A query: its words, each once, and what may be the beginning of a last one.
struct QueryWords {
    QStringList whole;
    QString prefix; ///< of a word that is being typed; empty when a space follows it
    bool isEmpty() const { return whole.isEmpty() && prefix.isEmpty(); }
};
QueryWords queryWords(const QString &text);

/// Lower case, accents off.
QString folded(const QString &text);
/// Calls `found` with a view of each word of folded text, and where it begins.
template <class Found> void forEachFoldedWord(QStringView text, const Found &found);
/// Chinese, Japanese, Korean.
inline bool standsAlone(QChar c)
{
    return c.unicode() > 0x2E80 && !c.isSurrogate();
}
bool saysNothing(QStringView word);
/// Without a plural's "s".
template <class View> View stemOf(View word)
{
    const qsizetype size = word.size();
    return size > 3 && word[size - 1] == typename View::value_type(u's') && word[size - 2] != typename View::value_type(u's') ? word.first(size - 1)
                                                                                                                            : word;
}

template <class Found> void forEachFoldedWord(QStringView text, const Found &found)
{
    for (qsizetype start = 0, at = 0; at <= text.size(); ++at) {
        const bool inWord = at < text.size() && (text[at].isLetterOrNumber() || text[at].isSurrogate());
        if (inWord && !standsAlone(text[at]))
            continue;
        const QStringView word = stemOf(text.sliced(start, at - start));
        if (word.size() > 1 && !saysNothing(word))
            found(word, start);
        if (inWord)
            found(text.sliced(at, 1), at);
        start = at + 1;
    }
}

} // namespace hsf::library
