// SPDX-License-Identifier: MIT
//
// The skills a set touches, before and after it, as files for the checks; read from the disk.
#pragma once
#include "changes/checks.h"
#include "library/writer.h"

namespace hsf::changes {

/// For a set that is not written yet. `adopted`: skills that come as they are.
Result<QList<SkillSides>> sidesOf(const ChangeSet &set, const QStringList &adopted, const library::Place &place);

/// Findings of an edit that is on disk already.
Result<skill::Findings> checkedAfterwards(const ChangeSet &set, const library::Place &place);

} // namespace hsf::changes
