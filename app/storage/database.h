// SPDX-License-Identifier: MIT
//
// One SQLite file: a connection a thread, WAL, one writer at a time, migrations from resources/sql. A damaged or newer
// file is an error with a sentence, never overwritten. What a committed transaction wrote survives a power cut
// (synchronous=FULL).
#pragma once
#include "base/error.h"

#include <functional>
#include <memory>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

namespace hsf::storage {

class Database
{
public:
    /// Opens or makes the file and migrates it (resources :/sql/NNN_*.sql in order; a copy is kept before each
    /// migration of a non-empty file, in `backupFolder`).
    static Result<std::shared_ptr<Database>> open(const QString &file, const QString &backupFolder,
                                                  const QString &migrations = QStringLiteral(":/sql"));
    /// No other thread may be inside a call then; their connections are closed too.
    ~Database();

    /// This thread's connection; opened at first use, closed when the thread ends or the Database goes.
    Result<QSqlDatabase> connection();

    /// Runs one statement with values bound in order; the query is active for SELECTs, forward only. A null QString or
    /// QByteArray is stored as empty; NULL is an invalid QVariant.
    Result<QSqlQuery> run(const QString &sql, const QVariantList &values = {});

    /// The same for a statement that gives no rows and is run often: it stays prepared.
    Result<> change(const QString &sql, const QVariantList &values = {});
    /// The first column of the first row; invalid: there is none. Stays prepared, too.
    Result<QVariant> value(const QString &sql, const QVariantList &values = {});
    /// Each row in turn. Stays prepared, too; `row` must not run the same statement.
    Result<> each(const QString &sql, const QVariantList &values, const std::function<void(const QSqlQuery &)> &row);

    /// What a power cut may take. Nothing: what the transaction wrote is on the disk when it ends. Newest: it may be gone with
    /// all that came after it (the file stays whole); for what is told by other means as well.
    enum class MayLose { Nothing, Newest };
    /// BEGIN IMMEDIATE … COMMIT around `work`; rolls back when it returns an error or throws. Nested calls join the
    /// outer one; a nested one that fails takes back only what it did itself.
    Result<> transaction(const std::function<Result<>()> &work, MayLose mayLose = MayLose::Nothing);

    /// A consistent copy of the whole file, made while it is in use (VACUUM INTO); replaces `file` only when complete.
    Result<> backupTo(const QString &file);
    const QString &file() const;

private:
    struct Private;
    explicit Database(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace hsf::storage
