// SPDX-License-Identifier: MIT
//
// Whole skill folders that come, go to the archive and return, on a working copy.
#pragma once
#include "changes/workingcopy.h"

namespace hsf::changes {

/// May a new skill be made at "name" or "category/name"? Strict about names that do not exist yet.
Result<> checkNewSkillPlace(const WorkingCopy &copy, const QString &id);
/// The same for one that comes as it is: any name that can be a folder.
Result<> checkAdoptedPlace(const WorkingCopy &copy, const QString &id);

/// A folder that is too large to be recorded in one go stays where it is.
Result<> checkMovable(const QString &id, const QMap<QString, FileState> &files);

Result<> archived(WorkingCopy &copy, const QString &id);
Result<> restored(WorkingCopy &copy, const QString &id);
Result<> adopted(WorkingCopy &copy, const QString &fromFolder, const QString &id);

} // namespace hsf::changes
