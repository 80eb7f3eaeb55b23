// SPDX-License-Identifier: MIT
#include "storage/database.h"
#include "base/niceness.h"
#include "storage/connections_p.h"
#include "storage/migrations_p.h"
#include "storage/words_p.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QSqlError>
#include <QThreadPool>
#include <QUuid>

#include <atomic>
#include <cstdio>
#include <mutex>
#include <unistd.h>

namespace hsf::storage {

Q_LOGGING_CATEGORY(storageLog, "hsf.storage", QtWarningMsg)

namespace {

constexpr int keptCopies = 7;

/// QtSql would store a null string as NULL; here a string is a string.
QVariant bindable(const QVariant &value)
{
    if (value.typeId() == QMetaType::QString && value.toString().isNull())
        return QStringLiteral("");
    if (value.typeId() == QMetaType::QByteArray && value.toByteArray().isNull())
        return QByteArray("");
    return value;
}

Result<QSqlQuery> execute(const QSqlDatabase &db, const QString &sql, const QVariantList &values = {})
{
    QSqlQuery query(db);
    query.setForwardOnly(true);
    bool done = query.prepare(sql);
    if (done) {
        for (const QVariant &value : values)
            query.addBindValue(bindable(value));
        done = query.exec();
    }
    if (done)
        return query;
    qCWarning(storageLog) << query.lastError().text() << sql;
    return std::unexpected(sqlError(query.lastError(), db.databaseName()));
}

/// The statement as it was prepared before, run with these values.
Result<QSqlQuery *> executeKept(const QSqlDatabase &db, Statements &statements, const QString &sql,
                                const QVariantList &values = {})
{
    std::unique_ptr<QSqlQuery> &query = statements[sql];
    bool done = query != nullptr;
    if (!query) {
        query = std::make_unique<QSqlQuery>(db);
        query->setForwardOnly(true);
        done = query->prepare(sql);
    }
    if (done) {
        for (int i = 0; i < values.size(); ++i)
            query->bindValue(i, bindable(values[i]));
        done = query->exec();
    }
    if (done)
        return query.get();
    const QSqlError error = query->lastError();
    qCWarning(storageLog) << error.text() << sql;
    statements.erase(sql);
    return std::unexpected(sqlError(error, db.databaseName()));
}

/// Rolls back unless told that all went well, so that an exception of `work` leaves no transaction open.
class Scope
{
public:
    Scope(QSqlDatabase db, Statements &statements, int &depth, Database::MayLose mayLose)
        : m_db(std::move(db))
        , m_statements(statements)
        , m_depth(depth)
        , m_relaxed(depth == 0 && mayLose == Database::MayLose::Newest)
    { }
    ~Scope()
    {
        finish();
        if (m_relaxed) // a PRAGMA works while it is prepared, so it is never kept
            QSqlQuery(m_db).exec(QStringLiteral("PRAGMA synchronous=FULL"));
    }
    Result<> begin()
    {
        if (m_relaxed)
            QSqlQuery(m_db).exec(QStringLiteral("PRAGMA synchronous=NORMAL"));
        const QString sql
            = m_depth == 0 ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("SAVEPOINT hsf%1").arg(m_depth + 1);
        if (const auto done = executeKept(m_db, m_statements, sql); !done)
            return std::unexpected(done.error());
        ++m_depth;
        m_begun = m_open = true;
        return {};
    }
    Result<> commit()
    {
        const QString sql = m_depth == 1 ? QStringLiteral("COMMIT") : QStringLiteral("RELEASE hsf%1").arg(m_depth);
        if (const auto done = executeKept(m_db, m_statements, sql); !done)
            return std::unexpected(done.error());
        m_open = false;
        return {};
    }

private:
    void finish()
    {
        if (m_open && m_depth > 1) {
            std::ignore = execute(m_db, QStringLiteral("ROLLBACK TO hsf%1").arg(m_depth));
            std::ignore = execute(m_db, QStringLiteral("RELEASE hsf%1").arg(m_depth));
        } else if (m_open) {
            QSqlQuery(m_db).exec(QStringLiteral("ROLLBACK")); // fails where SQLite rolled back by itself (disk full)
        }
        if (m_begun)
            --m_depth;
    }
    QSqlDatabase m_db;
    Statements &m_statements;
    int &m_depth;
    bool m_relaxed;
    bool m_begun = false;
    bool m_open = false;
};

void removeOldCopies(const QString &folder, const QString &pattern)
{
    const QDir dir(folder);
    const QStringList copies = dir.entryList({pattern}, QDir::Files, QDir::Name | QDir::Reversed);
    for (const QString &copy : copies.mid(keptCopies))
        QFile::remove(dir.filePath(copy));
}

bool syncFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && ::fsync(file.handle()) == 0;
}

} // namespace

/// A writer would wait for some hundred pages to come to their places in the file; another thread need not hurry. Seldom: it wants
/// the disk at the same time as who writes, and a page that many change is written once.
constexpr int commitsBetweenCheckpoints = 128;

struct Database::Private {
    std::shared_ptr<Connections> connections;
    std::atomic<int> commits = 0;
    QThreadPool checkpointing;
    std::once_flag ready; ///< who writes little never needs the thread

    void noteCommit()
    {
        if (++commits < commitsBetweenCheckpoints)
            return;
        commits = 0;
        if (checkpointing.activeThreadCount() > 0)
            return; // it will be looked at again after the next ones
        std::call_once(ready, [&] {
            checkpointing.setMaxThreadCount(1);
            letTheWindowGoFirst(checkpointing);
        });
        checkpointing.start([connections = connections] {
            if (const auto db = connections->ofThisThread())
                QSqlQuery(*db).exec(QStringLiteral("PRAGMA wal_checkpoint(PASSIVE)"));
        });
    }

    Result<QSqlQuery *> kept(const QString &sql, const QVariantList &values)
    {
        const Result<QSqlDatabase> db = connections->ofThisThread();
        return db ? executeKept(*db, connections->statementsOfThisThread(), sql, values) : std::unexpected(db.error());
    }
};

Database::Database(std::unique_ptr<Private> priv)
    : d(std::move(priv))
{ }

Database::~Database()
{
    d->checkpointing.waitForDone();
    d->connections->closeAll();
}

Result<std::shared_ptr<Database>> Database::open(const QString &file, const QString &backupFolder,
                                                 const QString &migrations)
{
    const QFileInfo info(file);
    if (!QDir().mkpath(info.absolutePath()))
        return fail(Error::Kind::Storage, Words::tr("cannot make the folder %1").arg(info.absolutePath()));
    auto priv = std::make_unique<Private>();
    priv->connections = std::make_shared<Connections>(file);
    std::shared_ptr<Database> database(new Database(std::move(priv)));
    Result<QSqlDatabase> db = database->connection();
    if (!db)
        return std::unexpected(db.error());
    const auto backUp = [&](int version) -> Result<> {
        const QString name = info.completeBaseName() + QStringLiteral("-before-%1.db");
        const Result<> kept = database->backupTo(backupFolder + u'/' + name.arg(version + 1, 3, 10, QLatin1Char('0')));
        if (kept)
            removeOldCopies(backupFolder, name.arg(QStringLiteral("*")));
        return kept;
    };
    if (const Result<> migrated = migrate(*db, migrations, backUp); !migrated)
        return std::unexpected(migrated.error());
    return database;
}

Result<QSqlDatabase> Database::connection()
{
    return d->connections->ofThisThread();
}

Result<QSqlQuery> Database::run(const QString &sql, const QVariantList &values)
{
    const Result<QSqlDatabase> db = connection();
    return db ? execute(*db, sql, values) : std::unexpected(db.error());
}

Result<> Database::change(const QString &sql, const QVariantList &values)
{
    const auto query = d->kept(sql, values);
    if (!query)
        return std::unexpected(query.error());
    (*query)->finish();
    return {};
}

Result<QVariant> Database::value(const QString &sql, const QVariantList &values)
{
    const auto query = d->kept(sql, values);
    if (!query)
        return std::unexpected(query.error());
    const QVariant value = (*query)->next() ? (*query)->value(0) : QVariant();
    (*query)->finish(); // an open one would keep the log of changes from being begun anew
    return value;
}

Result<> Database::each(const QString &sql, const QVariantList &values,
                        const std::function<void(const QSqlQuery &)> &row)
{
    const auto query = d->kept(sql, values);
    if (!query)
        return std::unexpected(query.error());
    while ((*query)->next())
        row(**query);
    const QSqlError error = (*query)->lastError();
    (*query)->finish();
    return error.isValid() ? Result<>(std::unexpected(sqlError(error, file()))) : Result<>();
}

Result<> Database::transaction(const std::function<Result<>()> &work, MayLose mayLose)
{
    const Result<QSqlDatabase> db = connection();
    if (!db)
        return std::unexpected(db.error());
    Scope scope(*db, d->connections->statementsOfThisThread(), d->connections->depthOfThisThread(), mayLose);
    if (const Result<> begun = scope.begin(); !begun)
        return begun;
    if (const Result<> done = work(); !done)
        return done;
    const Result<> committed = scope.commit();
    if (committed && d->connections->depthOfThisThread() == 1)
        d->noteCommit();
    return committed;
}

Result<> Database::backupTo(const QString &target)
{
    const QString folder = QFileInfo(target).absolutePath();
    if (!QDir().mkpath(folder))
        return fail(Error::Kind::Storage, Words::tr("cannot make the folder %1").arg(folder));
    const QString part = target + QStringLiteral(".part");
    QFile::remove(part);
    // A connection of its own: VACUUM cannot run beside an open query or transaction of this thread.
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    Result<> copied = [&]() -> Result<> {
        const Result<QSqlDatabase> db = openConnection(file(), name);
        if (!db)
            return std::unexpected(db.error());
        const Result<QSqlQuery> done = execute(*db, QStringLiteral("VACUUM INTO ?"), {part});
        return done ? Result<>() : std::unexpected(done.error());
    }();
    QSqlDatabase::removeDatabase(name);
    if (copied
        && (!syncFile(part)
            || std::rename(QFile::encodeName(part).constData(), QFile::encodeName(target).constData()) != 0))
        copied = fail(Error::Kind::Storage, Words::tr("the copy %1 could not be finished").arg(target));
    if (!copied)
        QFile::remove(part);
    return copied;
}

const QString &Database::file() const
{
    return d->connections->file();
}

} // namespace hsf::storage
