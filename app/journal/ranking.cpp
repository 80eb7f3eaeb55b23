// SPDX-License-Identifier: MIT
#include "journal/ranking_p.h"

#include "base/text.h"

#include <cmath>

namespace hsf::journal {

namespace {

constexpr qsizetype before = 40, snippetLength = 160;

bool isWordCharacter(QStringView text, qsizetype at)
{
    return at >= 0 && at < text.size() && text.at(at).isLetterOrNumber();
}

double wordScore(const QString &text, const QString &word)
{
    double best = 0;
    int count = 0;
    for (qsizetype at = text.indexOf(word); at >= 0 && count < 50; at = text.indexOf(word, at + word.size()), ++count) {
        const bool begins = !isWordCharacter(text, at - 1);
        const bool ends = !isWordCharacter(text, at + word.size());
        best = std::max(best, begins && ends ? 3.0 : begins ? 2.0 : 1.0);
    }
    // As BM25 does it: the tenth time says little more than the ninth.
    const double length = 0.25 + 0.75 * double(text.size()) / 400.0;
    return best * (double(count) * 2.2) / (double(count) + 1.2 * length);
}

/// Where the words begin in the text as it was written; -1: only in another form.
qsizetype firstPlace(const QString &text, const WantedWords &wanted)
{
    qsizetype first = -1;
    for (const QString &word : wanted.words) {
        const qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at >= 0 && (first < 0 || at < first))
            first = at;
    }
    return first;
}

} // namespace

double scoreOf(const QString &foldedText, const WantedWords &wanted, int place)
{
    double score = 0;
    for (const QString &word : wanted.words)
        score += wordScore(foldedText, word);
    if (wanted.words.size() > 1 && foldedText.contains(wanted.words.join(u' ')))
        score *= 1.5;
    return score * (1.0 + 1.0 / (1.0 + std::log1p(double(place))));
}

void markSnippet(SearchHit &hit, const QString &text, const WantedWords &wanted)
{
    qsizetype place = firstPlace(text, wanted);
    if (place < 0) { // about where it stands in the folded text
        const QString bare = folded(text);
        place = bare.isEmpty() ? 0 : bare.indexOf(wanted.words.value(0)) * text.size() / bare.size();
    }
    const qsizetype from = std::max<qsizetype>(0, place - before);
    hit.snippet = (from > 0 ? QStringLiteral("…") : QString()) + excerpt(text.mid(from), snippetLength);
    for (const QString &word : wanted.words) {
        for (qsizetype at = hit.snippet.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
             at = hit.snippet.indexOf(word, at + word.size(), Qt::CaseInsensitive))
            hit.marks.append({int(at), int(word.size())});
    }
    std::ranges::sort(hit.marks);
}

} // namespace hsf::journal
