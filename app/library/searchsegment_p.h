// SPDX-License-Identifier: MIT
//
// Some skills indexed together: their words sorted, and for each word a list of (document, weight), the documents as
// differences of a byte or two.
#pragma once
#include <QByteArray>
#include <QStringView>

#include <memory>
#include <optional>
#include <vector>

namespace hsf::library {

struct SearchSegment {
    struct Document {
        quint64 key = 0; ///< of its folder
        quint64 stamp = 0;
        float length = 0; ///< weighted words
    };
    std::vector<Document> documents;
    QByteArray words; ///< UTF-8, sorted, one behind the other
    std::vector<quint32> wordEnds;
    QByteArray postings;
    std::vector<quint32> postingEnds; ///< by word

    qsizetype wordCount() const { return qsizetype(wordEnds.size()); }
    QByteArrayView word(qsizetype at) const;
    /// Words that begin with it, as [first, last); whole: only the word itself.
    std::pair<qsizetype, qsizetype> range(QByteArrayView text, bool whole) const;
    /// Calls found(document, weight) in order.
    template <class Found> void forEachPosting(qsizetype word, const Found &found) const;
    qsizetype memory() const;

    void append(QByteArray &bytes) const;
    /// Takes one from the front; nullptr when the bytes are not whole.
    static std::shared_ptr<const SearchSegment> taken(QByteArrayView &bytes);
};

/// A weight is kept in quarters of a word.
constexpr float weightUnit = 0.25F;

inline void appendVarint(QByteArray &bytes, quint32 value)
{
    for (; value >= 0x80; value >>= 7)
        bytes.append(char(value | 0x80));
    bytes.append(char(value));
}

template <class Found> void SearchSegment::forEachPosting(qsizetype word, const Found &found) const
{
    const auto *at = reinterpret_cast<const uchar *>(postings.constData()) + (word > 0 ? postingEnds[size_t(word - 1)] : 0);
    const auto *end = reinterpret_cast<const uchar *>(postings.constData()) + postingEnds[size_t(word)];
    quint32 document = 0;
    while (at < end) {
        quint32 step = 0;
        for (int shift = 0; at < end && shift < 32; shift += 7) {
            step |= quint32(*at & 0x7F) << shift;
            if (!(*at++ & 0x80))
                break;
        }
        document += step;
        if (at >= end || document >= documents.size())
            return;
        found(document, float(*at++) * weightUnit);
    }
}

/// Collects documents, then makes a segment of them.
class SegmentMaker
{
public:
    SegmentMaker();
    void begin(quint64 key, quint64 stamp);
    /// Words of the document that began last; UTF-8.
    void add(QByteArrayView text, float weight);
    void end();
    std::shared_ptr<const SearchSegment> made();
    bool isEmpty() const { return m_documents.empty(); }

private:
    struct Word {
        quint32 begin = 0, size = 0;
        quint32 document = 0; ///< +1: the last that has it
        quint32 count = 0; ///< of documents
        float weight = 0; ///< in that document
        bool empty = false; ///< says nothing
    };
    struct Posting {
        quint32 word, document;
        quint8 weight;
    };
    void addAscii(const char *folded, size_t size, float weight);
    void addOther(QByteArrayView text, float weight);
    void count(QByteArrayView word, float weight);
    quint32 idOf(QByteArrayView word);
    void grow();

    std::vector<SearchSegment::Document> m_documents;
    std::vector<Word> m_words;
    std::string m_text;
    std::vector<quint32> m_table; ///< word + 1 by hash
    std::vector<quint32> m_now; ///< words of the document that began last
    std::vector<Posting> m_postings;
};

/// One of several, without the documents that are not wanted. `wanted` by segment and document.
std::shared_ptr<const SearchSegment> merged(const std::vector<std::pair<std::shared_ptr<const SearchSegment>, std::vector<bool>>> &parts);

} // namespace hsf::library
