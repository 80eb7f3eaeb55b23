// SPDX-License-Identifier: MIT
//
// The whole program from its words to its exit code.
#pragma once
#include <QStringList>

namespace hsf::cli {

/// `words`: without the program's own name.
int runProgram(const QStringList &words);

} // namespace hsf::cli
