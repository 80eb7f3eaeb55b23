// SPDX-License-Identifier: MIT
#include "changes/policy.h"

#include <QTest>

using namespace hsf;
using namespace hsf::changes;
using Way = Verdict::Way;

namespace {
/// Whose skill a set changes; New: none was there.
enum class Whose { New, Managed, Yours, Imported, Bundled, Pinned };

FileChange edit(const QByteArray &before, const QByteArray &after)
{
    return {"skills/pdf-tables/SKILL.md", before, after, false, "pdf-tables"};
}

ChangeSet setBy(Origin origin, const QList<FileChange> &files, const QList<FactChange> &facts = {})
{
    return {.id = ChangeSetId::fresh(), .author = {.origin = origin}, .files = files, .facts = facts};
}

QMap<QString, SkillFacts> factsFor(Whose whose)
{
    if (whose == Whose::New)
        return {};
    SkillFacts facts{.skill = "pdf-tables", .origin = Origin::You};
    facts.managed = whose == Whose::Managed || whose == Whose::Pinned;
    facts.pinned = whose == Whose::Pinned;
    facts.origin = whose == Whose::Imported ? Origin::Imported : whose == Whose::Bundled ? Origin::Bundled : Origin::You;
    return {{"pdf-tables", facts}};
}

ChangeSet changeOf(Origin origin, Whose whose)
{
    if (whose != Whose::New)
        return setBy(origin, {edit("# A\n", "# B\n")});
    const SkillFacts begins = initialFacts("pdf-tables", {.origin = origin}, QDateTime());
    return setBy(origin, {{"skills/pdf-tables/SKILL.md", std::nullopt, "# A\n", false, "pdf-tables"}},
                 {{"pdf-tables", "origin", "", originName(begins.origin)}, {"pdf-tables", "stage", "", stageName(begins.stage)}});
}
} // namespace
Q_DECLARE_METATYPE(Whose)

class TestPolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoMayChangeWhat_data()
    {
        QTest::addColumn<Origin>("origin");
        QTest::addColumn<Whose>("whose");
        QTest::addColumn<Way>("way");
        const QMap<Whose, const char *> skills{{Whose::New, "a new skill"}, {Whose::Managed, "a managed one"}, {Whose::Yours, "yours"},
                                               {Whose::Imported, "an imported one"}, {Whose::Bundled, "a bundled one"}, {Whose::Pinned, "a pinned one"}};
        struct Line { Origin origin; Way ways[6]; };
        constexpr Way A = Way::Apply, H = Way::Hold, R = Way::Refuse;
        //                                  new managed yours imported bundled pinned
        for (const Line &line : {Line{Origin::You,       {A, A, A, A, A, A}},
                                 Line{Origin::Outside,   {A, A, A, A, A, A}},
                                 Line{Origin::Imported,  {A, A, A, A, A, A}},
                                 Line{Origin::Bundled,   {A, A, A, A, A, A}},
                                 Line{Origin::Agent,     {A, A, H, H, H, H}},
                                 Line{Origin::Review,    {A, A, H, H, H, H}},
                                 Line{Origin::Synthesis, {H, H, H, H, H, R}},
                                 Line{Origin::Curator,   {H, H, H, H, H, R}},
                                 Line{Origin::Unknown,   {H, H, H, H, H, H}}}) {
            for (int i = 0; i < 6; ++i) {
                QTest::addRow("%s: %s", qPrintable(originName(line.origin)), skills.value(Whose(i)))
                    << line.origin << Whose(i) << line.ways[i];
            }
        }
    }
    void whoMayChangeWhat()
    {
        QFETCH(Origin, origin);
        QFETCH(Whose, whose);
        const Verdict verdict = decide(changeOf(origin, whose), factsFor(whose), 0, {});
        QTEST(verdict.way, "way");
        QCOMPARE(verdict.why.isEmpty(), verdict.way == Way::Apply);
    }
    void stagesWaitForYou_data()
    {
        QTest::addColumn<Origin>("origin");
        QTest::addColumn<Whose>("whose");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<Way>("way");
        QTest::newRow("an agent archives") << Origin::Agent << Whose::Managed << "active" << "archived" << Way::Hold;
        QTest::newRow("a review ends a trial") << Origin::Review << Whose::Managed << "trial" << "active" << Way::Hold;
        QTest::newRow("the curator proposes stale") << Origin::Curator << Whose::Managed << "active" << "stale" << Way::Hold;
        QTest::newRow("the curator proposes the archive") << Origin::Curator << Whose::Managed << "stale" << "archived" << Way::Hold;
        QTest::newRow("the curator leaves yours alone") << Origin::Curator << Whose::Yours << "active" << "stale" << Way::Refuse;
        QTest::newRow("the curator leaves pinned alone") << Origin::Curator << Whose::Pinned << "active" << "stale" << Way::Refuse;
        QTest::newRow("use brings stale back by itself") << Origin::Curator << Whose::Managed << "stale" << "active" << Way::Apply;
        QTest::newRow("a trial ends by itself") << Origin::Curator << Whose::Managed << "trial" << "active" << Way::Apply;
        QTest::newRow("you approve") << Origin::You << Whose::Managed << "stale" << "archived" << Way::Apply;
    }
    void stagesWaitForYou()
    {
        QFETCH(Origin, origin);
        QFETCH(Whose, whose);
        QFETCH(QString, from);
        QFETCH(QString, to);
        QTEST(decide(setBy(origin, {}, {{"pdf-tables", "stage", from, to}}), factsFor(whose), 0, {}).way, "way");
    }
    void staleIsMarkedByItselfOnlyWhereSwitchedOn()
    {
        const ChangeSet set = setBy(Origin::Curator, {}, {{"pdf-tables", "stage", "active", "stale"}});
        QCOMPARE(decide(set, factsFor(Whose::Managed), 0, {.markStaleByItself = true}).way, Way::Apply);
    }
    void wishesForASkillAreYours_data()
    {
        QTest::addColumn<QString>("fact");
        for (const char *fact : {"pinned", "managed", "keep-until"})
            QTest::newRow(fact) << QString::fromLatin1(fact);
    }
    void wishesForASkillAreYours()
    {
        QFETCH(QString, fact);
        const QList<FactChange> facts{{"pdf-tables", fact, "no", "yes"}};
        QCOMPARE(decide(setBy(Origin::Agent, {}, facts), factsFor(Whose::Managed), 0, {}).way, Way::Refuse);
        QCOMPARE(decide(setBy(Origin::You, {}, facts), factsFor(Whose::Managed), 0, {}).way, Way::Apply);
    }
    void onlyYourOwnHandComesBeforeTheQuestion_data()
    {
        QTest::addColumn<Origin>("origin");
        QTest::addColumn<Way>("way");
        for (const Origin origin : {Origin::You, Origin::Outside, Origin::Imported, Origin::Bundled})
            QTest::newRow(qPrintable(originName(origin))) << origin << Way::Apply;
        for (const Origin origin : {Origin::Agent, Origin::Review, Origin::Synthesis, Origin::Curator, Origin::Unknown})
            QTest::newRow(qPrintable(originName(origin))) << origin << Way::Hold;
    }
    void onlyYourOwnHandComesBeforeTheQuestion()
    {
        QFETCH(Origin, origin);
        const PolicySettings ask{.askBeforeEveryChange = true};
        for (const Whose whose : {Whose::New, Whose::Managed})
            QTEST(decide(changeOf(origin, whose), factsFor(whose), 0, ask).way, "way");
        QTEST(decide(setBy(origin, {{"memories/MEMORY.md", "one", "one\n§\ntwo"}}), {}, 0, ask).way, "way");
    }
    void whoWantsToBeAskedIsAskedBeforeAStaleMarkToo()
    {
        const PolicySettings ask{.askBeforeEveryChange = true, .markStaleByItself = true};
        const auto stage = [](const char *from, const char *to) {
            return setBy(Origin::Curator, {}, {{"pdf-tables", "stage", from, to}});
        };
        QCOMPARE(decide(stage("active", "stale"), factsFor(Whose::Managed), 0, ask).way, Way::Hold);
        QCOMPARE(decide(stage("stale", "active"), factsFor(Whose::Managed), 0, ask).way, Way::Apply); // use decided that
    }
    void aSkillOfYoursAmongManagedOnesDecides()
    {
        ChangeSet set = changeOf(Origin::Review, Whose::Managed);
        set.files << FileChange{"skills/mine/SKILL.md", "# A\n", "# B\n", false, "mine"};
        auto facts = factsFor(Whose::Managed);
        facts.insert("mine", SkillFacts{.skill = "mine", .origin = Origin::You});
        const Verdict verdict = decide(set, facts, 0, {});
        QCOMPARE(verdict.way, Way::Hold);
        QVERIFY(verdict.why.contains("mine"));
    }
    void copiedWordsWaitAndSayWhoseTheyAre()
    {
        ChangeSet set = changeOf(Origin::Agent, Whose::Managed);
        set.findings = {{"copied-text", skill::Severity::High, "SKILL.md", 3, "14 words in a row are word for word from https://example.org"}};
        const Verdict verdict = decide(set, factsFor(Whose::Managed), 0, {});
        QCOMPARE(verdict.way, Way::Hold);
        QVERIFY(verdict.why.contains("https://example.org"));
    }
    void askingBeforeEveryChangeHoldsAllButYours()
    {
        const PolicySettings ask{.askBeforeEveryChange = true};
        QCOMPARE(decide(changeOf(Origin::Agent, Whose::Managed), factsFor(Whose::Managed), 0, ask).way, Way::Hold);
        QCOMPARE(decide(changeOf(Origin::Review, Whose::New), {}, 0, ask).way, Way::Hold);
        QCOMPARE(decide(changeOf(Origin::You, Whose::Managed), factsFor(Whose::Managed), 0, ask).way, Way::Apply);
    }
    void findingsDecideWhateverTheRowSays_data()
    {
        QTest::addColumn<Origin>("origin");
        QTest::addColumn<skill::Severity>("severity");
        QTest::addColumn<Way>("way");
        QTest::newRow("critical by a review") << Origin::Review << skill::Severity::Critical << Way::Refuse;
        QTest::newRow("critical by you") << Origin::You << skill::Severity::Critical << Way::Refuse;
        QTest::newRow("high by an agent") << Origin::Agent << skill::Severity::High << Way::Hold;
        QTest::newRow("high by you") << Origin::You << skill::Severity::High << Way::Hold;
        QTest::newRow("a rule broken by you") << Origin::You << skill::Severity::Error << Way::Refuse;
        QTest::newRow("a warning") << Origin::Agent << skill::Severity::Warning << Way::Apply;
    }
    void findingsDecideWhateverTheRowSays()
    {
        QFETCH(Origin, origin);
        QFETCH(skill::Severity, severity);
        ChangeSet set = changeOf(origin, Whose::Managed);
        set.findings = {{"some-rule", severity, "SKILL.md", 3, "something is there"}};
        QTEST(decide(set, factsFor(Whose::Managed), 0, {}).way, "way");
    }
    void growthWaits_data()
    {
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("after");
        QTest::addColumn<Way>("way");
        QTest::newRow("a short body may double") << 1500 << 3000 << Way::Apply;
        QTest::newRow("a long one may grow a little") << 3000 << 3500 << Way::Apply;
        QTest::newRow("but not by a quarter") << 3000 << 3750 << Way::Hold;
        QTest::newRow("shrinking is fine") << 9000 << 100 << Way::Apply;
    }
    void growthWaits()
    {
        QFETCH(int, before);
        QFETCH(int, after);
        const ChangeSet set = setBy(Origin::Review, {edit(QByteArray(before, 'x'), QByteArray(after, 'x'))});
        QTEST(decide(set, factsFor(Whose::Managed), 0, {}).way, "way");
        ChangeSet own = set;
        own.author.origin = Origin::You;
        QCOMPARE(decide(own, factsFor(Whose::Managed), 0, {}).way, Way::Apply);
    }
    void newPowersWait_data()
    {
        QTest::addColumn<skill::Capabilities>("gained");
        QTest::newRow("a tool") << skill::Capabilities{.allowedTools = {"Bash(git:*)"}};
        QTest::newRow("a script") << skill::Capabilities{.scripts = {"scripts/run.sh#0123456789ab"}};
        QTest::newRow("an address") << skill::Capabilities{.networkHosts = {"example.org"}};
    }
    void newPowersWait()
    {
        QFETCH(skill::Capabilities, gained);
        ChangeSet set = changeOf(Origin::Review, Whose::Managed);
        set.gained = gained;
        QCOMPARE(decide(set, factsFor(Whose::Managed), 0, {}).way, Way::Hold);
        set.author.origin = Origin::You;
        QCOMPARE(decide(set, factsFor(Whose::Managed), 0, {}).way, Way::Apply);
    }
    void backgroundMayAddToMemoryOnly_data()
    {
        QTest::addColumn<Origin>("origin");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<Way>("way");
        QTest::newRow("a review adds") << Origin::Review << QByteArray("one\n§\ntwo\n§\nthree") << Way::Apply;
        QTest::newRow("a review replaces") << Origin::Review << QByteArray("one\n§\nzwei") << Way::Hold;
        QTest::newRow("a review removes") << Origin::Review << QByteArray("two") << Way::Hold;
        QTest::newRow("you said so in a chat") << Origin::Agent << QByteArray("two") << Way::Apply;
    }
    void backgroundMayAddToMemoryOnly()
    {
        QFETCH(Origin, origin);
        QFETCH(QByteArray, after);
        QTEST(decide(setBy(origin, {{"memories/MEMORY.md", "one\n§\ntwo", after}}), {}, 0, {}).way, "way");
    }
    void theQueueHasAnEnd()
    {
        const ChangeSet set = changeOf(Origin::Review, Whose::Yours);
        QCOMPARE(decide(set, factsFor(Whose::Yours), 49, {}).way, Way::Hold);
        const Verdict full = decide(set, factsFor(Whose::Yours), 50, {});
        QCOMPARE(full.way, Way::Refuse);
        QVERIFY(full.why.contains("50"));
        const ChangeSet proposal = setBy(Origin::Curator, {}, {{"pdf-tables", "stage", "active", "stale"}});
        QCOMPARE(decide(proposal, factsFor(Whose::Managed), 50, {}).way, Way::Hold);
    }
    void aNewSkillStartsAsItsAuthorDeserves_data()
    {
        QTest::addColumn<Origin>("origin");
        QTest::addColumn<Stage>("stage");
        QTest::addColumn<bool>("managed");
        QTest::newRow("a review's is on trial and managed") << Origin::Review << Stage::Trial << true;
        QTest::newRow("synthesis likewise") << Origin::Synthesis << Stage::Trial << true;
        QTest::newRow("an agent's in a chat is yours") << Origin::Agent << Stage::Active << false;
        QTest::newRow("your own") << Origin::You << Stage::Active << false;
        QTest::newRow("imported") << Origin::Imported << Stage::Active << false;
    }
    void aNewSkillStartsAsItsAuthorDeserves()
    {
        QFETCH(Origin, origin);
        const SkillFacts facts = initialFacts("x", {.origin = origin}, QDateTime::currentDateTimeUtc());
        QTEST(facts.stage, "stage");
        QTEST(facts.managed, "managed");
        QCOMPARE(facts.origin, origin);
        QVERIFY(!facts.pinned);
    }
};
QTEST_GUILESS_MAIN(TestPolicy)
#include "tst_policy.moc"
