// SPDX-License-Identifier: MIT
//
// Folders in which other programs keep skills, and what would come of it if one of them became the library.
#pragma once
#include "library/snapshot.h"

namespace hsf::library {

struct SkillFolder {
    QString folder; ///< absolute
    QString program; ///< "Claude Code", "Codex" …; of a project "Claude Code, in NAME"
    int skills = 0;
    bool operator==(const SkillFolder &) const = default;
};

/// The folders that exist, of a person's home and of a project (may be empty), with the number of their skills. Blocks.
QList<SkillFolder> knownSkillFolders(const QString &home, const QString &project);

/// A short name of a source for a row: the program whose folder it is, else the folder's last part.
QString sourceName(const QString &folder);

/// What is to be said before a folder becomes the library. Nothing is written by asking.
struct PlacePreview {
    QString folder;
    bool exists = false, writable = false;
    QString program; ///< whose folder it is; empty: nobody's known
    int skills = 0, archived = 0;
    int files = 0; ///< that history would keep
    QStringList problems; ///< skills that cannot be read
    QStringList leftBehind; ///< ids of the library of today that are not there
    QString refusal; ///< why it cannot be one; empty: it can
    bool operator==(const PlacePreview &) const = default;
};
/// `reserved`: folders of the program's own (history, journal …) that no library may lie in or hold.
PlacePreview previewPlace(const QString &folder, const LibrarySnapshot &today, const QStringList &reserved);

} // namespace hsf::library
