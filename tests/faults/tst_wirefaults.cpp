// SPDX-License-Identifier: MIT
//
// Everything a model's server may do wrong, in every wire format: each kind ends in a sentence a person can act on, nothing that was
// cut is run, the request is sent as often as it may be, and the conversation goes on with the next message.
#include "agent/turn.h"
#include "llm/callassembly.h"
#include "llm/httpclient.h"
#include "support/byteserver.h"
#include "support/wirespeech.h"

#include <QJsonDocument>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::test;

using End = agent::TurnResult::End;

namespace {

const QString key = u"sk-fault-verysecret-0123456789abc"_s;
constexpr llm::Timeouts patient{.connect = 30'000, .firstByte = 30'000, .idle = 30'000, .keptAlive = 60'000, .total = 90'000};

/// One kind of misbehaviour.
struct Fault {
    QByteArray name;
    ByteScript script;
    QString says;                      ///< part of the sentence; empty with `answered`
    int posts = 1;                     ///< how often the request is sent
    bool answered = false;             ///< not so bad: the answer comes all the same
    QString text = {};                 ///< of the answer, or of what was kept
    llm::Timeouts timeouts = patient;
    Gate heard = {};                   ///< a script may wait for it: opened with the first word
};

ByteScript streaming(const QByteArray &bytes) { return ByteScript().stream().send(bytes); }

ByteScript refusing(int status, const QByteArray &body, const QByteArray &headers = {}) { return ByteScript().json(status, body, headers); }

QByteArray chunk(const QByteArray &bytes) { return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n"; }

llm::Timeouts shortClock(int llm::Timeouts::*which)
{
    llm::Timeouts timeouts = patient;
    // Within the whole time the first word has to be heard, on a busy machine too.
    timeouts.*which = which == &llm::Timeouts::total ? 4'000 : 400;
    return timeouts;
}

QList<Fault> faultsOf(WireFormat format)
{
    const WireSpeech s(format);
    const QByteArray said = s.start() + s.words("Hel");
    const QByteArray whole = s.answer("Hello");
    const QByteArray events = "Content-Type: text/event-stream\r\n";
    const QString kept = u"Hel"_s;
    const QByteArray other = WireSpeech(format == WireFormat::OpenAiChat ? WireFormat::AnthropicMessages : WireFormat::OpenAiChat).answer("x");
    QList<Fault> all;
    const auto add = [&all](const Fault &fault) { all.append(fault); };

    // Before an answer.
    add({"hangs up at once", ByteScript().close(), u"not sent again"_s});
    add({"cuts the line at once", ByteScript().reset(), u"not sent again"_s});
    add({"answers with noise", ByteScript().send("\x16\x03\x01noise\r\n\r\n").close(), u"not sent again"_s});
    add({"half a status line", ByteScript().send("HTTP/1.1 2").close(), u"not sent again"_s});
    add({"a head that is never finished", ByteScript().send("HTTP/1.1 200 OK\r\nContent-Type: text/eve").close(), u"not sent again"_s});
    add({"never a byte", ByteScript().stall(), u"did not begin to answer"_s, 1, false, {}, shortClock(&llm::Timeouts::firstByte)});
    add({"a head and nothing else", ByteScript().stream().stall(), u"did not begin to answer"_s, 1, false, {}, shortClock(&llm::Timeouts::firstByte)});
    add({"comments for ever, before a word", ByteScript().stream().drip(": hold on\n\n", 10), u"did not begin to answer"_s, 1, false, {}, shortClock(&llm::Timeouts::firstByte)});
    add({"empty lines for ever, before a word", ByteScript().stream().drip("\n", 10), u"did not begin to answer"_s, 1, false, {}, shortClock(&llm::Timeouts::firstByte)});

    // Cut.
    add({"an empty answer", streaming(""), u"without an answer"_s});
    add({"an empty answer of known length", ByteScript().head(200, events + "Content-Length: 0\r\n"), u"without an answer"_s});
    add({"only a beginning", streaming(s.start()), u"without an answer"_s});
    add({"cut between two events", streaming(said), u"cut off"_s, 1, false, kept});
    const Gate heard; // else the cut would take away what was sent before it
    add({"cut by force between two events", ByteScript().stream().send(said).waitFor(heard).reset(), u"cut off"_s, 1, false, kept, patient, heard});
    add({"cut inside an event", streaming(said + s.words("lo").first(30)), u"cut off"_s, 1, false, kept});
    add({"cut inside a letter", streaming(said + s.words("é").first(s.words("é").indexOf("\xc3") + 1)), u"cut off"_s, 1, false, kept});
    add({"cut in chunks", ByteScript().head(200, events + "Transfer-Encoding: chunked\r\n").send(chunk(said)).close(), u"cut off"_s, 1, false, kept});
    add({"cut although the chunks end well", ByteScript().head(200, events + "Transfer-Encoding: chunked\r\n").send(chunk(said) + "0\r\n\r\n"), u"cut off"_s, 1, false, kept});
    add({"shorter than it said", ByteScript().head(200, events + "Content-Length: 99999\r\n").send(said).close(), u"cut off"_s, 1, false, kept});
    add({"a chunk of an impossible size", ByteScript().head(200, events + "Transfer-Encoding: chunked\r\n").send(chunk(said) + "zz\r\nxx\r\n").close(), u"cut off"_s, 1, false, kept});
    add({"cut in a call", streaming(s.start() + s.callBegins("1", "c1", "write_file") + s.callGoesOn("1", "{\"path\":\"/ho")), u"cut off"_s});
    add({"cut after a call, before the reason", streaming(s.start() + s.callBegins("1", "c1", "write_file") + s.callGoesOn("1", "{}")), u"cut off"_s});

    // Silence.
    add({"silent in the middle", ByteScript().stream().send(said).stall(), u"fell silent"_s, 1, false, kept, shortClock(&llm::Timeouts::idle)});
    add({"signs of life for ever", ByteScript().stream().send(said).drip(s.keepAlive(), 10), u"only kept the connection open"_s, 1, false, kept, shortClock(&llm::Timeouts::keptAlive)});
    add({"comments for ever", ByteScript().stream().send(said).drip(":\n", 10), u"only kept the connection open"_s, 1, false, kept, shortClock(&llm::Timeouts::keptAlive)});
    add({"empty parts for ever", ByteScript().stream().send(said).drip(s.emptyPart(), 10), u"was not complete after"_s, 1, false, kept, shortClock(&llm::Timeouts::total)});
    add({"silent after its last word", ByteScript().stream().send(s.start() + s.words("Hello") + s.stops()).stall(), {}, 1, true, u"Hello"_s, shortClock(&llm::Timeouts::idle)});

    // Errors inside a 200.
    add({"an error in the data", streaming(said + "data: {\"error\":{\"message\":\"the GPU fell over\",\"code\":500}}\n\n"), u"the GPU fell over"_s, 1, false, kept});
    add({"an error without words", streaming(said + "data: {\"error\":{\"code\":500}}\n\n"), u"500"_s, 1, false, kept});
    add({"an error as a named event", streaming(said + "event: error\ndata: {\"message\":\"the GPU fell over\"}\n\n"), u"the GPU fell over"_s, 1, false, kept});
    add({"an error event in words", streaming(said + "event: error\ndata: the GPU fell over\n\n"), u"the GPU fell over"_s, 1, false, kept});
    add({"an error in the format's own way", streaming(said + s.error("the GPU fell over")), u"the GPU fell over"_s, 1, false, kept});
    add({"an error as a field", streaming("error: {\"code\":400,\"message\":\"the GPU fell over\"}\n\n"), u"the GPU fell over"_s});
    add({"an error as bare JSON", streaming("{\"error\":{\"message\":\"the GPU fell over\"}}"), u"the GPU fell over"_s});
    add({"an error as bare JSON over lines", streaming("{\n \"error\": {\n  \"message\": \"the GPU fell over\"\n }\n}\n"), u"the GPU fell over"_s});
    add({"an error as a whole document", refusing(200, "{\"error\":\"the GPU fell over\"}"), u"the GPU fell over"_s});
    add({"a page of HTML", ByteScript().head(200, "Content-Type: text/html\r\nContent-Length: 48\r\n").send("<html><title>Log in</title><p>Welcome</p></html>"), u"without an answer"_s});

    // Nonsense.
    add({"data that is no JSON", streaming(said + "data: hello\n\n"), u"no part of an answer"_s, 1, false, kept});
    add({"data that is half JSON", streaming(said + "data: {\"a\":\n\n"), u"no part of an answer"_s, 1, false, kept});
    add({"a list for data", streaming(said + "data: [1,2]\n\n"), u"no part of an answer"_s, 1, false, kept});
    add({"JSON without a floor", streaming(said + "data: " + QByteArray(20'000, '[') + "\n\n"), u"no part of an answer"_s, 1, false, kept});
    add({"an event without an end", streaming(said + "data: " + QByteArray(17 * 1024 * 1024, 'x')), u"larger than"_s, 1, false, kept});
    add({"the other format", streaming(other), u"change the provider's format"_s});
    add({"compressed, but not really", ByteScript().head(200, events + "Content-Encoding: gzip\r\nConnection: close\r\n").send(whole), {}, 1});
    add({"invalid letters", streaming(s.start() + s.words("Hello").replace("Hello", "Hel\xff\xfelo") + s.stops() + s.mark()), {}, 1, true, u"Hel\ufffd\ufffdlo"_s});
    add({"a mark at the very start", streaming("\xEF\xBB\xBF" + whole), {}, 1, true, u"Hello"_s});
    add({"lines that end in every way", ByteScript().stream().send(QByteArray(whole).replace("\n", "\r\n"), 1), {}, 1, true, u"Hello"_s});
    add({"noise after the end", streaming(whole + "data: {broken\n\nevent: error\ndata: {}\n\n"), {}, 1, true, u"Hello"_s});
    add({"unknown events in between", streaming(said + "event: weather\ndata: {\"type\":\"weather\"}\n\nretry: soon\nid: \n\n" + s.words("lo") + s.stops() + s.mark()), {}, 1, true, u"Hello"_s});
    add({"the provider's filter", streaming(s.start() + s.words("Hel") + s.filtered() + s.mark()), u"filter"_s, 1, false, kept});

    // Calls.
    add({"half a call at the limit", streaming(s.start() + s.words("Hel") + s.callBegins("1", "c1", "write_file") + s.callGoesOn("1", "{\"path\":\"/ho") + s.atTheLimit() + s.mark()), u"in the middle of a tool call"_s, 1, false, kept});
    add({"an answer cut at the limit", streaming(said + s.atTheLimit() + s.mark()), u"length limit"_s, 1, false, kept});
    add({"a call below nought", streaming(s.start() + s.callBegins("-1", "c1", "write_file") + s.forCalls() + s.mark()), u"impossible number"_s});
    add({"a call of a wild number", streaming(s.start() + s.callBegins("123456789", "c1", "write_file") + s.forCalls() + s.mark()), u"impossible number"_s});
    add({"a call numbered in words", streaming(s.start() + s.callBegins("\"one\"", "c1", "write_file") + s.forCalls() + s.mark()), u"impossible number"_s});
    add({"a call without a name", streaming(s.start() + s.callBegins("1", "c1", "") + s.forCalls() + s.mark()), u"without a name"_s});

    // Refusals.
    const auto refusal = [&](int status, const QString &says, const QByteArray &body = R"({"error":{"message":"because"}})", const QByteArray &headers = {}, int posts = 1) {
        add({"status " + QByteArray::number(status) + (posts > 1 ? ", again and again" : "") + (headers.isEmpty() ? "" : ", " + headers.trimmed()) + (body.size() < 40 ? ": " + body.left(30) : ": a long body"),
             refusing(status, body, headers), says, posts});
    };
    refusal(204, u"204"_s, "");
    refusal(400, u"because"_s);
    refusal(400, u"400"_s, "");
    refusal(400, u"400"_s, "<html><body>" + QByteArray(200'000, 'x'));
    refusal(401, u"key"_s);
    refusal(402, u"credit"_s);
    refusal(403, u"may not use"_s);
    refusal(404, u"not known there"_s);
    refusal(413, u"too large"_s);
    refusal(418, u"418"_s, "teapot");
    refusal(422, u"field required"_s, R"({"detail":[{"msg":"field required"}]})");
    refusal(429, u"credit"_s, R"({"error":{"code":"insufficient_quota"}})");
    refusal(429, u"60 min"_s, R"({"error":{"message":"slow"}})", "Retry-After: 3600\r\n");
    refusal(429, u"too many requests"_s, R"({"error":{"message":"slow"}})", "Retry-After: 0\r\n", 3);
    refusal(500, u"has a problem"_s, "", "x-should-retry: false\r\n");
    refusal(500, u"has a problem"_s, "{}", "Retry-After: 0\r\n", 3);
    refusal(503, u"Loading model"_s, R"({"error":{"message":"Loading model"}})", "Retry-After: 0\r\n", 3);
    refusal(529, u"overloaded"_s, R"({"error":{"type":"overloaded_error"}})", "Retry-After: 0\r\n", 3);
    refusal(307, u"points to"_s, "", "Location: http://127.0.0.1:9/elsewhere\r\n");
    refusal(302, u"points to"_s, "", "Location: /login\r\n");
    refusal(304, u"304"_s, "");
    add({"an error that says it is a stream", ByteScript().head(500, events + "x-should-retry: false\r\nContent-Length: 33\r\n").send("{\"error\":{\"message\":\"because..\"}}\n"), u"because"_s});
    add({"a refusal that repeats the key", refusing(401, "{\"error\":{\"message\":\"wrong key " + key.toUtf8() + "\"}}"), u"[redacted]"_s});
    return all;
}

/// Counts what is run, and notes what never may be.
class Hands final : public tools::ToolBox
{
public:
    QList<chat::ToolSpec> specs() const override
    {
        return {{.name = u"write_file"_s, .description = u"d"_s, .parameters = {{u"type"_s, u"object"_s}}}};
    }
    tools::ToolResult call(const chat::ToolCall &, const tools::OutputSink &, std::stop_token) override
    {
        ++runs;
        return {.text = u"written"_s};
    }
    int runs = 0;
};

struct Turned {
    agent::TurnResult result;
    QList<chat::Message> messages;   ///< the conversation after it
};

/// One turn on a thread of its own, as in the product.
Turned turned(const ByteServer &server, WireFormat format, const llm::Timeouts &timeouts, QList<chat::Message> messages, Hands &hands, const Gate &heard = {})
{
    Turned turn;
    std::thread worker([&] {
        llm::HttpClient client({.baseUrl = server.baseUrl(), .model = u"m"_s, .apiKey = key, .format = format}, timeouts);
        qint64 number = 0;
        turn.result = agent::runTurn({.messages = messages, .tools = hands.specs()}, client, hands,
                                     [&number](const chat::Message &) -> Result<qint64> { return ++number; },
                                     [&heard](const agent::AgentEvent &event) {
                                         if (std::holds_alternative<agent::TextStreamed>(event))
                                             heard.open();
                                     },
                                     {});
    });
    worker.join();
    turn.messages = messages + turn.result.added;
    return turn;
}

} // namespace

class TestWireFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thereAreEnoughKinds();
    void everyKindIsSaidAndTheConversationGoesOn_data();
    void everyKindIsSaidAndTheConversationGoesOn();
};

void TestWireFaults::thereAreEnoughKinds()
{
    QVERIFY(faultsOf(WireFormat::OpenAiChat).size() >= 40);
    QVERIFY(faultsOf(WireFormat::AnthropicMessages).size() >= 40);
}

void TestWireFaults::everyKindIsSaidAndTheConversationGoesOn_data()
{
    QTest::addColumn<WireFormat>("format");
    QTest::addColumn<int>("kind");
    for (const auto &[format, name] : {std::pair(WireFormat::OpenAiChat, "chat completions"), std::pair(WireFormat::AnthropicMessages, "messages")}) {
        const QList<Fault> all = faultsOf(format);
        for (int i = 0; i < all.size(); ++i)
            QTest::addRow("%s: %s", name, all.at(i).name.constData()) << format << i;
    }
}

void TestWireFaults::everyKindIsSaidAndTheConversationGoesOn()
{
    QFETCH(const WireFormat, format);
    QFETCH(const int, kind);
    const Fault fault = faultsOf(format).at(kind);
    ByteServer server;
    for (int i = 0; i < fault.posts; ++i)
        server.play(fault.script);
    server.play(streaming(WireSpeech(format).answer("Fine now.")));

    Hands hands;
    const Turned bad = turned(server, format, fault.timeouts, {chat::Message::system(u"Be kind."_s), chat::Message::user(u"hi"_s)}, hands, fault.heard);
    const QString sentence = bad.result.error ? bad.result.error->message : QString();
    QCOMPARE(bad.result.end, fault.answered ? End::Answered : End::Failed);
    QVERIFY2(fault.answered == sentence.isEmpty(), qPrintable(sentence));
    QVERIFY2(sentence.contains(fault.says), qPrintable(sentence));
    QVERIFY2(!sentence.contains(key), qPrintable(sentence));
    QVERIFY2(sentence.size() < 1'200, qPrintable(sentence));
    QCOMPARE(bad.result.answer, fault.text);
    QCOMPARE(hands.runs, 0);
    QTRY_COMPARE(server.requests().size(), fault.posts); // it may be slower to read than the client to give up

    const Turned good = turned(server, format, patient, bad.messages + QList{chat::Message::user(u"again, please"_s)}, hands);
    QVERIFY2(good.result.end == End::Answered, good.result.error ? qPrintable(good.result.error->message) : "not answered");
    QCOMPARE(good.result.answer, u"Fine now."_s);
    const HttpRequest last = server.requests().last();
    QVERIFY(QJsonDocument::fromJson(last.body).isObject());
    QVERIFY(last.body.contains("again, please"));
    QVERIFY2(last.body.contains(fault.text.first(std::min<qsizetype>(3, fault.text.size())).toUtf8()), "what was said before the fault is part of the conversation");
    QVERIFY(!last.body.contains(key.toUtf8()));
}

QTEST_GUILESS_MAIN(TestWireFaults)
#include "tst_wirefaults.moc"
