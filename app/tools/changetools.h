// SPDX-License-Identifier: MIT
//
// skill_manage and memory: the agent's wishes go through the one door, and it reads what became of them.
#pragma once
#include "tools/desk.h"

namespace hsf::tools {

ToolResult skillManage(Desk &desk, Call &call, const QJsonObject &json);
ToolResult memory(Desk &desk, Call &call, const QJsonObject &json);

} // namespace hsf::tools
