// SPDX-License-Identifier: MIT
//
// Trees as values: a tree with some paths changed, and what differs between two. Unchanged folders are neither read nor
// written, so that one change in ten thousand skills costs what one change costs.
#include "library/git_p.h"

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

/// The edits at one folder: those of a name itself and those below it.
struct Level {
    QMap<QByteArray, std::optional<Leaf>> here;
    QMap<QByteArray, TreeEdits> below;
};

Level levelOf(const TreeEdits &edits)
{
    Level level;
    for (auto it = edits.begin(); it != edits.end(); ++it) {
        const qsizetype slash = it.key().indexOf('/');
        if (slash < 0)
            level.here.insert(it.key(), it.value());
        else
            level.below[it.key().first(slash)].insert(it.key().sliced(slash + 1), it.value());
    }
    return level;
}

Result<std::optional<Leaf>> editedBelow(git_repository *repository, const git_tree_entry *base, const TreeEdits &edits)
{
    Tree tree;
    if (base && git_tree_entry_filemode(base) == GIT_FILEMODE_TREE) {
        Result<Tree> found = treeOf(repository, *git_tree_entry_id(base));
        if (!found)
            return std::unexpected(found.error());
        tree = std::move(*found);
    }
    const Result<std::optional<git_oid>> edited = editedTree(repository, tree.get(), edits);
    if (!edited)
        return std::unexpected(edited.error());
    if (*edited)
        return Leaf{**edited, GIT_FILEMODE_TREE};
    if (base && !tree) // removals below a plain file: it stays
        return leafOf(base);
    return std::optional<Leaf>();
}

Result<> put(git_treebuilder *builder, const QByteArray &name, const std::optional<Leaf> &leaf)
{
    if (leaf) {
        if (git_treebuilder_insert(nullptr, builder, name.constData(), &leaf->id, leaf->mode) != 0)
            return lastError();
    } else if (git_treebuilder_get(builder, name.constData())
               && git_treebuilder_remove(builder, name.constData()) != 0) {
        return lastError();
    }
    return {};
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
        const auto names = [](const git_tree *tree) {
            QMap<QByteArray, const git_tree_entry *> found;
            for (size_t i = 0; tree && i < git_tree_entrycount(tree); ++i) {
                const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
                found.insert(nameOf(entry), entry);
            }
            return found;
        };
        const auto old = names(before);
        auto now = names(after);
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
    git_treebuilder *made = nullptr;
    if (git_treebuilder_new(&made, repository, base) != 0)
        return lastError();
    const TreeBuilder builder(made);
    Level level = levelOf(edits);
    for (auto it = level.below.begin(); it != level.below.end(); ++it) {
        const bool replaced = level.here.contains(it.key());
        const git_tree_entry *entry = base && !replaced ? git_tree_entry_byname(base, it.key().constData()) : nullptr;
        const Result<std::optional<Leaf>> leaf = editedBelow(repository, entry, it.value());
        if (!leaf)
            return std::unexpected(leaf.error());
        if (*leaf || !replaced) // a removed file may become a folder, a removed folder a file
            level.here.insert(it.key(), *leaf);
    }
    for (auto it = level.here.begin(); it != level.here.end(); ++it) {
        if (const Result<> done = put(made, it.key(), it.value()); !done)
            return std::unexpected(done.error());
    }
    if (git_treebuilder_entrycount(made) == 0)
        return std::optional<git_oid>();
    git_oid id{};
    if (git_treebuilder_write(&id, made) != 0)
        return lastError();
    return id;
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
