// SPDX-License-Identifier: MIT
//
// Chats as the window uses them, against a scripted model: said another way, queued, named, found, exported, told in short; and
// nothing of it is lost.
#include "service/attachments.h"
#include "service/chattitle.h"
#include "service/factory.h"
#include "support/patience.h"
#include "support/scriptedserver.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::test;
using service::ChatService;
using service::ChatView;

namespace {

struct Program {
    Program()
    {
        QDir().mkpath(workspace);
        settings.model = {server.baseUrl(), u"scripted"_s};
        settings.learning.skillInterval = 0;
        settings.learning.memoryInterval = 0;
        settings.workspace = workspace;
    }
    ~Program() { factory.reset(); }

    void start()
    {
        factory.reset();
        QVERIFY(service::saveSettings(home, settings));
        service::FactoryOptions options;
        options.backgroundTimers = false;
        factory = std::move(*service::Factory::build(home, std::move(options)));
        ChatService &chats = *factory->chats;
        QObject::connect(&chats, &ChatService::chatCreated, &chats, [this](const SessionId &made) { id = made; });
        QObject::connect(&chats, &ChatService::chatOpened, &chats, [this](const ChatView &opened) { view = opened; ++opens; });
        QObject::connect(&chats, &ChatService::failed, &chats, [this](const QString &sentence) { failures << sentence; });
        QObject::connect(&chats, &ChatService::queueChanged, &chats, [this](const SessionId &, const QList<chat::Message> &now) {
            queued.clear();
            for (const chat::Message &message : now)
                queued << message.text;
        });
    }
    ChatService &chats() const { return *factory->chats; }

    void newChat()
    {
        chats().createChat(workspace);
        QTRY_VERIFY(id);
    }
    void say(const QString &text)
    {
        QSignalSpy ended(&chats(), &ChatService::turnFinished);
        chats().send(*id, text);
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended.first().at(1).value<service::TurnOutcome>().sentence, QString());
    }
    /// What one sees after opening.
    QStringList shown()
    {
        const int before = opens;
        chats().openChat(*id);
        if (!QTest::qWaitFor([&] { return opens > before; }, patienceMs))
            return {u"(not opened)"_s};
        return texts();
    }
    QStringList texts() const
    {
        QStringList all;
        for (const journal::StoredMessage &message : view->messages)
            all << message.message.text;
        return all;
    }

    QTemporaryDir folder{QDir::tempPath() + u"/a chat XXXXXX"_s};
    Home home = Home::under(folder.filePath(u"a home"_s));
    QString workspace = folder.filePath(u"a workspace"_s);
    ScriptedServer server;
    Settings settings;
    std::unique_ptr<service::Factory> factory;
    std::optional<SessionId> id;
    std::optional<ChatView> view;
    int opens = 0;
    QStringList failures, queued;
};

} // namespace

class TestChatService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAnswerIsMadeAgainAndBothStay()
    {
        Program it;
        it.server.lane(u"turn"_s).reply(say(u"first answer"_s)).reply(say(u"second answer"_s));
        it.start();
        it.newChat();
        it.say(u"question"_s);
        QCOMPARE(it.shown(), (QStringList{u"question"_s, u"first answer"_s}));
        QSignalSpy ended(&it.chats(), &ChatService::turnFinished);
        it.chats().regenerate(*it.id, it.view->messages.last().number);
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(it.shown(), (QStringList{u"question"_s, u"second answer"_s}));
        QCOMPARE(it.view->messages.last().versions.size(), 2);
        it.chats().showVersion(*it.id, it.view->messages.last().versions.first());
        QTRY_COMPARE(it.texts().last(), u"first answer"_s);
        it.start(); // and after a restart
        QTRY_COMPARE(it.shown().last(), u"first answer"_s);
        QVERIFY2(it.failures.isEmpty(), qPrintable(it.failures.join(u' ')));
    }

    void anEditedQuestionRunsAgainOrIsOnlySaved()
    {
        Program it;
        it.server.lane(u"turn"_s).reply(say(u"one"_s)).reply(say(u"two"_s)).reply(say(u"three"_s));
        it.start();
        it.newChat();
        it.say(u"first wording"_s);
        QSignalSpy ended(&it.chats(), &ChatService::turnFinished);
        it.chats().editMessage(*it.id, 1, u"second wording"_s, ChatService::Then::SaveAndRun);
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(it.shown(), (QStringList{u"second wording"_s, u"two"_s}));
        // The model did not hear the first wording.
        QVERIFY(!it.server.requests().last().contains(u"first wording"_s));
        it.chats().editMessage(*it.id, 1, u"third wording"_s, ChatService::Then::Save);
        QTRY_COMPARE(it.texts(), QStringList{u"third wording"_s});
        QCOMPARE(it.view->messages.first().versions.size(), 3);
    }

    void anAnswerThatDoesNotComeGivesWayToTheOldOne()
    {
        Program it;
        it.server.lane(u"turn"_s).reply(say(u"the answer"_s)).reply(refuse(400, u"bad day"_s));
        it.start();
        it.newChat();
        it.say(u"question"_s);
        QSignalSpy ended(&it.chats(), &ChatService::turnFinished);
        it.chats().regenerate(*it.id, 2);
        QTRY_COMPARE(ended.size(), 1);
        QTRY_COMPARE(it.texts(), (QStringList{u"question"_s, u"the answer"_s}));
    }

    void whatIsSentMeanwhileWaitsAndSurvives()
    {
        Program it;
        Gate gate;
        it.server.lane(u"first"_s, when::lastSays(u"begin"_s)).reply(say(u"working"_s).waitFor(gate).text(u" done"_s));
        it.server.lane(u"second"_s, when::lastSays(u"and better"_s)).reply(say(u"better"_s));
        it.start();
        it.newChat();
        it.chats().send(*it.id, u"begin"_s);
        QTRY_VERIFY(gate.isReached());
        it.chats().send(*it.id, u"and more"_s);
        it.chats().send(*it.id, u"away with it"_s);
        QCOMPARE(it.queued, (QStringList{u"and more"_s, u"away with it"_s}));
        it.chats().editQueued(*it.id, 0, u"and better"_s);
        it.chats().removeQueued(*it.id, 1);
        QCOMPARE(it.queued, QStringList{u"and better"_s});
        // A program that is killed now has it in its journal.
        QTRY_VERIFY([&] {
            const auto stores = it.factory->bench->stores();
            const auto session = (*stores)->journal->session(*it.id);
            return session && session->queued.size() == 1 && session->queued.first().text == u"and better"_s;
        }());
        QSignalSpy ended(&it.chats(), &ChatService::turnFinished);
        gate.open();
        QTRY_COMPARE(ended.size(), 2);
        QCOMPARE(it.shown(), (QStringList{u"begin"_s, u"working done"_s, u"and better"_s, u"better"_s}));
        QCOMPARE(it.queued, QStringList());
        QTRY_VERIFY(it.view->queued.isEmpty());
    }

    void whatIsSaidNowIsHeardAfterTheNextToolResult()
    {
        Program it;
        Gate gate;
        it.server.lane(u"turn"_s)
            .reply(say(u"I look."_s).waitFor(gate).call(u"skills_list"_s, {}))
            .reply([](const ScriptedRequest &request) { return say(u"heard: "_s + request.lastText()); });
        it.start();
        it.newChat();
        QSignalSpy ended(&it.chats(), &ChatService::turnFinished);
        it.chats().send(*it.id, u"begin"_s);
        QTRY_VERIFY(gate.isReached());
        it.chats().send(*it.id, u"only the new ones"_s);
        it.chats().sendQueuedNow(*it.id, 0);
        gate.open();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(it.shown().last(), u"heard: only the new ones"_s);
        QCOMPARE(it.queued, QStringList());
    }

    void whatWaitedInADeadProgramWaitsInTheNext()
    {
        Program it;
        it.start();
        it.newChat();
        {
            const auto stores = it.factory->bench->stores();
            QVERIFY((*stores)->journal->setQueued(*it.id, {chat::Message::user(u"from before"_s)}));
        }
        it.start();
        it.server.lane(u"turn"_s).reply(say(u"now"_s));
        it.shown();
        QCOMPARE(it.view->queued.size(), 1);
        QSignalSpy ended(&it.chats(), &ChatService::turnFinished);
        it.chats().sendQueuedNow(*it.id, 0);
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(it.shown(), (QStringList{u"from before"_s, u"now"_s}));
    }

    void theAuxiliaryModelNamesAChatAndAPersonHasTheLastWord()
    {
        Program it;
        it.settings.auxiliary = {it.server.baseUrl(), u"small"_s};
        it.server.lane(u"title"_s, when::model(u"small"_s)).reply(say(u"**\"Invoices of March.\"**\n"_s));
        it.server.lane(u"turn"_s).reply(say(u"yes"_s)).reply(say(u"yes"_s));
        it.start();
        QList<journal::Session> listed;
        QObject::connect(&it.chats(), &ChatService::sessionsChanged, &it.chats(), [&](const auto &sessions) { listed = sessions; });
        it.newChat();
        it.say(u"please sum up what came in March"_s);
        QTRY_VERIFY(!listed.isEmpty() && listed.first().title == u"Invoices of March"_s);
        it.chats().rename(*it.id, u"Mine"_s);
        QTRY_COMPARE(listed.first().title, u"Mine"_s);
        it.say(u"and April"_s);
        QCOMPARE(listed.first().title, u"Mine"_s);
    }

    void titlesAreCleaned_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("title");
        QTest::newRow("plain") << u"Fix the parser"_s << u"Fix the parser"_s;
        QTest::newRow("quoted, with a full stop") << u" “Fix the parser.” "_s << u"Fix the parser"_s;
        QTest::newRow("with a label and more lines") << u"Title: Fix it\n\nBecause …"_s << u"Fix it"_s;
        QTest::newRow("nothing") << u"\n \"\" \n"_s << u""_s;
        QTest::newRow("too long") << QString(200, u'x') << QString(59, u'x') + u"…"_s;
    }
    void titlesAreCleaned()
    {
        QFETCH(QString, said);
        QFETCH(QString, title);
        QCOMPARE(service::cleanTitle(said), title);
    }

    void aLongChatIsToldInShortAndKeptWhole()
    {
        Program it;
        it.settings.model.contextTokens = 12'000;
        it.server.lane(u"summary"_s, when::lastSays(u"The messages to shorten"_s)).reply(say(u"They agreed on tabs."_s));
        auto turns = it.server.lane(u"turn"_s);
        for (int i = 0; i < 14; ++i)
            turns.reply(say(u"answer %1 "_s.arg(i) + QString(2'000, u'w')));
        it.start();
        QList<journal::Compaction> made;
        QObject::connect(&it.chats(), &ChatService::compacted, &it.chats(), [&](const SessionId &, const journal::Compaction &c) { made << c; });
        it.newChat();
        int said = 0;
        for (; said < 14 && made.isEmpty(); ++said)
            it.say(u"question %1 "_s.arg(said) + QString(1'000, u'q'));
        QCOMPARE(made.size(), 1);
        QCOMPARE(made.first().first, 3); // behind the first turn
        QCOMPARE(made.first().summary, u"They agreed on tabs."_s);
        const ScriptedRequest sent = it.server.requests().last();
        QVERIFY(sent.contains(u"They agreed on tabs."_s));
        QVERIFY(sent.contains(u"question 0"_s));       // the first turn
        QVERIFY(!sent.contains(u"question 1 "_s));     // of the middle
        QCOMPARE(it.shown().size(), 2 * said);         // all of it is there
        QVERIFY(it.texts().join(u' ').contains(u"question 1 "_s));
        QCOMPARE(it.view->compactions.size(), 1);
    }

    void allChatsAreSearchedAsOneTypes()
    {
        Program it;
        it.server.lane(u"turn"_s).reply(say(u"The parser stumbles over umlauts."_s)).reply(say(u"the parser again"_s));
        it.start();
        it.newChat();
        it.say(u"why?"_s);
        it.say(u"again"_s);
        QList<QPair<bool, QList<journal::SearchHit>>> found;
        QObject::connect(&it.chats(), &ChatService::searched, &it.chats(), [&](const QString &words, const auto &hits, bool ranked) {
            if (words == u"parser"_s)
                found.append({ranked, hits});
            else
                QFAIL("an older search was told");
        });
        for (const QString &typed : {u"p"_s, u"pa"_s, u"parse"_s, u"parser"_s})
            it.chats().search(typed);
        QTRY_COMPARE(found.size(), 2);
        QCOMPARE(found.first().first, false);
        QCOMPARE(found.first().second.size(), 2);
        QCOMPARE(found.first().second.first().number, 4);
        QCOMPARE(found.last().first, true);
    }

    void aChatIsWrittenToAFile()
    {
        Program it;
        it.server.lane(u"turn"_s).reply(say(u"# Yes\n\n- it works"_s)).reply(say(u"or no"_s));
        it.start();
        it.newChat();
        it.say(u"does <b>it</b> work?"_s);
        QSignalSpy ended(&it.chats(), &ChatService::turnFinished);
        it.chats().regenerate(*it.id, 2);
        QTRY_COMPARE(ended.size(), 1);
        const QString markdown = it.folder.filePath(u"chat.md"_s), json = it.folder.filePath(u"chat.json"_s);
        QSignalSpy exported(&it.chats(), &ChatService::exported);
        it.chats().exportChat(*it.id, markdown, service::chatToMarkdown);
        it.chats().exportChat(*it.id, json, service::chatToJson);
        QTRY_COMPARE(exported.size(), 2);
        QFile text(markdown), data(json);
        QVERIFY(text.open(QIODevice::ReadOnly) && data.open(QIODevice::ReadOnly));
        const QByteArray words = text.readAll();
        QVERIFY(words.contains("does <b>it</b> work?") && words.contains("or no") && !words.contains("it works"));
        const QJsonArray messages = QJsonDocument::fromJson(data.readAll()).object()[u"messages"_s].toArray();
        QCOMPARE(messages.size(), 3); // both answers
        QCOMPARE(messages[1][u"shown"_s].toBool(), false);
        QCOMPARE(messages[2][u"follows"_s].toInt(), 1);
        it.chats().exportChat(*it.id, it.folder.filePath(u"no/such/folder/x.md"_s), service::chatToMarkdown);
        QTRY_COMPARE(it.failures.size(), 1);
    }

    void chatsAreFiledThrownAwayAndBroughtBack()
    {
        Program it;
        it.start();
        QList<journal::Session> listed, trash;
        QObject::connect(&it.chats(), &ChatService::sessionsChanged, &it.chats(), [&](const auto &sessions) { listed = sessions; });
        QObject::connect(&it.chats(), &ChatService::trashListed, &it.chats(), [&](const auto &sessions) { trash = sessions; });
        it.newChat();
        it.chats().setPinned(*it.id, true);
        it.chats().setFolder(*it.id, u"Taxes"_s);
        QTRY_VERIFY(!listed.isEmpty() && listed.first().pinned && listed.first().folder == u"Taxes"_s);
        it.chats().trash(*it.id);
        QTRY_VERIFY(listed.isEmpty());
        it.chats().listTrash();
        QTRY_COMPARE(trash.size(), 1);
        it.chats().restore(*it.id);
        QTRY_COMPARE(listed.size(), 1);
        it.chats().trash(*it.id);
        it.chats().purge(*it.id);
        QTRY_VERIFY(trash.isEmpty());
        QVERIFY(it.failures.isEmpty());
    }

    void filesGoWithAMessage()
    {
        Program it;
        it.server.lane(u"turn"_s).reply(say(u"read"_s));
        it.start();
        it.newChat();
        const auto write = [&](const QString &name, const QByteArray &bytes) {
            QFile file(it.folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
        };
        const QByteArray png = QByteArray("\x89PNG\r\n\x1a\n") + "pixels";
        const service::Attachments read = service::readAttachments(
            {write(u"notes.txt"_s, "Grüße"), write(u"a.jpg"_s, png), write(u"x.bin"_s, QByteArray("a\0b", 3)),
             write(u"big.txt"_s, QByteArray(300'000, 'x')), write(u"big.png"_s, png + QByteArray(6'000'000, 'x')), it.folder.path()});
        QCOMPARE(read.files.size(), 1);
        QCOMPARE(read.images.size(), 1);
        QCOMPARE(read.images.first().mediaType, u"image/png"_s); // by its bytes, not its name
        QCOMPARE(read.problems.size(), 4);
        QSignalSpy ended(&it.chats(), &ChatService::turnFinished);
        it.chats().send(*it.id, chat::Message{.text = u"look at these"_s, .images = read.images, .files = read.files});
        QTRY_COMPARE(ended.size(), 1);
        const QByteArray body = it.server.requests().last().bytes;
        QVERIFY(body.contains("Grüße"));
        QVERIFY(body.contains(png.toBase64()));
        QCOMPARE(it.shown().first(), u"look at these"_s);
        QCOMPARE(it.view->messages.first().message.files.first().name, u"notes.txt"_s);
    }

    void moneyIsCounted()
    {
        const ModelPrice price{.input = 2, .output = 10, .cachedInput = 0.5};
        QCOMPARE(service::costOf({.inputTokens = 1'000'000, .outputTokens = 100'000, .cachedTokens = 400'000}, price), 1.2 + 0.2 + 1.0);
        QVERIFY(!service::costOf({.inputTokens = 5}, {}));
    }
};

QTEST_GUILESS_MAIN(TestChatService)
#include "tst_chatservice.moc"
