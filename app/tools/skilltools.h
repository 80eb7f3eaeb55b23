// SPDX-License-Identifier: MIT
//
// skills_list and skill_view: what the agent may know of its library, and the journal's record that it did.
#pragma once
#include "tools/desk.h"

namespace hsf::tools {

ToolResult skillsList(Desk &desk, Call &call);
ToolResult skillView(Desk &desk, Call &call);

} // namespace hsf::tools
