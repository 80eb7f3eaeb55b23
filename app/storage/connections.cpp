// SPDX-License-Identifier: MIT
#include "storage/connections_p.h"
#include "storage/words_p.h"

#include <list>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QStorageInfo>
#include <QThread>
#include <QUuid>

namespace hsf::storage {

namespace {

/// What one thread holds; its destructor runs when the thread ends.
class ThreadHolder
{
public:
    struct Held {
        std::weak_ptr<Connections> owner;
        QString name;
        int depth = 0;
        Statements *statements = nullptr; ///< the owner's
    };

    ~ThreadHolder()
    {
        for (const Held &held : m_held) {
            if (const auto owner = held.owner.lock())
                owner->close(held.name);
        }
    }

    Held &of(const std::shared_ptr<Connections> &owner)
    {
        std::erase_if(m_held, [](const Held &held) { return held.owner.expired(); });
        const auto found = std::ranges::find_if(m_held, [&](const Held &held) { return held.owner.lock() == owner; });
        return found != m_held.end() ? *found : m_held.emplace_back(Held{owner, {}, 0, nullptr});
    }

private:
    std::list<Held> m_held; // references stay good while others come and go
};

thread_local ThreadHolder holder;

} // namespace

Error sqlError(const QSqlError &error, const QString &file)
{
    const QString said = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    const int code = error.nativeErrorCode().toInt() & 0xFF; // the rest of it says where in SQLite
    if (code == 26 || code == 11) // SQLITE_NOTADB, SQLITE_CORRUPT
        return {
            Error::Kind::Malformed,
            Words::tr("%1 is damaged or not a database (%2). It was left as it is. Move it away, put a copy from the "
                      "backups in its place if there is one, and start again; skills, memory and their history "
                      "are kept apart from it")
                .arg(file, said)};
    const QString folder = QFileInfo(file).path();
    const QStorageInfo disk(folder);
    // Without room for its shared memory SQLite answers SQLITE_IOERR.
    const bool noRoom = code == 10 && disk.isValid() && disk.bytesAvailable() < (1 << 16);
    if (code == 13 || noRoom) // SQLITE_FULL
        return {Error::Kind::Storage, Words::tr("the disk with %1 is full; nothing was changed").arg(file)};
    if (code == 14 && !QFileInfo(folder).isWritable()) // SQLITE_CANTOPEN
        return {Error::Kind::Storage,
                Words::tr("the folder of %1 is read-only; check its permissions and its disk").arg(file)};
    if (code == 8) // SQLITE_READONLY
        return {Error::Kind::Storage, Words::tr("%1 cannot be written; check who owns it").arg(file)};
    if (code == 5) // SQLITE_BUSY
        return {Error::Kind::Storage, Words::tr("another program keeps %1 locked; try again").arg(file)};
    return {Error::Kind::Storage, Words::tr("the database %1 answered: %2").arg(file, said)};
}

// Turning a new file to WAL answers "busy" at once when another process does the same: SQLite's own waiting does not
// cover the change of mode, because both hold a read lock and neither could go on. So it is asked again, for as long as
// a writer would wait.
bool executedInTime(QSqlQuery &query, const QString &sql)
{
    constexpr int patienceMs = 10'000, pauseMs = 5;
    for (int waited = 0; !query.exec(sql); waited += pauseMs) {
        if (query.lastError().nativeErrorCode() != QLatin1String("5") || waited >= patienceMs)
            return false;
        QThread::msleep(pauseMs);
    }
    return true;
}

Result<QSqlDatabase> openConnection(const QString &file, const QString &name)
{
    QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
    db.setDatabaseName(file);
    db.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000"));
    if (!db.open())
        return fail(Error::Kind::Storage,
                    Words::tr("cannot open the database %1: %2").arg(file, db.lastError().databaseText()));
    // FULL, not NORMAL: in WAL mode NORMAL may lose the last commits in a power cut, and a message or change set that
    // was acknowledged must still be there.
    // The log of changes is brought into the file in the background (database.cpp); should nobody come to it, who writes does it
    // when the log has grown to 32 MB.
    for (const char *pragma :
         {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON", "PRAGMA wal_autocheckpoint=8000"}) {
        QSqlQuery query(db);
        if (!executedInTime(query, QLatin1String(pragma)))
            return std::unexpected(sqlError(query.lastError(), file));
    }
    return db;
}

Result<QSqlDatabase> Connections::ofThisThread()
{
    ThreadHolder::Held &held = holder.of(shared_from_this());
    if (!held.name.isEmpty())
        return QSqlDatabase::database(held.name, false);
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const Result<QSqlDatabase> opened = openConnection(m_file, name);
    if (!opened) {
        const Error error = opened.error();
        QSqlDatabase::removeDatabase(name);
        return std::unexpected(error);
    }
    held.name = name;
    const QMutexLocker lock(&m_mutex);
    const auto statements = std::make_shared<Statements>();
    held.statements = statements.get();
    m_open.insert(name, statements);
    return opened;
}

Statements &Connections::statementsOfThisThread()
{
    return *holder.of(shared_from_this()).statements;
}

int &Connections::depthOfThisThread()
{
    return holder.of(shared_from_this()).depth;
}

void Connections::close(const QString &name)
{
    const QMutexLocker lock(&m_mutex);
    if (m_open.remove(name))
        QSqlDatabase::removeDatabase(name);
}

void Connections::closeAll()
{
    const QMutexLocker lock(&m_mutex);
    for (const QString &name : m_open.keys()) {
        m_open.remove(name);
        QSqlDatabase::removeDatabase(name);
    }
}

} // namespace hsf::storage
