// SPDX-License-Identifier: MIT
#include "library/searchsegment_p.h"

#include "library/searchwords.h"
#include "library/stamp_p.h"

#include <algorithm>
#include <numeric>

namespace hsf::library {

namespace {

constexpr size_t longestWord = 48; // of bytes; longer ones are encoded data

bool isAsciiWord(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

template <class T> void appendVector(QByteArray &bytes, const std::vector<T> &values)
{
    const quint64 size = values.size();
    bytes.append(reinterpret_cast<const char *>(&size), sizeof size);
    bytes.append(reinterpret_cast<const char *>(values.data()), qsizetype(size * sizeof(T)));
}

template <class T> bool takeVector(QByteArrayView &bytes, std::vector<T> &values)
{
    quint64 size = 0;
    if (bytes.size() < qsizetype(sizeof size))
        return false;
    std::memcpy(&size, bytes.data(), sizeof size);
    bytes = bytes.sliced(sizeof size);
    if (size > quint64(bytes.size()) / sizeof(T))
        return false;
    values.resize(size_t(size));
    std::memcpy(static_cast<void *>(values.data()), bytes.data(), size_t(size) * sizeof(T));
    bytes = bytes.sliced(qsizetype(size * sizeof(T)));
    return true;
}

bool takeBytes(QByteArrayView &bytes, QByteArray &value)
{
    std::vector<char> chars;
    if (!takeVector(bytes, chars))
        return false;
    value = QByteArray(chars.data(), qsizetype(chars.size()));
    return true;
}

void appendBytes(QByteArray &bytes, const QByteArray &value)
{
    const quint64 size = quint64(value.size());
    bytes.append(reinterpret_cast<const char *>(&size), sizeof size);
    bytes.append(value);
}

bool ascends(const std::vector<quint32> &ends, qsizetype last)
{
    return std::ranges::is_sorted(ends) && (ends.empty() ? last == 0 : qsizetype(ends.back()) == last);
}

} // namespace

QByteArrayView SearchSegment::word(qsizetype at) const
{
    const qsizetype begin = at > 0 ? wordEnds[size_t(at - 1)] : 0;
    return QByteArrayView(words).sliced(begin, wordEnds[size_t(at)] - begin);
}

std::pair<qsizetype, qsizetype> SearchSegment::range(QByteArrayView text, bool whole) const
{
    const auto all = std::views::iota(qsizetype(0), wordCount());
    const auto lessBytes = [](QByteArrayView a, QByteArrayView b) { return a.compare(b) < 0; };
    const auto wordAt = [this](qsizetype at) { return word(at); };
    const qsizetype first = std::ranges::lower_bound(all, text, lessBytes, wordAt) - all.begin();
    qsizetype last = first;
    if (whole)
        return {first, first < wordCount() && word(first) == text ? first + 1 : first};
    const auto beyond = [text](QByteArrayView word, QByteArrayView) { return word.first(std::min(word.size(), text.size())).compare(text) <= 0; };
    last = std::ranges::lower_bound(all, text, beyond, wordAt) - all.begin();
    return {first, std::max(first, last)};
}

qsizetype SearchSegment::memory() const
{
    return qsizetype(documents.capacity() * sizeof(Document) + (wordEnds.capacity() + postingEnds.capacity()) * sizeof(quint32))
        + words.capacity() + postings.capacity();
}

void SearchSegment::append(QByteArray &bytes) const
{
    appendVector(bytes, documents);
    appendBytes(bytes, words);
    appendVector(bytes, wordEnds);
    appendBytes(bytes, postings);
    appendVector(bytes, postingEnds);
}

std::shared_ptr<const SearchSegment> SearchSegment::taken(QByteArrayView &bytes)
{
    auto segment = std::make_shared<SearchSegment>();
    const bool whole = takeVector(bytes, segment->documents) && takeBytes(bytes, segment->words) && takeVector(bytes, segment->wordEnds)
        && takeBytes(bytes, segment->postings) && takeVector(bytes, segment->postingEnds)
        && segment->wordEnds.size() == segment->postingEnds.size() && ascends(segment->wordEnds, segment->words.size())
        && ascends(segment->postingEnds, segment->postings.size());
    return whole ? segment : nullptr;
}

SegmentMaker::SegmentMaker()
{
    m_table.resize(1 << 14);
}

void SegmentMaker::begin(quint64 key, quint64 stamp)
{
    m_documents.push_back({key, stamp, 0});
    m_now.clear();
}

void SegmentMaker::add(QByteArrayView text, float weight)
{
    char word[longestWord + 2];
    const char *at = text.begin(), *const end = text.end();
    while (at < end) {
        while (at < end && uchar(*at) < 0x80 && !isAsciiWord(*at))
            ++at;
        const char *const begin = at;
        size_t size = 0;
        for (; at < end && isAsciiWord(*at); ++at) {
            if (size <= longestWord)
                word[size++] = *at >= 'A' && *at <= 'Z' ? char(*at | 0x20) : *at;
        }
        if (at < end && uchar(*at) >= 0x80) { // a word with other letters, or beside a dash or a quote
            while (at < end && (uchar(*at) >= 0x80 || isAsciiWord(*at)))
                ++at;
            addOther({begin, at}, weight);
        } else if (size > 1 && size <= longestWord) {
            count(stemOf(QByteArrayView(word, qsizetype(size))), weight);
        }
    }
}

void SegmentMaker::addOther(QByteArrayView text, float weight)
{
    forEachFoldedWord(folded(QString::fromUtf8(text)), [&](QStringView word, qsizetype) {
        const QByteArray bytes = word.toUtf8();
        if (bytes.size() <= qsizetype(longestWord))
            count(bytes, weight);
    });
}

void SegmentMaker::count(QByteArrayView text, float weight)
{
    const quint32 id = idOf(text);
    Word &word = m_words[id];
    if (word.empty)
        return;
    m_documents.back().length += weight;
    if (word.document != m_documents.size()) {
        word.document = quint32(m_documents.size());
        word.weight = 0;
        ++word.count;
        m_now.push_back(id);
    }
    word.weight += weight;
}

void SegmentMaker::end()
{
    const auto document = quint32(m_documents.size() - 1);
    for (const quint32 id : m_now) {
        const float units = m_words[id].weight / weightUnit + 0.5F;
        m_postings.push_back({id, document, quint8(std::clamp(units, 1.0F, 255.0F))});
    }
}

quint32 SegmentMaker::idOf(QByteArrayView text)
{
    const size_t mask = m_table.size() - 1;
    for (size_t at = hashOf(text) & mask;; at = (at + 1) & mask) {
        if (m_table[at] == 0) {
            if (m_words.size() * 2 > m_table.size()) {
                grow();
                return idOf(text);
            }
            m_table[at] = quint32(m_words.size() + 1);
            const bool empty = text.size() < 6 && saysNothing(QString::fromUtf8(text));
            m_words.push_back({quint32(m_text.size()), quint32(text.size()), 0, 0, 0, empty});
            m_text.append(text.data(), size_t(text.size()));
            return quint32(m_words.size() - 1);
        }
        const Word &word = m_words[m_table[at] - 1];
        if (word.size == size_t(text.size()) && std::memcmp(m_text.data() + word.begin, text.data(), word.size) == 0)
            return m_table[at] - 1;
    }
}

void SegmentMaker::grow()
{
    m_table.assign(m_table.size() * 2, 0);
    const size_t mask = m_table.size() - 1;
    for (size_t id = 0; id < m_words.size(); ++id) {
        size_t at = hashOf({m_text.data() + m_words[id].begin, qsizetype(m_words[id].size)}) & mask;
        while (m_table[at] != 0)
            at = (at + 1) & mask;
        m_table[at] = quint32(id + 1);
    }
}

std::shared_ptr<const SearchSegment> SegmentMaker::made()
{
    const auto textOf = [this](const Word &word) { return QByteArrayView(m_text.data() + word.begin, qsizetype(word.size)); };
    std::vector<quint32> order;
    for (quint32 id = 0; id < m_words.size(); ++id) {
        if (m_words[id].count > 0)
            order.push_back(id);
    }
    std::ranges::sort(order, [&](quint32 a, quint32 b) { return textOf(m_words[a]).compare(textOf(m_words[b])) < 0; });
    // By word, keeping the documents' order within each.
    std::vector<quint32> next(m_words.size());
    quint32 total = 0;
    for (const quint32 id : order) {
        next[id] = total;
        total += m_words[id].count;
    }
    std::vector<std::pair<quint32, quint8>> sorted(total);
    for (const Posting &posting : m_postings)
        sorted[next[posting.word]++] = {posting.document, posting.weight};

    auto segment = std::make_shared<SearchSegment>();
    segment->documents = std::move(m_documents);
    size_t at = 0;
    for (const quint32 id : order) {
        segment->words.append(textOf(m_words[id]));
        segment->wordEnds.push_back(quint32(segment->words.size()));
        for (quint32 last = 0; at < next[id]; ++at) {
            appendVarint(segment->postings, sorted[at].first - last);
            last = sorted[at].first;
            segment->postings.append(char(sorted[at].second));
        }
        segment->postingEnds.push_back(quint32(segment->postings.size()));
    }
    segment->words.squeeze();
    segment->postings.squeeze();
    return segment;
}

std::shared_ptr<const SearchSegment> merged(const std::vector<std::pair<std::shared_ptr<const SearchSegment>, std::vector<bool>>> &parts)
{
    auto segment = std::make_shared<SearchSegment>();
    std::vector<std::vector<quint32>> numbers; // by part and document
    for (const auto &[part, wanted] : parts) {
        std::vector<quint32> number(part->documents.size());
        for (size_t i = 0; i < number.size(); ++i) {
            number[i] = quint32(segment->documents.size());
            if (wanted[i])
                segment->documents.push_back(part->documents[i]);
        }
        numbers.push_back(std::move(number));
    }
    std::vector<qsizetype> at(parts.size(), 0);
    for (;;) {
        QByteArrayView least;
        for (size_t i = 0; i < parts.size(); ++i) {
            if (at[i] < parts[i].first->wordCount() && (least.isNull() || parts[i].first->word(at[i]).compare(least) < 0))
                least = parts[i].first->word(at[i]);
        }
        if (least.isNull())
            break;
        const qsizetype before = segment->postings.size();
        quint32 last = 0;
        for (size_t i = 0; i < parts.size(); ++i) {
            const SearchSegment &part = *parts[i].first;
            if (at[i] >= part.wordCount() || part.word(at[i]) != least)
                continue;
            part.forEachPosting(at[i]++, [&](quint32 document, float weight) {
                if (!parts[i].second[document])
                    return;
                appendVarint(segment->postings, numbers[i][document] - last);
                last = numbers[i][document];
                segment->postings.append(char(quint8(weight / weightUnit)));
            });
        }
        if (segment->postings.size() == before)
            continue; // only in documents that are gone
        segment->words.append(least);
        segment->wordEnds.push_back(quint32(segment->words.size()));
        segment->postingEnds.push_back(quint32(segment->postings.size()));
    }
    segment->words.squeeze();
    segment->postings.squeeze();
    return segment;
}

} // namespace hsf::library
