// SPDX-License-Identifier: MIT
#include "tools/bm25.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

/// Calls `word` for each, without making a list: documents are many.
template <class Word> void forEachWord(const QString &text, const Word &word)
{
    bool plain = true;
    for (const QChar c : text)
        plain = plain && c.unicode() < 128;
    // Accents are folded only where there are any.
    const QString folded = plain ? text : text.normalized(QString::NormalizationForm_KD);
    QString current;
    const auto end = [&] {
        if (current.size() > 3 && current.endsWith(u's') && !current.endsWith(u"ss"_s))
            current.chop(1);
        if (current.size() > 1 || (!current.isEmpty() && current[0].unicode() > 0x2E80)) // one CJK character is a word
            word(current);
        current.clear();
    };
    for (const QChar c : folded) {
        if (c.isMark())
            continue;
        if (!c.isLetterOrNumber()) {
            end();
            continue;
        }
        if (c.unicode() > 0x2E80)
            end();
        current += c.toLower();
        if (c.unicode() > 0x2E80)
            end();
    }
    end();
}

} // namespace

QStringList searchWords(const QString &text)
{
    QStringList words;
    forEachWord(text, [&words](const QString &word) { words.append(word); });
    return words;
}

Bm25::Bm25(const QString &query)
{
    for (const QString &word : searchWords(query)) {
        if (!m_terms.contains(word))
            m_terms.insert(word, int(m_terms.size()));
    }
    m_documentsWith.fill(0, m_terms.size());
}

void Bm25::add(const QList<Field> &document)
{
    QList<double> frequencies(m_terms.size(), 0.0);
    double length = 0;
    for (const Field &field : document) {
        forEachWord(field.text, [&](const QString &word) {
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
