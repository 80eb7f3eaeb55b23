// SPDX-License-Identifier: MIT
//
// The skills below a folder one after the other, for what looks at each once and keeps nothing: it costs the names of the
// folders on the way down, however many there are.
#pragma once
#include <functional>
#include <QString>

namespace hsf::library {

struct SkillVisitor {
    std::function<bool(const QString &folder)> skill; ///< absolute; false ends the walk
    std::function<void(const QString &sentence)> problem = {}; ///< a folder that could not be read
};

/// The folder itself when it is a skill, else those below it, in the order of their paths. Follows no link to a folder and
/// passes by what is not ours (.git, node_modules …). False when `skill` ended it.
bool walkSkills(const QString &folder, const SkillVisitor &visitor);

} // namespace hsf::library
