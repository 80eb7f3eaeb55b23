// SPDX-License-Identifier: MIT
#include "library/searchindex.h"

#include "library/disk_p.h"
#include "library/searchsegment_p.h"
#include "library/searchwords.h"
#include "library/stamp_p.h"
#include "skill/headings.h"
#include "skill/summary.h"

#include <QFile>
#include <QHash>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

#include <fcntl.h>

namespace hsf::library {

namespace {

constexpr float nameWeight = 3, placeWeight = 1, tagWeight = 2, descriptionWeight = 1.5F, headingWeight = 1, bodyWeight = 0.25F;
constexpr qint64 bodyLimit = 1 << 20; // of one file: beyond it, nobody wrote the words
constexpr size_t mostParts = 6;
constexpr QByteArrayView indexMagic("HSFWORD1");

quint64 keyOf(const SkillEntry &entry)
{
    return hashOf(entry.folder.toUtf8());
}

/// SKILL.md, when it is a plain file; a link is not worth the care.
QByteArray documentOf(const SkillEntry &entry)
{
    const Descriptor file(
        ::open(QFile::encodeName(entry.folder + QStringLiteral("/SKILL.md")).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    return file.isOpen() ? readAll(file.get(), entry.bytes, 4 << 20).value_or(QByteArray()).first(std::min(entry.bytes, bodyLimit)) : QByteArray();
}

void addSkill(SegmentMaker &maker, const SkillEntry &entry, quint64 key)
{
    maker.begin(key, entry.stamp);
    maker.add(entry.name.toUtf8(), nameWeight);
    maker.add(entry.id.toString().toUtf8(), placeWeight);
    maker.add(entry.tags.join(u' ').toUtf8(), tagWeight);
    maker.add(entry.description.toUtf8(), descriptionWeight);
    if (entry.bytes > 0) {
        const QByteArray bytes = documentOf(entry);
        const QByteArrayView body = QByteArrayView(bytes).sliced(std::min(skill::bodyOffsetOf(bytes), bytes.size()));
        maker.add(body, bodyWeight);
        skill::forEachHeading(body, [&](QByteArrayView heading, int) { maker.add(heading, headingWeight - bodyWeight); });
    }
    maker.end();
}

} // namespace

class IndexBuilder
{
public:
    IndexBuilder(const LibrarySnapshot &snapshot, const SearchIndexPtr &previous)
        : m_snapshot(snapshot)
    {
        m_index->m_size = snapshot.skills.size();
        m_index->m_generation = snapshot.generation;
        m_keys.reserve(size_t(snapshot.skills.size()));
        for (const SkillEntry &entry : snapshot.skills)
            m_keys.push_back(keyOf(entry));
        takeOver(previous ? *previous : SearchIndex());
    }

    void addNew(int most, const std::function<bool()> &stopped)
    {
        const auto todo = std::min<size_t>(m_new.size(), size_t(std::max(most, 0)));
        const size_t threads = todo < 64 ? 1 : size_t(std::clamp(QThread::idealThreadCount(), 1, 8));
        std::vector<SegmentMaker> makers(threads);
        std::vector<std::vector<qint32>> places(threads);
        std::atomic<size_t> next = 0;
        const auto work = [&](size_t mine) {
            while (!(stopped && stopped())) {
                const size_t begin = next.fetch_add(32);
                for (size_t i = begin; i < std::min(begin + 32, todo); ++i) {
                    addSkill(makers[mine], m_snapshot.skills.at(m_new[i]), m_keys[size_t(m_new[i])]);
                    places[mine].push_back(m_new[i]);
                }
                if (begin + 32 >= todo)
                    break;
            }
        };
        {
            std::vector<std::jthread> others;
            for (size_t i = 1; i < threads; ++i)
                others.emplace_back(work, i);
            work(0);
        }
        size_t added = 0;
        for (size_t i = 0; i < threads; ++i) {
            added += places[i].size();
            if (!places[i].empty())
                m_index->m_parts.push_back({makers[i].made(), std::move(places[i])});
        }
        m_index->m_missing = int(m_new.size() - added);
        tidy();
    }

    SearchIndexPtr index() const { return m_index; }

private:
    void takeOver(const SearchIndex &previous)
    {
        QHash<quint64, qint32> placeOf;
        placeOf.reserve(m_snapshot.skills.size());
        for (size_t i = 0; i < m_keys.size(); ++i)
            placeOf.insert(m_keys[i], qint32(i));
        std::vector<bool> known(m_keys.size());
        for (const SearchIndex::Part &part : previous.m_parts) {
            std::vector<qint32> places(part.segment->documents.size(), -1);
            bool any = false;
            for (size_t i = 0; i < places.size(); ++i) {
                const auto &document = part.segment->documents[i];
                const qint32 place = placeOf.value(document.key, -1);
                if (place < 0 || known[size_t(place)] || m_snapshot.skills.at(place).stamp != document.stamp)
                    continue;
                places[i] = place;
                known[size_t(place)] = any = true;
            }
            if (any)
                m_index->m_parts.push_back({part.segment, std::move(places)});
        }
        m_new.clear();
        for (size_t i = 0; i < known.size(); ++i) {
            if (!known[i])
                m_new.push_back(qint32(i));
        }
        m_index->m_missing = int(m_new.size());
    }

    /// Many small parts, or many documents that are gone, become one part.
    void tidy()
    {
        size_t all = 0, gone = 0;
        for (const auto &part : m_index->m_parts) {
            all += part.places.size();
            gone += size_t(std::ranges::count(part.places, -1));
        }
        if (m_index->m_parts.size() <= mostParts && gone * 3 <= all)
            return;
        std::vector<std::pair<std::shared_ptr<const SearchSegment>, std::vector<bool>>> parts;
        std::vector<qint32> places;
        for (const auto &part : m_index->m_parts) {
            std::vector<bool> wanted(part.places.size());
            for (size_t i = 0; i < wanted.size(); ++i) {
                if ((wanted[i] = part.places[i] >= 0))
                    places.push_back(part.places[i]);
            }
            parts.emplace_back(part.segment, std::move(wanted));
        }
        m_index->m_parts = {{merged(parts), std::move(places)}};
    }

    const LibrarySnapshot &m_snapshot;
    std::vector<quint64> m_keys;
    std::vector<qint32> m_new; ///< places of what has to be read
    std::shared_ptr<SearchIndex> m_index = std::make_shared<SearchIndex>();
};

SearchIndexPtr indexSkills(const LibrarySnapshot &snapshot, const SearchIndexPtr &previous, int mostNew, const std::function<bool()> &stopped)
{
    if (previous && previous->isFor(snapshot) && previous->missing() == 0)
        return previous;
    IndexBuilder builder(snapshot, previous);
    builder.addNew(mostNew, stopped);
    return builder.index();
}

SearchIndex::Scores SearchIndex::scores(const QStringList &whole, const QString &prefix, const std::function<bool()> &stopped) const
{
    constexpr float k1 = 1.2F, b = 0.75F;
    Scores result{QList<float>(m_size, 0), QList<quint64>(m_size, 0), int(whole.size()) + (prefix.isEmpty() ? 0 : 1)};
    double total = 0;
    qsizetype count = 0;
    for (const Part &part : m_parts) {
        for (size_t i = 0; i < part.places.size(); ++i) {
            if (part.places[i] >= 0) {
                total += part.segment->documents[i].length;
                ++count;
            }
        }
    }
    const float average = float(std::max(1.0, total / double(std::max<qsizetype>(count, 1))));
    std::vector<float> weights(size_t(m_size), 0), lengths(size_t(m_size), 0);
    std::vector<qint32> touched;
    for (int word = 0; word < result.count && !(stopped && stopped()); ++word) {
        const bool isWhole = word < whole.size();
        const QByteArray text = (isWhole ? whole.at(word) : prefix).toUtf8();
        const QByteArrayView stem = stemOf(QByteArrayView(text));
        for (const Part &part : m_parts) {
            const auto weigh = [&](quint32 document, float weight) {
                const qint32 place = part.places[document];
                if (place < 0)
                    return;
                if (weights[size_t(place)] == 0) {
                    touched.push_back(place);
                    lengths[size_t(place)] = part.segment->documents[document].length;
                }
                weights[size_t(place)] += weight;
            };
            const auto [first, last] = part.segment->range(text, isWhole);
            for (qsizetype at = first; at < last; ++at)
                part.segment->forEachPosting(at, weigh);
            if (isWhole || stem.size() == text.size())
                continue;
            // Words stand there without a plural's "s": who has typed it means them.
            const auto [single, end] = part.segment->range(stem, true);
            if (single < end)
                part.segment->forEachPosting(single, weigh);
        }
        const float idf = std::log(1 + (float(count) - float(touched.size()) + 0.5F) / (float(touched.size()) + 0.5F));
        for (const qint32 place : touched) {
            float &weight = weights[size_t(place)];
            result.score[place] += idf * weight * (k1 + 1) / (weight + k1 * (1 - b + b * lengths[size_t(place)] / average));
            result.words[place] |= quint64(1) << std::min(word, 63);
            weight = 0;
        }
        touched.clear();
    }
    return result;
}

qsizetype SearchIndex::memory() const
{
    qsizetype bytes = sizeof(SearchIndex);
    for (const Part &part : m_parts)
        bytes += part.segment->memory() + qsizetype(part.places.capacity() * sizeof(qint32));
    return bytes;
}

QByteArray SearchIndex::saved() const
{
    QByteArray bytes;
    for (const Part &part : m_parts)
        part.segment->append(bytes);
    const quint64 head[2] = {hashOf(bytes), m_parts.size()};
    return indexMagic.toByteArray() + QByteArray(reinterpret_cast<const char *>(head), sizeof head) + bytes;
}

SearchIndexPtr SearchIndex::restored(const QByteArray &bytes)
{
    quint64 head[2] = {};
    if (!bytes.startsWith(indexMagic) || bytes.size() < indexMagic.size() + qsizetype(sizeof head))
        return nullptr;
    std::memcpy(head, bytes.constData() + indexMagic.size(), sizeof head);
    QByteArrayView rest = QByteArrayView(bytes).sliced(indexMagic.size() + qsizetype(sizeof head));
    if (hashOf(rest) != head[0] || head[1] > 64)
        return nullptr;
    auto index = std::make_shared<SearchIndex>();
    for (quint64 i = 0; i < head[1]; ++i) {
        auto segment = SearchSegment::taken(rest);
        if (!segment)
            return nullptr;
        std::vector<qint32> places(segment->documents.size(), -1);
        index->m_parts.push_back({std::move(segment), std::move(places)});
    }
    return index;
}

} // namespace hsf::library
