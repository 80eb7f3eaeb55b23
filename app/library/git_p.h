// SPDX-License-Identifier: MIT
//
// libgit2 with owners and with errors as values. Only this room and diff see it.
#pragma once
#include "base/error.h"

#include <git2.h>
#include <memory>
#include <optional>
#include <QByteArray>
#include <QList>
#include <QMap>

namespace hsf::library::git {

template <auto Free> struct Freed {
    template <class T> void operator()(T *object) const { Free(object); }
};
using Repository = std::unique_ptr<git_repository, Freed<git_repository_free>>;
using Commit = std::unique_ptr<git_commit, Freed<git_commit_free>>;
using Tree = std::unique_ptr<git_tree, Freed<git_tree_free>>;
using TreeEntry = std::unique_ptr<git_tree_entry, Freed<git_tree_entry_free>>;
using Blob = std::unique_ptr<git_blob, Freed<git_blob_free>>;
using Reference = std::unique_ptr<git_reference, Freed<git_reference_free>>;
using Signature = std::unique_ptr<git_signature, Freed<git_signature_free>>;
using Walk = std::unique_ptr<git_revwalk, Freed<git_revwalk_free>>;

inline constexpr const char *mainBranch = "refs/heads/main";
inline constexpr const char *checkedOutRef = "refs/hsf/checked-out";

/// Loads libgit2 once: no configuration of the person or the system, trees in the cache. It syncs nothing by itself:
/// who writes says what has to be durable when. It does not compare what it reads with its name: bytesOf() does.
void ensureLoaded();
/// The sentence for a history that is not whole, with what was seen of it.
std::unexpected<Error> damaged(const QString &said);
/// What libgit2 said last, as an error of the history.
std::unexpected<Error> lastError();
/// The same without what follows from it, for a sentence that says that itself.
QString lastReason();

/// The twenty bytes of an object's name.
inline QByteArray rawName(const git_oid &id)
{
    return QByteArray(reinterpret_cast<const char *>(id.id), GIT_OID_SHA1_SIZE);
}

struct Leaf {
    git_oid id{};
    git_filemode_t mode = GIT_FILEMODE_BLOB;
    bool operator==(const Leaf &other) const { return mode == other.mode && git_oid_equal(&id, &other.id); }
};
/// Tree path → what is to be there (a blob, link or whole tree), nullopt: nothing.
using TreeEdits = QMap<QByteArray, std::optional<Leaf>>;

/// From then on a loose object that is not whole is an error; see gitloose.cpp.
Result<> readLooseSafely(git_repository *repository);
bool isWholeLooseObject(const QString &file, const git_oid &id);
/// The objects of a commit that is being made: each has its name at once, all are stored together, by any thread.
class NewObjects
{
public:
    explicit NewObjects(git_repository *repository)
        : m_folder(QByteArray(git_repository_path(repository)) + "objects/")
    { }
    Result<git_oid> add(git_object_t type, const QByteArray &bytes);
    Result<> store() const;

private:
    struct Object {
        git_oid id{};
        git_object_t type = GIT_OBJECT_INVALID;
        QByteArray bytes;
    };
    Result<> store(const Object &object) const;

    QByteArray m_folder;
    QList<Object> m_objects;
};

/// Keeps an object, loose and not synced; one that is there already stays as it is. `later`: who stores it with others.
Result<git_oid> stored(git_repository *repository, git_object_t type, const QByteArray &bytes,
                       NewObjects *later = nullptr);

Result<Tree> treeOf(git_repository *repository, const git_oid &tree);
Result<Tree> treeOfCommit(git_repository *repository, const git_oid &commit);
Result<Commit> commitOf(git_repository *repository, const git_oid &id);
/// nullopt: the ref does not exist.
Result<std::optional<git_oid>> target(git_repository *repository, const char *reference);
std::optional<Leaf> entryAt(const git_tree *tree, const QByteArray &path);
/// What a blob's bytes are compared with once they are read. A checksum of what is stored is looked at anyway; its name
/// as well where the bytes go to a person or back to the disk.
enum class Compared { Checksum, Name };
Result<QByteArray> bytesOf(git_repository *repository, const git_oid &blob, Compared with = Compared::Name);

/// `base` (may be null) with the edits; folders that end up empty vanish. nullopt: nothing is left.
Result<std::optional<git_oid>> editedTree(git_repository *repository, const git_tree *base, const TreeEdits &edits);

struct PathChange {
    QByteArray path;
    std::optional<Leaf> before, after;
};
/// Files that differ between two trees (null: empty), in tree order.
Result<QList<PathChange>> changedPaths(git_repository *repository, const git_tree *before, const git_tree *after);
/// All files below a tree.
Result<QMap<QByteArray, Leaf>> filesOf(git_repository *repository, const git_tree *tree, const QByteArray &prefix);

/// Compare-and-swap: moves `reference` from `from` (nullopt: it must not exist) to `to` (nullopt: remove it).
Result<> moveReference(git_repository *repository, const char *reference, const std::optional<git_oid> &from,
                       const std::optional<git_oid> &to);

/// The same whatever it holds, even nothing that can be read.
Result<> forceReference(git_repository *repository, const char *reference, const git_oid &to);

/// Loose objects and refs that survive a power cut from here on. Objects that are packed do already.
Result<> syncObjects(git_repository *repository, const QList<git_oid> &ids);
Result<> syncReference(git_repository *repository, const char *reference);

QString hex(const git_oid &id);
std::optional<git_oid> idFrom(const QString &hex);

} // namespace hsf::library::git
