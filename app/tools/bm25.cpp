// SPDX-License-Identifier: MIT
#include "tools/bm25.h"

#include <QSet>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

constexpr qsizetype termLimit = 64; // of a long first message

/// Lower case, accents off.
QString folded(const QString &text)
{
    if (std::ranges::all_of(text, [](QChar c) { return c.unicode() < 128; }))
        return text.toLower();
    QString plain;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD).toLower()) {
        if (!c.isMark())
            plain += c;
    }
    return plain;
}

/// Chinese, Japanese, Korean: no spaces between words, so each character counts as one.
bool standsAlone(QChar c)
{
    return c.unicode() > 0x2E80;
}

bool saysNothing(QStringView word)
{
    static const QSet<QStringView> words{u"an",  u"and",  u"are", u"as",   u"at",   u"be",   u"by",   u"can",  u"do",
                                         u"for", u"from", u"has", u"have", u"in",   u"is",   u"it",   u"its",  u"me",
                                         u"my",  u"of",   u"on",  u"or",   u"our",  u"that", u"the",  u"then", u"this",
                                         u"thi", u"to",   u"use", u"we",   u"what", u"when", u"with", u"you",  u"your"};
    return words.contains(word);
}

/// Calls `found` with a view of each word; no list is made, documents are many.
template <class Found> void forEachWord(const QString &foldedText, const Found &found)
{
    const QStringView text(foldedText);
    for (qsizetype start = 0, at = 0; at <= text.size(); ++at) {
        const bool inWord = at < text.size() && text[at].isLetterOrNumber();
        if (inWord && !standsAlone(text[at]))
            continue;
        QStringView word = text.sliced(start, at - start);
        if (word.size() > 3 && word.endsWith(u's') && !word.endsWith(u"ss"))
            word.chop(1);
        if (word.size() > 1 && !saysNothing(word))
            found(word);
        if (inWord)
            found(text.sliced(at, 1));
        start = at + 1;
    }
}

} // namespace

QStringList searchWords(const QString &text)
{
    QStringList words;
    forEachWord(folded(text), [&words](QStringView word) { words.append(word.toString()); });
    return words;
}

Bm25::Bm25(const QString &query)
    : m_query(folded(query))
{
    forEachWord(m_query, [this](QStringView word) {
        if (m_terms.size() < termLimit && !m_terms.contains(word))
            m_terms.insert(word, int(m_terms.size()));
    });
    m_documentsWith.fill(0, m_terms.size());
}

void Bm25::add(const QList<Field> &document)
{
    QList<double> frequencies(m_terms.size(), 0.0);
    double length = 0;
    for (const Field &field : document) {
        forEachWord(folded(field.text), [&](QStringView word) {
            length += 1;
            if (const auto term = m_terms.constFind(word); term != m_terms.constEnd())
                frequencies[*term] += field.weight;
        });
    }
    for (qsizetype i = 0; i < frequencies.size(); ++i)
        m_documentsWith[i] += frequencies[i] > 0 ? 1 : 0;
    m_frequencies.append(frequencies);
    m_lengths.append(length);
}

QList<double> Bm25::scores() const
{
    constexpr double k1 = 1.2, b = 0.75;
    const double count = double(m_lengths.size());
    double total = 0;
    for (const double length : m_lengths)
        total += length;
    const double average = std::max(1.0, total / std::max(1.0, count));
    QList<double> scores;
    for (qsizetype d = 0; d < m_lengths.size(); ++d) {
        double score = 0;
        for (qsizetype t = 0; t < m_frequencies[d].size(); ++t) {
            const double frequency = m_frequencies[d][t];
            const double idf = std::log(1 + (count - m_documentsWith[t] + 0.5) / (m_documentsWith[t] + 0.5));
            score += idf * frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * m_lengths[d] / average));
        }
        scores.append(score);
    }
    return scores;
}

} // namespace hsf::tools
