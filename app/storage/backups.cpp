// SPDX-License-Identifier: MIT
#include "storage/backups.h"
#include "storage/connections_p.h"
#include "storage/words_p.h"

#include <QDir>
#include <QFile>
#include <QUuid>

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace hsf::storage {

namespace {
constexpr int keptDays = 7;

QString dailyPattern(const QString &file)
{
    return QFileInfo(file).completeBaseName() + QStringLiteral("-daily-%1.db");
}

/// Newest first, daily ones and those from before a migration.
QFileInfoList copiesOf(const QString &file, const QString &folder)
{
    return QDir(folder).entryInfoList({QFileInfo(file).completeBaseName() + QStringLiteral("-*.db")}, QDir::Files,
                                      QDir::Time);
}

std::unexpected<Error> cannotMove(const QString &file)
{
    return fail(Error::Kind::Storage, Words::tr("cannot put %1 aside; check who owns its folder").arg(file));
}

bool renamed(const QString &from, const QString &to)
{
    return std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0;
}

bool synced(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    const bool done = file >= 0 && ::fsync(file) == 0;
    if (file >= 0)
        ::close(file);
    return done;
}

/// With what SQLite keeps beside it: those belong to the damaged file and would spoil another one.
Result<QString> putAside(const QString &file, const QDateTime &now)
{
    const QString wanted = file + QStringLiteral(".damaged-") + now.toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString aside = wanted;
    for (int i = 2; QFileInfo::exists(aside); ++i)
        aside = wanted + u'-' + QString::number(i);
    const bool there = QFileInfo::exists(file);
    for (const char *end : {"-wal", "-shm", ""}) {
        const QString part = file + QLatin1StringView(end);
        if (QFileInfo::exists(part) && !renamed(part, aside + QLatin1StringView(end)))
            return cannotMove(part);
    }
    return there ? aside : QString();
}
} // namespace

Result<bool> backUpDaily(Database &database, const QString &folder, const QDateTime &now)
{
    const QString pattern = dailyPattern(database.file());
    const QDir dir(folder);
    const QString today = dir.filePath(pattern.arg(now.toUTC().toString(QStringLiteral("yyyy-MM-dd"))));
    if (QFileInfo::exists(today))
        return false;
    if (const Result<> copied = database.backupTo(today); !copied)
        return std::unexpected(copied.error());
    // By name: that is by day, whatever happened to the files' times.
    const QStringList copies = dir.entryList({pattern.arg(QStringLiteral("*"))}, QDir::Files, QDir::Name | QDir::Reversed);
    for (const QString &copy : copies.mid(keptDays))
        QFile::remove(dir.filePath(copy));
    return true;
}

bool isWhole(const QString &file)
{
    if (!QFileInfo::exists(file))
        return false;
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const bool whole = [&] {
        const Result<QSqlDatabase> db = openConnection(file, name);
        if (!db)
            return false;
        QSqlQuery check(*db);
        if (!check.exec(QStringLiteral("PRAGMA quick_check(1)")) || !check.next() || check.value(0).toString() != u"ok")
            return false;
        QSqlQuery version(*db);
        return version.exec(QStringLiteral("PRAGMA user_version")) && version.next() && version.value(0).toInt() > 0;
    }();
    QSqlDatabase::removeDatabase(name);
    return whole;
}

Result<BroughtBack> bringBack(const QString &file, const QString &folder, const QDateTime &now)
{
    const Result<QString> kept = putAside(file, now);
    if (!kept)
        return std::unexpected(kept.error());
    BroughtBack back{{}, {}, *kept};
    const QString part = file + QStringLiteral(".part");
    for (const QFileInfo &copy : copiesOf(file, folder)) {
        QFile::remove(part);
        // Looked at as a copy: SQLite writes beside what it opens.
        if (!QFile::copy(copy.filePath(), part) || !isWhole(part))
            continue;
        for (const char *end : {"-wal", "-shm"})
            QFile::remove(part + QLatin1StringView(end));
        if (!synced(part) || !renamed(part, file) || !synced(QFileInfo(file).path()))
            return fail(Error::Kind::Storage,
                        Words::tr("the copy %1 could not be put in its place").arg(copy.filePath()));
        back.from = copy.filePath();
        back.made = copy.lastModified().toUTC();
        return back;
    }
    QFile::remove(part);
    return back;
}

} // namespace hsf::storage
