// SPDX-License-Identifier: MIT
//
// Where a skill should stand next, and what a person reads as the reason: thirty and ninety days to the second.
#include "curator/schedule.h"
#include "curator/stage.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::curator;
using changes::Stage;

Q_DECLARE_METATYPE(hsf::changes::Stage)

namespace {

const QDateTime now(QDate(2026, 4, 1), QTime(12, 0), QTimeZone::UTC);
constexpr qint64 day = 24 * 3600;

UsageFacts idleFor(qint64 seconds, Stage stage = Stage::Active)
{
    return {.skill = u"pdf-tables"_s,
            .stage = stage,
            .managed = true,
            .created = now.addDays(-200),
            .lastActivity = now.addSecs(-seconds),
            .lastActivityKind = u"viewed"_s,
            .uses = 4,
            .loadSessions = 3,
            .catalogueTokens = 120};
}

QString drawn(const QList<Transition> &plan)
{
    QStringList lines;
    for (const Transition &step : plan)
        lines.append(u"%1: %2 → %3%4"_s.arg(step.skill, changes::stageName(step.from), changes::stageName(step.to),
                                            step.byItself ? u" by itself"_s : QString()));
    return lines.join(u"; "_s);
}

} // namespace

class TestStage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSkillAgesOneStepAtATime_data();
    void aSkillAgesOneStepAtATime();
    void someAreLeftAlone_data();
    void someAreLeftAlone();
    void aTrialEnds_data();
    void aTrialEnds();
    void thePersonsNumbersCount();
    void onlyUseAndSwitchesMoveBySelf();
    void thePlanIsSorted();
    void theReasonSaysTheFacts_data();
    void theReasonSaysTheFacts();
    void itRunsWhenDue_data();
    void itRunsWhenDue();
};

void TestStage::aSkillAgesOneStepAtATime_data()
{
    QTest::addColumn<qint64>("idle");
    QTest::addColumn<Stage>("current");
    QTest::addColumn<Stage>("next");
    QTest::newRow("used right now") << 0LL << Stage::Active << Stage::Active;
    QTest::newRow("a second before thirty days") << 30 * day - 1 << Stage::Active << Stage::Active;
    QTest::newRow("thirty days to the second") << 30 * day << Stage::Active << Stage::Stale;
    QTest::newRow("a second after thirty days") << 30 * day + 1 << Stage::Active << Stage::Stale;
    QTest::newRow("a year, still one step") << 365 * day << Stage::Active << Stage::Stale;
    QTest::newRow("stale and used again") << 1 * day << Stage::Stale << Stage::Active;
    QTest::newRow("stale, a second before thirty days") << 30 * day - 1 << Stage::Stale << Stage::Active;
    QTest::newRow("stale stays stale") << 30 * day << Stage::Stale << Stage::Stale;
    QTest::newRow("a second before ninety days") << 90 * day - 1 << Stage::Stale << Stage::Stale;
    QTest::newRow("ninety days to the second") << 90 * day << Stage::Stale << Stage::Archived;
    QTest::newRow("a second after ninety days") << 90 * day + 1 << Stage::Stale << Stage::Archived;
    QTest::newRow("archived is left") << 1LL << Stage::Archived << Stage::Archived;
    QTest::newRow("used in the future") << -5 * day << Stage::Active << Stage::Active;
}

void TestStage::aSkillAgesOneStepAtATime()
{
    QFETCH(qint64, idle);
    QFETCH(Stage, current);
    QFETCH(Stage, next);
    QCOMPARE(nextStage(idleFor(idle, current), {}, now), next);
}

void TestStage::someAreLeftAlone_data()
{
    QTest::addColumn<UsageFacts>("facts");
    QTest::addColumn<QString>("plan");
    const QString stale = u"pdf-tables: active → stale"_s;
    const auto with = [](auto change) {
        UsageFacts facts = idleFor(40 * day);
        change(facts);
        return facts;
    };
    QTest::newRow("managed ages") << idleFor(40 * day) << stale;
    QTest::newRow("pinned never") << with([](UsageFacts &f) { f.pinned = true; }) << u""_s;
    QTest::newRow("yours never") << with([](UsageFacts &f) { f.managed = false; }) << u""_s;
    QTest::newRow("kept for now") << with([](UsageFacts &f) { f.keepUntil = now.addSecs(1); }) << u""_s;
    QTest::newRow("kept until now") << with([](UsageFacts &f) { f.keepUntil = now; }) << stale;
    QTest::newRow("never used, in its grace") << with([](UsageFacts &f) {
        f.lastActivity = f.created = now.addDays(-29);
        f.lastActivityKind = u"created"_s;
        f.uses = f.loadSessions = 0;
    }) << u""_s;
    QTest::newRow("never used, grace over") << with([](UsageFacts &f) {
        f.lastActivity = f.created = now.addDays(-30);
        f.lastActivityKind = u"created"_s;
        f.uses = f.loadSessions = 0;
    }) << stale;
    QTest::newRow("nothing is known of it") << with([](UsageFacts &f) { f.lastActivity = QDateTime(); }) << u""_s;
}

void TestStage::someAreLeftAlone()
{
    QFETCH(UsageFacts, facts);
    QFETCH(QString, plan);
    QCOMPARE(drawn(transitions({facts}, {}, now)), plan);
}

void TestStage::aTrialEnds_data()
{
    QTest::addColumn<int>("chats");
    QTest::addColumn<qint64>("idle");
    QTest::addColumn<QString>("plan");
    QTest::newRow("loaded in two chats") << 2 << 1 * day << u""_s;
    QTest::newRow("loaded in three") << 3 << 1 * day << u"pdf-tables: trial → active by itself"_s;
    QTest::newRow("in three, long ago: first the one, then the other")
        << 3 << 40 * day << u"pdf-tables: trial → active by itself"_s;
    QTest::newRow("nobody wants it") << 0 << 30 * day << u"pdf-tables: trial → stale"_s;
}

void TestStage::aTrialEnds()
{
    QFETCH(int, chats);
    QFETCH(qint64, idle);
    QFETCH(QString, plan);
    UsageFacts facts = idleFor(idle, Stage::Trial);
    facts.loadSessions = chats;
    QCOMPARE(drawn(transitions({facts}, {}, now)), plan);
}

void TestStage::thePersonsNumbersCount()
{
    const Policy policy{.staleAfter = std::chrono::days(3), .archiveAfter = std::chrono::days(5)};
    QCOMPARE(nextStage(idleFor(3 * day), policy, now), Stage::Stale);
    QCOMPARE(nextStage(idleFor(3 * day - 1), policy, now), Stage::Active);
    QCOMPARE(nextStage(idleFor(5 * day, Stage::Stale), policy, now), Stage::Archived);
}

void TestStage::onlyUseAndSwitchesMoveBySelf()
{
    const Policy asks, marks{.markStaleByItself = true};
    QCOMPARE(drawn(transitions({idleFor(0, Stage::Stale)}, asks, now)), u"pdf-tables: stale → active by itself"_s);
    QCOMPARE(drawn(transitions({idleFor(30 * day)}, marks, now)), u"pdf-tables: active → stale by itself"_s);
    QCOMPARE(drawn(transitions({idleFor(90 * day, Stage::Stale)}, marks, now)), u"pdf-tables: stale → archived"_s);
}

void TestStage::thePlanIsSorted()
{
    UsageFacts b = idleFor(40 * day), a = idleFor(40 * day);
    b.skill = u"b"_s;
    a.skill = u"a"_s;
    QCOMPARE(drawn(transitions({b, a}, {}, now)), u"a: active → stale; b: active → stale"_s);
}

void TestStage::theReasonSaysTheFacts_data()
{
    QTest::addColumn<UsageFacts>("facts");
    QTest::addColumn<QString>("reason");
    UsageFacts never = idleFor(34 * day);
    never.lastActivityKind = u"created"_s;
    never.loadSessions = 0;
    QTest::newRow("idle")
        << idleFor(34 * day)
        << u"Not used for 34 days: last viewed on 2026-02-26, loaded in 3 chats so far; it costs 120 tokens at the start of every chat."_s;
    QTest::newRow("never used")
        << never
        << u"Never used in 34 days: created on 2026-02-26, never loaded in a chat; it costs 120 tokens at the start of every chat."_s;
    QTest::newRow("to the archive")
        << idleFor(95 * day, Stage::Stale)
        << u"Not used for 95 days: last viewed on 2025-12-27, loaded in 3 chats so far; it is stale already."_s;
    QTest::newRow("back") << idleFor(1 * day, Stage::Stale) << u"In use again: last viewed on 2026-03-31."_s;
    QTest::newRow("a trial over") << idleFor(1 * day, Stage::Trial)
                                  << u"Loaded in 3 different chats: its trial is over."_s;
}

void TestStage::theReasonSaysTheFacts()
{
    QFETCH(UsageFacts, facts);
    QFETCH(QString, reason);
    QCOMPARE(transitions({facts}, {}, now).value(0).reason, reason);
}

void TestStage::itRunsWhenDue_data()
{
    QTest::addColumn<ScheduleState>("state");
    QTest::addColumn<bool>("paused");
    QTest::addColumn<bool>("due");
    constexpr qint64 week = 168 * 3600;
    const auto at = [](qint64 secondsAgo) { return now.addSecs(-secondsAgo); };
    QTest::newRow("the library was never seen") << ScheduleState{} << false << false;
    QTest::newRow("first sight only starts the clock") << ScheduleState{.clockStarted = at(0)} << false << false;
    QTest::newRow("a second before a week") << ScheduleState{.clockStarted = at(week - 1)} << false << false;
    QTest::newRow("a week to the second") << ScheduleState{.clockStarted = at(week)} << false << true;
    QTest::newRow("paused") << ScheduleState{.clockStarted = at(week)} << true << false;
    QTest::newRow("ran lately") << ScheduleState{.clockStarted = at(9 * week), .lastRun = at(week - 1)} << false
                                << false;
    QTest::newRow("ran a week ago") << ScheduleState{.clockStarted = at(9 * week), .lastRun = at(week)} << false
                                    << true;
    QTest::newRow("but you are here") << ScheduleState{.clockStarted = at(9 * week), .lastActivity = at(7199)} << false
                                      << false;
    QTest::newRow("and now you are gone for two hours")
        << ScheduleState{.clockStarted = at(9 * week), .lastActivity = at(7200)} << false << true;
}

void TestStage::itRunsWhenDue()
{
    QFETCH(ScheduleState, state);
    QFETCH(bool, paused);
    QFETCH(bool, due);
    CuratorSettings settings;
    settings.paused = paused;
    QCOMPARE(isDue(state, settings, now), due);
    const QDateTime next = nextRun(state, settings);
    QCOMPARE(next.isValid(), !paused && state.clockStarted.isValid());
    if (next.isValid())
        QCOMPARE(isDue(state, settings, next), true);
}

QTEST_GUILESS_MAIN(TestStage)
#include "tst_stage.moc"
