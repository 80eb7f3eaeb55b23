// SPDX-License-Identifier: MIT
//
// The loop that the program is for, told as a person lives it: they chat, the agent works, a review learns, they look,
// undo, accept, reject; the curator proposes. Everything is real but the model's words.
#include "openwindow.h"

#include "models/changesetmodel.h"
#include "models/proposalmodel.h"
#include "service/reviewrun.h"
#include "tools/hosttools.h"
#include "ui/changes/changespage.h"
#include "ui/parts/theme.h"

#include <QApplication>
#include <QSaveFile>
#include <QTabWidget>
#include <QTreeView>

#include <thread>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::test;
using Page = ui::MainWindow::Page;
using changes::Origin;
using changes::Stage;
using changes::State;

namespace {

const QString reviewPrompt = u"## Evidence"_s; // only a review's last user message has it

QByteArray notes(const QString &name, const QByteArray &body)
{
    return "---\nname: " + name.toUtf8() + "\ndescription: Writes " + name.toUtf8()
        + " as we do here. Use when somebody asks for them.\n---\n# " + name.toUtf8()
        + "\n\n## When to use\n\nFor such work.\n\n" + body;
}

void make(service::Stores &stores, Origin origin, const QString &skill, const QByteArray &text)
{
    const auto set = stores.door->submit({{.origin = origin}, u"Make "_s + skill, {changes::CreateSkill{skill, text}}});
    if (!set || set->state != State::Applied)
        qFatal("%s", qPrintable(set ? set->why : set.error().message));
}

/// What a review hands to skill_manage: one operation, with the person's words as evidence.
QJsonObject learned(const QString &action, const QString &name, const QJsonObject &more, const QString &quote)
{
    QJsonObject operation = more;
    operation.insert(u"action"_s, action);
    operation.insert(u"name"_s, name);
    operation.insert(u"outcome"_s, u"corrected"_s);
    operation.insert(u"evidence"_s, QJsonArray{QJsonObject{{u"message"_s, 1}, {u"quote"_s, quote}}});
    return {{u"reason"_s, u"The person said how: %1"_s.arg(quote)}, {u"operations"_s, QJsonArray{operation}}};
}

QJsonObject patch(const QString &from, const QString &to)
{
    return {{u"old_text"_s, from}, {u"new_text"_s, to}};
}

} // namespace

class LoopTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp, {}); }
    void aConversationTeachesTwoSkillsAndUndoBringsTheBytesBack();
    void aSkillOfYoursWaitsForYourWord();
    void twoReviewsAndAHandAtOnceLoseNothing();
    void theCuratorProposesFromUseAndNothingMovesUnasked();
};

void LoopTest::aConversationTeachesTwoSkillsAndUndoBringsTheBytesBack()
{
    // Given a home with a skill that reviews may tend, and a table to sum up
    OpenWindow it;
    const SystemClock clock;
    const QByteArray before
        = notes(u"csv-tables"_s, "## Steps\n\n1. Read the table.\n2. Separate by commas.\n3. Add up the lines.\n");
    it.given(clock, [&](auto &stores) { make(stores, Origin::Review, u"csv-tables"_s, before); });
    QFile table(it.workspace + u"/numbers.csv"_s);
    QVERIFY(table.open(QIODevice::WriteOnly));
    table.write("a;1\nb;2\n");
    table.close();

    const Gate patching;
    const QByteArray created = notes(u"semicolon-exports"_s, "## Steps\n\n1. Write semicolons.\n");
    auto review = it.server.lane(u"review"_s, when::userSays(reviewPrompt));
    review.reply(call(u"skill_view"_s, {{u"name"_s, u"csv-tables"_s}}))
        .reply(call(u"skill_manage"_s,
                    learned(u"create"_s, u"semicolon-exports"_s, {{u"content"_s, QString::fromUtf8(created)}},
                            u"exports use semicolons"_s)))
        .reply(waitFor(patching).call(
            u"skill_manage"_s,
            learned(u"patch"_s, u"csv-tables"_s,
                    patch(u"2. Separate by commas."_s, u"2. Separate by semicolons, never by commas."_s),
                    u"never commas"_s)))
        .reply(say(u"Kept how exports are separated."_s));
    it.server.lane(u"turn"_s)
        .reply(call(u"read_file"_s, {{u"path"_s, u"numbers.csv"_s}}))
        .reply(call(u"write_file"_s, {{u"path"_s, u"totals.csv"_s}, {u"content"_s, u"total;3\n"_s}}))
        .reply(call(u"terminal"_s, {{u"command"_s, u"cat totals.csv"_s}}))
        .reply(say(u"The total is **3**."_s));
    it.open();

    // When the person asks for work and allows the write and the command on their cards
    it.say(u"Sum up numbers.csv. Our exports use semicolons, never commas."_s);
    QTRY_VERIFY(it.card(u"write_file"_s));
    {
        auto *card = it.card(u"write_file"_s);
        auto *shown = card->findChild<ui::DiffView *>();
        QVERIFY(shown);
        QCOMPARE(diff::newBytes(shown->rows(card->request().path)), "total;3\n");
        QVERIFY(!QFile::exists(it.workspace + u"/totals.csv"_s)); // nothing before the word
        child<QPushButton>(*card, "allowOnceButton")->click();
    }
    QTRY_VERIFY(it.card(u"terminal"_s));
    QCOMPARE(child<QPlainTextEdit>(*it.card(u"terminal"_s), "approvalCommand")->toPlainText(), u"cat totals.csv"_s);
    QCOMPARE(OpenWindow::bytes(it.workspace + u"/totals.csv"_s), "total;3\n");
    child<QPushButton>(*it.card(u"terminal"_s), "allowOnceButton")->click();

    // Then the review's new skill stands in the list beside the chat while the review still runs, with its difference
    // below
    QTRY_VERIFY(it.rowBesideTheChat(u"semicolon-exports"_s).isValid());
    QTRY_VERIFY(patching.isReached());
    QVERIFY(it.factory->reviews->isRunning());
    QTRY_COMPARE(it.news, QStringList{u"created semicolon-exports"_s}); // the list may be quicker than the news
    QTRY_VERIFY(it.lastChange().set() && it.lastChange().set()->id == it.sets.first().id);
    const QString createdFile = u"skills/semicolon-exports/SKILL.md"_s;
    QCOMPARE(diff::oldBytes(it.lastChange().diff().rows(createdFile)), QByteArray());
    QCOMPARE(diff::newBytes(it.lastChange().diff().rows(createdFile)), it.skill(u"semicolon-exports"_s));
    QCOMPARE(it.skill(u"semicolon-exports"_s), created);

    patching.open();
    QTRY_COMPARE(it.news, QStringList({u"created semicolon-exports"_s, u"patched csv-tables"_s, u"finished: done"_s}));
    const changes::ChangeSet creation = it.sets[0], patched = it.sets[1];
    QTRY_VERIFY(it.lastChange().set() && it.lastChange().set()->id == patched.id);
    const QString patchedFile = u"skills/csv-tables/SKILL.md"_s;
    const QByteArray after = it.skill(u"csv-tables"_s);
    QVERIFY(after.contains("by semicolons, never by commas"));
    QCOMPARE(diff::oldBytes(it.lastChange().diff().rows(patchedFile)), before);
    QCOMPARE(diff::newBytes(it.lastChange().diff().rows(patchedFile)), after);

    // … the history tells the same
    const SessionId session = *it.window->chatPage().currentChat();
    const auto trailers = [&](const QString &file) {
        return it
            .git(
                {u"log"_s, u"-1"_s,
                 u"--format=%(trailers:key=Origin,valueonly)%(trailers:key=Session,valueonly)%(trailers:key=Change-Set,valueonly)"_s,
                 u"main"_s, u"--"_s, file})
            .split('\n');
    };
    QCOMPARE(trailers(createdFile).mid(0, 3),
             QList<QByteArray>({"review", session.toString().toUtf8(), creation.id.toString().toUtf8()}));
    QCOMPARE(trailers(patchedFile).mid(0, 3),
             QList<QByteArray>({"review", session.toString().toUtf8(), patched.id.toString().toUtf8()}));
    QCOMPARE(it.git({u"show"_s, u"main:"_s + patchedFile}), after);
    QCOMPARE(it.git({u"show"_s, u"main~1:"_s + patchedFile}), before);

    // … and the journal
    const auto messages = it.stores([&](service::Stores &stores) { return stores.journal->messages(session); });
    QStringList roles;
    for (const journal::StoredMessage &message : *messages)
        roles.append(chat::roleName(message.message.role));
    QCOMPARE(roles.join(u' '), u"user assistant tool assistant tool assistant tool assistant"_s);
    QCOMPARE(messages->last().message.text, u"The total is **3**."_s);
    const auto told = [&](const QString &kind, const auto &word) {
        QStringList words;
        const auto events = it.stores([&](service::Stores &stores) { return stores.journal->events(session, kind); });
        for (const journal::Event &event : *events)
            words.prepend(word(event));
        return words;
    };
    QCOMPARE(told(u"tool-call"_s, [](const auto &event) { return event.data[u"tool"].toString(); }),
             QStringList({u"read_file"_s, u"write_file"_s, u"terminal"_s}));
    QCOMPARE(told(u"approval"_s, [](const auto &event) { return event.data[u"answer"].toString(); }),
             QStringList({u"once"_s, u"once"_s}));
    QCOMPARE(told(u"skill-changed"_s, [](const auto &event) { return event.skill; }),
             QStringList({u"semicolon-exports"_s, u"csv-tables"_s}));
    QCOMPARE(told(u"change-set"_s, [](const auto &event) { return event.data[u"id"].toString(); }),
             QStringList({creation.id.toString(), patched.id.toString()}));
    const auto records = it.stores([](service::Stores &stores) { return stores.reviews->records(); });
    QCOMPARE(records->first().changeSets, QStringList({creation.id.toString(), patched.id.toString()}));
    const auto facts = it.stores([](service::Stores &stores) { return stores.door->factsOf(u"semicolon-exports"_s); });
    QCOMPARE(std::tuple(facts->origin, facts->stage, facts->managed), std::tuple(Origin::Review, Stage::Trial, true));
    QCOMPARE(it.server.requests().last().body[u"tools"], it.server.requests().first().body[u"tools"]);

    // When both are undone on the page, the bytes are what they were
    it.go("railChanges");
    auto *page = static_cast<ui::ChangesPage *>(it.window->widgetOf(Page::Changes));
    for (const changes::ChangeSet &set : {patched, creation}) {
        QTRY_VERIFY(static_cast<models::ChangeSetModel *>(it.onPage<QListView>(Page::Changes, "decidedList").model())
                        ->indexOfKey(set.id.toString())
                        .isValid());
        page->showSet(set.id);
        QTRY_VERIFY(it.changeOnPage().set() && it.changeOnPage().set()->id == set.id);
        auto &undo = *child<QPushButton>(it.changeOnPage(), "undoButton");
        QTRY_VERIFY(undo.isVisible() && undo.isEnabled());
        undo.click();
        QTRY_VERIFY(!undo.isVisible());
    }
    QCOMPARE(it.skill(u"csv-tables"_s), before);
    QCOMPARE(it.git({u"show"_s, u"main:"_s + patchedFile}), before);
    QVERIFY(!QFileInfo::exists(it.folderOf(u"semicolon-exports"_s)));
    QTRY_VERIFY(!it.rowBesideTheChat(u"semicolon-exports"_s).isValid());
    QVERIFY(it.rowBesideTheChat(u"csv-tables"_s).isValid());
    QCOMPARE(it.server.unexpected(), QStringList());
    QCOMPARE(it.server.unserved(), QStringList());
}

void LoopTest::aSkillOfYoursWaitsForYourWord()
{
    // Given two skills that the person wrote
    OpenWindow it;
    it.settings.learning.skillInterval = 1;
    const SystemClock clock;
    const QByteArray letters = notes(u"letters"_s, "## Steps\n\n1. Greet.\n2. Say it.\n"),
                     minutes = notes(u"minutes"_s, "## Steps\n\n1. Listen.\n2. Write.\n");
    it.given(clock, [&](auto &stores) {
        make(stores, Origin::You, u"letters"_s, letters);
        make(stores, Origin::You, u"minutes"_s, minutes);
    });
    it.server.lane(u"review"_s, when::userSays(reviewPrompt))
        .reply(call(u"skill_view"_s, {{u"name"_s, u"letters"_s}}).call(u"skill_view"_s, {{u"name"_s, u"minutes"_s}}))
        .reply(call(u"skill_manage"_s,
                    learned(u"patch"_s, u"letters"_s, patch(u"1. Greet."_s, u"1. Greet by first name."_s),
                            u"use first names"_s)))
        .reply(call(u"skill_manage"_s,
                    learned(u"patch"_s, u"minutes"_s, patch(u"1. Listen."_s, u"1. Listen, and note first names."_s),
                            u"use first names"_s)))
        .reply(say(u"Both wait for a decision."_s));
    it.server.lane(u"turn"_s).reply(call(u"skills_list"_s)).reply(say(u"I will."_s));
    it.open();

    // When a review wants to change both
    it.say(u"In letters and minutes, please use first names."_s);
    QTRY_COMPARE(it.news, QStringList({u"held letters"_s, u"held minutes"_s, u"finished: done"_s}));

    // Then nothing is written, and both stand on the page
    QCOMPARE(it.skill(u"letters"_s), letters);
    QCOMPARE(it.skill(u"minutes"_s), minutes);
    const QByteArray head = it.git({u"rev-parse"_s, u"main"_s});
    it.go("railChanges");
    auto &held = it.onPage<QListView>(Page::Changes, "heldList");
    QTRY_COMPARE(held.model()->rowCount(), 2);
    const auto show = [&](const changes::ChangeSet &set) {
        it.choose(held, static_cast<models::ChangeSetModel *>(held.model())->indexOfKey(set.id.toString()));
        return it.changeOnPage().set() && it.changeOnPage().set()->id == set.id;
    };

    // … the one accepted becomes what was shown
    QVERIFY(show(it.sets[0]));
    const QByteArray shown = diff::newBytes(it.changeOnPage().diff().rows(u"skills/letters/SKILL.md"_s));
    QCOMPARE(diff::oldBytes(it.changeOnPage().diff().rows(u"skills/letters/SKILL.md"_s)), letters);
    child<QPushButton>(it.changeOnPage(), "acceptButton")->click();
    QTRY_COMPARE(held.model()->rowCount(), 1);
    QVERIFY(shown.contains("Greet by first name."));
    QCOMPARE(it.skill(u"letters"_s), shown);
    QCOMPARE(it.git({u"rev-parse"_s, u"main~1"_s}), head);

    // … the one rejected never was
    QVERIFY(show(it.sets[1]));
    child<QPushButton>(it.changeOnPage(), "rejectButton")->click();
    QTRY_COMPARE(held.model()->rowCount(), 0);
    QCOMPARE(it.skill(u"minutes"_s), minutes);
    QCOMPARE(it.git({u"rev-parse"_s, u"main~1"_s}), head);
    const auto stateOf = [&](const changes::ChangeSet &set) {
        return it.stores([&](service::Stores &stores) { return stores.door->set(set.id); })->state;
    };
    QCOMPARE(stateOf(it.sets[0]), State::Applied);
    QCOMPARE(stateOf(it.sets[1]), State::Rejected);
    QCOMPARE(it.server.unexpected(), QStringList());
    QCOMPARE(it.server.unserved(), QStringList());
}

namespace {

/// A chat that is over, ready to be reviewed.
review::QueuedReview finishedChat(OpenWindow &it, const QString &words)
{
    return *it.stores([&](service::Stores &stores) -> Result<review::QueuedReview> {
        const auto session = stores.journal->createSession(it.workspace);
        if (!session)
            return std::unexpected(session.error());
        return stores.journal->freeze(session->id, u"You are an agent."_s, service::toolsToJson(tools::hostToolSpecs()))
            .and_then([&] { return stores.journal->append(session->id, chat::Message::user(words)); })
            .and_then(
                [&](qint64) { return stores.journal->append(session->id, chat::Message::assistant(u"I will."_s)); })
            .and_then([&](qint64) { return service::queueReview(stores, session->id, {}); });
    });
}

} // namespace

void LoopTest::twoReviewsAndAHandAtOnceLoseNothing()
{
    // Given one skill, and two chats that each taught something about it
    OpenWindow it;
    const SystemClock clock;
    it.given(clock, [&](auto &stores) {
        make(stores, Origin::Review, u"shared-rules"_s, notes(u"shared-rules"_s, "## North\n\n## South\n\n## Hand\n"));
    });
    it.settings.learning.paused = true; // else the program, which looks for reviews at its start, may run these two once more
    it.open();
    QTRY_VERIFY(it.rowBesideTheChat(u"shared-rules"_s).isValid());

    for (int round = 1; round <= 3; ++round) {
        const Gate gate;
        // Whoever finds the file changed since it looked, looks again, as the answer tells it to.
        const auto teach = [&](const QString &part) {
            const QString rule = u"Rule %1 of the %2."_s.arg(round).arg(part.toLower());
            const QString quote = u"the %1 has rule %2"_s.arg(part.toLower()).arg(round);
            it.server.lane(part + QString::number(round), when::anywhere(quote))
                .always([=](const ScriptedRequest &request) {
                    const QString last = request.lastText();
                    if (last.startsWith(u"Applied"_s))
                        return say(u"Kept."_s);
                    if (!last.contains(u"name: shared-rules"_s) || request.lastRole() == u"user")
                        return call(u"skill_view"_s, {{u"name"_s, u"shared-rules"_s}});
                    return waitFor(gate).call(u"skill_manage"_s,
                                              learned(u"patch"_s, u"shared-rules"_s,
                                                      patch(u"## %1\n"_s.arg(part), u"## %1\n\n%2\n"_s.arg(part, rule)),
                                                      quote));
                });
            return finishedChat(it, u"Remember that "_s + quote + u'.');
        };
        const review::QueuedReview north = teach(u"North"_s), south = teach(u"South"_s);

        // When both reviews have read it, the person saves it too, and then all go on at the same moment
        QStringList ended(2);
        const int asked = it.server.requestCount();
        const auto run = [&](const review::QueuedReview &queued, QString &end) {
            const auto stores = it.factory->bench->stores();
            llm::HttpClient model({it.server.baseUrl(), u"scripted"_s, {}});
            const auto record = service::runQueuedReview(**stores, queued, {model}, it.settings, {}, {});
            end = record ? record->state : record.error().message;
        };
        std::jthread first(run, std::cref(north), std::ref(ended[0]));
        std::jthread second(run, std::cref(south), std::ref(ended[1]));
        const auto whateverFails = qScopeGuard([&gate] { gate.open(); });
        QTRY_COMPARE(it.server.requestCount(), asked + 4);
        QByteArray mine = it.skill(u"shared-rules"_s);
        mine.replace("## Hand\n", "## Hand\n\nMy own line " + QByteArray::number(round) + ".\n");
        QSaveFile document(it.folderOf(u"shared-rules"_s) + u"/SKILL.md"_s);
        QVERIFY(document.open(QIODevice::WriteOnly));
        document.write(mine);
        QVERIFY(document.commit());
        gate.open();
        QFile aside(it.folderOf(u"shared-rules"_s) + u"/by-hand-%1.md"_s.arg(round));
        QVERIFY(aside.open(QIODevice::WriteOnly));
        aside.write("Mine.\n");
        aside.close();
        first.join();
        second.join();
        QCOMPARE(ended, QStringList({u"done"_s, u"done"_s}));

        // Then all three are in the file, and the history has it, the other edit by hand too, without anybody asking
        const QByteArray now = it.skill(u"shared-rules"_s);
        for (const QString &line : {u"Rule %1 of the north."_s, u"Rule %1 of the south."_s, u"My own line %1."_s})
            for (int past = 1; past <= round; ++past)
                QVERIFY2(now.contains(line.arg(past).toUtf8()), now.constData());
        QTRY_COMPARE(it.git({u"show"_s, u"main:skills/shared-rules/by-hand-%1.md"_s.arg(round)}), "Mine.\n");
        QCOMPARE(it.git({u"show"_s, u"main:skills/shared-rules/SKILL.md"_s}), now);
    }
    const QByteArray origins = it.git({u"log"_s, u"--format=%(trailers:key=Origin,valueonly,separator=%x20)"_s,
                                       u"main"_s, u"--"_s, u"skills/shared-rules/SKILL.md"_s});
    QCOMPARE(origins.count("review"), 1 + 6);
    QCOMPARE(origins.count("outside"), 3);
    QCOMPARE(it.server.unexpected(), QStringList());
}

void LoopTest::theCuratorProposesFromUseAndNothingMovesUnasked()
{
    // Given skills with a past: one stale for long, one never used, one in use, one pinned, one the person's own
    OpenWindow it;
    const QDateTime start(QDate(2025, 3, 1), QTime(12, 0), QTimeZone::UTC);
    FixedClock past(start);
    it.given(past, [&](service::Stores &stores) {
        QVERIFY(stores.desk->startClock());
        for (const QString &skill : {u"quiet-lists"_s, u"busy-notes"_s, u"pinned-letters"_s})
            make(stores, Origin::Review, skill, notes(skill, "## Steps\n\n1. Do it.\n"));
        make(stores, Origin::Review, u"office/old-scans"_s,
             notes(u"old-scans"_s, "## Steps\r\n\r\n1. Run scripts/scan.sh, see references/sizes.md"));
        make(stores, Origin::You, u"my-own"_s, notes(u"my-own"_s, "## Steps\n\n1. Do it.\n"));
        past.set(start.addDays(1));
        const auto set = [&](const QString &reason, const QList<changes::Operation> &operations) {
            const auto done = stores.door->submit({{.origin = Origin::You}, reason, operations});
            QVERIFY2(done && done->state == State::Applied, qPrintable(done ? done->why : done.error().message));
        };
        set(u"Fill"_s,
            {changes::WriteFile{u"office/old-scans"_s, u"scripts/scan.sh"_s, "#!/bin/sh\necho scan", {}},
             changes::WriteFile{u"office/old-scans"_s,
                                u"references/sizes.md"_s,
                                "\xef\xbb\xbf"
                                "A4\r\nA5\n\n\n",
                                {}}});
        set(u"Mark"_s, {changes::SetFact{u"office/old-scans"_s, u"stage"_s, u"stale"_s}});
        set(u"Pin"_s, {changes::SetFact{u"pinned-letters"_s, u"pinned"_s, u"yes"_s}});
        const auto session = stores.journal->createSession(it.workspace);
        QVERIFY(stores.journal->record(
            {.kind = u"skill-used"_s, .session = session->id, .skill = u"busy-notes"_s, .time = start.addDays(95)}));
    });
    it.open(std::make_unique<FixedClock>(start.addDays(100)));
    QTRY_VERIFY(it.rowBesideTheChat(u"my-own"_s).isValid());

    const auto library = [&] { return OpenWindow::filesBelow(it.home.defaultLibrary()); };
    const auto tree = [&] { return it.git({u"rev-parse"_s, u"main:skills/office/old-scans"_s}); };
    const auto stage = [&](const QString &skill) {
        return it.stores([&](service::Stores &stores) { return stores.door->factsOf(skill); })->stage;
    };
    const auto filesBefore = library();
    const QByteArray headBefore = it.git({u"rev-parse"_s, u"main"_s}), treeBefore = tree();
    const auto skillBefore = OpenWindow::filesBelow(it.folderOf(u"office/old-scans"_s));
    QCOMPARE(skillBefore.size(), 3);

    // When the curator is asked to run
    it.go("railCurator");
    it.onPage<QPushButton>(Page::Curator, "runNowButton").click();
    auto &table = it.onPage<QTreeView>(Page::Curator, "proposalsTable");
    QTRY_COMPARE(table.model()->rowCount(), 2);

    // Then it proposes one step for each of the two, and has moved nothing
    const auto proposal = [&](const QString &skill) {
        for (int row = 0; row < 2; ++row)
            if (table.model()->index(row, 0).data(models::ProposalModel::SkillRole).toString() == skill)
                return table.model()->index(row, 0);
        return QModelIndex();
    };
    const auto waiting = it.stores([](service::Stores &stores) { return stores.desk->proposals(); });
    QStringList steps;
    for (const curator::Proposal &one : *waiting)
        steps.append(u"%1: %2 to %3"_s.arg(one.skill, changes::stageName(one.from), changes::stageName(one.to)));
    steps.sort();
    QCOMPARE(steps, QStringList({u"office/old-scans: stale to archived"_s, u"quiet-lists: trial to stale"_s}));
    QVERIFY(proposal(u"quiet-lists"_s)
                .siblingAtColumn(models::ProposalModel::Reason)
                .data()
                .toString()
                .contains(u"100 days"_s)
            || waiting->last().reason.contains(u"100"_s));
    QTRY_VERIFY(it.onPage<QPushButton>(Page::Curator, "runNowButton").isEnabled());
    QCOMPARE(library(), filesBefore);
    QCOMPARE(it.git({u"rev-parse"_s, u"main"_s}), headBefore);
    QCOMPARE(stage(u"quiet-lists"_s), Stage::Trial);

    // When one is approved and the other rejected, only the one goes, whole, to the archive
    it.choose(table, proposal(u"office/old-scans"_s));
    it.onPage<QPushButton>(Page::Curator, "approveButton").click();
    QTRY_COMPARE(table.model()->rowCount(), 1);
    QVERIFY(!QFileInfo::exists(it.folderOf(u"office/old-scans"_s)));
    QCOMPARE(OpenWindow::filesBelow(it.folderOf(u".archive/office/old-scans"_s)), skillBefore);
    QCOMPARE(stage(u"office/old-scans"_s), Stage::Archived);
    it.choose(table, proposal(u"quiet-lists"_s));
    it.onPage<QPushButton>(Page::Curator, "rejectButton").click();
    QTRY_COMPARE(table.model()->rowCount(), 0);
    QCOMPARE(stage(u"quiet-lists"_s), Stage::Trial);

    // When it is brought back, every byte is where it was
    it.window->widgetOf(Page::Curator)->findChild<QTabWidget *>()->setCurrentIndex(1);
    auto &archive = it.onPage<QListView>(Page::Curator, "archivedList");
    QTRY_COMPARE(archive.model()->rowCount(), 1);
    it.choose(archive, archive.model()->index(0, 0));
    it.onPage<QPushButton>(Page::Curator, "restoreButton").click();
    QTRY_COMPARE(archive.model()->rowCount(), 0);
    QCOMPARE(library(), filesBefore);
    QCOMPARE(tree(), treeBefore);
    QTRY_VERIFY(it.rowBesideTheChat(u"office/old-scans"_s).isValid());
    QCOMPARE(it.server.unexpected(), QStringList());
}

QTEST_MAIN(LoopTest)
#include "tst_loop.moc"
