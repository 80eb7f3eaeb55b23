// SPDX-License-Identifier: MIT
//
// search_files: lines that match a regular expression, or files by name, below a folder. Own walk, so that it is there
// on every machine and stops at once.
#pragma once
#include "tools/desk.h"

namespace hsf::tools {

ToolResult searchFiles(Desk &desk, Call &call);

} // namespace hsf::tools
