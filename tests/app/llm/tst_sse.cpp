// SPDX-License-Identifier: MIT
//
// Events come out whole, however the bytes are cut into packets.
#include "llm/sse.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf::llm;

class TestSse : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eventsComeOutHoweverTheBytesAreCut_data();
    void eventsComeOutHoweverTheBytesAreCut();
    void anEventThatNothingClosesIsOnlyOffered();
    void wordsOutsideTheFormatAreKept_data();
    void wordsOutsideTheFormatAreKept();
    void idsAndDelaysFollowTheStandard_data();
    void idsAndDelaysFollowTheStandard();
    void aMebibyteInSinglePacketsIsRead();
    void anEndlessEventIsRefused();
};

namespace {

using Events = QList<SseEvent>;

SseEvent plain(const QByteArray &data)
{
    return {.name = {}, .data = data};
}

Events fed(SseParser &parser, const QByteArray &bytes, qsizetype split)
{
    Events all;
    for (qsizetype at = 0; at < bytes.size(); at += split)
        all += parser.feed(QByteArrayView(bytes).sliced(at, std::min(split, bytes.size() - at))).value();
    return all;
}

} // namespace

void TestSse::eventsComeOutHoweverTheBytesAreCut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Events>("events");
    const auto row = [](const char *name, const QByteArray &bytes, const Events &events) {
        QTest::newRow(name) << bytes << events;
    };
    row("line feeds", "data: a\n\ndata: b\n\n", {plain("a"), plain("b")});
    row("carriage return and line feed", "data: a\r\n\r\ndata: b\r\n\r\n", {plain("a"), plain("b")});
    row("carriage returns", "data: a\r\rdata: b\r\r", {plain("a"), plain("b")});
    row("mixed ends", "data: a\r\n\ndata: b\n\rdata: c\r\n\r", {plain("a"), plain("b"), plain("c")});
    row("line feed then carriage return are two ends", "data: a\n\rdata: b\n\n", {plain("a"), plain("b")});
    row("other separators are text",
        "data: a\xE2\x80\xA8"
        "b\xC2\x85\v\f\n\n",
        {plain("a\xE2\x80\xA8"
               "b\xC2\x85\v\f")});
    row("one space goes", "data:a\n\ndata:  b\n\n", {plain("a"), plain(" b")});
    row("a field without colon", "data\n\ndata\ndata\n\n", {plain(""), plain("\n")});
    row("two lines", "data: a\ndata: b\n\n", {plain("a\nb")});
    row("empty data is an event", "data:\n\n", {plain("")});
    row("a name without data is none", "event: ping\n\ndata: a\n\n", {plain("a")});
    row("the name resets", "event: x\ndata: 1\n\ndata: 2\n\n", {{.name = "x", .data = "1"}, plain("2")});
    row("names of fields are lower case", "Data: a\nDATA: b\ndata: c\n\n", {plain("c")});
    row("unknown fields and comments", ": keep-alive\n:\nfoo: 1\ndata: a\n: in between\nfoo\n\n", {plain("a")});
    row("a comment that looks like data", ":data: x\n\ndata: a\n\n", {plain("a")});
    row("NUL stays in data", QByteArray("data: a\0b\n\n", 11), {plain(QByteArray("a\0b", 3))});
    row("a byte order mark at the start",
        "\xEF\xBB\xBF"
        "data: a\n\n",
        {plain("a")});
    row("a second mark spoils the field",
        "\xEF\xBB\xBF\xEF\xBB\xBF"
        "data: a\n\ndata: b\n\n",
        {plain("b")});
    row("a mark later spoils the field",
        "data: a\n\n\xEF\xBB\xBF"
        "data: b\n\n",
        {plain("a")});
    row("letters of several bytes", "data: Grüße 日本 🙂\n\n", {plain("Grüße 日本 🙂")});
    row("invalid bytes become a mark", "data: a\xFFz\n\n", {plain("a\xEF\xBF\xBDz")});
    row("an unfinished event is none", "data: a\n\ndata: b\n", {plain("a")});
    row("colons in the value", "data: a: b:\n\n", {plain("a: b:")});
    row("a line that begins with a space", " data: a\n\ndata: b\n\n", {plain("b")});
}

void TestSse::eventsComeOutHoweverTheBytesAreCut()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Events, events);
    for (const qsizetype split : {bytes.size(), qsizetype(1), qsizetype(2), qsizetype(3), qsizetype(7)}) {
        SseParser parser;
        QCOMPARE(fed(parser, bytes, split), events);
    }
}

void TestSse::anEventThatNothingClosesIsOnlyOffered()
{
    SseParser parser;
    QCOMPARE(fed(parser, "data: a\n\nevent: last\ndata: [DO", 3), Events{plain("a")});
    QCOMPARE(parser.unfinished(), (SseEvent{.name = "last", .data = "[DO"}));
    QCOMPARE(parser.unfinished(), std::nullopt);
}

void TestSse::wordsOutsideTheFormatAreKept_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("stray");
    QTest::newRow("nothing") << QByteArray("data: a\n\n") << QByteArray();
    QTest::newRow("a field named error") << QByteArray("error: {\"code\":400}\n\n") << QByteArray("{\"code\":400}");
    QTest::newRow("bare JSON") << QByteArray("{\"error\":{\"message\":\"no\"}}\n")
                               << QByteArray("{\"error\":{\"message\":\"no\"}}");
    QTest::newRow("JSON over lines") << QByteArray("{\n  \"error\": \"no\"\n}\n")
                                     << QByteArray("{\n  \"error\": \"no\"\n}");
    QTest::newRow("JSON without an end of line")
        << QByteArray("{\"error\":\"no\"}") << QByteArray("{\"error\":\"no\"}");
}

void TestSse::wordsOutsideTheFormatAreKept()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, stray);
    for (const qsizetype split : {bytes.size(), qsizetype(1), qsizetype(2), qsizetype(3), qsizetype(7)}) {
        SseParser parser;
        fed(parser, bytes, split);
        parser.unfinished();
        QCOMPARE(parser.stray(), stray);
    }
}

void TestSse::idsAndDelaysFollowTheStandard_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<int>("retry");
    QTest::newRow("kept") << QByteArray("id: 7\ndata: a\n\ndata: b\n\n") << QByteArray("7") << -1;
    QTest::newRow("emptied") << QByteArray("id: 7\n\nid\n\n") << QByteArray("") << -1;
    QTest::newRow("with NUL ignored") << QByteArray("id: 7\n\nid: a\0b\n\n", 16) << QByteArray("7") << -1;
    QTest::newRow("delay") << QByteArray("retry: 1500\n\n") << QByteArray("") << 1500;
    QTest::newRow("delay with letters") << QByteArray("retry: 1500ms\n\n") << QByteArray("") << -1;
    QTest::newRow("negative delay") << QByteArray("retry: -5\n\n") << QByteArray("") << -1;
    QTest::newRow("impossible delay") << QByteArray("retry: 99999999999999\n\n") << QByteArray("") << -1;
}

void TestSse::idsAndDelaysFollowTheStandard()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, id);
    QFETCH(const int, retry);
    SseParser parser;
    fed(parser, bytes, 1);
    QCOMPARE(parser.lastEventId(), id);
    QCOMPARE(parser.retryMs().value_or(-1), retry);
}

void TestSse::aMebibyteInSinglePacketsIsRead()
{
    const QByteArray text(1024 * 1024, 'x');
    SseParser parser;
    QCOMPARE(fed(parser, "data: " + text + "\n\n", 1), Events{plain(text)});
}

void TestSse::anEndlessEventIsRefused()
{
    SseParser parser;
    const QByteArray line = "data: " + QByteArray(1024 * 1024, 'x') + '\n';
    bool refused = false;
    for (int i = 0; i < 20 && !refused; ++i)
        refused = !parser.feed(line);
    QVERIFY(refused);
}

QTEST_GUILESS_MAIN(TestSse)
#include "tst_sse.moc"
