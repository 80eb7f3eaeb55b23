// SPDX-License-Identifier: MIT
//
// What a review is shown and asked, and whether what it quotes was really said.
#include "review/digest_p.h"
#include "review/review.h"
#include "review/template_p.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::review;
using changes::Evidence;
using chat::Message;

namespace {

const chat::ToolCall call{
    .id = u"c1"_s, .name = u"terminal"_s, .arguments = u"{\"command\":\"pdftotext -layout \\\"a b.pdf\\\"\"}"_s};

ReviewInput inputOf(const QList<Message> &messages)
{
    ReviewInput input{.id = ReviewId::fresh(),
                      .session = SessionId::fresh(),
                      .messages = {Message::system(u"You are."_s)},
                      .numbers = {0},
                      .due = {.skills = true, .memory = true}};
    for (const Message &message : messages) {
        input.messages.append(message);
        input.numbers.append(input.numbers.size());
    }
    return input;
}

ReviewInput shortChat()
{
    return inputOf({Message::user(u"Extract  the\ntables"_s),
                    {.role = chat::Role::Assistant,
                     .text = u"I'll look."_s,
                     .reasoning = u"secretly unsure"_s,
                     .toolCalls = {call}},
                    Message::toolResult(call, u"Column A   Column B"_s),
                    Message::assistant(u"Here they are."_s),
                    Message::user(u"No."_s)});
}

/// `turns` questions with a call each.
ReviewInput longChat(int turns)
{
    QList<Message> messages;
    for (int i = 1; i <= turns; ++i) {
        messages << Message::user(u"question %1"_s.arg(i))
                 << Message{.role = chat::Role::Assistant, .toolCalls = {call}}
                 << Message::toolResult(call, u"output %1"_s.arg(i)) << Message::assistant(u"answer %1"_s.arg(i));
    }
    return inputOf(messages);
}

} // namespace

class TestReviewPrompt : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyWhatWasSaidIsEvidence_data();
    void onlyWhatWasSaidIsEvidence();
    void noEvidenceIsNone();
    void placeholdersInValuesStay();
    void whatIsNotDueIsNotAsked_data();
    void whatIsNotDueIsNotAsked();
    void theMessagesAreListedByNumber();
    void aForkIsShownEveryByte();
    void aDigestShowsTheNewestAndALineForEachOlderTurn();
    void aDigestNeverBeginsWithALooseResult();
    void aShortChatNeedsNoDigest();
};

void TestReviewPrompt::onlyWhatWasSaidIsEvidence_data()
{
    QTest::addColumn<Evidence>("evidence");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("a quote") << Evidence{1, u"the tables"_s} << u""_s;
    QTest::newRow("white space folded") << Evidence{1, u" Extract the tables\n"_s} << u""_s;
    QTest::newRow("a tool's output") << Evidence{3, u"Column A Column B"_s} << u""_s;
    QTest::newRow("a call as written") << Evidence{2, u"{\"command\":\"pdftotext"_s} << u""_s;
    QTest::newRow("a call as meant") << Evidence{2, u"pdftotext -layout \"a b.pdf\""_s} << u""_s;
    QTest::newRow("a short message whole") << Evidence{5, u"No."_s} << u""_s;
    QTest::newRow("a short part") << Evidence{1, u"the"_s} << u"too short"_s;
    QTest::newRow("empty") << Evidence{1, u"  "_s} << u"too short"_s;
    QTest::newRow("other case") << Evidence{1, u"The Tables"_s} << u"does not say \"The Tables\""_s;
    QTest::newRow("another message's words") << Evidence{1, u"Here they are."_s} << u"message 1 does not say"_s;
    QTest::newRow("thinking is not evidence") << Evidence{2, u"secretly unsure"_s} << u"does not say"_s;
    QTest::newRow("no such message") << Evidence{17, u"the tables"_s} << u"no message 17"_s;
    QTest::newRow("the system's words") << Evidence{0, u"You are."_s} << u"no message 0"_s;
    QTest::newRow("a negative number") << Evidence{-1, u"the tables"_s} << u"no message -1"_s;
}

void TestReviewPrompt::onlyWhatWasSaidIsEvidence()
{
    QFETCH(Evidence, evidence);
    QFETCH(QString, complaint);
    const ReviewInput input = shortChat();
    const Result<> said = checkEvidence({{4, u"Here they are."_s}, evidence}, input.messages, input.numbers);
    QCOMPARE(said.has_value(), complaint.isEmpty());
    if (!said)
        QVERIFY2(said.error().message.contains(complaint), qPrintable(said.error().message));
}

void TestReviewPrompt::noEvidenceIsNone()
{
    const ReviewInput input = shortChat();
    QCOMPARE(checkEvidence({}, input.messages, input.numbers).error().kind, Error::Kind::Refused);
    QVERIFY(!checkEvidence({{1, u"the tables"_s}}, {}, {}));
}

void TestReviewPrompt::placeholdersInValuesStay()
{
    QCOMPARE(rendered(u"a {{x}} {{y}}\n{{#z}}\nno {{x}}\n{{/z}}\nb"_s, {{u"x"_s, u"{{y}}"_s}, {u"y"_s, u"2"_s}}),
             u"a {{y}} 2\nb"_s);
    QCOMPARE(rendered(u"{{#x}}\nyes {{x}}\n{{/x}}\nb"_s, {{u"x"_s, u"1"_s}}), u"yes 1\nb"_s);
}

void TestReviewPrompt::whatIsNotDueIsNotAsked_data()
{
    QTest::addColumn<Due>("due");
    QTest::addColumn<QString>("focus");
    QTest::newRow("skills") << Due{.skills = true} << u""_s;
    QTest::newRow("memory") << Due{.memory = true} << u""_s;
    QTest::newRow("both, with a wish") << Due{.skills = true, .memory = true} << u"look at {{the}} {{#tables}}"_s;
}

void TestReviewPrompt::whatIsNotDueIsNotAsked()
{
    QFETCH(Due, due);
    QFETCH(QString, focus);
    ReviewInput input = shortChat();
    input.due = due;
    input.focus = focus;
    const QString prompt = reviewPrompt(input);
    QCOMPARE(prompt.contains(u"## Skills"_s), due.skills);
    QCOMPARE(prompt.contains(u"## Memory"_s), due.memory);
    QCOMPARE(prompt.contains(u"above all"_s), !focus.isEmpty());
    QVERIFY(prompt.contains(focus));
    QVERIFY(prompt.contains(u"Nothing to save."_s));
    QVERIFY(!prompt.contains(u"{{#skills"_s) && !prompt.contains(u"{{/"_s) && !prompt.contains(u"{{messages"_s));
    QVERIFY(!prompt.contains(u"older turns"_s));
}

void TestReviewPrompt::theMessagesAreListedByNumber()
{
    QCOMPARE(messageList(shortChat()),
             u"1 user: Extract the tables\n"
             "2 assistant: I'll look. [calls terminal]\n"
             "3 tool terminal: Column A Column B\n"
             "4 assistant: Here they are.\n"
             "5 user: No."_s);
    QVERIFY(reviewPrompt(shortChat()).contains(messageList(shortChat())));
}

void TestReviewPrompt::aForkIsShownEveryByte()
{
    const ReviewInput input = longChat(20);
    QCOMPARE(shownMessages(input), input.messages);
    QCOMPARE(olderTurns(input), u""_s);
}

void TestReviewPrompt::aDigestShowsTheNewestAndALineForEachOlderTurn()
{
    ReviewInput input = longChat(8); // 32 messages: two turns are older than the newest 24
    input.digest = true;
    const QList<Message> shown = shownMessages(input);
    QCOMPARE(shown.size(), 25);
    QCOMPARE(shown.first().role, chat::Role::System);
    QCOMPARE(shown.at(1).text, u"question 3"_s);
    QCOMPARE(olderTurns(input),
             u"1 user: question 1 → 4 assistant: answer 1\n5 user: question 2 → 8 assistant: answer 2"_s);
    const QString prompt = reviewPrompt(input);
    QVERIFY(prompt.contains(olderTurns(input)));
    QVERIFY(prompt.contains(u"\n9 user: question 3\n"_s));
}

void TestReviewPrompt::aDigestNeverBeginsWithALooseResult()
{
    ReviewInput input = longChat(8);
    input.digest = true;
    input.messages << Message::user(u"more"_s) << Message::assistant(u"done"_s);
    input.numbers << 33 << 34;
    QCOMPARE(input.messages.at(input.messages.size() - 24).role, chat::Role::Tool);
    const QList<Message> shown = shownMessages(input);
    QCOMPARE(shown.at(1).toolCalls.size(), 1); // the call before it comes along
    QCOMPARE(shown, chat::closed(shown));
}

void TestReviewPrompt::aShortChatNeedsNoDigest()
{
    ReviewInput input = shortChat();
    input.digest = true;
    QCOMPARE(shownMessages(input), input.messages);
    QVERIFY(!reviewPrompt(input).contains(u"older turns"_s));
}

QTEST_GUILESS_MAIN(TestReviewPrompt)
#include "tst_reviewprompt.moc"
