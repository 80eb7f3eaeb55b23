// SPDX-License-Identifier: MIT
#include "library/history.h"
#include "library/git_p.h"
#include "library/revision_p.h"
#include "library/words_p.h"

#include <QFile>
#include <QTimeZone>

namespace hsf::library {

namespace {

QMap<QString, QString> trailersOf(const git_commit *commit)
{
    git_message_trailer_array found{};
    QMap<QString, QString> trailers;
    if (git_message_trailers(&found, git_commit_message(commit)) != 0)
        return trailers;
    for (size_t i = 0; i < found.count; ++i) {
        QString &value = trailers[QString::fromUtf8(found.trailers[i].key)];
        value += (value.isEmpty() ? QString() : QStringLiteral("\n")) + QString::fromUtf8(found.trailers[i].value);
    }
    git_message_trailer_array_free(&found);
    return trailers;
}

/// A commit's tree and that of its parent; the latter null for the first commit.
struct Sides {
    git::Tree before, after;
};

Result<Sides> sidesOf(git_repository *repository, const git_commit *commit)
{
    Result<git::Tree> after = git::treeOf(repository, *git_commit_tree_id(commit));
    if (!after)
        return std::unexpected(after.error());
    if (git_commit_parentcount(commit) == 0)
        return Sides{nullptr, std::move(*after)};
    Result<git::Tree> before = git::treeOfCommit(repository, *git_commit_parent_id(commit, 0));
    if (!before)
        return std::unexpected(before.error());
    return Sides{std::move(*before), std::move(*after)};
}

} // namespace

Result<Revision> revisionOf(git_repository *repository, const git_commit *commit)
{
    Revision revision;
    revision.commit = git::hex(*git_commit_id(commit));
    if (git_commit_parentcount(commit) > 0)
        revision.parent = git::hex(*git_commit_parent_id(commit, 0));
    revision.subject = QString::fromUtf8(git_commit_message(commit)).section(u'\n', 0, 0);
    revision.trailers = trailersOf(commit);
    revision.time = QDateTime::fromSecsSinceEpoch(git_commit_time(commit), QTimeZone::UTC);
    const Result<Sides> sides = sidesOf(repository, commit);
    if (!sides)
        return std::unexpected(sides.error());
    const auto changed = git::changedPaths(repository, sides->before.get(), sides->after.get());
    if (!changed)
        return std::unexpected(changed.error());
    for (const git::PathChange &change : *changed)
        revision.paths.append(QString::fromUtf8(change.path));
    return revision;
}

struct History::Private {
    git::Repository repository;

    Result<git::Tree> tree(const QString &commit) const
    {
        const auto id = git::idFrom(commit);
        if (!id)
            return fail(Error::Kind::NotFound, Words::tr("the history has no revision %1").arg(commit));
        return git::treeOfCommit(repository.get(), *id);
    }

    Result<bool> touches(const git_commit *commit, const QByteArray &path) const
    {
        if (path.isEmpty())
            return true;
        const Result<Sides> sides = sidesOf(repository.get(), commit);
        if (!sides)
            return std::unexpected(sides.error());
        return git::entryAt(sides->before.get(), path) != git::entryAt(sides->after.get(), path);
    }
};

History::History(std::unique_ptr<Private> priv)
    : d(std::move(priv))
{ }
History::~History() = default;

Result<std::unique_ptr<History>> History::open(const QString &repository)
{
    git::ensureLoaded();
    git_repository *opened = nullptr;
    const int code = git_repository_open_bare(&opened, QFile::encodeName(repository).constData());
    if (code == GIT_ENOTFOUND)
        return fail(Error::Kind::NotFound, Words::tr("there is no history at %1 yet").arg(repository));
    if (code != 0)
        return withContext(git::lastError().error(), repository);
    auto priv = std::make_unique<Private>();
    priv->repository.reset(opened);
    return std::unique_ptr<History>(new History(std::move(priv)));
}

QString History::head() const
{
    const auto id = git::target(d->repository.get(), git::mainBranch);
    return id && *id ? git::hex(**id) : QString();
}

Result<QList<Revision>> History::log(const QString &path, int limit) const
{
    const auto head = git::target(d->repository.get(), git::mainBranch);
    if (!head)
        return std::unexpected(head.error());
    QList<Revision> revisions;
    if (!*head)
        return revisions;
    git_revwalk *made = nullptr;
    if (git_revwalk_new(&made, d->repository.get()) != 0 || git_revwalk_push(made, &**head) != 0) {
        git_revwalk_free(made);
        return git::lastError();
    }
    const git::Walk walk(made);
    const QByteArray wanted = path.toUtf8();
    for (git_oid id{}; revisions.size() < limit && git_revwalk_next(&id, made) == 0;) {
        const Result<git::Commit> commit = git::commitOf(d->repository.get(), id);
        if (!commit)
            return std::unexpected(commit.error());
        const Result<bool> touched = d->touches(commit->get(), wanted);
        if (!touched)
            return std::unexpected(touched.error());
        if (!*touched)
            continue;
        Result<Revision> revision = revisionOf(d->repository.get(), commit->get());
        if (!revision)
            return std::unexpected(revision.error());
        revisions.append(std::move(*revision));
    }
    return revisions;
}

Result<Revision> History::revision(const QString &commit) const
{
    const auto id = git::idFrom(commit);
    if (!id)
        return fail(Error::Kind::NotFound, Words::tr("the history has no revision %1").arg(commit));
    const Result<git::Commit> found = git::commitOf(d->repository.get(), *id);
    return found ? revisionOf(d->repository.get(), found->get()) : std::unexpected(found.error());
}

Result<std::optional<QByteArray>> History::fileAt(const QString &commit, const QString &path) const
{
    const Result<git::Tree> tree = d->tree(commit);
    if (!tree)
        return std::unexpected(tree.error());
    const std::optional<git::Leaf> leaf = git::entryAt(tree->get(), path.toUtf8());
    if (!leaf || leaf->mode == GIT_FILEMODE_TREE)
        return std::optional<QByteArray>();
    Result<QByteArray> bytes = git::bytesOf(d->repository.get(), leaf->id);
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
        tree = git::treeOf(d->repository.get(), leaf->id);
        if (!tree)
            return std::unexpected(tree.error());
        prefix = folder.toUtf8() + '/';
    }
    const auto files = git::filesOf(d->repository.get(), tree->get(), prefix);
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
    return git::bytesOf(d->repository.get(), *id);
}

} // namespace hsf::library
