// SPDX-License-Identifier: MIT
#include "library/disk_p.h"
#include "library/git_p.h"
#include "library/words_p.h"

#include <cerrno>
#include <cstring>

namespace hsf::library::git {

void ensureLoaded()
{
    static const bool loaded = [] {
        git_libgit2_init();
        // A person's core.autocrlf or signing rules must not change what we keep, nor sudo who may open it.
        for (const int level : {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL})
            git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
        // Each object has its checksum; reading it once more for its name costs more than reading it. And what a tree
        // names was written just before.
        git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
        git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 0);
        // The tree of ten thousand skills is 400 KB and looked at for every revision.
        git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, size_t(4) << 20);
        git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, ssize_t(64) << 20);
        return true;
    }();
    std::ignore = loaded;
}

std::unexpected<Error> damaged(const QString &said)
{
    return fail(
        Error::Kind::Malformed,
        Words::tr("the history is damaged (%1). The skills and memory on disk are unharmed and stay usable; a new "
                  "history can be begun from them, and the damaged one is kept")
            .arg(said));
}

namespace {
/// libgit2 ends its sentences with the system's words; a person gets the ones that the rest of the program uses.
QString inOurWords(const QString &said)
{
    for (const int error : {ENOSPC, EDQUOT, EROFS, EACCES, EPERM}) {
        if (said.endsWith(QString::fromLocal8Bit(std::strerror(error))))
            return systemMessage(error);
    }
    return said;
}
} // namespace

QString lastReason()
{
    const git_error *error = git_error_last();
    return inOurWords(QString::fromUtf8(error ? error->message : "unknown error"));
}

std::unexpected<Error> lastError()
{
    const git_error *error = git_error_last();
    const QString said = QString::fromUtf8(error ? error->message : "unknown error");
    switch (error ? error->klass : GIT_ERROR_NONE) {
    case GIT_ERROR_ODB:
    case GIT_ERROR_OBJECT:
    case GIT_ERROR_TREE:
    case GIT_ERROR_ZLIB:
    case GIT_ERROR_INDEXER:
    case GIT_ERROR_REFERENCE:
        return damaged(said);
    case GIT_ERROR_OS:
        return fail(Error::Kind::Storage, Words::tr("the history cannot be written or read: %1").arg(inOurWords(said)));
    default:
        return fail(Error::Kind::Storage, Words::tr("the history answered: %1").arg(said));
    }
}

Result<Tree> treeOf(git_repository *repository, const git_oid &id)
{
    git_tree *tree = nullptr;
    if (git_tree_lookup(&tree, repository, &id) != 0)
        return lastError();
    return Tree(tree);
}

Result<Commit> commitOf(git_repository *repository, const git_oid &id)
{
    git_commit *commit = nullptr;
    const int code = git_commit_lookup(&commit, repository, &id);
    if (code == GIT_ENOTFOUND)
        return fail(Error::Kind::NotFound, Words::tr("the history has no revision %1").arg(hex(id)));
    if (code != 0)
        return lastError();
    return Commit(commit);
}

Result<Tree> treeOfCommit(git_repository *repository, const git_oid &id)
{
    const Result<Commit> commit = commitOf(repository, id);
    return commit ? treeOf(repository, *git_commit_tree_id(commit->get())) : std::unexpected(commit.error());
}

std::optional<Leaf> entryAt(const git_tree *tree, const QByteArray &path)
{
    git_tree_entry *found = nullptr;
    if (!tree || git_tree_entry_bypath(&found, tree, path.constData()) != 0)
        return std::nullopt;
    const TreeEntry entry(found);
    return Leaf{*git_tree_entry_id(found), git_tree_entry_filemode(found)};
}

Result<QByteArray> bytesOf(git_repository *repository, const git_oid &id, Compared with)
{
    git_blob *found = nullptr;
    if (git_blob_lookup(&found, repository, &id) != 0)
        return lastError();
    const Blob blob(found);
    const void *bytes = git_blob_rawcontent(found);
    const auto size = size_t(git_blob_rawsize(found));
    git_oid name{};
    if (with == Compared::Name
        && (git_odb_hash(&name, bytes, size, GIT_OBJECT_BLOB) != 0 || !git_oid_equal(&name, &id)))
        return damaged(QStringLiteral("the object %1 holds other bytes").arg(hex(id)));
    return QByteArray(static_cast<const char *>(bytes), qsizetype(size));
}

QString hex(const git_oid &id)
{
    char text[GIT_OID_SHA1_HEXSIZE + 1];
    return QString::fromLatin1(git_oid_tostr(text, sizeof text, &id));
}

std::optional<git_oid> idFrom(const QString &text)
{
    git_oid id{};
    if (text.size() != GIT_OID_SHA1_HEXSIZE || git_oid_fromstr(&id, text.toLatin1().constData()) != 0)
        return std::nullopt;
    return id;
}

} // namespace hsf::library::git
