// SPDX-License-Identifier: MIT
//
// The client against a server that other people wrote: aimock (npm @copilotkit/aimock), which keeps a journal of what
// it was sent. Wants HSF_PEERS_DIR, a folder where `npm install @copilotkit/aimock` ran, and Node 20 or newer.
#include "llm/httpclient.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::llm;

class TestAimock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();
    void aTextAnswerIsHeardWhole_data() { formats(); }
    void aTextAnswerIsHeardWhole();
    void aToolCallGoesAround_data() { formats(); }
    void aToolCallGoesAround();
    void thinkingGoesBackSigned();
    void aRateLimitIsWaitedFor_data() { formats(); }
    void aRateLimitIsWaitedFor();
    void aTruncatedAnswerIsAnError_data() { formats(); }
    void aTruncatedAnswerIsAnError();
    void aDisconnectIsAnErrorAndIsNotRepeated_data() { formats(); }
    void aDisconnectIsAnErrorAndIsNotRepeated();

private:
    static void formats();
    Result<Reply> asked(WireFormat format, const QList<chat::Message> &messages, const QList<chat::ToolSpec> &tools = {},
                        int thinkingTokens = 0);
    QJsonArray posts(); ///< of this test function, as the server's journal has them

    QTemporaryDir m_folder{QDir::tempPath() + u"/peers test XXXXXX"_s};
    QProcess m_server;
    QString m_origin; ///< "http://127.0.0.1:40123"
    qsizetype m_earlier = 0; ///< POSTs of the test functions before
    QString m_heard;
    QList<Retrying> m_retries;
};

namespace {

const QByteArray fixtures = R"({"fixtures": [
  {"match": {"userMessage": "hello"}, "response": {"content": "Hello there, Grüße from 日本."}, "chunkSize": 3},
  {"match": {"userMessage": "weather", "hasToolResult": false},
   "response": {"toolCalls": [{"name": "get_weather", "arguments": {"city": "Köln"}}]}},
  {"match": {"userMessage": "weather", "hasToolResult": true}, "response": {"content": "It rains."}},
  {"match": {"userMessage": "ponder", "hasToolResult": false},
   "response": {"reasoning": "First the city.", "toolCalls": [{"name": "get_weather", "arguments": {"city": "Köln"}}]}},
  {"match": {"userMessage": "ponder", "hasToolResult": true}, "response": {"content": "It rains."}},
  {"match": {"userMessage": "busy with chat", "sequenceIndex": 0},
   "response": {"error": {"message": "Slow down", "type": "rate_limit_error"}, "status": 429, "retryAfter": 0}},
  {"match": {"userMessage": "busy with chat", "sequenceIndex": 1}, "response": {"content": "Now I have time."}},
  {"match": {"userMessage": "busy with messages", "sequenceIndex": 0},
   "response": {"error": {"message": "Slow down", "type": "rate_limit_error"}, "status": 429, "retryAfter": 0}},
  {"match": {"userMessage": "busy with messages", "sequenceIndex": 1}, "response": {"content": "Now I have time."}},
  {"match": {"userMessage": "truncate"}, "response": {"content": "This sentence is never finished."},
   "chunkSize": 5, "latency": 20, "truncateAfterChunks": 5},
  {"match": {"userMessage": "disconnect"}, "response": {"content": "This sentence is never finished."},
   "chunkSize": 5, "latency": 50, "disconnectAfterMs": 120}
]})";

/// Inside a build root the person's own programs are below /run/host.
QString nodeProgram()
{
    const QString node = QStandardPaths::findExecutable(u"node"_s);
    return node.isEmpty()
        ? QStandardPaths::findExecutable(u"node"_s, {u"/run/host/usr/bin"_s, u"/run/host/usr/local/bin"_s})
        : node;
}

} // namespace

void TestAimock::initTestCase()
{
    const QString peers = qEnvironmentVariable("HSF_PEERS_DIR");
    if (peers.isEmpty())
        QSKIP("aimock: HSF_PEERS_DIR is not set");
    const QString program = QFileInfo(peers + u"/node_modules/.bin/llmock"_s).canonicalFilePath();
    const QString node = nodeProgram();
    if (program.isEmpty() || node.isEmpty())
        QSKIP("aimock: there is no node_modules/.bin/llmock below HSF_PEERS_DIR, or no node");

    QFile file(m_folder.filePath(u"fixtures.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(fixtures) == fixtures.size());
    file.close();
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.start(node, {program, u"-p"_s, u"0"_s, u"-f"_s, file.fileName(), u"--validate-on-load"_s, u"--strict"_s});
    QByteArray log;
    static const QRegularExpression address(u"listening on (http://\\S+)"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(address.match(QString::fromUtf8(log += m_server.readAll())).hasMatch(), log.constData(),
                              30'000);
    m_origin = address.match(QString::fromUtf8(log)).captured(1);
}

void TestAimock::cleanupTestCase()
{
    m_server.terminate();
    if (m_server.state() != QProcess::NotRunning && !m_server.waitForFinished(5'000))
        m_server.kill();
    m_server.waitForFinished(5'000);
}

void TestAimock::init()
{
    m_heard.clear();
    m_retries.clear();
    m_earlier = 0;
    m_earlier = posts().size();
}

QJsonArray TestAimock::posts()
{
    QNetworkAccessManager network;
    const std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(QUrl(m_origin + u"/__aimock/journal"_s))));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    finished.wait(10'000);
    QJsonArray posts;
    for (const QJsonValue &entry : QJsonDocument::fromJson(reply->readAll()).array()) {
        if (entry["method"].toString() == u"POST")
            posts.append(entry);
    }
    for (qsizetype i = 0; i < m_earlier; ++i)
        posts.removeFirst();
    return posts;
}

void TestAimock::formats()
{
    QTest::addColumn<WireFormat>("format");
    QTest::newRow("chat completions") << WireFormat::OpenAiChat;
    QTest::newRow("messages") << WireFormat::AnthropicMessages;
}

Result<Reply> TestAimock::asked(WireFormat format, const QList<chat::Message> &messages, const QList<chat::ToolSpec> &tools,
                                int thinkingTokens)
{
    HttpClient client({.baseUrl = m_origin + u"/v1"_s,
                       .model = u"mock-1"_s,
                       .apiKey = u"test-key"_s,
                       .format = format,
                       .thinkingTokens = thinkingTokens});
    const StreamSink sink = [this](const StreamEvent &event) {
        if (const auto *text = std::get_if<TextDelta>(&event))
            m_heard += text->text;
        if (const auto *retrying = std::get_if<Retrying>(&event))
            m_retries.append(*retrying);
    };
    return client.complete({.messages = messages, .tools = tools}, sink, {});
}

void TestAimock::aTextAnswerIsHeardWhole()
{
    QFETCH(const WireFormat, format);
    const Result<Reply> reply = asked(format, {chat::Message::system(u"Be kind."_s), chat::Message::user(u"hello"_s)});
    QVERIFY2(reply.has_value(), reply ? "" : qPrintable(reply.error().message));
    QCOMPARE(reply->message.text, u"Hello there, Grüße from 日本."_s);
    QCOMPARE(m_heard, reply->message.text);
    QCOMPARE(reply->finish, FinishReason::Stop);

    const QJsonArray sent = posts();
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent[0]["body"]["model"].toString(), u"mock-1"_s);
    QCOMPARE(sent[0]["body"]["stream"].toBool(), true);
    QVERIFY(sent[0]["headers"]["user-agent"].toString().startsWith(u"hermes-skill-factory"));
    QVERIFY(sent[0]["headers"].toObject().contains(u"authorization"_s));
    QCOMPARE(sent[0]["headers"].toObject().contains(u"x-api-key"_s), format == WireFormat::AnthropicMessages);
}

void TestAimock::aToolCallGoesAround()
{
    QFETCH(const WireFormat, format);
    const chat::ToolSpec tool{
        .name = u"get_weather"_s, .description = u"d"_s, .parameters = {{u"type"_s, u"object"_s}}};
    QList<chat::Message> messages{chat::Message::user(u"weather"_s)};
    const Result<Reply> call = asked(format, messages, {tool});
    QVERIFY2(call.has_value(), call ? "" : qPrintable(call.error().message));
    QCOMPARE(call->finish, FinishReason::ToolCalls);
    QCOMPARE(call->message.toolCalls.size(), 1);
    QCOMPARE(QJsonDocument::fromJson(call->message.toolCalls[0].arguments.toUtf8())["city"].toString(), u"Köln"_s);

    messages += {call->message, chat::Message::toolResult(call->message.toolCalls[0], u"rain"_s)};
    const Result<Reply> answer = asked(format, messages, {tool});
    QVERIFY2(answer.has_value(), answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->message.text, u"It rains."_s);

    const QJsonArray sent = posts();
    QCOMPARE(sent.size(), 2);
    QCOMPARE(sent[0]["body"]["tools"], sent[1]["body"]["tools"]);
    const QString id = call->message.toolCalls[0].id;
    const QByteArray body = QJsonDocument(sent[1]["body"].toObject()).toJson(QJsonDocument::Compact);
    QVERIFY2(body.count('"' + id.toUtf8() + '"') == 2, body.constData()); // the call and its result
    QVERIFY2(body.contains("\"rain\""), body.constData());
}

/// The server refuses a turn whose thinking did not come back as it was, in front of the call it led to.
void TestAimock::thinkingGoesBackSigned()
{
    const chat::ToolSpec tool{
        .name = u"get_weather"_s, .description = u"d"_s, .parameters = {{u"type"_s, u"object"_s}}};
    QList<chat::Message> messages{chat::Message::user(u"ponder"_s)};
    const Result<Reply> call = asked(WireFormat::AnthropicMessages, messages, {tool}, 2'048);
    QVERIFY2(call.has_value(), call ? "" : qPrintable(call.error().message));
    QCOMPARE(call->message.reasoning, u"First the city."_s);
    QCOMPARE(call->message.toolCalls.size(), 1);
    messages += {call->message, chat::Message::toolResult(call->message.toolCalls[0], u"rain"_s)};
    const Result<Reply> answer = asked(WireFormat::AnthropicMessages, messages, {tool}, 2'048);
    QVERIFY2(answer.has_value(), answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->message.text, u"It rains."_s);
    const QJsonArray sent = posts();
    QCOMPARE(sent.size(), 2); // its journal keeps the words in the other format, without the thinking; that it took them is what counts
    QCOMPARE(sent[1]["response"]["status"].toInt(), 200);
}

void TestAimock::aRateLimitIsWaitedFor()
{
    QFETCH(const WireFormat, format);
    const Result<Reply> reply = asked(
        format, {chat::Message::user(format == WireFormat::OpenAiChat ? u"busy with chat"_s : u"busy with messages"_s)});
    QVERIFY2(reply.has_value(), reply ? "" : qPrintable(reply.error().message));
    QCOMPARE(reply->message.text, u"Now I have time."_s);
    QCOMPARE(m_retries.size(), 1);
    QVERIFY(m_retries[0].reason.contains(u"Slow down"_s));
    const QJsonArray sent = posts();
    QCOMPARE(sent.size(), 2);
    QCOMPARE(sent[0]["response"]["status"].toInt(), 429);
    QCOMPARE(sent[1]["body"]["messages"].toArray(), sent[0]["body"]["messages"].toArray());
}

void TestAimock::aTruncatedAnswerIsAnError()
{
    QFETCH(const WireFormat, format);
    const Result<Reply> reply = asked(format, {chat::Message::user(u"truncate"_s)});
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Error::Kind::Network);
    QVERIFY2(reply.error().message.contains(u"cut off"_s), qPrintable(reply.error().message));
    QVERIFY2(!m_heard.isEmpty() && u"This sentence is never finished."_s.startsWith(m_heard), qPrintable(m_heard));
    QCOMPARE(posts().size(), 1);
}

void TestAimock::aDisconnectIsAnErrorAndIsNotRepeated()
{
    QFETCH(const WireFormat, format);
    const Result<Reply> reply = asked(format, {chat::Message::user(u"disconnect"_s)});
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Error::Kind::Network);
    QVERIFY(u"This sentence is never finished."_s.startsWith(m_heard));
    QCOMPARE(m_retries.size(), 0);
    QCOMPARE(posts().size(), 1);
}

QTEST_GUILESS_MAIN(TestAimock)
#include "tst_aimock.moc"
