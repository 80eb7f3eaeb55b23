// SPDX-License-Identifier: MIT
//
// MEMORY.md and USER.md: entries separated by a line with "§". Pure.
#pragma once
#include "base/error.h"

#include <QByteArray>
#include <QStringList>

namespace hsf::library {

enum class MemoryFile { Memory, User };
QString memoryTreePath(MemoryFile file); ///< "memories/MEMORY.md", "memories/USER.md"
int memoryLimit(MemoryFile file); ///< characters: 2 200 and 1 375

QStringList memoryEntries(const QByteArray &file);
QByteArray memoryBytes(const QStringList &entries);

struct MemoryEdit {
    enum class Action { Add, Replace, Remove };
    Action action = Action::Add;
    MemoryFile file = MemoryFile::Memory;
    QString oldText; ///< of replace and remove: a part that only one entry has
    QString text; ///< of add and replace
    bool operator==(const MemoryEdit &) const = default;
};
/// All edits of one file or an error: too full names the size, the limit and the entries; unclear or missing old text
/// says so.
Result<QStringList> withEdits(const QStringList &entries, MemoryFile file, const QList<MemoryEdit> &edits);

} // namespace hsf::library
