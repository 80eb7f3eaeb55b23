// SPDX-License-Identifier: MIT
//
// A long chat is seen before all of it was read, and whatever needs all of it has it, also in the first moment.
#include "service/chatturn.h"
#include "service/factory.h"
#include "support/scriptedserver.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::test;
using service::ChatService;
using service::ChatView;

namespace {

constexpr int turns = 200;

chat::Message answerOf(int turn) { return chat::Message::assistant(u"answer %1 "_s.arg(turn) + QString(turn % 50 * 20, u'w')); }

// Questions, calls with their results, answers: 4 messages a turn.
void fill(journal::Journal &journal, const SessionId &id, int turns)
{
    for (int turn = 0; turn < turns; ++turn) {
        const chat::ToolCall call{u"call_%1"_s.arg(turn), u"terminal"_s, uR"({"command": "true"})"_s};
        const QList<chat::Message> said{chat::Message::user(u"question %1."_s.arg(turn)),
                                        {.role = chat::Role::Assistant, .reasoning = u"hm"_s, .toolCalls = {call}},
                                        chat::Message::toolResult(call, u"result %1"_s.arg(turn)), answerOf(turn)};
        for (const chat::Message &message : said)
            QVERIFY(journal.append(id, message));
    }
}

struct Program {
    Program()
    {
        QDir().mkpath(workspace);
        settings.model = {server.baseUrl(), u"scripted"_s};
        settings.learning.skillInterval = 0;
        settings.learning.memoryInterval = 0;
        settings.workspace = workspace;
        settings.model.contextTokens = 1'000'000;
        const SystemClock clock;
        const auto stores = service::Stores::open(home, settings, clock).value();
        QVERIFY(stores->database->transaction([&]() -> Result<> {
            id = stores->journal->createSession(workspace).value().id;
            other = stores->journal->createSession(workspace).value().id;
            fill(*stores->journal, *id, turns);
            fill(*stores->journal, *other, 40);
            return {};
        }));
    }
    ~Program() { factory.reset(); }

    void start()
    {
        QVERIFY(service::saveSettings(home, settings));
        service::FactoryOptions options;
        options.backgroundTimers = false;
        factory = std::move(*service::Factory::build(home, std::move(options)));
        QObject::connect(&chats(), &ChatService::chatOpened, &chats(), [this](const ChatView &opened) {
            view = opened;
            all = opened.messages;
            firstTold = all.size();
            whole = !opened.earlier;
            pieces = 0;
        });
        QObject::connect(&chats(), &ChatService::earlierMessages, &chats(), [this](const SessionId &of, const auto &messages, bool more) {
            QCOMPARE(of, view->session.id);
            QVERIFY(!whole);
            all = messages + all;
            whole = !more;
            ++pieces;
        });
        QObject::connect(&chats(), &ChatService::contextChanged, &chats(), [this](const SessionId &of, const service::ContextMeter &told) {
            if (of == *id)
                meter = told;
        });
        QObject::connect(&chats(), &ChatService::failed, &chats(), [this](const QString &sentence) { failures << sentence; });
    }
    ChatService &chats() const { return *factory->chats; }
    service::Stores &stores() const { return **factory->bench->stores(); }
    void isAsStored() const
    {
        const auto stored = stores().journal->messages(*id).value();
        QCOMPARE(all.size(), stored.size());
        for (qsizetype i = 0; i < stored.size(); ++i) {
            QCOMPARE(all.at(i).number, stored.at(i).number);
            QCOMPARE(all.at(i).message, stored.at(i).message);
            QCOMPARE(all.at(i).versions, stored.at(i).versions);
        }
    }

    QTemporaryDir folder{QDir::tempPath() + u"/a long chat XXXXXX"_s};
    Home home = Home::under(folder.filePath(u"a home"_s));
    QString workspace = folder.filePath(u"a workspace"_s);
    ScriptedServer server;
    Settings settings;
    std::optional<SessionId> id, other;
    std::unique_ptr<service::Factory> factory;
    std::optional<ChatView> view;
    QList<journal::StoredMessage> all;
    std::optional<service::ContextMeter> meter;
    qsizetype firstTold = 0;
    int pieces = 0;
    bool whole = false;
    QStringList failures;
};

} // namespace

class TestChatOpening : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theEndIsToldFirstAndTheRestFollows()
    {
        Program it;
        it.start();
        it.chats().openChat(*it.id);
        QTRY_VERIFY(it.view);
        QVERIFY(it.view->earlier);
        QVERIFY(it.firstTold < 4 * turns / 4);
        QCOMPARE(it.view->messages.last().message, answerOf(turns - 1));
        QTRY_VERIFY(it.whole);
        QVERIFY(it.pieces > 1);
        it.isAsStored();
        QVERIFY2(it.failures.isEmpty(), qPrintable(it.failures.join(u' ')));
    }

    void anotherChatEndsTheTellingOfTheOneBefore()
    {
        Program it;
        it.start();
        it.chats().openChat(*it.id);
        QTRY_VERIFY(it.view);
        it.chats().openChat(*it.other); // a piece of the first is on its way: it would fail in the connection above
        QTRY_COMPARE(it.view->session.id, *it.other);
        it.chats().openChat(*it.id);
        QTRY_COMPARE(it.view->session.id, *it.id);
        QTRY_VERIFY(it.whole);
        it.isAsStored();
    }

    void theContextIsMeasuredOverAllOfIt_data()
    {
        QTest::addColumn<qint64>("first");
        QTest::addColumn<qint64>("last");
        QTest::newRow("all is told") << qint64(0) << qint64(0);
        QTest::newRow("the middle is told in short") << qint64(3) << qint64(600);
        QTest::newRow("what is told in short reaches into the end") << qint64(5) << qint64(4 * turns - 4);
    }
    void theContextIsMeasuredOverAllOfIt()
    {
        QFETCH(qint64, first);
        QFETCH(qint64, last);
        Program it;
        it.start();
        QVERIFY(it.stores().journal->freeze(*it.id, u"Be kind. <memory>tabs</memory>"_s, service::toolsToJson({{u"terminal"_s, u"runs"_s, {}}})));
        if (last > 0)
            QVERIFY(it.stores().journal->addCompaction(*it.id, {.first = first, .last = last, .summary = u"They agreed on tabs."_s}));
        it.chats().openChat(*it.id);
        QTRY_VERIFY(it.meter);
        const auto session = it.stores().journal->session(*it.id).value();
        const auto sent = service::transcript(it.stores(), session).value();
        QCOMPARE(it.meter->parts, agent::contextParts(sent.messages, service::toolsFromJson(session.tools), 1'000'000));
        QVERIFY(it.meter->parts.history > 0);
    }

    void aTurnInTheFirstMomentHearsAllOfIt()
    {
        Program it;
        it.server.lane(u"turn"_s).reply(say(u"I know"_s));
        it.start();
        QSignalSpy ended(&it.chats(), &ChatService::turnFinished);
        QSignalSpy opened(&it.chats(), &ChatService::chatOpened);
        it.chats().openChat(*it.id);
        QObject::connect(&it.chats(), &ChatService::chatOpened, &it.chats(), [&] { it.chats().send(*it.id, u"what was first?"_s); }, Qt::SingleShotConnection);
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(it.server.requests().first().contains(u"question 0."_s));
        QVERIFY(it.server.requests().first().contains(u"answer %1 "_s.arg(turns - 1)));
        QTRY_VERIFY(it.whole);
        QCOMPARE(it.all.size(), 4 * turns); // what the turn adds is told by messageAdded
        const auto session = it.stores().journal->session(*it.id).value();
        const auto sent = service::transcript(it.stores(), session).value();
        QTRY_VERIFY(it.meter);
        QTRY_COMPARE(it.meter->parts.history, agent::contextParts(sent.messages, {}, 0).history);
    }

    void anOldMessageIsEditedInTheFirstMoment()
    {
        Program it;
        it.start();
        it.chats().openChat(*it.id);
        QTRY_VERIFY(it.view);
        QVERIFY(std::ranges::none_of(it.view->messages, [](const auto &stored) { return stored.number == 13; }));
        it.chats().editMessage(*it.id, 13, u"another question"_s, ChatService::Then::Save);
        QTRY_COMPARE(it.view->messages.last().message.text, u"another question"_s);
        QTRY_VERIFY(it.whole);
        QCOMPARE(it.all.size(), 13);
        QCOMPARE(it.all.last().versions, (QList<qint64>{13, 4 * turns + 1}));
        it.chats().showVersion(*it.id, 13);
        QTRY_COMPARE(it.view->messages.last().message, answerOf(turns - 1));
        QTRY_VERIFY(it.whole);
        it.isAsStored();
        QCOMPARE(it.all.at(12).versions.size(), 2);
    }

    void anOldAnswerIsMadeAgainInTheFirstMoment()
    {
        Program it;
        it.server.lane(u"turn"_s).reply(say(u"quite another answer"_s));
        it.start();
        it.chats().openChat(*it.id);
        QTRY_VERIFY(it.view);
        QSignalSpy ended(&it.chats(), &ChatService::turnFinished);
        it.chats().regenerate(*it.id, 40); // the last message of the tenth turn
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(it.server.requests().last().contains(u"question 9."_s));
        QVERIFY(!it.server.requests().last().contains(u"question 10."_s));
        it.chats().openChat(*it.id);
        QTRY_COMPARE(it.view->messages.last().message.text, u"quite another answer"_s);
        QTRY_VERIFY(it.whole);
        QCOMPARE(it.all.size(), 38);
    }

    void aTurnThatFailsElsewhereLeavesWhatIsLookedAt()
    {
        Program it;
        it.server.lane(u"chat"_s).always([](const auto &) { return refuse(401, u"this key is not valid"_s); });
        it.start();
        it.chats().openChat(*it.other);
        QTRY_VERIFY(it.view && it.view->session.id == *it.other);
        it.chats().openChat(*it.id);
        QTRY_VERIFY(it.view->session.id == *it.id);
        QSignalSpy opened(&it.chats(), &ChatService::chatOpened), ended(&it.chats(), &ChatService::turnFinished);
        it.chats().send(*it.other, u"Are you there?"_s);
        QTRY_COMPARE(ended.size(), 1);
        QTRY_VERIFY(it.whole); // what came before goes on coming
        it.isAsStored();
        QVERIFY(opened.isEmpty());
        it.chats().send(*it.id, u"Are you here?"_s); // where one looks, what is stored is told again
        QTRY_COMPARE(opened.size(), 1);
    }

    void anExportInTheFirstMomentHasAllOfIt()
    {
        Program it;
        it.start();
        it.chats().openChat(*it.id);
        QTRY_VERIFY(it.view);
        QSignalSpy exported(&it.chats(), &ChatService::exported);
        const QString file = it.folder.filePath(u"all of it.md"_s);
        it.chats().exportChat(*it.id, file, service::chatToMarkdown);
        QTRY_COMPARE(exported.size(), 1);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray text = written.readAll();
        QVERIFY(text.contains("question 0."));
        QCOMPARE(text.count("question "), turns);
    }

    void whatCannotBeReadIsSaidAndTheRestIsShown()
    {
        Program it;
        it.start();
        QVERIFY(it.stores().database->run(u"UPDATE message SET more = '{\"role\": \"ghost\"}' WHERE session = ? AND number = 5"_s, {it.id->toString()}));
        it.chats().openChat(*it.id);
        QTRY_VERIFY(it.whole);
        QCOMPARE(it.failures.size(), 1);
        QVERIFY2(it.failures.first().contains(u"Message 5"_s), qPrintable(it.failures.first()));
        QVERIFY(it.all.size() > 100);
        QCOMPARE(it.all.last().message, answerOf(turns - 1));
    }
};

QTEST_GUILESS_MAIN(TestChatOpening)
#include "tst_chatopening.moc"
