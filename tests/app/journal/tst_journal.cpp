// SPDX-License-Identifier: MIT
//
// What was said and done is there again after the process is gone, without the secrets that were in it.
#include "journal/journal.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::journal;
using chat::Message;

namespace {

const QDateTime morning = fromStored(u"2026-03-01T08:00:00.000Z"_s);

/// One file with a journal on it; a second Home on the same folder is a second process.
struct Home {
    explicit Home(const QString &folder, const QDateTime &now = morning)
        : clock(now)
        , database(storage::Database::open(folder + u"/factory.db"_s, folder + u"/backup"_s).value())
        , journal(database, clock)
    { }
    FixedClock clock;
    std::shared_ptr<storage::Database> database;
    Journal journal;
};

Message full()
{
    return {.role = chat::Role::Assistant,
            .text = u"Grüße, 日本 🙂\n\t\"quoted\"  "_s,
            .reasoning = u"hm"_s,
            .reasoningField = u"reasoning_content"_s,
            .reasoningDetails = {QJsonObject{{u"data"_s, u"AbC="_s}}},
            .toolCalls = {{.id = u"c1"_s, .name = u"read_file"_s, .arguments = u"{\"path\" :  \"a b\"}"_s}}};
}

QByteArray everyByteBelow(const QString &folder)
{
    QByteArray bytes;
    for (const QFileInfo &info : QDir(folder).entryInfoList({u"factory.db*"_s}, QDir::Files)) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly))
            bytes += file.readAll();
    }
    return bytes;
}

QStringList idsOf(const QList<Session> &sessions)
{
    QStringList ids;
    for (const Session &session : sessions)
        ids.append(session.id.toString());
    return ids;
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/a journal XXXXXX"_s); }

    void aChatIsThereAgainAfterARestart();
    void aMessageSurvivesAKilledProcess();
    void requestsBeginWithTheSameBytesLater();
    void noSecretReachesTheFile_data();
    void noSecretReachesTheFile();
    void argumentsStayJsonWhenASecretLeaves();
    void signedThinkingIsKeptWholeOrNotAtAll();
    void twoWritersLoseNoMessage();
    void anUnknownChatIsAnErrorAndStoresNothing();
    void theListIsNewestFirstAndLeavesOutTheTrash();
    void theListReadsNoPromptAndSortsByAnIndex();
    void countersCountAndReset();
    void usageAddsUp();
    void factsComeBackNewestFirst();
    void useOfSkillsIsCounted();

private:
    QString folder() const { return m_folder->path(); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestJournal::aChatIsThereAgainAfterARestart()
{
    std::optional<SessionId> id;
    {
        Home home(folder());
        const Session made = home.journal.createSession(u"/tmp/my project"_s).value();
        id = made.id;
        QCOMPARE(home.journal.append(*id, Message::user(u"hello"_s)).value(), 1);
        home.clock.set(morning.addSecs(60));
        QCOMPARE(home.journal.append(*id, full()).value(), 2);
        QVERIFY(home.journal.setTitle(*id, u"Greetings"_s));
        QVERIFY(home.journal.setDraft(*id, u"and then"_s));
    }
    Home home(folder());
    const Session session = home.journal.session(*id).value();
    QCOMPARE(session.title, u"Greetings"_s);
    QCOMPARE(session.draft, u"and then"_s);
    QCOMPARE(session.workspace, u"/tmp/my project"_s);
    QCOMPARE(session.messageCount, 2);
    QCOMPARE(session.created, morning);
    QCOMPARE(session.updated, morning.addSecs(60));
    const QList<StoredMessage> messages = home.journal.messages(*id).value();
    QCOMPARE(messages.size(), 2);
    QCOMPARE(messages[0].message, Message::user(u"hello"_s));
    QCOMPARE(messages[1].number, 2);
    QCOMPARE(messages[1].time, morning.addSecs(60));
    QCOMPARE(messages[1].message, full());
}

void TestJournal::aMessageSurvivesAKilledProcess()
{
    const SessionId id = Home(folder()).journal.createSession({}).value().id;
    const pid_t child = ::fork();
    if (child == 0) {
        Home home(folder());
        const bool stored = home.journal.append(id, Message::user(u"remember me"_s)).has_value();
        ::_exit(stored ? 0 : 1); // nothing is closed, as when killed
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
    const QList<StoredMessage> messages = Home(folder()).journal.messages(id).value();
    QCOMPARE(messages.size(), 1);
    QCOMPARE(messages.first().message.text, u"remember me"_s);
}

void TestJournal::requestsBeginWithTheSameBytesLater()
{
    const QJsonArray tools{
        QJsonObject{{u"name"_s, u"terminal"_s}, {u"parameters"_s, QJsonObject{{u"type"_s, u"object"_s}}}}};
    const QString prompt = u"You are an agent.\n\nMEMORY: token=abcdefghij is an example\n"_s;
    const SessionId id = Home(folder()).journal.createSession({}).value().id;
    QVERIFY(Home(folder()).journal.freeze(id, prompt, tools));
    const Session session = Home(folder()).journal.session(id).value();
    QCOMPARE(session.systemPrompt, prompt);
    QCOMPARE(QJsonDocument(session.tools).toJson(), QJsonDocument(tools).toJson());
}

void TestJournal::noSecretReachesTheFile_data()
{
    QTest::addColumn<Message>("message");
    const QString secret = u"sk-verysecretverysecret1234"_s;
    QTest::newRow("in the text") << Message::user(u"use "_s + secret);
    QTest::newRow("in the thinking") << Message{.role = chat::Role::Assistant, .reasoning = secret};
    QTest::newRow("in arguments") << Message{
        .role = chat::Role::Assistant,
        .toolCalls = {{u"c1"_s, u"terminal"_s, u"{\"command\":\"export K="_s + secret + u"\"}"_s}}};
    QTest::newRow("in broken arguments") << Message{
        .role = chat::Role::Assistant, .toolCalls = {{u"c1"_s, u"terminal"_s, u"{\"command\":\""_s + secret}}};
    QTest::newRow("in a result") << Message::toolResult({.id = u"c1"_s, .name = u"read_file"_s}, u"KEY="_s + secret);
    QTest::newRow("in signed blocks") << Message{.role = chat::Role::Assistant,
                                                 .reasoningDetails = {QJsonObject{{u"text"_s, secret}}}};
}

void TestJournal::noSecretReachesTheFile()
{
    QFETCH(Message, message);
    const Message before = message;
    {
        Home home(folder());
        const SessionId id = home.journal.createSession({}).value().id;
        QVERIFY(home.journal.append(id, message));
        QVERIFY(home.journal.setTitle(id, u"about sk-verysecretverysecret1234"_s));
        QVERIFY(home.journal.setDraft(id, u"my sk-verysecretverysecret1234"_s));
        QVERIFY(home.journal.record(
            {.kind = u"tool-call"_s, .session = id, .data = {{u"x"_s, u"sk-verysecretverysecret1234"_s}}}));
        QVERIFY(!everyByteBelow(folder()).contains("verysecret"));
    }
    QVERIFY(!everyByteBelow(folder()).contains("verysecret"));
    QCOMPARE(message, before); // the running conversation keeps its own bytes
}

void TestJournal::argumentsStayJsonWhenASecretLeaves()
{
    Home home(folder());
    const SessionId id = home.journal.createSession({}).value().id;
    const QString arguments
        = uR"({"command":"export TOKEN=abcdefghij\"; ls","api_key":"correct horse battery","n":3})"_s;
    QVERIFY(
        home.journal.append(id, {.role = chat::Role::Assistant, .toolCalls = {{u"c1"_s, u"terminal"_s, arguments}}}));
    const QString stored = home.journal.messages(id).value().first().message.toolCalls.first().arguments;
    const QJsonObject object = QJsonDocument::fromJson(stored.toUtf8()).object();
    QCOMPARE(object.value(u"command"_s).toString(), u"export TOKEN=[redacted]\"; ls"_s);
    QCOMPARE(object.value(u"api_key"_s).toString(), u"[redacted]"_s);
    QCOMPARE(object.value(u"n"_s).toInt(), 3);
}

void TestJournal::signedThinkingIsKeptWholeOrNotAtAll()
{
    Home home(folder());
    const SessionId id = home.journal.createSession({}).value().id;
    const QJsonArray plain{QJsonObject{{u"signature"_s, u"AAAA"_s}, {u"text"_s, u"I think"_s}}};
    const QJsonArray secret{QJsonObject{{u"signature"_s, u"BBBB"_s}, {u"text"_s, u"password=abcdefghij"_s}}};
    QVERIFY(home.journal.append(id, {.role = chat::Role::Assistant, .reasoningDetails = plain}));
    QVERIFY(home.journal.append(id, {.role = chat::Role::Assistant, .reasoningDetails = secret}));
    const QList<StoredMessage> messages = home.journal.messages(id).value();
    QCOMPARE(messages[0].message.reasoningDetails, plain);
    QCOMPARE(messages[1].message.reasoningDetails, QJsonArray());
}

void TestJournal::twoWritersLoseNoMessage()
{
    Home window(folder());
    const SessionId id = window.journal.createSession({}).value().id;
    constexpr int each = 40;
    std::vector<std::unique_ptr<QThread>> threads;
    std::atomic<int> failures = 0;
    for (int writer = 0; writer < 3; ++writer) {
        threads.emplace_back(QThread::create([&, writer] {
            std::optional<Home> other;
            if (writer == 2)
                other.emplace(folder()); // as the command line would
            Journal &journal = other ? other->journal : window.journal;
            for (int i = 0; i < each; ++i) {
                if (!journal.append(id, Message::user(u"%1/%2"_s.arg(writer).arg(i))))
                    ++failures;
            }
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait());
    QCOMPARE(failures.load(), 0);
    const QList<StoredMessage> messages = window.journal.messages(id).value();
    QCOMPARE(messages.size(), 3 * each);
    QSet<QString> texts;
    for (qsizetype i = 0; i < messages.size(); ++i) {
        QCOMPARE(messages[i].number, i + 1);
        texts.insert(messages[i].message.text);
    }
    QCOMPARE(texts.size(), 3 * each);
    QCOMPARE(window.journal.session(id).value().messageCount, 3 * each);
}

void TestJournal::anUnknownChatIsAnErrorAndStoresNothing()
{
    Home home(folder());
    const SessionId nobody = SessionId::fresh();
    QCOMPARE(home.journal.append(nobody, Message::user(u"lost?"_s)).error().kind, Error::Kind::NotFound);
    QCOMPARE(home.journal.session(nobody).error().kind, Error::Kind::NotFound);
    QCOMPARE(home.journal.setTitle(nobody, u"x"_s).error().kind, Error::Kind::NotFound);
    QCOMPARE(home.journal.freeze(nobody, u"x"_s, {}).error().kind, Error::Kind::NotFound);
    QVERIFY(home.journal.newest(u"lost"_s).value().isEmpty());
}

void TestJournal::theListIsNewestFirstAndLeavesOutTheTrash()
{
    Home home(folder());
    const SessionId first = home.journal.createSession({}).value().id;
    home.clock.set(morning.addSecs(1));
    const SessionId second = home.journal.createSession({}, true).value().id;
    home.clock.set(morning.addSecs(2));
    const SessionId third = home.journal.createSession({}).value().id;
    home.clock.set(morning.addSecs(3));
    QVERIFY(home.journal.append(first, Message::user(u"again"_s)));
    QVERIFY(home.journal.setTrashed(third, true));
    QCOMPARE(idsOf(home.journal.sessions().value()), QStringList({first.toString(), second.toString()}));
    QVERIFY(home.journal.sessions().value().at(1).replay);
    QCOMPARE(home.journal.sessions(1).value().size(), 1);
    QVERIFY(home.journal.setTrashed(third, false));
    QCOMPARE(home.journal.sessions().value().size(), 3);
}

void TestJournal::theListReadsNoPromptAndSortsByAnIndex()
{
    Home home(folder());
    const SessionId id = home.journal.createSession({}).value().id;
    QVERIFY(home.journal.freeze(id, QString(100'000, u'p'), {}));
    QVERIFY(home.journal.sessions().value().first().systemPrompt.isEmpty());
    QSqlQuery plan
        = home.database
              ->run(
                  u"EXPLAIN QUERY PLAN SELECT title FROM session WHERE trashed = 0 ORDER BY updated DESC, id DESC LIMIT 200"_s)
              .value();
    QString words;
    while (plan.next())
        words += plan.value(3).toString() + u'\n';
    QVERIFY2(words.contains("session_recent"_L1) && !words.contains("TEMP B-TREE"_L1), qPrintable(words));
}

void TestJournal::countersCountAndReset()
{
    Home home(folder());
    const SessionId id = home.journal.createSession({}).value().id;
    QVERIFY(home.journal.count(id, 7, 1));
    QVERIFY(home.journal.count(id, 4, 1));
    QCOMPARE(home.journal.session(id).value().toolIterations, 11);
    QCOMPARE(home.journal.session(id).value().userTurns, 2);
    QVERIFY(home.journal.resetCounter(id, Journal::Counter::ToolIterations));
    QCOMPARE(home.journal.session(id).value().toolIterations, 0);
    QCOMPARE(home.journal.session(id).value().userTurns, 2);
    QVERIFY(home.journal.resetCounter(id, Journal::Counter::UserTurns));
    QCOMPARE(home.journal.session(id).value().userTurns, 0);
}

void TestJournal::usageAddsUp()
{
    Home home(folder());
    const SessionId id = home.journal.createSession({}).value().id;
    QVERIFY(home.journal.addUsage(id, {100, 20, 50}));
    QVERIFY(home.journal.addUsage(id, {1, 2, 3}));
    QCOMPARE(home.journal.session(id).value().usage, (chat::Usage{101, 22, 53}));
}

void TestJournal::factsComeBackNewestFirst()
{
    Home home(folder());
    const SessionId id = home.journal.createSession({}).value().id;
    QVERIFY(home.journal.record({.kind = u"tool-call"_s, .session = id, .data = {{u"n"_s, 1}}}));
    QVERIFY(home.journal.record({.kind = u"review"_s, .session = id, .data = {{u"password"_s, u"correct horse"_s}}}));
    QVERIFY(home.journal.record({.kind = u"curator"_s, .time = morning.addDays(-3)}));
    const QList<Event> all = home.journal.events({}).value();
    QCOMPARE(all.size(), 3);
    QCOMPARE(all[0].kind, u"curator"_s);
    QCOMPARE(all[0].time, morning.addDays(-3));
    QVERIFY(!all[0].session);
    QCOMPARE(all[1].data, (QJsonObject{{u"password"_s, u"[redacted]"_s}}));
    QCOMPARE(all[2].time, morning);
    QCOMPARE(home.journal.events(id).value().size(), 2);
    QCOMPARE(home.journal.events(id, u"tool-call"_s).value().size(), 1);
    QCOMPARE(home.journal.events({}, {}, 1).value().first().kind, u"curator"_s);
}

void TestJournal::useOfSkillsIsCounted()
{
    Home home(folder());
    const SessionId one = home.journal.createSession({}).value().id;
    const SessionId two = home.journal.createSession({}).value().id;
    const auto note = [&](const QString &kind, const SessionId &session, const QDateTime &time) {
        return home.journal.record({.kind = kind, .session = session, .skill = u"pdf-tables"_s, .time = time});
    };
    QVERIFY(note(u"skill-viewed"_s, one, morning));
    QVERIFY(note(u"skill-viewed"_s, one, morning.addDays(-1))); // recorded late: the newest time stays
    QVERIFY(note(u"skill-used"_s, two, morning.addDays(2)));
    QVERIFY(note(u"skill-available"_s, two, morning.addDays(9)));
    QVERIFY(home.journal.record({.kind = u"skill-viewed"_s, .skill = u"other"_s}));
    const QMap<QString, SkillUse> use = home.journal.skillUse().value();
    QCOMPARE(use.keys(), QStringList({u"other"_s, u"pdf-tables"_s}));
    QCOMPARE(use.value(u"pdf-tables"_s),
             (SkillUse{.lastUsed = morning.addDays(2), .lastViewed = morning, .uses = 1, .views = 2, .sessions = 2}));
    QCOMPARE(use.value(u"other"_s).sessions, 0);
    QVERIFY(!use.value(u"other"_s).lastUsed.isValid());
}

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
