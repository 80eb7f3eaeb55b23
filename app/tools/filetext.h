// SPDX-License-Identifier: MIT
//
// Part of a text file as a model reads it: whole lines up to a size, and where to go on. Reads no more of the file than
// it must.
#pragma once
#include "base/error.h"

namespace hsf::tools {

inline constexpr qsizetype shownTextLimit = 64 * 1024;

/// Lines `offset`… (from 1), at most `limit` and 64 KiB. The bare text when that is the whole file; else a first line
/// in square brackets says which lines these are. An error says what would do instead.
Result<QString> fileText(const QString &path, int offset, int limit);

} // namespace hsf::tools
