// SPDX-License-Identifier: MIT
//
// A real SQLite file: what was committed is there, what failed is not, threads and processes take turns, a damaged or
// newer file is left as it is and named.
#include "storage/database.h"
#include "storage/migrations_p.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::storage;

class TestDatabase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMigrationIsCutAtItsSeparators_data();
    void aMigrationIsCutAtItsSeparators();
    void migratesOnceAndKeepsACopyBeforeTheNext();
    void aFailingMigrationLeavesTheVersionBefore();
    void whatFailsIsTakenBack();
    void anExceptionTakesBackToo();
    void threadsLoseNothing();
    void twoProcessesLoseNothing();
    void aNewFileIsMadeByTwoProcessesAtOnce();
    void aKilledWriterLeavesWholeTransactions();
    void connectionsEndWithTheirThread();
    void theDatabaseMayGoBeforeTheThread();
    void aCopyIsWholeWhileOthersWrite();
    void aDamagedFileIsNamedAndLeft_data();
    void aDamagedFileIsNamedAndLeft();
    void aNewerFileIsNamedAndLeft();
    void anEmptyTextIsNotNothing();
    void theFileFollowsItsLogWhileOthersWrite();

private:
    QString path(const QString &name) const { return m_dir->filePath(name); }
    void migration(const QString &name, const QByteArray &sql);
    std::shared_ptr<Database> opened(const QString &name = u"a b.db"_s);

    std::unique_ptr<QTemporaryDir> m_dir;

private Q_SLOTS:
    void init();
};

namespace {
qint64 number(Database &database, const QString &sql)
{
    Result<QSqlQuery> query = database.run(sql);
    return query && query->next() ? query->value(0).toLongLong() : -1;
}
const QByteArray noteTable = "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)";

/// Adds one to the only counter, read and written in one transaction.
Result<> addOne(Database &database)
{
    return database.transaction([&]() -> Result<> {
        const qint64 now = number(database, u"SELECT count(*) FROM note"_s);
        const auto added = database.run(u"INSERT INTO note (id, text) VALUES (?, ?)"_s, {now + 1, u"x"_s});
        return added ? Result<>() : std::unexpected(added.error());
    });
}
} // namespace

void TestDatabase::init()
{
    m_dir = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/hsf data base XXXXXX"_s);
    QVERIFY(m_dir->isValid());
    QVERIFY(QDir(m_dir->path()).mkpath(u"sql"_s));
    migration(u"001_note.sql"_s, noteTable);
}

void TestDatabase::migration(const QString &name, const QByteArray &sql)
{
    QFile file(path(u"sql/"_s + name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(sql);
}

std::shared_ptr<Database> TestDatabase::opened(const QString &name)
{
    const auto database = Database::open(path(name), path(u"copies"_s), path(u"sql"_s));
    if (!database)
        qWarning("%s", qPrintable(database.error().message));
    return database.value_or(nullptr);
}

void TestDatabase::aMigrationIsCutAtItsSeparators_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("statements");
    QTest::newRow("nothing") << u""_s << 0;
    QTest::newRow("only words") << u"-- what for\n\n"_s << 0;
    QTest::newRow("one") << u"-- what for\nCREATE TABLE a (b);\n"_s << 1;
    QTest::newRow("a trigger's semicolons stay")
        << u"CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM b;\n  DELETE FROM c;\nEND;\n-- next\nSELECT 1;"_s
        << 2;
    QTest::newRow("separators too many") << u"-- next\nSELECT 1\n-- next\n-- words\n  -- next\r\nSELECT 2\n-- next\n"_s
                                         << 2;
}

void TestDatabase::aMigrationIsCutAtItsSeparators()
{
    QFETCH(const QString, file);
    QTEST(int(statementsOf(file).size()), "statements");
}

void TestDatabase::migratesOnceAndKeepsACopyBeforeTheNext()
{
    QVERIFY(addOne(*opened()));
    QVERIFY(QDir(path(u"copies"_s)).isEmpty());
    migration(u"002_more.sql"_s, "CREATE TABLE more (a);\n-- next\nCREATE INDEX i ON more (a)");
    QCOMPARE(number(*opened(), u"SELECT count(*) FROM note"_s), 1);
    QCOMPARE(number(*opened(), u"PRAGMA user_version"_s), 2);
    QCOMPARE(QDir(path(u"copies"_s)).entryList(QDir::Files), QStringList{u"a b-before-002.db"_s});
    QFile::remove(path(u"sql/002_more.sql"_s));
    QCOMPARE(number(*opened(u"copies/a b-before-002.db"_s), u"SELECT count(*) FROM note"_s), 1);
}

void TestDatabase::aFailingMigrationLeavesTheVersionBefore()
{
    QVERIFY(addOne(*opened()));
    migration(u"002_bad.sql"_s, "CREATE TABLE more (a);\n-- next\nCREATE NONSENSE");
    const auto refused = Database::open(path(u"a b.db"_s), path(u"copies"_s), path(u"sql"_s));
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"002_bad.sql"_s), qPrintable(refused.error().message));
    QFile::remove(path(u"sql/002_bad.sql"_s));
    const auto database = opened();
    QCOMPARE(number(*database, u"PRAGMA user_version"_s), 1);
    QCOMPARE(number(*database, u"SELECT count(*) FROM sqlite_master WHERE name = 'more'"_s), 0);
}

void TestDatabase::whatFailsIsTakenBack()
{
    const auto database = opened();
    const Result<> outer = database->transaction([&]() -> Result<> {
        if (const Result<> first = addOne(*database); !first)
            return first;
        const Result<> inner = database->transaction([&]() -> Result<> {
            std::ignore = addOne(*database);
            return fail(Error::Kind::Refused, u"no"_s);
        });
        return !inner ? Result<>() : fail(Error::Kind::Malformed, u"the inner one should have failed"_s);
    });
    QVERIFY(outer);
    QCOMPARE(number(*database, u"SELECT count(*) FROM note"_s), 1);
    QVERIFY(!database->transaction([&]() -> Result<> {
        std::ignore = addOne(*database);
        return fail(Error::Kind::Refused, u"no"_s);
    }));
    QCOMPARE(number(*database, u"SELECT count(*) FROM note"_s), 1);
}

void TestDatabase::anExceptionTakesBackToo()
{
    const auto database = opened();
    QVERIFY_THROWS_EXCEPTION(int, std::ignore = database->transaction([&]() -> Result<> {
        std::ignore = addOne(*database);
        throw 1;
    }));
    QVERIFY(addOne(*database));
    QCOMPARE(number(*database, u"SELECT count(*) FROM note"_s), 1);
}

void TestDatabase::threadsLoseNothing()
{
    const auto database = opened();
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int j = 0; j < 25; ++j)
                std::ignore = addOne(*database);
        });
    threads.clear();
    QCOMPARE(number(*database, u"SELECT count(*) FROM note"_s), 100);
}

void TestDatabase::twoProcessesLoseNothing()
{
    const pid_t child = fork();
    if (child == 0) {
        bool ok = true;
        if (const auto database = opened()) {
            for (int i = 0; i < 40; ++i)
                ok = addOne(*database) && ok;
        }
        _exit(ok ? 0 : 1);
    }
    const auto database = opened(); // both make the file at the same time
    QVERIFY(database);
    for (int i = 0; i < 40; ++i)
        QVERIFY(addOne(*database));
    int status = -1;
    waitpid(child, &status, 0);
    QCOMPARE(status, 0);
    QCOMPARE(number(*database, u"SELECT count(*) FROM note"_s), 80);
}

void TestDatabase::aNewFileIsMadeByTwoProcessesAtOnce()
{
    for (int round = 0; round < 40; ++round) {
        const QString name = u"new %1.db"_s.arg(round);
        const pid_t child = fork();
        if (child == 0)
            _exit(opened(name) ? 0 : 1);
        QVERIFY(opened(name));
        int status = -1;
        waitpid(child, &status, 0);
        QCOMPARE(status, 0);
    }
}

void TestDatabase::aKilledWriterLeavesWholeTransactions()
{
    opened().reset();
    const pid_t child = fork();
    if (child == 0) {
        const auto database = opened();
        std::ignore = addOne(*database);
        std::ignore = database->transaction([&]() -> Result<> {
            std::ignore = addOne(*database);
            ::kill(getpid(), SIGKILL);
            return {};
        });
    }
    waitpid(child, nullptr, 0);
    QCOMPARE(number(*opened(), u"SELECT count(*) FROM note"_s), 1);
}

void TestDatabase::connectionsEndWithTheirThread()
{
    const auto database = opened();
    const qsizetype before = QSqlDatabase::connectionNames().size();
    std::jthread([&] { QVERIFY(addOne(*database)); }).join();
    std::unique_ptr<QThread> thread(QThread::create([&] { QVERIFY(addOne(*database)); }));
    thread->start();
    QVERIFY(thread->wait());
    QCOMPARE(QSqlDatabase::connectionNames().size(), before);
}

void TestDatabase::theDatabaseMayGoBeforeTheThread()
{
    const qsizetype before = QSqlDatabase::connectionNames().size();
    auto database = opened();
    std::atomic<int> step = 0;
    std::jthread thread([&] {
        std::ignore = addOne(*database);
        step = 1;
        step.notify_all();
        step.wait(1);
    });
    step.wait(0);
    database.reset();
    QCOMPARE(QSqlDatabase::connectionNames().size(), before);
    step = 2;
    step.notify_all();
}

void TestDatabase::aCopyIsWholeWhileOthersWrite()
{
    const auto database = opened();
    QVERIFY(addOne(*database));
    Result<QSqlQuery> open = database->run(u"SELECT * FROM note"_s);
    QVERIFY(open && open->next());
    QVERIFY(database->transaction([&]() -> Result<> {
        std::ignore = addOne(*database);
        return database->backupTo(path(u"copies/now.db"_s));
    }));
    QCOMPARE(number(*opened(u"copies/now.db"_s), u"SELECT count(*) FROM note"_s), 1);
}

void TestDatabase::aDamagedFileIsNamedAndLeft_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("another format") << QByteArray(8000, 'x');
    QTest::newRow("a head without a body") << "SQLite format 3" + QByteArray(5000, '\0');
}

void TestDatabase::aDamagedFileIsNamedAndLeft()
{
    QFETCH(const QByteArray, bytes);
    QFile file(path(u"a b.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const auto refused = Database::open(path(u"a b.db"_s), path(u"copies"_s), path(u"sql"_s));
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"a b.db"_s), qPrintable(refused.error().message));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), bytes);
}

void TestDatabase::aNewerFileIsNamedAndLeft()
{
    migration(u"002_more.sql"_s, "CREATE TABLE more (a)");
    opened().reset();
    QFile::remove(path(u"sql/002_more.sql"_s));
    const auto refused = Database::open(path(u"a b.db"_s), path(u"copies"_s), path(u"sql"_s));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY2(refused.error().message.contains(u"newer"_s), qPrintable(refused.error().message));
}

void TestDatabase::anEmptyTextIsNotNothing()
{
    const auto database = opened();
    QVERIFY(database->run(u"INSERT INTO note (text) VALUES (?)"_s, {QString()}));
    QVERIFY(!database->run(u"INSERT INTO note (text) VALUES (?)"_s, {QVariant()}));
}

// Nobody waits for it, and the log does not grow for as long as a person works.
void TestDatabase::theFileFollowsItsLogWhileOthersWrite()
{
    const auto database = opened();
    QVERIFY(database);
    const auto inTheFile = [&]() -> qint64 { // without its log
        QFile::remove(path(u"copy.db"_s));
        if (!QFile::copy(path(u"a b.db"_s), path(u"copy.db"_s)))
            return -1;
        const auto copy = opened(u"copy.db"_s);
        return copy ? number(*copy, u"SELECT count(*) FROM note"_s) : -1; // cut while it was copied: at the next look
    };
    const auto write = [&] {
        for (int i = 0; i < 20; ++i) {
            const auto added = database->transaction(
                [&] { return database->change(u"INSERT INTO note (text) VALUES (?)"_s, {QString(5000, u'x')}); }, Database::MayLose::Newest);
            if (!added)
                return false;
        }
        return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(write() && inTheFile() >= 20, 30'000);
}

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
