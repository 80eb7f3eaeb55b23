// SPDX-License-Identifier: MIT
//
// A stored message comes back as it was; broken ones are named; a conversation handed to a provider has no hole.
#include "chat/message.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::chat;

class TestMessage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesBackFromStorageAsItWas_data();
    void comesBackFromStorageAsItWas();
    void aPlainMessageIsStoredInTwoWords();
    void aBrokenMessageIsNamed_data();
    void aBrokenMessageIsNamed();
    void usageAddsUpAndComesBack();
    void noCallStaysWithoutAnAnswer_data();
    void noCallStaysWithoutAnAnswer();
};

namespace {

const ToolCall readCall{.id = u"c1"_s, .name = u"read_file"_s, .arguments = u"{\"path\": \"a b\"}"_s};
const ToolCall listCall{.id = u"c2"_s, .name = u"skills_list"_s};

Message calling(const QList<ToolCall> &calls)
{
    return {.role = Role::Assistant, .toolCalls = calls};
}

/// "user a | assistant | c1=text | c2=stopped": a conversation one can read in a failure.
QString drawn(const QList<Message> &messages)
{
    QStringList parts;
    for (const Message &message : messages) {
        if (message.role == Role::Tool)
            parts.append(message.toolCallId + u'=' + (message.stopped ? u"stopped"_s : message.text));
        else
            parts.append(message.text.isEmpty() ? roleName(message.role)
                                                : roleName(message.role) + u' ' + message.text);
    }
    return parts.join(u" | "_s);
}

} // namespace

void TestMessage::comesBackFromStorageAsItWas_data()
{
    QTest::addColumn<Message>("message");
    QTest::newRow("empty") << Message{};
    QTest::newRow("user") << Message::user(u"Grüße, 日本 🙂\n\t\"quoted\""_s);
    QTest::newRow("calls and thinking") << Message{.role = Role::Assistant,
                                                   .text = u"Looking."_s,
                                                   .reasoning = u"hm"_s,
                                                   .reasoningField = u"reasoning_content"_s,
                                                   .toolCalls = {readCall, listCall}};
    QTest::newRow("thinking that was empty but must be sent back")
        << Message{.role = Role::Assistant, .reasoningField = u"reasoning_content"_s};
    QTest::newRow("signed thinking") << Message{
        .role = Role::Assistant,
        .reasoningDetails = {QJsonObject{{u"type"_s, u"reasoning.encrypted"_s}, {u"data"_s, u"x"_s}}}};
    QTest::newRow("failed result") << Message::toolResult(readCall, u"no such file"_s, true);
    QTest::newRow("a picture") << Message{
        .text = u"what is this?"_s, .images = {{.mediaType = u"image/png"_s, .bytes = "\x89PNG\0\xff"_ba, .name = u"a b.png"_s}}};
    QTest::newRow("stopped") << Message{.role = Role::Assistant, .text = u"half a sen"_s, .stopped = true};
}

void TestMessage::comesBackFromStorageAsItWas()
{
    QFETCH(const Message, message);
    const QByteArray stored = QJsonDocument(message.toJson()).toJson();
    const Result<Message> back = Message::fromJson(QJsonDocument::fromJson(stored).object());
    QVERIFY(back.has_value());
    QCOMPARE(*back, message);
}

void TestMessage::aPlainMessageIsStoredInTwoWords()
{
    QCOMPARE(QJsonDocument(Message::user(u"hi"_s).toJson()).toJson(QJsonDocument::Compact),
             QByteArray(R"({"role":"user","text":"hi"})"));
}

void TestMessage::aBrokenMessageIsNamed_data()
{
    QTest::addColumn<QByteArray>("stored");
    QTest::addColumn<QString>("says");
    QTest::newRow("no role") << QByteArray(R"({"text":"hi"})") << u"role"_s;
    QTest::newRow("unknown role") << QByteArray(R"({"role":"wizard"})") << u"wizard"_s;
    QTest::newRow("text is a number") << QByteArray(R"({"role":"user","text":7})") << u"\"text\""_s;
    QTest::newRow("calls are no list") << QByteArray(R"({"role":"assistant","tool_calls":{}})") << u"tool_calls"_s;
    QTest::newRow("a call is no object") << QByteArray(R"({"role":"assistant","tool_calls":["x"]})") << u"tool_calls"_s;
    QTest::newRow("a call's name is null")
        << QByteArray(R"({"role":"assistant","tool_calls":[{"id":"1","name":null}]})") << u"tool_calls"_s;
    QTest::newRow("failed is a word") << QByteArray(R"({"role":"tool","failed":"yes"})") << u"failed"_s;
}

void TestMessage::aBrokenMessageIsNamed()
{
    QFETCH(const QByteArray, stored);
    QFETCH(const QString, says);
    const Result<Message> message = Message::fromJson(QJsonDocument::fromJson(stored).object());
    QVERIFY(!message);
    QCOMPARE(message.error().kind, Error::Kind::Malformed);
    QVERIFY2(message.error().message.contains(says), qPrintable(message.error().message));
}

void TestMessage::usageAddsUpAndComesBack()
{
    Usage sum{.inputTokens = 10, .outputTokens = 2, .cachedTokens = 4};
    sum += {.inputTokens = 5, .outputTokens = 1, .cachedTokens = 0};
    QCOMPARE(sum, (Usage{.inputTokens = 15, .outputTokens = 3, .cachedTokens = 4}));
    QCOMPARE(Usage::fromJson(sum.toJson()), sum);
    QCOMPARE(Usage::fromJson({}), Usage{});
}

void TestMessage::noCallStaysWithoutAnAnswer_data()
{
    const Message one = Message::toolResult(readCall, u"one"_s);
    const Message two = Message::toolResult(listCall, u"two"_s);
    const Message both = calling({readCall, listCall});
    const Message user = Message::user(u"go"_s);

    QTest::addColumn<QList<Message>>("messages");
    QTest::addColumn<QString>("whole");
    QTest::newRow("nothing") << QList<Message>{} << u""_s;
    QTest::newRow("all answered") << QList{user, both, one, two} << u"user go | assistant | c1=one | c2=two"_s;
    QTest::newRow("stopped at the end") << QList{user, both, one} << u"user go | assistant | c1=one | c2=stopped"_s;
    QTest::newRow("none answered, then the user speaks")
        << QList{both, user} << u"assistant | c1=stopped | c2=stopped | user go"_s;
    QTest::newRow("the user spoke in between")
        << QList{both, one, user, two} << u"assistant | c1=one | c2=two | user go"_s;
    QTest::newRow("answered in another order") << QList{both, two, one} << u"assistant | c1=one | c2=two"_s;
    QTest::newRow("answered twice") << QList{both, one, two, one} << u"assistant | c1=one | c2=two"_s;
    QTest::newRow("a result without a call")
        << QList{one, user, two, Message::assistant(u"ok"_s), one} << u"user go | assistant ok"_s;
    QTest::newRow("the same id in two turns")
        << QList{calling({readCall}), one, calling({readCall})} << u"assistant | c1=one | assistant | c1=stopped"_s;
    QTest::newRow("two user messages in a row")
        << QList{Message::system(u"s"_s), user, user} << u"system s | user go | user go"_s;
}

void TestMessage::noCallStaysWithoutAnAnswer()
{
    QFETCH(const QList<Message>, messages);
    QFETCH(const QString, whole);
    QCOMPARE(drawn(closed(messages)), whole);
    QCOMPARE(closed(closed(messages)), closed(messages));
}

QTEST_GUILESS_MAIN(TestMessage)
#include "tst_message.moc"
