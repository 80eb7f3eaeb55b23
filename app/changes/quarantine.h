// SPDX-License-Identifier: MIT
//
// What was too dangerous to write, kept apart for a person to look at: <quarantine>/<set id>/<tree path>, private and
// never executable.
#pragma once
#include "changes/changeset.h"

namespace hsf::changes {

Result<> quarantine(const ChangeSet &set, const QString &folder);

} // namespace hsf::changes
