// SPDX-License-Identifier: MIT
//
// A commit as the value the rest of the program knows.
#pragma once
#include "library/git_p.h"
#include "library/history.h"

namespace hsf::library {

Result<Revision> revisionOf(git_repository *repository, const git_commit *commit);

} // namespace hsf::library
