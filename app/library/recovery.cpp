// SPDX-License-Identifier: MIT
//
// What a killed process or a power cut left: a checkout that was cut is finished, and what the write-ahead file tells
// and the disk does not have is made again.
#include "library/pastwalk_p.h"
#include "library/words_p.h"
#include "library/writer_p.h"

#include <QDir>
#include <QFile>

namespace hsf::library {

namespace {

/// Longer after the last change that is told, a file on the disk is not what that change left of it.
constexpr qint64 checkoutSeconds = 30;

QByteArray nameOf(const git_oid &id)
{
    return QByteArray(reinterpret_cast<const char *>(id.id), GIT_OID_SHA1_SIZE);
}

/// After a power cut an object's file may be there and hold nothing or half of it; while it is, Git takes the object
/// for written.
Result<> removeTornObjects(const QString &repository)
{
    const QString folder = repository + QStringLiteral("/objects");
    for (const QString &part : QDir(folder).entryList({QStringLiteral("[0-9a-f][0-9a-f]")}, QDir::Dirs)) {
        QDir objects(folder + u'/' + part);
        for (const QString &name : objects.entryList(QDir::Files)) {
            const auto id = git::idFrom(part + name);
            if (id && !git::isWholeLooseObject(objects.filePath(name), *id) && !objects.remove(name))
                return systemError(QFile::encodeName(objects.filePath(name)));
        }
    }
    return {};
}

/// The commit of an entry with all it needs, written again where it is missing.
Result<> makeAgain(git_repository *repository, const WriteAhead::Entry &entry)
{
    git::Tree base;
    if (entry.parent) {
        Result<git::Tree> tree = git::treeOfCommit(repository, *entry.parent);
        if (!tree)
            return std::unexpected(tree.error());
        base = std::move(*tree);
    }
    git::TreeEdits leaves;
    for (const FileEdit &file : entry.files) {
        std::optional<git::Leaf> leaf;
        if (file.result) {
            const Result<git_oid> id = git::stored(repository, GIT_OBJECT_BLOB, *file.result);
            if (!id)
                return std::unexpected(id.error());
            leaf = git::Leaf{*id, file.executable ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB};
        }
        leaves.insert(file.path.toUtf8(), leaf);
    }
    if (const Result<git_oid> tree = treeWith(repository, base.get(), leaves); !tree)
        return std::unexpected(tree.error());
    const Result<git_oid> made = git::stored(repository, GIT_OBJECT_COMMIT, entry.commitBytes);
    return made ? Result<>() : std::unexpected(made.error());
}

/// Only who holds the turn writes objects; one that is not whole yet was left by a killed process. Git does not sweep
/// these away.
void removeUnfinishedObjects(const QString &repository)
{
    QDir objects(repository + QStringLiteral("/objects"));
    for (const QString &name : objects.entryList({QStringLiteral("tmp_object_git2_*")}, QDir::Files))
        objects.remove(name);
}

} // namespace

Result<> Writer::Private::begin()
{
    if (begun)
        return {};
    removeUnfinishedObjects(place.repository);
    const auto current = ahead.isOfThisBoot();
    if (!current)
        return std::unexpected(current.error());
    if (!*current) {
        if (const Result<> done = replay(); !done)
            return withContext(done.error(), Words::tr("What was written before the power went could not be restored"));
    } else if (const Result<> done = dropUnmade(); !done) {
        return done;
    }
    begun = true;
    return {};
}

/// A process that was killed between telling of a commit and moving the branch: nobody was told that it is done, and
/// what was decided since counts, also after a power cut.
Result<> Writer::Private::dropUnmade()
{
    const auto last = ahead.last();
    if (!last)
        return std::unexpected(last.error());
    if (!*last || (*last)->commitBytes.isEmpty())
        return {};
    const auto now = git::target(git(), git::mainBranch);
    if (!now)
        return std::unexpected(now.error());
    const std::optional<git_oid> &parent = (*last)->parent;
    const bool unmade = parent ? *now && git_oid_equal(&**now, &*parent) : !*now;
    return unmade ? forget({.commit = parent}, (*last)->commit, Kept::Told) : Result<>();
}

/// Killed here, it is done again, and after the next power cut as well: the write-ahead file is begun anew when all
/// lies on the disk and the stores know of it (settle).
Result<> Writer::Private::replay()
{
    const auto entries = ahead.entries();
    if (!entries)
        return std::unexpected(entries.error());
    // Also where nothing is told: a change that nobody was told of may have left some.
    if (const Result<> clean = removeTornObjects(place.repository); !clean)
        return clean;
    if (entries->isEmpty())
        return ahead.keepForThisBoot();
    QSet<QByteArray> ours;
    toldUntil = 0;
    for (const WriteAhead::Entry &entry : *entries) {
        toldUntil = std::max(toldUntil, entry.time);
        if (entry.parent)
            ours << nameOf(*entry.parent);
        ours << nameOf(entry.commit);
        if (entry.commitBytes.isEmpty())
            continue;
        if (const Result<> made = makeAgain(git(), entry); !made)
            return made;
    }
    const auto now = git::target(git(), git::mainBranch);
    const bool isOurs = !now || !*now || ours.contains(nameOf(**now)); // else it was moved on, by Git and for good
    if (isOurs) {
        if (const Result<> set = git::forceReference(git(), git::mainBranch, entries->last().commit); !set)
            return set;
    }
    if (!git::target(git(), git::checkedOutRef))
        QFile::remove(place.repository + u'/' + QLatin1StringView(git::checkedOutRef));
    const Result<> done = finishCheckout(entries->first().parent);
    toldUntil = 0;
    return done.and_then([&] { return ahead.keepForThisBoot(); });
}

/// One file of a cut checkout: nothing to do, a step, or somebody else's edit (then it goes to `others`).
Result<std::optional<FileStep>> Writer::Private::stepOf(const git::PathChange &change, const QSet<QByteArray> &ours,
                                                        QStringList &others) const
{
    const QString path = QString::fromUtf8(change.path);
    const Result<Spot> spot = spotOf(place, path);
    if (!spot)
        return std::optional<FileStep>(); // a tree made by other means: what we do not keep we do not write
    spot->disk.removeStaged(spot->path);
    const Result<DiskFile> disk = spot->disk.read(spot->path);
    if (!disk)
        return std::unexpected(disk.error());
    if (lies(*disk, change.after)
        && (!change.after || disk->executable == isExecutable(change.after) || disk->kind == DiskFile::Kind::Link))
        return std::optional<FileStep>();
    const bool link = change.after && change.after->mode == GIT_FILEMODE_LINK;
    const bool ofOurs = disk->kind == DiskFile::Kind::File
        ? ours.contains(nameOf(idOf(disk->bytes))) || isTorn(disk->bytes, ours)
        : disk->kind == DiskFile::Kind::Absent && ours.contains(QByteArray());
    // The machine may have been started anew for any reason, and days may have passed before that.
    const bool later = toldUntil != 0 && spot->disk.changedAt(spot->path) > toldUntil + checkoutSeconds;
    const bool known = !later && (ofOurs || lies(*disk, change.before) || lies(*disk, change.after));
    if (link || disk->kind == DiskFile::Kind::Link || !known) {
        others.append(path);
        return std::optional<FileStep>();
    }
    FileStep step{*spot, path, {}, {}, isExecutable(change.after), disk->executable};
    if (disk->kind == DiskFile::Kind::File)
        step.before = disk->bytes;
    if (change.after) {
        const Result<QByteArray> bytes = git::bytesOf(git(), change.after->id);
        if (!bytes)
            return std::unexpected(bytes.error());
        step.after = *bytes;
    }
    return step;
}

/// After a power cut a file's name may be there and not all its bytes: what misses is the end, or reads as zeros, block
/// by block. An edit by somebody else does not look like that, but for one that emptied the file.
bool Writer::Private::isTorn(const QByteArray &bytes, const QSet<QByteArray> &versions) const
{
    constexpr qsizetype block = 512;
    const QByteArray zeros(block, '\0');
    for (const QByteArray &name : versions) {
        git_oid id{};
        if (name.isEmpty() || git_oid_fromraw(&id, reinterpret_cast<const unsigned char *>(name.constData())) != 0)
            continue;
        const Result<QByteArray> whole = git::bytesOf(git(), id);
        bool torn = whole && bytes.size() <= whole->size();
        for (qsizetype at = 0; torn && at < bytes.size(); at += block) {
            const QByteArrayView part = QByteArrayView(bytes).sliced(at, std::min(block, bytes.size() - at));
            torn = part == QByteArrayView(*whole).sliced(at, part.size())
                || part == QByteArrayView(zeros).first(part.size());
        }
        if (torn)
            return true;
    }
    return false;
}

/// Every version that each path had between: after a power cut any of them may be what lies on disk.
Result<QHash<QByteArray, QSet<QByteArray>>> Writer::Private::versionsSince(const std::optional<git_oid> &from) const
{
    QHash<QByteArray, QSet<QByteArray>> versions;
    const auto name = [](const std::optional<git::Leaf> &leaf) { return leaf ? nameOf(leaf->id) : QByteArray(); };
    auto at = git::target(git(), git::mainBranch);
    if (!at)
        return std::unexpected(at.error());
    while (*at && !(from && git_oid_equal(&**at, &*from))) {
        const Result<git::Commit> commit = git::commitOf(git(), **at);
        if (!commit)
            return std::unexpected(commit.error());
        const bool first = git_commit_parentcount(commit->get()) == 0;
        const Result<git::Tree> after = git::treeOf(git(), *git_commit_tree_id(commit->get()));
        Result<git::Tree> before
            = first ? Result<git::Tree>() : git::treeOfCommit(git(), *git_commit_parent_id(commit->get(), 0));
        if (!after || !before)
            return std::unexpected(after ? before.error() : after.error());
        const auto changed = git::changedPaths(git(), before->get(), after->get());
        if (!changed)
            return std::unexpected(changed.error());
        for (const git::PathChange &change : *changed)
            versions[change.path] << name(change.before) << name(change.after);
        *at = first ? std::nullopt : std::optional(*git_commit_parent_id(commit->get(), 0));
    }
    return versions;
}

Result<> Writer::Private::finishFiles(const QList<git::PathChange> &changed,
                                      const QHash<QByteArray, QSet<QByteArray>> &versions, QStringList &others) const
{
    QList<FileStep> steps;
    for (const git::PathChange &change : changed) {
        const auto step = stepOf(change, versions.value(change.path), others);
        if (!step)
            return std::unexpected(step.error());
        if (*step)
            steps.append(**step);
    }
    Checkout checkout(steps, [](const char *) { });
    const Result<> done = checkout.run();
    if (!done)
        checkout.takeBack();
    // Folders that a removal emptied just before the crash.
    for (const git::PathChange &change : changed) {
        const Result<Spot> spot = spotOf(place, QString::fromUtf8(change.path));
        if (done && spot && !change.after)
            spot->disk.removeEmptyFolders(splitPath(spot->path).first);
    }
    return done;
}

Result<> Writer::Private::noteFinished(git_oid from, const std::optional<git_oid> &until)
{
    QList<Revision> revisions;
    while (!until || !git_oid_equal(&from, &*until)) {
        const Result<git::Commit> commit = git::commitOf(git(), from);
        if (!commit)
            return std::unexpected(commit.error());
        const Result<Revision> revision = revisionOf(git(), commit->get());
        if (!revision)
            return std::unexpected(revision.error());
        revisions.prepend(*revision);
        if (git_commit_parentcount(commit->get()) == 0)
            break;
        from = *git_commit_parent_id(commit->get(), 0);
    }
    finished += revisions;
    return {};
}

Result<> Writer::Private::finishCheckout(const std::optional<std::optional<git_oid>> &from)
{
    const Result<Head> now = head();
    if (!now)
        return std::unexpected(now.error());
    const auto marked = git::target(git(), git::checkedOutRef);
    if (!marked)
        return std::unexpected(marked.error());
    const bool isMarked = now->commit && *marked && git_oid_equal(&**marked, &*now->commit);
    if (!now->commit || (isMarked && !from))
        return {};
    const Result<git::Commit> commit = git::commitOf(git(), *now->commit);
    if (!commit)
        return std::unexpected(commit.error());
    // A mark that was lost and not just never made says nothing about the disk: what differs there counts as others'
    // edits.
    if (!from && !*marked && git_commit_parentcount(commit->get()) > 0)
        return git::moveReference(git(), git::checkedOutRef, std::nullopt, *now->commit);
    const auto cut = cutFiles(*now, from ? *from : *marked, from.has_value());
    if (!cut)
        return std::unexpected(cut.error());
    QStringList others;
    if (const Result<> done = finishFiles(cut->changed, cut->versions, others); !done)
        return withContext(done.error(), Words::tr("An earlier change was cut off and could not be finished"));
    if (const Result<> done
        = isMarked ? Result<>() : git::moveReference(git(), git::checkedOutRef, *marked, *now->commit);
        !done)
        return done;
    if (const Result<> noted = noteFinished(*now->commit, from ? *from : *marked); !noted)
        return noted;
    if (others.isEmpty())
        return {};
    const auto recorded = recordOutside(others);
    return recorded ? Result<>() : std::unexpected(recorded.error());
}

Result<Writer::Private::Cut> Writer::Private::cutFiles(const Head &now, const std::optional<git_oid> &since,
                                                       bool anyVersion) const
{
    git::Tree before;
    if (since) {
        Result<git::Tree> tree = git::treeOfCommit(git(), *since);
        if (!tree)
            return std::unexpected(tree.error());
        before = std::move(*tree);
    }
    const Result<git::Tree> tree = treeOf(now);
    if (!tree)
        return std::unexpected(tree.error());
    auto changed = git::changedPaths(git(), before.get(), tree->get());
    if (!changed)
        return std::unexpected(changed.error());
    Cut cut{*std::move(changed), {}};
    if (!anyVersion)
        return cut;
    auto versions = versionsSince(since);
    if (!versions)
        return std::unexpected(versions.error());
    cut.versions = *std::move(versions);
    // Also what changed there and back again.
    cut.changed.clear();
    QList<QByteArray> paths = cut.versions.keys();
    std::ranges::sort(paths);
    for (const QByteArray &path : std::as_const(paths))
        cut.changed << git::PathChange{path, git::entryAt(before.get(), path), git::entryAt(tree->get(), path)};
    return cut;
}

} // namespace hsf::library
