// SPDX-License-Identifier: MIT
#include "library/disk_p.h"
#include "library/git_p.h"

#include <QSet>

#include <fcntl.h>
#include <unistd.h>

namespace hsf::library::git {

namespace {
/// From so many objects on, one sync of the file system is quicker than one for each.
constexpr qsizetype many = 64;

Result<> syncPath(const QByteArray &path, int flags)
{
    const Descriptor file(::open(path.constData(), O_RDONLY | O_CLOEXEC | flags));
    if (!file.isOpen() && errno == ENOENT)
        return {}; // of an object: it is in a pack
    return file.isOpen() && ::fsync(file.get()) == 0 ? Result<>() : Result<>(systemError(path));
}
} // namespace

Result<> syncObjects(git_repository *repository, const QList<git_oid> &ids)
{
    const QByteArray objects = QByteArray(git_repository_path(repository)) + "objects";
    if (ids.size() > many) {
        const Descriptor folder(::open(objects.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        return folder.isOpen() && ::syncfs(folder.get()) == 0 ? Result<>() : Result<>(systemError(objects));
    }
    QSet<QByteArray> folders{objects};
    for (const git_oid &id : ids) {
        const QByteArray name = hex(id).toLatin1();
        const QByteArray folder = objects + '/' + name.first(2);
        folders.insert(folder);
        if (const Result<> synced = syncPath(folder + '/' + name.sliced(2), 0); !synced)
            return synced;
    }
    for (const QByteArray &folder : std::as_const(folders)) {
        if (const Result<> synced = syncPath(folder, O_DIRECTORY); !synced)
            return synced;
    }
    return {};
}

Result<> syncReference(git_repository *repository, const char *reference)
{
    const QByteArray path = QByteArray(git_repository_path(repository)) + reference;
    return syncPath(path, 0).and_then([&] { return syncPath(splitPath(path).first, O_DIRECTORY); });
}

} // namespace hsf::library::git
