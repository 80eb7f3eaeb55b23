// SPDX-License-Identifier: MIT
//
// One turn with a model that speaks from a script and tools that do as they are told: what is said, run and stored, in
// order.
#include "agent/calls.h"
#include "agent/turn.h"

#include <QTest>

#include <atomic>
#include <barrier>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::agent;
using chat::Message;
using chat::Role;
using chat::ToolCall;
using End = TurnResult::End;

class TestTurn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAnswerEndsTheTurn();
    void callsAreRunAndTheirResultsGoBack();
    void everythingIsStoredBeforeItIsSeen();
    void readingCallsRunSideBySideOthersAlone_data();
    void readingCallsRunSideBySideOthersAlone();
    void readingCallsReallyRunAtTheSameTime();
    void stoppedWhileItStreamsTheWordsStay();
    void stoppedBeforeAWordNothingStays();
    void stoppedInAToolEveryCallHasAResult();
    void aFailedModelCallKeepsWhatWasRead();
    void repeatedFailuresAreWarnedOfAndThenEnded();
    void differentFailuresAreNoCircle();
    void theIterationLimitEndsIt();
    void theTokenBudgetEndsIt_data();
    void theTokenBudgetEndsIt();
    void anAnswerCutAtTheLengthLimitSaysSo_data();
    void anAnswerCutAtTheLengthLimitSaysSo();
    void aStoreThatFailsEndsTheTurn_data();
    void aStoreThatFailsEndsTheTurn();
    void aHoleInTheInputIsClosedBeforeItIsSent();
    void retriesAndThinkingAreTold();
};

namespace {

ToolCall call(const QString &id, const QString &name, const QString &arguments = u"{}"_s)
{
    return {.id = id, .name = name, .arguments = arguments};
}

llm::Reply saying(const QString &text)
{
    return {.message = Message::assistant(text), .usage = {.inputTokens = 100, .outputTokens = 10}};
}

llm::Reply calling(const QList<ToolCall> &calls, const QString &text = {})
{
    llm::Reply reply = saying(text);
    reply.message.toolCalls = calls;
    reply.finish = llm::FinishReason::ToolCalls;
    return reply;
}

class Script final : public llm::ModelClient
{
public:
    using Step = std::function<Result<llm::Reply>(const llm::Request &, const llm::StreamSink &, std::stop_token)>;

    void says(const llm::Reply &reply)
    {
        steps.append([reply](const llm::Request &, const llm::StreamSink &sink, std::stop_token) -> Result<llm::Reply> {
            if (!reply.message.text.isEmpty())
                sink(llm::TextDelta{reply.message.text});
            return reply;
        });
    }
    Result<llm::Reply> complete(const llm::Request &request, const llm::StreamSink &sink, std::stop_token stop) override
    {
        requests.append(request);
        if (requests.size() > steps.size())
            return steps.isEmpty() ? fail(Error::Kind::Malformed, u"the script is at its end"_s)
                                   : steps.last()(request, sink, stop);
        return steps[requests.size() - 1](request, sink, stop);
    }
    QString modelName() const override { return u"script"_s; }

    QList<Step> steps; ///< the last one is repeated
    QList<llm::Request> requests;
};

class Box final : public tools::ToolBox
{
public:
    using Tool = std::function<tools::ToolResult(const ToolCall &, const tools::OutputSink &, std::stop_token)>;
    QList<chat::ToolSpec> specs() const override { return {}; }
    tools::ToolResult call(const ToolCall &call, const tools::OutputSink &output, std::stop_token stop) override
    {
        return tool(call, output, stop);
    }
    Tool tool = [](const ToolCall &call, const tools::OutputSink &, std::stop_token) {
        return tools::ToolResult{.text = u"done "_s + call.id};
    };
};

/// "tool c1 done c1 (failed)", short enough to read a transcript in one line.
QString drawn(const Message &message)
{
    QString text = chat::roleName(message.role);
    if (message.role == Role::Tool)
        text += u' ' + message.toolCallId;
    if (!message.text.isEmpty())
        text += u' ' + message.text;
    for (const ToolCall &call : message.toolCalls)
        text += u" →"_s + call.id;
    return text + (message.stopped ? u" (stopped)"_s : message.failed ? u" (failed)"_s : u""_s);
}

QStringList drawn(const QList<Message> &messages)
{
    QStringList lines;
    for (const Message &message : messages)
        lines.append(drawn(message));
    return lines;
}

QString drawn(const AgentEvent &event)
{
    return std::visit(
        []<class E>(const E &e) -> QString {
            if constexpr (std::is_same_v<E, IterationStarted>)
                return u"iteration %1"_s.arg(e.iteration);
            else if constexpr (std::is_same_v<E, TextStreamed>)
                return u"text "_s + e.text;
            else if constexpr (std::is_same_v<E, ReasoningStreamed>)
                return u"thinks "_s + e.text;
            else if constexpr (std::is_same_v<E, RetryWaiting>)
                return u"retry %1 in %2: %3"_s.arg(e.attempt).arg(e.waitMs).arg(e.reason);
            else if constexpr (std::is_same_v<E, MessageFinished>)
                return u"#%1 "_s.arg(e.number) + drawn(e.message);
            else if constexpr (std::is_same_v<E, ToolStarted>)
                return u"start "_s + e.call.id;
            else if constexpr (std::is_same_v<E, ToolOutput>)
                return u"output "_s + e.callId + u' ' + e.output;
            else if constexpr (std::is_same_v<E, ToolFinished>)
                return u"end "_s + e.call.id;
            else if constexpr (std::is_same_v<E, ContextCompacted>)
                return u"short %1 to %2"_s.arg(e.first).arg(e.last);
            else
                return u"usage %1"_s.arg(e.usage.inputTokens);
        },
        event);
}

struct Stage {
    Script model;
    Box box;
    TurnInput input{.messages = {Message::system(u"s"_s), Message::user(u"go"_s)}};
    QStringList events;
    QList<Message> stored;
    std::stop_source stop;
    int storeFailsAt = -1;

    TurnResult run()
    {
        const MessageStore store = [this](const Message &message) -> Result<qint64> {
            if (stored.size() == storeFailsAt)
                return fail(Error::Kind::Storage, u"the disk is full"_s);
            stored.append(message);
            return stored.size() + 1;
        };
        const EventSink sink = [this](const AgentEvent &event) { events.append(drawn(event)); };
        return runTurn(input, model, box, store, sink, stop.get_token());
    }
};

/// What a provider would refuse: a call without its result, or a result without its call.
void verifyNoHole(const QList<Message> &messages)
{
    QCOMPARE(drawn(chat::closed(messages)), drawn(messages));
}

} // namespace

void TestTurn::anAnswerEndsTheTurn()
{
    Stage stage;
    stage.model.says(saying(u"Hello."_s));
    const TurnResult result = stage.run();
    QCOMPARE(result.end, End::Answered);
    QCOMPARE(result.answer, u"Hello."_s);
    QCOMPARE(result.iterations, 1);
    QCOMPARE(result.toolIterations, 0);
    QCOMPARE(result.usage.inputTokens, 100);
    QCOMPARE(stage.events, (QStringList{u"iteration 1"_s, u"text Hello."_s, u"usage 100"_s, u"#2 assistant Hello."_s}));
}

void TestTurn::callsAreRunAndTheirResultsGoBack()
{
    Stage stage;
    stage.model.says(calling({call(u"a"_s, u"write_file"_s), call(u"b"_s, u"terminal"_s)}, u"Working."_s));
    stage.model.says(calling({call(u"c"_s, u"read_file"_s)}));
    stage.model.says(saying(u"Done."_s));
    stage.box.tool = [](const ToolCall &call, const tools::OutputSink &output, std::stop_token) {
        if (call.name == u"terminal")
            output(u"42"_s);
        return tools::ToolResult{.text = u"result "_s + call.id, .failed = call.id == u"b"};
    };
    const TurnResult result = stage.run();
    QCOMPARE(result.end, End::Answered);
    QCOMPARE(result.iterations, 3);
    QCOMPARE(result.toolIterations, 2);
    QCOMPARE(result.calls.size(), 3);
    const QStringList transcript{u"assistant Working. →a →b"_s, u"tool a result a"_s,
                                 u"tool b result b (failed)"_s, u"assistant →c"_s,
                                 u"tool c result c"_s,          u"assistant Done."_s};
    QCOMPARE(drawn(result.added), transcript);
    QCOMPARE(drawn(stage.stored), transcript);
    QCOMPARE(drawn(stage.model.requests[2].messages), (QStringList{u"system s"_s, u"user go"_s} + transcript.first(5)));
    QCOMPARE(
        stage.events.mid(4, 6),
        (QStringList{u"start a"_s, u"end a"_s, u"#3 tool a result a"_s, u"start b"_s, u"output b 42"_s, u"end b"_s}));
}

void TestTurn::everythingIsStoredBeforeItIsSeen()
{
    Stage stage;
    stage.model.says(calling({call(u"a"_s, u"terminal"_s)}));
    stage.model.says(saying(u"Done."_s));
    qsizetype storedWhenRun = 0;
    stage.box.tool = [&](const ToolCall &, const tools::OutputSink &, std::stop_token) {
        storedWhenRun = stage.stored.size();
        return tools::ToolResult{};
    };
    stage.run();
    QCOMPARE(storedWhenRun, 1); // the message with the call, before the call has an effect
}

void TestTurn::readingCallsRunSideBySideOthersAlone_data()
{
    QTest::addColumn<QStringList>("tools");
    QTest::addColumn<QString>("batches");
    const QString read = u"read_file"_s, run = u"terminal"_s;
    QTest::newRow("none") << QStringList{} << u""_s;
    QTest::newRow("one") << QStringList{run} << u"1"_s;
    QTest::newRow("reads") << QStringList{read, u"skill_view"_s, u"search_files"_s, u"skills_list"_s} << u"4"_s;
    QTest::newRow("changes one after another") << QStringList{run, u"write_file"_s, u"memory"_s} << u"1 1 1"_s;
    QTest::newRow("a change between reads") << QStringList{read, read, run, read, read} << u"2 1 2"_s;
    QTest::newRow("at most eight") << QStringList(20, read) << u"8 8 4"_s;
    QTest::newRow("unknown tools may change things") << QStringList{u"x"_s, u"x"_s} << u"1 1"_s;
}

void TestTurn::readingCallsRunSideBySideOthersAlone()
{
    QFETCH(const QStringList, tools);
    QList<ToolCall> calls;
    for (const QString &tool : tools)
        calls.append(call(u"c"_s, tool));
    QStringList sizes;
    qsizetype next = 0;
    for (const Batch &batch : batches(calls)) {
        QCOMPARE(batch.first, next);
        next += batch.count;
        sizes.append(QString::number(batch.count));
    }
    QCOMPARE(next, calls.size());
    QTEST(sizes.join(u' '), "batches");
}

void TestTurn::readingCallsReallyRunAtTheSameTime()
{
    Stage stage;
    QList<ToolCall> calls;
    for (int i = 0; i < 8; ++i)
        calls.append(call(QString::number(i), u"read_file"_s));
    stage.model.says(calling(calls));
    stage.model.says(saying(u"Done."_s));
    std::barrier all(8); // nobody goes on before all are there
    stage.box.tool = [&all](const ToolCall &call, const tools::OutputSink &output, std::stop_token) {
        all.arrive_and_wait();
        output(u"x"_s);
        return tools::ToolResult{.text = u"result "_s + call.id};
    };
    const TurnResult result = stage.run();
    QCOMPARE(result.end, End::Answered);
    for (int i = 0; i < 8; ++i) {
        QCOMPARE(drawn(result.added[i + 1]), u"tool %1 result %1"_s.arg(i));
        const qsizetype start = stage.events.indexOf(u"start %1"_s.arg(i));
        const qsizetype output = stage.events.indexOf(u"output %1 x"_s.arg(i));
        QVERIFY(start >= 0 && start < output && output < stage.events.indexOf(u"end %1"_s.arg(i)));
    }
}

void TestTurn::stoppedWhileItStreamsTheWordsStay()
{
    Stage stage;
    stage.model.steps.append([&](const llm::Request &, const llm::StreamSink &sink,
                                 std::stop_token stop) -> Result<llm::Reply> {
        sink(llm::TextDelta{u"Half a "_s});
        sink(llm::TextDelta{u"sentence"_s});
        stage.stop.request_stop();
        return stop.stop_requested() ? fail(Error::Kind::Cancelled, u"stopped"_s) : Result<llm::Reply>(saying(u"?"_s));
    });
    const TurnResult result = stage.run();
    QCOMPARE(result.end, End::Stopped);
    QVERIFY(!result.error);
    QCOMPARE(drawn(result.added), QStringList{u"assistant Half a sentence (stopped)"_s});
    QCOMPARE(drawn(stage.stored), drawn(result.added));
}

void TestTurn::stoppedBeforeAWordNothingStays()
{
    Stage stage;
    stage.stop.request_stop();
    stage.model.says(saying(u"never asked"_s));
    const TurnResult result = stage.run();
    QCOMPARE(result.end, End::Stopped);
    QVERIFY(result.added.isEmpty());
    QVERIFY(stage.model.requests.isEmpty());
}

void TestTurn::stoppedInAToolEveryCallHasAResult()
{
    Stage stage;
    stage.model.says(calling({call(u"a"_s, u"write_file"_s), call(u"b"_s, u"terminal"_s), call(u"c"_s, u"terminal"_s),
                              call(u"d"_s, u"read_file"_s)}));
    QStringList run;
    stage.box.tool = [&](const ToolCall &call, const tools::OutputSink &, std::stop_token stop) {
        run.append(call.id);
        if (call.id == u"b")
            stage.stop.request_stop();
        return stop.stop_requested()
            ? tools::ToolResult{.text = u"[stopped]"_s, .failed = true, .errorClass = u"stopped"_s}
            : tools::ToolResult{.text = u"ok"_s};
    };
    const TurnResult result = stage.run();
    QCOMPARE(result.end, End::Stopped);
    QCOMPARE(run, (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(drawn(result.added).first(3),
             (QStringList{u"assistant →a →b →c →d"_s, u"tool a ok"_s, u"tool b [stopped] (stopped)"_s}));
    QCOMPARE(result.added.size(), 5);
    QVERIFY(result.added[3].stopped && result.added[4].stopped);
    QCOMPARE(drawn(stage.stored), drawn(result.added));
    verifyNoHole(result.added);
}

void TestTurn::aFailedModelCallKeepsWhatWasRead()
{
    Stage stage;
    stage.model.says(calling({call(u"a"_s, u"terminal"_s)}));
    stage.model.steps.append(
        [](const llm::Request &, const llm::StreamSink &sink, std::stop_token) -> Result<llm::Reply> {
            sink(llm::TextDelta{u"I found"_s});
            return fail(Error::Kind::Network, u"The connection was lost."_s);
        });
    const TurnResult result = stage.run();
    QCOMPARE(result.end, End::Failed);
    QCOMPARE(result.error->message, u"The connection was lost."_s);
    QCOMPARE(drawn(result.added),
             (QStringList{u"assistant →a"_s, u"tool a done a"_s, u"assistant I found (stopped)"_s}));
}

void TestTurn::repeatedFailuresAreWarnedOfAndThenEnded()
{
    Stage stage;
    stage.model.says(calling({call(u"a"_s, u"terminal"_s, u"{\"command\": \"make\"}"_s)}));
    stage.box.tool = [](const ToolCall &, const tools::OutputSink &, std::stop_token) {
        return tools::ToolResult{.text = u"no rule"_s, .failed = true};
    };
    const TurnResult result = stage.run();
    QCOMPARE(result.end, End::Failed);
    QCOMPARE(result.iterations, 8);
    QVERIFY2(result.error->message.contains(u"8"_s), qPrintable(result.error->message));
    for (int i = 0; i < 8; ++i) {
        const QString text = result.added[2 * i + 1].text;
        QVERIFY(text.startsWith(u"no rule"_s));
        QCOMPARE(text.contains(u"failed 3 times"_s), i == 2);
    }
    verifyNoHole(result.added);
}

void TestTurn::differentFailuresAreNoCircle()
{
    Stage stage;
    for (int i = 0; i < 12; ++i) // the same call fails every other time only
        stage.model.says(calling(
            {call(u"a"_s, u"terminal"_s, i % 2 ? u"{\"command\": \"a\"}"_s : u"{\"command\": \"%1\"}"_s.arg(i))}));
    stage.model.says(saying(u"Done."_s));
    int count = 0;
    stage.box.tool = [&count](const ToolCall &, const tools::OutputSink &, std::stop_token) {
        return tools::ToolResult{.text = u"x"_s, .failed = ++count % 4 != 0};
    };
    const TurnResult result = stage.run();
    QCOMPARE(result.end, End::Answered);
    for (const Message &message : result.added)
        QVERIFY(!message.text.contains(u"times"_s));
}

void TestTurn::theIterationLimitEndsIt()
{
    Stage stage;
    stage.input.maxIterations = 3;
    stage.model.says(calling({call(u"a"_s, u"read_file"_s)}, u"Still looking."_s));
    const TurnResult result = stage.run();
    QCOMPARE(result.end, End::IterationLimit);
    QCOMPARE(result.iterations, 3);
    QCOMPARE(result.answer, u"Still looking."_s);
    verifyNoHole(result.added);
}

void TestTurn::theTokenBudgetEndsIt_data()
{
    QTest::addColumn<int>("reported");
    QTest::addColumn<int>("budget");
    QTest::addColumn<int>("iterations");
    QTest::newRow("as the server counts") << 100 << 350 << 3;
    QTest::newRow("none left at the start") << 100 << 1 << 0;
    QTest::newRow("none set") << 100 << 0 << 5;
    QTest::newRow("a server that gives no numbers") << 0 << 2'500 << 2;
}

void TestTurn::theTokenBudgetEndsIt()
{
    QFETCH(const int, reported);
    QFETCH(const int, budget);
    QFETCH(const int, iterations);
    Stage stage;
    stage.input.tokenBudget = budget;
    stage.input.maxIterations = 5;
    if (reported == 0)
        stage.input.messages.last().text = QString(4'000, u'x'); // about a thousand tokens
    llm::Reply reply = calling({call(u"a"_s, u"read_file"_s)});
    reply.usage.inputTokens = reported;
    stage.model.says(reply);
    const TurnResult result = stage.run();
    QCOMPARE(result.end, budget > 0 ? End::BudgetSpent : End::IterationLimit);
    QCOMPARE(result.iterations, iterations);
    verifyNoHole(result.added);
}

void TestTurn::anAnswerCutAtTheLengthLimitSaysSo_data()
{
    QTest::addColumn<QList<ToolCall>>("calls");
    QTest::addColumn<int>("dropped");
    QTest::addColumn<End>("end");
    QTest::newRow("words only") << QList<ToolCall>{} << 0 << End::Failed;
    QTest::newRow("in the only call") << QList<ToolCall>{} << 1 << End::Failed;
    QTest::newRow("behind a whole call") << QList{call(u"a"_s, u"read_file"_s)} << 1 << End::Answered;
}

void TestTurn::anAnswerCutAtTheLengthLimitSaysSo()
{
    QFETCH(const QList<ToolCall>, calls);
    QFETCH(const int, dropped);
    QFETCH(const End, end);
    Stage stage;
    llm::Reply reply = calling(calls, u"It is"_s);
    reply.finish = llm::FinishReason::Length;
    reply.droppedCalls = dropped;
    stage.model.says(reply);
    stage.model.says(saying(u"Done."_s));
    const TurnResult result = stage.run();
    QCOMPARE(result.end, end);
    QCOMPARE(result.added.first().text, u"It is"_s);
    if (end == End::Failed)
        QVERIFY(result.error && result.error->message.contains(u"length limit"_s));
    else
        QVERIFY(result.added[1].text.contains(u"length limit"_s));
}

void TestTurn::aStoreThatFailsEndsTheTurn_data()
{
    QTest::addColumn<int>("at");
    QTest::newRow("the message with the calls") << 0;
    QTest::newRow("the first result") << 1;
    QTest::newRow("the second result") << 2;
    QTest::newRow("the answer") << 3;
}

void TestTurn::aStoreThatFailsEndsTheTurn()
{
    QFETCH(const int, at);
    Stage stage;
    stage.storeFailsAt = at;
    stage.model.says(calling({call(u"a"_s, u"terminal"_s), call(u"b"_s, u"terminal"_s)}));
    stage.model.says(saying(u"Done."_s));
    QStringList run;
    stage.box.tool = [&run](const ToolCall &call, const tools::OutputSink &, std::stop_token) {
        run.append(call.id);
        return tools::ToolResult{};
    };
    const TurnResult result = stage.run();
    QCOMPARE(result.end, End::Failed);
    QCOMPARE(result.error->message, u"the disk is full"_s);
    QCOMPARE(run.size(), std::min(at, 2)); // nothing has an effect that could not be stored
    verifyNoHole(result.added);
}

void TestTurn::aHoleInTheInputIsClosedBeforeItIsSent()
{
    Stage stage;
    Message asking = Message::assistant(u""_s);
    asking.toolCalls = {call(u"old"_s, u"terminal"_s)};
    stage.input.messages = {Message::system(u"s"_s), Message::user(u"a"_s), asking, Message::user(u"b"_s)};
    stage.model.says(saying(u"Done."_s));
    stage.run();
    verifyNoHole(stage.model.requests.first().messages);
    QCOMPARE(stage.model.requests.first().messages.size(), 5);
}

void TestTurn::retriesAndThinkingAreTold()
{
    Stage stage;
    stage.model.steps.append(
        [](const llm::Request &, const llm::StreamSink &sink, std::stop_token) -> Result<llm::Reply> {
            sink(llm::Retrying{1, 500, u"busy"_s});
            sink(llm::ReasoningDelta{u"hm"_s});
            return saying(u"Done."_s);
        });
    stage.run();
    QCOMPARE(stage.events.mid(1, 2), (QStringList{u"retry 1 in 500: busy"_s, u"thinks hm"_s}));
}

QTEST_GUILESS_MAIN(TestTurn)
#include "tst_turn.moc"
