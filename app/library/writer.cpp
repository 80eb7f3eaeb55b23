// SPDX-License-Identifier: MIT
#include "library/writer.h"
#include "base/meanwhile.h"
#include "library/pastwalk_p.h"
#include "library/words_p.h"
#include "library/writer_p.h"

namespace hsf::library {

QString Place::fileOf(const QString &treePath) const
{
    const QString root = treePath.section(u'/', 0, 0) == u"memories" ? memories : skills;
    const QString below = treePath.section(u'/', 1);
    return below.isEmpty() ? root : root + u'/' + below;
}

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

Result<Writer::Private::Head> Writer::Private::head() const
{
    const auto commit = git::target(git(), git::mainBranch);
    if (!commit)
        return std::unexpected(commit.error());
    if (!*commit)
        return Head{};
    if (treeKnown && git_oid_equal(&treeKnown->first, &**commit))
        return Head{*commit, treeKnown->second};
    const Result<git::Commit> found = git::commitOf(git(), **commit);
    if (found) {
        treeKnown = {**commit, *git_commit_tree_id(found->get())};
        return Head{*commit, treeKnown->second};
    }
    return found.error().kind == Error::Kind::NotFound ? git::damaged(found.error().message)
                                                       : std::unexpected(found.error());
}

Result<git::Tree> Writer::Private::treeOf(const Head &head) const
{
    return head.tree ? git::treeOf(git(), *head.tree) : Result<git::Tree>();
}

Result<Writer::Private::Looked> Writer::Private::compare(const QList<FileEdit> &edits, const Head &head) const
{
    Looked looked;
    for (const FileEdit &edit : edits) {
        const Result<Spot> spot = spotOf(place, edit.path);
        if (!spot)
            return std::unexpected(spot.error());
        if (looked.leaves.contains(edit.path))
            return fail(Error::Kind::Malformed, Words::tr("%1 is named twice in one change").arg(edit.path));
        const Result<DiskFile> disk = spot->disk.read(spot->path);
        if (!disk)
            return std::unexpected(disk.error());
        const auto leaf = trees.leafAt(head.tree, edit.path.toUtf8());
        if (!leaf)
            return std::unexpected(leaf.error());
        looked.leaves.insert(edit.path, *leaf);
        if (!lies(*disk, *leaf))
            looked.unrecorded.append(edit.path);
        if (looked.moved.isEmpty() && !lies(*disk, edit.base))
            looked.moved = edit.path;
    }
    return looked;
}

Result<Written> Writer::Private::write(const QList<FileEdit> &edits, const CommitText &text, const QByteArray &note,
                                       const During &during)
{
    constexpr int few = 16; // the caller's stores stay closed to others meanwhile
    Result<Head> before = head();
    if (!before)
        return std::unexpected(before.error());
    Result<Looked> looked = compare(edits, *before);
    if (!looked)
        return std::unexpected(looked.error());
    Written written;
    QString moved = looked->moved;
    if (!looked->unrecorded.isEmpty()) {
        const auto outside = recordOutside(looked->unrecorded);
        if (!outside)
            return std::unexpected(outside.error());
        if (*outside)
            written.outsideCommits.append((*outside)->commit);
        before = head();
        if (!before)
            return std::unexpected(before.error());
        if (looked = compare(edits, *before); !looked)
            return std::unexpected(looked.error());
        moved = moved.isEmpty() ? looked->moved : moved;
    }
    if (!moved.isEmpty())
        return fail(Error::Kind::Refused,
                    Words::tr("%1 changed on disk meanwhile; what is there now was kept and recorded").arg(moved));
    hook("checked");
    git::NewObjects objects(git());
    const Result<Stored> stored = store(edits, text, *before, *looked, objects);
    if (!stored)
        return std::unexpected(stored.error());
    written.commit = git::hex(stored->commit.id);
    written.parent = before->commit ? git::hex(*before->commit) : QString();
    written.blobs = stored->blobs;
    written.isNoteKept = keepsNote(edits, note);
    const Kept kept = written.isNoteKept ? Kept::Told : Kept::Synced;
    if (const Result<> room = kept == Kept::Told ? makeRoomAhead() : Result<>(); !room)
        return std::unexpected(room.error());
    const auto putting = [&] { return put(edits, *before, *looked, *stored, note, objects, kept); };
    Result<> done;
    if (during && kept == Kept::Told && edits.size() <= few && written.outsideCommits.isEmpty()) {
        auto other = meanwhile(putting);
        during(written, [&other] { return other.get(); });
        done = other.get();
    } else {
        done = putting();
    }
    return done ? Result<Written>(written) : std::unexpected(done.error());
}

Result<> Writer::Private::put(const QList<FileEdit> &edits, const Head &head, const Looked &looked, const Stored &stored,
                              const QByteArray &note, const git::NewObjects &objects, Kept kept)
{
    const git_oid &commit = stored.commit.id;
    if (const Result<> done = keep(edits, stored, head, note, objects, kept); !done)
        return done;
    hook("objects-written");
    hook("ahead-written");
    if (const Result<> done = moveBranch(head.commit, commit, kept); !done) {
        std::ignore = forget(head, commit, kept); // or a power cut would bring what is refused here
        return done;
    }
    treeKnown = {commit, stored.tree};
    hook("committed");
    return checkOut(edits, head, looked, commit, kept);
}

/// Names them; keep() stores them.
Result<Writer::Private::Stored> Writer::Private::store(const QList<FileEdit> &edits, const CommitText &text,
                                                       const Head &head, const Looked &looked,
                                                       git::NewObjects &objects) const
{
    Stored stored;
    git::TreeEdits leaves;
    for (const FileEdit &edit : edits) {
        std::optional<git::Leaf> leaf;
        if (edit.result) {
            const Result<git_oid> id = objects.add(GIT_OBJECT_BLOB, *edit.result);
            if (!id)
                return std::unexpected(id.error());
            leaf = git::Leaf{*id, edit.executable ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB};
        }
        if (leaf != looked.leaves.value(edit.path))
            stored.blobs.insert(edit.path, leaf ? git::hex(leaf->id) : QString());
        leaves.insert(edit.path.toUtf8(), leaf);
    }
    const Result<git_oid> tree = treeWith(trees, git(), head.tree, leaves, &objects);
    if (!tree)
        return std::unexpected(tree.error());
    Result<MadeCommit> commit = makeCommit(git(), *tree, head.commit, text, &objects);
    if (!commit)
        return std::unexpected(commit.error());
    stored.commit = *std::move(commit);
    stored.tree = *tree;
    return stored;
}

bool Writer::keepsNote(const QList<FileEdit> &edits, const QByteArray &note)
{
    constexpr qint64 besides = 64; // lengths and marks of one file
    qint64 bytes = note.size();
    for (const FileEdit &edit : edits)
        bytes += besides + 3 * edit.path.size() + (edit.result ? edit.result->size() : 0);
    return bytes <= WriteAhead::largestEntry / 2;
}

/// From here on the commit survives a power cut. A change of many megabytes would make the write-ahead file long; there
/// one sync of everything is cheap beside writing it.
Result<> Writer::Private::keep(const QList<FileEdit> &edits, const Stored &stored, const Head &head,
                               const QByteArray &note, const git::NewObjects &objects, Kept kept)
{
    if (kept == Kept::Synced)
        return objects.store().and_then([&] { return syncAll(); });
    // Loose objects, not synced. Most of telling is waiting for the disk: meanwhile they are made.
    auto making = meanwhile([&objects] { return objects.store(); });
    const Result<> told = ahead.append(aheadEntry(head.commit, stored.commit.id, stored.commit.bytes, edits, note));
    const Result<> made = making.get();
    if (told && !made)
        std::ignore = forget(head, stored.commit.id, Kept::Told);
    return told ? made : told;
}

/// Where nobody had the time to settle: that takes a while.
Result<> Writer::Private::makeRoomAhead()
{
    const auto mark = ahead.mark();
    if (!mark)
        return std::unexpected(mark.error());
    return mark->isFar() ? syncAll().and_then([&] { return ahead.reset(); }) : Result<>();
}

Result<> Writer::Private::moveBranch(const std::optional<git_oid> &from, const git_oid &to, Kept kept)
{
    const Result<> moved = git::moveReference(git(), git::mainBranch, from, to);
    return moved && kept == Kept::Synced ? git::syncReference(git(), git::mainBranch) : moved;
}

Result<> Writer::Private::checkOut(const QList<FileEdit> &edits, const Head &head, const Looked &looked,
                                   const git_oid &commit, Kept kept)
{
    QList<FileStep> steps;
    for (const FileEdit &edit : edits) {
        const bool wasExecutable = isExecutable(looked.leaves.value(edit.path));
        if (edit.base != edit.result || edit.executable != wasExecutable)
            steps.append(
                {*spotOf(place, edit.path), edit.path, edit.base, edit.result, edit.executable, wasExecutable});
    }
    // What the write-ahead file tells need not be synced: after a power cut the files since its first entry are looked
    // at again, whatever the mark says.
    Checkout checkout(steps, hook, kept);
    if (const Result<> done = checkout.run(); !done)
        return takeBack(checkout, done.error(), head, commit, kept);
    hook("checked-out");
    if (const Result<> done = git::moveReference(git(), git::checkedOutRef, head.commit, commit); !done)
        return takeBack(checkout, done.error(), head, commit, kept);
    hook("marked");
    return {};
}

/// Of a commit that is told and did not come to be. Where there is no room to say so, the whole file is begun anew.
Result<> Writer::Private::forget(const Head &head, const git_oid &commit, Kept kept)
{
    if (kept == Kept::Synced)
        return {};
    const auto noted = head.commit ? ahead.append({commit, *head.commit, {}, {}, {}}) : ahead.reset();
    return noted ? noted : syncAll().and_then([&] { return ahead.reset(); });
}

Result<> Writer::Private::takeBack(Checkout &checkout, const Error &error, const Head &head, const git_oid &commit,
                                   Kept kept)
{
    closeNow(); // taking back needs room as well
    const auto moveBack = [&]() -> Result<> {
        return git::moveReference(git(), git::mainBranch, commit, head.commit).and_then([&] {
            return head.commit && kept == Kept::Synced ? git::syncReference(git(), git::mainBranch) : Result<>();
        });
    };
    if (checkout.takeBack() && moveBack() && forget(head, commit, kept))
        return withContext(error, Words::tr("The files could not be written, nothing was changed"));
    return withContext(error,
                       Words::tr("The change is recorded but not all its files could be written; that is tried again "
                                 "with the next change or start"));
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
    Result<git::Repository> repository = openedOrMade(place);
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

Result<Written> Writer::write(const QList<FileEdit> &edits, const CommitText &text, const QByteArray &note,
                              const During &during)
{
    const auto turn = takeTurn();
    if (!turn)
        return std::unexpected(turn.error());
    d->hook("locked");
    if (const Result<> done = d->begin().and_then([&] { return d->finishCheckout(); }); !done)
        return std::unexpected(done.error());
    return d->write(edits, text, note, during);
}

Result<QHash<QString, QByteArray>> Writer::notes()
{
    const auto turn = takeTurn();
    if (!turn)
        return std::unexpected(turn.error());
    const auto entries = d->ahead.entries();
    if (!entries)
        return std::unexpected(entries.error());
    QHash<QString, QByteArray> notes;
    for (const WriteAhead::Entry &entry : *entries) {
        if (!entry.note.isEmpty())
            notes.insert(git::hex(entry.commit), entry.note);
    }
    return notes;
}

Result<std::optional<Revision>> Writer::recordOutside(const QStringList &treePaths)
{
    const auto turn = takeTurn();
    if (!turn)
        return std::unexpected(turn.error());
    if (const Result<> done = d->begin().and_then([&] { return d->finishCheckout(); }); !done)
        return std::unexpected(done.error());
    return d->recordOutside(treePaths);
}

Result<QList<Revision>> Writer::recover()
{
    const auto turn = takeTurn();
    if (!turn)
        return std::unexpected(turn.error());
    if (const Result<> done = d->begin().and_then([&] { return d->finishCheckout(); }); !done)
        return std::unexpected(done.error());
    return std::exchange(d->finished, {});
}

} // namespace hsf::library
