// SPDX-License-Identifier: MIT
//
// Copies of a database that roll: one a day, the newest seven kept (and as many from before migrations, see
// database.h). What is lost or damaged comes back from the newest whole one; nothing damaged is ever removed.
#pragma once
#include "storage/database.h"

#include <QDateTime>

namespace hsf::storage {

/// A copy named factory-daily-2026-01-31.db, where there is none of that day yet. True: it was made now. May take as
/// long as copying the file does; others read and write meanwhile.
Result<bool> backUpDaily(Database &database, const QString &folder, const QDateTime &now);

struct BroughtBack {
    QString from; ///< the copy; empty: there was no whole one, the database begins anew
    QDateTime made; ///< when the copy was made
    QString kept; ///< where the damaged file lies now; empty: there was none
};
/// Is it there, with tables, and does SQLite find nothing wrong with it?
bool isWhole(const QString &file);
/// Puts the damaged file aside and a copy of the newest whole backup in its place. Nobody may have the file open.
Result<BroughtBack> bringBack(const QString &file, const QString &folder, const QDateTime &now);

} // namespace hsf::storage
