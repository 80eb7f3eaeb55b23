// SPDX-License-Identifier: MIT
#include "library/disk_p.h"
#include "library/leftalone_p.h"
#include "library/words_p.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QThreadPool>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

namespace hsf::library {

Descriptor::~Descriptor()
{
    if (m_fd >= 0) {
        const int kept = errno; // closing must not hide why something failed
        ::close(m_fd);
        errno = kept;
    }
}

namespace {
struct Closing {
    QThreadPool pool;
    std::atomic<int> waiting = 0;
    Closing() { pool.setMaxThreadCount(1); }
};

Closing &closing()
{
    static Closing one;
    return one;
}
} // namespace

void closeLater(Descriptor &&file)
{
    constexpr int most
        = 64; // more than a person changes at once; beyond it waiting is better than running out of descriptors
    if (!file.isOpen())
        return;
    if (++closing().waiting > most) {
        --closing().waiting;
        const Descriptor here(std::move(file));
        return;
    }
    closing().pool.start([fd = file.release()] {
        ::close(fd);
        --closing().waiting;
    });
}

void closeNow()
{
    constexpr int patienceMs = 5'000;
    if (closing().waiting > 0)
        closing().pool.waitForDone(patienceMs);
}

Descriptor heldFile(int folder, const char *name)
{
    return Descriptor(::openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC));
}

QString systemMessage(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
        return Words::tr("the disk is full");
    case EROFS:
    case EACCES:
    case EPERM:
        return Words::tr("it may not be written or read; check who owns it and whether the disk is read-only");
    case ELOOP:
        return Words::tr("it is a symbolic link or lies behind one; links are not written through");
    case ENOTDIR:
        return Words::tr("a part of its path is a link or not a folder");
    case EISDIR:
        return Words::tr("it is a folder");
    default:
        return QString::fromLocal8Bit(std::strerror(error));
    }
}

std::unexpected<Error> systemError(const QByteArray &path)
{
    const int error = errno;
    const bool refused = error == ELOOP || error == ENOTDIR || error == EISDIR;
    return fail(refused ? Error::Kind::Refused : Error::Kind::Storage,
                QStringLiteral("%1: %2").arg(QString::fromUtf8(path), systemMessage(error)));
}

std::pair<QByteArray, QByteArray> splitPath(const QByteArray &path)
{
    const qsizetype slash = path.lastIndexOf('/');
    return slash < 0 ? std::pair(QByteArray(), path) : std::pair(path.first(slash), path.sliced(slash + 1));
}

std::optional<QList<DirectoryEntry>> entriesOf(int folder)
{
    const int copy = ::fcntl(folder, F_DUPFD_CLOEXEC, 0);
    DIR *stream = copy < 0 ? nullptr : ::fdopendir(copy);
    if (!stream)
        return std::nullopt;
    ::rewinddir(stream); // the copy shares its place with whoever listed before
    QList<DirectoryEntry> entries;
    while (const dirent *entry = ::readdir(stream)) {
        DirectoryEntry found{QByteArray(entry->d_name)};
        if (found.name == "." || found.name == "..")
            continue;
        found.info.st_mode = S_IFDIR;
        if (entry->d_type == DT_DIR
            || ::fstatat(folder, entry->d_name, &found.info, AT_SYMLINK_NOFOLLOW) == 0) // else it is gone already
            entries.append(found);
    }
    ::closedir(stream);
    return entries;
}

std::optional<QByteArray> readAll(int fd, qint64 size, qint64 limit)
{
    QByteArray bytes;
    bytes.resizeForOverwrite(std::min(size, limit) + 1);
    qsizetype filled = 0;
    for (;;) {
        const ssize_t got = ::read(fd, bytes.data() + filled, bytes.size() - filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return std::nullopt;
        filled += got;
        if (filled > limit) {
            errno = EFBIG;
            return std::nullopt;
        }
        if (got == 0)
            break;
        if (filled == bytes.size()) // grew since its size was asked
            bytes.resizeForOverwrite(bytes.size() * 2);
    }
    bytes.truncate(filled);
    return bytes;
}

Descriptor Disk::openRoot() const
{
    return Descriptor(::open(QFile::encodeName(m_root).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

bool Disk::exists() const
{
    return openRoot().isOpen();
}

Descriptor Disk::folder(const QByteArray &path) const
{
    Descriptor at = openRoot();
    for (const QByteArray &part : path.isEmpty() ? QList<QByteArray>() : path.split('/')) {
        if (!at.isOpen())
            break;
        at = Descriptor(::openat(at.get(), part.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    }
    return at;
}

Result<DiskFile> Disk::read(const QByteArray &path) const
{
    const auto [parent, name] = splitPath(path);
    const Descriptor folder = this->folder(parent);
    if (!folder.isOpen() && (errno == ENOENT || errno == ENOTDIR))
        return errno == ENOENT ? Result<DiskFile>(DiskFile{}) : DiskFile{DiskFile::Kind::Other, {}, false};
    if (!folder.isOpen())
        return systemError(path);
    struct stat info = {};
    if (::fstatat(folder.get(), name.constData(), &info, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? Result<DiskFile>(DiskFile{}) : systemError(path);
    if (S_ISLNK(info.st_mode)) {
        QByteArray target(info.st_size + 1, Qt::Uninitialized);
        const ssize_t length = ::readlinkat(folder.get(), name.constData(), target.data(), target.size());
        target.truncate(std::max<ssize_t>(length, 0));
        return DiskFile{DiskFile::Kind::Link, target, false};
    }
    if (!S_ISREG(info.st_mode))
        return DiskFile{DiskFile::Kind::Other, {}, false};
    const Descriptor file(::openat(folder.get(), name.constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!file.isOpen())
        return systemError(path);
    const auto bytes = readAll(file.get(), info.st_size, std::numeric_limits<int>::max());
    if (!bytes)
        return systemError(path);
    return DiskFile{DiskFile::Kind::File, *bytes, (info.st_mode & S_IXUSR) != 0};
}

qint64 Disk::changedAt(QByteArray path) const
{
    for (;; path = splitPath(path).first) {
        const auto [parent, name] = splitPath(path);
        const Descriptor folder = this->folder(parent);
        struct stat info = {};
        const bool found = folder.isOpen()
            && (path.isEmpty() ? ::fstat(folder.get(), &info)
                               : ::fstatat(folder.get(), name.constData(), &info, AT_SYMLINK_NOFOLLOW))
                == 0;
        if (found || path.isEmpty())
            return found ? qint64(info.st_ctim.tv_sec) : 0;
    }
}

Result<Descriptor> Disk::madeFolder(const QByteArray &path) const
{
    Descriptor at = openRoot();
    if (!at.isOpen() && errno == ENOENT && QDir().mkpath(m_root))
        at = openRoot();
    for (const QByteArray &part : path.isEmpty() ? QList<QByteArray>() : path.split('/')) {
        if (!at.isOpen())
            break;
        if (::mkdirat(at.get(), part.constData(), 0777) != 0 && errno != EEXIST)
            return systemError(path);
        at = Descriptor(::openat(at.get(), part.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    }
    if (!at.isOpen())
        return systemError(path.isEmpty() ? QFile::encodeName(m_root) : path);
    return at;
}

Result<QByteArray> Disk::stage(const QByteArray &path, const QByteArray &bytes, bool executable, Staged how) const
{
    const auto [parent, name] = splitPath(path);
    const Result<Descriptor> folder = madeFolder(parent);
    if (!folder)
        return std::unexpected(folder.error());
    const QByteArray staged
        = stagedPrefix.toByteArray() + QByteArray::number(QRandomGenerator::global()->generate64(), 36);
    struct stat old = {};
    const bool known
        = ::fstatat(folder->get(), name.constData(), &old, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(old.st_mode);
    const Descriptor file(::openat(folder->get(), staged.constData(),
                                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, executable ? 0777 : 0666));
    if (!file.isOpen())
        return systemError(path);
    if (known) // a private file stays private
        ::fchmod(file.get(), executable ? (old.st_mode & 0777) | ((old.st_mode & 0444) >> 2) : old.st_mode & 0666);
    qsizetype written = 0;
    while (written < bytes.size()) {
        const ssize_t put = ::write(file.get(), bytes.constData() + written, bytes.size() - written);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            break;
        written += put;
    }
    // A file system that cannot begin early still writes it in time, or recovery does.
    if (how == Staged::Begun)
        ::sync_file_range(file.get(), 0, 0, SYNC_FILE_RANGE_WRITE);
    if (written < bytes.size() || (how == Staged::Synced && ::fsync(file.get()) != 0)) {
        const auto error = systemError(path);
        ::unlinkat(folder->get(), staged.constData(), 0);
        return error;
    }
    return parent.isEmpty() ? staged : parent + '/' + staged;
}

Result<> Disk::replace(const QByteArray &staged, const QByteArray &path) const
{
    const auto [parent, name] = splitPath(path);
    const Descriptor folder = this->folder(parent);
    Descriptor old = folder.isOpen() ? heldFile(folder.get(), name.constData()) : Descriptor();
    if (!folder.isOpen()
        || ::renameat(folder.get(), splitPath(staged).second.constData(), folder.get(), name.constData()) != 0)
        return systemError(path);
    closeLater(std::move(old));
    return {};
}

Result<> Disk::remove(const QByteArray &path) const
{
    const auto [parent, name] = splitPath(path);
    const Descriptor folder = this->folder(parent);
    if (!folder.isOpen() || ::unlinkat(folder.get(), name.constData(), 0) != 0)
        return errno == ENOENT ? Result<>() : systemError(path);
    return {};
}

void Disk::removeEmptyFolders(QByteArray path) const
{
    while (!path.isEmpty()) {
        const auto [parent, name] = splitPath(path);
        const Descriptor folder = this->folder(parent);
        if (folder.isOpen() && ::unlinkat(folder.get(), name.constData(), AT_REMOVEDIR) != 0 && errno != ENOENT)
            return;
        path = parent;
    }
}

void Disk::removeStaged(const QByteArray &path) const
{
    const QByteArray parent = splitPath(path).first;
    const Descriptor folder = this->folder(parent);
    if (!folder.isOpen())
        return;
    for (const DirectoryEntry &entry : entriesOf(folder.get()).value_or(QList<DirectoryEntry>())) {
        if (entry.name.startsWith(stagedPrefix) && S_ISREG(entry.info.st_mode))
            ::unlinkat(folder.get(), entry.name.constData(), 0);
    }
}

Result<> Disk::sync(QByteArray folderPath) const
{
    Descriptor folder = this->folder(folderPath);
    while (!folder.isOpen() && !folderPath.isEmpty()) {
        folderPath = splitPath(folderPath).first;
        folder = this->folder(folderPath);
    }
    if (folder.isOpen() && ::fsync(folder.get()) != 0 && errno != EINVAL) // EINVAL: a file system that cannot
        return systemError(folderPath);
    return {};
}

} // namespace hsf::library
