// SPDX-License-Identifier: MIT
//
// Good practice for one skill: the part of lint that advises and never forbids.
#pragma once
#include "skill/lint.h"

namespace hsf::skill {

Findings advice(const SkillFiles &skill, const Document &document);

/// Files that a text of the skill points to and that are not there, or lie deeper than one level.
Findings referenceFindings(const SkillFiles &skill);

} // namespace hsf::skill
