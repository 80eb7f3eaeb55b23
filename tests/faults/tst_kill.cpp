// SPDX-License-Identifier: MIT
//
// The program dies by SIGKILL: at each step of each kind of change, at random moments of a running loop, and while it
// makes a new home. Opened again, no skill is half-written and nothing that was acknowledged is missing.
#include "autopsy.h"
#include "drafts.h"
#include "library/writer.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>

using namespace hsf;
using namespace hsf::faults;

namespace {

constexpr int killsOfNewHomes = 24;

/// In the ordinary run two hundred; HSF_KILLS asks for another number.
int randomKills()
{
    bool isNumber = false;
    const int asked = qEnvironmentVariableIntValue("HSF_KILLS", &isNumber);
    return isNumber ? std::max(asked, 8) : 200;
}

Result<> submit(const Place &place, const QList<changes::Draft> &drafts)
{
    const auto stores = place.open();
    if (!stores)
        return std::unexpected(stores.error());
    for (const changes::Draft &draft : drafts)
        if (const auto set = (*stores)->door->submit(draft); !set || set->state != changes::State::Applied)
            return fail(Error::Kind::Refused, set ? set->why : set.error().message);
    return {};
}

changes::Draft creation(const QString &skill)
{
    return by(changes::Origin::Review, u"Prepare "_s + skill, creating(skill, {u"references/facts.md"_s}, u"0"_s));
}

} // namespace

class TestKill : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void atEveryStepOfAChange_data();
    void atEveryStepOfAChange();
    void atRandomMomentsOfARunningLoop();
    void whileANewHomeIsMade();

private:
    void undisturbed(const QString &kind, Standing &before, Standing &after);

    Place m_place;
    int m_killed = 0, m_cut = 0;
};

void TestKill::initTestCase()
{
    const auto furnished = m_place.furnished();
    QVERIFY2(furnished, qPrintable(furnished.error_or(Error()).message));
    QVERIFY(m_place.keepAside());
}

void TestKill::cleanupTestCase()
{
    qInfo("at the steps of all kinds: %d kills, %d of them between commit and checkout", m_killed, m_cut);
}

void TestKill::atEveryStepOfAChange_data()
{
    QTest::addColumn<QString>("kind");
    for (const QString &kind : kinds())
        QTest::newRow(qPrintable(kind)) << kind;
}

/// The change with nobody killing it.
void TestKill::undisturbed(const QString &kind, Standing &before, Standing &after)
{
    QVERIFY(m_place.putBack());
    const auto then = m_place.standing();
    QVERIFY2(then, qPrintable(then.error_or(Error()).message));
    before = *then;
    QProcess process;
    start(process, m_place, {u"once"_s, kind});
    QVERIFY(process.waitForFinished(-1));
    QCOMPARE(process.exitCode(), 0);
    const auto now = m_place.standing();
    QVERIFY2(now, qPrintable(now.error_or(Error()).message));
    after = *now;
    QVERIFY(!difference(before, after).isEmpty());
}

void TestKill::atEveryStepOfAChange()
{
    QFETCH(const QString, kind);
    Standing before, after;
    undisturbed(kind, before, after);
    if (QTest::currentTestFailed())
        return;
    QStringList steps{u"set-stored"_s};
    for (const char *step : library::writeSteps)
        steps.append(QString::fromLatin1(step));
    steps.append(u"set-recorded"_s);

    int killed = 0, cut = 0;
    QSet<QString> reached;
    for (const QString &step : std::as_const(steps)) {
        const bool committed = steps.indexOf(step) >= steps.indexOf(u"committed"_s);
        for (int time = 1;; ++time) {
            QVERIFY(m_place.putBack());
            QProcess process;
            start(process, m_place, {u"once"_s, kind, step, QString::number(time)});
            QVERIFY(process.waitForFinished(-1));
            const bool dead = process.exitStatus() == QProcess::CrashExit;
            if (!dead)
                QCOMPARE(process.exitCode(), 0);
            killed += dead;
            Autopsy autopsy(m_place.paths(), m_place.ledger);
            const QString wrong = autopsy.examineWhole();
            QVERIFY2(wrong.isEmpty(), qPrintable(step + u": "_s + wrong));
            cut += autopsy.cutCheckouts();
            // There as a whole, or not at all. An edit made on the disk itself is there from the start.
            const auto now = m_place.standing();
            QVERIFY2(now, qPrintable(now.error_or(Error()).message));
            const QString odd = difference(*now, !dead || committed || kind == u"outside" ? after : before);
            QVERIFY2(odd.isEmpty(), qPrintable(u"%1, time %2: %3"_s.arg(step).arg(time).arg(odd)));
            if (!dead)
                break;
            reached.insert(step);
        }
    }
    // The record of an edit made outside is a single commit: there is no step in between.
    QVERIFY(kind == u"outside" || (reached.contains(u"committed"_s) && reached.contains(u"marked"_s)));
    m_killed += killed;
    m_cut += cut;
    qInfo("%s: %d kills at %d steps, %d of them between commit and checkout", qPrintable(kind), killed,
          int(reached.size()), cut);
}

void TestKill::atRandomMomentsOfARunningLoop()
{
    const Place place;
    const int kills = randomKills();
    const auto prepared = submit(place, {creation(u"by-hand"_s), creation(u"agent-notes"_s)});
    QVERIFY2(prepared, qPrintable(prepared.error_or(Error()).message));
    Autopsy autopsy(Home::under(place.home), place.ledger);
    QRandomGenerator dice(20260101);
    QElapsedTimer time;
    time.start();
    int whileOpening = 0, kill = 0;
    // Chance decides where each falls; few fall between commit and checkout, and one at least has to.
    while (kill < kills || (autopsy.cutCheckouts() == 0 && kill < 20 * kills)) {
        ++kill;
        QProcess process;
        start(process, place, {u"loop"_s, QString::number(kill)});
        QVERIFY(process.waitForStarted());
        // One in eight dies while it starts and repairs what the one before it left.
        const bool early = dice.bounded(8) == 0;
        whileOpening += early;
        // The others after some of its work, more or less, however quick this machine is.
        if (!early) {
            QVERIFY2(process.waitForReadyRead(), "the loop did not come to its work");
            const qint64 enough = QFileInfo(place.ledger).size() + dice.bounded(3'000);
            while (QFileInfo(place.ledger).size() < enough && process.state() == QProcess::Running)
                process.waitForFinished(1);
        }
        QThread::usleep(dice.bounded(early ? 60'000 : 30'000));
        process.kill();
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitStatus() == QProcess::CrashExit, "the loop ended by itself");
        const QString wrong = autopsy.examine();
        QVERIFY2(wrong.isEmpty(), qPrintable(u"after kill %1: %2"_s.arg(kill).arg(wrong)));
        if (kill % 20 == 0) {
            const QString broken = autopsy.fsck();
            QVERIFY2(broken.isEmpty(), qPrintable(u"after kill %1: %2"_s.arg(kill).arg(broken)));
        }
    }
    const QString wrong = autopsy.examineWhole();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    qInfo("%d kills in %.1f s, %d while opening; %d fell between commit and checkout; %d commits, acknowledged: %d "
          "sets, %d messages, "
          "%d reviews; %d refused",
          kill, double(time.elapsed()) / 1000, whileOpening, autopsy.cutCheckouts(), autopsy.commits(),
          autopsy.acknowledgedSets(), autopsy.acknowledgedMessages(), autopsy.acknowledgedReviews(),
          autopsy.refusals());
    QStringList done;
    for (const auto &[kind, times] : autopsy.acknowledgedKinds().asKeyValueRange())
        done.append(u"%1 %2"_s.arg(times).arg(kind));
    qInfo("acknowledged: %s", qPrintable(done.join(u", "_s)));
    // A loop that does nothing proves nothing.
    QVERIFY(autopsy.acknowledgedSets() > kills / 4);
    QVERIFY(autopsy.acknowledgedReviews() > kills / 40);
    QVERIFY(autopsy.cutCheckouts() > 0);
    QVERIFY2(autopsy.refusals() < autopsy.acknowledgedSets(),
             qPrintable(autopsy.refusedWords().mid(0, 10).join(u'\n')));
}

void TestKill::whileANewHomeIsMade()
{
    QRandomGenerator dice(7);
    for (int kill = 1; kill <= killsOfNewHomes; ++kill) {
        const Place place;
        QDir().mkpath(place.home);
        QProcess process;
        start(process, place, {u"loop"_s, QString::number(kill)});
        QVERIFY(process.waitForStarted());
        const QString sign = place.home + (kill % 2 ? u"/data/factory.db"_s : u"/data/history.git"_s);
        QTRY_VERIFY2_WITH_TIMEOUT(QFileInfo::exists(sign) || process.state() == QProcess::NotRunning,
                                  "nothing was made", 60'000);
        QThread::usleep(dice.bounded(20'000));
        process.kill();
        QVERIFY(process.waitForFinished());
        Autopsy autopsy(Home::under(place.home), place.ledger);
        QString wrong = autopsy.examine();
        QVERIFY2(wrong.isEmpty(), qPrintable(u"kill %1: %2"_s.arg(kill).arg(wrong)));
        const auto works = submit(place, {creation(u"first-skill"_s)});
        QVERIFY2(works, qPrintable(works.error_or(Error()).message));
        wrong = autopsy.examine();
        QVERIFY2(wrong.isEmpty(), qPrintable(u"kill %1: %2"_s.arg(kill).arg(wrong)));
    }
}

int main(int argc, char **argv)
{
    // A thousand kills take longer than Qt Test lets a function run; ctest has its own limit.
    qputenv("QTEST_FUNCTION_TIMEOUT", "7200000");
    QCoreApplication app(argc, argv);
    QTEST_SET_MAIN_SOURCE_PATH
    TestKill test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_kill.moc"
