// SPDX-License-Identifier: MIT
#include "library/writer.h"
#include "library/revision_p.h"
#include "library/words_p.h"
#include "library/writer_p.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>
#include <QSet>

#include <cstdio>

namespace hsf::library {

QString Place::fileOf(const QString &treePath) const
{
    const QString root = treePath.section(u'/', 0, 0) == u"memories" ? memories : skills;
    const QString below = treePath.section(u'/', 1);
    return below.isEmpty() ? root : root + u'/' + below;
}

namespace {

/// Whole or not at all, however many programs begin at once and wherever one of them is killed.
Result<> makeRepository(const Place &place)
{
    TurnLock lock(place.lockFile);
    if (const Result<> taken = lock.take(10'000); !taken)
        return taken;
    const auto release = qScopeGuard([&] { lock.release(); });
    if (QFileInfo::exists(place.repository + QStringLiteral("/objects")))
        return {}; // somebody was quicker
    const QString aside = place.repository + QStringLiteral(".making");
    QDir(aside).removeRecursively();
    git_repository_init_options options = GIT_REPOSITORY_INIT_OPTIONS_INIT;
    options.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKPATH;
    options.initial_head = "main";
    options.description = "Skills and memory of Hermes Skill Factory";
    git_repository *made = nullptr;
    if (git_repository_init_ext(&made, QFile::encodeName(aside).constData(), &options) != 0)
        return git::lastError();
    const git::Repository owner(made);
    if (std::rename(QFile::encodeName(aside).constData(), QFile::encodeName(place.repository).constData()) != 0)
        return systemError(place.repository.toUtf8());
    return {};
}

Result<git::Repository> openedRepository(const Place &place)
{
    git::ensureLoaded();
    const QString attempted = Words::tr("The history %1 cannot be used").arg(place.repository);
    const QByteArray name = QFile::encodeName(place.repository);
    git_repository *repository = nullptr;
    int code = git_repository_open_bare(&repository, name.constData());
    if (code == GIT_ENOTFOUND) {
        if (const Result<> made = makeRepository(place); !made)
            return withContext(made.error(), attempted);
        code = git_repository_open_bare(&repository, name.constData());
    }
    if (code != 0)
        return withContext(git::lastError().error(), attempted);
    return git::Repository(repository);
}

/// The branch as a write finds it.
struct Head {
    std::optional<git_oid> commit;
    git::Tree tree; ///< null before the first commit
};

bool lies(const DiskFile &disk, const std::optional<QByteArray> &bytes)
{
    return bytes ? disk.kind == DiskFile::Kind::File && disk.bytes == *bytes : disk.kind == DiskFile::Kind::Absent;
}

bool lies(const DiskFile &disk, const std::optional<git::Leaf> &leaf)
{
    if (!leaf || disk.kind == DiskFile::Kind::Absent)
        return !leaf && disk.kind == DiskFile::Kind::Absent;
    const git_oid id = idOf(disk.bytes);
    const bool link = leaf->mode == GIT_FILEMODE_LINK;
    return disk.kind == (link ? DiskFile::Kind::Link : DiskFile::Kind::File) && git_oid_equal(&id, &leaf->id);
}

bool isExecutable(const std::optional<git::Leaf> &leaf)
{
    return leaf && leaf->mode == GIT_FILEMODE_BLOB_EXECUTABLE;
}

CommitText outsideText(const QList<git::PathChange> &changed)
{
    const QString what = changed.size() == 1 ? QString::fromUtf8(changed.first().path)
                                             : QStringLiteral("%1 files").arg(changed.size());
    return {QStringLiteral("Changed outside: ") + what,
            {{QStringLiteral("Origin"), QStringLiteral("outside")}},
            QStringLiteral("Outside"),
            QDateTime::currentDateTimeUtc()};
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

struct Writer::Private {
    Place place;
    StepHook hook;
    git::Repository repository;
    TurnLock lock;
    QList<Revision> finished;

    Private(const Place &where, StepHook steps, git::Repository opened)
        : place(where)
        , hook(steps ? std::move(steps) : [](const char *) { })
        , repository(std::move(opened))
        , lock(where.lockFile)
    { }
    git_repository *git() const { return repository.get(); }

    Result<Head> head() const;
    Result<Written> write(const QList<FileEdit> &edits, const CommitText &text);
    Result<QStringList> compare(const QList<FileEdit> &edits, const Head &head, QString &moved) const;
    Result<git_oid> commitOf(const QList<FileEdit> &edits, const CommitText &text, const Head &head) const;
    Result<> checkOut(const QList<FileEdit> &edits, const Head &head, const git_oid &commit);
    Result<> takeBack(Checkout &checkout, const Error &error, const Head &head, const git_oid &commit) const;
    Result<std::optional<Revision>> recordOutside(const QStringList &treePaths);
    Result<> finishCheckout();
    Result<> finishFiles(const QList<git::PathChange> &changed, QStringList &others) const;
    Result<std::optional<FileStep>> stepOf(const git::PathChange &change, QStringList &others) const;
    Result<> noteFinished(git_oid from, const std::optional<git_oid> &until);
};

Result<Head> Writer::Private::head() const
{
    const auto commit = git::target(git(), git::mainBranch);
    if (!commit)
        return std::unexpected(commit.error());
    if (!*commit)
        return Head{};
    Result<git::Tree> tree = git::treeOfCommit(git(), **commit);
    return tree ? Result<Head>(Head{*commit, std::move(*tree)}) : std::unexpected(tree.error());
}

/// The paths whose file on disk is not in the history yet; `moved` becomes the first whose base does not hold.
Result<QStringList> Writer::Private::compare(const QList<FileEdit> &edits, const Head &head, QString &moved) const
{
    QStringList unrecorded;
    QSet<QString> seen;
    for (const FileEdit &edit : edits) {
        const Result<Spot> spot = spotOf(place, edit.path);
        if (!spot)
            return std::unexpected(spot.error());
        if (seen.contains(edit.path))
            return fail(Error::Kind::Malformed, Words::tr("%1 is named twice in one change").arg(edit.path));
        seen.insert(edit.path);
        const Result<DiskFile> disk = spot->disk.read(spot->path);
        if (!disk)
            return std::unexpected(disk.error());
        if (!lies(*disk, git::entryAt(head.tree.get(), edit.path.toUtf8())))
            unrecorded.append(edit.path);
        if (moved.isEmpty() && !lies(*disk, edit.base))
            moved = edit.path;
    }
    return unrecorded;
}

Result<Written> Writer::Private::write(const QList<FileEdit> &edits, const CommitText &text)
{
    Result<Head> before = head();
    if (!before)
        return std::unexpected(before.error());
    QString moved;
    const Result<QStringList> unrecorded = compare(edits, *before, moved);
    if (!unrecorded)
        return std::unexpected(unrecorded.error());
    Written written;
    if (!unrecorded->isEmpty()) {
        const auto outside = recordOutside(*unrecorded);
        if (!outside)
            return std::unexpected(outside.error());
        if (*outside)
            written.outsideCommits.append((*outside)->commit);
        before = head();
        if (!before)
            return std::unexpected(before.error());
    }
    if (!moved.isEmpty())
        return fail(Error::Kind::Refused,
                    Words::tr("%1 changed on disk meanwhile; what is there now was kept and recorded").arg(moved));
    hook("checked");
    const Result<git_oid> commit = commitOf(edits, text, *before);
    if (!commit)
        return std::unexpected(commit.error());
    hook("objects-written");
    if (const Result<> done = git::moveReference(git(), git::mainBranch, before->commit, *commit); !done)
        return std::unexpected(done.error());
    hook("committed");
    if (const Result<> done = checkOut(edits, *before, *commit); !done)
        return std::unexpected(done.error());
    written.commit = git::hex(*commit);
    return written;
}

Result<git_oid> Writer::Private::commitOf(const QList<FileEdit> &edits, const CommitText &text, const Head &head) const
{
    git::TreeEdits leaves;
    for (const FileEdit &edit : edits) {
        std::optional<git::Leaf> leaf;
        if (edit.result) {
            leaf.emplace();
            leaf->mode = edit.executable ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB;
            if (git_blob_create_from_buffer(&leaf->id, git(), edit.result->constData(), size_t(edit.result->size()))
                != 0)
                return git::lastError();
        }
        leaves.insert(edit.path.toUtf8(), leaf);
    }
    const Result<git_oid> tree = treeWith(git(), head.tree.get(), leaves);
    return tree ? makeCommit(git(), *tree, head.commit, text) : tree;
}

Result<> Writer::Private::checkOut(const QList<FileEdit> &edits, const Head &head, const git_oid &commit)
{
    QList<FileStep> steps;
    for (const FileEdit &edit : edits) {
        const bool wasExecutable = isExecutable(git::entryAt(head.tree.get(), edit.path.toUtf8()));
        if (edit.base != edit.result || edit.executable != wasExecutable)
            steps.append(
                {*spotOf(place, edit.path), edit.path, edit.base, edit.result, edit.executable, wasExecutable});
    }
    Checkout checkout(steps, hook);
    if (const Result<> done = checkout.run(); !done)
        return takeBack(checkout, done.error(), head, commit);
    hook("checked-out");
    if (const Result<> done = git::moveReference(git(), git::checkedOutRef, head.commit, commit); !done)
        return takeBack(checkout, done.error(), head, commit);
    hook("marked");
    return {};
}

Result<> Writer::Private::takeBack(Checkout &checkout, const Error &error, const Head &head,
                                   const git_oid &commit) const
{
    if (checkout.takeBack() && git::moveReference(git(), git::mainBranch, commit, head.commit))
        return withContext(error, Words::tr("The files could not be written, nothing was changed"));
    return withContext(error,
                       Words::tr("The change is recorded but not all its files could be written; that is tried again "
                                 "with the next change or start"));
}

Result<std::optional<Revision>> Writer::Private::recordOutside(const QStringList &treePaths)
{
    const Result<Head> before = head();
    if (!before)
        return std::unexpected(before.error());
    OutsideReader reader(git(), place, before->tree.get());
    const Result<git::TreeEdits> edits = reader.read(treePaths);
    if (!edits)
        return std::unexpected(edits.error());
    const Result<git_oid> id = treeWith(git(), before->tree.get(), *edits);
    if (!id)
        return std::unexpected(id.error());
    const Result<git::Tree> tree = git::treeOf(git(), *id);
    if (!tree)
        return std::unexpected(tree.error());
    const auto changed = git::changedPaths(git(), before->tree.get(), tree->get());
    if (!changed)
        return std::unexpected(changed.error());
    if (changed->isEmpty())
        return std::optional<Revision>();
    if (const Result<> durable = reader.makeDurable(); !durable)
        return std::unexpected(durable.error());
    const Result<git_oid> commit = makeCommit(git(), *id, before->commit, outsideText(*changed));
    if (!commit)
        return std::unexpected(commit.error());
    for (const char *reference : {git::mainBranch, git::checkedOutRef}) {
        if (const Result<> done = git::moveReference(git(), reference, before->commit, *commit); !done)
            return std::unexpected(done.error());
    }
    const Result<git::Commit> made = git::commitOf(git(), *commit);
    if (!made)
        return std::unexpected(made.error());
    return revisionOf(git(), made->get()).transform([](const Revision &revision) { return std::optional(revision); });
}

/// One file of a cut checkout: nothing to do, a step, or somebody else's edit (then it goes to `others`).
Result<std::optional<FileStep>> Writer::Private::stepOf(const git::PathChange &change, QStringList &others) const
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
    if (link || disk->kind == DiskFile::Kind::Link || !(lies(*disk, change.before) || lies(*disk, change.after))) {
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

Result<> Writer::Private::finishFiles(const QList<git::PathChange> &changed, QStringList &others) const
{
    QList<FileStep> steps;
    for (const git::PathChange &change : changed) {
        const auto step = stepOf(change, others);
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

Result<> Writer::Private::finishCheckout()
{
    const Result<Head> now = head();
    if (!now)
        return std::unexpected(now.error());
    const auto marked = git::target(git(), git::checkedOutRef);
    if (!marked)
        return std::unexpected(marked.error());
    if (!now->commit || (*marked && git_oid_equal(&**marked, &*now->commit)))
        return {};
    const Result<git::Commit> commit = git::commitOf(git(), *now->commit);
    if (!commit)
        return std::unexpected(commit.error());
    // A mark that was lost and not just never made says nothing about the disk: what differs there counts as others'
    // edits.
    if (!*marked && git_commit_parentcount(commit->get()) > 0)
        return git::moveReference(git(), git::checkedOutRef, std::nullopt, *now->commit);
    git::Tree before;
    if (*marked) {
        Result<git::Tree> tree = git::treeOfCommit(git(), **marked);
        if (!tree)
            return std::unexpected(tree.error());
        before = std::move(*tree);
    }
    const auto changed = git::changedPaths(git(), before.get(), now->tree.get());
    if (!changed)
        return std::unexpected(changed.error());
    QStringList others;
    if (const Result<> done = finishFiles(*changed, others); !done)
        return withContext(done.error(), Words::tr("An earlier change was cut off and could not be finished"));
    if (const Result<> done = git::moveReference(git(), git::checkedOutRef, *marked, *now->commit); !done)
        return done;
    if (const Result<> noted = noteFinished(*now->commit, *marked); !noted)
        return noted;
    if (others.isEmpty())
        return {};
    const auto recorded = recordOutside(others);
    return recorded ? Result<>() : std::unexpected(recorded.error());
}

Writer::Writer(std::unique_ptr<Private> priv)
    : d(std::move(priv))
{ }
Writer::~Writer() = default;

Writer::Turn::~Turn()
{
    m_writer.d->lock.release();
}

Result<std::unique_ptr<Writer>> Writer::open(const Place &place, StepHook hook)
{
    Result<git::Repository> repository = openedRepository(place);
    if (!repository)
        return std::unexpected(repository.error());
    return std::unique_ptr<Writer>(
        new Writer(std::make_unique<Private>(place, std::move(hook), std::move(*repository))));
}

Result<std::unique_ptr<Writer::Turn>> Writer::takeTurn(int waitMs)
{
    if (const Result<> taken = d->lock.take(waitMs); !taken)
        return std::unexpected(taken.error());
    return std::unique_ptr<Turn>(new Turn(*this));
}

Result<Written> Writer::write(const QList<FileEdit> &edits, const CommitText &text)
{
    const auto turn = takeTurn();
    if (!turn)
        return std::unexpected(turn.error());
    d->hook("locked");
    if (const Result<> done = d->finishCheckout(); !done)
        return std::unexpected(done.error());
    return d->write(edits, text);
}

Result<std::optional<Revision>> Writer::recordOutside(const QStringList &treePaths)
{
    const auto turn = takeTurn();
    if (!turn)
        return std::unexpected(turn.error());
    if (const Result<> done = d->finishCheckout(); !done)
        return std::unexpected(done.error());
    return d->recordOutside(treePaths);
}

Result<QList<Revision>> Writer::recover()
{
    const auto turn = takeTurn();
    if (!turn)
        return std::unexpected(turn.error());
    removeUnfinishedObjects(d->place.repository);
    if (const Result<> done = d->finishCheckout(); !done)
        return std::unexpected(done.error());
    return std::exchange(d->finished, {});
}

} // namespace hsf::library
