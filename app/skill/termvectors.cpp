// SPDX-License-Identifier: MIT
#include "skill/termvectors_p.h"

#include <algorithm>
#include <cmath>

namespace hsf::skill {

namespace {
/// Rounding must not lose a pair that lies exactly on the limit.
constexpr double slack = 1e-6;

Terms summed(std::vector<quint32> ids)
{
    std::ranges::sort(ids);
    Terms terms;
    for (const quint32 id : ids) {
        if (terms.empty() || terms.back().id != id)
            terms.push_back({id, 0});
        terms.back().count += 1;
    }
    return terms;
}
} // namespace

Vocabulary::Vocabulary()
    : m_table(1024)
{ }

std::optional<quint32> Vocabulary::find(quint32 hash) const
{
    const size_t mask = m_table.size() - 1;
    for (size_t at = hash & mask; m_table[at]; at = (at + 1) & mask) {
        if (m_hashes[m_table[at] - 1] == hash)
            return m_table[at] - 1;
    }
    return std::nullopt;
}

quint32 Vocabulary::idOf(quint32 hash)
{
    const size_t mask = m_table.size() - 1;
    size_t at = hash & mask;
    for (; m_table[at]; at = (at + 1) & mask) {
        if (m_hashes[m_table[at] - 1] == hash)
            return m_table[at] - 1;
    }
    const auto id = quint32(m_hashes.size());
    m_hashes.push_back(hash);
    m_documents.push_back(0);
    m_table[at] = id + 1;
    if (m_hashes.size() * 2 > m_table.size())
        grow();
    return id;
}

void Vocabulary::grow()
{
    std::vector<quint32> wider(m_table.size() * 2);
    const size_t mask = wider.size() - 1;
    for (quint32 id = 0; id < m_hashes.size(); ++id) {
        size_t at = m_hashes[id] & mask;
        while (wider[at])
            at = (at + 1) & mask;
        wider[at] = id + 1;
    }
    m_table = std::move(wider);
}

Terms Vocabulary::learned(const Hashes &words)
{
    Terms terms;
    for (const quint32 word : words) {
        const quint32 id = idOf(word);
        if (id >= m_places.size())
            m_places.resize(m_hashes.size() + m_hashes.size() / 2);
        quint32 &place = m_places[id]; // in `terms`; only good when that is the same word
        if (place < terms.size() && terms[place].id == id) {
            terms[place].count += 1;
            continue;
        }
        place = quint32(terms.size());
        terms.push_back({id, 1});
        ++m_documents[id];
    }
    ++m_texts;
    return terms;
}

Terms Vocabulary::counted(const Hashes &words) const
{
    std::vector<quint32> ids;
    Hashes unknown;
    for (const quint32 word : words) {
        if (const auto id = find(word))
            ids.push_back(*id);
        else
            unknown.push_back(word);
    }
    Hashes distinct = unknown;
    sortUnique(distinct);
    for (const quint32 word : unknown)
        ids.push_back(quint32(m_hashes.size() + size_t(std::ranges::lower_bound(distinct, word) - distinct.begin())));
    return summed(std::move(ids));
}

double Vocabulary::rarity(quint32 id) const
{
    const quint32 documents = id < m_documents.size() ? m_documents[id] : 1;
    return std::log1p(double(std::max(m_texts, 1u)) / documents);
}

std::vector<double> Vocabulary::rarities() const
{
    std::vector<double> all;
    all.reserve(m_documents.size());
    for (quint32 id = 0; id < m_documents.size(); ++id)
        all.push_back(rarity(id));
    return all;
}

Terms Vocabulary::weighted(const Terms &terms, const std::vector<double> &rarities) const
{
    Terms weights = terms;
    if (!std::ranges::is_sorted(weights, {}, &Term::id))
        std::ranges::sort(weights, {}, &Term::id);
    double square = 0;
    for (Term &term : weights) {
        const double rare = term.id < rarities.size() ? rarities[term.id] : rarity(term.id);
        term.count = float((term.count == 1 ? 1 : 1 + std::log(term.count)) * rare);
        square += double(term.count) * term.count;
    }
    const double length = std::sqrt(square);
    for (Term &term : weights)
        term.count = float(term.count / length);
    return weights;
}

double cosine(const Terms &a, const Terms &b)
{
    double sum = 0;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        if (i->id == j->id)
            sum += double((i++)->count) * (j++)->count;
        else if (i->id < j->id)
            ++i;
        else
            ++j;
    }
    return std::min(sum, 1.0);
}

void similarPairs(const std::vector<Terms> &vectors, size_t words, double limit,
                  const std::function<void(size_t, size_t, double)> &tell, const std::function<bool()> &stopped)
{
    struct Posting {
        quint32 vector;
        float weight;
    };
    std::vector<quint32> documents(words);
    std::vector<float> heaviest(words);
    for (const Terms &terms : vectors) {
        for (const Term &term : terms) {
            ++documents[term.id];
            heaviest[term.id] = std::max(heaviest[term.id], term.count);
        }
    }
    std::vector<std::vector<Posting>> postings(words);
    std::vector<Terms> common(vectors.size()); // the words of a vector that are not in the index
    std::vector<double> met(vectors.size()), left(vectors.size());
    std::vector<float> own(words); // the vector that is being looked at, by word
    std::vector<quint32> candidates;
    for (size_t j = 0; j < vectors.size() && !(stopped && stopped()); ++j) {
        for (const Term &term : vectors[j]) {
            own[term.id] = term.count;
            for (const Posting &posting : postings[term.id]) {
                if (met[posting.vector] == 0)
                    candidates.push_back(posting.vector);
                met[posting.vector] += double(posting.weight) * term.count;
            }
        }
        for (const quint32 i : candidates) {
            double sum = met[i];
            met[i] = 0;
            if (sum + left[i] < limit - slack)
                continue;
            for (const Term &term : common[i])
                sum += double(term.count) * own[term.id];
            if (sum < limit - slack)
                continue;
            if (const double found = cosine(vectors[i], vectors[j]); found >= limit)
                tell(i, j, found);
        }
        candidates.clear();
        for (const Term &term : vectors[j])
            own[term.id] = 0;

        Terms terms = vectors[j]; // commonest first
        std::ranges::stable_sort(terms,
                                 [&](const Term &a, const Term &b) { return documents[a.id] > documents[b.id]; });
        size_t count = 0;
        for (double bound = 0; count < terms.size(); ++count) {
            bound += double(terms[count].count) * heaviest[terms[count].id];
            if (bound >= limit - slack)
                break;
            left[j] = bound;
        }
        for (size_t i = count; i < terms.size(); ++i)
            postings[terms[i].id].push_back({quint32(j), terms[i].count});
        terms.resize(count);
        common[j] = std::move(terms);
    }
}

} // namespace hsf::skill
