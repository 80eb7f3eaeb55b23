// SPDX-License-Identifier: MIT
//
// What texts say of a file or of another skill, kept true when that one is renamed. Works on bytes: everything that is
// not such a mention stays as it is, whatever its encoding. Pure.
#pragma once
#include "skill/lint.h"

namespace hsf::skill {

/// The files of a skill whose text changes when `from` becomes `to`: links and named paths that point to it, also in
/// code, and the moved file's own links when it comes to lie in another folder. The moved file is under its new path.
QMap<QString, QByteArray> withFileRenamed(const SkillFiles &skill, const QString &from, const QString &to);

/// The text of any skill when the skill `from` becomes `to` (ids): `related_skills`, links and paths through its
/// folder, its name in code quotes where that can only be the skill.
QByteArray withSkillRenamed(const QByteArray &text, const QString &from, const QString &to);

} // namespace hsf::skill
