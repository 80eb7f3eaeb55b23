// SPDX-License-Identifier: MIT
//
// Two people with a library each and one bare repository between them, made and read by the git program itself.
#include "library/skillreader.h"
#include "service/sync.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::service;
using changes::ChangeSet;
using changes::State;

namespace {

QByteArray skillText(const QByteArray &name, const QByteArray &first = "Read the whole table.", const QByteArray &last = "Compare the totals.")
{
    return "---\nname: " + name + "\ndescription: How " + name + " are read. Use when somebody sends one.\n---\n# " + name
        + "\n\n1. " + first + "\n2. Note every column.\n3. Keep the units.\n4. Ask about gaps.\n5. " + last + "\n";
}

struct Person {
    explicit Person(const QString &folder)
        : home(Home::under(folder))
    {
        auto opened = Stores::open(home, {}, clock);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        stores = std::move(*opened);
    }
    QString file(const QString &skill, const QString &name = u"SKILL.md"_s) const { return home.defaultLibrary() + u'/' + skill + u'/' + name; }
    QByteArray read(const QString &skill) const
    {
        QFile in(file(skill));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray("(nothing)");
    }
    void write(const QString &skill, const QByteArray &text) const
    {
        QDir().mkpath(QFileInfo(file(skill)).path());
        QFile out(file(skill));
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(text), text.size());
    }
    Home home;
    SystemClock clock;
    std::unique_ptr<Stores> stores;
};

} // namespace

class SyncTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aFirstSyncFillsTheRepositoryAndTheOtherLibrary();
    void whatIsPrivateStaysHere();
    void changesOfDifferentLinesAreMergedAndBothEndAlike();
    void theSameLinesWaitForThePersonAndNothingIsSentBefore_data();
    void theSameLinesWaitForThePersonAndNothingIsSentBefore();
    void whatOneRemovesIsRemovedForTheOther();
    void aLookChangesNothing();
    void aRewrittenHistoryIsSaidAndLosesNothing();
    void aRepositoryThatMovedOnMeanwhileRefusesAndTheNextSyncGoesThrough();
    void aRepositoryOfPlainSkillFoldersKeepsItsOtherFiles();
    void aDangerousSkillIsNotTakenInAndNothingIsSent();
    void whatCannotBeReachedIsNamed_data();
    void whatCannotBeReachedIsNamed();

private:
    QString git(const QStringList &arguments) const;
    library::RemotePlace place() const { return {m_bare, u"main"_s}; }
    SyncReport sync(Person &person);
    /// A clone that the git program edits, as somebody without our program would.
    void inAClone(const std::function<void(const QString &folder)> &work, const QStringList &push = {u"push"_s, u"origin"_s, u"HEAD:main"_s});

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_bare;
    std::unique_ptr<Person> m_anna, m_ben;
};

void SyncTest::init()
{
    m_anna.reset();
    m_ben.reset();
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/hsf sync XXXXXX"_s);
    m_bare = m_folder->filePath(u"shared skills.git"_s);
    git({u"init"_s, u"--bare"_s, u"-q"_s, u"-b"_s, u"main"_s, m_bare});
    m_anna = std::make_unique<Person>(m_folder->filePath(u"anna"_s));
    m_ben = std::make_unique<Person>(m_folder->filePath(u"ben"_s));
}

QString SyncTest::git(const QStringList &arguments) const
{
    QProcess git;
    git.start(u"git"_s, QStringList{u"-c"_s, u"user.name=Carla"_s, u"-c"_s, u"user.email=carla@localhost"_s} + arguments);
    if (!git.waitForFinished() || git.exitCode() != 0)
        qWarning("git %s: %s", qPrintable(arguments.join(u' ')), git.readAllStandardError().constData());
    return QString::fromUtf8(git.readAllStandardOutput());
}

SyncReport SyncTest::sync(Person &person)
{
    const auto plan = planSync(*person.stores, place());
    if (!plan) {
        qWarning("%s", qPrintable(plan.error().message));
        return {.problems = {plan.error().message}};
    }
    const auto report = carryOut(*person.stores, place(), *plan);
    return report ? *report : SyncReport{.problems = {report.error().message}};
}

void SyncTest::inAClone(const std::function<void(const QString &)> &work, const QStringList &push)
{
    QTemporaryDir clone(QDir::tempPath() + u"/hsf clone XXXXXX"_s);
    git({u"clone"_s, u"-q"_s, m_bare, clone.path()});
    work(clone.path());
    git({u"-C"_s, clone.path(), u"add"_s, u"-A"_s});
    git({u"-C"_s, clone.path(), u"commit"_s, u"-q"_s, u"-m"_s, u"By hand"_s});
    git(QStringList{u"-C"_s, clone.path()} + push);
}

void SyncTest::aFirstSyncFillsTheRepositoryAndTheOtherLibrary()
{
    m_anna->write(u"tables"_s, skillText("tables"));
    QCOMPARE(sync(*m_anna).problems, QStringList());
    QCOMPARE(git({u"--git-dir"_s, m_bare, u"show"_s, u"main:skills/tables/SKILL.md"_s}).toUtf8(), skillText("tables"));
    const SyncReport report = sync(*m_ben);
    QCOMPARE(report.problems, QStringList());
    QCOMPARE(report.count(State::Applied), 1);
    QCOMPARE(m_ben->read(u"tables"_s), skillText("tables"));
    QCOMPARE(m_ben->stores->door->factsOf(u"tables"_s)->origin, changes::Origin::Imported);
    // Undo takes it out again, like any change.
    QVERIFY(m_ben->stores->door->undo(report.sets.first().id));
    QVERIFY(!QFile::exists(m_ben->file(u"tables"_s)));
    QVERIFY(git({u"--git-dir"_s, m_bare, u"fsck"_s, u"--strict"_s}).isEmpty());
}

void SyncTest::whatIsPrivateStaysHere()
{
    m_anna->write(u"tables"_s, skillText("tables"));
    QFile memory(m_anna->home.memories() + u"/USER.md"_s);
    QVERIFY(memory.open(QIODevice::WriteOnly));
    memory.write("Anna pays on Fridays.\n");
    memory.close();
    changes::Draft draft{{.origin = changes::Origin::Agent, .evidence = {{3, u"a private sentence"_s}}},
                         u"A private reason"_s,
                         {changes::CreateSkill{u"letters"_s, skillText("letters")}}};
    QVERIFY(m_anna->stores->door->submit(draft));
    QCOMPARE(sync(*m_anna).problems, QStringList());
    const QString all = git({u"--git-dir"_s, m_bare, u"log"_s, u"--all"_s, u"-p"_s});
    QVERIFY(all.contains(u"skills/letters/SKILL.md"_s));
    for (const QString &word : {u"Fridays"_s, u"memories"_s, u"private"_s, u"Evidence"_s, u"Session"_s})
        QVERIFY2(!all.contains(word), qPrintable(word));
}

void SyncTest::changesOfDifferentLinesAreMergedAndBothEndAlike()
{
    m_anna->write(u"tables"_s, skillText("tables"));
    sync(*m_anna);
    sync(*m_ben);
    m_anna->write(u"tables"_s, skillText("tables", "Read the table twice."));
    m_ben->write(u"tables"_s, skillText("tables", "Read the whole table.", "Compare totals and counts."));
    QCOMPARE(sync(*m_anna).problems, QStringList());
    QCOMPARE(sync(*m_ben).problems, QStringList());
    QCOMPARE(sync(*m_anna).problems, QStringList());
    const QByteArray both = skillText("tables", "Read the table twice.", "Compare totals and counts.");
    QCOMPARE(m_anna->read(u"tables"_s), both);
    QCOMPARE(m_ben->read(u"tables"_s), both);
    const auto again = planSync(*m_ben->stores, place());
    QVERIFY(again->incoming.isEmpty() && again->outgoing.isEmpty());
}

void SyncTest::theSameLinesWaitForThePersonAndNothingIsSentBefore_data()
{
    QTest::addColumn<bool>("takesTheirs");
    QTest::newRow("theirs") << true;
    QTest::newRow("mine") << false;
}

void SyncTest::theSameLinesWaitForThePersonAndNothingIsSentBefore()
{
    QFETCH(bool, takesTheirs);
    m_anna->write(u"tables"_s, skillText("tables"));
    sync(*m_anna);
    sync(*m_ben);
    const QByteArray annas = skillText("tables", "Anna reads it aloud."), bens = skillText("tables", "Ben prints it.");
    m_anna->write(u"tables"_s, annas);
    m_ben->write(u"tables"_s, bens);
    sync(*m_anna);
    const SyncReport report = sync(*m_ben);
    QCOMPARE(report.count(State::Held), 1);
    QVERIFY(report.sent.isEmpty());
    QCOMPARE(m_ben->read(u"tables"_s), bens); // not touched
    // Syncing again neither sends nor holds a second time.
    const SyncReport second = sync(*m_ben);
    QVERIFY(second.sent.isEmpty());
    QCOMPARE(*m_ben->stores->door->count(State::Held), 1);
    QCOMPARE(git({u"--git-dir"_s, m_bare, u"show"_s, u"main:skills/tables/SKILL.md"_s}).toUtf8(), annas);

    const ChangeSetId id = report.sets.first().id;
    QVERIFY(takesTheirs ? m_ben->stores->door->accept(id) : m_ben->stores->door->reject(id));
    QCOMPARE(sync(*m_ben).problems, QStringList());
    sync(*m_anna);
    QCOMPARE(m_anna->read(u"tables"_s), takesTheirs ? annas : bens);
    QCOMPARE(m_ben->read(u"tables"_s), takesTheirs ? annas : bens);
}

void SyncTest::whatOneRemovesIsRemovedForTheOther()
{
    m_anna->write(u"tables"_s, skillText("tables"));
    m_anna->write(u"letters"_s, skillText("letters"));
    sync(*m_anna);
    sync(*m_ben);
    QVERIFY(QDir(m_anna->home.defaultLibrary() + u"/tables"_s).removeRecursively());
    QCOMPARE(sync(*m_anna).problems, QStringList());
    const SyncReport report = sync(*m_ben);
    QCOMPARE(report.problems, QStringList());
    QVERIFY(!QFile::exists(m_ben->file(u"tables"_s)));
    QCOMPARE(m_ben->read(u"letters"_s), skillText("letters"));
    QVERIFY(m_ben->stores->door->undo(report.sets.first().id));
    QCOMPARE(m_ben->read(u"tables"_s), skillText("tables"));
}

void SyncTest::aLookChangesNothing()
{
    m_anna->write(u"tables"_s, skillText("tables"));
    sync(*m_anna);
    m_ben->write(u"letters"_s, skillText("letters"));
    const QString before = git({u"--git-dir"_s, m_bare, u"rev-parse"_s, u"main"_s});
    const auto plan = planSync(*m_ben->stores, place());
    QVERIFY(plan);
    QCOMPARE(plan->incoming.size(), 1);
    QCOMPARE(plan->outgoing, (QStringList{u"letters"_s, u"tables"_s}));
    QVERIFY(!QFile::exists(m_ben->file(u"tables"_s)));
    QCOMPARE(git({u"--git-dir"_s, m_bare, u"rev-parse"_s, u"main"_s}), before);
}

void SyncTest::aRewrittenHistoryIsSaidAndLosesNothing()
{
    m_anna->write(u"tables"_s, skillText("tables"));
    sync(*m_anna);
    sync(*m_ben);
    m_ben->write(u"letters"_s, skillText("letters"));
    inAClone(
        [&](const QString &folder) {
            git({u"-C"_s, folder, u"checkout"_s, u"-q"_s, u"--orphan"_s, u"anew"_s});
            QFile file(folder + u"/skills/tables/SKILL.md"_s);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(skillText("tables", "Somebody began anew."));
        },
        {u"push"_s, u"-f"_s, u"origin"_s, u"anew:main"_s});
    const auto plan = planSync(*m_ben->stores, place());
    QVERIFY(plan->meeting.rewritten);
    QCOMPARE(sync(*m_ben).problems, QStringList());
    QCOMPARE(m_ben->read(u"tables"_s), skillText("tables", "Somebody began anew."));
    QCOMPARE(m_ben->read(u"letters"_s), skillText("letters"));
}

void SyncTest::aRepositoryThatMovedOnMeanwhileRefusesAndTheNextSyncGoesThrough()
{
    m_anna->write(u"tables"_s, skillText("tables"));
    const auto plan = planSync(*m_anna->stores, place());
    m_ben->write(u"letters"_s, skillText("letters"));
    QCOMPARE(sync(*m_ben).problems, QStringList());
    const auto late = carryOut(*m_anna->stores, place(), *plan);
    QVERIFY(!late);
    QCOMPARE(late.error().kind, Error::Kind::Refused);
    QVERIFY2(late.error().message.contains(u"sync again"_s), qPrintable(late.error().message));
    QCOMPARE(sync(*m_anna).problems, QStringList());
    sync(*m_ben);
    QCOMPARE(m_ben->read(u"tables"_s), skillText("tables"));
    QCOMPARE(m_anna->read(u"letters"_s), skillText("letters"));
}

void SyncTest::aRepositoryOfPlainSkillFoldersKeepsItsOtherFiles()
{
    inAClone([&](const QString &folder) {
        QVERIFY(QDir(folder).mkpath(u"tables"_s));
        QFile skill(folder + u"/tables/SKILL.md"_s), readme(folder + u"/README.md"_s);
        QVERIFY(skill.open(QIODevice::WriteOnly) && readme.open(QIODevice::WriteOnly));
        skill.write(skillText("tables"));
        readme.write("Our skills.\n");
    });
    QCOMPARE(sync(*m_anna).problems, QStringList());
    QCOMPARE(m_anna->read(u"tables"_s), skillText("tables"));
    m_anna->write(u"letters"_s, skillText("letters"));
    QCOMPARE(sync(*m_anna).problems, QStringList());
    QCOMPARE(git({u"--git-dir"_s, m_bare, u"ls-tree"_s, u"-r"_s, u"--name-only"_s, u"main"_s}),
             u"README.md\nletters/SKILL.md\ntables/SKILL.md\n"_s);
}

void SyncTest::aDangerousSkillIsNotTakenInAndNothingIsSent()
{
    m_anna->write(u"tables"_s, skillText("tables"));
    sync(*m_anna);
    inAClone([&](const QString &folder) {
        QVERIFY(QDir(folder).mkpath(u"skills/hidden"_s));
        QFile skill(folder + u"/skills/hidden/SKILL.md"_s);
        QVERIFY(skill.open(QIODevice::WriteOnly));
        // Tag characters: words that a person cannot see and a model reads.
        skill.write(skillText("hidden") + QString::fromUcs4(U"\U000E0041\U000E0042\U000E0043").toUtf8() + "\n");
    });
    m_anna->write(u"letters"_s, skillText("letters"));
    const SyncReport report = sync(*m_anna);
    QCOMPARE(report.count(State::Refused), 1);
    QVERIFY(report.sent.isEmpty());
    QVERIFY(!report.problems.isEmpty());
    QVERIFY(!QFile::exists(m_anna->file(u"hidden"_s)));
}

void SyncTest::whatCannotBeReachedIsNamed_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("word");
    QTest::newRow("no such folder") << u"/nowhere/skills.git"_s << u"address"_s;
    QTest::newRow("nobody listens") << u"http://127.0.0.1:9/skills.git"_s << u"cannot be reached"_s;
    QTest::newRow("an option is no address") << u"--upload-pack=touch /tmp/x"_s << u"no address"_s;
    QTest::newRow("a program is no address") << u"ext::sh -c true"_s << u"could not read"_s;
}

void SyncTest::whatCannotBeReachedIsNamed()
{
    QFETCH(QString, url);
    QFETCH(QString, word);
    m_anna->write(u"tables"_s, skillText("tables"));
    const auto plan = planSync(*m_anna->stores, {url, u"main"_s});
    QVERIFY(!plan);
    QVERIFY2(plan.error().message.contains(word, Qt::CaseInsensitive), qPrintable(plan.error().message));
    QCOMPARE(m_anna->read(u"tables"_s), skillText("tables"));
}

QTEST_GUILESS_MAIN(SyncTest)
#include "tst_sync.moc"
