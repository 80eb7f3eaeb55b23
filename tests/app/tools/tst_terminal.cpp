// SPDX-License-Identifier: MIT
//
// Commands in the real sandbox: what they see, what they may change, how they end.
#include "tools/output.h"
#include "tools/terminal.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::tools;

class TestTerminal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aCommandSaysWhatItSaid_data();
    void aCommandSaysWhatItSaid();
    void theWorkspaceIsItsPlaceAndItsToChange();
    void theRestOfTheMachineIsNot_data();
    void theRestOfTheMachineIsNot();
    void theHomeFolderIsEmpty();
    void theEnvironmentDoesNotLeak();
    void theNetworkIsThereOnlyWhenAllowed();
    void aSkillLibraryMayBeReadAndNotChanged();
    void stopEndsACommandAndItsChildren_data();
    void stopEndsACommandAndItsChildren();
    void theTimeLimitEndsIt();
    void backgroundProcessesEndWithTheCommand_data();
    void backgroundProcessesEndWithTheCommand();
    void outputStreamsWhileItRuns();
    void longOutputIsShownInPartAndKeptWhole();
    void aCharacterIsNeverCutInHalf_data();
    void aCharacterIsNeverCutInHalf();
    void aFloodFillsNoDisk();
    void whatCannotRunSaysWhy();
    void theArgumentsShowWhatTheSandboxIs();

private:
    CommandResult run(const QString &command, Sandbox sandbox = Sandbox::Works, bool network = false,
                      int timeoutMs = 60'000);
    QTemporaryDir m_folder{QDir::tempPath() + u"/hsf terminal XXXXXX"_s};
    QString m_workspace;
};

namespace {

/// A number that no other process of this machine has in its command line.
QString mark(int number)
{
    return u"47%1.%2"_s.arg(number).arg(QCoreApplication::applicationPid());
}

/// Is a process with this word in its command line alive? Seen from outside of the sandbox.
bool isRunning(const QString &word)
{
    for (const QString &name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile line(u"/proc/"_s + name + u"/cmdline"_s);
        if (name.toInt() > 0 && name.toInt() != QCoreApplication::applicationPid() && line.open(QIODevice::ReadOnly)
            && QString::fromUtf8(line.readAll()).contains(word))
            return true;
    }
    return false;
}

} // namespace

CommandResult TestTerminal::run(const QString &command, Sandbox sandbox, bool network, int timeoutMs)
{
    CommandRequest request{.command = command, .workspace = m_workspace};
    request.network = network;
    request.timeoutMs = timeoutMs;
    request.outputFolder = m_folder.filePath(u"outputs"_s);
    request.sandbox = sandbox;
    const Result<CommandResult> result = runCommand(request, {}, {});
    if (!result)
        qWarning("%s", qPrintable(result.error().message));
    return result.value_or(CommandResult{});
}

void TestTerminal::initTestCase()
{
    m_workspace = m_folder.filePath(u"my project"_s);
    QVERIFY(QDir().mkpath(m_workspace));
    if (sandboxAvailable() == Sandbox::Missing)
        QSKIP("bubblewrap does not work here");
}

void TestTerminal::aCommandSaysWhatItSaid_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("output");
    QTest::addColumn<int>("code");
    QTest::newRow("words") << u"echo Grüße"_s << u"Grüße\n"_s << 0;
    QTest::newRow("failing") << u"exit 3"_s << u""_s << 3;
    QTest::newRow("both streams in order") << u"echo a; echo b >&2; echo c"_s << u"a\nb\nc\n"_s << 0;
    QTest::newRow("quotes and lines") << u"printf '%s|' 'a b' \"c'd\"\nprintf x"_s << u"a b|c'd|x"_s << 0;
    QTest::newRow("input is empty") << u"cat; echo end"_s << u"end\n"_s << 0;
    QTest::newRow("ended by a signal") << u"kill -9 $$"_s << u""_s << 137;
    QTest::newRow("bytes that are no text") << u"printf 'a\\377b'"_s << u"a\ufffdb"_s << 0;
}

void TestTerminal::aCommandSaysWhatItSaid()
{
    QFETCH(const QString, command);
    for (const Sandbox sandbox : {Sandbox::Works, Sandbox::Missing}) {
        const CommandResult result = run(command, sandbox);
        QTEST(result.output, "output");
        QTEST(result.exitCode, "code");
        QCOMPARE(result.sandboxed, sandbox == Sandbox::Works);
        QVERIFY(result.outputFile.isEmpty());
    }
}

void TestTerminal::theWorkspaceIsItsPlaceAndItsToChange()
{
    const CommandResult result = run(u"pwd; mkdir -p a/b && echo 1 > a/b/new.txt && ls a/b"_s);
    QCOMPARE(result.output, m_workspace + u"\nnew.txt\n"_s);
    QFile file(m_workspace + u"/a/b/new.txt"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("1\n"));
    // What it writes beside the workspace reaches nobody.
    run(u"echo x > ../beside.txt"_s);
    QVERIFY(!QFile::exists(m_folder.filePath(u"beside.txt"_s)));
}

void TestTerminal::theRestOfTheMachineIsNot_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("programs") << u"echo x > /usr/bin/hsf-test"_s;
    QTest::newRow("settings") << u"echo x >> /etc/hosts"_s;
    QTest::newRow("the root folder") << u"mkdir /hsf-test"_s;
    QTest::newRow("the kernel") << u"echo 1 > /proc/sys/kernel/hostname"_s;
    QTest::newRow("mounting it anew") << u"mount -o remount,rw /usr"_s;
    QTest::newRow("secrets of the system") << u"cat /etc/shadow"_s;
    QTest::newRow("other processes") << u"kill -0 %1"_s.arg(QCoreApplication::applicationPid());
}

void TestTerminal::theRestOfTheMachineIsNot()
{
    QFETCH(const QString, command);
    const CommandResult result = run(command);
    QVERIFY2(result.exitCode != 0, qPrintable(result.output));
}

void TestTerminal::theHomeFolderIsEmpty()
{
    QCOMPARE(run(u"ls -A ~; echo x > ~/x && cat ~/x && echo x > /tmp/x"_s).output, u"x\n"_s);
    // The whole name: the workspace lies in /tmp under a name of random letters.
    QCOMPARE(run(u"ls -A ~ /tmp | grep -cx x"_s).output, u"0\n"_s);
}

void TestTerminal::theEnvironmentDoesNotLeak()
{
    qputenv("HSF_TEST_API_KEY", "sk-secret");
    QCOMPARE(run(u"env | grep -c sk-secret"_s).output, u"0\n"_s);
    const QString environment = run(u"env"_s).output;
    for (const QString &name : {u"PATH="_s, u"HOME="_s, u"LANG="_s, u"TERM="_s})
        QVERIFY2(environment.contains(name), qPrintable(environment));
}

void TestTerminal::theNetworkIsThereOnlyWhenAllowed()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QString connect
        = u"bash -c 'exec 3<>/dev/tcp/127.0.0.1/%1' 2>/dev/null && echo connected || echo closed"_s.arg(
            server.serverPort());
    QCOMPARE(run(connect).output, u"closed\n"_s);
    QCOMPARE(run(connect, Sandbox::Works, true).output, u"connected\n"_s);
}

void TestTerminal::aSkillLibraryMayBeReadAndNotChanged()
{
    const QString library = m_workspace + u"/skills"_s;
    QVERIFY(QDir().mkpath(library));
    QFile script(library + u"/hello.sh"_s);
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("echo hello\n");
    script.close();
    CommandRequest request{.command = u"sh skills/hello.sh && ! echo x 2>/dev/null > skills/new"_s,
                           .workspace = m_workspace};
    request.readOnly = {library, m_folder.filePath(u"not there"_s)};
    const Result<CommandResult> result = runCommand(request, {}, {});
    QVERIFY(result);
    QVERIFY2(result->output.startsWith(u"hello\n"_s), qPrintable(result->output));
    QCOMPARE(result->exitCode, 0);
    QVERIFY(!QFile::exists(library + u"/new"_s));
}

void TestTerminal::stopEndsACommandAndItsChildren_data()
{
    QTest::addColumn<Sandbox>("sandbox");
    QTest::addColumn<QString>("command");
    for (const Sandbox sandbox : {Sandbox::Works, Sandbox::Missing}) {
        const char *where = sandbox == Sandbox::Works ? "sandboxed" : "bare";
        QTest::addRow("waiting, %s", where) << sandbox << u"echo ready; sleep %1"_s.arg(mark(int(sandbox)));
        QTest::addRow("with children, %s", where) << sandbox << u"sleep %1 & echo ready; wait"_s.arg(mark(int(sandbox)));
        QTest::addRow("deaf to signals, %s", where)
            << sandbox << u"trap '' TERM INT HUP; echo ready; while :; do sleep %1; done"_s.arg(mark(int(sandbox)));
        QTest::addRow("in a session of its own, %s", where)
            << sandbox << u"setsid sleep %1 & echo ready; sleep %1"_s.arg(mark(int(sandbox)));
        QTest::addRow("flooding, %s", where) << sandbox << u"echo ready; yes %1"_s.arg(mark(int(sandbox)));
    }
}

void TestTerminal::stopEndsACommandAndItsChildren()
{
    QFETCH(const Sandbox, sandbox);
    QFETCH(const QString, command);
    CommandRequest request{.command = command, .workspace = m_workspace};
    request.sandbox = sandbox;
    request.outputFolder = m_folder.filePath(u"outputs"_s);
    std::stop_source stop;
    std::atomic<bool> asked = false;
    const Result<CommandResult> result = runCommand(
        request,
        [&](const QString &) {
            if (!asked.exchange(true))
                stop.request_stop();
        },
        stop.get_token());
    QVERIFY(result);
    QVERIFY(result->stopped);
    QVERIFY(!result->timedOut);
    QVERIFY(result->output.startsWith(u"ready"_s));
    QTRY_VERIFY(!isRunning(mark(int(sandbox))));
}

void TestTerminal::theTimeLimitEndsIt()
{
    for (const Sandbox sandbox : {Sandbox::Works, Sandbox::Missing}) {
        // Where it takes longer for a command to begin, because the machine has much to do, it gets more time.
        CommandResult result;
        for (int limit = 400; result.output.isEmpty() && limit < 60'000; limit *= 2) {
            result = run(u"echo begun; sleep %1"_s.arg(mark(13)), sandbox, false, limit);
            QVERIFY(result.timedOut);
            QVERIFY(!result.stopped);
        }
        QCOMPARE(result.output, u"begun\n"_s);
        QTRY_VERIFY(!isRunning(mark(13)));
    }
}

void TestTerminal::backgroundProcessesEndWithTheCommand_data()
{
    QTest::addColumn<Sandbox>("sandbox");
    QTest::newRow("sandboxed") << Sandbox::Works;
    QTest::newRow("bare") << Sandbox::Missing;
}

void TestTerminal::backgroundProcessesEndWithTheCommand()
{
    QFETCH(const Sandbox, sandbox);
    // It holds the output open; the command is over all the same.
    const CommandResult result = run(u"sleep %1 & echo done"_s.arg(mark(14)), sandbox);
    QCOMPARE(result.output, u"done\n"_s);
    QVERIFY(!result.timedOut);
    QTRY_VERIFY(!isRunning(mark(14)));
}

void TestTerminal::outputStreamsWhileItRuns()
{
    // The command ends only because somebody who read its first words made the file it waits for.
    const QString go = m_workspace + u"/go"_s;
    QString heard;
    CommandRequest request{.command = u"echo first; while [ ! -e go ]; do sleep 0.01; done; echo second"_s,
                           .workspace = m_workspace};
    const Result<CommandResult> result = runCommand(request,
                                                    [&](const QString &text) {
                                                        heard += text;
                                                        QFile file(go);
                                                        if (heard.contains(u"first"_s))
                                                            QVERIFY(file.open(QIODevice::WriteOnly));
                                                    },
                                                    {});
    QVERIFY(result);
    QCOMPARE(result->output, u"first\nsecond\n"_s);
    QCOMPARE(heard, result->output);
}

void TestTerminal::longOutputIsShownInPartAndKeptWhole()
{
    const CommandResult result = run(u"seq 1 200000"_s);
    QCOMPARE(result.outputBytes, 1'288'895);
    QVERIFY(result.output.size() < 66 * 1024);
    QVERIFY(result.output.startsWith(u"1\n2\n3\n"_s));
    QVERIFY(result.output.endsWith(u"199999\n200000\n"_s));
    QVERIFY2(result.output.contains(u"… 1223359 bytes left out, whole output in "_s + result.outputFile),
             qPrintable(result.output.mid(32'000, 1'000)));
    QFile whole(result.outputFile);
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    QCOMPARE(bytes.size(), 1'288'895);
    QVERIFY(bytes.startsWith("1\n2\n") && bytes.endsWith("\n200000\n"));
    QCOMPARE(whole.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void TestTerminal::aCharacterIsNeverCutInHalf_data()
{
    QTest::addColumn<int>("piece");
    for (const int piece : {1, 2, 3, 7, 64, 100'000})
        QTest::addRow("in pieces of %d", piece) << piece;
}

void TestTerminal::aCharacterIsNeverCutInHalf()
{
    QFETCH(const int, piece);
    const QTemporaryDir folder(QDir::tempPath() + u"/hsf output XXXXXX"_s);
    for (int limit = 60; limit < 72; ++limit) {
        QString heard;
        Output output({.shown = limit, .kept = 1 << 20, .folder = folder.path()},
                      [&heard](const QString &text) { heard += text; });
        const QByteArray bytes = QString(u"aä日🙂"_s).repeated(20).toUtf8();
        for (qsizetype at = 0; at < bytes.size(); at += piece)
            output.add(bytes.mid(at, piece));
        const QString text = output.text();
        QVERIFY2(!text.contains(QChar(0xfffd)), qPrintable(text));
        QVERIFY2(!heard.contains(QChar(0xfffd)), qPrintable(heard));
        QCOMPARE(output.size(), bytes.size());
        QFile whole(output.fileName());
        QVERIFY(whole.open(QIODevice::ReadOnly));
        QCOMPARE(whole.readAll(), bytes);
    }
}

void TestTerminal::aFloodFillsNoDisk()
{
    CommandRequest request{.command = u"head -c 5000000 /dev/zero | tr '\\0' x"_s, .workspace = m_workspace};
    request.keptBytes = 1 << 20;
    request.outputFolder = m_folder.filePath(u"outputs"_s);
    const Result<CommandResult> result = runCommand(request, {}, {});
    QVERIFY(result);
    QCOMPARE(result->outputBytes, 5'000'000);
    QCOMPARE(QFileInfo(result->outputFile).size(), 1 << 20);
    QVERIFY(result->output.contains(u"the first 1 MiB in "_s));
}

void TestTerminal::whatCannotRunSaysWhy()
{
    CommandRequest request{.command = u"ls"_s, .workspace = m_folder.filePath(u"gone"_s)};
    const Result<CommandResult> gone = runCommand(request, {}, {});
    QVERIFY(!gone);
    QVERIFY2(gone.error().message.contains(u"gone"_s), qPrintable(gone.error().message));
    request.workspace = m_workspace;
    request.command = u"ls"_s + QChar(0);
    QVERIFY(!runCommand(request, {}, {}));
}

void TestTerminal::theArgumentsShowWhatTheSandboxIs()
{
    // A system as many are: /bin is a link, /lib32 is not there.
    const QString host = m_folder.filePath(u"host"_s);
    QVERIFY(QDir().mkpath(host + u"/usr/bin"_s) && QDir().mkpath(host + u"/lib64"_s));
    QVERIFY(QFile::link(u"usr/bin"_s, host + u"/bin"_s));
    const CommandRequest request{.command = u"ls"_s, .workspace = m_workspace};
    const QString arguments = sandboxArguments(request, host).join(u' ');
    QVERIFY2(arguments.startsWith(u"--unshare-all --die-with-parent --new-session --cap-drop ALL"_s),
             qPrintable(arguments));
    QVERIFY(arguments.contains(u"--ro-bind %1/usr /usr --symlink usr/bin /bin --ro-bind %1/lib64 /lib64"_s.arg(host)));
    QVERIFY(!arguments.contains(u"/lib32"_s) && !arguments.contains(u"--share-net"_s)
            && !arguments.contains(u"shadow"_s));
    QVERIFY(arguments.contains(u"--bind %1 %1"_s.arg(m_workspace)));
    QCOMPARE(sandboxArguments(request, host), sandboxArguments(request, host));
    QVERIFY(sandboxArguments(request, u"/"_s).join(u' ').contains(u"--ro-bind /usr /usr"_s));
}

QTEST_GUILESS_MAIN(TestTerminal)
#include "tst_terminal.moc"
