// SPDX-License-Identifier: MIT
//
// The traps that providers' protocols are known for, each set by a server on 127.0.0.1, in every wire format.
#include "llm/httpclient.h"
#include "llm/retry.h"
#include "support/byteserver.h"
#include "support/wirespeech.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::llm;
using namespace hsf::test;

class TestWireTraps : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPostIsNeverSentTwice_data() { formats(); }
    void aPostIsNeverSentTwice();
    void aCutStreamIsNeverASuccess_data();
    void aCutStreamIsNeverASuccess();
    void anErrorInsideA200IsFound_data();
    void anErrorInsideA200IsFound();
    void aCallsNumberMayLie_data();
    void aCallsNumberMayLie();
    void thinkingHasManyNamesAndGoesBack_data();
    void thinkingHasManyNamesAndGoesBack();
    void partsMayOverlap_data() { formats(); }
    void partsMayOverlap();
    void signsOfLifeDoNotGoOnForEver_data();
    void signsOfLifeDoNotGoOnForEver();
    void signsOfLifeBuyPatience_data() { formats(); }
    void signsOfLifeBuyPatience();
    void a429MayBeAboutMoney_data();
    void a429MayBeAboutMoney();
    void aRedirectNeverGetsTheKey_data() { formats(); }
    void aRedirectNeverGetsTheKey();
    void halfACallIsNeverACall_data() { formats(); }
    void halfACallIsNeverACall();
    void aLongWaitIsTheirsToEnd_data() { formats(); }
    void aLongWaitIsTheirsToEnd();

private:
    static void formats();
};

namespace {

constexpr Timeouts patient{.connect = 20'000, .firstByte = 20'000, .idle = 20'000, .keptAlive = 40'000, .total = 60'000};
const QString key = u"sk-test-verysecret-0123456789"_s;

struct Talk {
    Result<Reply> reply = fail(Error::Kind::Malformed, u"nothing happened"_s);
    QString heard;
    QList<Retrying> retries;
    QString problem() const { return reply ? QString() : reply.error().message; }
};

Talk talked(const ByteServer &server, WireFormat format, const Timeouts &timeouts = patient,
            const std::shared_ptr<RetryNow> &retryNow = nullptr, bool pressesAtOnce = false)
{
    Talk talk;
    std::thread worker([&] {
        HttpClient client({.baseUrl = server.baseUrl(), .model = u"m"_s, .apiKey = key, .format = format}, timeouts);
        const StreamSink sink = [&](const StreamEvent &event) {
            if (const auto *text = std::get_if<TextDelta>(&event))
                talk.heard += text->text;
            if (const auto *retrying = std::get_if<Retrying>(&event)) {
                talk.retries.append(*retrying);
                if (pressesAtOnce)
                    retryNow->press();
            }
        };
        talk.reply = client.complete({.messages = {chat::Message::user(u"hi"_s)}, .retryNow = retryNow}, sink, {});
    });
    worker.join();
    return talk;
}

const QList<std::pair<WireFormat, const char *>> both{{WireFormat::OpenAiChat, "chat completions"},
                                                      {WireFormat::AnthropicMessages, "messages"}};

} // namespace

void TestWireTraps::formats()
{
    QTest::addColumn<WireFormat>("format");
    for (const auto &[format, name] : both)
        QTest::newRow(name) << format;
}

void TestWireTraps::aPostIsNeverSentTwice()
{
    QFETCH(const WireFormat, format);
    ByteServer server;
    server.play(ByteScript().close());
    for (int i = 1; i <= 5; ++i) {
        const Talk talk = talked(server, format);
        QVERIFY(!talk.reply);
        QVERIFY2(talk.problem().contains(u"not sent again"_s), qPrintable(talk.problem()));
        QCOMPARE(server.requests().size(), i);
        QCOMPARE(server.requests().last().path, WireSpeech(format).path());
    }
}

void TestWireTraps::aCutStreamIsNeverASuccess_data()
{
    QTest::addColumn<WireFormat>("format");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("bytes");
    for (const auto &[format, name] : both) {
        const WireSpeech speech(format);
        const QByteArray said = speech.start() + speech.words("Hel");
        const auto row = [&](const char *how, const QByteArray &headers, const QByteArray &bytes) {
            QTest::addRow("%s, %s", name, how) << format << "Content-Type: text/event-stream\r\n" + headers << bytes;
        };
        row("between events", "Connection: close\r\n", said);
        row("inside an event", "Connection: close\r\n", said + speech.words("lo").first(25));
        row("shorter than its length", "Content-Length: 9999\r\n", said);
        row("in chunks", "Transfer-Encoding: chunked\r\n", QByteArray::number(said.size(), 16) + "\r\n" + said + "\r\n");
        row("in chunks that end well", "Transfer-Encoding: chunked\r\n",
            QByteArray::number(said.size(), 16) + "\r\n" + said + "\r\n0\r\n\r\n");
    }
}

void TestWireTraps::aCutStreamIsNeverASuccess()
{
    QFETCH(const WireFormat, format);
    QFETCH(const QByteArray, head);
    QFETCH(const QByteArray, bytes);
    ByteServer server;
    server.play(ByteScript().head(200, head).send(bytes));
    for (int i = 1; i <= 3; ++i) {
        const Talk talk = talked(server, format);
        QVERIFY(!talk.reply);
        QVERIFY2(talk.problem().contains(u"cut off"_s), qPrintable(talk.problem()));
        QCOMPARE(talk.heard, u"Hel"_s);
        QVERIFY(talk.retries.isEmpty());
        QCOMPARE(server.requests().size(), i);
    }
}

void TestWireTraps::anErrorInsideA200IsFound_data()
{
    QTest::addColumn<WireFormat>("format");
    QTest::addColumn<QByteArray>("bytes");
    for (const auto &[format, name] : both) {
        const WireSpeech speech(format);
        const QByteArray said = speech.start() + speech.words("Hel");
        QTest::addRow("%s, in the data", name) << format << said + R"(data: {"error":{"message":"boom","type":"server_error"}})" "\n\n";
        QTest::addRow("%s, a named event", name) << format << said + "event: error\ndata: {\"message\":\"boom\",\"code\":1}\n\n";
        QTest::addRow("%s, a field of its own", name) << format << QByteArray("error: {\"code\":400,\"message\":\"boom\"}\n\n");
        QTest::addRow("%s, bare JSON", name) << format << QByteArray("{\"error\":{\"message\":\"boom\"}}");
        QTest::addRow("%s, bare JSON after words", name) << format << said + "{\"error\":{\"message\":\"boom\"}}\n";
        QTest::addRow("%s, its own way", name) << format << said + speech.error("boom");
    }
}

void TestWireTraps::anErrorInsideA200IsFound()
{
    QFETCH(const WireFormat, format);
    QFETCH(const QByteArray, bytes);
    ByteServer server;
    server.play(ByteScript().stream().send(bytes));
    const Talk talk = talked(server, format);
    QVERIFY(!talk.reply);
    QVERIFY2(talk.problem().contains(u"boom"_s) && talk.problem().contains(u"127.0.0.1"_s), qPrintable(talk.problem()));
    QCOMPARE(server.requests().size(), 1);
}

void TestWireTraps::aCallsNumberMayLie_data()
{
    QTest::addColumn<WireFormat>("format");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("calls"); // empty: an error
    for (const auto &[format, name] : both) {
        const WireSpeech s(format);
        const auto row = [&](const char *how, const QByteArray &bytes, const QString &calls) {
            QTest::addRow("%s, %s", name, how) << format << s.start() + bytes + s.forCalls() + s.mark() << calls;
        };
        row("honest", s.callBegins("0", "a", "f") + s.callGoesOn("0", "{\"x\":1}") + s.callBegins("1", "b", "g") + s.callGoesOn("1", "{}"),
            u"f{\"x\":1} g{}"_s);
        row("always nought", s.callBegins("0", "a", "f") + s.callGoesOn("0", "{\"x\":1}") + s.callBegins("0", "b", "g") + s.callGoesOn("0", "{}"),
            u"f{\"x\":1} g{}"_s);
        row("none", s.callBegins("null", "a", "f") + s.callGoesOn("null", "{\"x\":1}") + s.callBegins("null", "b", "g") + s.callGoesOn("null", "{}"),
            u"f{\"x\":1} g{}"_s);
        row("interleaved", s.callBegins("0", "a", "f") + s.callBegins("1", "b", "g") + s.callGoesOn("1", "{") + s.callGoesOn("0", "{\"x\":") + s.callGoesOn("1", "}") + s.callGoesOn("0", "1}"),
            u"f{\"x\":1} g{}"_s);
        row("below nought", s.callBegins("-1", "a", "f"), {});
        row("wild", s.callBegins("4000000", "a", "f"), {});
        row("a word", s.callBegins("\"first\"", "a", "f"), {});
        row("a fraction", s.callBegins("0.5", "a", "f"), {});
    }
}

void TestWireTraps::aCallsNumberMayLie()
{
    QFETCH(const WireFormat, format);
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, calls);
    ByteServer server;
    server.play(ByteScript().stream().send(bytes));
    const Talk talk = talked(server, format);
    QCOMPARE(talk.reply.has_value(), !calls.isEmpty());
    if (!talk.reply) {
        QVERIFY2(talk.problem().contains(u"impossible number"_s), qPrintable(talk.problem()));
        return;
    }
    QStringList found;
    for (const chat::ToolCall &call : talk.reply->message.toolCalls)
        found.append(call.name + call.arguments);
    QCOMPARE(found.join(u' '), calls);
}

void TestWireTraps::thinkingHasManyNamesAndGoesBack_data()
{
    QTest::addColumn<WireFormat>("format");
    QTest::addColumn<QByteArray>("thought");
    QTest::addColumn<QByteArray>("goesBack");
    for (const QByteArray &field : {QByteArray("reasoning_content"), QByteArray("reasoning"), QByteArray("thinking")}) {
        QTest::addRow("chat completions, %s", field.constData())
            << WireFormat::OpenAiChat << R"(data: {"choices":[{"index":0,"delta":{")" + field + R"(":"hm"}}]})" "\n\n"
            << '"' + field + R"(":"hm")";
        QTest::addRow("chat completions, an empty %s", field.constData())
            << WireFormat::OpenAiChat << R"(data: {"choices":[{"index":0,"delta":{")" + field + R"(":""}}]})" "\n\n"
            << '"' + field + R"(":"")";
    }
    QTest::newRow("chat completions, details") << WireFormat::OpenAiChat
        << QByteArray(R"(data: {"choices":[{"index":0,"delta":{"reasoning_details":[{"type":"reasoning.encrypted","data":"xyz","index":0}]}}]})" "\n\n")
        << QByteArray(R"("reasoning_details":[{"data":"xyz","index":0,"type":"reasoning.encrypted"}])");
    QTest::newRow("messages, signed") << WireFormat::AnthropicMessages
        << QByteArray(R"(data: {"type":"content_block_start","index":7,"content_block":{"type":"thinking","thinking":""}})" "\n\n"
                      R"(data: {"type":"content_block_delta","index":7,"delta":{"type":"thinking_delta","thinking":"hm"}})" "\n\n"
                      R"(data: {"type":"content_block_delta","index":7,"delta":{"type":"signature_delta","signature":"SIG"}})" "\n\n")
        << QByteArray(R"({"signature":"SIG","thinking":"hm","type":"thinking"})");
    QTest::newRow("messages, blackened") << WireFormat::AnthropicMessages
        << QByteArray(R"(data: {"type":"content_block_start","index":7,"content_block":{"type":"redacted_thinking","data":"xyz"}})" "\n\n")
        << QByteArray(R"({"data":"xyz","type":"redacted_thinking"})");
}

void TestWireTraps::thinkingHasManyNamesAndGoesBack()
{
    QFETCH(const WireFormat, format);
    QFETCH(const QByteArray, thought);
    QFETCH(const QByteArray, goesBack);
    const WireSpeech s(format);
    ByteServer server;
    server.play(ByteScript().stream().send(s.start() + thought + s.callBegins("0", "a", "f") + s.callGoesOn("0", "{}") + s.forCalls() + s.mark()));
    const Talk talk = talked(server, format);
    QVERIFY2(talk.reply.has_value(), qPrintable(talk.problem()));

    HttpClient client({.baseUrl = server.baseUrl(), .model = u"m"_s, .format = format}, patient);
    const chat::Message &message = talk.reply->message;
    const Result<Reply> second = client.complete(
        {.messages = {chat::Message::user(u"hi"_s), message, chat::Message::toolResult(message.toolCalls.first(), u"ok"_s)}}, {}, {});
    QVERIFY(second.has_value());
    const QByteArray body = server.requests().last().body;
    QVERIFY2(body.contains(goesBack), body.constData());
}

void TestWireTraps::partsMayOverlap()
{
    QFETCH(const WireFormat, format);
    const WireSpeech s(format);
    // Words go on while a call is written, and nothing is ever closed.
    ByteServer server;
    server.play(ByteScript().stream().send(s.start() + s.words("I ") + s.callBegins("1", "a", "f") + s.callGoesOn("1", "{\"x\"") + s.words("look.")
                                           + s.callGoesOn("1", ":1}") + s.forCalls() + s.mark()));
    const Talk talk = talked(server, format);
    QVERIFY2(talk.reply.has_value(), qPrintable(talk.problem()));
    QCOMPARE(talk.reply->message.text, u"I look."_s);
    QCOMPARE(talk.reply->message.toolCalls.size(), 1);
    QCOMPARE(talk.reply->message.toolCalls.first().arguments, u"{\"x\":1}"_s);
}

void TestWireTraps::signsOfLifeDoNotGoOnForEver_data()
{
    QTest::addColumn<WireFormat>("format");
    QTest::addColumn<bool>("begun");
    QTest::addColumn<QByteArray>("sign");
    for (const auto &[format, name] : both) {
        for (const bool begun : {false, true}) {
            const char *when = begun ? "in the middle" : "before the answer";
            QTest::addRow("%s, comments %s", name, when) << format << begun << QByteArray(": keep-alive\n\n");
            QTest::addRow("%s, its own way %s", name, when) << format << begun << WireSpeech(format).keepAlive();
            QTest::addRow("%s, half an event %s", name, when) << format << begun << QByteArray("x");
        }
    }
}

void TestWireTraps::signsOfLifeDoNotGoOnForEver()
{
    QFETCH(const WireFormat, format);
    QFETCH(const bool, begun);
    QFETCH(const QByteArray, sign);
    const WireSpeech s(format);
    ByteServer server;
    server.play(ByteScript().stream().send(begun ? s.start() + s.words("Hel") : QByteArray()).drip(sign, 10));
    Timeouts timeouts = patient;
    (begun ? timeouts.keptAlive : timeouts.firstByte) = 300;
    const Talk talk = talked(server, format, timeouts);
    QVERIFY(!talk.reply);
    QVERIFY2(talk.problem().contains(begun ? u"only kept the connection open"_s : u"did not begin to answer"_s), qPrintable(talk.problem()));
    QCOMPARE(talk.heard, begun ? u"Hel"_s : QString());
    QTRY_COMPARE(server.requests().size(), 1); // it may be slower to read than the client to give up
}

void TestWireTraps::signsOfLifeBuyPatience()
{
    QFETCH(const WireFormat, format);
    const WireSpeech s(format);
    // Twice as long as silence would be borne, with a sign of life every now and then.
    ByteScript script = ByteScript().stream().send(s.start() + s.words("Hel"));
    for (int i = 0; i < 16; ++i)
        script = std::move(script).pause(500).send(s.keepAlive());
    ByteServer server;
    server.play(std::move(script).send(s.words("lo") + s.stops() + s.mark()));
    Timeouts timeouts = patient;
    timeouts.idle = 4'000;
    const Talk talk = talked(server, format, timeouts);
    QVERIFY2(talk.reply.has_value(), qPrintable(talk.problem()));
    QCOMPARE(talk.heard, u"Hello"_s);
}

void TestWireTraps::a429MayBeAboutMoney_data()
{
    QTest::addColumn<WireFormat>("format");
    QTest::addColumn<QByteArray>("error");
    for (const auto &[format, name] : both) {
        for (const QByteArray &error : {QByteArray(R"("code":"insufficient_quota")"), QByteArray(R"("code":"credit_balance_exhausted")"),
                                        QByteArray(R"("code":"project_spend_limit_exceeded")"), QByteArray(R"("type":"weekly_usage_limit_exceeded")"),
                                        QByteArray(R"("type":"rate_limit_error","details":{"error_code":"enforced_spend_limit_reached"})")})
            QTest::addRow("%s, %s", name, error.constData()) << format << error;
    }
}

void TestWireTraps::a429MayBeAboutMoney()
{
    QFETCH(const WireFormat, format);
    QFETCH(const QByteArray, error);
    ByteServer server;
    server.play(ByteScript().json(429, R"({"type":"error","error":{"message":"no",)" + error + "}}"));
    const Talk talk = talked(server, format);
    QVERIFY(!talk.reply);
    QVERIFY2(talk.problem().contains(u"no credit left"_s), qPrintable(talk.problem()));
    QVERIFY(talk.retries.isEmpty());
    QCOMPARE(server.requests().size(), 1);
}

void TestWireTraps::aRedirectNeverGetsTheKey()
{
    QFETCH(const WireFormat, format);
    for (const int status : {301, 302, 303, 307, 308}) {
        ByteServer elsewhere;
        ByteServer server;
        server.play(ByteScript().json(status, "", "Location: " + elsewhere.baseUrl().toUtf8() + WireSpeech(format).path() + "\r\n"));
        const Talk talk = talked(server, format);
        QVERIFY(!talk.reply);
        QVERIFY2(talk.problem().contains(elsewhere.baseUrl()) && !talk.problem().contains(key), qPrintable(talk.problem()));
        QCOMPARE(elsewhere.connections(), 0);
        QCOMPARE(server.requests().size(), 1);
    }
}

void TestWireTraps::halfACallIsNeverACall()
{
    QFETCH(const WireFormat, format);
    const WireSpeech s(format);
    for (const QByteArray &half : {QByteArray(), QByteArray("{"), QByteArray("{\"path\":\"/home/me/imp"), QByteArray("{\"path\":\"a\"")}) {
        ByteServer server;
        server.play(ByteScript().stream().send(s.start() + s.words("I write.") + s.callBegins("1", "a", "write_file") + s.callGoesOn("1", half) + s.atTheLimit() + s.mark()));
        const Talk talk = talked(server, format);
        QVERIFY2(talk.reply.has_value(), qPrintable(talk.problem()));
        QCOMPARE(talk.reply->finish, FinishReason::Length);
        QCOMPARE(talk.reply->message.toolCalls.size(), 0);
        QCOMPARE(talk.reply->droppedCalls, 1);
    }
}

void TestWireTraps::aLongWaitIsTheirsToEnd()
{
    QFETCH(const WireFormat, format);
    const auto button = std::make_shared<RetryNow>();
    ByteServer server;
    server.play(ByteScript().json(429, R"({"error":{"message":"Slow down"}})", "Retry-After: 3600\r\n"));
    server.play(ByteScript().stream().send(WireSpeech(format).answer("Hello")));
    const Talk talk = talked(server, format, patient, button, true);
    QVERIFY2(talk.reply.has_value(), qPrintable(talk.problem()));
    QCOMPARE(talk.retries.size(), 1);
    QCOMPARE(talk.retries.first().waitMs, 3'600'000);
    QCOMPARE(talk.retries.first().title, u"Rate limited"_s);
    QCOMPARE(server.requests().size(), 2);
}

QTEST_GUILESS_MAIN(TestWireTraps)
#include "tst_wiretraps.moc"
