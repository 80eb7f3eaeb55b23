// SPDX-License-Identifier: MIT
//
// A home that cannot be opened is mended from its window; another library folder is taken while the program runs, and
// nothing that was written is lost.
#include "ui/homewindow.h"
#include "ui/parts/banner.h"
#include "ui/parts/theme.h"
#include "ui/pictures.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::ui;

class TestHomeWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, {}); }
    void init();
    void cleanup() { m_open.reset(); }
    void aDamagedStoreIsMendedFromTheWindow_data();
    void aDamagedStoreIsMendedFromTheWindow();
    void whatCannotBeMendedIsOnlySaid();
    void aLostDatabaseIsToldOfOnce();
    void anotherLibraryFolderIsTakenNow();
    void takingTheChoiceBackTakesTheOfferBack();

private:
    Home home() const { return Home::under(m_folder->filePath(u"a home"_s)); }
    void open()
    {
        auto opened = HomeWindow::open(home(), HomeWindow::Timers::Off);
        QVERIFY2(opened, qPrintable(opened.error_or(Error()).message));
        m_open = *std::move(opened);
        m_open->window().show();
    }
    service::Factory &factory() const { return m_open->factory(); }
    /// The window's own, above all pages.
    Banner *topBanner() const
    {
        Banner *top = nullptr;
        for (Banner *one : m_open->window().findChildren<Banner *>())
            if (!top || one->mapTo(&m_open->window(), QPoint()).y() < top->mapTo(&m_open->window(), QPoint()).y())
                top = one;
        return top;
    }
    QAction *offered(const char *name) const { return m_open->window().findChild<QAction *>(QLatin1StringView(name)); }
    QStringList shown() const
    {
        QStringList ids;
        for (const service::SkillRow &row : factory().library->rows())
            ids << row.entry.id.toString();
        return ids;
    }
    static QByteArray text(const QByteArray &name)
    {
        return "---\nname: " + name + "\ndescription: Does it. Use when asked.\n---\n\n# Steps\n";
    }
    void write(const QString &file, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(file).path());
        QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(bytes), bytes.size());
    }
    Result<changes::ChangeSet> edit(const QString &skill, const QByteArray &line)
    {
        const changes::Draft draft{{.origin = changes::Origin::You},
                                   u"Edit"_s,
                                   {changes::PatchFile{skill, {}, "# Steps\n", "# Steps\n" + line}}};
        auto job = factory().bench->io([draft](service::Stores &stores) { return stores.door->submit(draft); });
        job.waitForFinished();
        return job.result();
    }
    void isReady()
    {
        QTRY_VERIFY(shown().contains(u"notes"_s));
        QTRY_VERIFY(edit(u"notes"_s, "1. first\n").has_value());
        auto kept = factory().bench->io([](service::Stores &stores) -> Result<QStringList> {
            return service::keptUp(stores, {}, [] { return false; });
        });
        kept.waitForFinished();
        QCOMPARE(kept.result().value_or(QStringList{u"-"_s}), QStringList());
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HomeWindow> m_open;
};

void TestHomeWindow::init()
{
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/hsf window XXXXXX"_s);
    write(home().defaultLibrary() + u"/notes/SKILL.md"_s, text("notes"));
    open();
}

void TestHomeWindow::aDamagedStoreIsMendedFromTheWindow_data()
{
    QTest::addColumn<QString>("harmed");
    QTest::addColumn<QString>("button");
    QTest::newRow("the history's branch") << u"history.git/refs/heads/main"_s << u"Begin a new history"_s;
    QTest::newRow("the history's objects") << u"history.git/objects"_s << u"Begin a new history"_s;
    QTest::newRow("the database's pages") << u"factory.db"_s << u"Bring back the copy"_s;
}

void TestHomeWindow::aDamagedStoreIsMendedFromTheWindow()
{
    QFETCH(const QString, harmed);
    isReady();
    m_open.reset();
    const QString path = home().data + u'/' + harmed;
    if (harmed.endsWith(u"objects")) {
        QVERIFY(QDir(path).removeRecursively());
    } else if (harmed.endsWith(u".db")) {
        // The first page stays, so that it looks like a database until somebody reads on.
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(4096));
        const qint64 rest = file.size() - 4096;
        QVERIFY(file.write(QByteArray(rest, '\xA5')) == rest);
        file.close();
        for (const char *end : {"-wal", "-shm"})
            QFile::remove(path + QLatin1StringView(end));
    } else {
        write(path, "garbage\n");
    }
    const QByteArray skill = [&] {
        QFile file(home().defaultLibrary() + u"/notes/SKILL.md"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }();
    open();
    QTRY_VERIFY2(offered("repairHome") || !shown().isEmpty(), qPrintable(topBanner()->text()));
    if (!offered("repairHome")) { // it came back by itself, and says so
        QTRY_VERIFY(topBanner()->text().contains(u"brought back"_s));
    } else {
        QTEST(offered("repairHome")->text(), "button");
        QVERIFY2(topBanner()->text().contains(u"This home could not be opened"_s), qPrintable(topBanner()->text()));
        QVERIFY2(topBanner()->text().contains(u"is kept"_s), qPrintable(topBanner()->text()));
        for (const QString &once : {u"is damaged"_s, u"be begun"_s, u"kept"_s})
            QVERIFY2(topBanner()->text().count(once) <= 1, qPrintable(topBanner()->text()));
        hsf::test::look(m_open->window(), u"repair-"_s + QFileInfo(harmed).fileName());
        offered("repairHome")->trigger();
        QTRY_VERIFY2(shown().contains(u"notes"_s), qPrintable(topBanner()->text()));
    }
    // Open, without a restart: skills are shown, edits are written and can be undone.
    QFile file(home().defaultLibrary() + u"/notes/SKILL.md"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), skill);
    const auto set = edit(u"notes"_s, "0. again\n");
    QVERIFY2(set, qPrintable(set.error_or(Error()).message));
    QCOMPARE(set->state, changes::State::Applied);
    QTRY_COMPARE(factory().changes->heldCount(), 0);
    QSignalSpy undone(factory().changes.get(), &service::ChangesService::setChanged);
    factory().changes->undo(set->id);
    QTRY_VERIFY(!undone.isEmpty());
    QVERIFY(!QDir(home().data).entryList({u"*.damaged-*"_s}).isEmpty()); // what was damaged is kept
}

void TestHomeWindow::whatCannotBeMendedIsOnlySaid()
{
    isReady();
    m_open.reset();
    QVERIFY(QDir(home().defaultLibrary()).rename(home().defaultLibrary(), home().data + u"/elsewhere"_s));
    write(home().defaultLibrary(), "a file in its place");
    open();
    QTRY_VERIFY2(topBanner()->text().contains(home().defaultLibrary()), qPrintable(topBanner()->text()));
    factory().bench->background().waitForDone();
    QCoreApplication::processEvents();
    QVERIFY(!offered("repairHome"));
}

void TestHomeWindow::aLostDatabaseIsToldOfOnce()
{
    isReady();
    m_open.reset();
    for (const char *end : {"", "-wal", "-shm"})
        QFile::remove(home().database() + QLatin1StringView(end));
    open();
    QTRY_VERIFY2(topBanner()->text().contains(u"brought back from the copy"_s), qPrintable(topBanner()->text()));
    QTRY_VERIFY(shown().contains(u"notes"_s));
}

void TestHomeWindow::anotherLibraryFolderIsTakenNow()
{
    isReady();
    const QString other = m_folder->filePath(u"other skills"_s);
    write(other + u"/letters/SKILL.md"_s, text("letters"));
    m_open->window().showPage(MainWindow::Page::Settings);
    factory().library->setPlace(other);
    QTRY_VERIFY(offered("reopenHome"));
    QVERIFY(shown().contains(u"notes"_s)); // until then nothing changes
    for (QTabWidget *tabs : m_open->window().findChildren<QTabWidget *>(u"settingsTabs"_s)) {
        tabs->setCurrentIndex(1);
        hsf::test::look(m_open->window(), u"settings-learning"_s);
        tabs->setCurrentIndex(tabs->count() - 1);
        hsf::test::look(m_open->window(), u"settings-data"_s);
    }
    QVERIFY(edit(u"notes"_s, "1. at the last moment\n").has_value());
    QSignalSpy reopened(m_open.get(), &HomeWindow::reopened);
    QPointer<MainWindow> before = &m_open->window();
    offered("reopenHome")->trigger();
    QTRY_COMPARE(reopened.size(), 1);
    QVERIFY(!before);
    QVERIFY(m_open->window().isVisible());
    QTRY_COMPARE(shown(), QStringList{u"letters"_s});
    QVERIFY(!offered("reopenHome"));
    QVERIFY(edit(u"letters"_s, "1. here\n").has_value());
    // What was written before is where it was, and in the history.
    QFile notes(home().defaultLibrary() + u"/notes/SKILL.md"_s);
    QVERIFY(notes.open(QIODevice::ReadOnly) && notes.readAll().contains("at the last moment"));
    const auto past = library::History::open(home().history());
    QVERIFY(past);
    bool known = false;
    for (const library::Revision &revision : (*past)->log(u"skills/notes"_s).value_or(QList<library::Revision>()))
        known = known
            || (*past)
                   ->fileAt(revision.commit, u"skills/notes/SKILL.md"_s)
                   .value_or(std::nullopt)
                   .value_or(QByteArray())
                   .contains("at the last moment");
    QVERIFY(known);
}

void TestHomeWindow::takingTheChoiceBackTakesTheOfferBack()
{
    isReady();
    m_open->window().showPage(MainWindow::Page::Settings);
    factory().library->setPlace(m_folder->filePath(u"other skills"_s));
    QTRY_VERIFY(offered("reopenHome"));
    factory().library->setPlace({});
    QTRY_VERIFY(!offered("reopenHome"));
}

QTEST_MAIN(TestHomeWindow)
#include "tst_homewindow.moc"
