// SPDX-License-Identifier: MIT
//
// Where a set meets a library that moved on: accepting a held one, taking an applied one back. Pure over a LibraryView.
#pragma once
#include "changes/view.h"

namespace hsf::changes {

using FileBytes = std::optional<QByteArray>; ///< nullopt: no file

/// What `base` → `target` makes of a file that is `now` by now; an error when both changed the same lines. Memory is
/// merged entry by entry. `path` only says what kind of file it is.
Result<FileBytes> mergedFile(const QString &path, const FileBytes &base, const FileBytes &now, const FileBytes &target);

/// The set's files and facts on top of the library as it is now; those that are so already are left out.
struct Meeting {
    QList<FileChange> files;
    QList<FactChange> facts;
    bool moved = false; ///< some base was not what the set was drafted on
};
Result<Meeting> meet(const ChangeSet &set, const LibraryView &library);

/// Has anything of what the set was drafted on moved? Facts and files.
Result<bool> hasMoved(const ChangeSet &set, const LibraryView &library);

/// A file that somebody else changed since the set was drafted; only those.
struct ThreeSides {
    QString path;
    FileBytes base, now, proposed;
    FileBytes merged; ///< with conflict marks where `conflicts`
    int conflicts = 0; ///< at least 1 when one side is gone
    bool operator==(const ThreeSides &) const = default;
};
Result<QList<ThreeSides>> threeSides(const ChangeSet &set, const LibraryView &library);

/// The way back, against the library as it is now. `set`: with all its bytes.
Result<Meeting> wayBack(const ChangeSet &set, const LibraryView &library);

/// A set with only some hunks of some files (indices of diff::diffLines, base → result); an error when nothing is left
/// or the rest makes no sense alone. `rest` counts the hunks left out.
struct Choice {
    ChangeSet set;
    int chosen = 0;
    int rest = 0;
    int edited = 0; ///< files that hold what a person made of them
};
Result<Choice> chosen(const ChangeSet &set, const QMap<QString, QList<int>> &hunks);

/// A set with what a person made of its files: bytes by tree path (null: the file goes, as the set wants it), files that are
/// not named stay as they are. `chosen` and `rest` count the hunks of the proposal that are in it and that are not.
Result<Choice> edited(const ChangeSet &set, const QMap<QString, QByteArray> &results);

/// From what was accepted to what was proposed: what a person turned down.
QList<FileChange> turnedDown(const QList<FileChange> &proposed, const QList<FileChange> &accepted);

} // namespace hsf::changes
