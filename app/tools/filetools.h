// SPDX-License-Identifier: MIT
//
// read_file, write_file and patch. What is written is exactly what the person was shown, in one atomic step, or
// nothing.
#pragma once
#include "tools/desk.h"

namespace hsf::tools {

ToolResult readFile(Desk &desk, Call &call);
ToolResult writeFile(Desk &desk, Call &call);
ToolResult patchFile(Desk &desk, Call &call);

/// mayRead, but what the program itself offers to read asks nobody: skills, outputs that were put aside.
Permission readPermission(const Desk &desk, const QString &path);
/// Skills and memory have a door of their own; a file tool that would write there gets this sentence. Empty: another
/// place.
QString libraryRefusal(const Desk &desk, const QString &path);

} // namespace hsf::tools
