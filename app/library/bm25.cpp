// SPDX-License-Identifier: MIT
#include "library/bm25.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace hsf::library {

namespace {

struct Document {
    QList<float> frequencies; ///< weighted, by word of the query
    float length = 0;
};

class Counter
{
public:
    explicit Counter(const QueryWords &query)
        : m_prefix(query.prefix)
        , m_count(int(query.whole.size()) + (query.prefix.isEmpty() ? 0 : 1))
    {
        for (const QString &word : query.whole)
            m_words.insert(word, int(m_words.size()));
    }
    int count() const { return m_count; }

    Document of(const SkillEntry &entry) const
    {
        Document document{QList<float>(m_count, 0), 0};
        add(document, entry.name, 3);
        add(document, entry.id.toString(), 1);
        add(document, entry.description, 1.5F);
        for (const QString &tag : entry.tags)
            add(document, tag, 2);
        return document;
    }

private:
    void add(Document &document, const QString &text, float weight) const
    {
        const QString plain = folded(text);
        forEachFoldedWord(plain, [&](QStringView word, qsizetype) {
            document.length += 1;
            if (const auto known = m_words.constFind(word); known != m_words.constEnd())
                document.frequencies[*known] += weight;
            if (!m_prefix.isEmpty() && (word.startsWith(m_prefix) || word == stemOf(QStringView(m_prefix))))
                document.frequencies[m_count - 1] += weight;
        });
    }
    QHash<QStringView, int> m_words; ///< views of the query
    QString m_prefix;
    int m_count;
};

} // namespace

SearchIndex::Scores plainScores(const LibrarySnapshot &library, const QueryWords &query)
{
    constexpr float k1 = 1.2F, b = 0.75F;
    const Counter counter(query);
    const auto size = library.skills.size();
    SearchIndex::Scores result{QList<float>(size, 0), QList<quint64>(size, 0), counter.count()};
    if (counter.count() == 0)
        return result;
    QList<Document> documents;
    documents.reserve(size);
    QList<int> documentsWith(counter.count(), 0);
    float total = 0;
    for (const SkillEntry &entry : library.skills) {
        const Document &document = documents.emplaceBack(counter.of(entry));
        total += document.length;
        for (int word = 0; word < counter.count(); ++word)
            documentsWith[word] += document.frequencies[word] > 0 ? 1 : 0;
    }
    const float average = std::max(1.0F, total / std::max(1.0F, float(size)));
    for (qsizetype i = 0; i < size; ++i) {
        for (int word = 0; word < counter.count(); ++word) {
            const float frequency = documents[i].frequencies[word];
            if (frequency <= 0)
                continue;
            const float idf = std::log(1 + (float(size) - float(documentsWith[word]) + 0.5F) / (float(documentsWith[word]) + 0.5F));
            result.score[i] += idf * frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * documents[i].length / average));
            result.words[i] |= quint64(1) << std::min(word, 63);
        }
    }
    return result;
}

} // namespace hsf::library
