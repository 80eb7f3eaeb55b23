// SPDX-License-Identifier: MIT
//
// Notifications on a real message bus, with a desktop that keeps, delays, refuses, lies, restarts, or is not there.
#include "ui/notify/fakedesktop.h"

#include "ui/notify/noticebus.h"

#include <QSignalSpy>

using namespace hsf::ui;
using namespace hsf::test;

class TestNoticeBus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!PrivateBus::isPossible())
            QSKIP("not installed here: dbus-daemon");
        m_bus = std::make_unique<PrivateBus>();
    }
    void aNotificationIsShownReplacedAndWithdrawn();
    void placesStandBesideEachOther();
    void wordsAreNeverMarkup_data();
    void wordsAreNeverMarkup();
    void aClickIsToldWithTheLeaveToComeForward();
    void onlyTheDesktopIsBelieved();
    void putAwayIsToldAndOverTimeIsNot();
    void aSlowDesktopIsToldTheLastWishOnly();
    void whatIsTakenBackMeanwhileGoes();
    void aRefusalIsNotRepeated();
    void whoEndsTakesItAlong();
    void aDesktopThatComesLateIsToldWhatStillCounts();
    void aDesktopThatRestartsIsNotToldAgain();
    void withoutADesktopNothingHappens();
    void withoutABusNothingHappens();

private:
    static std::unique_ptr<NoticeBus> connected(const PrivateBus &bus)
    {
        auto notices = std::make_unique<NoticeBus>(bus.address());
        [&] { QTRY_COMPARE_WITH_TIMEOUT(notices->service(), NoticeBus::Service::There, 30'000); }();
        return notices;
    }
    std::unique_ptr<PrivateBus> m_bus;
};

void TestNoticeBus::aNotificationIsShownReplacedAndWithdrawn()
{
    FakeDesktop desktop(m_bus->address());
    const auto bus = connected(*m_bus);
    bus->show(1, {u"The answer is ready"_s, u"Open bills"_s});
    QTRY_COMPARE(desktop.shown.size(), 1);
    QCOMPARE(desktop.shown.first().summary, u"The answer is ready"_s);
    QCOMPARE(desktop.shown.first().body, u"Open bills"_s);
    QCOMPARE(desktop.shown.first().actions, (QStringList{u"default"_s, u"Open"_s})); // opens, and nothing else
    QCOMPARE(desktop.shown.first().hints.value(u"urgency"_s).toInt(), 1);
    const uint id = desktop.shown.first().id;
    bus->show(1, {u"2 answers are ready"_s, u"Open bills"_s});
    QTRY_COMPARE(desktop.told.size(), 2);
    QCOMPARE(desktop.shown.size(), 1);
    QCOMPARE(desktop.shown.first().replaced, id);
    bus->show(1, {u"2 answers are ready"_s, u"Open bills"_s}); // is there already
    bus->withdraw(1);
    QTRY_VERIFY(desktop.shown.isEmpty());
    QCOMPARE(desktop.told.size(), 2);
    bus->withdraw(1);
    bus->withdraw(7); // never was
    bus->show(1, {u"The answer is ready"_s, {}});
    QTRY_COMPARE(desktop.shown.size(), 1);
    QCOMPARE(desktop.shown.first().replaced, 0u);
    QCOMPARE(desktop.closed, QList<uint>{id});
}

void TestNoticeBus::placesStandBesideEachOther()
{
    FakeDesktop desktop(m_bus->address());
    const auto bus = connected(*m_bus);
    bus->show(1, {u"one"_s, {}});
    bus->show(2, {u"two"_s, {}});
    QTRY_COMPARE(desktop.shown.size(), 2);
    bus->withdraw(1);
    QTRY_COMPARE(desktop.shown.size(), 1);
    QCOMPARE(desktop.shown.first().summary, u"two"_s);
}

void TestNoticeBus::wordsAreNeverMarkup_data()
{
    QTest::addColumn<QStringList>("capabilities");
    QTest::addColumn<QString>("body");
    QTest::newRow("a desktop that reads markup") << QStringList{u"body"_s, u"body-markup"_s, u"body-images"_s}
                                                 << u"&lt;img src=&quot;http://x&quot;/&gt; &amp;lt; a\n&lt;b&gt;"_s;
    QTest::newRow("one that says it does not") << QStringList{u"body"_s} << u"‹img src=\"http://x\"/› ＆lt; a\n‹b›"_s;
    QTest::newRow("one that says nothing") << QStringList{} << u"‹img src=\"http://x\"/› ＆lt; a\n‹b›"_s;
}

void TestNoticeBus::wordsAreNeverMarkup()
{
    QFETCH(const QStringList, capabilities);
    QFETCH(const QString, body);
    FakeDesktop desktop(m_bus->address(), capabilities);
    const auto bus = connected(*m_bus);
    bus->show(1, {u"The answer is ready"_s, u"<img src=\"http://x\"/> &lt; a\n<b>"_s});
    QTRY_COMPARE(desktop.shown.size(), 1);
    QCOMPARE(desktop.shown.first().body, body);
}

void TestNoticeBus::aClickIsToldWithTheLeaveToComeForward()
{
    FakeDesktop desktop(m_bus->address());
    const auto bus = connected(*m_bus);
    QSignalSpy clicked(bus.get(), &NoticeBus::clicked);
    bus->show(3, {u"one"_s, {}});
    QTRY_COMPARE(desktop.shown.size(), 1);
    const uint id = desktop.shown.first().id;
    desktop.click(id, {}, u"approve"_s); // a button that we did not offer
    desktop.click(id, u"token-17"_s);
    QTRY_COMPARE(clicked.size(), 1);
    QCOMPARE(clicked.first(), (QVariantList{3, QByteArray("token-17")}));
    QTRY_VERIFY(desktop.shown.isEmpty()); // also where a click leaves it
    desktop.click(id);
    bus->show(3, {u"two"_s, {}});
    QTRY_COMPARE(desktop.shown.size(), 1);
    QCOMPARE(clicked.size(), 1);
    desktop.click(desktop.shown.first().id);
    QTRY_COMPARE(clicked.size(), 2);
    QCOMPARE(clicked.last().at(1).toByteArray(), QByteArray()); // the old leave is not used again
}

void TestNoticeBus::onlyTheDesktopIsBelieved()
{
    FakeDesktop desktop(m_bus->address());
    const auto bus = connected(*m_bus);
    QSignalSpy clicked(bus.get(), &NoticeBus::clicked);
    bus->show(3, {u"one"_s, {}});
    QTRY_COMPARE(desktop.shown.size(), 1);
    const uint id = desktop.shown.first().id;
    desktop.click(id + 1); // another program's
    {
        const auto other = QDBusConnection::connectToBus(m_bus->address(), u"somebody-else"_s);
        desktop.forge(other, id);
        // One after the other over the same connection: when this is answered, that was heard.
        QCOMPARE(other
                     .call(QDBusMessage::createMethodCall(u"org.freedesktop.DBus"_s, u"/"_s, u"org.freedesktop.DBus"_s,
                                                          u"GetId"_s))
                     .type(),
                 QDBusMessage::ReplyMessage);
    }
    QDBusConnection::disconnectFromBus(u"somebody-else"_s);
    desktop.click(id);
    QTRY_COMPARE(clicked.size(), 1);
    QCOMPARE(clicked.size(), 1);
}

void TestNoticeBus::putAwayIsToldAndOverTimeIsNot()
{
    FakeDesktop desktop(m_bus->address());
    const auto bus = connected(*m_bus);
    QSignalSpy putAway(bus.get(), &NoticeBus::putAway);
    bus->show(1, {u"one"_s, {}});
    QTRY_COMPARE(desktop.shown.size(), 1);
    desktop.expire(desktop.shown.first().id);
    bus->show(2, {u"another"_s, {}});
    QTRY_COMPARE(desktop.shown.size(), 1);
    QCOMPARE(putAway.size(), 0);
    bus->show(1, {u"two"_s, {}}); // a new one: the old id may be somebody else's by now
    QTRY_COMPARE(desktop.shown.size(), 2);
    QCOMPARE(desktop.shown.last().replaced, 0u);
    desktop.putAway(desktop.shown.last().id);
    QTRY_COMPARE(putAway.size(), 1);
    QCOMPARE(putAway.first().first().toInt(), 1);
    bus->show(1, {u"two"_s, {}}); // the same words are news again
    QTRY_COMPARE(desktop.shown.size(), 2);
}

void TestNoticeBus::aSlowDesktopIsToldTheLastWishOnly()
{
    FakeDesktop desktop(m_bus->address());
    desktop.holdsAnswers = true;
    const auto bus = connected(*m_bus);
    bus->show(1, {u"one"_s, {}});
    QTRY_COMPARE(desktop.asked, 1);
    for (int i = 2; i <= 50; ++i)
        bus->show(1, {QString::number(i), {}});
    desktop.letGo();
    QTRY_COMPARE(desktop.told.size(), 2);
    QCOMPARE(desktop.shown.size(), 1);
    QCOMPARE(desktop.shown.first().summary, u"50"_s);
    QCOMPARE(desktop.asked, 2);
}

void TestNoticeBus::whatIsTakenBackMeanwhileGoes()
{
    FakeDesktop desktop(m_bus->address());
    desktop.holdsAnswers = true;
    const auto bus = connected(*m_bus);
    bus->show(1, {u"one"_s, {}});
    QTRY_COMPARE(desktop.asked, 1);
    bus->withdraw(1);
    desktop.letGo();
    QTRY_COMPARE(desktop.closed.size(), 1);
    QVERIFY(desktop.shown.isEmpty());
}

void TestNoticeBus::aRefusalIsNotRepeated()
{
    FakeDesktop desktop(m_bus->address());
    desktop.refuses = true;
    const auto bus = connected(*m_bus);
    bus->show(1, {u"one"_s, {}});
    bus->show(2, {u"another"_s, {}});
    QTRY_COMPARE(desktop.asked, 2);
    desktop.refuses = false;
    bus->show(1, {u"two"_s, {}});
    QTRY_COMPARE(desktop.shown.size(), 1);
    QCOMPARE(desktop.asked, 3);
    QCOMPARE(desktop.shown.first().summary, u"two"_s);
}

void TestNoticeBus::whoEndsTakesItAlong()
{
    FakeDesktop desktop(m_bus->address());
    auto bus = connected(*m_bus);
    bus->show(1, {u"one"_s, {}});
    QTRY_COMPARE(desktop.shown.size(), 1);
    bus->show(1, {u"two"_s, {}}); // goes when the first was answered
    QTRY_COMPARE(desktop.told.size(), 2);
    bus.reset();
    QTRY_VERIFY(desktop.shown.isEmpty());
}

void TestNoticeBus::aDesktopThatComesLateIsToldWhatStillCounts()
{
    NoticeBus bus(m_bus->address());
    bus.show(1, {u"one"_s, {}});
    bus.show(2, {u"over by then"_s, {}});
    QTRY_COMPARE_WITH_TIMEOUT(bus.service(), NoticeBus::Service::Missing, 30'000);
    bus.withdraw(2);
    QSignalSpy changed(&bus, &NoticeBus::serviceChanged);
    FakeDesktop desktop(m_bus->address());
    QTRY_COMPARE(bus.service(), NoticeBus::Service::There);
    QCOMPARE(changed.size(), 1);
    QTRY_COMPARE(desktop.shown.size(), 1);
    QCOMPARE(desktop.shown.first().summary, u"one"_s);
}

void TestNoticeBus::aDesktopThatRestartsIsNotToldAgain()
{
    auto desktop = std::make_unique<FakeDesktop>(m_bus->address());
    const auto bus = connected(*m_bus);
    bus->show(1, {u"one"_s, u"<b>"_s});
    QTRY_COMPARE(desktop->shown.size(), 1);
    QCOMPARE(desktop->shown.first().body, u"&lt;b&gt;"_s);
    desktop.reset();
    QTRY_COMPARE(bus->service(), NoticeBus::Service::Missing);
    desktop = std::make_unique<FakeDesktop>(m_bus->address(), QStringList{});
    QTRY_COMPARE(bus->service(), NoticeBus::Service::There);
    bus->show(2, {u"two"_s, u"<b>"_s});
    QTRY_COMPARE(desktop->shown.size(), 1);
    QCOMPARE(desktop->shown.first().summary, u"two"_s);
    QCOMPARE(desktop->shown.first().body, u"‹b›"_s); // it was asked what it can
    bus->show(1, {u"three"_s, {}});
    QTRY_COMPARE(desktop->shown.size(), 2);
    QCOMPARE(desktop->shown.last().replaced, 0u); // the id was another desktop's
}

void TestNoticeBus::withoutADesktopNothingHappens()
{
    NoticeBus bus(m_bus->address());
    QTRY_COMPARE_WITH_TIMEOUT(bus.service(), NoticeBus::Service::Missing, 30'000);
    bus.show(1, {u"one"_s, {}});
    bus.withdraw(1);
}

void TestNoticeBus::withoutABusNothingHappens()
{
    NoticeBus bus(u"unix:path=/nowhere/at all"_s);
    bus.show(1, {u"one"_s, {}});
    QTRY_COMPARE_WITH_TIMEOUT(bus.service(), NoticeBus::Service::Missing, 30'000);

    PrivateBus fragile; // ends while it is used
    auto desktop = std::make_unique<FakeDesktop>(fragile.address());
    const auto notices = connected(fragile);
    notices->show(1, {u"one"_s, {}});
    QTRY_COMPARE(desktop->shown.size(), 1);
    fragile.stop();
    notices->show(1, {u"two"_s, {}});
    notices->withdraw(1);
}

QTEST_GUILESS_MAIN(TestNoticeBus)
#include "tst_noticebus.moc"
