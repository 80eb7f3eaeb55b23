// SPDX-License-Identifier: MIT
//
// The program dies by SIGKILL: at each step of a change, at two hundred random moments of a running loop, and while it
// makes a new home. Opened again, no skill is half-written and nothing that was acknowledged is missing.
#include "autopsy.h"
#include "library/writer.h"
#include "texts.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace hsf;
using namespace hsf::faults;

namespace {

constexpr int randomKills = 200;
constexpr int killsOfNewHomes = 24;

struct Place {
    QTemporaryDir folder{QDir::tempPath() + u"/hsf faults XXXXXX"_s};
    QString home = folder.filePath(u"a home"_s);
    QString ledger = folder.filePath(u"ledger"_s);
    QString read(const QString &below) const
    {
        QFile file(home + u"/data/"_s + below);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
};

Result<> submit(const Place &place, const QList<changes::Draft> &drafts)
{
    const SystemClock clock;
    const auto stores = service::Stores::open(Home::under(place.home), {}, clock);
    if (!stores)
        return std::unexpected(stores.error());
    for (const changes::Draft &draft : drafts)
        if (const auto set = (*stores)->door->submit(draft); !set || set->state != changes::State::Applied)
            return fail(Error::Kind::Refused, set ? set->why : set.error().message);
    return {};
}

changes::Draft creation(const QString &skill)
{
    return {{.origin = changes::Origin::Review},
            u"Prepare "_s + skill,
            {changes::CreateSkill{skill, skillText(skill, u"0"_s)},
             changes::WriteFile{skill, u"references/facts.md"_s, factsText(u"0"_s), {}}}};
}

/// A home with a few skills, as it is when nothing has happened yet.
Result<> prepare(const Place &place, const QStringList &skills)
{
    QDir().mkpath(place.home + u"/work"_s);
    QList<changes::Draft> drafts;
    for (const QString &skill : skills)
        drafts.append(creation(skill));
    return submit(place, drafts);
}

void start(QProcess &process, const Place &place, const QStringList &words)
{
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral(HSF_BIN_DIR "/hsf-faults"), QStringList{place.home, place.ledger} + words);
}

} // namespace

class TestKill : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void atEveryStepOfAChange_data();
    void atEveryStepOfAChange();
    void atRandomMomentsOfARunningLoop();
    void whileANewHomeIsMade();
};

void TestKill::atEveryStepOfAChange_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("kills");
    // One kill a step, one more for each further file that is staged or replaced.
    QTest::newRow("a new skill of two files") << u"create"_s << 12;
    QTest::newRow("a patch of two files") << u"patch"_s << 12;
    QTest::newRow("an archived skill of two files") << u"archive"_s << 14;
    QTest::newRow("a memory entry") << u"memory"_s << 10;
}

void TestKill::atEveryStepOfAChange()
{
    QFETCH(QString, what);
    QFETCH(int, kills);
    const Place place;
    const auto prepared = prepare(place, {u"patched"_s, u"old"_s});
    QVERIFY2(prepared, qPrintable(prepared.error_or(Error()).message));
    Autopsy autopsy(Home::under(place.home), place.ledger);
    QStringList steps{u"set-stored"_s};
    for (const char *step : library::writeSteps)
        steps.append(QString::fromLatin1(step));
    steps.append(u"set-recorded"_s);

    const QStringList letters = u"k l m n o p q r s t v w"_s.split(u' '); // no names of a day, which are refused
    int killed = 0;
    for (const QString &step : std::as_const(steps)) {
        const bool committed = steps.indexOf(step) >= steps.indexOf(u"committed"_s);
        for (int time = 1;; ++time) {
            const QString nonce = letters.at(steps.indexOf(step)) + letters.at(time);
            if (what == u"archive" && !place.read(u"library/.archive/old/SKILL.md"_s).isEmpty()) {
                const auto back = submit(
                    place, {{{.origin = changes::Origin::You}, u"Restore"_s, {changes::RestoreSkill{u"old"_s}}}});
                QVERIFY2(back, qPrintable(back.error_or(Error()).message));
            }
            QProcess process;
            start(process, place, {u"once"_s, what, nonce, step, QString::number(time)});
            QVERIFY(process.waitForFinished());
            const bool dead = process.exitStatus() == QProcess::CrashExit;
            if (!dead)
                QCOMPARE(process.exitCode(), 0);
            killed += dead;
            const QString wrong = autopsy.examine();
            QVERIFY2(wrong.isEmpty(), qPrintable(step + u": "_s + wrong));
            // There as a whole, or not at all.
            const auto has
                = [&](const QString &file, const QString &words) { return place.read(file).contains(words); };
            const QString line = u"Revision "_s + nonce + u'.';
            const QString made = u"library/made-"_s + nonce;
            const bool first = what == u"create" ? has(made + u"/SKILL.md"_s, line)
                : what == u"patch"               ? has(u"library/patched/SKILL.md"_s, line)
                : what == u"archive"             ? has(u"library/.archive/old/SKILL.md"_s, u"Revision 0."_s)
                                                 : has(u"memories/USER.md"_s, nonce);
            const bool second = what == u"create" ? has(made + u"/references/facts.md"_s, line)
                : what == u"patch"                ? has(u"library/patched/references/facts.md"_s, line)
                : what == u"archive"              ? !has(u"library/old/SKILL.md"_s, u"Revision"_s)
                                                  : first;
            QCOMPARE(first, !dead || committed);
            QCOMPARE(second, first);
            if (!dead)
                break;
        }
    }
    QCOMPARE(killed, kills);
    const QString wrong = autopsy.examineWhole();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    qInfo("%s: %d kills at %d steps, %d of them between commit and checkout", qPrintable(what), killed,
          int(steps.size()), autopsy.cutCheckouts());
}

void TestKill::atRandomMomentsOfARunningLoop()
{
    const Place place;
    const auto prepared = prepare(place, {u"by-hand"_s, u"agent-notes"_s});
    QVERIFY2(prepared, qPrintable(prepared.error_or(Error()).message));
    Autopsy autopsy(Home::under(place.home), place.ledger);
    QRandomGenerator dice(20260101);
    QElapsedTimer time;
    time.start();
    int whileOpening = 0;
    for (int kill = 1; kill <= randomKills; ++kill) {
        QProcess process;
        start(process, place, {u"loop"_s, QString::number(kill)});
        QVERIFY(process.waitForStarted());
        // One in eight dies while it starts and repairs what the one before it left.
        const bool early = dice.bounded(8) == 0;
        whileOpening += early;
        if (!early)
            QVERIFY2(process.waitForReadyRead(), "the loop did not come to its work");
        QThread::usleep(dice.bounded(early ? 60'000 : 150'000));
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
          randomKills, double(time.elapsed()) / 1000, whileOpening, autopsy.cutCheckouts(), autopsy.commits(),
          autopsy.acknowledgedSets(), autopsy.acknowledgedMessages(), autopsy.acknowledgedReviews(),
          autopsy.refusals());
    // A loop that does nothing proves nothing.
    QVERIFY(autopsy.acknowledgedSets() > randomKills / 4);
    QVERIFY(autopsy.acknowledgedReviews() > 5);
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

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"
