// SPDX-License-Identifier: MIT
//
// A writer's trees as the bytes Git keeps of them, with the last ones at hand: the next change finds what the last one
// wrote. A tree of ten thousand skills is neither unpacked nor taken apart for one line of it.
#pragma once
#include "library/git_p.h"

#include <QHash>

namespace hsf::library::git {

class TreeStore
{
public:
    explicit TreeStore(git_repository *repository)
        : m_repository(repository)
    { }

    /// nullopt: nothing is there. No tree: everywhere.
    Result<std::optional<Leaf>> leafAt(const std::optional<git_oid> &tree, const QByteArray &path);
    /// As editedTree(): folders that end up empty vanish. nullopt: nothing is left. New trees are stored, or added to `later`.
    Result<std::optional<git_oid>> edited(const std::optional<git_oid> &base, const TreeEdits &edits,
                                          NewObjects *later = nullptr);

private:
    Result<QByteArray> bytesOf(const git_oid &tree);
    Result<std::optional<Leaf>> editedBelow(const std::optional<Leaf> &base, const TreeEdits &edits, NewObjects *later);
    void keep(const git_oid &tree, const QByteArray &bytes);

    git_repository *m_repository;
    QHash<QByteArray, QByteArray> m_kept; ///< by raw id
    qsizetype m_keptBytes = 0;
};

} // namespace hsf::library::git
