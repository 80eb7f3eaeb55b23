// SPDX-License-Identifier: MIT
//
// Proposals over weeks: what waits, what is withdrawn, what a person's "no" means, and what an auxiliary model adds.
#include "curator/curator.h"
#include "curator/notes_p.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::curator;
using changes::Stage;

namespace {

const QDateTime start(QDate(2026, 4, 1), QTime(12, 0), QTimeZone::UTC);

Transition stale(const QString &skill, const QString &reason = u"old"_s)
{
    return {.skill = skill, .from = Stage::Active, .to = Stage::Stale, .reason = reason};
}

QString drawn(const QList<Proposal> &proposals)
{
    QStringList words;
    for (const Proposal &proposal : proposals)
        words.append(proposal.skill + u"→"_s + changes::stageName(proposal.to));
    return words.join(u' ');
}

library::SkillEntry entryOf(const QString &id, const QString &description = {})
{
    return {.id = skill::SkillId::parse(id).value(),
            .name = id,
            .description = description,
            .modified = start.addDays(-50),
            .catalogueTokens = 30};
}

/// Answers with fixed words, or fails.
class SaysThis final : public llm::ModelClient
{
public:
    explicit SaysThis(Result<QString> answer)
        : m_answer(std::move(answer))
    { }
    Result<llm::Reply> complete(const llm::Request &request, const llm::StreamSink &, std::stop_token) override
    {
        requests.append(request);
        if (!m_answer)
            return std::unexpected(m_answer.error());
        return llm::Reply{.message = chat::Message::assistant(*m_answer), .usage = {100, 10, 0}};
    }
    QString modelName() const override { return u"small-model"_s; }
    QList<llm::Request> requests;

private:
    Result<QString> m_answer;
};

/// Records what it is asked; the real door is changes' own to test.
class AskedDoor final : public changes::ChangeDoor
{
public:
    Result<changes::ChangeSet> submit(const changes::Draft &draft) override
    {
        drafts.append(draft);
        if (const auto *fact = std::get_if<changes::SetFact>(&draft.operations.first()); fact && fact->skill == broken)
            return fail(Error::Kind::Storage, u"the disk is full"_s);
        return changes::ChangeSet{.id = ChangeSetId::fresh(), .author = draft.author, .state = changes::State::Applied};
    }
    QList<changes::Draft> drafts;
    QString broken;
};

} // namespace

class TestDesk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void firstSightStartsTheClockOnce();
    void whatWaitsStaysOneProposal();
    void whatIsNoLongerTrueIsWithdrawn();
    void aNoHoldsForThirtyDays();
    void aNoEndsWhenTheSkillWasUsed();
    void aNoToOneStepIsNoneToTheNext();
    void aProposalIsDecidedOnce();
    void reportsComeBackAsTheyWere();
    void factsComeFromThreePlaces();
    void markingIsNoActivity();
    void aRunMovesOnlyWhatNeedsNoYes();
    void oneFailureDoesNotStopTheOthers();
    void aStoppedRunFilesNothing();
    void notesAreReadLeniently_data();
    void notesAreReadLeniently();
    void aModelThatFailsTakesNothingAway();
    void approvingIsThePersonsDeed();

private:
    Report reportAt(int days, const QList<Transition> &plan)
    {
        m_clock->set(start.addDays(days));
        return {.time = m_clock->now(), .skills = 3, .managed = 2, .plan = plan};
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FixedClock> m_clock;
    std::unique_ptr<Desk> m_desk;
};

void TestDesk::init()
{
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/a desk XXXXXX"_s);
    m_clock = std::make_unique<FixedClock>(start);
    m_desk = std::make_unique<Desk>(
        storage::Database::open(m_folder->filePath(u"factory.db"_s), m_folder->filePath(u"backup"_s)).value(),
        *m_clock);
}

void TestDesk::firstSightStartsTheClockOnce()
{
    QCOMPARE(m_desk->schedule().value(), ScheduleState{});
    QVERIFY(m_desk->startClock());
    m_clock->set(start.addDays(2));
    QVERIFY(m_desk->startClock());
    QVERIFY(m_desk->noteActivity());
    QCOMPARE(m_desk->schedule().value(), (ScheduleState{.clockStarted = start, .lastActivity = start.addDays(2)}));
    QVERIFY(m_desk->file(reportAt(7, {})));
    QCOMPARE(m_desk->schedule().value().lastRun, start.addDays(7));
}

void TestDesk::whatWaitsStaysOneProposal()
{
    const Proposal first = m_desk->file(reportAt(0, {stale(u"a"_s, u"30 days"_s)})).value().first();
    const QList<Proposal> later = m_desk->file(reportAt(7, {stale(u"a"_s, u"37 days"_s), stale(u"b"_s)})).value();
    QCOMPARE(drawn(later), u"a→stale b→stale"_s);
    QCOMPARE(later.first().id, first.id);
    QCOMPARE(later.first().made, start);
    QCOMPARE(later.first().reason, u"37 days"_s);
}

void TestDesk::whatIsNoLongerTrueIsWithdrawn()
{
    const Proposal first = m_desk->file(reportAt(0, {stale(u"a"_s)})).value().first();
    QVERIFY(m_desk->file(reportAt(7, {})).value().isEmpty());
    QCOMPARE(m_desk->proposal(first.id).value().state, u"withdrawn"_s);
    QCOMPARE(m_desk->proposal(first.id).value().decided, start.addDays(7));
    const Transition archive{.skill = u"a"_s, .from = Stage::Stale, .to = Stage::Archived, .reason = u"old"_s};
    QVERIFY(m_desk->file(reportAt(14, {stale(u"a"_s)})));
    QCOMPARE(drawn(m_desk->file(reportAt(21, {archive})).value()), u"a→archived"_s); // the other step took its place
}

void TestDesk::aNoHoldsForThirtyDays()
{
    const Proposal first = m_desk->file(reportAt(0, {stale(u"a"_s)})).value().first();
    QVERIFY(m_desk->decide(first.id, u"rejected"_s));
    QVERIFY(m_desk->proposals().value().isEmpty());
    QVERIFY(m_desk->file(reportAt(7, {stale(u"a"_s)})).value().isEmpty());
    QVERIFY(m_desk->file(reportAt(29, {stale(u"a"_s)})).value().isEmpty());
    QCOMPARE(drawn(m_desk->file(reportAt(30, {stale(u"a"_s)})).value()), u"a→stale"_s);
}

void TestDesk::aNoEndsWhenTheSkillWasUsed()
{
    const Proposal first = m_desk->file(reportAt(0, {stale(u"a"_s)})).value().first();
    QVERIFY(m_desk->decide(first.id, u"rejected"_s));
    QVERIFY(m_desk->file(reportAt(7, {})).value().isEmpty()); // it was in use
    QCOMPARE(drawn(m_desk->file(reportAt(14, {stale(u"a"_s)})).value()), u"a→stale"_s);
}

void TestDesk::aNoToOneStepIsNoneToTheNext()
{
    const Proposal first = m_desk->file(reportAt(0, {stale(u"a"_s)})).value().first();
    QVERIFY(m_desk->decide(first.id, u"rejected"_s));
    const Transition archive{.skill = u"a"_s, .from = Stage::Stale, .to = Stage::Archived, .reason = u"old"_s};
    QCOMPARE(drawn(m_desk->file(reportAt(7, {archive})).value()), u"a→archived"_s);
}

void TestDesk::aProposalIsDecidedOnce()
{
    const Proposal first = m_desk->file(reportAt(0, {stale(u"a"_s)})).value().first();
    QVERIFY(m_desk->decide(first.id, u"approved"_s));
    const Result<> again = m_desk->decide(first.id, u"rejected"_s);
    QCOMPARE(again.error().kind, Error::Kind::Refused);
    QCOMPARE(m_desk->proposals(u"approved"_s).value().size(), 1);
    QCOMPARE(m_desk->decide(ProposalId::fresh(), u"approved"_s).error().kind, Error::Kind::NotFound);
}

void TestDesk::reportsComeBackAsTheyWere()
{
    Report report = reportAt(0, {stale(u"a"_s)});
    report.plan.append(
        {.skill = u"b"_s, .from = Stage::Trial, .to = Stage::Active, .reason = u"used"_s, .byItself = true});
    report.notes = {{u"a"_s, u"sharpen"_s, u"vague"_s}};
    report.usage = {10, 5, 1};
    QVERIFY(m_desk->file(report));
    Report silent = reportAt(7, {});
    silent.notesProblem = u"no answer"_s;
    QVERIFY(m_desk->file(silent));
    const QList<Report> reports = m_desk->reports().value();
    QCOMPARE(reports.size(), 2);
    QCOMPARE(reports[0].notesProblem, u"no answer"_s);
    QCOMPARE(reports[1].time, report.time);
    QCOMPARE(reports[1].plan, report.plan);
    QCOMPARE(reports[1].notes, report.notes);
    QCOMPARE(reports[1].usage, report.usage);
    QCOMPARE(m_desk->latestNotes().value(), report.notes); // an unanswered run takes none away
}

void TestDesk::factsComeFromThreePlaces()
{
    library::SkillEntry archived = entryOf(u"gone"_s), foreign = entryOf(u"foreign"_s);
    archived.archived = true;
    foreign.source = u"/elsewhere"_s;
    const library::LibrarySnapshot library{.skills = {entryOf(u"a"_s), foreign, archived}};
    const changes::SkillFacts known{.skill = u"a"_s,
                                    .managed = true,
                                    .stage = Stage::Trial,
                                    .created = start.addDays(-60),
                                    .changed = start.addDays(-50)};
    const auto factsWith = [&](const journal::SkillUse &use) {
        return usageFacts(library, {{u"a"_s, known}, {u"gone"_s, {.skill = u"gone"_s, .managed = true}}},
                          {{u"a"_s, use}});
    };
    const QList<UsageFacts> facts = factsWith({});
    QCOMPARE(facts.size(), 2); // read-only sources are not its business
    QCOMPARE(facts[0].lastActivityKind, u"changed"_s);
    QCOMPARE(facts[0].lastActivity, start.addDays(-50));
    QVERIFY(facts[0].managed);
    QCOMPARE(facts[0].stage, Stage::Trial);
    QCOMPARE(facts[0].catalogueTokens, 30);
    QCOMPARE(facts[1].stage, Stage::Archived);
    const UsageFacts viewed = factsWith({.lastViewed = start.addDays(-3), .views = 2, .sessions = 2}).first();
    QCOMPARE(viewed.lastActivityKind, u"viewed"_s);
    QCOMPARE(viewed.loadSessions, 2);
    const UsageFacts used
        = factsWith({.lastUsed = start.addDays(-3), .lastViewed = start.addDays(-3), .uses = 1}).first();
    QCOMPARE(used.lastActivityKind, u"used"_s);
    QCOMPARE(used.lastActivity, start.addDays(-3));
}

void TestDesk::markingIsNoActivity()
{
    const library::LibrarySnapshot library{.skills = {entryOf(u"a"_s)}}; // its files: fifty days old
    const changes::SkillFacts known{
        .skill = u"a"_s, .managed = true, .stage = Stage::Stale, .created = start.addDays(-60), .changed = start};
    QVERIFY(transitions(usageFacts(library, {{u"a"_s, known}}, {}), {}, start).isEmpty()); // not back to active
}

void TestDesk::aRunMovesOnlyWhatNeedsNoYes()
{
    const auto facts = [](const QString &skill, Stage stage, int idleDays) {
        return UsageFacts{.skill = skill,
                          .stage = stage,
                          .managed = true,
                          .lastActivity = start.addDays(-idleDays),
                          .loadSessions = 3};
    };
    const QList<UsageFacts> all{facts(u"ages"_s, Stage::Active, 31), facts(u"back"_s, Stage::Stale, 1),
                                facts(u"proved"_s, Stage::Trial, 1)};
    const Report dry = dryRun(all, {}, {}, start, nullptr, {});
    QCOMPARE(dry.plan.size(), 3);
    QVERIFY(m_desk->reports().value().isEmpty());
    AskedDoor door;
    const Report report = run(all, {}, {}, *m_clock, nullptr, *m_desk, door, {}).value();
    QCOMPARE(report.plan, dry.plan);
    QCOMPARE(drawn(m_desk->proposals().value()), u"ages→stale"_s);
    QCOMPARE(door.drafts.size(), 2);
    QCOMPARE(door.drafts[0].author.origin, changes::Origin::Curator);
    QCOMPARE(std::get<changes::SetFact>(door.drafts[0].operations.first()).skill, u"back"_s);
    QCOMPARE(std::get<changes::SetFact>(door.drafts[1].operations.first()).value, u"active"_s);
}

void TestDesk::oneFailureDoesNotStopTheOthers()
{
    const UsageFacts a{.skill = u"a"_s, .stage = Stage::Stale, .managed = true, .lastActivity = start};
    UsageFacts b = a;
    b.skill = u"b"_s;
    AskedDoor door;
    door.broken = u"a"_s;
    const Result<Report> report = run({a, b}, {}, {}, *m_clock, nullptr, *m_desk, door, {});
    QVERIFY(!report);
    QVERIFY2(report.error().message.contains(u"a could not become active"_s), qPrintable(report.error().message));
    QCOMPARE(door.drafts.size(), 2);
    QCOMPARE(m_desk->reports().value().size(), 1);
}

void TestDesk::aStoppedRunFilesNothing()
{
    std::stop_source stop;
    stop.request_stop();
    AskedDoor door;
    const UsageFacts back{.skill = u"a"_s, .stage = Stage::Stale, .managed = true, .lastActivity = start};
    QCOMPARE(run({back}, {}, {}, *m_clock, nullptr, *m_desk, door, stop.get_token()).error().kind,
             Error::Kind::Cancelled);
    QVERIFY(m_desk->reports().value().isEmpty());
    QVERIFY(door.drafts.isEmpty());
}

void TestDesk::notesAreReadLeniently_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("notes");
    const QString a = u"{\"skill\":\"a\",\"verdict\":\"keep\",\"reason\":\"used weekly\"}"_s;
    const QString b = u"{\"skill\": \"b\", \"verdict\": \"Overlaps\", \"reason\": \"same as a\"}"_s;
    const QString both = u"a keep: used weekly; b overlaps: same as a"_s;
    QTest::newRow("lines") << a + u'\n' + b << both;
    QTest::newRow("an array in a fence") << u"Here you are:\n```json\n["_s + a + u",\n"_s + b + u"]\n```\n"_s << both;
    QTest::newRow("a list with words around")
        << u"My notes:\n- "_s + a + u"\n- "_s + b + u"\nThat's all {of it}."_s << both;
    QTest::newRow("commas at the end") << a + u",\n"_s + b + u",\n"_s << both;
    QTest::newRow("an unknown skill") << b + u"\n{\"skill\":\"zebra\",\"verdict\":\"keep\",\"reason\":\"x\"}"_s
                                      << u"b overlaps: same as a"_s;
    QTest::newRow("an unknown verdict") << u"{\"skill\":\"a\",\"verdict\":\"delete\",\"reason\":\"x\"}"_s << u""_s;
    QTest::newRow("twice the same") << a + u"\n{\"skill\":\"a\",\"verdict\":\"outdated\",\"reason\":\"x\"}"_s
                                    << u"a keep: used weekly"_s;
    QTest::newRow("half a line") << a + u"\n{\"skill\":\"b\",\"verd"_s << u"a keep: used weekly"_s;
    QTest::newRow("prose") << u"All skills look fine to me."_s << u""_s;
}

void TestDesk::notesAreReadLeniently()
{
    QFETCH(QString, answer);
    QFETCH(QString, notes);
    QStringList words;
    for (const Note &note : parseNotes(answer, {u"a"_s, u"b"_s}))
        words.append(note.skill + u' ' + note.verdict + u": "_s + note.reason);
    QCOMPARE(words.join(u"; "_s), notes);
}

void TestDesk::aModelThatFailsTakesNothingAway()
{
    const library::LibrarySnapshot library{.skills
                                           = {entryOf(u"a"_s, u"Extracts {{today}} tables"_s), entryOf(u"mine"_s)}};
    const UsageFacts facts{
        .skill = u"a"_s, .stage = Stage::Active, .managed = true, .lastActivity = start.addDays(-40)};
    const UsageFacts mine{.skill = u"mine"_s, .lastActivity = start};
    SaysThis silent(fail(Error::Kind::Network, u"nobody answers"_s));
    const Report failed = dryRun({facts, mine}, library, {}, start, &silent, {});
    QCOMPARE(failed.plan.size(), 1);
    QVERIFY2(failed.notesProblem.contains(u"nobody answers"_s), qPrintable(failed.notesProblem));
    SaysThis speaks(
        u"{\"skill\":\"a\",\"verdict\":\"keep\",\"reason\":\"fine\"}\n{\"skill\":\"mine\",\"verdict\":\"keep\",\"reason\":\"x\"}"_s);
    const Report noted = dryRun({facts, mine}, library, {}, start, &speaks, {});
    QCOMPARE(noted.notes, (QList<Note>{{u"a"_s, u"keep"_s, u"fine"_s}})); // what is yours is not judged
    QCOMPARE(noted.usage.inputTokens, 100);
    QCOMPARE(speaks.requests.size(), 1);
    QVERIFY(speaks.requests.first().tools.isEmpty());
    QCOMPARE(speaks.requests.first().purpose, llm::Purpose::Curator);
    const QString prompt = speaks.requests.first().messages.first().text;
    QVERIFY2(prompt.contains(u"Extracts {{today}} tables"_s) && prompt.contains(u"2026-04-01"_s), qPrintable(prompt));
    SaysThis vague(u"They are all fine."_s);
    QVERIFY(!dryRun({facts}, library, {}, start, &vague, {}).notesProblem.isEmpty());
    SaysThis unasked(u""_s);
    QVERIFY(dryRun({mine}, library, {}, start, &unasked, {}).notesProblem.isEmpty());
    QVERIFY(unasked.requests.isEmpty());
}

void TestDesk::approvingIsThePersonsDeed()
{
    Proposal proposal{.id = ProposalId::fresh(), .skill = u"a"_s, .reason = u"old"_s};
    const changes::Draft mark = approvalDraft(proposal);
    QCOMPARE(mark.author.origin, changes::Origin::You);
    QCOMPARE(std::get<changes::SetFact>(mark.operations.first()).value, u"stale"_s);
    proposal.to = Stage::Archived;
    QCOMPARE(std::get<changes::ArchiveSkill>(approvalDraft(proposal).operations.first()).reason, u"old"_s);
}

QTEST_GUILESS_MAIN(TestDesk)
#include "tst_desk.moc"
