// SPDX-License-Identifier: MIT
//
// Which skills fit some words, as far as names, tags and descriptions say: BM25 in one pass over them, for a snapshot that has
// no index yet. k1 = 1.2, b = 0.75; the idf is the one that never gets negative (ln(1 + (N - n + ½) / (n + ½))).
#pragma once
#include "library/searchindex.h"
#include "library/searchwords.h"

namespace hsf::library {

SearchIndex::Scores plainScores(const LibrarySnapshot &library, const QueryWords &query);

} // namespace hsf::library
