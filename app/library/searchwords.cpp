// SPDX-License-Identifier: MIT
#include "library/searchwords.h"

#include <QSet>

#include <algorithm>

namespace hsf::library {

namespace {
constexpr qsizetype mostWords = 64; // of a long first message
}

QString folded(const QString &text)
{
    if (std::ranges::all_of(text, [](QChar c) { return c.unicode() < 128; })) {
        // By hand: a search folds thousands of lines for one key, and Qt looks each letter up.
        QString lower(text.size(), Qt::Uninitialized);
        std::ranges::transform(text, lower.begin(),
                               [](QChar c) { return c >= u'A' && c <= u'Z' ? QChar(c.unicode() | 0x20) : c; });
        return lower;
    }
    QString plain;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD).toLower()) {
        if (!c.isMark())
            plain += c;
    }
    return plain;
}

bool saysNothing(QStringView word)
{
    static const QSet<QStringView> words{u"an",  u"and",  u"are", u"as",   u"at",   u"be",   u"by",   u"can",  u"do",
                                         u"for", u"from", u"has", u"have", u"in",   u"is",   u"it",   u"its",  u"me",
                                         u"my",  u"of",   u"on",  u"or",   u"our",  u"that", u"the",  u"then", u"this",
                                         u"thi", u"to",   u"use", u"we",   u"what", u"when", u"with", u"you",  u"your"};
    // Numbers and the like are asked about most.
    return word.size() < 6 && !word.isEmpty() && word.front() >= u'a' && word.front() <= u'z' && words.contains(word);
}

QStringList searchWords(const QString &text)
{
    QStringList words;
    forEachFoldedWord(folded(text), [&words](QStringView word, qsizetype) { words.append(word.toString()); });
    return words;
}

QueryWords queryWords(const QString &text)
{
    QueryWords query;
    const QString all = folded(text);
    qsizetype typed = all.size();
    while (typed > 0 && all[typed - 1].isLetterOrNumber() && !standsAlone(all[typed - 1]))
        --typed;
    query.prefix = all.sliced(typed);
    forEachFoldedWord(QStringView(all).first(typed), [&query](QStringView word, qsizetype) {
        if (query.whole.size() < mostWords && !query.whole.contains(word))
            query.whole.append(word.toString());
    });
    return query;
}

} // namespace hsf::library
