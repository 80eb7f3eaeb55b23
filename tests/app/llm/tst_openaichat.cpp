// SPDX-License-Identifier: MIT
//
// What servers really send becomes one reply, and what we send is what they accept.
#include "llm/openaichat.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::llm;

class TestOpenAiChat : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aStreamBecomesOneReply_data();
    void aStreamBecomesOneReply();
    void wordsArriveOneByOne();
    void aStreamThatWentWrongIsAnError_data();
    void aStreamThatWentWrongIsAnError();
    void numbersAreReadWhereverTheyStand_data();
    void numbersAreReadWhereverTheyStand();
    void thinkingGoesBackAsItCame_data();
    void thinkingGoesBackAsItCame();
    void signedThinkingIsPutTogether();
    void theSameRequestIsTheSameBytes();
    void aRequestIsWhatServersAccept_data();
    void aRequestIsWhatServersAccept();
    void aServersWordsAreFound_data();
    void aServersWordsAreFound();
};

namespace {

/// A chunk with this delta: {"content":"a"}.
QByteArray delta(const QByteArray &json, const QByteArray &finish = "null")
{
    return R"({"id":"x","model":"m-1","choices":[{"index":0,"delta":)" + json + R"(,"finish_reason":)" + finish + "}]}";
}

QByteArray text(const QByteArray &words)
{
    return delta(R"({"content":")" + words + "\"}");
}

QByteArray calls(const QByteArray &fragments)
{
    return delta(R"({"tool_calls":[)" + fragments + "]}");
}

QByteArray end(const QByteArray &reason)
{
    return delta("{}", '"' + reason + '"');
}

const QByteArray done = "[DONE]";

struct Heard {
    Result<Reply> reply = fail(Error::Kind::Malformed, {});
    QString words; ///< "text", "(thinking)", "[started call]" one after another, with | between the events
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

Heard heard(const QList<QByteArray> &datas, const QByteArray &stray = {})
{
    ReplyDecoder decoder;
    QStringList words;
    for (const QByteArray &data : datas) {
        const bool named = data.startsWith("error=");
        const auto events = decoder.take({.name = named ? "error" : "", .data = named ? data.mid(6) : data});
        if (!events)
            return {.reply = std::unexpected(events.error()), .words = words.join(u'|')};
        for (const StreamEvent &event : *events)
            words.append(drawn(event));
    }
    const Result<Reply> reply
        = decoder.finish(stray, [&words](const StreamEvent &event) { words.append(drawn(event)); });
    return {.reply = reply, .words = words.join(u'|')};
}

QString finishName(FinishReason reason)
{
    return QStringList{u"stop"_s, u"length"_s, u"calls"_s, u"filter"_s, u"other"_s}[int(reason)];
}

/// "stop: text (thinking) a=read{"x":1} b=list{} dropped 1". Ids that we made are drawn as *.
QString drawn(const Reply &reply)
{
    QString all = finishName(reply.finish) + u':';
    if (!reply.message.text.isEmpty())
        all += u' ' + reply.message.text;
    if (!reply.message.reasoning.isEmpty())
        all += u" ("_s + reply.message.reasoning + u')';
    for (const chat::ToolCall &call : reply.message.toolCalls) {
        const bool own = call.id.startsWith(u"call_") && call.id.size() > 20;
        all += u' ' + (own ? u"*"_s : call.id) + u'=' + call.name + call.arguments;
    }
    if (reply.droppedCalls > 0)
        all += u" dropped %1"_s.arg(reply.droppedCalls);
    return all;
}

} // namespace

void TestOpenAiChat::aStreamBecomesOneReply_data()
{
    QTest::addColumn<QList<QByteArray>>("stream");
    QTest::addColumn<QString>("reply");
    const auto row = [](const char *name, const QList<QByteArray> &stream, const QString &reply) {
        QTest::newRow(name) << stream << reply;
    };
    const QByteArray a = R"({"index":0,"id":"a","type":"function","function":{"name":"read","arguments":""}})";
    const QByteArray b = R"({"index":1,"id":"b","type":"function","function":{"name":"list","arguments":""}})";
    const auto more = [](const QByteArray &index, const QByteArray &part) {
        return calls(R"({"index":)" + index + R"(,"function":{"arguments":")" + part + "\"}}");
    };

    // Text
    row("OpenAI", {delta(R"({"role":"assistant","content":""})"), text("Hel"), text("lo"), end("stop"), done},
        u"stop: Hello"_s);
    row("the first content is null", {delta(R"({"role":"assistant","content":null})"), text("a"), end("stop")},
        u"stop: a"_s);
    row("no reason, only the mark", {text("a"), done}, u"stop: a"_s);
    row("a reason, no mark", {text("a"), end("stop")}, u"stop: a"_s);
    row("the last words come with the reason", {delta(R"({"content":"a"})", "\"stop\"")}, u"stop: a"_s);
    row("after the mark nothing counts", {text("a"), done, text("b"), "nonsense"}, u"stop: a"_s);
    row("empty data is skipped", {"", text("a"), " ", done}, u"stop: a"_s);
    row("no choices", {R"({"choices":[],"usage":{"prompt_tokens":1}})", text("a"), done}, u"stop: a"_s);
    row("choices null", {R"({"choices":null})", text("a"), R"({"choices":null,"usage":null})", done}, u"stop: a"_s);
    row("choices missing", {R"({"timings":{}})", text("a"), done}, u"stop: a"_s);
    row("another choice is not ours",
        {R"({"choices":[{"index":1,"delta":{"content":"x"}},{"index":0,"delta":{"content":"a"}}]})", done},
        u"stop: a"_s);
    row("a refusal is text", {delta(R"({"refusal":"I cannot."})"), end("stop")}, u"stop: I cannot."_s);
    row("content in parts", {delta(R"({"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]})"), done},
        u"stop: ab"_s);
    row("filtered", {text("a"), end("content_filter")}, u"filter: a"_s);
    row("cut at the limit", {text("a"), end("length"), done}, u"length: a"_s);
    row("an unknown reason", {text("a"), end("eos_token")}, u"other: a"_s);
    row("an empty answer with a reason", {end("stop"), done}, u"stop:"_s);

    // Calls
    row("one call", {calls(a), more("0", R"({\"p\":)"), more("0", "1}"), end("tool_calls"), done},
        u"calls: a=read{\"p\":1}"_s);
    row("two at once", {calls(a), calls(b), more("1", "{}"), more("0", R"({\"p\":1})"), end("tool_calls")},
        u"calls: a=read{\"p\":1} b=list{}"_s);
    row("no arguments", {calls(a), end("tool_calls")}, u"calls: a=read"_s);
    row("one character at a time",
        {calls(a), more("0", "{"), more("0", "\\\""), more("0", "p"), more("0", "\\\""), more("0", "\\n"),
         more("0", ":"), more("0", "2"), more("0", "}"), end("tool_calls")},
        u"calls: a=read{\"p\"\n:2}"_s);
    row("the index is always 0",
        {calls(R"({"index":0,"id":"a","function":{"name":"read","arguments":"{}"}})"),
         calls(R"({"index":0,"id":"b","function":{"name":"list","arguments":"{}"}})"), end("tool_calls")},
        u"calls: a=read{} b=list{}"_s);
    row("always 0, several in one chunk",
        {calls(R"({"index":0,"id":"a","function":{"name":"read","arguments":"{}"}},
                  {"index":0,"id":"b","function":{"name":"read","arguments":"{\"p\":1}"}})"),
         end("tool_calls")},
        u"calls: a=read{} b=read{\"p\":1}"_s);
    row("the index is missing",
        {calls(R"({"id":"a","function":{"name":"read","arguments":"{\"p\":"}})"),
         calls(R"({"function":{"arguments":"1}"}})"),
         calls(R"({"id":"b","function":{"name":"list","arguments":"{}"}})"), end("tool_calls")},
        u"calls: a=read{\"p\":1} b=list{}"_s);
    row("the index is null",
        {calls(R"({"index":null,"id":"a","function":{"name":"read","arguments":"{}"}})"), end("stop")},
        u"calls: a=read{}"_s);
    row("id and name in every fragment",
        {calls(R"({"index":0,"id":"a","function":{"name":"read","arguments":"{\"p\""}})"),
         calls(R"({"index":0,"id":"a","function":{"name":"read","arguments":":1}"}})"),
         calls(R"({"index":0,"id":"a","function":{"name":"read","arguments":""}})"), end("tool_calls")},
        u"calls: a=read{\"p\":1}"_s);
    row("two mixed at index 0, ids in every fragment",
        {calls(R"({"index":0,"id":"a","function":{"name":"read","arguments":"{\"p\""}})"),
         calls(R"({"index":0,"id":"b","function":{"name":"list","arguments":"{"}})"),
         calls(R"({"index":0,"id":"a","function":{"arguments":":1}"}})"),
         calls(R"({"index":0,"id":"b","function":{"arguments":"}"}})"), end("tool_calls")},
        u"calls: a=read{\"p\":1} b=list{}"_s);
    row("no ids at all",
        {calls(R"({"index":0,"function":{"name":"read","arguments":"{\"p\":1}"}})"),
         calls(R"({"index":0,"function":{"name":"read","arguments":"{\"p\":2}"}})"), end("stop")},
        u"calls: *=read{\"p\":1} *=read{\"p\":2}"_s);
    row("no ids, the name in every fragment",
        {calls(R"({"index":0,"function":{"name":"read","arguments":"{\"p\":"}})"),
         calls(R"({"index":0,"function":{"name":"read","arguments":"1}"}})"),
         calls(R"({"index":0,"function":{"name":"read","arguments":""}})"), end("stop")},
        u"calls: *=read{\"p\":1}"_s);
    row("an empty id", {calls(R"({"index":0,"id":"","function":{"name":"read","arguments":"{}"}})"), end("stop")},
        u"calls: *=read{}"_s);
    row("two calls of one id",
        {calls(R"({"index":0,"id":"a","function":{"name":"read","arguments":"{}"}})"),
         calls(R"({"index":1,"id":"a","function":{"name":"list","arguments":"{}"}})"), end("stop")},
        u"calls: a=read{} *=list{}"_s);
    row("the reason says stop", {calls(a), more("0", "{}"), end("stop"), done}, u"calls: a=read{}"_s);
    row("the old reason", {calls(a), more("0", "{}"), end("function_call")}, u"calls: a=read{}"_s);
    row("arguments as an object",
        {calls(R"({"index":0,"id":"a","function":{"name":"read","arguments":{"p":1}}})"), end("stop")},
        u"calls: a=read{\"p\":1}"_s);
    row("text and a call", {text("Looking."), calls(a), more("0", "{}"), end("tool_calls")},
        u"calls: Looking. a=read{}"_s);
    row("broken arguments stay as they are, for the model to be told",
        {calls(a), more("0", "{p:1}"), end("tool_calls")}, u"calls: a=read{p:1}"_s);
    row("half a call at the limit", {text("So"), calls(a), more("0", R"({\"p\":)"), end("length"), done},
        u"length: So dropped 1"_s);
    row("a whole and half a call at the limit",
        {calls(a), more("0", "{}"), calls(b), more("1", R"({\"q)"), end("length")}, u"length: a=read{} dropped 1"_s);
    row("a call that had only begun at the limit", {calls(a), calls(b), end("length")}, u"length: a=read dropped 1"_s);

    // Thinking
    row("reasoning_content", {delta(R"({"reasoning_content":"hm"})"), text("a"), end("stop")}, u"stop: a (hm)"_s);
    row("reasoning", {delta(R"({"reasoning":"hm"})"), text("a"), end("stop")}, u"stop: a (hm)"_s);
    row("thinking", {delta(R"({"thinking":"hm"})"), text("a"), end("stop")}, u"stop: a (hm)"_s);
    row("two names in one delta", {delta(R"({"reasoning_content":"hm","reasoning":"hm"})"), text("a"), end("stop")},
        u"stop: a (hm)"_s);
    row("null is no thinking", {delta(R"({"content":"a","reasoning_content":null})"), end("stop")}, u"stop: a"_s);
    row("tags in the text", {text("<think>hm</think>\\n\\na"), end("stop")}, u"stop: a (hm)"_s);
    row("tags cut into pieces",
        {text("<th"), text("ink>h"), text("m</t"), text("hink>"), text("\\n"), text("\\na"), end("stop")},
        u"stop: a (hm)"_s);
    row("a tag that never closes", {text("<think>hm</thi"), end("length")}, u"length: (hm</thi)"_s);
    row("no tag after all", {text("<"), text("thanks"), end("stop")}, u"stop: <thanks"_s);
    row("half a tag is text", {text("<thi"), end("stop")}, u"stop: <thi"_s);
    row("a tag in the middle is text", {text("Write <think>x</think>"), end("stop")},
        u"stop: Write <think>x</think>"_s);
}

void TestOpenAiChat::aStreamBecomesOneReply()
{
    QFETCH(const QList<QByteArray>, stream);
    QFETCH(const QString, reply);
    const Heard result = heard(stream);
    QVERIFY2(result.reply.has_value(), result.reply ? "" : qPrintable(result.reply.error().message));
    QCOMPARE(drawn(*result.reply), reply);
}

void TestOpenAiChat::wordsArriveOneByOne()
{
    const Heard result = heard({delta(R"({"reasoning":"hm"})"), text("<thi"), text("nk>so</think>A"), text("b"),
                                calls(R"({"index":0,"id":"a","function":{"name":"read","arguments":""}})"),
                                calls(R"({"index":0,"function":{"arguments":"{}"}})"), end("tool_calls")});
    QCOMPARE(result.words, u"(hm)|(so)|A|b|[read]"_s);
    QCOMPARE(result.reply->model, u"m-1"_s);
}

void TestOpenAiChat::aStreamThatWentWrongIsAnError_data()
{
    QTest::addColumn<QList<QByteArray>>("stream");
    QTest::addColumn<QByteArray>("stray");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QList<QByteArray> &stream, const QByteArray &stray,
                        const QString &says) { QTest::newRow(name) << stream << stray << says; };
    row("cut in the text", {text("a")}, {}, u"cut off"_s);
    row("cut in a call", {calls(R"({"index":0,"id":"a","function":{"name":"read","arguments":"{\"p"}})")}, {},
        u"cut off"_s);
    row("nothing at all", {}, {}, u"without an answer"_s);
    row("nothing but the role", {delta(R"({"role":"assistant","content":""})")}, {}, u"without an answer"_s);
    row("an error object", {text("a"), R"({"error":{"message":"boom","type":"server_error"}})"}, {}, u"boom"_s);
    row("an error text", {R"({"error":"boom"})"}, {}, u"boom"_s);
    row("OpenRouter",
        {R"({"error":{"code":502,"message":"Provider disconnected"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]})"},
        {}, u"Provider disconnected"_s);
    row("the reason is error", {text("a"), end("error")}, {}, u"reported an error"_s);
    row("a named event", {text("a"), R"(error={"message":"boom","code":500})"}, {}, u"boom"_s);
    row("a named event, nested", {R"(error={"error":{"message":"boom"}})"}, {}, u"boom"_s);
    row("a flat error", {R"({"object":"error","message":"boom","code":400})"}, {}, u"boom"_s);
    row("outside the format", {}, R"({"code":400,"message":"boom"})", u"boom"_s);
    row("outside the format, after words", {text("a")}, R"({"error":{"message":"boom"}})", u"boom"_s);
    row("not JSON", {text("a"), "<html>"}, {}, u"no part of an answer"_s);
    row("nearly the mark", {text("a"), "[DONE] "}, {}, u"no part of an answer"_s);
    row("an index below zero", {calls(R"({"index":-1,"id":"a","function":{"name":"f"}})")}, {}, u"impossible number"_s);
    row("half an index", {calls(R"({"index":0.5,"id":"a","function":{"name":"f"}})")}, {}, u"impossible number"_s);
    row("an index beyond reason", {calls(R"({"index":128,"id":"a","function":{"name":"f"}})")}, {},
        u"impossible number"_s);
    row("a call without a name", {calls(R"({"index":0,"id":"a","function":{"arguments":"{}"}})"), end("tool_calls")},
        {}, u"without a name"_s);
}

void TestOpenAiChat::aStreamThatWentWrongIsAnError()
{
    QFETCH(const QList<QByteArray>, stream);
    QFETCH(const QByteArray, stray);
    QFETCH(const QString, says);
    const Heard result = heard(stream, stray);
    QVERIFY(!result.reply);
    QVERIFY2(result.reply.error().message.contains(says), qPrintable(result.reply.error().message));
}

void TestOpenAiChat::numbersAreReadWhereverTheyStand_data()
{
    QTest::addColumn<QByteArray>("chunk");
    QTest::addColumn<int>("input");
    QTest::addColumn<int>("output");
    QTest::addColumn<int>("cached");
    QTest::newRow("OpenAI") << QByteArray(
        R"({"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":4}}})")
                            << 9 << 2 << 4;
    QTest::newRow("DeepSeek") << QByteArray(
        R"({"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"prompt_cache_hit_tokens":5}})")
                              << 9 << 2 << 5;
    QTest::newRow("with the last words") << QByteArray(
        R"({"choices":[{"index":0,"delta":{"content":"b"}}],"usage":{"prompt_tokens":9,"completion_tokens":2}})")
                                         << 9 << 2 << 0;
    QTest::newRow("null") << QByteArray(R"({"choices":[],"usage":null})") << 0 << 0 << 0;
}

void TestOpenAiChat::numbersAreReadWhereverTheyStand()
{
    QFETCH(const QByteArray, chunk);
    QFETCH(const int, input);
    QFETCH(const int, output);
    QFETCH(const int, cached);
    const Heard result = heard({text("a"), end("stop"), chunk, done});
    QVERIFY(result.reply.has_value());
    QCOMPARE(result.reply->usage, (chat::Usage{.inputTokens = input, .outputTokens = output, .cachedTokens = cached}));
}

void TestOpenAiChat::thinkingGoesBackAsItCame_data()
{
    QTest::addColumn<QByteArray>("thought");
    QTest::addColumn<bool>("withCall");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("DeepSeek") << QByteArray(R"({"reasoning_content":"hm"})") << true << u"reasoning_content"_s
                              << u"hm"_s;
    QTest::newRow("DeepSeek, empty") << QByteArray(R"({"reasoning_content":""})") << true << u"reasoning_content"_s
                                     << u""_s;
    QTest::newRow("vLLM") << QByteArray(R"({"reasoning":"hm"})") << true << u"reasoning"_s << u"hm"_s;
    QTest::newRow("not without calls") << QByteArray(R"({"reasoning_content":"hm"})") << false << QString()
                                       << QString();
    QTest::newRow("tags are ours") << QByteArray(R"({"content":"<think>hm</think>"})") << true << QString()
                                   << QString();
}

void TestOpenAiChat::thinkingGoesBackAsItCame()
{
    QFETCH(const QByteArray, thought);
    QFETCH(const bool, withCall);
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    const QByteArray call = calls(R"({"index":0,"id":"a","function":{"name":"read","arguments":"{}"}})");
    const Heard result = heard({delta(thought), withCall ? call : text("yes"), end("stop")});
    const QByteArray body = requestBody({.messages = {result.reply->message}}, u"m"_s);
    QJsonObject sent = QJsonDocument::fromJson(body)["messages"][0].toObject();
    for (const QString &usual : {u"role"_s, u"content"_s, u"tool_calls"_s})
        sent.remove(usual);
    QCOMPARE(sent, key.isEmpty() ? QJsonObject{} : QJsonObject({{key, value}}));
}

void TestOpenAiChat::signedThinkingIsPutTogether()
{
    const Heard result
        = heard({delta(R"({"reasoning":"h","reasoning_details":[{"type":"reasoning.text","index":0,"text":"h"}]})"),
                 delta(R"({"reasoning":"m","reasoning_details":[{"type":"reasoning.text","index":0,"text":"m"}]})"),
                 delta(R"({"reasoning_details":[{"type":"reasoning.text","index":0,"signature":"s"},
                                                              {"type":"reasoning.encrypted","index":1,"data":"d"}]})"),
                 calls(R"({"index":0,"id":"a","function":{"name":"read","arguments":"{}"}})"), end("stop")});
    const QByteArray body = requestBody({.messages = {result.reply->message}}, u"m"_s);
    const QJsonValue details = QJsonDocument::fromJson(body)["messages"][0]["reasoning_details"];
    QCOMPARE(QJsonDocument(details.toArray()).toJson(QJsonDocument::Compact),
             QByteArray(R"([{"index":0,"signature":"s","text":"hm","type":"reasoning.text"},)"
                        R"({"data":"d","index":1,"type":"reasoning.encrypted"}])"));
}

void TestOpenAiChat::theSameRequestIsTheSameBytes()
{
    const chat::ToolSpec second{.name = u"b"_s, .description = u"B"_s, .parameters = {{u"z"_s, 1}, {u"a"_s, 2}}};
    const chat::ToolSpec first{.name = u"a"_s, .description = u"A"_s, .parameters = {{u"a"_s, 2}, {u"z"_s, 1}}};
    const Request request{.messages = {chat::Message::user(u"x"_s)}, .tools = {second, first}};
    const QByteArray body = requestBody(request, u"m"_s);
    QCOMPARE(requestBody(request, u"m"_s), body);
    QVERIFY2(body.indexOf(R"("name":"b")") < body.indexOf(R"("name":"a")"), "tools keep the order given");
    QVERIFY(body.contains(R"({"a":2,"z":1})"));
}

void TestOpenAiChat::aRequestIsWhatServersAccept_data()
{
    QTest::addColumn<Request>("request");
    QTest::addColumn<QByteArray>("body");
    const QByteArray tail = R"("model":"m","stream":true,"stream_options":{"include_usage":true}})";
    const chat::ToolCall call{.id = u"c1"_s, .name = u"read"_s, .arguments = u"{ \"p\":1}"_s};
    const chat::ToolCall bare{.id = u"c2"_s, .name = u"list"_s};
    QTest::newRow("words") << Request{.messages = {chat::Message::system(u"s"_s), chat::Message::user(u"ü"_s),
                                                   chat::Message::assistant(u"a"_s)}}
                           << QByteArray(
                                  R"({"messages":[{"content":"s","role":"system"},{"content":"ü","role":"user"},)"
                                  R"({"content":"a","role":"assistant"}],)")
            + tail;
    QTest::newRow("calls and results")
        << Request{.messages = {{.role = chat::Role::Assistant, .toolCalls = {call, bare}},
                                chat::Message::toolResult(call, u"r"_s),
                                chat::Message::toolResult(bare, u"no"_s, true)}}
        << QByteArray(
               R"({"messages":[{"content":null,"role":"assistant","tool_calls":[)"
               R"({"function":{"arguments":"{ \"p\":1}","name":"read"},"id":"c1","type":"function"},)"
               R"({"function":{"arguments":"{}","name":"list"},"id":"c2","type":"function"}]},)"
               R"({"content":"r","role":"tool","tool_call_id":"c1"},{"content":"no","role":"tool","tool_call_id":"c2"}],)")
            + tail;
    QTest::newRow("a message that was stopped before its first word")
        << Request{.messages = {{.role = chat::Role::Assistant, .reasoning = u"hm"_s, .stopped = true},
                                chat::Message::user(u"x"_s)}}
        << QByteArray(R"({"messages":[{"content":"x","role":"user"}],)") + tail;
    QTest::newRow("a limit") << Request{.messages = {chat::Message::user(u"x"_s)}, .maxOutputTokens = 5}
                             << QByteArray(R"({"max_tokens":5,"messages":[{"content":"x","role":"user"}],)") + tail;
}

void TestOpenAiChat::aRequestIsWhatServersAccept()
{
    QFETCH(const Request, request);
    QFETCH(const QByteArray, body);
    QCOMPARE(requestBody(request, u"m"_s), body);
}

void TestOpenAiChat::aServersWordsAreFound_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const QByteArray &body, const QString &message, const QString &code = {}) {
        QTest::newRow(name) << body << message << code;
    };
    row("OpenAI", R"({"error":{"message":"no","type":"t","code":"c"}})", u"no"_s, u"c"_s);
    row("a code that is a number", R"({"error":{"message":"no","code":429}})", u"no"_s, u"429"_s);
    row("Ollama", R"({"error":"model not found"})", u"model not found"_s);
    row("old vLLM", R"({"object":"error","message":"no","code":400})", u"no"_s, u"400"_s);
    row("LM Studio", R"({"error":{},"message":"no"})", u"no"_s);
    row("FastAPI", R"({"detail":"no"})", u"no"_s);
    row("FastAPI, a list", R"({"detail":[{"msg":"a"},{"msg":"b"}]})", u"a; b"_s);
    row("a proxy's page", "<html><head><title>502 Bad Gateway</title></head><body>…</body></html>",
        u"502 Bad Gateway"_s);
    row("a page without title", "<html><body>x</body></html>", {});
    row("plain text", "upstream timed out\n", u"upstream timed out"_s);
    row("nothing", "", {});
}

void TestOpenAiChat::aServersWordsAreFound()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, message);
    QFETCH(const QString, code);
    QCOMPARE(complaintIn(body).message, message);
    QCOMPARE(complaintIn(body).code, code);
}

QTEST_GUILESS_MAIN(TestOpenAiChat)
#include "tst_openaichat.moc"
