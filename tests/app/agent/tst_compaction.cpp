// SPDX-License-Identifier: MIT
//
// Which part of a long conversation is told in short, and where the room in a model's window goes.
#include "agent/compaction.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::agent;
using chat::Message;

namespace {

Message calling(const QString &id)
{
    return {.role = chat::Role::Assistant, .text = u"I look."_s, .toolCalls = {{.id = id, .name = u"read_file"_s, .arguments = u"{\"path\":\"a\"}"_s}}};
}

Message result(const QString &id, const QString &text = u"content"_s)
{
    return Message::toolResult({.id = id, .name = u"read_file"_s}, text);
}

/// s: system, u: user, a: assistant, c: assistant with a call, r: its result.
QList<Message> drawn(const QString &drawing)
{
    QList<Message> messages;
    int id = 0;
    for (const QChar c : drawing) {
        if (c == u's')
            messages.append(Message::system(u"You are."_s));
        else if (c == u'u')
            messages.append(Message::user(u"please"_s));
        else if (c == u'a')
            messages.append(Message::assistant(u"done"_s));
        else if (c == u'c')
            messages.append(calling(u"c%1"_s.arg(++id)));
        else
            messages.append(result(u"c%1"_s.arg(id)));
    }
    return messages;
}

} // namespace

class TestCompaction : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theMiddleIsToldInShort_data()
    {
        QTest::addColumn<QString>("conversation");
        QTest::addColumn<int>("tokens");
        QTest::addColumn<QString>("inShort"); // x where a message is left out
        QTest::newRow("room is left") << u"suauauauaua"_s << 7'499 << u""_s;
        QTest::newRow("the first turn and the last four stay") << u"suauauauaua"_s << 7'500 << u"...xxxx...."_s;
        QTest::newRow("a call stays with its result") << u"suauacrcrcr"_s << 9'000 << u"...xxxx...."_s;
        QTest::newRow("no result begins what is kept") << u"suauaucrcra"_s << 9'000 << u"...xxx....."_s;
        QTest::newRow("one long turn keeps its question") << u"sucrcrcrcrcr"_s << 9'000 << u"..xxxxxx...."_s;
        QTest::newRow("nothing to gain") << u"suaua"_s << 9'000 << u""_s;
        QTest::newRow("no message of a person") << u"saaaaaaaa"_s << 9'000 << u""_s;
        QTest::newRow("nothing at all") << u"s"_s << 9'000 << u""_s;
    }
    void theMiddleIsToldInShort()
    {
        QFETCH(QString, conversation);
        QFETCH(int, tokens);
        QFETCH(QString, inShort);
        const QList<Message> messages = drawn(conversation);
        const auto middle = middleToShorten(messages, tokens, {.window = 10'000, .percent = 75, .keptLast = 4});
        QCOMPARE(middle.has_value(), !inShort.isEmpty());
        if (!middle)
            return;
        QString seen(messages.size(), u'.');
        for (qsizetype i = 0; i < middle->count; ++i)
            seen[middle->first + i] = u'x';
        QCOMPARE(seen, inShort);
        // What is sent then has no hole.
        QList<Message> sent = messages.first(middle->first);
        sent.append(summaryMessage(u"in short"_s));
        sent += messages.sliced(middle->first + middle->count);
        QCOMPARE(chat::closed(sent), sent);
    }

    void aSummaryIsKnownAsOne()
    {
        QVERIFY(isSummary(summaryMessage(u"x"_s)));
        QVERIFY(!isSummary(Message::user(u"[CONTEXT SUMMARY]"_s)));
    }

    void theRequestForASummaryFitsHoweverLongTheMiddleIs()
    {
        QList<Message> middle;
        for (int i = 0; i < 200; ++i)
            middle << calling(u"c"_s) << result(u"c"_s, QString(50'000, u'x'));
        const QList<Message> request = summaryRequest(middle, 8'000);
        QCOMPARE(request.size(), 2);
        QVERIFY(estimatedTokens({request.last()}) <= 9'000);
        const QList<Message> small = summaryRequest({Message::user(u"Use tabs, never spaces."_s), result(u"c"_s, u"ok"_s)}, 8'000);
        QVERIFY(small.last().text.contains(u"Use tabs, never spaces."_s));
        QVERIFY(small.first().text.contains(u"Exact things to keep"_s));
    }

    void everyPartOfTheContextIsCounted()
    {
        const Message system = Message::system(u"rules <available_skills>"_s + QString(4'000, u's') + u"</available_skills> <memory>"_s
                                               + QString(400, u'm') + u"</memory>"_s);
        const ContextParts parts = contextParts({system, Message::user(QString(800, u'u'))}, {{.name = u"t"_s, .description = QString(200, u'd')}}, 10'000);
        QVERIFY(parts.catalogue > 990 && parts.catalogue < 1'030);
        QVERIFY(parts.memory > 95 && parts.memory < 115);
        QVERIFY(parts.history > 195 && parts.history < 215);
        QVERIFY(parts.tools >= 50);
        QVERIFY(parts.system > 0 && parts.system < 20);
        QCOMPARE(parts.percent(), parts.total() * 100 / 10'000);
        const ContextParts counted = contextParts({system, Message::user(QString(800, u'u'))}, {}, 10'000, 5'000);
        QVERIFY(std::abs(counted.total() - 5'000) <= 5);
    }
};

QTEST_GUILESS_MAIN(TestCompaction)
#include "tst_compaction.moc"
