// SPDX-License-Identifier: MIT
//
// What can be repaired without thinking, and what the file would then be. Pure: nothing is written, the result goes
// through a change set like any other edit.
#pragma once
#include "skill/lint.h"

#include <optional>

namespace hsf::skill {

struct Fix {
    QString words; ///< what will be done: "Rename the field \"name\" to \"pdf-tables\"."
    QString file; ///< below the skill's folder
    QByteArray result; ///< the whole file afterwards
    bool operator==(const Fix &) const = default;
};

/// Where there is one, it makes the finding go away and brings no new error. Looks at the rule, file and line of the
/// finding, which must be one of these very files.
std::optional<Fix> fixFor(const SkillFiles &skill, const QString &folderName, const Finding &finding);

struct Fixed {
    SkillFiles skill;
    QStringList words; ///< one a fix, in the order in which they were made
};
/// All mechanical fixes, one after another, until none is left.
Fixed fixedAll(const SkillFiles &skill, const QString &folderName);

} // namespace hsf::skill
