// SPDX-License-Identifier: MIT
#include "library/leftalone_p.h"
#include "library/words_p.h"
#include "library/writer_p.h"

#include <QFile>
#include <QSet>

#include <fcntl.h>
#include <unistd.h>

namespace hsf::library {

namespace {
constexpr qint64 largeFile = qint64(32) << 20;

std::optional<git::Leaf> childOf(const git_tree *tree, const QByteArray &name)
{
    const git_tree_entry *entry = tree ? git_tree_entry_byname(tree, name.constData()) : nullptr;
    return entry ? std::optional(git::Leaf{*git_tree_entry_id(entry), git_tree_entry_filemode(entry)}) : std::nullopt;
}

bool sameEntries(const git_tree *tree, const QMap<QByteArray, git::Leaf> &found)
{
    if (!tree || git_tree_entrycount(tree) != size_t(found.size()))
        return false;
    for (auto it = found.begin(); it != found.end(); ++it) {
        if (childOf(tree, it.key()) != it.value())
            return false;
    }
    return true;
}

bool hasAncestor(const QSet<QString> &paths, const QString &path)
{
    for (qsizetype slash = path.lastIndexOf(u'/'); slash > 0; slash = path.lastIndexOf(u'/', slash - 1)) {
        if (paths.contains(path.first(slash)))
            return true;
    }
    return false;
}

int depthOf(const QByteArray &path)
{
    return int(path.count('/'));
}
} // namespace

OutsideReader::OutsideReader(git_repository *repository, const Place &place, const git_tree *head)
    : m_repository(repository)
    , m_place(place)
    , m_head(head)
{ }

Result<git::TreeEdits> OutsideReader::read(const QStringList &treePaths)
{
    QStringList paths
        = treePaths.isEmpty() ? QStringList{QStringLiteral("skills"), QStringLiteral("memories")} : treePaths;
    std::ranges::sort(paths);
    git::TreeEdits edits;
    const QSet<QString> known(paths.begin(), paths.end());
    for (const QString &path : std::as_const(paths)) {
        const bool covered = hasAncestor(known, path);
        if (covered)
            continue;
        if (const Result<> done = readPath(path, edits); !done)
            return std::unexpected(done.error());
    }
    return edits;
}

Result<> OutsideReader::readPath(const QString &treePath, git::TreeEdits &edits)
{
    if (treePath == u"skills" || treePath == u"memories") {
        const Disk disk(treePath == u"skills" ? m_place.skills : m_place.memories);
        const Descriptor root = disk.folder({});
        if (!root.isOpen())
            return {}; // not there at all: more likely not mounted than deleted
        const auto leaf = folderLeaf(root, 0, git::entryAt(m_head, treePath.toUtf8()));
        if (!leaf)
            return std::unexpected(leaf.error());
        edits.insert(treePath.toUtf8(), *leaf);
        return {};
    }
    const Result<Spot> spot = spotOf(m_place, treePath);
    return spot && spot->disk.exists() ? readBelow(*spot, treePath, edits) : Result<>();
}

Result<> OutsideReader::readBelow(const Spot &spot, const QString &treePath, git::TreeEdits &edits)
{
    const auto [parent, name] = splitPath(spot.path);
    const Descriptor folder = spot.disk.folder(parent);
    if (!folder.isOpen() && errno != ENOENT) // a part of the path became a file or a link: that is the change
        return parent.isEmpty() ? Result<>() : readPath(treePath.section(u'/', 0, -2), edits);
    std::optional<git::Leaf> leaf;
    DirectoryEntry entry{name};
    if (folder.isOpen() && ::fstatat(folder.get(), name.constData(), &entry.info, AT_SYMLINK_NOFOLLOW) == 0) {
        const auto found = leafOf(folder, entry, depthOf(spot.path), git::entryAt(m_head, treePath.toUtf8()));
        if (!found)
            return std::unexpected(found.error());
        leaf = *found;
    }
    edits.insert(treePath.toUtf8(), leaf);
    return {};
}

Result<std::optional<git::Leaf>> OutsideReader::leafOf(const Descriptor &folder, const DirectoryEntry &entry, int depth,
                                                       const std::optional<git::Leaf> &base)
{
    if (S_ISREG(entry.info.st_mode))
        return fileLeaf(folder, entry, base);
    if (S_ISDIR(entry.info.st_mode)) {
        const Descriptor child(
            ::openat(folder.get(), entry.name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        return child.isOpen() ? folderLeaf(child, depth + 1, base) : Result<std::optional<git::Leaf>>(base);
    }
    if (S_ISLNK(entry.info.st_mode)) {
        QByteArray target(entry.info.st_size + 1, Qt::Uninitialized);
        const ssize_t length = ::readlinkat(folder.get(), entry.name.constData(), target.data(), target.size());
        target.truncate(std::max<ssize_t>(length, 0));
        const Result<git_oid> id = stored(target, base);
        return id ? Result<std::optional<git::Leaf>>(git::Leaf{*id, GIT_FILEMODE_LINK}) : std::unexpected(id.error());
    }
    return std::optional<git::Leaf>(); // devices, pipes and sockets are not kept
}

Result<std::optional<git::Leaf>> OutsideReader::folderLeaf(const Descriptor &folder, int depth,
                                                           const std::optional<git::Leaf> &base)
{
    git::Tree tree;
    if (base && base->mode == GIT_FILEMODE_TREE) {
        Result<git::Tree> found = git::treeOf(m_repository, base->id);
        if (!found)
            return std::unexpected(found.error());
        tree = std::move(*found);
    }
    const auto entries = entriesOf(folder.get());
    if (!entries)
        return base; // may not be read: what we know stays
    QMap<QByteArray, git::Leaf> found;
    for (const DirectoryEntry &entry : *entries) {
        if (leftAlone(entry.name, depth))
            continue;
        const auto leaf = leafOf(folder, entry, depth, childOf(tree.get(), entry.name));
        if (!leaf)
            return std::unexpected(leaf.error());
        if (*leaf)
            found.insert(entry.name, **leaf);
    }
    if (sameEntries(tree.get(), found))
        return base;
    git::TreeEdits edits;
    for (auto it = found.begin(); it != found.end(); ++it)
        edits.insert(it.key(), it.value());
    const auto id = git::editedTree(m_repository, nullptr, edits);
    if (!id)
        return std::unexpected(id.error());
    if (!*id)
        return std::optional<git::Leaf>();
    return git::Leaf{**id, GIT_FILEMODE_TREE};
}

Result<std::optional<git::Leaf>> OutsideReader::fileLeaf(const Descriptor &folder, const DirectoryEntry &entry,
                                                         const std::optional<git::Leaf> &base)
{
    const git_filemode_t mode = entry.info.st_mode & S_IXUSR ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB;
    const Descriptor file(
        ::openat(folder.get(), entry.name.constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!file.isOpen())
        return errno == ENOENT ? std::optional<git::Leaf>() : base;
    if (entry.info.st_size > largeFile) { // streamed; the descriptor's own path, so that nobody can exchange the file
        const QByteArray path = "/proc/self/fd/" + QByteArray::number(file.get());
        git_oid id{};
        if (git_odb_hashfile(&id, path.constData(), GIT_OBJECT_BLOB) == 0 && base && git_oid_equal(&id, &base->id))
            return git::Leaf{id, mode};
        if (git_blob_create_from_disk(&id, m_repository, path.constData()) != 0)
            return git::lastError();
        return git::Leaf{id, mode};
    }
    const auto bytes = readAll(file.get(), entry.info.st_size, std::numeric_limits<int>::max());
    if (!bytes)
        return base;
    const Result<git_oid> id = stored(*bytes, base);
    return id ? Result<std::optional<git::Leaf>>(git::Leaf{*id, mode}) : std::unexpected(id.error());
}

Result<git_oid> OutsideReader::stored(const QByteArray &bytes, const std::optional<git::Leaf> &base)
{
    const git_oid id = idOf(bytes);
    if (base && git_oid_equal(&id, &base->id))
        return id;
    return git::stored(m_repository, GIT_OBJECT_BLOB, bytes);
}

} // namespace hsf::library
