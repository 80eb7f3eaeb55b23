// SPDX-License-Identifier: MIT
//
// BM25 over short documents: which fits some words best? Pure, and quick enough to run over ten thousand skills for one
// question. k1 = 1.2, b = 0.75; the idf is the one that never gets negative (ln(1 + (N - n + ½) / (n + ½))).
#pragma once
#include <QHash>
#include <QList>
#include <QStringList>

namespace hsf::tools {

/// Letters and digits, folded to lower case without accents; a plural's "s", single letters and words that say nothing
/// left out.
QStringList searchWords(const QString &text);

class Bm25
{
public:
    /// Only words of the query are counted, so that a document costs one pass.
    explicit Bm25(const QString &query);
    Bm25(const Bm25 &) = delete;
    Bm25 &operator=(const Bm25 &) = delete;
    /// Words may count several times: a name's more than a description's.
    struct Field {
        QString text;
        double weight = 1;
    };
    void add(const QList<Field> &document);
    /// One score a document, in the order they were added; 0: no word in common.
    QList<double> scores() const;

private:
    QString m_query;
    QHash<QStringView, int> m_terms;    ///< views of the query → place in the vectors below
    QList<QList<double>> m_frequencies; ///< weighted, by document
    QList<double> m_lengths;
    QList<int> m_documentsWith;
};

} // namespace hsf::tools
