// SPDX-License-Identifier: MIT
//
// What a home is kept up with while nobody waits: the database is copied and comes back from the copy, the history is
// packed and loses nothing, and what cannot be done is a sentence that does not keep the rest from being done.
#include "library/packing.h"
#include "library/revisionindex.h"
#include "service/factory.h"

#include <QDir>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::service;

class TestUpkeep : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_factory.reset(); }
    void aLostDatabaseComesBackFromTheCopy_data();
    void aLostDatabaseComesBackFromTheCopy();
    void packingKeepsEveryRevision();
    void theIndexKnowsWhatHappenedWithoutIt();
    void whatCannotBeDoneIsSaidAndTheRestIsDone();
    void itBeginsByItselfOnceItIsQuiet();
    void askedTwiceItRunsOneAfterTheOther();
    void itIsStoppedInTheMiddle();

private:
    Home home() const { return Home::under(m_folder->filePath(u"a home"_s)); }
    void start(const QDateTime &now)
    {
        FactoryOptions options;
        options.backgroundTimers = false;
        options.clock = std::make_unique<FixedClock>(now);
        m_factory = std::move(*Factory::build(home(), std::move(options)));
        m_notes = std::make_unique<QSignalSpy>(m_factory->history.get(), &HistoryService::databaseCameBack);
    }
    /// The sentences of one round.
    QStringList kept(const UpkeepPace &pace = {})
    {
        auto job = m_factory->bench->io(
            [pace](Stores &stores) -> Result<QStringList> { return keptUp(stores, pace, [] { return false; }); });
        job.waitForFinished();
        return job.result().value_or(QStringList{u"the home is not open"_s});
    }
    changes::ChangeSet submit(const QString &reason, const changes::Operation &operation,
                              changes::Origin origin = changes::Origin::You)
    {
        const changes::Draft draft{{.origin = origin}, reason, {operation}};
        auto job = m_factory->bench->io([draft](Stores &stores) { return stores.door->submit(draft); });
        job.waitForFinished();
        if (!job.result())
            qFatal("%s", qPrintable(job.result().error().message));
        return *job.result();
    }
    static QByteArray text(const QByteArray &body)
    {
        return "---\nname: notes\ndescription: Writes notes. Use when asked for notes.\n---\n\n" + body;
    }
    changes::SkillFacts facts()
    {
        return m_factory->bench->io([](Stores &stores) { return stores.door->factsOf(u"notes"_s); })
            .result()
            .value_or(changes::SkillFacts());
    }
    QByteArray git(QStringList arguments, int *code = nullptr) const
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(u"git"_s, QStringList{u"--git-dir="_s + home().history()} + arguments);
        process.waitForFinished(-1);
        if (code)
            *code = process.exitCode();
        return process.readAll().trimmed();
    }
    /// Every file of every revision, by name and by its bytes' name.
    QByteArray everyRevision() const
    {
        QByteArray all;
        for (const QByteArray &commit : git({u"rev-list"_s, u"main"_s}).split('\n'))
            all += commit + '\n' + git({u"ls-tree"_s, u"-r"_s, QString::fromLatin1(commit)}) + '\n';
        return all;
    }
    const QDateTime m_now{QDate(2026, 1, 30), QTime(12, 0), QTimeZone::UTC};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Factory> m_factory;
    std::unique_ptr<QSignalSpy> m_notes;
};

void TestUpkeep::init()
{
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/hsf upkeep XXXXXX"_s);
    start(m_now);
    submit(u"Create notes"_s, changes::CreateSkill{u"notes"_s, text("# Steps\n")});
}

void TestUpkeep::aLostDatabaseComesBackFromTheCopy_data()
{
    QTest::addColumn<bool>("copied");
    QTest::addColumn<bool>("damaged"); // else: gone
    QTest::newRow("gone, with a copy") << true << false;
    QTest::newRow("damaged, with a copy") << true << true;
    QTest::newRow("gone, without a copy") << false << false;
    QTest::newRow("damaged, without a copy") << false << true;
}

void TestUpkeep::aLostDatabaseComesBackFromTheCopy()
{
    QFETCH(const bool, copied);
    QFETCH(const bool, damaged);
    const auto chat
        = m_factory->bench->io([](Stores &stores) { return stores.journal->createSession(u"/tmp"_s); }).result();
    QVERIFY(chat);
    const changes::ChangeSet held
        = submit(u"Archive notes"_s, changes::ArchiveSkill{.skill = u"notes"_s, .reason = u"nobody asks"_s},
                 changes::Origin::Agent);
    QCOMPARE(held.state, changes::State::Held);
    if (copied)
        QCOMPARE(kept(), QStringList());
    const changes::ChangeSet later
        = submit(u"Edit notes"_s, changes::WriteFile{u"notes"_s, {}, text("# Steps\n\n1. later\n")});
    QCOMPARE(later.state, changes::State::Applied);
    m_factory.reset();
    for (const char *end : {"-wal", "-shm", ""}) {
        QFile part(home().database() + QLatin1StringView(end));
        part.remove();
        if (damaged && !*end) {
            QVERIFY(part.open(QIODevice::WriteOnly));
            part.write(QByteArray(20'000, 'x'));
        }
    }

    start(m_now.addDays(1));
    QTRY_COMPARE(m_notes->size(), 1);
    const QString said = m_notes->first().first().toString();
    QVERIFY2(said.contains(u"Skills, memory and their history are whole"_s), qPrintable(said));
    // What the copy knew is there as before, and what came after it comes from the history.
    const auto sets = m_factory->bench->io([](Stores &stores) { return stores.door->sets({}, u"notes"_s); }).result();
    QVERIFY(sets);
    QStringList subjects;
    for (const changes::ChangeSet &set : *sets)
        subjects << set.reason;
    QVERIFY2(subjects.contains(u"Edit notes"_s) && subjects.contains(u"Create notes"_s),
             qPrintable(subjects.join(u'|')));
    // It waited for a skill that has changed since: as it would stand without the loss.
    const auto waiting
        = m_factory->bench
              ->io([](Stores &stores) { return stores.door->sets({changes::State::Held, changes::State::Outdated}); })
              .result();
    QVERIFY(waiting);
    QCOMPARE(waiting->size(), copied ? 1 : 0);
    QCOMPARE(facts().origin, changes::Origin::You);
    const auto chats = m_factory->bench->io([](Stores &stores) { return stores.journal->sessions(); }).result();
    QVERIFY(chats);
    QCOMPARE(chats->size(), copied ? 1 : 0);
    // And the home goes on as if nothing had been.
    QCOMPARE(submit(u"Edit again"_s, changes::WriteFile{u"notes"_s, {}, text("# Steps\n\n1. again\n")}).state,
             changes::State::Applied);
    m_factory.reset();
    start(m_now.addDays(1));
    QVERIFY(m_factory->bench->io([](Stores &stores) -> Result<QString> { return stores.note(); })
                .result()
                ->isEmpty()); // said once
}

void TestUpkeep::packingKeepsEveryRevision()
{
    for (int i = 0; i < 40; ++i)
        submit(u"Edit %1"_s.arg(i),
               changes::WriteFile{u"notes"_s, {}, text("# Steps\n\n1. number " + QByteArray::number(i) + "\n")});
    submit(u"Archive notes"_s, changes::ArchiveSkill{.skill = u"notes"_s, .reason = u"enough"_s});
    const QByteArray before = everyRevision();
    const auto looseFiles = [&] { return git({u"count-objects"_s}).split(' ').first().toInt(); };
    QVERIFY(looseFiles() > 100);
    QCOMPARE(kept({.looseObjects = 0}), QStringList());
    QVERIFY(looseFiles() < 100);
    QCOMPARE(everyRevision(), before);
    int code = -1;
    const QByteArray said = git({u"fsck"_s, u"--full"_s, u"--strict"_s, u"--no-dangling"_s}, &code);
    QVERIFY2(code == 0, said.constData());
    // The program reads its own history on, and writes on top of it.
    const auto past
        = m_factory->bench
              ->io([](Stores &stores) -> Result<qsizetype> {
                  const auto history = library::History::open(stores.home.history());
                  if (!history)
                      return std::unexpected(history.error());
                  return (*history)->log({}, 1000).transform([](const auto &revisions) { return revisions.size(); });
              })
              .result();
    QCOMPARE(past.value_or(-1), 42);
    QCOMPARE(submit(u"Restore notes"_s, changes::RestoreSkill{u"notes"_s}).state, changes::State::Applied);
}

void TestUpkeep::theIndexKnowsWhatHappenedWithoutIt()
{
    submit(u"Edit"_s, changes::WriteFile{u"notes"_s, {}, text("# Steps\n\n1. one\n")});
    const auto newest = [&] {
        return m_factory->bench->io([](Stores &stores) { return library::RevisionIndex(stores.database).newest(); })
            .result();
    };
    const QString head = QString::fromLatin1(git({u"rev-parse"_s, u"main"_s}));
    QCOMPARE(newest().value_or(QString()), head);
    const auto forgotten
        = m_factory->bench->io([](Stores &stores) { return library::RevisionIndex(stores.database).cutBackTo({}); })
              .result();
    QVERIFY(forgotten && newest() && newest()->isEmpty());
    QCOMPARE(kept(), QStringList());
    QCOMPARE(newest().value_or(QString()), head);
}

void TestUpkeep::whatCannotBeDoneIsSaidAndTheRestIsDone()
{
    QFile inTheWay(home().backups());
    QDir(home().backups()).removeRecursively();
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    for (int i = 0; i < 20; ++i)
        submit(u"Edit %1"_s.arg(i),
               changes::WriteFile{u"notes"_s, {}, text("# Steps\n\n1. number " + QByteArray::number(i) + "\n")});
    const QStringList said = kept({.looseObjects = 0});
    QCOMPARE(said.size(), 1);
    QVERIFY2(said.first().startsWith(u"The database could not be copied: "_s)
                 && said.first().contains(home().backups()),
             qPrintable(said.first()));
    QVERIFY(!QDir(home().history() + u"/objects/pack"_s).entryList({u"*.pack"_s}).isEmpty());
}

void TestUpkeep::itBeginsByItselfOnceItIsQuiet()
{
    const auto quiet = std::make_unique<Upkeep>(*m_factory->bench, UpkeepPace{.quiet = std::chrono::milliseconds(1)});
    QSignalSpy finished(quiet.get(), &Upkeep::finished);
    quiet->setScheduled(true);
    submit(u"Edit"_s, changes::WriteFile{u"notes"_s, {}, text("# Steps\n\n1. one\n")});
    QTRY_VERIFY(!finished.isEmpty());
    QCOMPARE(finished.first().first().toStringList(), QStringList());
    QVERIFY(QFile::exists(home().backups() + u"/factory-daily-2026-01-30.db"_s));
    quiet->setScheduled(false);
}

void TestUpkeep::askedTwiceItRunsOneAfterTheOther()
{
    const auto asked = std::make_unique<Upkeep>(*m_factory->bench, UpkeepPace{.quiet = std::chrono::milliseconds(1)});
    QSignalSpy finished(asked.get(), &Upkeep::finished);
    for (int i = 0; i < 5; ++i)
        asked->runNow();
    QTRY_COMPARE(finished.size(), 2); // the one that ran, and one for all that asked meanwhile
    for (const auto &one : std::as_const(finished))
        QCOMPARE(one.first().toStringList(), QStringList());
}

void TestUpkeep::itIsStoppedInTheMiddle()
{
    for (int i = 0; i < 60; ++i)
        submit(u"Edit %1"_s.arg(i),
               changes::WriteFile{u"notes"_s, {}, text("# Steps\n\n1. number " + QByteArray::number(i) + "\n")});
    const QByteArray before = everyRevision();
    for (int i = 0; i < 5; ++i) {
        const auto stopped = std::make_unique<Upkeep>(*m_factory->bench, UpkeepPace{.looseObjects = 0});
        stopped->runNow();
    } // each goes while it works
    QCOMPARE(everyRevision(), before);
    int code = -1;
    const QByteArray said = git({u"fsck"_s, u"--full"_s, u"--strict"_s, u"--no-dangling"_s}, &code);
    QVERIFY2(code == 0, said.constData());
}

QTEST_GUILESS_MAIN(TestUpkeep)
#include "tst_upkeep.moc"
