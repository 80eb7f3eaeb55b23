// SPDX-License-Identifier: MIT
//
// The mechanical repairs of a whole skill, as one change of a working copy.
#pragma once
#include "changes/workingcopy.h"

namespace hsf::changes {

/// What was done, a sentence each. Refused when there is nothing to repair.
Result<QStringList> fixedSkill(WorkingCopy &copy, const QString &id);

} // namespace hsf::changes
