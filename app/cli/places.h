// SPDX-License-Identifier: MIT
//
// What a person names on the command line: folders of skills that lie anywhere, or skills of the library.
#pragma once
#include "cli/console.h"
#include "cli/home.h"
#include "skill/lint.h"

#include <functional>

namespace hsf::cli {

/// A skill's folder, its SKILL.md, or a folder of skills; absolute, each once. Malformed or NotFound: the sentence names it.
Result<QStringList> skillPlaces(const QStringList &paths);
/// Whether it can only be a path: it is there, or is written like one.
bool isPath(const QString &word);

/// Calls `visit` with the folder of each skill below the places, one after the other. What cannot be read is told on the
/// console; false when there was such a thing.
bool eachSkill(Console &console, const QStringList &places, const std::function<void(const QString &folder)> &visit);

/// The files of a skill; SKILL.md also when its bytes are not text, so that this is found.
Result<skill::SkillFiles> filesOf(const QString &folder);

/// A skill of the library, or a file of it: "pdf-tables", "pdf-tables/references/forms.md".
struct SkillPlace {
    QString id;
    QString file; ///< empty: the whole skill
    QString treePath() const;
};
Result<SkillPlace> skillPlace(service::Stores &stores, const QString &word);

} // namespace hsf::cli
