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

/// The way back, against the library as it is now. `set`: with all its bytes.
Result<Meeting> wayBack(const ChangeSet &set, const LibraryView &library);

/// A set with only some hunks of some files (indices of diff::diffLines, base → result); an error when nothing is left
/// or the rest makes no sense alone. `rest` counts the hunks left out.
struct Choice {
    ChangeSet set;
    int chosen = 0;
    int rest = 0;
};
Result<Choice> chosen(const ChangeSet &set, const QMap<QString, QList<int>> &hunks);

} // namespace hsf::changes
