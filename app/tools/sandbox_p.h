// SPDX-License-Identifier: MIT
//
// Between sandbox.cpp, which says what a command sees, and terminal.cpp, which runs it.
#pragma once
#include "tools/terminal.h"

namespace hsf::tools {

/// Where the person's own programs are: "/run/host" inside a build root, else "/".
QString hostRoot();
/// bwrap's path; empty when it is not installed.
QString sandboxProgram();

} // namespace hsf::tools
