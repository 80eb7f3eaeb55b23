// SPDX-License-Identifier: MIT
//
// A skill from elsewhere as files and facts of a working copy. What may come and under which name is planned and chosen
// before (importplan.h); here it only has to be possible still.
#pragma once
#include "changes/operation.h"
#include "changes/workingcopy.h"

namespace hsf::changes {

Result<> imported(WorkingCopy &copy, const ImportSkill &import);
/// What was known of it where it comes from, on top of what a new skill begins with.
Result<> importedFacts(WorkingCopy &copy, const ImportSkill &import);

/// The files that a set brings into the archive, as a skill of their own: nobody reads them there, but a restore would
/// bring them back without a second look.
skill::SkillFiles broughtIntoArchive(const QString &skill, const QList<FileChange> &changes);

} // namespace hsf::changes
