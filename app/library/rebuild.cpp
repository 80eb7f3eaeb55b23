// SPDX-License-Identifier: MIT
#include "library/rebuild.h"
#include "library/words_p.h"
#include "library/writer_p.h"

#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>

#include <cstdio>

namespace hsf::library {

namespace {
QString freePlace(const QString &repository, const QDateTime &now)
{
    const QString wanted = repository + QStringLiteral(".damaged-") + now.toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString place = wanted;
    for (int i = 2; QFileInfo::exists(place); ++i)
        place = wanted + u'-' + QString::number(i);
    return place;
}

Result<QString> putAside(const Place &place, const QDateTime &now)
{
    TurnLock lock(place.lockFile);
    if (const Result<> taken = lock.take(10'000); !taken)
        return std::unexpected(taken.error());
    const auto release = qScopeGuard([&] { lock.release(); });
    if (!QFileInfo::exists(place.repository))
        return QString();
    // The notes of what the stores wrote last go with it.
    if (const Result<> synced
        = syncFileSystemsOf({place.repository, place.stores.isEmpty() ? place.repository : place.stores});
        !synced)
        return std::unexpected(synced.error());
    const QString aside = freePlace(place.repository, now);
    if (std::rename(QFile::encodeName(place.repository).constData(), QFile::encodeName(aside).constData()) != 0)
        return systemError(QFile::encodeName(place.repository));
    return aside;
}
} // namespace

Result<QString> rebuildHistory(const Place &place, const QDateTime &now)
{
    const QString attempt = Words::tr("The history could not be begun anew");
    const auto aside = putAside(place, now);
    if (!aside)
        return withContext(aside.error(), attempt);
    const auto writer = Writer::open(place);
    if (!writer)
        return withContext(writer.error(), attempt);
    if (const auto recorded = (*writer)->recordOutside(); !recorded)
        return withContext(recorded.error(), attempt);
    return *aside;
}

} // namespace hsf::library
