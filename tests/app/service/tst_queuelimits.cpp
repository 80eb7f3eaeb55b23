// SPDX-License-Identifier: MIT
//
// How many changes may wait and for how long is a person's choice, in force at once and after the next start.
#include "service/factory.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::service;

class TestQueueLimits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_factory.reset(); }
    void theLimitIsTheSettings();
    void theExpiryIsTheSettings();
    void bothHoldAfterTheNextStart();

private:
    void start()
    {
        auto clock = std::make_unique<FixedClock>(m_now);
        m_clock = clock.get();
        FactoryOptions options;
        options.backgroundTimers = false;
        options.clock = std::move(clock);
        m_factory = std::move(*Factory::build(Home::under(m_folder->filePath(u"a home"_s)), std::move(options)));
    }
    /// waitForFinished() would run it here and now, before what was asked for earlier.
    template <class T> static void inTurn(const QFuture<T> &job)
    {
        QVERIFY(QTest::qWaitFor([&] { return job.isFinished(); }, 30'000));
    }
    changes::ChangeSet submit(const changes::Operation &operation, changes::Origin origin)
    {
        const changes::Draft draft{{.origin = origin}, u"A change"_s, {operation}};
        auto job = m_factory->bench->io([draft](Stores &stores) { return stores.door->submit(draft); });
        inTurn(job);
        if (!job.result())
            qFatal("%s", qPrintable(job.result().error().message));
        return *job.result();
    }
    changes::ChangeSet proposed(int number)
    {
        return submit(changes::PatchFile{.skill = u"notes"_s,
                                         .oldText = "one",
                                         .newText = "one, as proposal " + QByteArray::number(number)},
                      changes::Origin::Agent);
    }
    void choose(int limit, int days)
    {
        Settings settings = m_factory->settings->settings();
        settings.queue = {.heldLimit = limit, .expiryDays = days};
        m_factory->settings->change(settings);
    }
    changes::State stateOf(const ChangeSetId &id)
    {
        return m_factory->bench->io([id](Stores &stores) { return stores.door->set(id); }).result()->state;
    }
    const QDateTime m_now{QDate(2026, 1, 30), QTime(12, 0), QTimeZone::UTC};
    FixedClock *m_clock = nullptr;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Factory> m_factory;
};

void TestQueueLimits::init()
{
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/hsf queue XXXXXX"_s);
    start();
    const QByteArray text = "---\nname: notes\ndescription: Writes notes. Use when asked.\n---\n\n1. one\n";
    QCOMPARE(submit(changes::CreateSkill{u"notes"_s, text}, changes::Origin::You).state, changes::State::Applied);
}

void TestQueueLimits::theLimitIsTheSettings()
{
    choose(2, 30);
    QCOMPARE(proposed(1).state, changes::State::Held);
    QCOMPARE(proposed(2).state, changes::State::Held);
    const changes::ChangeSet third = proposed(3);
    QCOMPARE(third.state, changes::State::Refused);
    QVERIFY2(third.why.contains(u"2"_s), qPrintable(third.why));
    choose(3, 30); // room at once
    QCOMPARE(proposed(3).state, changes::State::Held);
    choose(1, 30); // what waits already stays
    QCOMPARE(proposed(4).state, changes::State::Refused);
    m_factory->changes->refresh();
    QTRY_COMPARE(m_factory->changes->heldCount(), 3); // what was counted before may still come first
}

void TestQueueLimits::theExpiryIsTheSettings()
{
    choose(50, 2);
    const changes::ChangeSet set = proposed(1);
    m_clock->set(m_now.addDays(1));
    m_factory->changes->refresh();
    inTurn(m_factory->bench->io([](Stores &) -> Result<> { return {}; })); // it has looked
    QCOMPARE(stateOf(set.id), changes::State::Held);
    m_clock->set(m_now.addDays(2).addSecs(1));
    m_factory->changes->refresh();
    QTRY_COMPARE(stateOf(set.id), changes::State::Expired);
    const auto why = m_factory->bench->io([id = set.id](Stores &stores) { return stores.door->set(id); }).result()->why;
    QVERIFY2(why.contains(u"2 days"_s), qPrintable(why));
}

void TestQueueLimits::bothHoldAfterTheNextStart()
{
    choose(1, 2);
    const changes::ChangeSet set = proposed(1);
    inTurn(m_factory->bench->io([](Stores &) -> Result<> { return {}; })); // the settings are written
    m_factory.reset();
    start();
    QCOMPARE(m_factory->settings->settings().queue, (QueueSettings{.heldLimit = 1, .expiryDays = 2}));
    QCOMPARE(proposed(2).state, changes::State::Refused);
    m_clock->set(m_now.addDays(3));
    m_factory->changes->refresh();
    QTRY_COMPARE(stateOf(set.id), changes::State::Expired);
}

QTEST_GUILESS_MAIN(TestQueueLimits)
#include "tst_queuelimits.moc"
