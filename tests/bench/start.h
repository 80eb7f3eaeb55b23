// SPDX-License-Identifier: MIT
//
// The two programs that are started and timed: ours on a home, and a bare window. Each says "painted" when it was.
#pragma once
#include <QString>

namespace hsf::bench {

int paintWindow(int &argc, char **argv, const QString &home);
int paintBareWindow(int &argc, char **argv);

} // namespace hsf::bench
