// SPDX-License-Identifier: MIT
//
// Lists of revisions and of what differs between two.
#include "library/history_p.h"
#include "library/words_p.h"

#include <QSet>

namespace hsf::library {

namespace {

Result<git::Walk> walkFrom(git_repository *repository, const git_oid &from)
{
    git_revwalk *made = nullptr;
    if (git_revwalk_new(&made, repository) != 0)
        return git::lastError();
    git::Walk walk(made);
    return git_revwalk_push(made, &from) == 0 ? Result<git::Walk>(std::move(walk)) : git::lastError();
}

Result<std::optional<git::Leaf>> leafAt(git_repository *repository, const git_oid &commit, const QByteArray &path)
{
    const Result<git::Tree> tree = git::treeOfCommit(repository, commit);
    return tree ? Result<std::optional<git::Leaf>>(git::entryAt(tree->get(), path)) : std::unexpected(tree.error());
}

Result<bool> touches(git_repository *repository, const git_commit *commit, const QByteArray &path)
{
    const auto after = leafAt(repository, *git_commit_id(commit), path);
    if (!after)
        return std::unexpected(after.error());
    if (git_commit_parentcount(commit) == 0)
        return after->has_value();
    return leafAt(repository, *git_commit_parent_id(commit, 0), path).transform([&](const auto &before) {
        return before != *after;
    });
}

/// The tree or file at a path of a tree; nothing where there is none.
struct TreePlace {
    git::Tree tree;
    std::optional<git::Leaf> file;
};

Result<TreePlace> placeAt(git_repository *repository, git::Tree root, const QByteArray &path)
{
    if (path.isEmpty())
        return TreePlace{std::move(root), {}};
    const std::optional<git::Leaf> leaf = git::entryAt(root.get(), path);
    if (!leaf || leaf->mode != GIT_FILEMODE_TREE)
        return TreePlace{nullptr, leaf};
    Result<git::Tree> tree = git::treeOf(repository, leaf->id);
    return tree ? Result<TreePlace>(TreePlace{std::move(*tree), {}}) : std::unexpected(tree.error());
}

FileDelta deltaOf(const QByteArray &path, const std::optional<git::Leaf> &before, const std::optional<git::Leaf> &after)
{
    const auto name = [](const std::optional<git::Leaf> &leaf) { return leaf ? git::hex(leaf->id) : QString(); };
    const auto has
        = [](const std::optional<git::Leaf> &leaf, git_filemode_t mode) { return leaf && leaf->mode == mode; };
    return {QString::fromUtf8(path), name(before), name(after),
            has(after ? after : before, GIT_FILEMODE_BLOB_EXECUTABLE),
            has(before, GIT_FILEMODE_LINK) || has(after, GIT_FILEMODE_LINK)};
}

} // namespace

Result<QList<Revision>> History::Private::mergedIn(const git_commit *merge, const QByteArray &path) const
{
    QList<Revision> revisions;
    git_revwalk *made = nullptr;
    if (git_revwalk_new(&made, git()) != 0)
        return git::lastError();
    const git::Walk walk(made);
    bool ready = git_revwalk_hide(made, git_commit_parent_id(merge, 0)) == 0;
    for (unsigned i = 1; i < git_commit_parentcount(merge); ++i)
        ready = ready && git_revwalk_push(made, git_commit_parent_id(merge, i)) == 0;
    if (!ready)
        return git::lastError();
    for (git_oid id{}; git_revwalk_next(&id, made) == 0;) {
        const Result<git::Commit> commit = git::commitOf(git(), id);
        if (!commit)
            return std::unexpected(commit.error());
        const Result<bool> touched = touches(git(), commit->get(), path);
        if (!touched)
            return std::unexpected(touched.error());
        if (!*touched)
            continue;
        Result<Revision> revision = revisionOf(git(), commit->get(), index.get());
        if (!revision)
            return std::unexpected(revision.error());
        revisions << *std::move(revision);
    }
    return revisions;
}

Result<QList<Revision>> History::log(const QString &path, int limit) const
{
    const auto head = git::target(d->git(), git::mainBranch);
    if (!head)
        return std::unexpected(head.error());
    QList<Revision> revisions;
    if (!*head)
        return revisions;
    const auto add = [&](const git_oid &id) -> Result<> {
        auto revision = d->revision(id);
        if (!revision)
            return std::unexpected(revision.error());
        revisions << *std::move(revision);
        return {};
    };
    if (path.isEmpty()) {
        const Result<git::Walk> walk = walkFrom(d->git(), **head);
        if (!walk)
            return std::unexpected(walk.error());
        for (git_oid id{}; revisions.size() < limit && git_revwalk_next(&id, walk->get()) == 0;) {
            if (const Result<> added = add(id); !added)
                return std::unexpected(added.error());
        }
        return revisions;
    }
    PastWalk walk(d->git(), d->index.get(), **head, path.toUtf8());
    while (revisions.size() < limit) {
        const auto step = walk.next();
        if (!step)
            return std::unexpected(step.error());
        if (!*step)
            break;
        if (const Result<> added = add((*step)->commit); !added)
            return std::unexpected(added.error());
        if (!(*step)->merged)
            continue;
        const Result<git::Commit> merge = git::commitOf(d->git(), (*step)->commit);
        const auto side = merge ? d->mergedIn(merge->get(), path.toUtf8()) : std::unexpected(merge.error());
        if (!side)
            return std::unexpected(side.error());
        revisions += side->mid(0, limit - revisions.size());
    }
    return revisions;
}

Result<QString> History::Private::knownCommitAt(qint64 seconds, qint64 upTo) const
{
    for (;;) {
        const auto found = index->newestBy(seconds, upTo);
        if (!found)
            return std::unexpected(found.error());
        if (!*found || (*found)->isKnown)
            return *found ? (*found)->commit : QString();
        const auto time = timeOf(git(), (*found)->commit);
        if (!time)
            return std::unexpected(time.error());
        if (*time <= seconds)
            return (*found)->commit;
        upTo = (*found)->number - 1;
    }
}

Result<QList<FileDelta>> History::compare(const QString &from, const QString &to, const QString &folder) const
{
    TreePlace sides[2];
    for (const auto &[commit, side] : {std::pair(from, &sides[0]), std::pair(to, &sides[1])}) {
        if (commit.isEmpty())
            continue;
        Result<git::Tree> root = d->tree(commit);
        if (!root)
            return std::unexpected(root.error());
        Result<TreePlace> place = placeAt(d->git(), std::move(*root), folder.toUtf8());
        if (!place)
            return std::unexpected(place.error());
        *side = std::move(*place);
    }
    const auto &[before, after] = sides;
    QList<FileDelta> deltas;
    if (before.file != after.file)
        deltas << deltaOf(folder.toUtf8(), before.file, after.file);
    if (!before.tree && !after.tree)
        return deltas;
    const auto changed = git::changedPaths(d->git(), before.tree.get(), after.tree.get());
    if (!changed)
        return std::unexpected(changed.error());
    const QByteArray prefix = folder.isEmpty() ? QByteArray() : folder.toUtf8() + '/';
    for (const git::PathChange &change : *changed)
        deltas << deltaOf(prefix + change.path, change.before, change.after);
    return deltas;
}

// Of a moment in the past the newest revision made by then, though a clock that went back may have made older ones
// later.
Result<QString> History::commitAt(const QDateTime &moment) const
{
    auto at = git::target(d->git(), git::mainBranch);
    if (!at)
        return std::unexpected(at.error());
    while (*at) {
        const auto number = d->index ? d->index->numberOf(git::hex(**at)) : std::optional<qint64>();
        if (!number)
            return std::unexpected(number.error());
        if (*number)
            return d->knownCommitAt(moment.toSecsSinceEpoch(), **number);
        const Result<git::Commit> commit = git::commitOf(d->git(), **at);
        if (!commit)
            return std::unexpected(commit.error());
        if (git_commit_time(commit->get()) <= moment.toSecsSinceEpoch())
            return git::hex(**at);
        *at = git_commit_parentcount(commit->get()) > 0 ? std::optional(*git_commit_parent_id(commit->get(), 0))
                                                        : std::nullopt;
    }
    return QString();
}

} // namespace hsf::library
