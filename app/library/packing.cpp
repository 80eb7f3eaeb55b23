// SPDX-License-Identifier: MIT
#include "library/packing.h"
#include "library/disk_p.h"
#include "library/pastwalk_p.h"
#include "library/words_p.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace hsf::library {

namespace {

/// More packs than that become one: each is one more place to look for an object.
constexpr qsizetype manyPacks = 8;

/// Held while one process packs; the system gives it back when the process dies.
Descriptor packingLock(const QString &repository)
{
    Descriptor file(::open(QFile::encodeName(repository + QStringLiteral("/hsf-packing.lock")).constData(),
                           O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    return file.isOpen() && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0 ? std::move(file) : Descriptor();
}

/// What a killed process left of a pack. Only who holds the lock above makes packs here; a transfer by Git may be at
/// work too, so young ones stay.
void removeUnfinishedPacks(const QString &repository)
{
    QDir packs(repository + QStringLiteral("/objects/pack"));
    const QDateTime old = QDateTime::currentDateTimeUtc().addDays(-1);
    for (const QFileInfo &file :
         packs.entryInfoList({QStringLiteral("tmp_*"), QStringLiteral(".tmp-*"), QStringLiteral("pack_git2_*")},
                             QDir::Files | QDir::Hidden)) {
        if (file.lastModified() < old)
            QFile::remove(file.filePath());
    }
}

QStringList looseNames(const QString &objects, const QString &part)
{
    QStringList names = QDir(objects + u'/' + part).entryList(QDir::Files);
    names.removeIf([](const QString &name) { return name.size() != GIT_OID_SHA1_HEXSIZE - 2; });
    return names;
}

QStringList looseFolders(const QString &objects)
{
    return QDir(objects).entryList({QStringLiteral("[0-9a-f][0-9a-f]")}, QDir::Dirs);
}

/// Runs until it ends or is to stop.
Result<bool> ran(const QString &program, const QStringList &arguments, const std::function<bool()> &stopped)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) { // another repository of who started us
        if (name.startsWith(u"GIT_"))
            environment.remove(name);
    }
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForStarted())
        return fail(Error::Kind::NotFound, Words::tr("the program git could not be started"));
    while (!process.waitForFinished(200) && process.state() != QProcess::NotRunning) {
        if (!stopped || !stopped())
            continue;
        process.terminate(); // it removes what it began
        if (!process.waitForFinished(5'000))
            process.kill();
        process.waitForFinished();
        return false;
    }
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    return fail(
        Error::Kind::Storage,
        Words::tr("git could not pack the history: %1").arg(QString::fromUtf8(process.readAll()).trimmed().right(400)));
}

/// Packs grow in steps (each at least twice the next), so that each object is written few times in its life. Nothing is
/// pruned: what no branch names stays.
Result<bool> packWithGit(const QString &repository, const std::function<bool()> &stopped)
{
    return ran(QStringLiteral("git"),
               {QStringLiteral("-c"), QStringLiteral("core.fsync=all"), QStringLiteral("-c"),
                QStringLiteral("pack.threads=1"), QStringLiteral("-c"), QStringLiteral("pack.depth=50"),
                QStringLiteral("--git-dir=") + repository, QStringLiteral("repack"), QStringLiteral("-d"),
                QStringLiteral("-l"), QStringLiteral("-q"), QStringLiteral("--geometric=2")},
               stopped);
}

class Packer
{
public:
    Packer(git_repository *repository, QString path, const std::function<bool()> &stopped)
        : m_repository(repository)
        , m_objects(path + QStringLiteral("/objects"))
        , m_stopped(stopped)
    { }

    Result<bool> run()
    {
        QDir packs(m_objects + QStringLiteral("/pack"));
        const QStringList old = packs.entryList({QStringLiteral("pack-*.pack")}, QDir::Files);
        const bool whole = old.size() > manyPacks;
        const Result<QString> made = written(whole);
        if (!made || made->isEmpty())
            return made.transform([](const QString &) { return false; });
        if (const Result<> removed = removeLoose(*made); !removed)
            return std::unexpected(removed.error());
        // The new pack has all that these have.
        for (const QString &pack : whole ? old : QStringList()) {
            const QString name = pack.chopped(5);
            if (pack.contains(*made) || packs.exists(name + QStringLiteral(".keep")))
                continue;
            for (const char *end : {".pack", ".idx", ".rev", ".bitmap"}) // without its pack an index is passed by
                packs.remove(name + QLatin1StringView(end));
        }
        return true;
    }

private:
    bool isStopped() const { return m_stopped && m_stopped(); }

    /// The name of a synced pack of all loose objects, or of all there are; empty: nothing to pack, or stopped.
    Result<QString> written(bool whole)
    {
        git_packbuilder *made = nullptr;
        if (git_packbuilder_new(&made, m_repository) != 0)
            return git::lastError();
        const std::unique_ptr<git_packbuilder, git::Freed<git_packbuilder_free>> builder(made);
        git_packbuilder_set_threads(made, 1);
        if (const Result<> chosen = whole ? insertAll(made) : insertLoose(made); !chosen)
            return std::unexpected(chosen.error());
        if (git_packbuilder_object_count(made) == 0 || isStopped())
            return QString();
        const auto progress
            = [](int, uint32_t, uint32_t, void *self) { return static_cast<Packer *>(self)->isStopped() ? -1 : 0; };
        git_packbuilder_set_callbacks(made, progress, this);
        const QByteArray folder = QFile::encodeName(m_objects + QStringLiteral("/pack"));
        if (git_packbuilder_write(made, folder.constData(), 0444, nullptr, nullptr) != 0)
            return isStopped() ? Result<QString>(QString()) : git::lastError();
        const QString name = QString::fromLatin1(git_packbuilder_name(made));
        for (const char *end : {".pack", ".idx"}) {
            if (const Result<> done = synced(m_objects + QStringLiteral("/pack/pack-") + name + QLatin1StringView(end));
                !done)
                return std::unexpected(done.error());
        }
        const Result<> done = synced(m_objects + QStringLiteral("/pack"));
        return done ? Result<QString>(name) : std::unexpected(done.error());
    }

    static Result<> synced(const QString &path)
    {
        const Descriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
        return file.isOpen() && ::fsync(file.get()) == 0 ? Result<>() : Result<>(systemError(QFile::encodeName(path)));
    }

    Result<> insertLoose(git_packbuilder *builder)
    {
        for (const QString &part : looseFolders(m_objects)) {
            for (const QString &name : looseNames(m_objects, part)) {
                const auto id = git::idFrom(part + name);
                if (id && git_packbuilder_insert(builder, &*id, nullptr) != 0)
                    return git::lastError();
            }
        }
        return {};
    }

    Result<> insertAll(git_packbuilder *builder)
    {
        git_odb *made = nullptr;
        if (git_repository_odb(&made, m_repository) != 0)
            return git::lastError();
        const std::unique_ptr<git_odb, git::Freed<git_odb_free>> odb(made);
        const auto insert = [](const git_oid *id, void *to) {
            return git_packbuilder_insert(static_cast<git_packbuilder *>(to), id, nullptr);
        };
        return git_odb_foreach(made, insert, builder) == 0 ? Result<>() : git::lastError();
    }

    /// Only what can be read from the new pack goes.
    Result<> removeLoose(const QString &pack)
    {
        git_odb *made = nullptr;
        if (git_odb_new(&made) != 0)
            return git::lastError();
        const std::unique_ptr<git_odb, git::Freed<git_odb_free>> odb(made);
        git_odb_backend *backend = nullptr;
        const QByteArray index
            = QFile::encodeName(m_objects + QStringLiteral("/pack/pack-") + pack + QStringLiteral(".idx"));
        if (git_odb_backend_one_pack(&backend, index.constData()) != 0 || git_odb_add_backend(made, backend, 1) != 0)
            return git::lastError();
        for (const QString &part : looseFolders(m_objects)) {
            for (const QString &name : looseNames(m_objects, part)) {
                const auto id = git::idFrom(part + name);
                if (id && git_odb_exists(made, &*id))
                    QFile::remove(m_objects + u'/' + part + u'/' + name);
            }
        }
        return {};
    }

    git_repository *m_repository;
    QString m_objects;
    const std::function<bool()> &m_stopped;
};

} // namespace

int looseObjects(const QString &repository)
{
    return int(looseNames(repository + QStringLiteral("/objects"), QStringLiteral("17")).size()) * 256;
}

Result<bool> packHistory(const QString &repository, const std::function<bool()> &stopped, PackWith with)
{
    const Descriptor lock = packingLock(repository);
    if (!lock.isOpen())
        return false;
    removeUnfinishedPacks(repository);
    const bool git = with == PackWith::Git
        || (with == PackWith::Whichever && !QStandardPaths::findExecutable(QStringLiteral("git")).isEmpty());
    if (git)
        return packWithGit(repository, stopped);
    const auto opened = openedForReading(repository);
    if (!opened)
        return std::unexpected(opened.error());
    return Packer(opened->get(), repository, stopped).run();
}

} // namespace hsf::library
