// SPDX-License-Identifier: MIT
#include "library/history_p.h"
#include "library/words_p.h"

namespace hsf::library {

Result<git_oid> History::Private::idOf(const QString &commit) const
{
    const auto id = git::idFrom(commit);
    if (!id)
        return fail(Error::Kind::NotFound, Words::tr("the history has no revision %1").arg(commit));
    return *id;
}

Result<git::Tree> History::Private::tree(const QString &commit) const
{
    const auto id = idOf(commit);
    return id ? git::treeOfCommit(git(), *id) : std::unexpected(id.error());
}

Result<Revision> History::Private::revision(const git_oid &id) const
{
    const Result<git::Commit> commit = git::commitOf(git(), id);
    return commit ? revisionOf(git(), commit->get(), index.get()) : std::unexpected(commit.error());
}

History::History(std::unique_ptr<Private> priv)
    : d(std::move(priv))
{ }
History::~History() = default;

Result<std::unique_ptr<History>> History::open(const QString &repository)
{
    Result<git::Repository> opened = openedForReading(repository);
    if (!opened)
        return std::unexpected(opened.error());
    auto priv = std::make_unique<Private>();
    priv->repository = std::move(*opened);
    return std::unique_ptr<History>(new History(std::move(priv)));
}

void History::useIndex(const std::shared_ptr<storage::Database> &database)
{
    d->index = std::make_unique<RevisionIndex>(database);
}

QString History::head() const
{
    const auto id = git::target(d->git(), git::mainBranch);
    return id && *id ? git::hex(**id) : QString();
}

Result<QString> History::named(const QString &beginning) const
{
    const QString attempt = Words::tr("the history has no revision %1").arg(beginning);
    git_oid start{};
    if (beginning.size() < 4 || beginning.size() > GIT_OID_SHA1_HEXSIZE
        || git_oid_fromstrn(&start, beginning.toLatin1().constData(), size_t(beginning.size())) != 0)
        return fail(Error::Kind::NotFound, attempt);
    git_commit *found = nullptr;
    const int code = git_commit_lookup_prefix(&found, d->git(), &start, size_t(beginning.size()));
    if (code == GIT_EAMBIGUOUS)
        return fail(Error::Kind::Malformed,
                    Words::tr("several revisions begin with %1; give more of it").arg(beginning));
    if (code != 0)
        return fail(Error::Kind::NotFound, attempt);
    const git::Commit owner(found);
    return git::hex(*git_commit_id(found));
}

Result<Revision> History::revision(const QString &commit) const
{
    const auto id = d->idOf(commit);
    return id ? d->revision(*id) : std::unexpected(id.error());
}

Result<std::optional<QByteArray>> History::fileAt(const QString &commit, const QString &path) const
{
    const Result<git::Tree> tree = d->tree(commit);
    if (!tree)
        return std::unexpected(tree.error());
    const std::optional<git::Leaf> leaf = git::entryAt(tree->get(), path.toUtf8());
    if (!leaf || leaf->mode == GIT_FILEMODE_TREE)
        return std::optional<QByteArray>();
    Result<QByteArray> bytes = git::bytesOf(d->git(), leaf->id);
    if (!bytes)
        return std::unexpected(bytes.error());
    return std::optional(std::move(*bytes));
}

Result<QMap<QString, QString>> History::filesAt(const QString &commit, const QString &folder) const
{
    Result<git::Tree> tree = d->tree(commit);
    if (!tree)
        return std::unexpected(tree.error());
    QByteArray prefix;
    if (!folder.isEmpty()) {
        const std::optional<git::Leaf> leaf = git::entryAt(tree->get(), folder.toUtf8());
        if (!leaf || leaf->mode != GIT_FILEMODE_TREE)
            return QMap<QString, QString>();
        tree = git::treeOf(d->git(), leaf->id);
        if (!tree)
            return std::unexpected(tree.error());
        prefix = folder.toUtf8() + '/';
    }
    const auto files = git::filesOf(d->git(), tree->get(), prefix);
    if (!files)
        return std::unexpected(files.error());
    QMap<QString, QString> names;
    for (auto it = files->begin(); it != files->end(); ++it)
        names.insert(QString::fromUtf8(it.key()), git::hex(it->id));
    return names;
}

Result<QByteArray> History::blob(const QString &name) const
{
    const auto id = git::idFrom(name);
    if (!id)
        return fail(Error::Kind::NotFound, Words::tr("\"%1\" is not the name of a stored file").arg(name));
    return git::bytesOf(d->git(), *id);
}

} // namespace hsf::library
