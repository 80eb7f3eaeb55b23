// SPDX-License-Identifier: MIT
//
// A file, a skill or the whole library as it was at a revision, on a working copy. What came since goes, so that
// undoing the change set brings it back.
#pragma once
#include "changes/operation.h"
#include "changes/workingcopy.h"

namespace hsf::changes {

/// The skills it brings back or changes.
Result<QStringList> restoredTo(WorkingCopy &copy, const RestoreTo &restore);

} // namespace hsf::changes
