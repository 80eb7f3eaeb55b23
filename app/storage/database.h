// SPDX-License-Identifier: MIT
//
// One SQLite file: a connection a thread, WAL, one writer at a time, migrations from resources/sql. A damaged or newer file is
// an error with a sentence, never overwritten.
#pragma once
#include "base/error.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>
#include <functional>

namespace hsf::storage {

class Database
{
public:
    /// Opens or makes the file and migrates it (resources :/sql/NNN_*.sql in order; a copy is kept before each migration of a
    /// non-empty file, in `backupFolder`).
    static Result<std::shared_ptr<Database>> open(const QString &file, const QString &backupFolder);
    ~Database();

    /// This thread's connection; opened at first use, closed when the thread ends or the Database goes.
    Result<QSqlDatabase> connection();

    /// Runs one statement with values bound in order; the query is active for SELECTs.
    Result<QSqlQuery> run(const QString &sql, const QVariantList &values = {});

    /// BEGIN IMMEDIATE … COMMIT around `work`; rolls back when it returns an error. Nested calls join the outer one.
    Result<> transaction(const std::function<Result<>()> &work);

    /// A consistent copy of the whole file, made while it is in use (SQLite's VACUUM INTO or backup).
    Result<> backupTo(const QString &file);
    const QString &file() const;

private:
    struct Private;
    explicit Database(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace hsf::storage
