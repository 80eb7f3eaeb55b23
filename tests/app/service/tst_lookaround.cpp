// SPDX-License-Identifier: MIT
//
// "Look around first" from an empty folder to the end of the recorded conversation: only the words are recorded, so every call they
// make has to work, and every change they ask for has to pass the same checks as anybody's.
#include "library/skillreader.h"
#include "service/chatturn.h"
#include "service/factory.h"
#include "service/reviewrun.h"
#include "skill/scan.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::service;

class LookAroundTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theSampleHasAPastWithProposalsAndAChangeThatWaits();
    void everySampleSkillIsWellMade();
    void theConversationRunsToItsEndAndTheReviewLearns();
    void thePersonMayDenyEverythingThatAsks();
    void preparingAgainStartsFromScratch();
    void aHomeInUseIsRefusedAndLeftAlone();
    void anOpenWindowKeepsItsHome();

private:
    struct Opened {
        LookAround look;
        Settings settings;
        SystemClock clock;
        std::unique_ptr<Stores> stores;
    };
    std::unique_ptr<Opened> prepared();
    /// Says all recorded words, with the review where it is due; how many reviews ran.
    int talk(Opened &home, tools::Approver &approver, QList<std::pair<chat::ToolCall, tools::ToolResult>> &calls);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<Home> m_home;
};

void LookAroundTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/look around XXXXXX"_s);
    m_home = Home::under(m_folder->filePath(u"home"_s));
}

std::unique_ptr<LookAroundTest::Opened> LookAroundTest::prepared()
{
    auto look = prepareLookAround(*m_home, Pace::AtOnce);
    if (!look) {
        qWarning("%s", qPrintable(look.error().message));
        return nullptr;
    }
    auto home = std::make_unique<Opened>(*look, *loadSettings(*m_home));
    home->stores = std::move(*Stores::open(*m_home, home->settings, home->clock));
    return home;
}

int LookAroundTest::talk(Opened &home, tools::Approver &approver, QList<std::pair<chat::ToolCall, tools::ToolResult>> &calls)
{
    const auto session = home.stores->journal->createSession(home.look.workspace, true);
    int reviews = 0;
    int turns = 0;
    for (QString words = home.look.replay->nextUserText(); !words.isEmpty() && turns < 10; words = home.look.replay->nextUserText()) {
        ++turns;
        const auto end = runChatTurn(*home.stores, {session->id, words, *home.look.replay, approver, home.settings}, [](const auto &) {}, {});
        if (!end || end->result.end != agent::TurnResult::End::Answered) {
            qWarning("turn %d: %s", turns, qPrintable(end ? end->result.error.value_or(Error()).message : end.error().message));
            return -1;
        }
        calls += end->result.calls;
        const auto due = queueDueReview(*home.stores, session->id, home.settings.learning, review::TurnEnd::Answered);
        if (!due || !*due)
            continue;
        ++reviews;
        const auto record = runQueuedReview(*home.stores, **due, {*home.look.replay}, home.settings, [](const auto &) {}, {});
        if (!record || record->state != u"done") {
            qWarning("review: %s", qPrintable(record ? record->summary : record.error().message));
            return -1;
        }
    }
    return turns == 3 ? reviews : -1;
}

void LookAroundTest::theSampleHasAPastWithProposalsAndAChangeThatWaits()
{
    const auto home = prepared();
    QVERIFY(home);
    QVERIFY(QFile::exists(home->look.workspace + u"/invoices/R-1190.txt"_s));
    QVERIFY(QFileInfo(home->look.workspace + u"/payments.csv"_s).isWritable());

    const auto proposals = home->stores->desk->proposals();
    QStringList steps;
    for (const curator::Proposal &proposal : *proposals)
        steps.append(u"%1: %2 → %3"_s.arg(proposal.skill, changes::stageName(proposal.from), changes::stageName(proposal.to)));
    steps.sort();
    QCOMPARE(steps, (QStringList{u"meeting-minutes: active → stale"_s, u"scan-renaming: stale → archived"_s}));

    const auto held = home->stores->door->sets({changes::State::Held});
    QCOMPARE(held->size(), 1);
    QCOMPARE(held->first().skills(), QStringList{u"csv-cleaning"_s});
    QCOMPARE(held->first().author.origin, changes::Origin::Review);
    const auto messages = home->stores->journal->messages(*held->first().author.session);
    const changes::Evidence evidence = held->first().author.evidence.first();
    QVERIFY(messages->at(evidence.message - 1).message.text.contains(evidence.quote));

    const auto facts = home->stores->door->facts();
    QCOMPARE(facts->size(), 6);
    QVERIFY(facts->value(u"supplier-letters"_s).pinned);
    QVERIFY(facts->value(u"scan-renaming"_s).managed);
    QCOMPARE(facts->value(u"scan-renaming"_s).origin, changes::Origin::Review);
    QCOMPARE(facts->value(u"weekly-backup"_s).origin, changes::Origin::You);
    QCOMPARE(facts->value(u"report-tables"_s).stage, changes::Stage::Active);
}

void LookAroundTest::everySampleSkillIsWellMade()
{
    const auto home = prepared();
    QVERIFY(home);
    tools::YesApprover yes;
    QList<std::pair<chat::ToolCall, tools::ToolResult>> calls;
    QVERIFY(talk(*home, yes, calls) >= 0);
    const auto library = home->stores->rescan();
    for (const library::SkillEntry &entry : library->skills) {
        const auto files = library::readSkill(entry.folder);
        const skill::Findings findings = skill::lint(*files, entry.id.name()) + skill::Scanner::builtIn().scanSkill(*files);
        QVERIFY2(findings.isEmpty(), qPrintable(entry.name + u": "_s + findings.value(0).message));
    }
}

void LookAroundTest::theConversationRunsToItsEndAndTheReviewLearns()
{
    const auto home = prepared();
    QVERIFY(home);
    tools::YesApprover yes;
    QList<std::pair<chat::ToolCall, tools::ToolResult>> calls;
    QCOMPARE(talk(*home, yes, calls), 1);
    for (const auto &[call, result] : calls)
        QVERIFY2(!result.failed, qPrintable(call.name + u": "_s + result.text));

    QFile written(home->look.workspace + u"/open-invoices.md"_s);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(QString::fromUtf8(written.readAll()).contains(u"**2.632,20 €**"_s));

    const auto library = home->stores->rescan();
    QVERIFY(library->find(u"payment-matching"_s));
    QCOMPARE(home->stores->door->factsOf(u"payment-matching"_s)->origin, changes::Origin::Review);
    const auto patched = library::readSkill(library->find(u"report-tables"_s)->folder);
    QVERIFY(QString::fromUtf8(patched->files.value(u"SKILL.md"_s)).contains(u"1.250,00 €"_s));
    QFile user(m_home->memories() + u"/USER.md"_s);
    QVERIFY(user.open(QIODevice::ReadOnly));
    QVERIFY(QString::fromUtf8(user.readAll()).contains(u"every Friday"_s));

    const auto learned = home->stores->journal->events({}, u"review"_s, 1);
    QVERIFY2(learned->first().data[u"refusals"].toArray().isEmpty(), qPrintable(learned->first().data[u"refusals"][0].toString()));
    QCOMPARE(learned->first().data[u"change_sets"].toArray().size(), 3);
    QCOMPARE(home->stores->door->count(changes::State::Refused), 0);
    QCOMPARE(home->stores->door->count(changes::State::Held), 1); // the one that waited before
}

void LookAroundTest::thePersonMayDenyEverythingThatAsks()
{
    const auto home = prepared();
    QVERIFY(home);
    tools::UnattendedApprover denies;
    QList<std::pair<chat::ToolCall, tools::ToolResult>> calls;
    QCOMPARE(talk(*home, denies, calls), 1);
    QVERIFY(!QFile::exists(home->look.workspace + u"/open-invoices.md"_s));
    QVERIFY(home->stores->rescan()->find(u"payment-matching"_s));
}

void LookAroundTest::preparingAgainStartsFromScratch()
{
    {
        const auto home = prepared();
        QVERIFY(home);
        QVERIFY(QFile::remove(home->look.workspace + u"/payments.csv"_s));
        QVERIFY(home->stores->journal->createSession(home->look.workspace));
    }
    const auto again = prepared();
    QVERIFY(again);
    QVERIFY(QFile::exists(again->look.workspace + u"/payments.csv"_s));
    QCOMPARE(again->stores->journal->sessions()->size(), 4);
}

void LookAroundTest::aHomeInUseIsRefusedAndLeftAlone()
{
    QVERIFY(m_home->ensure());
    QFile mine(m_home->data + u"/mine.txt"_s);
    QVERIFY(mine.open(QIODevice::WriteOnly));
    const auto look = prepareLookAround(*m_home);
    QVERIFY(!look);
    QVERIFY2(look.error().message.contains(m_home->data), qPrintable(look.error().message));
    QVERIFY(mine.exists());
}

void LookAroundTest::anOpenWindowKeepsItsHome()
{
    auto words = prepareLookAround(*m_home)->replay;
    const auto second = prepareLookAround(*m_home);
    QVERIFY(!second);
    QVERIFY2(second.error().message.contains(u"another window"_s), qPrintable(second.error().message));
    QVERIFY(QFile::exists(m_home->data + u"/workspace/payments.csv"_s));
    words.reset();
    QVERIFY(prepareLookAround(*m_home));
}

QTEST_GUILESS_MAIN(LookAroundTest)
#include "tst_lookaround.moc"
