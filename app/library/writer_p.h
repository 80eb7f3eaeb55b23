// SPDX-License-Identifier: MIT
//
// The parts of a write: the lock, the commit, the checkout, and what others changed.
#pragma once
#include "library/disk_p.h"
#include "library/git_p.h"
#include "library/treestore_p.h"
#include "library/writeahead_p.h"
#include "library/writer.h"

#include <mutex>
#include <QHash>
#include <QSet>

namespace hsf::library {

/// flock(2) on a file between processes, a mutex between threads; recursive for one thread.
class TurnLock
{
public:
    explicit TurnLock(QString file)
        : m_file(std::move(file))
    { }
    Result<> take(int waitMs);
    void release();

private:
    QString m_file;
    std::recursive_timed_mutex m_mutex;
    Descriptor m_descriptor;
    int m_depth = 0;
};

/// A tree path's root on disk and the path below it.
struct Spot {
    Disk disk;
    QByteArray path;
};
/// Refuses paths outside skills/ and memories/, "..", and names that are left alone.
Result<Spot> spotOf(const Place &place, const QString &treePath);

/// One file of a checkout. `before` must lie on disk when its turn comes.
struct FileStep {
    Spot spot;
    QString treePath;
    std::optional<QByteArray> before, after;
    bool executable = false;
    bool executableBefore = false;
};

/// Puts files in place: all are written beside their targets, then each is renamed; can be taken back.
class Checkout
{
public:
    /// Synced: a file is on the disk before it takes its place, and its new name when run() returns. Told: the
    /// write-ahead file has the bytes; a file that the power cut made empty or old is made again from there, so nothing
    /// waits for the disk here.
    enum class Kept { Told, Synced };
    Checkout(QList<FileStep> steps, StepHook hook, Kept kept = Kept::Synced);
    Result<> run();
    /// Restores what was replaced and is still ours; false when something stayed behind.
    bool takeBack();

private:
    Result<> stage();
    Result<> replace();
    Result<> replaceOne(qsizetype index);
    Result<> tidy();
    Result<> syncFolders();
    Result<> syncFileSystems() const;

    QList<FileStep> m_steps;
    Kept m_kept;
    QList<QByteArray> m_staged; ///< by step; empty: nothing staged
    QList<qsizetype> m_replaced;
    StepHook m_hook;
};

/// The folders on disk as edits of the head's tree. Blobs and folders are stored as they are met.
class OutsideReader
{
public:
    OutsideReader(git_repository *repository, const Place &place, const git_tree *head);
    Result<git::TreeEdits> read(const QStringList &treePaths);

private:
    Result<> readPath(const QString &treePath, git::TreeEdits &edits);
    Result<> readBelow(const Spot &spot, const QString &treePath, git::TreeEdits &edits);
    Result<std::optional<git::Leaf>> leafOf(const Descriptor &folder, const DirectoryEntry &entry, int depth,
                                            const std::optional<git::Leaf> &base);
    Result<std::optional<git::Leaf>> folderLeaf(const Descriptor &folder, int depth,
                                                const std::optional<git::Leaf> &base);
    Result<std::optional<git::Leaf>> fileLeaf(const Descriptor &folder, const DirectoryEntry &entry,
                                              const std::optional<git::Leaf> &base);
    Result<git_oid> stored(const QByteArray &bytes, const std::optional<git::Leaf> &base);

    git_repository *m_repository;
    Place m_place;
    const git_tree *m_head;
};

struct MadeCommit {
    git_oid id{};
    QByteArray bytes; ///< as Git keeps them
};
Result<MadeCommit> makeCommit(git_repository *repository, const git_oid &tree, const std::optional<git_oid> &parent,
                              const CommitText &text, git::NewObjects *later = nullptr);
/// The tree's id with the edits; the empty tree when nothing is left. What is new is stored, or added to `later`.
Result<git_oid> treeWith(git::TreeStore &trees, git_repository *repository, const std::optional<git_oid> &base,
                         const git::TreeEdits &edits, git::NewObjects *later = nullptr);
Result<git_oid> treeWith(git_repository *repository, const git_tree *base, const git::TreeEdits &edits);
git_oid idOf(const QByteArray &bytes);

/// Whole or not at all, however many programs begin at once and wherever one of them is killed. Takes the lock.
Result<git::Repository> openedOrMade(const Place &place);
Result<> makeRepository(const Place &place);

/// Waits until everything on the file systems of these folders is on the disk.
Result<> syncFileSystemsOf(const QStringList &folders);

bool lies(const DiskFile &disk, const std::optional<QByteArray> &bytes);
bool lies(const DiskFile &disk, const std::optional<git::Leaf> &leaf);
bool isExecutable(const std::optional<git::Leaf> &leaf);

struct Writer::Private {
    Place place;
    StepHook hook;
    git::Repository repository;
    mutable git::TreeStore trees;
    TurnLock lock;
    WriteAhead ahead;
    QList<Revision> finished;
    bool begun = false; ///< whether the write-ahead file was looked at
    qint64 toldUntil = 0; ///< while it replays: when the last change that is told was made, in seconds since 1970
    mutable std::optional<std::pair<git_oid, git_oid>> treeKnown; ///< of the last commit: it is asked for again and again

    Private(const Place &where, StepHook steps, git::Repository opened)
        : place(where)
        , hook(steps ? std::move(steps) : [](const char *) { })
        , repository(std::move(opened))
        , trees(repository.get())
        , lock(where.lockFile)
        , ahead(where.repository)
    { }
    git_repository *git() const { return repository.get(); }

    /// The branch as a write finds it.
    struct Head {
        std::optional<git_oid> commit, tree; ///< none before the first commit
    };
    Result<Head> head() const;
    /// Null before the first commit.
    Result<git::Tree> treeOf(const Head &head) const;

    // writer.cpp
    Result<Written> write(const QList<FileEdit> &edits, const CommitText &text, const QByteArray &note,
                          const During &during);
    struct Looked {
        QStringList unrecorded; ///< whose file on disk is not in the history yet
        QString moved; ///< the first whose base does not hold
        QHash<QString, std::optional<git::Leaf>> leaves; ///< as the history has them
    };
    Result<Looked> compare(const QList<FileEdit> &edits, const Head &head) const;
    struct Stored {
        MadeCommit commit;
        git_oid tree{};
        QMap<QString, QString> blobs;
    };
    Result<Stored> store(const QList<FileEdit> &edits, const CommitText &text, const Head &head,
                         const Looked &looked, git::NewObjects &objects) const;
    using Kept = Checkout::Kept;
    Result<> put(const QList<FileEdit> &edits, const Head &head, const Looked &looked, const Stored &stored,
                 const QByteArray &note, const git::NewObjects &objects, Kept kept);
    Result<> keep(const QList<FileEdit> &edits, const Stored &stored, const Head &head, const QByteArray &note,
                  const git::NewObjects &objects, Kept kept);
    Result<> makeRoomAhead();
    Result<> moveBranch(const std::optional<git_oid> &from, const git_oid &to, Kept kept);
    Result<> checkOut(const QList<FileEdit> &edits, const Head &head, const Looked &looked, const git_oid &commit,
                      Kept kept);
    Result<> takeBack(Checkout &checkout, const Error &error, const Head &head, const git_oid &commit, Kept kept);
    Result<> forget(const Head &head, const git_oid &commit, Kept kept);
    Result<std::optional<Revision>> recordOutside(const QStringList &treePaths);

    // recovery.cpp
    /// What the last process left unfinished, and what a power cut took.
    Result<> begin();
    Result<> dropUnmade();
    Result<> replay();
    /// `from`: what was on disk at least; not given: what the mark says.
    Result<> finishCheckout(const std::optional<std::optional<git_oid>> &from = {});
    struct Cut {
        QList<git::PathChange> changed;
        QHash<QByteArray, QSet<QByteArray>> versions; ///< by path: blobs that are ours, empty: nothing there
    };
    Result<Cut> cutFiles(const Head &now, const std::optional<git_oid> &since, bool anyVersion) const;
    Result<> finishFiles(const QList<git::PathChange> &changed, const QHash<QByteArray, QSet<QByteArray>> &versions,
                         QStringList &others) const;
    Result<std::optional<FileStep>> stepOf(const git::PathChange &change, const QSet<QByteArray> &ours,
                                           QStringList &others) const;
    bool isTorn(const QByteArray &bytes, const QSet<QByteArray> &versions) const;
    Result<QHash<QByteArray, QSet<QByteArray>>> versionsSince(const std::optional<git_oid> &from) const;
    Result<> noteFinished(git_oid from, const std::optional<git_oid> &until);

    // settling.cpp
    Result<> syncAll() const;
};

} // namespace hsf::library
