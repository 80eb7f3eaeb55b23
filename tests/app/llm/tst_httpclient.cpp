// SPDX-License-Identifier: MIT
//
// The client against real servers on 127.0.0.1: good ones, and ones that lie, stall and hang up.
#include "llm/httpclient.h"
#include "support/byteserver.h"
#include "support/scriptedserver.h"

#include <QJsonDocument>
#include <QTest>
#include <QThread>
#include <QThreadPool>

#include <future>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::llm;
using namespace hsf::test;

class TestHttpClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aConversationWithACallGoesAround();
    void aRequestSaysWhoWeAreAndCarriesTheKey();
    void theAddressIsUsedAsItWasTyped_data();
    void theAddressIsUsedAsItWasTyped();
    void whatIsNoAddressIsSaid_data();
    void whatIsNoAddressIsSaid();

    void aBrokenConnectionNeverSendsTwice_data();
    void aBrokenConnectionNeverSendsTwice();
    void aCutAnswerIsAnErrorAndKeepsWhatWasHeard_data();
    void aCutAnswerIsAnErrorAndKeepsWhatWasHeard();
    void anEndWithoutCloseIsEnough_data();
    void anEndWithoutCloseIsEnough();
    void anErrorInsideA200IsAnError_data();
    void anErrorInsideA200IsAnError();
    void anAnswerInAnyPacketsIsTheSame_data();
    void anAnswerInAnyPacketsIsTheSame();
    void aServerThatDoesNotStreamIsUnderstood();

    void aRefusalIsExplained_data();
    void aRefusalIsExplained();
    void aPassingFailureIsTriedAgain_data();
    void aPassingFailureIsTriedAgain();
    void threeAttemptsAreEnough();
    void someFailuresAreNotTriedAgain_data();
    void someFailuresAreNotTriedAgain();
    void aLongWaitIsSaidAndNotSlept();
    void nobodyListeningIsTriedAgainThenSaid();
    void aRedirectIsNotFollowedAndGetsNoKey_data();
    void aRedirectIsNotFollowedAndGetsNoKey();
    void theKeyIsInNoError();

    void clocksRunOut_data();
    void clocksRunOut();
    void stopEndsIt_data();
    void stopEndsIt();
    void manyThreadsAskAtOnce();
};

namespace {

const QByteArray chunkA = R"(data: {"choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]})"
                          "\n\n";
const QByteArray chunkB = R"(data: {"choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null}]})"
                          "\n\n";
const QByteArray chunkEnd = R"(data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})"
                            "\n\n";
const QByteArray mark = "data: [DONE]\n\n";
const QByteArray whole = chunkA + chunkB + chunkEnd + mark;

constexpr Timeouts patient{.connect = 30'000, .firstByte = 30'000, .idle = 30'000, .total = 60'000};

Request asking(const QString &words)
{
    return {.messages = {chat::Message::user(words)}};
}

/// What came of one completion, on a worker thread as in the product.
struct Conversation {
    Result<Reply> reply = fail(Error::Kind::Malformed, u"nothing happened"_s);
    QString heard;
    QList<Retrying> retries;

    QString problem() const { return reply ? QString() : reply.error().message; }
};

Conversation talked(const Endpoint &endpoint, const Request &request = asking(u"hi"_s),
                    const Timeouts &timeouts = patient, std::stop_token stop = {},
                    const std::function<void()> &onText = {})
{
    Conversation conversation;
    std::thread worker([&] {
        HttpClient client(endpoint, timeouts);
        const StreamSink sink = [&](const StreamEvent &event) {
            if (const auto *text = std::get_if<TextDelta>(&event))
                conversation.heard += text->text;
            if (const auto *retrying = std::get_if<Retrying>(&event))
                conversation.retries.append(*retrying);
            if (onText && std::holds_alternative<TextDelta>(event))
                onText();
        };
        conversation.reply = client.complete(request, sink, stop);
    });
    worker.join();
    return conversation;
}

Conversation talkedTo(const ByteServer &server, const Timeouts &timeouts = patient,
                      const std::function<void()> &onText = {})
{
    return talked({.baseUrl = server.baseUrl(), .model = u"m"_s, .apiKey = u"sk-verysecretkey1234567"_s},
                  asking(u"hi"_s), timeouts, {}, onText);
}

QByteArray chunked(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

} // namespace

void TestHttpClient::aConversationWithACallGoesAround()
{
    ScriptedServer server;
    server.lane(u"turn"_s, when::userSays(u"invoice"_s))
        .reply(think(u"Let me look."_s)
                   .text(u"I look."_s)
                   .call(u"skills_list"_s, {{u"query"_s, u"in\"voice"_s}})
                   .pace(2, 0))
        .reply([](const ScriptedRequest &request) {
            return say(u"Found "_s + request.lastToolJson()["found"].toString()).usage(7, 3, 2);
        });
    const Endpoint endpoint{.baseUrl = server.baseUrl(), .model = u"scripted"_s};
    Request request = asking(u"the invoice"_s);
    request.tools = {{.name = u"skills_list"_s, .description = u"d"_s, .parameters = {{u"type"_s, u"object"_s}}}};

    const Conversation first = talked(endpoint, request);
    QVERIFY2(first.reply.has_value(), qPrintable(first.problem()));
    QCOMPARE(first.heard, u"I look."_s);
    QCOMPARE(first.reply->message.reasoning, u"Let me look."_s);
    QCOMPARE(first.reply->finish, FinishReason::ToolCalls);
    QCOMPARE(first.reply->message.toolCalls.size(), 1);
    QCOMPARE(QJsonDocument::fromJson(first.reply->message.toolCalls[0].arguments.toUtf8())["query"].toString(),
             u"in\"voice"_s);

    request.messages += {first.reply->message,
                         chat::Message::toolResult(first.reply->message.toolCalls[0], u"{\"found\":\"two\"}"_s)};
    const Conversation second = talked(endpoint, request);
    QCOMPARE(second.heard, u"Found two"_s);
    QCOMPARE(second.reply->usage, (chat::Usage{.inputTokens = 7, .outputTokens = 3, .cachedTokens = 2}));
    QCOMPARE(second.reply->model, u"scripted"_s);
    QCOMPARE(server.unexpected(), QStringList{});
    QCOMPARE(server.unserved(), QStringList{});
    QCOMPARE(server.requestCount(), 2);
    QVERIFY2(server.requests()[1].bytes.startsWith(server.requests()[0].bytes.first(50)), "the prefix stays the same");
}

void TestHttpClient::aRequestSaysWhoWeAreAndCarriesTheKey()
{
    ByteServer server;
    server.play(ByteScript().stream().send(whole));
    QVERIFY(talkedTo(server).reply.has_value());
    const HttpRequest request = server.requests().first();
    QVERIFY(request.headers.value("user-agent").startsWith("hermes-skill-factory"));
    QCOMPARE(request.headers.value("authorization"), QByteArray("Bearer sk-verysecretkey1234567"));
    QCOMPARE(request.headers.value("content-type"), QByteArray("application/json"));
    QCOMPARE(request.headers.value("content-length").toLongLong(), request.body.size());
    QVERIFY(!request.headers.contains("transfer-encoding"));

    QVERIFY(talked({.baseUrl = server.baseUrl(), .model = u"m"_s}).reply.has_value());
    QVERIFY(!server.requests().last().headers.contains("authorization"));
}

void TestHttpClient::theAddressIsUsedAsItWasTyped_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("with v1") << u"/v1"_s << QByteArray("/v1/chat/completions");
    QTest::newRow("with a slash") << u"/v1/"_s << QByteArray("/v1/chat/completions");
    QTest::newRow("nothing") << u""_s << QByteArray("/chat/completions");
    QTest::newRow("deep") << u"/api/v1"_s << QByteArray("/api/v1/chat/completions");
    QTest::newRow("with a query") << u"/v1?version=2"_s << QByteArray("/v1/chat/completions?version=2");
}

void TestHttpClient::theAddressIsUsedAsItWasTyped()
{
    QFETCH(const QString, typed);
    QFETCH(const QByteArray, path);
    ByteServer server;
    server.play(ByteScript().stream().send(whole));
    const QString base = server.baseUrl().chopped(3) + typed;
    QVERIFY(talked({.baseUrl = u' ' + base, .model = u"m"_s}).reply.has_value());
    QCOMPARE(server.requests().first().path, path);
}

void TestHttpClient::whatIsNoAddressIsSaid_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("empty") << QString();
    QTest::newRow("words") << u"my model"_s;
    QTest::newRow("no scheme") << u"localhost:11434/v1"_s;
    QTest::newRow("a file") << u"file:///etc/passwd"_s;
}

void TestHttpClient::whatIsNoAddressIsSaid()
{
    QFETCH(const QString, typed);
    const Conversation conversation = talked({.baseUrl = typed, .model = u"m"_s});
    QVERIFY(!conversation.reply);
    QCOMPARE(conversation.reply.error().kind, Error::Kind::Malformed);
    QVERIFY(conversation.problem().contains(u"Settings"_s));
}

void TestHttpClient::aBrokenConnectionNeverSendsTwice_data()
{
    QTest::addColumn<bool>("orderly");
    QTest::newRow("closed") << true;
    QTest::newRow("cut") << false;
}

void TestHttpClient::aBrokenConnectionNeverSendsTwice()
{
    QFETCH(const bool, orderly);
    ByteServer server;
    server.play(orderly ? ByteScript().close() : ByteScript().reset());
    for (int i = 1; i <= 10; ++i) {
        const Conversation conversation = talkedTo(server);
        QVERIFY(!conversation.reply);
        QCOMPARE(conversation.reply.error().kind, Error::Kind::Network);
        QVERIFY2(conversation.problem().contains(u"not sent again"_s), qPrintable(conversation.problem()));
        QVERIFY(conversation.retries.isEmpty());
        QCOMPARE(server.requests().size(), i);
    }
}

void TestHttpClient::aCutAnswerIsAnErrorAndKeepsWhatWasHeard_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("orderly");
    const QByteArray plain = "Content-Type: text/event-stream\r\nConnection: close\r\n";
    const QByteArray inChunks = "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n";
    const QByteArray withLength = "Content-Type: text/event-stream\r\nContent-Length: 5000\r\n";
    for (const bool orderly : {true, false}) {
        const char *how = orderly ? "closed" : "cut";
        QTest::addRow("without length, %s between events", how) << plain << chunkA << orderly;
        QTest::addRow("without length, %s inside an event", how) << plain << chunkA + chunkB.first(20) << orderly;
        QTest::addRow("in chunks, %s", how) << inChunks << chunked(chunkA) << orderly;
        QTest::addRow("in chunks, %s inside one", how) << inChunks << chunked(chunkA) + "50\r\ndata: {" << orderly;
        QTest::addRow("shorter than its length, %s", how) << withLength << chunkA << orderly;
    }
    QTest::newRow("in chunks that end well") << inChunks << chunked(chunkA) + "0\r\n\r\n" << true;
}

void TestHttpClient::aCutAnswerIsAnErrorAndKeepsWhatWasHeard()
{
    QFETCH(const QByteArray, head);
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, orderly);
    for (int i = 1; i <= 5; ++i) {
        ByteServer server;
        const Gate heard; // an RST would take away what was not heard yet
        ByteScript script = ByteScript().head(200, head).send(bytes);
        server.play(orderly ? std::move(script).close() : std::move(script).waitFor(heard).reset());
        const Conversation conversation = talkedTo(server, patient, [&] { heard.open(); });
        QVERIFY(!conversation.reply);
        QCOMPARE(conversation.reply.error().kind, Error::Kind::Network);
        QVERIFY2(conversation.problem().contains(u"cut off"_s), qPrintable(conversation.problem()));
        QCOMPARE(conversation.heard, u"Hel"_s);
        QCOMPARE(server.requests().size(), 1);
    }
}

void TestHttpClient::anEndWithoutCloseIsEnough_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("stalls");
    QTest::newRow("the mark, then silence") << whole << true;
    QTest::newRow("the mark without its empty line") << whole.chopped(2) << false;
    QTest::newRow("a reason, then the end") << chunkA + chunkB + chunkEnd << false;
    QTest::newRow("a reason, then silence") << chunkA + chunkB + chunkEnd << true;
    QTest::newRow("a reason without its empty line") << (chunkA + chunkB + chunkEnd).chopped(2) << false;
}

void TestHttpClient::anEndWithoutCloseIsEnough()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, stalls);
    ByteServer server;
    ByteScript script = ByteScript().stream().send(bytes);
    server.play(stalls ? std::move(script).stall() : std::move(script).close());
    const Timeouts timeouts{.connect = 30'000, .firstByte = 30'000, .idle = 300, .total = 60'000};
    const Conversation conversation = talkedTo(server, timeouts);
    QVERIFY2(conversation.reply.has_value(), qPrintable(conversation.problem()));
    QCOMPARE(conversation.reply->message.text, u"Hello"_s);
}

void TestHttpClient::anErrorInsideA200IsAnError_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("heard");
    QTest::newRow("an object") << chunkA
            + R"(data: {"error":{"message":"boom","type":"server_error"}})"
              "\n\n" << u"Hel"_s;
    QTest::newRow("with a reason") << QByteArray(
        R"(data: {"error":{"code":502,"message":"boom"},"choices":[{"index":0,"delta":)"
        R"({"content":""},"finish_reason":"error"}]})"
        "\n\n"
        "data: [DONE]\n\n") << QString();
    QTest::newRow("a named event") << chunkA + "event: error\ndata: {\"message\":\"boom\",\"code\":1}\n\n" << u"Hel"_s;
    QTest::newRow("an unknown field") << QByteArray("error: {\"code\":400,\"message\":\"boom\"}\n\n") << QString();
    QTest::newRow("bare JSON") << QByteArray("{\"error\":{\"message\":\"boom\"}}") << QString();
    QTest::newRow("bare JSON over lines")
        << QByteArray("{\n  \"error\": {\n    \"message\": \"boom\"\n  }\n}\n") << QString();
}

void TestHttpClient::anErrorInsideA200IsAnError()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, heard);
    ByteServer server;
    server.play(ByteScript().stream().send(bytes));
    const Conversation conversation = talkedTo(server);
    QVERIFY(!conversation.reply);
    QVERIFY2(conversation.problem().contains(u"boom"_s), qPrintable(conversation.problem()));
    QVERIFY(conversation.problem().contains(u"127.0.0.1"_s));
    QCOMPARE(conversation.heard, heard);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpClient::anAnswerInAnyPacketsIsTheSame_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("split");
    const QByteArray words = R"(data: {"choices":[{"index":0,"delta":{"content":"Grüße 日本 🙂"}}]})"
                             "\n\n"
        + chunkEnd + mark;
    for (const int split : {0, 1, 2, 3, 7}) {
        QTest::addRow("line feeds, %d", split) << words << split;
        QTest::addRow("carriage returns, %d", split) << QByteArray(words).replace("\n", "\r\n") << split;
        QTest::addRow("with comments, %d", split) << ": hi\n\n" + QByteArray(words).replace("\n\n", "\n\n:\n") << split;
    }
}

void TestHttpClient::anAnswerInAnyPacketsIsTheSame()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, split);
    ByteServer server;
    server.play(ByteScript().stream().send(bytes, split));
    const Conversation conversation = talkedTo(server);
    QVERIFY2(conversation.reply.has_value(), qPrintable(conversation.problem()));
    QCOMPARE(conversation.reply->message.text, u"Grüße 日本 🙂"_s);
    QCOMPARE(conversation.heard, u"Grüße 日本 🙂"_s);
}

void TestHttpClient::aServerThatDoesNotStreamIsUnderstood()
{
    ByteServer server;
    server.play(ByteScript().json(
        200,
        "\n\n{\n  \"model\": \"m-9\",\n  \"choices\": [{\n    \"message\": {\"role\": \"assistant\", \"content\": "
        "\"Hello\", \"tool_calls\": [{\"id\": \"a\", \"function\": {\"name\": \"f\", \"arguments\": \"{}\"}}]},\n"
        "    \"finish_reason\": \"tool_calls\"\n  }],\n  \"usage\": {\"prompt_tokens\": 3, \"completion_tokens\": "
        "1}\n}\n"));
    const Conversation conversation = talkedTo(server);
    QVERIFY2(conversation.reply.has_value(), qPrintable(conversation.problem()));
    QCOMPARE(conversation.heard, u"Hello"_s);
    QCOMPARE(conversation.reply->message.toolCalls.size(), 1);
    QCOMPARE(conversation.reply->usage.inputTokens, 3);
    QCOMPARE(conversation.reply->model, u"m-9"_s);
}

void TestHttpClient::aRefusalIsExplained_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QStringList>("says");
    const auto row = [](const char *name, int status, const QByteArray &body, Error::Kind kind,
                        const QStringList &says) { QTest::newRow(name) << status << body << kind << says; };
    row("a wrong key", 401, R"({"error":{"message":"Incorrect key"}})", Error::Kind::Refused,
        {u"401: the key was refused; check it in Settings → Models"_s, u"Incorrect key"_s, u"127.0.0.1"_s});
    row("no credit", 402, R"({"error":{"message":"Insufficient credits"}})", Error::Kind::Refused, {u"no credit"_s});
    row("not allowed", 403, R"({"error":"nope"})", Error::Kind::Refused, {u"may not use"_s, u"nope"_s});
    row("an unknown model", 404, R"({"error":"model 'm' not found"})", Error::Kind::NotFound,
        {u"model \"m\""_s, u"not found"_s});
    row("too large", 413, "<html><title>Request Entity Too Large</title></html>", Error::Kind::Refused,
        {u"too large"_s});
    row("a full window", 400, R"({"error":{"message":"too long","type":"exceed_context_size_error"}})",
        Error::Kind::Refused, {u"longer than the model can read"_s});
    row("a wrong request", 422, R"({"detail":[{"msg":"field required"}]})", Error::Kind::Refused,
        {u"field required"_s});
    row("a wrong request that pretends to be a stream", 400, "data: {\"x\":1}\n\n", Error::Kind::Refused, {u"400"_s});
}

void TestHttpClient::aRefusalIsExplained()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const Error::Kind, kind);
    QFETCH(const QStringList, says);
    ByteServer server;
    server.play(
        ByteScript()
            .head(status,
                  "Content-Type: text/event-stream\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n")
            .send(body));
    const Conversation conversation = talkedTo(server);
    QVERIFY(!conversation.reply);
    QCOMPARE(conversation.reply.error().kind, kind);
    for (const QString &part : says)
        QVERIFY2(conversation.problem().contains(part), qPrintable(conversation.problem()));
    QCOMPARE(conversation.heard, QString());
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpClient::aPassingFailureIsTriedAgain_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("wait");
    QTest::newRow("rate limit, seconds") << 429 << QByteArray("Retry-After: 0\r\n") << 0;
    QTest::newRow("rate limit, milliseconds") << 429 << QByteArray("Retry-After-Ms: 15\r\nRetry-After: 50\r\n") << 15;
    QTest::newRow("rate limit, a date gone by")
        << 429 << QByteArray("Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n") << 0;
    QTest::newRow("rate limit, a fraction") << 429 << QByteArray("Retry-After: 0.02\r\n") << 20;
    QTest::newRow("out of time") << 408 << QByteArray("Retry-After: 0\r\n") << 0;
    QTest::newRow("conflict") << 409 << QByteArray("Retry-After: 0\r\n") << 0;
    QTest::newRow("server error") << 500 << QByteArray("Retry-After: 0\r\n") << 0;
    QTest::newRow("loading a model") << 503 << QByteArray("Retry-After: 0\r\n") << 0;
    QTest::newRow("overloaded") << 529 << QByteArray("Retry-After: 0\r\n") << 0;
    QTest::newRow("the server wants it") << 418 << QByteArray("X-Should-Retry: true\r\nRetry-After: 0\r\n") << 0;
}

void TestHttpClient::aPassingFailureIsTriedAgain()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, headers);
    QFETCH(const int, wait);
    ByteServer server;
    server.play(ByteScript().json(status, R"({"error":{"message":"slow down"}})", headers));
    server.play(ByteScript().stream().send(whole));
    const Conversation conversation = talkedTo(server);
    QVERIFY2(conversation.reply.has_value(), qPrintable(conversation.problem()));
    QCOMPARE(conversation.heard, u"Hello"_s);
    QCOMPARE(server.requests().size(), 2);
    QCOMPARE(server.requests()[0].body, server.requests()[1].body);
    QCOMPARE(conversation.retries.size(), 1);
    QCOMPARE(conversation.retries[0].attempt, 1);
    QCOMPARE(conversation.retries[0].waitMs, wait);
    QVERIFY(conversation.retries[0].reason.contains(u"slow down"_s));
}

void TestHttpClient::threeAttemptsAreEnough()
{
    ByteServer server;
    server.play(ByteScript().json(503, R"({"error":{"message":"Loading model"}})", "Retry-After: 0\r\n"));
    const Conversation conversation = talkedTo(server);
    QVERIFY(!conversation.reply);
    QCOMPARE(conversation.reply.error().kind, Error::Kind::Network);
    QVERIFY(conversation.problem().contains(u"Loading model"_s));
    QCOMPARE(server.requests().size(), 3);
    QCOMPARE(conversation.retries.size(), 2);
}

void TestHttpClient::someFailuresAreNotTriedAgain_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("headers");
    for (const char *code : {"insufficient_quota", "credit_balance_exhausted", "organization_spend_limit_exceeded",
                             "weekly_usage_limit_exceeded"})
        QTest::addRow("%s", code) << 429 << QByteArray(code) << QByteArray("Retry-After: 0\r\n");
    QTest::newRow("the server says no") << 500 << QByteArray() << QByteArray("x-should-retry: false\r\n");
    QTest::newRow("a wrong request") << 400 << QByteArray() << QByteArray("Retry-After: 0\r\n");
    QTest::newRow("no credit") << 402 << QByteArray() << QByteArray("Retry-After: 0\r\n");
}

void TestHttpClient::someFailuresAreNotTriedAgain()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, code);
    QFETCH(const QByteArray, headers);
    ByteServer server;
    server.play(ByteScript().json(status, R"({"error":{"message":"no","code":")" + code + "\"}}", headers));
    const Conversation conversation = talkedTo(server);
    QVERIFY(!conversation.reply);
    QVERIFY(conversation.retries.isEmpty());
    QCOMPARE(server.requests().size(), 1);
    if (!code.isEmpty())
        QVERIFY2(conversation.problem().contains(u"no credit left"_s), qPrintable(conversation.problem()));
}

void TestHttpClient::aLongWaitIsSaidAndNotSlept()
{
    ByteServer server;
    server.play(ByteScript().json(429, "{}", "Retry-After: 3600\r\n"));
    const Conversation conversation = talkedTo(server);
    QVERIFY(!conversation.reply);
    QVERIFY2(conversation.problem().contains(u"60 min"_s), qPrintable(conversation.problem()));
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpClient::nobodyListeningIsTriedAgainThenSaid()
{
    const Endpoint endpoint{.baseUrl = u"http://127.0.0.1:%1/v1"_s.arg(LoopbackServer::closedPort()), .model = u"m"_s};
    const Conversation conversation = talked(endpoint);
    QVERIFY(!conversation.reply);
    QCOMPARE(conversation.reply.error().kind, Error::Kind::Network);
    QVERIFY2(conversation.problem().contains(endpoint.baseUrl), qPrintable(conversation.problem()));
    QCOMPARE(conversation.retries.size(), 2);
}

void TestHttpClient::aRedirectIsNotFollowedAndGetsNoKey_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void TestHttpClient::aRedirectIsNotFollowedAndGetsNoKey()
{
    QFETCH(const int, status);
    ByteServer elsewhere;
    ByteServer server;
    server.play(ByteScript().json(status, "", "Location: " + elsewhere.baseUrl().toUtf8() + "/chat/completions\r\n"));
    const Conversation conversation = talkedTo(server);
    QVERIFY(!conversation.reply);
    QCOMPARE(conversation.reply.error().kind, Error::Kind::Refused);
    QVERIFY2(conversation.problem().contains(elsewhere.baseUrl()), qPrintable(conversation.problem()));
    QCOMPARE(elsewhere.connections(), 0);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpClient::theKeyIsInNoError()
{
    const QString key = u"plainwordskey"_s;
    ByteServer server;
    server.play(ByteScript().json(401, R"({"error":{"message":"The key plainwordskey is wrong"}})"));
    const QString base = server.baseUrl().replace(u"http://"_s, u"http://me:mypassword@"_s);
    const Conversation conversation = talked({.baseUrl = base, .model = u"m"_s, .apiKey = key});
    QVERIFY(!conversation.reply);
    QVERIFY2(!conversation.problem().contains(key), qPrintable(conversation.problem()));
    QVERIFY2(!conversation.problem().contains(u"mypassword"_s), qPrintable(conversation.problem()));
}

void TestHttpClient::clocksRunOut_data()
{
    QTest::addColumn<ByteScript>("script");
    QTest::addColumn<Timeouts>("timeouts");
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("heard");
    Timeouts first = patient, idle = patient, kept = patient, total = patient;
    first.firstByte = 200;
    idle.idle = 200;
    kept.keptAlive = 200;
    total.total = 4'000; // its first word has to be heard by then, on a busy machine too
    QTest::newRow("never a byte") << ByteScript().stall() << first << u"did not begin to answer within 0.2 s"_s
                                  << QString();
    QTest::newRow("a head and nothing else")
        << ByteScript().stream().stall() << first << u"did not begin"_s << QString();
    QTest::newRow("only comments, for ever")
        << ByteScript().stream().drip(": keep-alive\n\n", 20) << first << u"did not begin"_s << QString();
    QTest::newRow("silent in the middle")
        << ByteScript().stream().send(chunkA).stall() << idle << u"fell silent"_s << u"Hel"_s;
    QTest::newRow("comments in the middle, for ever")
        << ByteScript().stream().send(chunkA).drip(": keep-alive\n\n", 20) << kept << u"only kept the connection open"_s
        << u"Hel"_s;
    QTest::newRow("words for ever") << ByteScript().stream().send(chunkA).drip(R"(data: {"choices":[]})"
                                                                               "\n\n",
                                                                               20)
                                    << total << u"not complete after"_s << u"Hel"_s;
}

void TestHttpClient::clocksRunOut()
{
    QFETCH(const ByteScript, script);
    QFETCH(const Timeouts, timeouts);
    QFETCH(const QString, says);
    QFETCH(const QString, heard);
    ByteServer server;
    server.play(script);
    const Conversation conversation = talkedTo(server, timeouts);
    QVERIFY(!conversation.reply);
    QCOMPARE(conversation.reply.error().kind, Error::Kind::Network);
    QVERIFY2(conversation.problem().contains(says), qPrintable(conversation.problem()));
    QCOMPARE(conversation.heard, heard);
    QTRY_COMPARE(server.requests().size(), 1); // it may be slower to read than the client to give up
}

void TestHttpClient::stopEndsIt_data()
{
    QTest::addColumn<QString>("when");
    for (const char *when : {"before", "while waiting", "while hearing", "between attempts"})
        QTest::newRow(when) << QString::fromLatin1(when);
}

void TestHttpClient::stopEndsIt()
{
    QFETCH(const QString, when);
    std::stop_source stop;
    ScriptedServer server;
    Gate gate;
    const bool waits = when == u"while waiting";
    server.lane(u"all"_s).reply(when == u"between attempts" ? refuse(503, u"later"_s).header("Retry-After", "50")
                                    : waits                 ? waitFor(gate)
                                                            : say(u"Hello"_s).waitFor(gate));
    if (when == u"before")
        stop.request_stop();

    auto talking = std::async(std::launch::async, [&] {
        return talked({.baseUrl = server.baseUrl(), .model = u"m"_s}, asking(u"hi"_s), patient, stop.get_token());
    });
    if (when == u"while waiting" || when == u"while hearing")
        QTRY_VERIFY(gate.isReached());
    if (when == u"between attempts")
        QTRY_COMPARE(server.requestCount(), 1);
    stop.request_stop();
    const Conversation conversation = talking.get();
    QVERIFY(!conversation.reply);
    QCOMPARE(conversation.reply.error().kind, Error::Kind::Cancelled);
    QCOMPARE(server.requestCount(), when == u"before" ? 0 : 1);
    if (waits || when == u"while hearing")
        QTRY_COMPARE(server.abandoned(), 1); // the server notices, and may stop computing
}

void TestHttpClient::manyThreadsAskAtOnce()
{
    ScriptedServer server;
    server.lane(u"all"_s).always(
        [](const ScriptedRequest &request) { return say(u"echo "_s + request.lastText()).pace(1, 0); });
    HttpClient client({.baseUrl = server.baseUrl(), .model = u"m"_s}, patient);
    QThreadPool pool;
    pool.setMaxThreadCount(8);
    std::atomic<int> right = 0;
    for (int i = 0; i < 24; ++i) {
        pool.start([&client, &right, i] {
            const QString words = u"number %1"_s.arg(i);
            const Result<Reply> reply = client.complete(asking(words), {}, {});
            right += reply && reply->message.text == u"echo "_s + words;
        });
    }
    pool.waitForDone();
    QCOMPARE(right, 24);
}

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
