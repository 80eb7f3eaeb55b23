// SPDX-License-Identifier: MIT
//
// The copies of a database roll, and what is lost or damaged comes back from the newest whole one; nothing damaged is
// removed.
#include "storage/backups.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::storage;

class TestBackups : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void oneCopyADay();
    void theNewestSevenStay();
    void copiesFromBeforeMigrationsAreNotCounted();
    void ofThoseFromBeforeMigrationsSevenStayToo();
    void aCopyThatCannotBeMadeIsASentence();
    void aHalfCopyOfYesterdayIsNoCopy();
    void theNewestWholeCopyComesBack_data();
    void theNewestWholeCopyComesBack();
    void whatBelongsToTheDamagedFileGoesWithIt();
    void twoDamagedOnesOfOneSecondAreBothKept();
    void withoutACopyItBeginsAnew();
    void whatIsNoDatabaseIsNotWhole_data();
    void whatIsNoDatabaseIsNotWhole();

private:
    QString file() const { return m_dir->filePath(u"factory.db"_s); }
    QString copies() const { return m_dir->filePath(u"the copies"_s); }
    QStringList names() const { return QDir(copies()).entryList(QDir::Files, QDir::Name); }
    std::shared_ptr<Database> opened() const
    {
        const auto database = Database::open(file(), copies(), m_dir->filePath(u"sql"_s));
        return database ? *database : nullptr;
    }
    void write(const QString &words) const { QVERIFY(opened()->run(u"INSERT INTO word VALUES (?)"_s, {words})); }
    QStringList words() const
    {
        QStringList found;
        const auto database = opened();
        auto rows = database->run(u"SELECT w FROM word ORDER BY rowid"_s);
        while (rows && rows->next())
            found << rows->value(0).toString();
        return found;
    }
    void putFile(const QString &path, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile out(path);
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(bytes), bytes.size());
    }
    void backUp(const QDateTime &when) const
    {
        const auto made = backUpDaily(*opened(), copies(), when);
        QVERIFY2(made, qPrintable(made.error_or(Error()).message));
        // The test's days pass within a second; what a file's time says must not depend on that.
        QFile copy(copies() + u"/factory-daily-"_s + when.toString(u"yyyy-MM-dd") + u".db"_s);
        QVERIFY(copy.open(QIODevice::ReadWrite) && copy.setFileTime(when, QFileDevice::FileModificationTime));
    }
    const QDateTime m_day{QDate(2026, 1, 30), QTime(23, 59), QTimeZone::UTC};
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestBackups::init()
{
    m_dir = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/hsf copies XXXXXX"_s);
    putFile(m_dir->filePath(u"sql/001_words.sql"_s), "CREATE TABLE word (w TEXT NOT NULL);\n");
    write(u"first"_s);
}

void TestBackups::oneCopyADay()
{
    const auto database = opened();
    QCOMPARE(backUpDaily(*database, copies(), m_day).value_or(false), true);
    QCOMPARE(backUpDaily(*database, copies(), m_day.addSecs(30)).value_or(true), false);
    QCOMPARE(backUpDaily(*database, copies(), m_day.addSecs(60)).value_or(false), true); // past midnight
    QCOMPARE(names(), (QStringList{u"factory-daily-2026-01-30.db"_s, u"factory-daily-2026-01-31.db"_s}));
}

void TestBackups::theNewestSevenStay()
{
    for (int day = 0; day < 10; ++day)
        backUp(m_day.addDays(day));
    QCOMPARE(names().size(), 7);
    QCOMPARE(names().first(), u"factory-daily-2026-02-02.db"_s);
    QCOMPARE(names().last(), u"factory-daily-2026-02-08.db"_s);
}

void TestBackups::copiesFromBeforeMigrationsAreNotCounted()
{
    putFile(m_dir->filePath(u"sql/002_more.sql"_s), "CREATE TABLE more (m TEXT);\n");
    QVERIFY(opened());
    QCOMPARE(names(), QStringList{u"factory-before-002.db"_s});
    for (int day = 0; day < 9; ++day)
        backUp(m_day.addDays(day));
    QCOMPARE(names().size(), 8);
    QCOMPARE(names().first(), u"factory-before-002.db"_s);
}

void TestBackups::ofThoseFromBeforeMigrationsSevenStayToo()
{
    for (int version = 2; version <= 12; ++version) {
        putFile(m_dir->filePath(u"sql/%1_more.sql"_s.arg(version, 3, 10, QLatin1Char('0'))),
                "CREATE TABLE more%1 (m TEXT);\n"_ba.replace("%1", QByteArray::number(version)));
        QVERIFY(opened());
    }
    QCOMPARE(names().size(), 7);
    QCOMPARE(names().first(), u"factory-before-006.db"_s);
    QCOMPARE(names().last(), u"factory-before-012.db"_s);
}

void TestBackups::aCopyThatCannotBeMadeIsASentence()
{
    putFile(copies(), "a file where the folder should be");
    const auto made = backUpDaily(*opened(), copies(), m_day);
    QVERIFY(!made);
    QVERIFY2(made.error().message.contains(copies()), qPrintable(made.error().message));
    QCOMPARE(words(), QStringList{u"first"_s}); // and the database goes on
}

void TestBackups::aHalfCopyOfYesterdayIsNoCopy()
{
    // The program was killed while it copied: what it left behind is neither taken for today's copy nor in its way.
    putFile(copies() + u"/factory-daily-2026-01-30.db.part"_s, "SQLite format 3");
    QCOMPARE(backUpDaily(*opened(), copies(), m_day).value_or(false), true);
    QCOMPARE(names(), QStringList{u"factory-daily-2026-01-30.db"_s});
    QVERIFY(isWhole(copies() + u"/factory-daily-2026-01-30.db"_s));
}

void TestBackups::theNewestWholeCopyComesBack_data()
{
    QTest::addColumn<QByteArray>("newestCopy"); // put in place of the newest copy; empty: it stays
    QTest::addColumn<bool>("gone"); // the file itself is lost, not damaged
    QTest::addColumn<QStringList>("words");
    QTest::newRow("damaged") << QByteArray() << false << QStringList{u"first"_s, u"second"_s};
    QTest::newRow("lost") << QByteArray() << true << QStringList{u"first"_s, u"second"_s};
    QTest::newRow("the newest copy is damaged too") << QByteArray(9'000, '\xA5') << false << QStringList{u"first"_s};
    QTest::newRow("the newest copy is text") << QByteArray("dear aunt") << true << QStringList{u"first"_s};
}

void TestBackups::theNewestWholeCopyComesBack()
{
    QFETCH(const QByteArray, newestCopy);
    QFETCH(const bool, gone);
    backUp(m_day);
    write(u"second"_s);
    backUp(m_day.addDays(1));
    write(u"after the last copy"_s);
    const QString newest = copies() + u"/factory-daily-2026-01-31.db"_s;
    if (!newestCopy.isEmpty()) {
        putFile(newest, newestCopy);
        QFile copy(newest);
        QVERIFY(copy.open(QIODevice::ReadWrite)
                && copy.setFileTime(m_day.addDays(1), QFileDevice::FileModificationTime));
    }
    const QByteArray damage(5'000, 'x');
    if (gone)
        QVERIFY(QFile::remove(file()));
    else
        putFile(file(), damage);

    const auto back = bringBack(file(), copies(), m_day.addDays(2));
    QVERIFY2(back, qPrintable(back.error_or(Error()).message));
    QTEST(words(), "words");
    QCOMPARE(back->made, newestCopy.isEmpty() ? m_day.addDays(1) : m_day);
    QCOMPARE(back->kept.isEmpty(), gone);
    if (!gone) {
        QFile kept(back->kept);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), damage);
    }
    QCOMPARE(names().size(), 2); // the copies themselves stay copies
    write(u"and on"_s);
}

void TestBackups::whatBelongsToTheDamagedFileGoesWithIt()
{
    backUp(m_day);
    putFile(file(), "damaged");
    putFile(file() + u"-wal"_s, "a log of another file");
    const auto back = bringBack(file(), copies(), m_day);
    QVERIFY(back);
    QVERIFY(QFile::exists(back->kept + u"-wal"_s));
    QCOMPARE(words(), QStringList{u"first"_s});
}

void TestBackups::twoDamagedOnesOfOneSecondAreBothKept()
{
    backUp(m_day);
    putFile(file(), "damaged");
    const auto once = bringBack(file(), copies(), m_day);
    putFile(file(), "damaged again");
    const auto twice = bringBack(file(), copies(), m_day);
    QVERIFY(once && twice);
    QVERIFY(once->kept != twice->kept);
    QVERIFY(QFile::exists(once->kept) && QFile::exists(twice->kept));
}

void TestBackups::withoutACopyItBeginsAnew()
{
    putFile(file(), "damaged");
    const auto back = bringBack(file(), copies(), m_day);
    QVERIFY(back);
    QVERIFY(back->from.isEmpty());
    QVERIFY(QFile::exists(back->kept));
    QVERIFY(!QFile::exists(file()));
    QCOMPARE(words(), QStringList());
}

void TestBackups::whatIsNoDatabaseIsNotWhole_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("text") << QByteArray("dear aunt, this is quite a long letter\n").repeated(100);
    QTest::newRow("only its beginning") << QByteArray("cut");
}

void TestBackups::whatIsNoDatabaseIsNotWhole()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(isWhole(file()));
    QVERIFY(!isWhole(m_dir->filePath(u"not there.db"_s)));
    QVERIFY(!QFile::exists(m_dir->filePath(u"not there.db"_s))); // nor made by being asked for
    if (bytes == "cut") {
        for (int i = 0; i < 500; ++i)
            write(u"a word that fills pages "_s.repeated(20));
        QVERIFY(opened()->run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
        QFile whole(file());
        QVERIFY(whole.open(QIODevice::ReadOnly));
        bytes = whole.readAll();
        bytes.truncate(bytes.size() / 2);
    }
    const QString other = m_dir->filePath(u"other.db"_s);
    putFile(other, bytes);
    QVERIFY(!isWhole(other));
}

QTEST_GUILESS_MAIN(TestBackups)
#include "tst_backups.moc"
