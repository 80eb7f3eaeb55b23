// SPDX-License-Identifier: MIT
//
// A writer that is killed at any step, that meets another writer, a full disk or a read-only one: no half-written
// skill, no lost edit. Real processes: the child is this program, forked.
#include "home.h"

#include <atomic>
#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::library;

class TestWriterFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_home = std::make_unique<LibraryHome>(); }
    void aKilledWriteIsWholeAfterwards_data();
    void aKilledWriteIsWholeAfterwards();
    void anEditMadeAfterTheCrashIsKept();
    void twoProcessesLoseNothing();
    void aWriterThatWaitsTooLongSaysSo();
    void threadsOfOneWriterTakeTurns();
    void aLockLeftByAKilledProcessIsNoObstacle();
    void aHistoryThatWasOnlyBegunIsMadeAnew();
    void objectsLeftUnfinishedAreSweptAway();
    void aFullDiskChangesNothing();
    void aReadOnlyLibraryChangesNothing();

private:
    std::unique_ptr<Writer> opened(StepHook hook = {}) const
    {
        auto writer = Writer::open(m_home->place(), std::move(hook));
        if (!writer)
            qWarning("%s", qPrintable(writer.error().message));
        return std::move(writer).value_or(nullptr);
    }
    std::unique_ptr<History> history() const { return std::move(*History::open(m_home->place().repository)); }
    bool runsInBox(const char *test, const QStringList &bwrap);

    std::unique_ptr<LibraryHome> m_home;
};

namespace {

/// Two files change, one comes, one goes: the skill is either wholly old or wholly new.
const QList<FileEdit> before{edit(u"skills/a/SKILL.md"_s, {}, "old"), edit(u"skills/a/references/r.md"_s, {}, "old"),
                             edit(u"skills/a/scripts/gone.sh"_s, {}, "old")};
const QList<FileEdit> change{
    edit(u"skills/a/SKILL.md"_s, "old", "new"), edit(u"skills/a/references/r.md"_s, "old", "new"),
    edit(u"skills/a/templates/t.md"_s, {}, "new"), edit(u"skills/a/scripts/gone.sh"_s, "old", {})};
const QStringList oldFiles{u"skills/a/SKILL.md"_s, u"skills/a/references/r.md"_s, u"skills/a/scripts/gone.sh"_s};
const QStringList newFiles{u"skills/a/SKILL.md"_s, u"skills/a/references/r.md"_s, u"skills/a/templates/t.md"_s};

/// Runs `work` in a process of its own; its exit status.
int inChild(const std::function<bool()> &work)
{
    const pid_t child = fork();
    if (child == 0)
        _exit(work() ? 0 : 1);
    int status = -1;
    waitpid(child, &status, 0);
    return status;
}

StepHook killAt(const QByteArray &step, int time)
{
    return [step, left = time](const char *now) mutable {
        if (step == now && --left == 0)
            ::kill(getpid(), SIGKILL);
    };
}

} // namespace

void TestWriterFaults::aKilledWriteIsWholeAfterwards_data()
{
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<int>("time");
    QTest::addColumn<bool>("firstEver");
    for (const char *step : writeSteps) {
        const QByteArray name(step);
        const int times = name == "file-staged" ? 3 : name == "file-replaced" ? 4 : 1;
        for (int time = 1; time <= times; ++time)
            QTest::newRow((name + ' ' + QByteArray::number(time)).constData()) << name << time << false;
        QTest::newRow((name + ", first change ever").constData()) << name << 1 << true;
    }
}

void TestWriterFaults::aKilledWriteIsWholeAfterwards()
{
    QFETCH(const QByteArray, step);
    QFETCH(const int, time);
    QFETCH(const bool, firstEver);
    if (!firstEver)
        VERIFY_DONE(opened()->write(before, said(u"before"_s)));
    const int status = inChild(
        [&] { return opened(killAt(step, time))->write(firstEver ? before : change, said(u"change"_s)).has_value(); });
    QVERIFY2(WIFSIGNALED(status), "the step was never reached");

    const auto writer = opened();
    const auto finished = writer->recover();
    VERIFY_DONE(finished);
    const bool committed = !history()->head().isEmpty() && history()->log()->first().subject == u"change"_s;
    QCOMPARE(finished->size(), committed && step != "marked" ? 1 : 0);
    QCOMPARE(m_home->filesOnDisk(),
             committed       ? (firstEver ? oldFiles : newFiles)
                 : firstEver ? QStringList()
                             : oldFiles);
    QCOMPARE(m_home->filesOnDisk(), m_home->filesInHistory().filter(u"skills/"_s));
    for (const QString &file : m_home->filesOnDisk())
        QCOMPARE(m_home->get(file), QByteArray(committed && !firstEver ? "new" : "old"));
    QVERIFY(!QDir(m_home->path(u"skills/a/scripts"_s)).exists() || !committed || firstEver);
    QVERIFY(!*writer->recordOutside());
    QVERIFY2(!m_home->git({u"fsck"_s}).contains(u"error"_s), qPrintable(m_home->git({u"fsck"_s})));
    QVERIFY(writer->recover()->isEmpty());
    VERIFY_DONE(writer->write({edit(u"skills/b/SKILL.md"_s, {}, "b")}, said(u"life goes on"_s)));
}

void TestWriterFaults::anEditMadeAfterTheCrashIsKept()
{
    VERIFY_DONE(opened()->write(before, said(u"before"_s)));
    inChild([&] { return opened(killAt("file-replaced", 1))->write(change, said(u"change"_s)).has_value(); });
    m_home->put(u"skills/a/references/r.md"_s, "typed by a person");
    const auto finished = opened()->recover();
    VERIFY_DONE(finished);
    QCOMPARE(finished->size(), 1);
    QCOMPARE(m_home->get(u"skills/a/SKILL.md"_s), QByteArray("new"));
    QCOMPARE(m_home->get(u"skills/a/references/r.md"_s), QByteArray("typed by a person"));
    const Revision last = history()->log()->first();
    QCOMPARE(last.trailers.value(u"Origin"_s), u"outside"_s);
    QCOMPARE(last.paths, QStringList{u"skills/a/references/r.md"_s});
    QCOMPARE(*history()->fileAt(last.parent, u"skills/a/references/r.md"_s), QByteArray("new"));
}

void TestWriterFaults::twoProcessesLoseNothing()
{
    const auto addLines = [&](const QByteArray &line) {
        const auto writer = opened();
        for (int i = 0; i < 15;) {
            const auto turn = writer->takeTurn();
            const QByteArray now = m_home->get(u"skills/a/SKILL.md"_s);
            if (!turn || !writer->write({edit(u"skills/a/SKILL.md"_s, now, now + line)}, said(QString::fromUtf8(line))))
                return false;
            ++i;
        }
        return true;
    };
    VERIFY_DONE(opened()->write({edit(u"skills/a/SKILL.md"_s, {}, "start\n")}, said(u"start"_s)));
    const pid_t child = fork();
    if (child == 0)
        _exit(addLines("child\n") ? 0 : 1);
    QVERIFY(addLines("parent\n"));
    int status = -1;
    waitpid(child, &status, 0);
    QCOMPARE(status, 0);
    const QByteArray file = m_home->get(u"skills/a/SKILL.md"_s);
    QCOMPARE(file.count("child"), 15);
    QCOMPARE(file.count("parent"), 15);
    QCOMPARE(history()->log()->size(), 31);
}

void TestWriterFaults::aWriterThatWaitsTooLongSaysSo()
{
    const auto first = opened();
    const auto second = opened();
    const auto turn = first->takeTurn();
    QVERIFY(turn);
    QVERIFY(first->takeTurn(0)); // the same thread may nest
    const auto refused = second->takeTurn(30);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"another window"_s), qPrintable(refused.error().message));
}

void TestWriterFaults::threadsOfOneWriterTakeTurns()
{
    const auto writer = opened();
    std::vector<std::jthread> threads;
    std::atomic<int> written = 0;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&, i] {
            for (int j = 0; j < 5; ++j)
                written += writer->write({edit(u"skills/s%1-%2/SKILL.md"_s.arg(i).arg(j), {}, "x")}, said(u"x"_s))
                               .has_value();
        });
    threads.clear();
    QCOMPARE(written, 20);
    QCOMPARE(m_home->filesOnDisk().size(), 20);
    QCOMPARE(m_home->filesInHistory(), m_home->filesOnDisk());
}

void TestWriterFaults::aLockLeftByAKilledProcessIsNoObstacle()
{
    VERIFY_DONE(opened()->write(before, said(u"before"_s)));
    m_home->put(u"history.git/refs/heads/main.lock"_s, "");
    VERIFY_DONE(opened()->write(change, said(u"change"_s)));
    QCOMPARE(m_home->filesOnDisk(), newFiles);
}

void TestWriterFaults::aHistoryThatWasOnlyBegunIsMadeAnew()
{
    m_home->put(u"history.git.making/objects/tmp_object_git2_x"_s, "half");
    VERIFY_DONE(opened()->write(before, said(u"before"_s)));
    QVERIFY(!QFileInfo::exists(m_home->path(u"history.git.making"_s)));
}

void TestWriterFaults::objectsLeftUnfinishedAreSweptAway()
{
    VERIFY_DONE(opened()->write(before, said(u"before"_s)));
    m_home->put(u"history.git/objects/tmp_object_git2_x"_s, "half");
    VERIFY_DONE(opened()->recover());
    QVERIFY(!QFileInfo::exists(m_home->path(u"history.git/objects/tmp_object_git2_x"_s)));
}

/// Runs one test of this program again inside bubblewrap; true inside. Outside: skips, or judges by the exit code.
bool TestWriterFaults::runsInBox(const char *test, const QStringList &bwrap)
{
    if (qEnvironmentVariableIsSet("HSF_BOX"))
        return true;
    QProcess probe;
    const QStringList box = QStringList{u"--bind"_s, u"/"_s, u"/"_s, u"--dev-bind"_s, u"/dev"_s, u"/dev"_s} + bwrap;
    probe.start(u"bwrap"_s, box + QStringList{u"true"_s});
    if (!probe.waitForFinished() || probe.exitCode() != 0) {
        [&] { QSKIP("bubblewrap may not mount here"); }();
        return false;
    }
    QProcess inside;
    inside.setProcessChannelMode(QProcess::MergedChannels);
    inside.start(u"bwrap"_s,
                 box
                     + QStringList{u"--setenv"_s, u"HSF_BOX"_s, m_home->path(u""_s),
                                   QCoreApplication::applicationFilePath(), QString::fromLatin1(test)});
    inside.waitForFinished(60'000);
    if (inside.exitCode() != 0)
        [&] { QFAIL(inside.readAll().constData()); }();
    return false;
}

void TestWriterFaults::aFullDiskChangesNothing()
{
    const QString small = m_home->path(u"skills"_s);
    if (!runsInBox("aFullDiskChangesNothing", {u"--size"_s, u"262144"_s, u"--tmpfs"_s, small}))
        return;
    Place place = m_home->place();
    place.skills = qEnvironmentVariable("HSF_BOX") + u"/skills"_s;
    auto writer = Writer::open(place);
    VERIFY_DONE(writer);
    VERIFY_DONE((*writer)->write(before, said(u"before"_s)));
    QList<FileEdit> big = change;
    big.append(edit(u"skills/a/assets/big"_s, {}, QByteArray(600'000, 'x')));
    const auto refused = (*writer)->write(big, said(u"too big"_s));
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"full"_s), qPrintable(refused.error().message));
    QCOMPARE(history()->log()->size(), 1);
    for (const QString &file : oldFiles) {
        QFile onDisk(place.fileOf(file));
        QVERIFY(onDisk.open(QIODevice::ReadOnly));
        QCOMPARE(onDisk.readAll(), QByteArray("old"));
    }
    QCOMPARE(QDir(place.skills + u"/a"_s)
                 .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name | QDir::IgnoreCase),
             (QStringList{u"references"_s, u"scripts"_s, u"SKILL.md"_s}));
    VERIFY_DONE((*writer)->write(change, said(u"small enough"_s)));
}

void TestWriterFaults::aReadOnlyLibraryChangesNothing()
{
    if (!qEnvironmentVariableIsSet("HSF_BOX"))
        m_home->put(u"skills/a/SKILL.md"_s, "old");
    const QString skills = m_home->path(u"skills"_s);
    if (!runsInBox("aReadOnlyLibraryChangesNothing", {u"--ro-bind"_s, skills, skills}))
        return;
    Place place = m_home->place();
    place.skills = qEnvironmentVariable("HSF_BOX") + u"/skills"_s;
    auto writer = Writer::open(place);
    VERIFY_DONE(writer);
    const auto refused = (*writer)->write(
        {edit(u"memories/USER.md"_s, {}, "u"), edit(u"skills/a/SKILL.md"_s, "old", "new")}, said(u"change"_s));
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"read-only"_s), qPrintable(refused.error().message));
    QVERIFY(!QFile::exists(place.fileOf(u"memories/USER.md"_s)));
    QCOMPARE(history()->log()->size(), 1); // what lay there was recorded
    QCOMPARE(history()->log()->first().trailers.value(u"Origin"_s), u"outside"_s);
}

QTEST_GUILESS_MAIN(TestWriterFaults)
#include "tst_writerfaults.moc"
