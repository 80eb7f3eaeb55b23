// SPDX-License-Identifier: MIT
//
// Which skill is meant by "pdf-tables" or "documents/pdf-tables": the exact id, else the only one of that folder name.
// An error names what is near.
#pragma once
#include "changes/workingcopy.h"

namespace hsf::changes {

Result<QString> activeSkill(const WorkingCopy &library, const QString &named);
Result<QString> archivedSkill(const WorkingCopy &library, const QString &named);

/// The likeliest of `names` for a mistyped one, best first, at most five.
QStringList nearNames(const QString &name, const QStringList &names);

} // namespace hsf::changes
