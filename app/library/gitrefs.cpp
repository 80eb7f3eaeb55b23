// SPDX-License-Identifier: MIT
//
// Names of revisions. A ref that is a file of its own is read and moved here, by Git's own rules (a lock file that
// takes the ref's place), because libgit2 reads the configuration and the revision anew for each; all else is left to
// it.
#include "library/disk_p.h"
#include "library/git_p.h"
#include "library/words_p.h"

#include <git2/sys/errors.h>
#include <QFile>
#include <QThread>

#include <fcntl.h>
#include <unistd.h>

namespace hsf::library::git {

namespace {

QByteArray pathOf(git_repository *repository, const char *reference)
{
    return QByteArray(git_repository_path(repository)) + reference;
}

/// nullopt: it is no file that names an object. libgit2 knows more.
std::optional<git_oid> plainTarget(git_repository *repository, const char *reference)
{
    constexpr int hexBytes = GIT_OID_SHA1_HEXSIZE;
    const Descriptor file(::open(pathOf(repository, reference).constData(), O_RDONLY | O_CLOEXEC));
    char text[hexBytes + 2] = {};
    git_oid id{};
    const bool plain = file.isOpen() && ::read(file.get(), text, sizeof text) == hexBytes + 1 && text[hexBytes] == '\n'
        && git_oid_fromstrn(&id, text, hexBytes) == 0;
    return plain ? std::optional(id) : std::nullopt;
}

bool put(int file, const QByteArray &text)
{
    return file >= 0 && ::pwrite(file, text.constData(), size_t(text.size()), 0) == text.size();
}

/// The new name takes the old one's place. Of the mark, which nobody else reads without the writers' lock, in the same
/// file: a file that is exchanged is written to the disk at once by some file systems.
bool replaced(const Descriptor &lockFile, const QByteArray &path, const QByteArray &lock, const QByteArray &text,
              bool isMark)
{
    if (!isMark) {
        Descriptor old = heldFile(AT_FDCWD, path.constData());
        const bool done = put(lockFile.get(), text) && ::rename(lock.constData(), path.constData()) == 0;
        closeLater(std::move(old));
        return done;
    }
    const Descriptor file(::open(path.constData(), O_WRONLY | O_CLOEXEC));
    return put(file.get(), text) && ::unlink(lock.constData()) == 0;
}

/// As git_reference_create_matching() answers; GIT_PASSTHROUGH: not a case for this.
int replaceFile(git_repository *repository, const char *reference, const git_oid &from, const git_oid &to)
{
    const QByteArray path = pathOf(repository, reference), lock = path + ".lock";
    const Descriptor file(::open(lock.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file.isOpen() && errno != EEXIST)
        return GIT_PASSTHROUGH;
    if (!file.isOpen()) {
        git_error_set_str(GIT_ERROR_OS, QByteArray(lock + " is there, another program may be at work").constData());
        return GIT_ELOCKED;
    }
    const auto now = plainTarget(repository, reference);
    const bool isMark = qstrcmp(reference, checkedOutRef) == 0;
    int code = !now ? GIT_PASSTHROUGH : git_oid_equal(&*now, &from) ? 0 : GIT_EMODIFIED;
    if (code == 0 && !replaced(file, path, lock, hex(to).toLatin1() + '\n', isMark))
        code = GIT_PASSTHROUGH; // it fails again there, with its reason
    if (code != 0)
        ::unlink(lock.constData());
    return code;
}

/// A ref's lock file is ours alone under the writers' lock; one that stays was left by a killed process.
int setReference(git_repository *repository, const char *reference, const std::optional<git_oid> &from,
                 const git_oid &to)
{
    const int done = from ? replaceFile(repository, reference, *from, to) : GIT_PASSTHROUGH;
    if (done != GIT_PASSTHROUGH)
        return done;
    git_reference *made = nullptr;
    const int code = from
        ? git_reference_create_matching(&made, repository, reference, &to, true, &*from, "hermes-skill-factory")
        : git_reference_create(&made, repository, reference, &to, false, "hermes-skill-factory");
    const Reference owner(made);
    return code;
}

int removeReference(git_repository *repository, const char *reference, const std::optional<git_oid> &from)
{
    git_reference *found = nullptr;
    if (const int code = git_reference_lookup(&found, repository, reference); code != 0)
        return code;
    const Reference owner(found);
    const git_oid *now = git_reference_target(found);
    return from && now && git_oid_equal(now, &*from) ? git_reference_delete(found) : GIT_EMODIFIED;
}
} // namespace

Result<std::optional<git_oid>> target(git_repository *repository, const char *reference)
{
    if (const auto plain = plainTarget(repository, reference))
        return plain;
    git_oid id{};
    const int code = git_reference_name_to_id(&id, repository, reference);
    if (code == GIT_ENOTFOUND)
        return std::optional<git_oid>();
    if (code != 0)
        return lastError();
    return id;
}

Result<> moveReference(git_repository *repository, const char *reference, const std::optional<git_oid> &from,
                       const std::optional<git_oid> &to)
{
    for (int attempt = 0;; ++attempt) {
        const int code
            = to ? setReference(repository, reference, from, *to) : removeReference(repository, reference, from);
        if (code == 0)
            return {};
        if (code == GIT_EMODIFIED || code == GIT_EEXISTS)
            return fail(Error::Kind::Refused, Words::tr("another program moved the history's branch; try again"));
        if (code != GIT_ELOCKED || attempt > 100)
            return lastError();
        if (attempt == 100)
            QFile::remove(QString::fromUtf8(git_repository_path(repository)) + QLatin1String(reference)
                          + QLatin1String(".lock"));
        QThread::msleep(20);
    }
}

Result<> forceReference(git_repository *repository, const char *reference, const git_oid &to)
{
    if (!target(repository, reference)) // what cannot be read could not be replaced either
        QFile::remove(QString::fromUtf8(git_repository_path(repository)) + QLatin1String(reference));
    git_reference *made = nullptr;
    const int code = git_reference_create(&made, repository, reference, &to, true, "hermes-skill-factory");
    const Reference owner(made);
    return code == 0 ? Result<>() : lastError();
}

} // namespace hsf::library::git
