// SPDX-License-Identifier: MIT
#include "storage/connections_p.h"
#include "storage/migrations_p.h"
#include "storage/words_p.h"

#include <QDir>
#include <QFile>
#include <QSqlError>
#include <QSqlQuery>

namespace hsf::storage {

namespace {

struct Migration {
    int number = 0;
    QString file;
};

/// In order; a gap or a number used twice is a fault of the program, found by every test that opens a database.
Result<QList<Migration>> migrationsIn(const QString &folder)
{
    QList<Migration> found;
    const QDir dir(folder);
    for (const QString &name : dir.entryList({QStringLiteral("*_*.sql")}, QDir::Files, QDir::Name)) {
        found.append({name.section(u'_', 0, 0).toInt(), dir.filePath(name)});
        if (found.last().number != found.size())
            return fail(Error::Kind::Malformed,
                        Words::tr("the migration %1 is not number %2").arg(name).arg(found.size()));
    }
    return found;
}

Result<> execute(QSqlDatabase &db, const QString &sql)
{
    QSqlQuery query(db);
    if (!query.exec(sql))
        return std::unexpected(sqlError(query.lastError(), db.databaseName()));
    return {};
}

Result<int> numberFrom(QSqlDatabase &db, const QString &sql)
{
    QSqlQuery query(db);
    if (!query.exec(sql) || !query.next())
        return std::unexpected(sqlError(query.lastError(), db.databaseName()));
    return query.value(0).toInt();
}

Result<int> versionOf(QSqlDatabase &db)
{
    return numberFrom(db, QStringLiteral("PRAGMA user_version"));
}

Result<> runStatements(QSqlDatabase &db, const Migration &migration)
{
    QFile file(migration.file);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::Kind::Storage, Words::tr("cannot read the migration %1").arg(migration.file));
    // Asked again inside the transaction: another process may have been quicker.
    const Result<int> version = versionOf(db);
    if (!version)
        return std::unexpected(version.error());
    if (*version >= migration.number)
        return {};
    for (const QString &statement : statementsOf(QString::fromUtf8(file.readAll()))) {
        if (const Result<> done = execute(db, statement); !done)
            return withContext(done.error(), QFileInfo(migration.file).fileName());
    }
    return execute(db, QStringLiteral("PRAGMA user_version=%1").arg(migration.number));
}

Result<> apply(QSqlDatabase &db, const Migration &migration)
{
    if (const Result<> begun = execute(db, QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return begun;
    Result<> done = runStatements(db, migration);
    if (done)
        done = execute(db, QStringLiteral("COMMIT"));
    if (!done)
        std::ignore = execute(db, QStringLiteral("ROLLBACK"));
    return done;
}

} // namespace

QStringList statementsOf(const QString &migration)
{
    QStringList statements(QString{});
    bool hasWords = false;
    for (const QString &line : migration.split(u'\n')) {
        const QString trimmed = line.trimmed();
        if (trimmed == QLatin1String("-- next")) {
            if (hasWords)
                statements.append(QString());
            else
                statements.last().clear();
            hasWords = false;
            continue;
        }
        hasWords = hasWords || (!trimmed.isEmpty() && !trimmed.startsWith(QLatin1String("--")));
        statements.last() += line + u'\n';
    }
    if (!hasWords)
        statements.removeLast();
    return statements;
}

Result<> migrate(QSqlDatabase &db, const QString &folder, const std::function<Result<>(int)> &backUp)
{
    const Result<QList<Migration>> migrations = migrationsIn(folder);
    if (!migrations)
        return std::unexpected(migrations.error());
    const Result<int> version = versionOf(db);
    if (!version)
        return std::unexpected(version.error());
    if (*version > migrations->size())
        return fail(
            Error::Kind::Refused,
            Words::tr("%1 was written by a newer version of this program (tables %2, this one knows %3). Update the "
                      "program, or use another home with --home; the file was left as it is")
                .arg(db.databaseName())
                .arg(*version)
                .arg(migrations->size()));
    const Result<int> tables = numberFrom(db, QStringLiteral("SELECT count(*) FROM sqlite_master"));
    if (!tables)
        return std::unexpected(tables.error());
    for (const Migration &migration : migrations->mid(*version)) {
        if (*tables > 0) {
            if (const Result<> kept = backUp(migration.number - 1); !kept)
                return kept;
        }
        if (const Result<> done = apply(db, migration); !done)
            return done;
    }
    return {};
}

} // namespace hsf::storage
