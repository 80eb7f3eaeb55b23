// SPDX-License-Identifier: MIT
//
// Thousands of small objects become few packs, which are smaller by far and quicker to read. Git does it where it is
// installed, libgit2 elsewhere. Writers go on meanwhile: an object is removed only when a synced pack has it, so that
// being killed leaves it twice at worst.
#pragma once
#include "base/error.h"

#include <functional>
#include <QString>

namespace hsf::library {

enum class PackWith { Git, Libgit2, Whichever };

/// Loose objects, as an estimate (one folder of 256 is counted).
int looseObjects(const QString &repository);
/// True: it was packed; false: another process is at it, or it was stopped.
Result<bool> packHistory(const QString &repository, const std::function<bool()> &stopped = {},
                         PackWith with = PackWith::Whichever);

} // namespace hsf::library
