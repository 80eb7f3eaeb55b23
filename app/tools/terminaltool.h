// SPDX-License-Identifier: MIT
//
// terminal: asks, runs one command in the workspace, tells the model how it ended.
#pragma once
#include "tools/desk.h"

namespace hsf::tools {

ToolResult terminal(Desk &desk, Call &call);

} // namespace hsf::tools
