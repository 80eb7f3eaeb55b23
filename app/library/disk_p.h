// SPDX-License-Identifier: MIT
//
// Files below one root, reached part by part without following a symbolic link, so that nothing is read or written
// outside. Paths are relative to the root, UTF-8, parts joined by '/'.
#pragma once
#include "base/error.h"

#include <optional>
#include <QByteArray>
#include <QList>
#include <sys/stat.h>
#include <utility>

namespace hsf::library {

/// A file descriptor that is closed.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int fd)
        : m_fd(fd)
    { }
    Descriptor(Descriptor &&other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    { }
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~Descriptor();
    bool isOpen() const { return m_fd >= 0; }
    int get() const { return m_fd; }
    int release() { return std::exchange(m_fd, -1); }

private:
    int m_fd = -1;
};

/// Closes it on another thread. The last one that holds a file without a name gives its blocks back, and a file system that is
/// mounted with "discard" waits for the disk then; who replaced the file need not.
void closeLater(Descriptor &&file);
/// Their blocks are needed: a disk that is full.
void closeNow();
/// Holds the file of that name, or the link itself, past its replacement; for closeLater(). Not open: there is none.
Descriptor heldFile(int folder, const char *name);

struct DirectoryEntry {
    QByteArray name;
    struct stat info = {}; ///< of a link itself; of a folder only that it is one
};

struct DiskFile {
    enum class Kind { Absent, File, Link, Other };
    Kind kind = Kind::Absent;
    QByteArray bytes; ///< of a file; of a link its target
    bool executable = false;
};

QString systemMessage(int error);
/// Any failure of the system as an error that names the file.
std::unexpected<Error> systemError(const QByteArray &path);

/// Everything in a folder but "." and ".."; nullopt when it cannot be read (errno tells).
std::optional<QList<DirectoryEntry>> entriesOf(int folder);
/// Reads to the end; nullopt on failure or above `limit` (errno EFBIG).
std::optional<QByteArray> readAll(int fd, qint64 size, qint64 limit);

class Disk
{
public:
    explicit Disk(QString root)
        : m_root(std::move(root))
    { }

    const QString &root() const { return m_root; }
    bool exists() const;
    /// The folder at `path` ("": the root). An unopened descriptor and errno when it is absent, a link or not a folder.
    Descriptor folder(const QByteArray &path) const;
    Result<DiskFile> read(const QByteArray &path) const;
    /// When the file, or the nearest folder above where it would be, was changed last, in seconds since 1970; 0: not known.
    qint64 changedAt(QByteArray path) const;

    /// How much of a staged file must be on the disk before it takes its place. Begun: the system is told to begin
    /// writing, so that the new name never comes to the disk long before the bytes.
    enum class Staged { Begun, Synced };
    /// Writes a temporary sibling of `path` (folders are made); its path.
    Result<QByteArray> stage(const QByteArray &path, const QByteArray &bytes, bool executable,
                             Staged staged = Staged::Synced) const;
    Result<> replace(const QByteArray &staged, const QByteArray &path) const;
    Result<> remove(const QByteArray &path) const;
    /// Removes the folder at `path` and those above it as far as they are empty; never the root.
    void removeEmptyFolders(QByteArray path) const;
    /// Staged files that a crash left in the folder of `path`.
    void removeStaged(const QByteArray &path) const;
    /// Makes renames and removals in this folder durable; up to the next folder that exists.
    Result<> sync(QByteArray folderPath) const;

private:
    Result<Descriptor> madeFolder(const QByteArray &path) const;
    Descriptor openRoot() const;

    QString m_root;
};

/// "a/b/c" → {"a/b", "c"}; a name alone → {"", name}.
std::pair<QByteArray, QByteArray> splitPath(const QByteArray &path);

} // namespace hsf::library
