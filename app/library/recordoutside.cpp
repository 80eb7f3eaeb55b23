// SPDX-License-Identifier: MIT
//
// What others changed, as a commit of its own.
#include "library/pastwalk_p.h"
#include "library/writer_p.h"

namespace hsf::library {

namespace {
CommitText outsideText(const QList<git::PathChange> &changed)
{
    const QString what = changed.size() == 1 ? QString::fromUtf8(changed.first().path)
                                             : QStringLiteral("%1 files").arg(changed.size());
    return {QStringLiteral("Changed outside: ") + what,
            {{QStringLiteral("Origin"), QStringLiteral("outside")}},
            QStringLiteral("Outside"),
            QDateTime::currentDateTimeUtc()};
}

/// The commit, its files and the folders on the way to them.
QList<git_oid> newObjects(const git_tree *tree, const QList<git::PathChange> &changed, const git_oid &commit)
{
    QList<git_oid> ids{commit, *git_tree_id(tree)};
    QSet<QByteArray> seen;
    for (const git::PathChange &change : changed) {
        for (QByteArray path = change.path; !path.isEmpty() && !seen.contains(path); path = splitPath(path).first) {
            seen.insert(path);
            if (const auto leaf = git::entryAt(tree, path))
                ids << leaf->id;
        }
    }
    return ids;
}

} // namespace

Result<std::optional<Revision>> Writer::Private::recordOutside(const QStringList &treePaths)
{
    const Result<Head> before = head();
    const Result<git::Tree> known = before ? treeOf(*before) : std::unexpected(before.error());
    if (!known)
        return std::unexpected(known.error());
    OutsideReader reader(git(), place, known->get());
    const Result<git::TreeEdits> edits = reader.read(treePaths);
    if (!edits)
        return std::unexpected(edits.error());
    const Result<git_oid> id = treeWith(git(), known->get(), *edits);
    if (!id)
        return std::unexpected(id.error());
    const Result<git::Tree> tree = git::treeOf(git(), *id);
    if (!tree)
        return std::unexpected(tree.error());
    const auto changed = git::changedPaths(git(), known->get(), tree->get());
    if (!changed)
        return std::unexpected(changed.error());
    if (changed->isEmpty())
        return std::optional<Revision>();
    const Result<MadeCommit> commit = makeCommit(git(), *id, before->commit, outsideText(*changed));
    if (!commit)
        return std::unexpected(commit.error());
    // The files are there already and may be large: their objects are synced instead of being told to the write-ahead
    // file, before a ref names them.
    if (const Result<> durable = git::syncObjects(git(), newObjects(tree->get(), *changed, commit->id)); !durable)
        return std::unexpected(durable.error());
    for (const char *reference : {git::mainBranch, git::checkedOutRef}) {
        const Result<> done = git::moveReference(git(), reference, before->commit, commit->id);
        if (const Result<> kept = done ? git::syncReference(git(), reference) : done; !kept)
            return std::unexpected(kept.error());
    }
    const Result<git::Commit> made = git::commitOf(git(), commit->id);
    if (!made)
        return std::unexpected(made.error());
    return revisionOf(git(), made->get()).transform([](const Revision &revision) { return std::optional(revision); });
}

} // namespace hsf::library
