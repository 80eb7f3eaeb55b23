// SPDX-License-Identifier: MIT
//
// Which skills fit some words? Over name, tags, description, headings and body, as far as the snapshot's index has read them.
// For skills_list, and for the catalogue of the prompt.
#pragma once
#include "library/snapshot.h"

namespace hsf::tools {

/// One score a skill, in the snapshot's order; 0: no word in common.
QList<float> skillScores(const library::LibrarySnapshot &library, const QString &query);

/// Ids of the skills that fit, the best first; all, sorted, when the query is empty. Archived ones are left out.
QStringList rankedSkills(const library::LibrarySnapshot &library, const QString &query);

} // namespace hsf::tools
