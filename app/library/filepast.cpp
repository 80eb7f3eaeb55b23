// SPDX-License-Identifier: MIT
//
// A file's revisions under all the names it had: the log of one name until the revision that brought it there, then of
// the name before.
#include "library/history_p.h"
#include "library/moved_p.h"

namespace hsf::library {

namespace {

/// Did the revision bring the file to this path?
Result<bool> isArrival(git_repository *repository, const git_oid &commit, const QByteArray &path)
{
    const Result<git::Commit> made = git::commitOf(repository, commit);
    if (!made)
        return std::unexpected(made.error());
    if (git_commit_parentcount(made->get()) == 0)
        return false;
    const Result<git::Tree> before = git::treeOfCommit(repository, *git_commit_parent_id(made->get(), 0));
    if (!before)
        return std::unexpected(before.error());
    return !git::entryAt(before->get(), path);
}

} // namespace

Result<QList<Revision>> History::past(const QString &path, int limit) const
{
    const auto head = git::target(d->git(), git::mainBranch);
    if (!head)
        return std::unexpected(head.error());
    QList<Revision> revisions;
    std::optional<MovedFrom> place;
    if (*head)
        place = MovedFrom{**head, path.toUtf8(), {}};
    while (place && revisions.size() < limit) {
        PastWalk walk(d->git(), d->index.get(), place->commit, place->path);
        const QByteArray name = place->path;
        place.reset();
        while (!place && revisions.size() < limit) {
            const auto step = walk.next();
            if (!step)
                return std::unexpected(step.error());
            if (!*step)
                break;
            auto revision = d->revision((*step)->commit);
            if (!revision)
                return std::unexpected(revision.error());
            revisions << *std::move(revision);
            const auto arrived = (*step)->after ? isArrival(d->git(), (*step)->commit, name) : Result<bool>(false);
            if (!arrived)
                return std::unexpected(arrived.error());
            if (!*arrived)
                continue;
            auto before = movedFrom(d->git(), d->index.get(), (*step)->commit, name, (*step)->after->id);
            if (!before)
                return std::unexpected(before.error());
            place = *before;
        }
    }
    return revisions;
}

} // namespace hsf::library
