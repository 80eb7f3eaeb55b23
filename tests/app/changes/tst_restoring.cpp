// SPDX-License-Identifier: MIT
//
// Back to what was: a file, a skill, everything as of a revision, as a change set that can be undone; also where the skill was
// archived, deleted by hand or is a Git clone of its own. And a door whose history or database was lost.
#include "doorhome.h"
#include "library/history.h"

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::changes;

class TestRestoring : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void goesBackAndForth_data();
    void goesBackAndForth();
    void anArchivedSkillComesBackToItsPlace();
    void aSkillDeletedByHandComesBackWithItsOrigin();
    void oldFaultsAreNoObstacle();
    void onlyThePersonMay();
    void nothingToRestoreIsSaid();
    void aCloneInTheLibraryIsKeptAsFiles();
    void changesAreTakenBackInAnyOrder();
    void aHistoryBegunAnewKeepsFactsAndSets();
    void aLostDatabaseIsRebuiltFromTheHistory();

private:
    ChangeSet submit(const QList<Operation> &operations, Origin origin = Origin::You)
    {
        const auto set = m_door->submit(draftBy(origin, operations));
        if (!set)
            qWarning("%s", qPrintable(set.error().message));
        return set.value_or(ChangeSet{.id = ChangeSetId::fresh()});
    }
    void create(const QString &id, const QByteArray &body, Origin origin = Origin::You)
    {
        QCOMPARE(submit({CreateSkill{id, skillText(id.section(u'/', -1), body)}}, origin).state, State::Applied);
    }
    QString head() { return (*library::History::open(m_home->path(u"history.git"_s)))->head(); }

    std::unique_ptr<DoorHome> m_home;
    OpenDoor m_door;
};

void TestRestoring::init()
{
    m_door = {};
    m_home = std::make_unique<DoorHome>();
    auto door = m_home->open();
    VERIFY_DONE(door);
    m_door = *std::move(door);
}

void TestRestoring::goesBackAndForth_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QStringList>("changed");
    QTest::newRow("one file") << u"skills/alpha/SKILL.md"_s << QStringList{u"skills/alpha/SKILL.md"_s};
    QTest::newRow("a skill") << u"skills/alpha"_s
                             << QStringList{u"skills/alpha/SKILL.md"_s, u"skills/alpha/references/new.md"_s, u"skills/alpha/references/old.md"_s};
    QTest::newRow("everything") << QString()
                                << QStringList{u"skills/alpha/SKILL.md"_s, u"skills/alpha/references/new.md"_s,
                                               u"skills/alpha/references/old.md"_s, u"skills/beta/SKILL.md"_s, u"skills/gamma/SKILL.md"_s};
}

void TestRestoring::goesBackAndForth()
{
    QFETCH(const QString, folder);
    QFETCH(const QStringList, changed);
    create(u"alpha"_s, "First.\n");
    submit({WriteFile{u"alpha"_s, u"references/old.md"_s, "old\n", {}}});
    create(u"beta"_s, "First.\n");
    const auto then = m_home->files();
    const QString commit = head();
    submit({WriteFile{u"alpha"_s, {}, skillText(u"alpha"_s, "Second.\n"), {}}});
    submit({RemoveFile{u"alpha"_s, u"references/old.md"_s, {}}, WriteFile{u"alpha"_s, u"references/new.md"_s, "new\n", {}}});
    submit({WriteFile{u"beta"_s, {}, skillText(u"beta"_s, "Second.\n"), {}}});
    create(u"gamma"_s, "Later.\n");
    const auto now = m_home->files();

    const ChangeSet set = submit({RestoreTo{folder, commit}});
    QCOMPARE(set.state, State::Applied);
    QStringList paths;
    for (const FileChange &file : set.files)
        paths << file.path;
    QCOMPARE(paths, changed);
    const auto after = m_home->files();
    for (const QString &path : changed)
        QCOMPARE(after.value(path), then.value(path));
    if (folder.isEmpty())
        QCOMPARE(after, then);
    QCOMPARE(m_home->filesInGit(), after);
    VERIFY_DONE(m_door->undo(set.id));
    QCOMPARE(m_home->files(), now);
    QCOMPARE(m_home->filesInGit(), now);
}

void TestRestoring::anArchivedSkillComesBackToItsPlace()
{
    create(u"office/alpha"_s, "First.\n");
    const QString commit = head();
    submit({ArchiveSkill{u"office/alpha"_s, {}, u"not needed"_s}});
    QCOMPARE(submit({RestoreTo{u"skills/office/alpha"_s, commit}}).state, State::Applied);
    QCOMPARE(m_home->files().keys(), QStringList{u"skills/office/alpha/SKILL.md"_s});
    QCOMPARE(m_door->factsOf(u"office/alpha"_s)->stage, Stage::Active);
}

void TestRestoring::aSkillDeletedByHandComesBackWithItsOrigin()
{
    create(u"alpha"_s, "Learned.\n", Origin::Review);
    const QString commit = head();
    QVERIFY(QDir(m_home->path(u"skills/alpha"_s)).removeRecursively());
    VERIFY_DONE(m_door->recordOutside());
    QVERIFY(!m_door->factsOf(u"alpha"_s));
    QCOMPARE(submit({RestoreTo{u"skills/alpha"_s, commit}}).state, State::Applied);
    QVERIFY(m_home->get(u"skills/alpha/SKILL.md"_s).contains("Learned."));
    QCOMPARE(m_door->factsOf(u"alpha"_s)->origin, Origin::Review);
}

void TestRestoring::oldFaultsAreNoObstacle()
{
    m_home->put(u"skills/Odd Name/SKILL.md"_s, "---\nname: something else\n---\nNo description.\n");
    VERIFY_DONE(m_door->recordOutside());
    const QString commit = head();
    m_home->put(u"skills/Odd Name/SKILL.md"_s, skillText(u"odd-name"_s));
    VERIFY_DONE(m_door->recordOutside());
    QCOMPARE(submit({RestoreTo{u"skills/Odd Name"_s, commit}}).state, State::Applied);
    QVERIFY(m_home->get(u"skills/Odd Name/SKILL.md"_s).contains("something else"));
}

void TestRestoring::onlyThePersonMay()
{
    create(u"alpha"_s, "First.\n");
    const QString commit = head();
    submit({WriteFile{u"alpha"_s, {}, skillText(u"alpha"_s, "Second.\n"), {}}});
    QVERIFY(!m_door->submit(draftBy(Origin::Agent, {RestoreTo{u"skills/alpha"_s, commit}})));
    QVERIFY(m_home->get(u"skills/alpha/SKILL.md"_s).contains("Second."));
}

void TestRestoring::nothingToRestoreIsSaid()
{
    create(u"alpha"_s, "First.\n");
    for (const RestoreTo &wish : {RestoreTo{u"skills/alpha"_s, head()}, RestoreTo{u"skills/alpha"_s, QString(40, u'1')},
                                  RestoreTo{u"skills/alpha"_s, {}}, RestoreTo{u"elsewhere/alpha"_s, head()}}) {
        const auto set = m_door->submit(draftBy(Origin::You, {wish}));
        QVERIFY(!set);
        QVERIFY(!set.error().message.isEmpty());
    }
}

void TestRestoring::aCloneInTheLibraryIsKeptAsFiles()
{
    m_home->put(u"skills/cloned/SKILL.md"_s, skillText(u"cloned"_s));
    QProcess git;
    for (const QStringList &arguments : {QStringList{u"init"_s, u"-q"_s}, QStringList{u"add"_s, u"."_s},
                                         QStringList{u"-c"_s, u"user.name=O"_s, u"-c"_s, u"user.email=o@example.org"_s, u"commit"_s, u"-qm"_s, u"x"_s}}) {
        git.start(u"git"_s, QStringList{u"-C"_s, m_home->path(u"skills/cloned"_s)} + arguments);
        QVERIFY(git.waitForFinished());
        QCOMPARE(git.exitCode(), 0);
    }
    VERIFY_DONE(m_door->recordOutside());
    submit({WriteFile{u"cloned"_s, u"references/n.md"_s, "note\n", {}}});
    const QByteArray tree = m_home->git({u"ls-tree"_s, u"-r"_s, u"main"_s});
    QVERIFY2(!tree.contains("160000") && !tree.contains(".git/"), tree.constData());
    QCOMPARE(m_home->filesInGit().keys(), QStringList({u"skills/cloned/SKILL.md"_s, u"skills/cloned/references/n.md"_s}));
    QVERIFY(m_home->has(u"skills/cloned/.git/HEAD"_s));
}

void TestRestoring::changesAreTakenBackInAnyOrder()
{
    create(u"alpha"_s, "one\n\ntwo\n\nthree\n\nfour\n");
    const auto start = m_home->files();
    QList<ChangeSetId> ids;
    for (const char *word : {"one", "two", "three", "four"}) {
        ids << submit({PatchFile{u"alpha"_s, {}, QByteArray(word) + "\n", QByteArray(word).toUpper() + "\n"}}).id;
    }
    for (const int i : {1, 3, 0, 2})
        VERIFY_DONE(m_door->undo(ids.at(i)));
    QCOMPARE(m_home->files(), start);
}

void TestRestoring::aHistoryBegunAnewKeepsFactsAndSets()
{
    create(u"alpha"_s, "Learned.\n", Origin::Review);
    const auto files = m_home->files();
    const auto kept = m_door->rebuildHistory();
    VERIFY_DONE(kept);
    QVERIFY(QFileInfo::exists(*kept));
    QCOMPARE(m_home->files(), files);
    QCOMPARE(m_home->filesInGit(), files);
    QCOMPARE(m_door->factsOf(u"alpha"_s)->origin, Origin::Review);
    create(u"beta"_s, "Goes on.\n");
    QCOMPARE(m_home->filesInGit(), m_home->files());
}

void TestRestoring::aLostDatabaseIsRebuiltFromTheHistory()
{
    create(u"alpha"_s, "Learned.\n", Origin::Review);
    submit({SetFact{u"alpha"_s, u"pinned"_s, u"yes"_s}});
    const ChangeSet last = submit({WriteFile{u"alpha"_s, u"references/n.md"_s, "note\n", {}}});
    m_door = {};
    for (const char *end : {"", "-wal", "-shm"})
        QFile::remove(m_home->path(u"factory.db"_s + QLatin1StringView(end)));
    auto door = m_home->open();
    VERIFY_DONE(door);
    m_door = *std::move(door);
    QCOMPARE(m_door->factsOf(u"alpha"_s)->origin, Origin::Review);
    QVERIFY(m_door->factsOf(u"alpha"_s)->pinned);
    QCOMPARE(m_door->set(last.id)->files, last.files);
    VERIFY_DONE(m_door->undo(last.id));
    QVERIFY(!m_home->has(u"skills/alpha/references/n.md"_s));
}

QTEST_GUILESS_MAIN(TestRestoring)
#include "tst_restoring.moc"
