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
    void aTextAnswerIsHeardWhole();
    void aToolCallGoesAround();
    void aRateLimitIsWaitedFor();
    void aTruncatedAnswerIsAnError();
    void aDisconnectIsAnErrorAndIsNotRepeated();

private:
    Result<Reply> asked(const QList<chat::Message> &messages, const QList<chat::ToolSpec> &tools = {});
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
  {"match": {"userMessage": "busy", "sequenceIndex": 0},
   "response": {"error": {"message": "Slow down", "type": "rate_limit_error"}, "status": 429, "retryAfter": 0}},
  {"match": {"userMessage": "busy", "sequenceIndex": 1}, "response": {"content": "Now I have time."}},
  {"match": {"userMessage": "truncate"}, "response": {"content": "This sentence is never finished."},
   "chunkSize": 5, "latency": 20, "truncateAfterChunks": 3},
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

QJsonArray userMessage(const QString &words)
{
    return {QJsonObject{{u"role"_s, u"user"_s}, {u"content"_s, words}}};
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

Result<Reply> TestAimock::asked(const QList<chat::Message> &messages, const QList<chat::ToolSpec> &tools)
{
    HttpClient client({.baseUrl = m_origin + u"/v1"_s, .model = u"mock-1"_s, .apiKey = u"test-key"_s});
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
    const Result<Reply> reply = asked({chat::Message::system(u"Be kind."_s), chat::Message::user(u"hello"_s)});
    QVERIFY2(reply.has_value(), reply ? "" : qPrintable(reply.error().message));
    QCOMPARE(reply->message.text, u"Hello there, Grüße from 日本."_s);
    QCOMPARE(m_heard, reply->message.text);
    QCOMPARE(reply->finish, FinishReason::Stop);

    const QJsonArray sent = posts();
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent[0]["body"]["model"].toString(), u"mock-1"_s);
    QCOMPARE(sent[0]["body"]["stream"].toBool(), true);
    QCOMPARE(sent[0]["body"]["stream_options"]["include_usage"].toBool(), true);
    QCOMPARE(sent[0]["body"]["messages"][0]["role"].toString(), u"system"_s);
    QVERIFY(sent[0]["headers"]["user-agent"].toString().startsWith(u"hermes-skill-factory"));
    QVERIFY(sent[0]["headers"].toObject().contains(u"authorization"_s));
}

void TestAimock::aToolCallGoesAround()
{
    const chat::ToolSpec tool{
        .name = u"get_weather"_s, .description = u"d"_s, .parameters = {{u"type"_s, u"object"_s}}};
    QList<chat::Message> messages{chat::Message::user(u"weather"_s)};
    const Result<Reply> call = asked(messages, {tool});
    QVERIFY2(call.has_value(), call ? "" : qPrintable(call.error().message));
    QCOMPARE(call->finish, FinishReason::ToolCalls);
    QCOMPARE(call->message.toolCalls.size(), 1);
    QCOMPARE(QJsonDocument::fromJson(call->message.toolCalls[0].arguments.toUtf8())["city"].toString(), u"Köln"_s);

    messages += {call->message, chat::Message::toolResult(call->message.toolCalls[0], u"rain"_s)};
    const Result<Reply> answer = asked(messages, {tool});
    QVERIFY2(answer.has_value(), answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->message.text, u"It rains."_s);

    const QJsonArray sent = posts();
    QCOMPARE(sent.size(), 2);
    QCOMPARE(sent[0]["body"]["tools"], sent[1]["body"]["tools"]);
    const QJsonValue body = sent[1]["body"];
    QCOMPARE(body["messages"][1]["tool_calls"][0]["id"].toString(), call->message.toolCalls[0].id);
    QCOMPARE(body["messages"][2]["tool_call_id"].toString(), call->message.toolCalls[0].id);
    QCOMPARE(body["messages"][2]["content"].toString(), u"rain"_s);
}

void TestAimock::aRateLimitIsWaitedFor()
{
    const Result<Reply> reply = asked({chat::Message::user(u"busy"_s)});
    QVERIFY2(reply.has_value(), reply ? "" : qPrintable(reply.error().message));
    QCOMPARE(reply->message.text, u"Now I have time."_s);
    QCOMPARE(m_retries.size(), 1);
    QVERIFY(m_retries[0].reason.contains(u"Slow down"_s));
    const QJsonArray sent = posts();
    QCOMPARE(sent.size(), 2);
    QCOMPARE(sent[0]["response"]["status"].toInt(), 429);
    QCOMPARE(sent[1]["body"]["messages"].toArray(), userMessage(u"busy"_s));
}

void TestAimock::aTruncatedAnswerIsAnError()
{
    const Result<Reply> reply = asked({chat::Message::user(u"truncate"_s)});
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Error::Kind::Network);
    QVERIFY2(reply.error().message.contains(u"cut off"_s), qPrintable(reply.error().message));
    QVERIFY2(!m_heard.isEmpty() && u"This sentence is never finished."_s.startsWith(m_heard), qPrintable(m_heard));
    QCOMPARE(posts().size(), 1);
}

void TestAimock::aDisconnectIsAnErrorAndIsNotRepeated()
{
    const Result<Reply> reply = asked({chat::Message::user(u"disconnect"_s)});
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Error::Kind::Network);
    QVERIFY(u"This sentence is never finished."_s.startsWith(m_heard));
    QCOMPARE(m_retries.size(), 0);
    QCOMPARE(posts().size(), 1);
}

QTEST_GUILESS_MAIN(TestAimock)
#include "tst_aimock.moc"
