// SPDX-License-Identifier: MIT
//
// Anthropic's Messages: what servers send becomes one reply, and what we send is what they accept.
#include "llm/anthropic.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::llm;

class TestAnthropic : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aStreamBecomesOneReply_data();
    void aStreamBecomesOneReply();
    void aStreamThatWentWrongIsAnError_data();
    void aStreamThatWentWrongIsAnError();
    void aPingIsNoPartOfTheAnswer();
    void numbersAreCumulative();
    void signedThinkingGoesBackAsItCame_data();
    void signedThinkingGoesBackAsItCame();
    void anothersThinkingStaysHere();
    void aRequestIsWhatIsAccepted_data();
    void aRequestIsWhatIsAccepted();
    void marksForTheCacheStandAtTheEnds();
    void theSameRequestIsTheSameBytes();
};

namespace {

using Stream = QList<QByteArray>;

const QByteArray start = R"({"type":"message_start","message":{"model":"claude-x","usage":{"input_tokens":10,"output_tokens":1}}  })";
const QByteArray stop = R"({"type":"message_stop"})";

QByteArray block(int index, const QByteArray &json)
{
    return R"({"type":"content_block_start","index":)" + QByteArray::number(index) + R"(,"content_block":)" + json + "}";
}
QByteArray delta(int index, const QByteArray &json)
{
    return R"({"type":"content_block_delta","index":)" + QByteArray::number(index) + R"(,"delta":)" + json + "}   ";
}
QByteArray closed(int index)
{
    return R"({"type":"content_block_stop","index":)" + QByteArray::number(index) + "}";
}
QByteArray textBlock(int index) { return block(index, R"({"type":"text","text":""})"); }
QByteArray text(int index, const QByteArray &words) { return delta(index, R"({"type":"text_delta","text":")" + words + "\"}"); }
QByteArray thought(int index, const QByteArray &words)
{
    return delta(index, R"({"type":"thinking_delta","thinking":")" + words + "\"}");
}
QByteArray thinking(int index) { return block(index, R"({"type":"thinking","thinking":"","signature":""})"); }
QByteArray signature(int index, const QByteArray &words)
{
    return delta(index, R"({"type":"signature_delta","signature":")" + words + "\"}");
}
QByteArray call(int index, const QByteArray &id, const QByteArray &name)
{
    return block(index, R"({"type":"tool_use","id":")" + id + R"(","name":")" + name + R"(","input":{}})");
}
QByteArray part(int index, const QByteArray &json)
{
    return delta(index, R"({"type":"input_json_delta","partial_json":)"
                            + QJsonDocument(QJsonArray{QString::fromUtf8(json)}).toJson(QJsonDocument::Compact).mid(1).chopped(1) + "}");
}
QByteArray reason(const QByteArray &name)
{
    return R"({"type":"message_delta","delta":{"stop_reason":")" + name + R"(","stop_sequence":null},"usage":{"output_tokens":7}})";
}

struct Heard {
    Result<Reply> reply = fail(Error::Kind::Malformed, {});
    QString words;
};

QString drawn(const StreamEvent &event)
{
    if (const auto *text = std::get_if<TextDelta>(&event))
        return text->text;
    if (const auto *reasoning = std::get_if<ReasoningDelta>(&event))
        return u'(' + reasoning->text + u')';
    if (const auto *call = std::get_if<ToolCallStarted>(&event))
        return u'[' + call->name + u']';
    return u"?"_s;
}

Heard heard(const Stream &datas, const QByteArray &stray = {})
{
    AnthropicDecoder decoder(u"api.anthropic.com"_s);
    QStringList words;
    for (const QByteArray &data : datas) {
        const auto events = decoder.take({.name = {}, .data = data});
        if (!events)
            return {.reply = std::unexpected(events.error()), .words = words.join(u'|')};
        for (const StreamEvent &event : *events)
            words.append(drawn(event));
    }
    const Result<Reply> reply = decoder.finish(stray, [&words](const StreamEvent &event) { words.append(drawn(event)); });
    return {.reply = reply, .words = words.join(u'|')};
}

QString drawn(const Reply &reply)
{
    QString all = QStringList{u"stop"_s, u"length"_s, u"calls"_s, u"filter"_s, u"other"_s}[int(reply.finish)] + u':';
    if (!reply.message.text.isEmpty())
        all += u' ' + reply.message.text;
    if (!reply.message.reasoning.isEmpty())
        all += u" ("_s + reply.message.reasoning + u')';
    for (const chat::ToolCall &call : reply.message.toolCalls)
        all += u' ' + (call.id.size() > 20 ? u"*"_s : call.id) + u'=' + call.name + call.arguments;
    if (reply.droppedCalls > 0)
        all += u" dropped %1"_s.arg(reply.droppedCalls);
    return all;
}

QJsonObject sent(const QList<chat::Message> &messages, const AnthropicOptions &options = {.model = u"m"_s, .host = u"api.anthropic.com"_s})
{
    return QJsonDocument::fromJson(anthropicBody({.messages = messages}, options)).object();
}

/// "user: text" of every message, with the kinds of its blocks.
QString drawn(const QJsonArray &messages)
{
    QStringList all;
    for (const QJsonValue &message : messages) {
        QStringList kinds;
        for (const QJsonValue &block : message[u"content"].toArray())
            kinds.append(block[u"type"].toString());
        all.append(message[u"role"].toString() + u": "_s + kinds.join(u' '));
    }
    return all.join(u"; "_s);
}

} // namespace

void TestAnthropic::aStreamBecomesOneReply_data()
{
    QTest::addColumn<Stream>("stream");
    QTest::addColumn<QString>("reply");
    const auto row = [](const char *name, const Stream &stream, const QString &reply) { QTest::newRow(name) << stream << reply; };
    row("words", {start, textBlock(0), text(0, "Hel"), text(0, "lo"), closed(0), reason("end_turn"), stop}, u"stop: Hello"_s);
    row("without the last mark", {start, textBlock(0), text(0, "Hello"), closed(0), reason("end_turn")}, u"stop: Hello"_s);
    row("thinking and words", {start, thinking(0), thought(0, "hm"), signature(0, "s"), closed(0), textBlock(1), text(1, "a"), closed(1), reason("end_turn"), stop},
        u"stop: a (hm)"_s);
    row("a call in pieces", {start, call(0, "t1", "read"), part(0, ""), part(0, "{\"p\":"), part(0, "\"a\"}"), closed(0), reason("tool_use"), stop},
        u"calls: t1=read{\"p\":\"a\"}"_s);
    row("a call without arguments", {start, call(0, "t1", "list"), closed(0), reason("tool_use"), stop}, u"calls: t1=list"_s);
    row("a call that begins with its arguments", {start, block(0, R"({"type":"tool_use","id":"t1","name":"read","input":{"p":1}})"), closed(0), reason("tool_use"), stop},
        u"calls: t1=read{\"p\":1}"_s);
    row("a call that lacks its input", {start, block(0, R"({"type":"tool_use","id":"t1","name":"read"})"), part(0, "{}"), closed(0), reason("tool_use"), stop},
        u"calls: t1=read{}"_s);
    row("blocks that overlap", {start, thinking(0), textBlock(1), thought(0, "h"), text(1, "a"), thought(0, "m"), text(1, "b"), closed(0), closed(1), reason("end_turn"), stop},
        u"stop: ab (hm)"_s);
    row("two calls that overlap", {start, call(0, "t1", "a"), call(1, "t2", "b"), part(1, "{\"y\""), part(0, "{\"x\""), part(1, ":2}"), part(0, ":1}"), closed(1), closed(0), reason("tool_use"), stop},
        u"calls: t1=a{\"x\":1} t2=b{\"y\":2}"_s);
    row("one number for all blocks", {start, call(0, "t1", "a"), part(0, "{\"x\":1}"), closed(0), call(0, "t2", "b"), part(0, "{\"y\":2}"), closed(0), reason("tool_use"), stop},
        u"calls: t1=a{\"x\":1} t2=b{\"y\":2}"_s);
    row("no number at all", {start, R"({"type":"content_block_start","content_block":{"type":"tool_use","id":"t1","name":"a"}})",
        R"({"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"{}"}})", reason("tool_use"), stop}, u"calls: t1=a{}"_s);
    row("the same id twice", {start, call(0, "t1", "a"), closed(0), call(1, "t1", "b"), closed(1), reason("tool_use"), stop}, u"calls: t1=a *=b"_s);
    row("no id", {start, call(0, "", "a"), closed(0), reason("tool_use"), stop}, u"calls: *=a"_s);
    row("the reason denies the calls", {start, call(0, "t1", "a"), closed(0), reason("end_turn"), stop}, u"calls: t1=a"_s);
    row("words without a beginning", {start, text(0, "a"), reason("end_turn"), stop}, u"stop: a"_s);
    row("cut at the limit", {start, textBlock(0), text(0, "a"), closed(0), reason("max_tokens"), stop}, u"length: a"_s);
    row("half a call at the limit", {start, textBlock(0), text(0, "a"), closed(0), call(1, "t1", "write"), part(1, "{\"path\":\"/et"), reason("max_tokens"), stop},
        u"length: a dropped 1"_s);
    row("a call that only began at the limit", {start, call(0, "t1", "a"), part(0, "{}"), closed(0), call(1, "t2", "b"), reason("max_tokens"), stop},
        u"length: t1=a{} dropped 1"_s);
    row("a full window", {start, textBlock(0), text(0, "a"), closed(0), reason("model_context_window_exceeded"), stop}, u"length: a"_s);
    row("refused", {start, textBlock(0), text(0, "a"), closed(0), reason("refusal"), stop}, u"filter: a"_s);
    row("an unknown reason", {start, textBlock(0), text(0, "a"), closed(0), reason("tired"), stop}, u"other: a"_s);
    row("unknown blocks and events", {start, R"({"type":"weather"})", block(0, R"({"type":"server_tool_use","id":"x","name":"web","input":{}})"),
        part(0, "{}"), closed(0), textBlock(1), delta(1, R"({"type":"citations_delta","citation":{}})"), text(1, "a"), closed(1), reason("end_turn"), stop}, u"stop: a"_s);
    row("an empty answer with a reason", {start, reason("end_turn"), stop}, u"stop:"_s);
    row("nothing counts after the end", {start, textBlock(0), text(0, "a"), reason("end_turn"), stop, text(0, "b"), "not json"}, u"stop: a"_s);
}

void TestAnthropic::aStreamBecomesOneReply()
{
    QFETCH(const Stream, stream);
    QFETCH(const QString, reply);
    const Heard result = heard(stream);
    QVERIFY2(result.reply.has_value(), result.reply ? "" : qPrintable(result.reply.error().message));
    QCOMPARE(drawn(*result.reply), reply);
}

void TestAnthropic::aStreamThatWentWrongIsAnError_data()
{
    QTest::addColumn<Stream>("stream");
    QTest::addColumn<QByteArray>("stray");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const Stream &stream, const QString &says, const QByteArray &stray = {}) {
        QTest::newRow(name) << stream << stray << says;
    };
    row("an error after words", {start, textBlock(0), text(0, "a"), R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})"}, u"Overloaded"_s);
    row("an error without words", {start, R"({"type":"error","error":{"type":"api_error"}})"}, u"api_error"_s);
    row("cut in a word", {start, textBlock(0), text(0, "a")}, u"cut off"_s);
    row("cut between blocks", {start, textBlock(0), text(0, "a"), closed(0)}, u"cut off"_s);
    row("cut in a call", {start, call(0, "t", "a"), part(0, "{")}, u"cut off"_s);
    row("only a beginning", {start}, u"without an answer"_s);
    row("nothing", {}, u"without an answer"_s);
    row("no JSON", {start, "data"}, u"no part of an answer"_s);
    row("an impossible number", {start, block(-3, R"({"type":"text"})")}, u"impossible number"_s);
    row("a wild number", {start, block(99'999'999, R"({"type":"text"})")}, u"impossible number"_s);
    row("a number of another kind", {start, R"({"type":"content_block_delta","index":"zero","delta":{"type":"text_delta","text":"a"}})"}, u"impossible number"_s);
    row("arguments without a call", {start, part(0, "{}")}, u"without its beginning"_s);
    row("a call without a name", {start, call(0, "t", ""), closed(0), reason("tool_use"), stop}, u"without a name"_s);
    row("the other format", {R"({"choices":[{"delta":{"content":"a"}}]})"}, u"Chat Completions"_s);
    row("a bare error", {}, u"boom"_s, R"({"type":"error","error":{"type":"x","message":"boom"}})");
    row("a bare error after words", {start, textBlock(0), text(0, "a")}, u"boom"_s, R"({"error":{"message":"boom"}})");
}

void TestAnthropic::aStreamThatWentWrongIsAnError()
{
    QFETCH(const Stream, stream);
    QFETCH(const QByteArray, stray);
    QFETCH(const QString, says);
    const Heard result = heard(stream, stray);
    QVERIFY(!result.reply);
    QVERIFY2(result.reply.error().message.contains(says), qPrintable(result.reply.error().message));
}

void TestAnthropic::aPingIsNoPartOfTheAnswer()
{
    const AnthropicDecoder decoder;
    QVERIFY(!decoder.isPayload({.name = "ping", .data = R"({"type": "ping"})"}));
    QVERIFY(!decoder.isPayload({.name = {}, .data = R"({"type": "ping"})"}));
    QVERIFY(!decoder.isPayload({.name = {}, .data = {}}));
    QVERIFY(decoder.isPayload({.name = {}, .data = text(0, "a")}));
}

void TestAnthropic::numbersAreCumulative()
{
    const Heard result = heard({R"({"type":"message_start","message":{"model":"claude-x","usage":{"input_tokens":3,"cache_creation_input_tokens":100,
        "cache_read_input_tokens":900,"output_tokens":1,"service_tier":"standard"}}})",
                                textBlock(0), text(0, "a"), closed(0),
                                R"({"type":"message_delta","delta":{"stop_reason":null},"usage":{"output_tokens":4}})", reason("end_turn"), stop});
    QVERIFY(result.reply.has_value());
    QCOMPARE(result.reply->usage, (chat::Usage{.inputTokens = 1003, .outputTokens = 7, .cachedTokens = 900, .cacheWrittenTokens = 100}));
    QCOMPARE(result.reply->model, u"claude-x"_s);
}

void TestAnthropic::signedThinkingGoesBackAsItCame_data()
{
    QTest::addColumn<Stream>("stream");
    QTest::addColumn<QByteArray>("goesBack");
    QTest::newRow("before everything") << Stream{start, thinking(0), thought(0, "h"), thought(0, "m"), signature(0, "S1"), closed(0), textBlock(1), text(1, "a"), closed(1),
                                                 call(2, "t1", "read"), part(2, "{}"), closed(2), reason("tool_use"), stop}
                                       << QByteArray(R"([{"signature":"S1","thinking":"hm","type":"thinking"},{"text":"a","type":"text"},{"id":"t1","input":{},"name":"read","type":"tool_use"}])");
    QTest::newRow("without words of its own") << Stream{start, thinking(0), signature(0, "S1"), closed(0), call(1, "t1", "read"), closed(1), reason("tool_use"), stop}
                                       << QByteArray(R"([{"signature":"S1","thinking":"","type":"thinking"},{"id":"t1","input":{},"name":"read","type":"tool_use"}])");
    QTest::newRow("blackened") << Stream{start, block(0, R"({"type":"redacted_thinking","data":"xyz"})"), closed(0), call(1, "t1", "read"), closed(1), reason("tool_use"), stop}
                               << QByteArray(R"([{"data":"xyz","type":"redacted_thinking"},{"id":"t1","input":{},"name":"read","type":"tool_use"}])");
    QTest::newRow("between words and calls") << Stream{start, textBlock(0), text(0, "a"), closed(0), thinking(1), thought(1, "x"), signature(1, "S"), closed(1), textBlock(2),
                                                       text(2, "b"), closed(2), call(3, "t1", "read"), closed(3), reason("tool_use"), stop}
                               << QByteArray(R"([{"text":"a","type":"text"},{"signature":"S","thinking":"x","type":"thinking"},{"text":"b","type":"text"},{"id":"t1","input":{},"name":"read","type":"tool_use"}])");
    QTest::newRow("an empty signature") << Stream{start, thinking(0), thought(0, "x"), closed(0), call(1, "t1", "read"), closed(1), reason("tool_use"), stop}
                               << QByteArray(R"([{"signature":"","thinking":"x","type":"thinking"},{"id":"t1","input":{},"name":"read","type":"tool_use"}])");
}

void TestAnthropic::signedThinkingGoesBackAsItCame()
{
    QFETCH(const Stream, stream);
    QFETCH(const QByteArray, goesBack);
    const Heard result = heard(stream);
    QVERIFY(result.reply.has_value());
    // Through the journal, as it is between two requests.
    const auto stored = chat::Message::fromJson(QJsonDocument::fromJson(QJsonDocument(result.reply->message.toJson()).toJson()).object());
    QVERIFY(stored.has_value());
    const QJsonObject body = sent({chat::Message::user(u"go"_s), *stored, chat::Message::toolResult(stored->toolCalls.first(), u"ok"_s)});
    QCOMPARE(QJsonDocument(body[u"messages"][1][u"content"].toArray()).toJson(QJsonDocument::Compact), goesBack);
}

void TestAnthropic::anothersThinkingStaysHere()
{
    const Heard result = heard({start, thinking(0), thought(0, "x"), signature(0, "S"), closed(0), textBlock(1), text(1, "a"), closed(1), reason("end_turn"), stop});
    const QJsonObject body = sent({chat::Message::user(u"go"_s), result.reply->message, chat::Message::user(u"on"_s)},
                                  {.model = u"m"_s, .host = u"127.0.0.1"_s});
    QCOMPARE(drawn(body[u"messages"].toArray()), u"user: text; assistant: text; user: text"_s);
    chat::Message open = chat::Message::assistant(u"a"_s);
    open.reasoning = u"x"_s;
    open.reasoningField = u"reasoning_content"_s;
    open.reasoningDetails = {QJsonObject{{u"type"_s, u"reasoning.text"_s}, {u"text"_s, u"x"_s}}};
    QCOMPARE(drawn(sent({chat::Message::user(u"go"_s), open})[u"messages"].toArray()), u"user: text; assistant: text"_s);
}

void TestAnthropic::aRequestIsWhatIsAccepted_data()
{
    QTest::addColumn<QList<chat::Message>>("messages");
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QByteArray>("holds");
    using chat::Message;
    const chat::ToolCall one{.id = u"call_1"_s, .name = u"read"_s, .arguments = u"{\"p\":1}"_s};
    const chat::ToolCall two{.id = u"functions.list:0"_s, .name = u"list"_s, .arguments = {}};
    const chat::ToolCall broken{.id = u"call_3"_s, .name = u"read"_s, .arguments = u"{\"p\":"_s};
    Message calls{.role = chat::Role::Assistant, .toolCalls = {one, two}};
    QTest::newRow("results of a turn in one message, then what was said")
        << QList{Message::user(u"go"_s), calls, Message::toolResult(one, u"1"_s), Message::toolResult(two, u"2"_s, true), Message::user(u"and?"_s)}
        << u"user: text; assistant: tool_use tool_use; user: tool_result tool_result text"_s << QByteArray(R"("is_error":true)");
    QTest::newRow("an id with other characters")
        << QList{Message::user(u"go"_s), calls, Message::toolResult(one, u"1"_s), Message::toolResult(two, u"2"_s)}
        << u"user: text; assistant: tool_use tool_use; user: tool_result tool_result"_s << QByteArray(R"("tool_use_id":"functions_list_0")");
    QTest::newRow("a result without words") << QList{Message::user(u"go"_s), Message{.role = chat::Role::Assistant, .toolCalls = {one}}, Message::toolResult(one, {})}
        << u"user: text; assistant: tool_use; user: tool_result"_s << QByteArray(R"({"cache_control":{"type":"ephemeral"},"tool_use_id":"call_1","type":"tool_result"})");
    QTest::newRow("broken arguments are an object") << QList{Message::user(u"go"_s), Message{.role = chat::Role::Assistant, .toolCalls = {broken}}, Message::toolResult(broken, u"no"_s, true)}
        << u"user: text; assistant: tool_use; user: tool_result"_s << QByteArray(R"("input":{"unreadable_arguments":"{\"p\":"})");
    QTest::newRow("two messages of the person") << QList{Message::user(u"a"_s), Message::user(u"b"_s)} << u"user: text text"_s << QByteArray();
    QTest::newRow("an answer that was only thought") << QList{Message::user(u"a"_s), Message{.role = chat::Role::Assistant, .reasoning = u"hm"_s, .stopped = true}, Message::user(u"b"_s)}
        << u"user: text text"_s << QByteArray();
    QTest::newRow("a picture") << QList{Message{.text = u"what?"_s, .images = {{.mediaType = u"image/png"_s, .bytes = "abc"}}}} << u"user: text image"_s
        << QByteArray(R"("source":{"data":"YWJj","media_type":"image/png","type":"base64"})");
    QTest::newRow("the system prompt stands apart") << QList{Message::system(u"Be kind."_s), Message::user(u"a"_s)} << u"user: text"_s
        << QByteArray(R"("system":[{"cache_control":{"type":"ephemeral"},"text":"Be kind.","type":"text"}])");
}

void TestAnthropic::aRequestIsWhatIsAccepted()
{
    QFETCH(const QList<chat::Message>, messages);
    QFETCH(const QString, shape);
    QFETCH(const QByteArray, holds);
    const QByteArray body = anthropicBody({.messages = messages}, {.model = u"m"_s});
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    QCOMPARE(drawn(json[u"messages"].toArray()), shape);
    QVERIFY2(body.contains(holds), body.constData());
    QVERIFY(json[u"max_tokens"].toInt() > 0);
    QCOMPARE(json[u"stream"].toBool(), true);
}

void TestAnthropic::marksForTheCacheStandAtTheEnds()
{
    const chat::ToolSpec a{.name = u"a"_s, .description = u"d"_s, .parameters = {}};
    const chat::ToolSpec b{.name = u"b"_s, .description = u"d"_s, .parameters = {{u"type"_s, u"object"_s}}};
    QList<chat::Message> messages{chat::Message::system(u"S"_s)};
    for (int i = 0; i < 4; ++i)
        messages += {chat::Message::user(u"q"_s), chat::Message::assistant(u"a"_s)};
    messages.append(chat::Message::user(u"last"_s));
    const QByteArray body = anthropicBody({.messages = messages, .tools = {a, b}}, {.model = u"m"_s, .thinkingTokens = 20'000});
    QCOMPARE(body.count("cache_control"), 4); // the most that are accepted
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    QVERIFY(json[u"tools"][1].toObject().contains(u"cache_control"));
    QCOMPARE(json[u"tools"][0][u"input_schema"][u"type"].toString(), u"object"_s);
    QVERIFY(json[u"messages"][8][u"content"][0].toObject().contains(u"cache_control"));
    QVERIFY(json[u"messages"][6][u"content"][0].toObject().contains(u"cache_control"));
    QCOMPARE(json[u"thinking"][u"budget_tokens"].toInt(), 20'000);
    QVERIFY(json[u"max_tokens"].toInt() > 20'000);
}

void TestAnthropic::theSameRequestIsTheSameBytes()
{
    const Request request{.messages = {chat::Message::system(u"S"_s), chat::Message::user(u"q"_s)}};
    const AnthropicOptions options{.model = u"m"_s, .maxOutputTokens = 4'096};
    QCOMPARE(anthropicBody(request, options), anthropicBody(request, options));
    QVERIFY(anthropicBody(request, options).contains("\"max_tokens\":4096"));
}

QTEST_GUILESS_MAIN(TestAnthropic)
#include "tst_anthropic.moc"
