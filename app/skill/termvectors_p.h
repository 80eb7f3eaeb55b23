// SPDX-License-Identifier: MIT
//
// Texts as bags of words with weights: rare words count, common ones hardly (TF-IDF). Cosines between them, and all
// pairs of a collection above a limit without looking at each pair.
#pragma once
#include "skill/shingles_p.h"

#include <functional>
#include <optional>

namespace hsf::skill {

struct Term {
    quint32 id = 0; ///< in its vocabulary
    float count = 0; ///< how often; weighted ones hold the weight
};
using Terms = std::vector<Term>; ///< weighted ones are sorted by id

class Vocabulary
{
public:
    Vocabulary();
    /// Counts the words of one more text; in the order in which they first come.
    Terms learned(const Hashes &words);
    /// The same of a text that is not part of the collection; words that nobody else has get ids of their own.
    Terms counted(const Hashes &words) const;
    size_t size() const { return m_documents.size(); }

    /// Weights of length 1, by what is known so far; sorted by id.
    Terms weighted(const Terms &terms) const { return weighted(terms, {}); }
    /// How much each word tells, by id: for whoever weighs thousands of texts, so that it is reckoned once a word.
    std::vector<double> rarities() const;
    Terms weighted(const Terms &terms, const std::vector<double> &rarities) const;

private:
    double rarity(quint32 id) const;
    std::optional<quint32> find(quint32 hash) const;
    quint32 idOf(quint32 hash);
    void grow();

    std::vector<quint32> m_table; ///< open addressing: id + 1
    Hashes m_hashes; ///< by id
    std::vector<quint32> m_documents; ///< by id: texts that hold the word
    std::vector<quint32> m_places;      ///< by id: where a text that is being learned has the word
    quint32 m_texts = 0;
};

/// Of weighted terms.
double cosine(const Terms &a, const Terms &b);

/// Tells each pair (i < j) of weighted vectors with a cosine of `limit` or more. `words`: one more than the largest id.
/// (All-Pairs: a vector's commonest words, which alone could not reach the limit, are left out of the index.)
/// Stopped between two vectors: what is told so far is not all.
void similarPairs(const std::vector<Terms> &vectors, size_t words, double limit,
                  const std::function<void(size_t, size_t, double)> &tell, const std::function<bool()> &stopped = {});

} // namespace hsf::skill
