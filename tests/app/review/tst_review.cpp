// SPDX-License-Identifier: MIT
//
// A whole review against a real library, history and database; only the model's words are scripted. Whatever it says,
// the library changes by what the conversation proves and no further.
#include "app/changes/doorhome.h"
#include "library/skillreader.h"
#include "review/review.h"
#include "tools/hosttools.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::review;
using chat::Message;
using End = agent::TurnResult::End;

namespace {

/// Says its lines one after the other, the last one again and again.
class Scripted final : public llm::ModelClient
{
public:
    explicit Scripted(const QList<Message> &lines)
        : m_lines(lines)
    { }
    Result<llm::Reply> complete(const llm::Request &request, const llm::StreamSink &, std::stop_token) override
    {
        requests.append(request);
        if (asked)
            asked();
        if (m_lines.isEmpty())
            return fail(Error::Kind::Network, u"nobody answers"_s);
        const Message line = m_lines.value(requests.size() - 1, m_lines.last());
        return llm::Reply{.message = line,
                          .usage = {1000, 10, 900},
                          .finish = line.toolCalls.isEmpty() ? llm::FinishReason::Stop : llm::FinishReason::ToolCalls};
    }
    QString modelName() const override { return u"scripted"_s; }
    QList<llm::Request> requests;
    std::function<void()> asked;

private:
    QList<Message> m_lines;
};

Message calls(const QString &tool, const QJsonObject &arguments)
{
    static int number = 0;
    return {.role = chat::Role::Assistant,
            .toolCalls = {{.id = u"r%1"_s.arg(++number),
                           .name = tool,
                           .arguments = QString::fromUtf8(QJsonDocument(arguments).toJson(QJsonDocument::Compact))}}};
}

QJsonObject with(QJsonObject object, const QJsonObject &more)
{
    for (auto member = more.begin(); member != more.end(); ++member)
        object.insert(member.key(), member.value());
    return object;
}

QJsonObject proof(const QString &quote = u"use tabs, never blanks"_s, const QString &outcome = u"corrected"_s,
                  int message = 1)
{
    return {{u"evidence"_s, QJsonArray{QJsonObject{{u"message"_s, message}, {u"quote"_s, quote}}}},
            {u"outcome"_s, outcome}};
}

QJsonObject creating(const QString &name)
{
    return {{u"action"_s, u"create"_s}, {u"name"_s, name}, {u"content"_s, QString::fromUtf8(changes::skillText(name))}};
}

QJsonObject patching(const QString &name)
{
    return {{u"action"_s, u"patch"_s},
            {u"name"_s, name},
            {u"old_text"_s, u"Read the page"_s},
            {u"new_text"_s, u"Read every page"_s}};
}

QJsonObject remembering(const QString &text)
{
    return {{u"action"_s, u"add"_s}, {u"target"_s, u"user"_s}, {u"text"_s, text}};
}

Message manages(const QList<QJsonObject> &operations)
{
    QJsonArray list;
    for (const QJsonObject &operation : operations)
        list.append(operation);
    return calls(u"skill_manage"_s, {{u"operations"_s, list}, {u"reason"_s, u"The person said how"_s}});
}

const Message done = Message::assistant(u"Nothing to save."_s);

} // namespace

class TestReview : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void newsComeBeforeTheEnd();
    void theForkBeginsWithTheChatsOwnBytes();
    void nothingOfAReviewIsAMessageOfTheChat();
    void whatIsNotProvenIsRefused_data();
    void whatIsNotProvenIsRefused();
    void onlySkillsAndMemory_data();
    void onlySkillsAndMemory();
    void oneNewSkillAReview();
    void fiveOperationsAReview();
    void whatWasViewedMayBePatched();
    void whatChangedSinceItWasViewedIsNotPatched();
    void whatItMadeItselfNeedsNoSecondLook();
    void yourSkillsWait();
    void aNameOfOneDayIsRefused();
    void lookingAtASkillIsNoUseOfIt();
    void secretsLeaveTheEvidence();
    void sixteenIterationsAndNoMore();
    void aStoppedReviewIsStopped();
    void aModelThatFailsIsAFailedReview();

private:
    ReviewResult review(Scripted &model, std::stop_token stop = {});
    void makeSkill(const QString &name, bool managed);

    std::unique_ptr<changes::DoorHome> m_home;
    changes::OpenDoor m_open;
    std::optional<SessionId> m_session;
    QList<Message> m_chat;
    QStringList m_news;
};

void TestReview::init()
{
    m_open = {};
    m_home = std::make_unique<changes::DoorHome>();
    auto opened = m_home->open();
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    m_open = *std::move(opened);
    m_session = m_open.journal->createSession({}).value().id;
    m_chat = {Message::system(u"You are an agent."_s),
              Message::user(u"In tables use tabs,\nnever blanks; key sk-verysecretverysecret1"_s),
              Message::assistant(u"Understood."_s)};
    m_news.clear();
}

void TestReview::makeSkill(const QString &name, bool managed)
{
    VERIFY_DONE(
        m_open->submit({.author = {.origin = changes::Origin::You},
                        .reason = u"Mine"_s,
                        .operations = {changes::CreateSkill{.folder = name, .content = changes::skillText(name)}}}));
    if (managed) {
        VERIFY_DONE(m_open->submit({.author = {.origin = changes::Origin::You},
                                    .reason = u"Yours to tend"_s,
                                    .operations = {changes::SetFact{name, u"managed"_s, u"yes"_s}}}));
    }
}

ReviewResult TestReview::review(Scripted &model, std::stop_token stop)
{
    const ReviewInput input{.id = ReviewId::fresh(),
                            .session = *m_session,
                            .messages = m_chat,
                            .numbers = {0, 1, 2},
                            .tools = tools::hostToolSpecs(),
                            .due = {.skills = true, .memory = true},
                            .model = u"scripted"_s};
    const ReviewDoors doors{.model = &model,
                            .door = m_open.door.get(),
                            .journal = m_open.journal.get(),
                            .snapshot = [this] { return library::scanLibrary(m_home->path(u"skills"_s), {}, nullptr); },
                            .memories = m_home->path(u"memories"_s)};
    model.asked = [this, said = model.asked] {
        m_news.append(u"asked"_s);
        if (said)
            said();
    };
    return runReview(
        input, doors,
        [this](const changes::ChangeSet &set) {
            m_news.append(
                changes::stateName(set.state) + u' '
                + (set.skills() + QStringList(set.touchesMemory() ? u"memory"_s : QString())).join(u' ').trimmed());
        },
        stop);
}

void TestReview::newsComeBeforeTheEnd()
{
    Scripted model({manages({with(creating(u"table-writing"_s), proof())}),
                    calls(u"memory"_s, with(remembering(u"Likes tabs in tables."_s), proof())),
                    Message::assistant(u"Kept how tables are written."_s)});
    const ReviewResult result = review(model);
    QCOMPARE(m_news,
             QStringList({u"asked"_s, u"applied table-writing"_s, u"asked"_s, u"applied memory"_s, u"asked"_s}));
    QCOMPARE(result.end, End::Answered);
    QCOMPARE(result.summary, u"Kept how tables are written."_s);
    QCOMPARE(result.iterations, 3);
    QCOMPARE(result.usage.inputTokens, 3000);
    QCOMPARE(result.refusals, QStringList());
    QCOMPARE(m_home->get(u"skills/table-writing/SKILL.md"_s), changes::skillText(u"table-writing"_s));
    QVERIFY(m_home->get(u"memories/USER.md"_s).contains("Likes tabs"));
    const changes::SkillFacts facts = m_open->factsOf(u"table-writing"_s).value();
    QCOMPARE(facts.origin, changes::Origin::Review);
    QCOMPARE(facts.stage, changes::Stage::Trial);
    QVERIFY(facts.managed);
    const changes::Author author = m_open->set(result.sets.first().id).value().author;
    QCOMPARE(author.session, m_session);
    QCOMPARE(author.model, u"scripted"_s);
    QCOMPARE(author.outcome, u"corrected"_s);
    QCOMPARE(author.evidence, (QList<changes::Evidence>{{1, u"use tabs, never blanks"_s}}));
}

void TestReview::theForkBeginsWithTheChatsOwnBytes()
{
    Scripted model({done});
    review(model);
    const llm::Request &request = model.requests.first();
    QCOMPARE(request.purpose, llm::Purpose::Review);
    QCOMPARE(request.tools, tools::hostToolSpecs());
    QCOMPARE(request.messages.size(), m_chat.size() + 1);
    QCOMPARE(request.messages.first(m_chat.size()), m_chat);
    QCOMPARE(request.messages.last().role, chat::Role::User);
    QVERIFY(request.messages.last().text.contains(u"1 user: In tables use tabs, never blanks"_s));
}

void TestReview::nothingOfAReviewIsAMessageOfTheChat()
{
    Scripted model({calls(u"skills_list"_s, {}), done});
    const ReviewResult result = review(model);
    QVERIFY(m_open.journal->messages(*m_session).value().isEmpty());
    QVERIFY(result.sets.isEmpty());
    const QList<journal::Event> events = m_open.journal->events(m_session, u"review"_s).value();
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first().data.value(u"end"_s).toString(), u"answered"_s);
    QCOMPARE(events.first().data.value(u"iterations"_s).toInt(), 2);
    QCOMPARE(events.first().data.value(u"summary"_s).toString(), u"Nothing to save."_s);
}

void TestReview::whatIsNotProvenIsRefused_data()
{
    QTest::addColumn<Message>("call");
    QTest::addColumn<QString>("why");
    const QJsonObject create = creating(u"table-writing"_s);
    QTest::newRow("no evidence") << manages({with(create, {{u"outcome"_s, u"worked"_s}})}) << u"there is no evidence"_s;
    QTest::newRow("no outcome") << manages({with(create, proof(u"use tabs"_s, u""_s))}) << u"outcome"_s;
    QTest::newRow("a quote nobody said") << manages({with(create, proof(u"use semicolons"_s))})
                                         << u"message 1 does not say \"use semicolons\""_s;
    QTest::newRow("a message that is not there")
        << manages({with(create, proof(u"use tabs"_s, u"worked"_s, 40))}) << u"no message 40"_s;
    QTest::newRow("unresolved") << manages({with(create, proof(u"use tabs"_s, u"unresolved"_s))})
                                << u"would teach a failure"_s;
    QTest::newRow("one of two without") << manages({with(create, proof()), patching(u"managed-skill"_s)})
                                        << u"there is no outcome"_s;
    QTest::newRow("memory too") << calls(u"memory"_s, remembering(u"Likes tabs."_s)) << u"there is no outcome"_s;
    QTest::newRow("two new skills") << manages({with(create, proof()), with(creating(u"list-writing"_s), proof())})
                                    << u"at most one new skill"_s;
    QTest::newRow("not viewed") << manages({with(patching(u"managed-skill"_s), proof())}) << u"view it first"_s;
    QTest::newRow("not viewed, removed") << manages({with({{u"action"_s, u"rewrite"_s},
                                                           {u"name"_s, u"managed-skill"_s},
                                                           {u"content"_s, u"---\nname: managed-skill\n---\n"_s}},
                                                          proof())})
                                         << u"view it first"_s;
    QTest::newRow("no such skill") << manages({with(patching(u"zebra"_s), proof())}) << u"no skill \"zebra\""_s;
    QTest::newRow("no JSON") << Message{.role = chat::Role::Assistant,
                                        .toolCalls = {{u"x"_s, u"skill_manage"_s, u"{\"operations\": ["_s}}}
                             << u"not a JSON object"_s;
}

void TestReview::whatIsNotProvenIsRefused()
{
    QFETCH(Message, call);
    QFETCH(QString, why);
    makeSkill(u"managed-skill"_s, true);
    const auto before = m_home->files();
    Scripted model({call, done});
    const ReviewResult result = review(model);
    QCOMPARE(m_news, QStringList({u"asked"_s, u"asked"_s}));
    QCOMPARE(m_home->files(), before);
    QVERIFY(result.sets.isEmpty());
    QCOMPARE(result.end, End::Answered);
    const Message answer = model.requests.last().messages.last();
    QVERIFY(answer.failed);
    QVERIFY2(answer.text.contains(why), qPrintable(answer.text)); // the model is told, and so is whoever looks
    QCOMPARE(result.refusals.size(), 1);
    QVERIFY2(result.refusals.first().contains(why), qPrintable(result.refusals.first()));
}

void TestReview::onlySkillsAndMemory_data()
{
    QTest::addColumn<QString>("tool");
    QTest::addColumn<QJsonObject>("arguments");
    QTest::newRow("a command") << u"terminal"_s << QJsonObject{{u"command"_s, u"touch /tmp/x"_s}};
    QTest::newRow("a file") << u"read_file"_s << QJsonObject{{u"path"_s, u"/etc/hostname"_s}};
    QTest::newRow("a write") << u"write_file"_s << QJsonObject{{u"path"_s, u"/tmp/x"_s}, {u"content"_s, u"x"_s}};
    QTest::newRow("what there is not") << u"delete_skill"_s << QJsonObject{};
}

void TestReview::onlySkillsAndMemory()
{
    QFETCH(QString, tool);
    QFETCH(QJsonObject, arguments);
    Scripted model({calls(tool, arguments), done});
    const ReviewResult result = review(model);
    const QString answer = model.requests.last().messages.last().text;
    QVERIFY2(answer.contains(tool) && answer.contains(u"skills_list, skill_view, skill_manage, memory"_s),
             qPrintable(answer));
    QCOMPARE(result.refusals, QStringList(answer));
}

void TestReview::oneNewSkillAReview()
{
    Scripted model({manages({with(creating(u"table-writing"_s), proof())}),
                    manages({with(creating(u"list-writing"_s), proof())}), done});
    const ReviewResult result = review(model);
    QCOMPARE(result.sets.size(), 1);
    QVERIFY(result.refusals.value(0).contains(u"at most one new skill"_s));
    QVERIFY(!m_home->has(u"skills/list-writing"_s));
}

void TestReview::fiveOperationsAReview()
{
    const auto remember
        = [](int i) { return calls(u"memory"_s, with(remembering(u"Fact number %1."_s.arg(i)), proof())); };
    Scripted model({remember(1), remember(2), remember(3), remember(4), remember(5), remember(6), done});
    const ReviewResult result = review(model);
    QCOMPARE(result.sets.size(), 5);
    QVERIFY(result.refusals.value(0).contains(u"at most 5 operations"_s));
    QVERIFY(!m_home->get(u"memories/USER.md"_s).contains("Fact number 6"));
}

void TestReview::whatWasViewedMayBePatched()
{
    makeSkill(u"managed-skill"_s, true);
    Scripted model({calls(u"skill_view"_s, {{u"name"_s, u"managed-skill"_s}}),
                    manages({with(patching(u"managed-skill"_s), proof())}), done});
    const ReviewResult result = review(model);
    QCOMPARE(m_news, QStringList({u"asked"_s, u"asked"_s, u"applied managed-skill"_s, u"asked"_s}));
    QVERIFY(m_home->get(u"skills/managed-skill/SKILL.md"_s).contains("Read every page"));
    QVERIFY2(result.refusals.isEmpty(), qPrintable(result.refusals.join(u'\n')));
}

void TestReview::whatChangedSinceItWasViewedIsNotPatched()
{
    makeSkill(u"managed-skill"_s, true);
    Scripted model({calls(u"skill_view"_s, {{u"name"_s, u"managed-skill"_s}}),
                    manages({with(patching(u"managed-skill"_s), proof())}), done});
    const QByteArray mine = changes::skillText(u"managed-skill"_s, "Read the page, then ask me.\n");
    model.asked = [&] {
        if (model.requests.size() == 2) // while it thinks, the person saves their own edit
            m_home->put(u"skills/managed-skill/SKILL.md"_s, mine);
    };
    const ReviewResult result = review(model);
    QVERIFY(model.requests.last().messages.last().failed);
    QCOMPARE(m_home->get(u"skills/managed-skill/SKILL.md"_s), mine);
    QVERIFY(result.sets.isEmpty());
}

void TestReview::whatItMadeItselfNeedsNoSecondLook()
{
    const QJsonObject file{{u"action"_s, u"write_file"_s},
                           {u"name"_s, u"table-writing"_s},
                           {u"file"_s, u"references/tabs.md"_s},
                           {u"content"_s, u"Tabs.\n"_s}};
    Scripted model({manages({with(creating(u"table-writing"_s), proof()), with(file, proof())}),
                    manages({with(patching(u"table-writing"_s), proof())}), done});
    const ReviewResult result = review(model);
    QVERIFY2(result.refusals.isEmpty(), qPrintable(result.refusals.join(u'\n')));
    QCOMPARE(result.sets.size(), 2);
    QCOMPARE(m_home->get(u"skills/table-writing/references/tabs.md"_s), "Tabs.\n");
    QVERIFY(m_home->get(u"skills/table-writing/SKILL.md"_s).contains("Read every page"));
}

void TestReview::yourSkillsWait()
{
    makeSkill(u"my-skill"_s, false);
    const auto before = m_home->files();
    Scripted model({calls(u"skill_view"_s, {{u"name"_s, u"my-skill"_s}}),
                    manages({with(patching(u"my-skill"_s), proof())}), done});
    const ReviewResult result = review(model);
    QCOMPARE(m_news, QStringList({u"asked"_s, u"asked"_s, u"held my-skill"_s, u"asked"_s}));
    QCOMPARE(m_home->files(), before);
    QVERIFY(model.requests.last().messages.last().text.startsWith(u"Held"_s));
    QCOMPARE(result.sets.first().state, changes::State::Held);
}

void TestReview::aNameOfOneDayIsRefused()
{
    Scripted model({manages({with(creating(u"fix-pr-812"_s), proof())}), done});
    review(model);
    QVERIFY(model.requests.last().messages.last().failed);
    QVERIFY(!m_home->has(u"skills/fix-pr-812"_s));
}

void TestReview::lookingAtASkillIsNoUseOfIt()
{
    makeSkill(u"managed-skill"_s, true);
    Scripted model({calls(u"skill_view"_s, {{u"name"_s, u"managed-skill"_s}}), done});
    review(model);
    QVERIFY(m_open.journal->skillUse().value().isEmpty());
}

void TestReview::secretsLeaveTheEvidence()
{
    Scripted model({calls(u"memory"_s,
                          with(remembering(u"Likes tabs."_s), proof(u"never blanks; key sk-verysecretverysecret1"_s))),
                    done});
    const ReviewResult result = review(model);
    QCOMPARE(result.sets.size(), 1);
    QCOMPARE(result.sets.first().author.evidence.first().quote, u"never blanks; key [redacted]"_s);
}

void TestReview::sixteenIterationsAndNoMore()
{
    QList<Message> lines;
    for (int i = 0; i < 40; ++i)
        lines.append(calls(u"skills_list"_s, {{u"query"_s, u"table %1"_s.arg(i)}}));
    Scripted model(lines);
    const ReviewResult result = review(model);
    QCOMPARE(result.end, End::IterationLimit);
    QCOMPARE(result.iterations, 16);
    QCOMPARE(model.requests.size(), 16);
}

void TestReview::aStoppedReviewIsStopped()
{
    std::stop_source stop;
    Scripted model({manages({with(creating(u"table-writing"_s), proof())}), done});
    model.asked = [&] { stop.request_stop(); };
    const ReviewResult result = review(model, stop.get_token());
    QCOMPARE(result.end, End::Stopped);
    QVERIFY(!m_home->has(u"skills/table-writing"_s));
}

void TestReview::aModelThatFailsIsAFailedReview()
{
    Scripted model({});
    const ReviewResult result = review(model);
    QCOMPARE(result.end, End::Failed);
    QVERIFY(result.error && result.error->message.contains(u"nobody answers"_s));
    const ReviewResult without = runReview({.id = ReviewId::fresh(), .session = *m_session}, {}, {}, {});
    QCOMPARE(without.end, End::Failed);
    QVERIFY(without.error);
}

QTEST_GUILESS_MAIN(TestReview)
#include "tst_review.moc"
