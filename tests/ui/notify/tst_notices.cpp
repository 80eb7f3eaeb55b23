// SPDX-License-Identifier: MIT
//
// What the desktop is told: one notification a kind, with a count; nothing while the person is there; nobody's words as
// markup, and no keys.
#include "ui/notify/notices.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::ui;

namespace {

const SessionId bills = *SessionId::parse(u"bills"_s);
const SessionId garden = *SessionId::parse(u"garden"_s);

NoticeEvent answer(const SessionId &chat, const QString &key, const QString &line = u"Two are open."_s)
{
    return {NoticeKind::Answer, key, chat, chat == bills ? u"Open bills"_s : u"The garden"_s, line};
}
NoticeEvent approval(const QString &key)
{
    return {NoticeKind::Approval, key, bills, u"Open bills"_s, {}};
}
NoticeEvent change(const QString &key, const QString &skills)
{
    return {NoticeKind::Changes, key, {}, skills, {}};
}

UnseenEvents unseenAfter(const QList<NoticeEvent> &events)
{
    return happened({}, events, Person::Away, {}).unseen;
}

} // namespace

class TestNotices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachKindIsToldWhenNobodyIsThere_data();
    void eachKindIsToldWhenNobodyIsThere();
    void answersAreCounted();
    void anAnswerEndsWhatWentWrongThere();
    void whatIsDecidedElsewhereGoes();
    void whoComesFindsNothingLeft();
    void aClickTakesWhatIsSeenThere();
    void whatWasPutAwayCountsNoMore();
    void aTitleThatComesLaterIsTold();
    void settingsCountAtOnce();
    void aLineIsPlainAndShort_data();
    void aLineIsPlainAndShort();
    void aLongLineIsCutBetweenLetters();
};

void TestNotices::eachKindIsToldWhenNobodyIsThere_data()
{
    QTest::addColumn<NoticeEvent>("event");
    QTest::addColumn<bool NoticeSettings::*>("tick");
    QTest::addColumn<QString>("summary");
    QTest::addColumn<QString>("body");
    QTest::newRow("answer") << answer(bills, u"1"_s, u"\n## **Two** are [open](http://x)\nR-1192"_s)
                            << &NoticeSettings::answers << u"The answer is ready"_s << u"Open bills\nTwo are open"_s;
    QTest::newRow("a chat without a title") << NoticeEvent{NoticeKind::Answer, u"1"_s, bills, {}, u"Yes."_s}
                                            << &NoticeSettings::answers << u"The answer is ready"_s << u"Yes."_s;
    QTest::newRow("failure") << NoticeEvent{NoticeKind::Failure, u"1"_s, bills, u"Open bills"_s,
                                            u"The server answered 500.\nTry again."_s}
                             << &NoticeSettings::failures << u"An answer could not be finished"_s
                             << u"Open bills\nThe server answered 500."_s;
    QTest::newRow("approval, without what is asked")
        << approval(u"c1"_s) << &NoticeSettings::approvals << u"The agent asks for your approval"_s << u"Open bills"_s;
    QTest::newRow("changes") << change(u"s1"_s, u"letters"_s) << &NoticeSettings::changes
                             << u"A change waits for your decision"_s << u"letters"_s;
    QTest::newRow("proposals") << NoticeEvent{NoticeKind::Proposals, u"p1"_s, {}, u"minutes"_s, {}}
                               << &NoticeSettings::proposals << u"The curator has a proposal"_s << u"minutes"_s;
}

void TestNotices::eachKindIsToldWhenNobodyIsThere()
{
    QFETCH(const NoticeEvent, event);
    QFETCH(bool NoticeSettings::*const, tick);
    QFETCH(const QString, summary);
    QFETCH(const QString, body);
    const NoticeStep told = happened({}, {event}, Person::Away, {});
    QCOMPARE(told, (NoticeStep{{event}, {{event.kind, summary, body}}, {}}));
    QCOMPARE(happened({}, {event}, Person::Here, {}), NoticeStep());

    NoticeSettings settings;
    settings.words = false;
    QCOMPARE(happened({}, {event}, Person::Away, settings).show, (QList<Notice>{{event.kind, summary, {}}}));
    settings.*tick = false;
    QCOMPARE(happened({}, {event}, Person::Away, settings), NoticeStep());
    NoticeSettings off;
    off.on = false;
    QCOMPARE(happened({}, {event}, Person::Away, off), NoticeStep());
}

void TestNotices::answersAreCounted()
{
    UnseenEvents unseen = unseenAfter({answer(bills, u"1"_s)});
    NoticeStep step = happened(unseen, {answer(bills, u"2"_s, u"And one more."_s)}, Person::Away, {});
    QCOMPARE(step.show,
             (QList<Notice>{{NoticeKind::Answer, u"2 answers are ready"_s,
                             u"Open bills\nAnd one more."_s}})); // one chat: its newest line
    step = happened(step.unseen, {answer(garden, u"3"_s)}, Person::Away, {});
    QCOMPARE(step.show, (QList<Notice>{{NoticeKind::Answer, u"3 answers are ready"_s, u"The garden · Open bills"_s}}));
    QVERIFY(step.withdraw.isEmpty());
    QCOMPARE(chatOf(step.unseen, NoticeKind::Answer), std::optional(garden)); // the newest is opened
    QCOMPARE(happened(step.unseen, {answer(garden, u"3"_s)}, Person::Away, {}).show,
             QList<Notice>()); // the same again is no news

    QList<NoticeEvent> many;
    for (const QString &name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s})
        many.append(change(name, name));
    QCOMPARE(happened({}, many, Person::Away, {}).show,
             (QList<Notice>{{NoticeKind::Changes, u"5 changes wait for your decision"_s, u"e · d · c · 2 more"_s}}));
}

void TestNotices::anAnswerEndsWhatWentWrongThere()
{
    const NoticeEvent failure{NoticeKind::Failure, u"1"_s, bills, u"Open bills"_s, u"No answer."_s};
    const NoticeStep step = happened(unseenAfter({failure}), {answer(bills, u"2"_s)}, Person::Away, {});
    QCOMPARE(step.withdraw, QList{NoticeKind::Failure});
    QCOMPARE(step.unseen, UnseenEvents{answer(bills, u"2"_s)});
    QCOMPARE(happened(unseenAfter({failure}), {answer(garden, u"2"_s)}, Person::Away, {}).withdraw,
             QList<NoticeKind>());
}

void TestNotices::whatIsDecidedElsewhereGoes()
{
    const UnseenEvents unseen = unseenAfter(
        {approval(u"c1"_s), approval(u"c2"_s), change(u"s1"_s, u"letters"_s), change(u"s2"_s, u"minutes"_s)});
    NoticeStep step = settled(unseen, NoticeKind::Approval, u"c1"_s, {});
    QCOMPARE(step.show,
             (QList<Notice>{{NoticeKind::Approval, u"The agent asks for your approval"_s, u"Open bills"_s}}));
    QVERIFY(step.withdraw.isEmpty());
    step = settled(step.unseen, NoticeKind::Approval, u"c2"_s, {});
    QCOMPARE(step.withdraw, QList{NoticeKind::Approval});
    QVERIFY(step.show.isEmpty());
    QCOMPARE(settled(step.unseen, NoticeKind::Changes, {}, {}).withdraw, QList{NoticeKind::Changes});
    QCOMPARE(settled(unseen, NoticeKind::Approval, u"another"_s, {}), (NoticeStep{unseen, {}, {}}));
}

void TestNotices::whoComesFindsNothingLeft()
{
    const UnseenEvents unseen = unseenAfter({answer(bills, u"1"_s), approval(u"c1"_s)});
    QCOMPARE(cameToWindow(unseen), (NoticeStep{{}, {}, {NoticeKind::Answer, NoticeKind::Approval}}));
    QCOMPARE(cameToWindow({}), NoticeStep());
}

void TestNotices::aClickTakesWhatIsSeenThere()
{
    const UnseenEvents unseen = unseenAfter(
        {answer(garden, u"1"_s), answer(bills, u"2"_s), approval(u"c1"_s), change(u"s1"_s, u"letters"_s)});
    const NoticeStep step = cameTo(unseen, NoticeKind::Answer, {});
    QCOMPARE(step.withdraw,
             (QList{NoticeKind::Answer, NoticeKind::Approval})); // the approval stands in the chat that is opened
    QCOMPARE(step.unseen, UnseenEvents{change(u"s1"_s, u"letters"_s)});
    QCOMPARE(cameTo(unseen, NoticeKind::Changes, {}).withdraw, QList{NoticeKind::Changes});
    QCOMPARE(cameTo({}, NoticeKind::Changes, {}), NoticeStep());
}

void TestNotices::whatWasPutAwayCountsNoMore()
{
    const NoticeStep step = putAway(unseenAfter({answer(bills, u"1"_s), approval(u"c1"_s)}), NoticeKind::Answer);
    QCOMPARE(step, (NoticeStep{{approval(u"c1"_s)}, {}, {}})); // it is gone: nothing is left to withdraw
    QCOMPARE(happened(step.unseen, {answer(bills, u"2"_s)}, Person::Away, {}).show.first().summary,
             u"The answer is ready"_s);
}

void TestNotices::aTitleThatComesLaterIsTold()
{
    NoticeEvent untitled = answer(bills, u"1"_s);
    untitled.title.clear();
    const UnseenEvents unseen = unseenAfter({untitled, change(u"s1"_s, u"letters"_s)});
    const NoticeStep step = titled(unseen, {{bills, u"Open bills"_s}, {garden, u"The garden"_s}}, {});
    QCOMPARE(step.show,
             (QList<Notice>{{NoticeKind::Answer, u"The answer is ready"_s, u"Open bills\nTwo are open."_s}}));
    QCOMPARE(titled(step.unseen, {{bills, u"Open bills"_s}}, {}), (NoticeStep{step.unseen, {}, {}}));
    QCOMPARE(titled(step.unseen, {}, {}).unseen, step.unseen); // a chat that is not in the list keeps its own
}

void TestNotices::settingsCountAtOnce()
{
    const UnseenEvents unseen = unseenAfter({answer(bills, u"1"_s), approval(u"c1"_s)});
    NoticeSettings settings;
    settings.answers = false;
    QCOMPARE(chosen(unseen, settings).withdraw, QList{NoticeKind::Answer});
    settings.words = false; // what stands there already keeps quiet as well
    QCOMPARE(chosen(unseen, settings).show,
             (QList<Notice>{{NoticeKind::Approval, u"The agent asks for your approval"_s, {}}}));
    settings.on = false;
    QCOMPARE(chosen(unseen, settings), (NoticeStep{{}, {}, {NoticeKind::Answer, NoticeKind::Approval}}));
}

void TestNotices::aLineIsPlainAndShort_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("line");
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("only space") << u" \n\t\r\n "_s << QString();
    QTest::newRow("the first line that says something") << u"\n\n  one  two \nthree"_s << u"one two"_s;
    QTest::newRow("control characters") << u"a\x07"
                                           "b\x1b[31mc"_s
                                        << u"a b [31mc"_s;
    QTest::newRow("separators of lines") << u"a\u2028b\u2029c"_s << u"a b c"_s;
    QTest::newRow("turned round") << u"safe\u202egnp.exe"_s << u"safegnp.exe"_s;
    QTest::newRow("hidden") << u"a\u200bb\ufeffc\U000e0041d"_s << u"abcd"_s;
    QTest::newRow("one letter of several") << u"👩\u200d🚀"_s << u"👩\u200d🚀"_s;
    QTest::newRow("half a pair") << QString(u"a"_s + QChar(0xd83d)) << u"a\ufffd"_s;
    QTest::newRow("markup stays text") << u"<a href=\"x\">&amp;</a>"_s << u"<a href=\"x\">&amp;</a>"_s;
    QTest::newRow("a key") << u"use sk-abcdefghijklmnopqrstuvwx now"_s << u"use [redacted] now"_s;
    QTest::newRow("a password") << u"password=hunter22222"_s << u"password=[redacted]"_s;
}

void TestNotices::aLineIsPlainAndShort()
{
    QFETCH(const QString, text);
    QFETCH(const QString, line);
    QCOMPARE(noticeLine(text), line);
}

void TestNotices::aLongLineIsCutBetweenLetters()
{
    QCOMPARE(noticeLine(QString(500, u'x'), 20), QString(19, u'x') + u'…');
    const QString family = u"👩\u200d👩\u200d👧"_s;
    for (int most = 10; most < 30; ++most) {
        const QString cut = noticeLine(family.repeated(10), most);
        QVERIFY(cut.size() <= most && cut.endsWith(u'…'));
        QCOMPARE(cut, family.repeated(int(cut.size() / family.size())) + u'…');
    }
    // A key that the cut would have gone through is not there in part, and a book costs no more than a page.
    QVERIFY(!noticeLine(QString(105, u'x') + u" sk-abcdefghijklmnopqrstuvwxyz0123456789"_s).contains(u"sk-a"_s));
    QCOMPARE(noticeLine(QString(50'000'000, u'y')).size(), 120);
}

QTEST_GUILESS_MAIN(TestNotices)
#include "tst_notices.moc"
