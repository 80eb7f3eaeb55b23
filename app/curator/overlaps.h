// SPDX-License-Identifier: MIT
//
// The skills of a library that get in each other's way, all with all. A fact for the person and for the notes: nothing
// is changed because of it.
#pragma once
#include "library/snapshot.h"
#include "skill/overlap.h"

#include <stop_token>

namespace hsf::curator {

/// Closest first, at most as many as a person will look at. Reads every skill that agents see, archived ones and other
/// programs' left out. Stopped: none.
QList<skill::OverlapPair> overlapsIn(const library::LibrarySnapshot &library, std::stop_token stop);

/// One sentence: what they share, by both measures.
QString overlapReason(const skill::OverlapPair &pair);

} // namespace hsf::curator
