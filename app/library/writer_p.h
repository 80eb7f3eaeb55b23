// SPDX-License-Identifier: MIT
//
// The parts of a write: the lock, the commit, the checkout, and what others changed.
#pragma once
#include "library/disk_p.h"
#include "library/git_p.h"
#include "library/writer.h"

#include <mutex>

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

/// Puts files in place: all are written and synced beside their targets, then each is renamed; can be taken back.
class Checkout
{
public:
    Checkout(QList<FileStep> steps, StepHook hook);
    Result<> run();
    /// Restores what was replaced and is still ours; false when something stayed behind.
    bool takeBack();

private:
    Result<> stage();
    Result<> replace();
    Result<> replaceOne(qsizetype index);
    Result<> tidy();

    QList<FileStep> m_steps;
    QList<QByteArray> m_staged; ///< by step; empty: nothing staged
    QList<qsizetype> m_replaced;
    StepHook m_hook;
};

/// The folders on disk as edits of the head's tree. Blobs and folders are stored as they are met.
class OutsideReader
{
public:
    OutsideReader(git_repository *repository, const Place &place, const git_tree *head);
    ~OutsideReader();
    Result<git::TreeEdits> read(const QStringList &treePaths);
    /// After this the stored objects survive a power cut.
    Result<> makeDurable();

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
    void countWrite();

    git_repository *m_repository;
    Place m_place;
    const git_tree *m_head;
    int m_writes = 0;
    bool m_unsynced = false;
};

Result<git_oid> makeCommit(git_repository *repository, const git_oid &tree, const std::optional<git_oid> &parent,
                           const CommitText &text);
/// The tree's id with the edits; the empty tree when nothing is left.
Result<git_oid> treeWith(git_repository *repository, const git_tree *base, const git::TreeEdits &edits);
git_oid idOf(const QByteArray &bytes);

} // namespace hsf::library
