// SPDX-License-Identifier: MIT
//
// Recorded words are spoken in their order, and a request that does not fit is refused loudly.
#include "llm/replay.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::llm;

class TestReplay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRecordingIsSpoken();
    void eachPurposeHasItsOwnPlace();
    void whatDoesNotFitIsRefusedAndNamed_data();
    void whatDoesNotFitIsRefusedAndNamed();
    void whatWasStoppedIsSaidAgain();
    void aBrokenLineIsNamed_data();
    void aBrokenLineIsNamed();
};

namespace {

const QByteArray recording = R"({"user": "Which invoices are overdue?"}
{"purpose": "turn", "expect": {"last_role": "user", "contains": "OVERDUE"}, "reply": {"reasoning": "Look first.", "text": "I'll look.", "tool_calls": [{"id": "c1", "name": "search_files", "arguments": {"path": "${workspace}/in", "n": [1, "${workspace}"]}}]}}
{"purpose": "turn", "expect": {"last_role": "tool", "has_tool": "search_files"}, "reply": {"text": "Two in ${workspace}."}}

{"user": "Thanks"}
{"purpose": "review", "reply": {"text": "Nothing to save.", "usage": {"input_tokens": 900, "output_tokens": 4}}}
{"purpose": "turn", "reply": {"text": "Bye."}}
)";

std::shared_ptr<ReplayClient> client()
{
    return ReplayClient::fromJsonl(recording, {{u"workspace"_s, u"/tmp/my \"files\""_s}}).value();
}

Request asking(const QString &words, Purpose purpose = Purpose::Turn)
{
    return {.messages = {chat::Message::user(words)}, .tools = {{.name = u"search_files"_s}}, .purpose = purpose};
}

QString drawn(const StreamEvent &event)
{
    if (const auto *text = std::get_if<TextDelta>(&event))
        return text->text;
    if (const auto *reasoning = std::get_if<ReasoningDelta>(&event))
        return u'(' + reasoning->text + u')';
    return u'[' + std::get<ToolCallStarted>(event).name + u']';
}

} // namespace

void TestReplay::aRecordingIsSpoken()
{
    const auto replay = client();
    QCOMPARE(replay->nextUserText(), u"Which invoices are overdue?"_s);
    QStringList heard;
    const StreamSink sink = [&heard](const StreamEvent &event) { heard.append(drawn(event)); };
    const Result<Reply> first = replay->complete(asking(replay->nextUserText()), sink, {});
    QVERIFY(first.has_value());
    QCOMPARE(heard.join(u'|'), u"(Look )|(first.)|I'll |look.|[search_files]"_s);
    QCOMPARE(first->finish, FinishReason::ToolCalls);
    QVERIFY(first->usage.inputTokens > 0 && first->usage.outputTokens > 0);
    const QJsonDocument arguments = QJsonDocument::fromJson(first->message.toolCalls[0].arguments.toUtf8());
    QCOMPARE(arguments["path"].toString(), u"/tmp/my \"files\"/in"_s);
    QCOMPARE(arguments["n"][1].toString(), u"/tmp/my \"files\""_s);
    QCOMPARE(replay->nextUserText(), u"Thanks"_s);

    Request more = asking(u"Which invoices are overdue?"_s);
    more.messages += {first->message, chat::Message::toolResult(first->message.toolCalls[0], u"a, b"_s)};
    QCOMPARE(replay->complete(more, sink, {})->message.text, u"Two in /tmp/my \"files\"."_s);
    QCOMPARE(replay->complete(asking(u"Thanks"_s), sink, {})->message.text, u"Bye."_s);
    QCOMPARE(replay->nextUserText(), QString());
}

void TestReplay::eachPurposeHasItsOwnPlace()
{
    const auto replay = client();
    const Result<Reply> review = replay->complete(asking(u"review"_s, Purpose::Review), {}, {});
    QVERIFY(review.has_value());
    QCOMPARE(review->usage, (chat::Usage{.inputTokens = 900, .outputTokens = 4}));
    QVERIFY(replay->complete(asking(u"what is overdue"_s), {}, {}).has_value());
}

void TestReplay::whatDoesNotFitIsRefusedAndNamed_data()
{
    QTest::addColumn<Request>("request");
    QTest::addColumn<QStringList>("says");
    QTest::newRow("other words") << asking(u"Tell me a joke"_s)
                                 << QStringList{u"OVERDUE"_s, u"Tell me a joke"_s, u"line 2"_s};
    QTest::newRow("another role") << Request{.messages = {chat::Message::assistant(u"overdue"_s)}}
                                  << QStringList{u"\"user\""_s, u"\"assistant\""_s};
    QTest::newRow("no message") << Request{} << QStringList{u"nothing"_s};
    QTest::newRow("a purpose without words")
        << asking(u"x"_s, Purpose::Curator) << QStringList{u"curator"_s, u"no more words"_s};
}

void TestReplay::whatDoesNotFitIsRefusedAndNamed()
{
    QFETCH(const Request, request);
    QFETCH(const QStringList, says);
    const auto replay = client();
    const Result<Reply> reply = replay->complete(request, {}, {});
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Error::Kind::Refused);
    for (const QString &part : says)
        QVERIFY2(reply.error().message.contains(part), qPrintable(reply.error().message));
    QVERIFY2(replay->complete(asking(u"overdue?"_s), {}, {}).has_value(), "the recording did not move on");
}

void TestReplay::whatWasStoppedIsSaidAgain()
{
    const auto replay = client();
    std::stop_source stop;
    const StreamSink stopAtFirstWord = [&stop](const StreamEvent &) { stop.request_stop(); };
    const Result<Reply> stopped = replay->complete(asking(u"overdue?"_s), stopAtFirstWord, stop.get_token());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, Error::Kind::Cancelled);
    QCOMPARE(replay->complete(asking(u"overdue?"_s), {}, {})->message.text, u"I'll look."_s);
}

void TestReplay::aBrokenLineIsNamed_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("says");
    QTest::newRow("not JSON") << QByteArray("{\"purpose\": ") << u"Line 2"_s;
    QTest::newRow("a list") << QByteArray("[]") << u"not an object"_s;
    QTest::newRow("an unknown purpose") << QByteArray(R"({"purpose": "tunr", "reply": {}})") << u"tunr"_s;
    QTest::newRow("no reply") << QByteArray(R"({"purpose": "turn"})") << u"\"reply\""_s;
}

void TestReplay::aBrokenLineIsNamed()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QString, says);
    const auto replay = ReplayClient::fromJsonl("{\"user\": \"x\"}\n" + line + "\n", {});
    QVERIFY(!replay);
    QCOMPARE(replay.error().kind, Error::Kind::Malformed);
    QVERIFY2(replay.error().message.contains(says), qPrintable(replay.error().message));
}

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
