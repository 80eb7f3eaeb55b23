// SPDX-License-Identifier: MIT
#include "service/databasecare.h"
#include "service/words_p.h"

#include "storage/backups.h"
#include "tools/grants.h"

#include <QLocale>

namespace hsf::service {

namespace {

/// A home that has a past but no database has lost it; a new one has neither.
bool isLost(const Home &home)
{
    return !QFileInfo::exists(home.database()) && QFileInfo::exists(home.history() + QStringLiteral("/objects"));
}

QString noteOf(const storage::BroughtBack &back)
{
    const QString what = back.kept.isEmpty() ? Words::tr("The database was missing.")
                                             : Words::tr("The database was damaged; it is kept as %1.").arg(back.kept);
    const QString rest = back.from.isEmpty()
        ? Words::tr("There was no copy of it, so conversations, changes that waited, pins and the record of use are gone.")
        : Words::tr("It was brought back from the copy of %1; conversations, changes that waited, pins and the record of use from after that "
             "are missing.")
              .arg(QLocale().toString(back.made.toLocalTime(), QLocale::ShortFormat));
    return what + u' ' + rest + u' '
        + Words::tr("What was allowed for longer than once asks again, because what was revoked since is not known. Skills, memory and "
                    "their history are whole.");
}

} // namespace

Result<CaredDatabase> openedDatabase(const Home &home, const Clock &clock)
{
    const auto open = [&] { return storage::Database::open(home.database(), home.backups()); };
    const bool lost = isLost(home);
    if (!lost) {
        auto database = open();
        if (database)
            return CaredDatabase{*database, {}};
        // Written by a newer version, locked, unreadable: no reason to take another one.
        if (database.error().kind != Error::Kind::Malformed || storage::isWhole(home.database()))
            return std::unexpected(database.error());
    }
    const auto note = broughtBackDatabase(home, clock);
    if (!note)
        return std::unexpected(note.error());
    auto database = open();
    if (!database)
        return std::unexpected(database.error());
    return CaredDatabase{*database, *note};
}

Result<QString> broughtBackDatabase(const Home &home, const Clock &clock)
{
    const auto back = storage::bringBack(home.database(), home.backups(), clock.now());
    if (!back)
        return std::unexpected(back.error());
    auto database = storage::Database::open(home.database(), home.backups());
    if (!database)
        return std::unexpected(database.error());
    return tools::Grants(*database, clock).forgetAll().transform([&] { return noteOf(*back); });
}

} // namespace hsf::service
