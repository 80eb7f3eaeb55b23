// SPDX-License-Identifier: MIT
//
// Weeks of a real library: a review's skill goes unused, is proposed, marked, archived and comes back, with a real
// door, history and database.
#include "app/changes/doorhome.h"
#include "curator/curator.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::curator;
using changes::Stage;

class TestCuratorRun : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void anUnusedSkillIsProposedMarkedAndArchived();
    void useBringsAStaleSkillBack();
    void aTrialEndsByItself();
    void aDryRunLeavesNoTrace();
    void theWholeLibraryIsCompared();
    void aRunThatIsStoppedComparesNothing();

private:
    QList<UsageFacts> facts() const
    {
        return usageFacts(*library(), m_open->facts().value(), m_open.journal->skillUse().value());
    }
    library::SnapshotPtr library() const { return library::scanLibrary(m_home->path(u"skills"_s), {}, nullptr); }
    QList<Proposal> runAfter(int days);
    void approveAll();
    void load(const QString &skill);
    QString stage() const { return changes::stageName(m_open->factsOf(u"table-writing"_s).value().stage); }

    std::unique_ptr<changes::DoorHome> m_home;
    changes::OpenDoor m_open;
    std::unique_ptr<Desk> m_desk;
};

void TestCuratorRun::init()
{
    m_desk.reset();
    m_open = {};
    m_home = std::make_unique<changes::DoorHome>();
    auto opened = m_home->open();
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    m_open = *std::move(opened);
    m_desk = std::make_unique<Desk>(m_open.database, m_home->clock);
    const changes::CreateSkill create{.folder = u"table-writing"_s, .content = changes::skillText(u"table-writing"_s)};
    VERIFY_DONE(m_open->submit(
        {.author = {.origin = changes::Origin::Review}, .reason = u"Learned"_s, .operations = {create}}));
    QFile file(m_home->path(u"skills/table-writing/SKILL.md"_s)); // as old as the clock says
    QVERIFY(file.open(QIODevice::ReadWrite) && file.setFileTime(m_home->clock.now(), QFileDevice::FileModificationTime));
    QCOMPARE(stage(), u"trial"_s);
}

QList<Proposal> TestCuratorRun::runAfter(int days)
{
    m_home->clock.set(m_home->clock.now().addDays(days));
    const Result<Report> report = run(facts(), *library(), {}, m_home->clock, nullptr, *m_desk, *m_open.door, {});
    if (!report)
        qWarning() << report.error().message;
    return m_desk->proposals().value();
}

void TestCuratorRun::approveAll()
{
    const QList<Proposal> waiting = m_desk->proposals().value();
    for (const Proposal &proposal : waiting) {
        const Result<changes::ChangeSet> set = m_open->submit(approvalDraft(proposal));
        QVERIFY2(set && set->state == changes::State::Applied,
                 set ? qPrintable(set->why) : qPrintable(set.error().message));
        VERIFY_DONE(m_desk->decide(proposal.id, u"approved"_s));
    }
}

void TestCuratorRun::load(const QString &skill)
{
    const SessionId session = m_open.journal->createSession({}).value().id;
    VERIFY_DONE(m_open.journal->record({.kind = u"skill-viewed"_s, .session = session, .skill = skill}));
}

void TestCuratorRun::anUnusedSkillIsProposedMarkedAndArchived()
{
    const auto bytes = m_home->files();
    QVERIFY(runAfter(29).isEmpty());
    QCOMPARE(runAfter(1).size(), 1);
    QCOMPARE(stage(), u"trial"_s); // nothing moved without a yes
    approveAll();
    QCOMPARE(stage(), u"stale"_s);
    QVERIFY(runAfter(7).isEmpty()); // being marked was no use of it
    QCOMPARE(stage(), u"stale"_s);
    QVERIFY(runAfter(52).isEmpty());
    const QList<Proposal> ripe = runAfter(1);
    QCOMPARE(ripe.size(), 1);
    QCOMPARE(ripe.first().to, Stage::Archived);
    QCOMPARE(m_home->files(), bytes);
    approveAll();
    QCOMPARE(stage(), u"archived"_s);
    QVERIFY(!m_home->has(u"skills/table-writing"_s));
    QVERIFY(m_home->has(u"skills/.archive/table-writing/SKILL.md"_s));
    QVERIFY(runAfter(100).isEmpty());
}

void TestCuratorRun::useBringsAStaleSkillBack()
{
    QCOMPARE(runAfter(30).size(), 1);
    approveAll();
    load(u"table-writing"_s);
    QVERIFY(runAfter(1).isEmpty());
    QCOMPARE(stage(), u"active"_s);
    const changes::ChangeSet back = m_open->sets({changes::State::Applied}, u"table-writing"_s).value().first();
    QCOMPARE(back.author.origin, changes::Origin::Curator); // recorded, and can be undone
}

void TestCuratorRun::aTrialEndsByItself()
{
    load(u"table-writing"_s);
    load(u"table-writing"_s);
    runAfter(1);
    QCOMPARE(stage(), u"trial"_s);
    load(u"table-writing"_s);
    runAfter(1);
    QCOMPARE(stage(), u"active"_s);
}

void TestCuratorRun::aDryRunLeavesNoTrace()
{
    const QByteArray head = m_home->git({u"rev-parse"_s, u"main"_s});
    m_home->clock.set(m_home->clock.now().addDays(31));
    const Report report = dryRun(facts(), *library(), {}, m_home->clock.now(), nullptr, {});
    QCOMPARE(report.plan.size(), 1);
    QCOMPARE(report.managed, 1);
    QCOMPARE(m_home->git({u"rev-parse"_s, u"main"_s}), head);
    QVERIFY(m_desk->reports().value().isEmpty());
    QVERIFY(m_desk->proposals().value().isEmpty());
}

void TestCuratorRun::theWholeLibraryIsCompared()
{
    const QByteArray steps = "# Steps\n\n1. Open the workbook and read every row of the table into memory at once.\n"
                             "2. Write the totals below the last row, in bold, and save the workbook again.\n";
    for (const QString &skill : {u"sheets"_s, u"docs/tables"_s})
        m_home->put(u"skills/%1/SKILL.md"_s.arg(skill), changes::skillText(skill.section(u'/', -1), steps));
    m_home->put(u"skills/.archive/old/SKILL.md"_s, changes::skillText(u"old"_s, steps));
    const auto pairs = [&] {
        QStringList drawn;
        const QList<skill::OverlapPair> told = m_desk->overlaps().value();
        for (const skill::OverlapPair &pair : told)
            drawn << pair.a + u'+' + pair.b;
        return drawn;
    };
    const auto bytes = m_home->files();
    QCOMPARE(pairs(), QStringList()); // before the first run
    runAfter(1);
    QVERIFY2(pairs().contains(u"docs/tables+sheets"_s), qPrintable(pairs().join(u' ')));
    QVERIFY(!pairs().join(u' ').contains(u"old"_s));
    const skill::OverlapPair pair = m_desk->overlaps().value().first();
    QVERIFY2(pair.jaccard > 0.6, qPrintable(QString::number(pair.jaccard)));
    QVERIFY(overlapReason(pair).contains(u"the same content to"_s));

    // A person's word holds over the next runs, until the two come much closer.
    VERIFY_DONE(m_desk->leaveApart(pair));
    runAfter(1);
    QVERIFY(!pairs().contains(u"docs/tables+sheets"_s));
    QCOMPARE(m_home->files(), bytes); // comparing writes nothing
    skill::OverlapPair apart = pair;
    apart.jaccard = apart.trigger = apart.prose = apart.code = 0.1;
    VERIFY_DONE(m_desk->leaveApart(apart)); // as if they had been far apart then
    runAfter(1);
    QVERIFY(pairs().contains(u"docs/tables+sheets"_s));
}

void TestCuratorRun::aRunThatIsStoppedComparesNothing()
{
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(overlapsIn(*library(), stop.get_token()).isEmpty());
    const Result<Report> report = run(facts(), *library(), {}, m_home->clock, nullptr, *m_desk, *m_open.door, stop.get_token());
    QVERIFY(!report);
    QVERIFY(m_desk->reports().value().isEmpty());
}

QTEST_GUILESS_MAIN(TestCuratorRun)
#include "tst_curatorrun.moc"
