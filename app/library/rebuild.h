// SPDX-License-Identifier: MIT
//
// A damaged history is put aside, never removed, and a new one begun from the folders on disk.
#pragma once
#include "library/writer.h"

namespace hsf::library {

/// Where the old repository is now; the new one's first revision is what lies on disk. A Writer or History that is open
/// on the old one must be gone.
Result<QString> rebuildHistory(const Place &place, const QDateTime &now);

} // namespace hsf::library
