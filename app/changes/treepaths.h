// SPDX-License-Identifier: MIT
//
// Where a skill's files lie in the history's tree: "skills/<id>/…", archived "skills/.archive/<id>/…".
#pragma once
#include <QSet>
#include <QString>

#include <optional>

namespace hsf::changes {

inline constexpr QLatin1StringView skillDocument{"SKILL.md"};

QString skillFolder(const QString &id); ///< "skills/pdf-tables"
QString archiveFolder(const QString &id); ///< "skills/.archive/pdf-tables"
QString skillFile(const QString &id, const QString &file); ///< `file` empty: SKILL.md
bool isArchived(const QString &treePath);

/// The id whose SKILL.md this path is, archived or not; nullopt for every other file.
std::optional<QString> documentOf(const QString &treePath);

/// The id a path belongs to: the longest of `known` that it lies below, else the likeliest by its shape. Empty for
/// memory.
QString skillOf(const QString &treePath, const QSet<QString> &known = {});

/// The path below the skill's folder: "references/a.md".
QString fileWithin(const QString &treePath, const QString &skill);

} // namespace hsf::changes
