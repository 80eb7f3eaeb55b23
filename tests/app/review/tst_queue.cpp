// SPDX-License-Identifier: MIT
//
// A review that is due is not lost: not by a crash, not by two programs, not by coming twice.
#include "review/queue.h"

#include <QMutex>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::review;

namespace {

const QDateTime start = fromStored(u"2026-04-01T12:00:00.000Z"_s);
constexpr Due skills{.skills = true}, memory{.memory = true};

struct Home {
    explicit Home(const QString &folder)
        : clock(start)
        , database(storage::Database::open(folder + u"/factory.db"_s, folder + u"/backup"_s).value())
        , queue(database, clock)
    { }
    FixedClock clock;
    std::shared_ptr<storage::Database> database;
    Queue queue;
};

} // namespace

class TestQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/a queue XXXXXX"_s); }
    void isAReviewDue_data();
    void isAReviewDue();
    void theOldestComesFirst();
    void aSecondWishJoinsTheWaitingOne();
    void aRunningOneIsNotJoined();
    void whatWasInterruptedWaitsAgain();
    void whatAKilledProcessRanWaitsAgain();
    void whatAnotherProcessRunsIsLeftToIt();
    void puttingBackJoinsTheWaitingOne();
    void twoWorkersNeverTakeTheSame();
    void aFinishedOneIsRemembered();

private:
    QString folder() const { return m_folder->path(); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestQueue::isAReviewDue_data()
{
    QTest::addColumn<int>("toolIterations");
    QTest::addColumn<int>("userTurns");
    QTest::addColumn<LearningSettings>("settings");
    QTest::addColumn<bool>("answered");
    QTest::addColumn<QString>("due");
    const LearningSettings normal;
    QTest::newRow("nothing happened") << 0 << 0 << normal << true << u""_s;
    QTest::newRow("nine of each") << 9 << 9 << normal << true << u""_s;
    QTest::newRow("ten tool iterations") << 10 << 0 << normal << true << u"skills"_s;
    QTest::newRow("ten turns") << 9 << 10 << normal << true << u"memory"_s;
    QTest::newRow("both at once: one combined review") << 12 << 11 << normal << true << u"skills memory"_s;
    QTest::newRow("interrupted") << 12 << 11 << normal << false << u""_s;
    QTest::newRow("learning paused") << 12 << 11 << LearningSettings{.paused = true} << true << u""_s;
    QTest::newRow("skills off") << 12 << 11 << LearningSettings{.skillInterval = 0} << true << u"memory"_s;
    QTest::newRow("memory off") << 12 << 11 << LearningSettings{.memoryInterval = 0} << true << u"skills"_s;
    QTest::newRow("after every iteration") << 1 << 0 << LearningSettings{.skillInterval = 1} << true << u"skills"_s;
}

void TestQueue::isAReviewDue()
{
    QFETCH(int, toolIterations);
    QFETCH(int, userTurns);
    QFETCH(LearningSettings, settings);
    QFETCH(bool, answered);
    QFETCH(QString, due);
    const Due found
        = dueReview({toolIterations, userTurns}, settings, answered ? TurnEnd::Answered : TurnEnd::Interrupted);
    QStringList words;
    if (found.skills)
        words << u"skills"_s;
    if (found.memory)
        words << u"memory"_s;
    QCOMPARE(words.join(u' '), due);
    QCOMPARE(found.any(), !due.isEmpty());
}

void TestQueue::theOldestComesFirst()
{
    Home home(folder());
    const SessionId first = SessionId::fresh(), second = SessionId::fresh();
    QVERIFY(home.queue.add(first, skills, {}, 4));
    home.clock.set(start.addSecs(1));
    QVERIFY(home.queue.add(second, memory, u" the tables "_s, 9));
    const QueuedReview taken = home.queue.take().value().value();
    QCOMPARE(taken.session, first);
    QCOMPARE(taken.due, skills);
    QCOMPARE(taken.lastMessage, 4);
    QCOMPARE(taken.queued, start);
    const QueuedReview next = home.queue.take().value().value();
    QCOMPARE(next.session, second);
    QCOMPARE(next.focus, u"the tables"_s);
    QVERIFY(!home.queue.take().value());
}

void TestQueue::aSecondWishJoinsTheWaitingOne()
{
    Home home(folder());
    const SessionId session = SessionId::fresh();
    const ReviewId first = home.queue.add(session, skills, u"the tables"_s, 4).value().id;
    home.clock.set(start.addSecs(5));
    const QueuedReview joined = home.queue.add(session, memory, u"and the dates"_s, 9).value();
    QCOMPARE(joined.id, first);
    QCOMPARE(joined.due, (Due{.skills = true, .memory = true}));
    QCOMPARE(joined.focus, u"the tables\nand the dates"_s);
    QCOMPARE(joined.lastMessage, 9);
    QCOMPARE(joined.queued, start);
    QCOMPARE(home.queue.add(session, memory, u"the tables\nand the dates"_s, 9).value().focus, joined.focus);
    QVERIFY(home.queue.take().value());
    QVERIFY(!home.queue.take().value());
}

void TestQueue::aRunningOneIsNotJoined()
{
    Home home(folder());
    const SessionId session = SessionId::fresh();
    QVERIFY(home.queue.add(session, skills, {}, 4));
    const ReviewId running = home.queue.take().value()->id;
    QVERIFY(home.queue.add(session, skills, {}, 9).value().id != running);
    QCOMPARE(home.queue.records().value().size(), 2);
}

void TestQueue::whatWasInterruptedWaitsAgain()
{
    const SessionId session = SessionId::fresh();
    {
        Home home(folder());
        QVERIFY(home.queue.add(session, skills, u"the tables"_s, 4));
        QVERIFY(home.queue.take().value());
    } // quit in the middle
    Home home(folder());
    QVERIFY(!home.queue.take().value());
    QCOMPARE(home.queue.putBackInterrupted().value(), 1);
    QCOMPARE(home.queue.putBackInterrupted().value(), 0);
    const QueuedReview again = home.queue.take().value().value();
    QCOMPARE(again.session, session);
    QCOMPARE(again.focus, u"the tables"_s);
    QCOMPARE(again.lastMessage, 4);
}

void TestQueue::whatAKilledProcessRanWaitsAgain()
{
    const SessionId session = SessionId::fresh();
    const pid_t child = ::fork();
    if (child == 0) {
        Home home(folder());
        const bool taken = home.queue.add(session, skills, {}, 4).has_value() && home.queue.take().value().has_value();
        ::_exit(taken ? 0 : 1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
    Home home(folder());
    QCOMPARE(home.queue.putBackInterrupted().value(), 1);
    QCOMPARE(home.queue.take().value()->session, session);
}

void TestQueue::whatAnotherProcessRunsIsLeftToIt()
{
    int ready[2], done[2];
    QVERIFY(::pipe(ready) == 0 && ::pipe(done) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        Home home(folder());
        const bool taken
            = home.queue.add(SessionId::fresh(), skills, {}, 4).has_value() && home.queue.take().value().has_value();
        char word = taken ? 'y' : 'n';
        std::ignore = ::write(ready[1], &word, 1);
        std::ignore = ::read(done[0], &word, 1); // works on it until told
        ::_exit(0);
    }
    char word = 'n';
    QCOMPARE(::read(ready[0], &word, 1), 1);
    QCOMPARE(word, 'y');
    Home home(folder());
    QCOMPARE(home.queue.putBackInterrupted().value(), 0);
    QCOMPARE(home.queue.records().value().first().state, u"running"_s);
    std::ignore = ::write(done[1], &word, 1);
    QCOMPARE(::waitpid(child, nullptr, 0), child);
    QCOMPARE(home.queue.putBackInterrupted().value(), 1);
}

void TestQueue::puttingBackJoinsTheWaitingOne()
{
    Home home(folder());
    const SessionId session = SessionId::fresh();
    QVERIFY(home.queue.add(session, skills, u"the tables"_s, 4));
    const QueuedReview running = home.queue.take().value().value();
    home.clock.set(start.addSecs(5));
    const ReviewId waiting = home.queue.add(session, memory, {}, 9).value().id;
    QVERIFY(home.queue.putBack(running.id));
    const QueuedReview all = home.queue.take().value().value();
    QCOMPARE(all.id, waiting);
    QCOMPARE(all.due, (Due{.skills = true, .memory = true}));
    QCOMPARE(all.focus, u"the tables"_s);
    QCOMPARE(all.lastMessage, 9);
    QVERIFY(!home.queue.take().value());
    QCOMPARE(home.queue.records().value().size(), 1);
    QVERIFY(home.queue.putBack(running.id)); // gone already: nothing happens
}

void TestQueue::twoWorkersNeverTakeTheSame()
{
    Home home(folder());
    constexpr int reviews = 30;
    for (int i = 0; i < reviews; ++i)
        QVERIFY(home.queue.add(SessionId::fresh(), skills, {}, i));
    QMutex mutex;
    QStringList taken;
    std::vector<std::unique_ptr<QThread>> workers;
    for (int worker = 0; worker < 3; ++worker) {
        workers.emplace_back(QThread::create([&] {
            Home other(folder());
            for (auto review = other.queue.take(); review && *review; review = other.queue.take()) {
                const QMutexLocker lock(&mutex);
                taken.append((*review)->id.toString());
            }
        }));
        workers.back()->start();
    }
    for (const auto &worker : workers)
        QVERIFY(worker->wait());
    QCOMPARE(taken.size(), reviews);
    QCOMPARE(QSet<QString>(taken.begin(), taken.end()).size(), reviews);
}

void TestQueue::aFinishedOneIsRemembered()
{
    Home home(folder());
    QVERIFY(home.queue.add(SessionId::fresh(), skills, {}, 4));
    const QueuedReview taken = home.queue.take().value().value();
    home.clock.set(start.addSecs(60));
    const ReviewRecord record{.id = taken.id,
                              .session = taken.session,
                              .state = u"done"_s,
                              .summary = u"Nothing to save."_s,
                              .iterations = 2,
                              .inputTokens = 900,
                              .outputTokens = 12,
                              .changeSets = {u"set-1"_s}};
    QVERIFY(home.queue.finish(record));
    const ReviewRecord known = Home(folder()).queue.records().value().first();
    QCOMPARE(known.state, u"done"_s);
    QCOMPARE(known.summary, u"Nothing to save."_s);
    QCOMPARE(known.started, start);
    QCOMPARE(known.finished, start.addSecs(60));
    QCOMPARE(known.iterations, 2);
    QCOMPARE(known.inputTokens, 900);
    QCOMPARE(known.outputTokens, 12);
    QCOMPARE(known.changeSets, QStringList(u"set-1"_s));
    QCOMPARE(home.queue.putBackInterrupted().value(), 0);
    QCOMPARE(home.queue.finish({.id = ReviewId::fresh(), .session = taken.session, .state = u"done"_s}).error().kind,
             Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(TestQueue)
#include "tst_queue.moc"
