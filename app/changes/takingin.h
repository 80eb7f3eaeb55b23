// SPDX-License-Identifier: MIT
//
// Files of another library's skill in a working copy. What comes over a wire is checked like anything else that a stranger wrote.
#pragma once
#include "changes/operation.h"
#include "changes/workingcopy.h"

namespace hsf::changes {

Result<> takenIn(WorkingCopy &copy, const TakeFiles &take);

} // namespace hsf::changes
