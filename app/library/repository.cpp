// SPDX-License-Identifier: MIT
//
// The history's repository: opened, or made when there is none.
#include "library/words_p.h"
#include "library/writer_p.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace hsf::library {

namespace {
Result<> synced(const QString &path)
{
    const Descriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    return file.isOpen() && ::fsync(file.get()) == 0 ? Result<>() : Result<>(systemError(path.toUtf8()));
}
} // namespace

Result<> makeRepository(const Place &place)
{
    TurnLock lock(place.lockFile);
    if (const Result<> taken = lock.take(10'000); !taken)
        return taken;
    const auto release = qScopeGuard([&] { lock.release(); });
    if (QFileInfo::exists(place.repository + QStringLiteral("/objects")))
        return {}; // somebody was quicker
    const QFileInfo there(place.repository);
    if (there.exists() && !there.isDir())
        return git::damaged(Words::tr("a file is in its place"));
    if (there.exists() && !QDir(place.repository).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
        return git::damaged(Words::tr("all of its revisions are missing"));
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
    // A repository whose HEAD or configuration is empty after a power cut would be none at all.
    QStringList parts{aside};
    QDirIterator walk(aside, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (walk.hasNext())
        parts << walk.next();
    for (const QString &part : std::as_const(parts)) {
        if (const Result<> done = synced(part); !done)
            return done;
    }
    if (std::rename(QFile::encodeName(aside).constData(), QFile::encodeName(place.repository).constData()) != 0)
        return systemError(place.repository.toUtf8());
    return synced(QFileInfo(place.repository).path());
}

Result<git::Repository> openedOrMade(const Place &place)
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
    if (code == GIT_ENOTFOUND)
        return withContext(git::damaged(Words::tr("it is no Git repository any more")).error(), attempted);
    if (code != 0)
        return withContext(git::lastError().error(), attempted);
    git::Repository owner(repository);
    const Result<> safe = git::readLooseSafely(repository);
    return safe ? Result<git::Repository>(std::move(owner)) : std::unexpected(safe.error());
}

} // namespace hsf::library
