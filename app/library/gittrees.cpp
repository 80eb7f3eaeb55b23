// SPDX-License-Identifier: MIT
//
// Trees as values: a tree with some paths changed (treestore.cpp), and what differs between two. Unchanged folders are
// neither read nor written, so that one change in ten thousand skills costs what one change costs.
#include "library/treestore_p.h"

namespace hsf::library::git {

namespace {

QByteArray nameOf(const git_tree_entry *entry)
{
    return QByteArray(git_tree_entry_name(entry));
}

Leaf leafOf(const git_tree_entry *entry)
{
    return {*git_tree_entry_id(entry), git_tree_entry_filemode(entry)};
}

/// Walks two trees side by side.
class Comparison
{
public:
    explicit Comparison(git_repository *repository)
        : m_repository(repository)
    { }

    Result<> compare(const git_tree *before, const git_tree *after, const QByteArray &prefix)
    {
        QMap<QByteArray, const git_tree_entry *> old, now;
        const size_t olds = before ? git_tree_entrycount(before) : 0, news = after ? git_tree_entrycount(after) : 0;
        // Both are in order; most of two revisions is the same.
        for (size_t i = 0, j = 0; i < olds || j < news;) {
            const git_tree_entry *left = i < olds ? git_tree_entry_byindex(before, i) : nullptr;
            const git_tree_entry *right = j < news ? git_tree_entry_byindex(after, j) : nullptr;
            const int order = !left ? 1 : !right ? -1 : git_tree_entry_cmp(left, right);
            i += order <= 0;
            j += order >= 0;
            if (order == 0 && leafOf(left) == leafOf(right))
                continue;
            if (order <= 0)
                old.insert(nameOf(left), left);
            if (order >= 0)
                now.insert(nameOf(right), right);
        }
        for (auto it = old.begin(); it != old.end(); ++it) {
            if (const Result<> done = compareEntries(it.value(), now.take(it.key()), prefix + it.key()); !done)
                return done;
        }
        for (auto it = now.begin(); it != now.end(); ++it) {
            if (const Result<> done = compareEntries(nullptr, it.value(), prefix + it.key()); !done)
                return done;
        }
        return {};
    }
    QList<PathChange> takeFound() { return std::move(m_found); }

private:
    Result<> compareEntries(const git_tree_entry *before, const git_tree_entry *after, const QByteArray &path)
    {
        const std::optional<Leaf> old = before ? std::optional(leafOf(before)) : std::nullopt;
        const std::optional<Leaf> now = after ? std::optional(leafOf(after)) : std::nullopt;
        if (old == now)
            return {};
        const bool oldTree = old && old->mode == GIT_FILEMODE_TREE;
        const bool nowTree = now && now->mode == GIT_FILEMODE_TREE;
        if ((old && !oldTree) || (now && !nowTree))
            m_found.append({path, oldTree ? std::nullopt : old, nowTree ? std::nullopt : now});
        if (!oldTree && !nowTree)
            return {};
        Tree left, right;
        for (const auto &[isTree, leaf, tree] : {std::tuple(oldTree, old, &left), std::tuple(nowTree, now, &right)}) {
            if (!isTree)
                continue;
            Result<Tree> found = treeOf(m_repository, leaf->id);
            if (!found)
                return std::unexpected(found.error());
            *tree = std::move(*found);
        }
        return compare(left.get(), right.get(), path + '/');
    }

    git_repository *m_repository;
    QList<PathChange> m_found;
};

} // namespace

Result<std::optional<git_oid>> editedTree(git_repository *repository, const git_tree *base, const TreeEdits &edits)
{
    return TreeStore(repository).edited(base ? std::optional(*git_tree_id(base)) : std::nullopt, edits);
}

Result<QList<PathChange>> changedPaths(git_repository *repository, const git_tree *before, const git_tree *after)
{
    Comparison comparison(repository);
    if (const Result<> done = comparison.compare(before, after, {}); !done)
        return std::unexpected(done.error());
    return comparison.takeFound();
}

Result<QMap<QByteArray, Leaf>> filesOf(git_repository *repository, const git_tree *tree, const QByteArray &prefix)
{
    const Result<QList<PathChange>> all = changedPaths(repository, nullptr, tree);
    if (!all)
        return std::unexpected(all.error());
    QMap<QByteArray, Leaf> files;
    for (const PathChange &change : *all)
        files.insert(prefix + change.path, *change.after);
    return files;
}

} // namespace hsf::library::git
