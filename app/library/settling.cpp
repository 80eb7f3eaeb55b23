// SPDX-License-Identifier: MIT
//
// Making sure that what was written lies on the disk.
#include "library/words_p.h"
#include "library/writer_p.h"

#include <QFile>
#include <QSet>

#include <fcntl.h>
#include <unistd.h>

namespace hsf::library {

Result<> syncFileSystemsOf(const QStringList &folders)
{
    QSet<dev_t> synced;
    for (const QString &path : folders) {
        const Descriptor folder(::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        struct stat info = {};
        if (!folder.isOpen() && errno == ENOENT) // nothing was written there
            continue;
        if (!folder.isOpen() || ::fstat(folder.get(), &info) != 0)
            return systemError(QFile::encodeName(path));
        if (synced.contains(info.st_dev))
            continue;
        if (::syncfs(folder.get()) != 0)
            return systemError(QFile::encodeName(path));
        synced.insert(info.st_dev);
    }
    return {};
}

/// The whole file systems: with many files that is quicker than one after the other.
Result<> Writer::Private::syncAll() const
{
    QStringList folders{place.repository, place.skills, place.memories};
    if (!place.stores.isEmpty())
        folders << place.stores;
    return syncFileSystemsOf(folders);
}

Result<> Writer::settle(const std::function<bool(const QString &head)> &isKnown)
{
    const auto marked = [&]() -> Result<std::optional<WriteAhead::Mark>> {
        const auto turn = takeTurn();
        if (!turn)
            return std::unexpected(turn.error());
        const auto mark = d->begin().and_then([&] { return d->ahead.mark(); });
        if (!mark)
            return std::unexpected(mark.error());
        const auto head = d->head();
        if (!head)
            return std::unexpected(head.error());
        // Asked before all is synced: what the stores learn afterwards may not be on the disk.
        const bool isTold = mark->end != 0 && (!isKnown || isKnown(head->commit ? git::hex(*head->commit) : QString()));
        return isTold ? std::optional(*mark) : std::nullopt;
    };
    const auto before = marked();
    if (!before)
        return std::unexpected(before.error());
    if (!*before)
        return {};
    if (const Result<> synced = d->syncAll(); !synced) // nobody waits for this: the turn is given back
        return synced;
    const auto turn = takeTurn();
    if (!turn)
        return std::unexpected(turn.error());
    const auto after = d->ahead.mark();
    if (!after)
        return std::unexpected(after.error());
    return *after == **before ? d->ahead.reset() : Result<>();
}

} // namespace hsf::library
