// SPDX-License-Identifier: MIT
//
// What runs, what asks and what is refused, as tables.
#include "tools/permission.h"
#include "tools/shellcommand.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf::tools;
using Way = Permission::Way;

Q_DECLARE_METATYPE(hsf::tools::Permission::Way)

class TestPermission : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readingStaysInTheWorkspace_data();
    void readingStaysInTheWorkspace();
    void writingAsksAndMayBeGranted_data();
    void writingAsksAndMayBeGranted();
    void nobodyMayRunWhatDestroysASystem_data();
    void nobodyMayRunWhatDestroysASystem();
    void whatOnlyLooksDangerousIsAsked_data();
    void whatOnlyLooksDangerousIsAsked();
    void aGrantCoversItsPatternAndNoMore_data();
    void aGrantCoversItsPatternAndNoMore();
    void someWorkspacesAreNotAllowedForGood_data();
    void someWorkspacesAreNotAllowedForGood();
    void withTheNetworkWhatWasAllowedForGoodAsks();
    void withoutASandboxEveryCommandAsks();
    void aShellTextIsReadIntoItsCommands_data();
    void aShellTextIsReadIntoItsCommands();
};

namespace {

const QString workspace = u"/home/ada/my project"_s;
const Workplace place{.folder = workspace};

} // namespace

void TestPermission::readingStaysInTheWorkspace_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<Way>("way");
    QTest::newRow("a file of it") << workspace + u"/notes.md"_s << Way::Allow;
    QTest::newRow("the folder itself") << workspace << Way::Allow;
    QTest::newRow("a folder whose name begins alike") << workspace + u" two/notes.md"_s << Way::Ask;
    QTest::newRow("somebody's keys") << u"/home/ada/.ssh/id_ed25519"_s << Way::Ask;
}

void TestPermission::readingStaysInTheWorkspace()
{
    QFETCH(const QString, path);
    QFETCH(const Way, way);
    const Permission permission = mayRead(path, workspace);
    QCOMPARE(permission.way, way);
    QVERIFY(permission.forChat.isEmpty() && permission.always.isEmpty());
    QCOMPARE(mayRead(path, QString()).way, Way::Ask);
}

void TestPermission::writingAsksAndMayBeGranted_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<Way>("first");
    QTest::addColumn<Way>("granted");
    QTest::newRow("a file of the workspace") << workspace + u"/a/b.txt"_s << Way::Ask << Way::Allow;
    QTest::newRow("outside it always asks") << u"/home/ada/other.txt"_s << Way::Ask << Way::Ask;
    QTest::newRow("a hook of Git always asks") << workspace + u"/.git/hooks/pre-commit"_s << Way::Ask << Way::Ask;
    QTest::newRow("where a repository is said to lie") << workspace + u"/lib/.git"_s << Way::Ask << Way::Ask;
    QTest::newRow("also of a repository inside") << workspace + u"/lib/.git/config"_s << Way::Ask << Way::Ask;
    QTest::newRow("a name that begins like it") << workspace + u"/.github/ci.yml"_s << Way::Ask << Way::Allow;
    QTest::newRow("a device") << u"/dev/sda"_s << Way::Refuse << Way::Refuse;
    QTest::newRow("the kernel's switches") << u"/proc/sys/kernel/panic"_s << Way::Refuse << Way::Refuse;
}

void TestPermission::writingAsksAndMayBeGranted()
{
    QFETCH(const QString, path);
    QFETCH(const Way, first);
    QFETCH(const Way, granted);
    const Permission asked = mayWrite(path, place, {});
    QCOMPARE(asked.way, first);
    QVERIFY(!asked.reason.isEmpty());
    const Permission offering = mayWrite(workspace + u"/x"_s, place, {});
    QVERIFY(grantWords(offering.forChat).contains(workspace));
    QCOMPARE(offering.always, offering.forChat);
    QCOMPARE(mayWrite(path, place, offering.always).way, granted);
    // Only what a grant would cover is offered, and a grant of another folder is none.
    QCOMPARE(!asked.always.isEmpty(), granted == Way::Allow);
    QCOMPARE(mayWrite(path, place, {{Grant::Kind::Write, u"/home/ada"_s, {}}}).way, first);
}

void TestPermission::someWorkspacesAreNotAllowedForGood_data()
{
    QTest::addColumn<bool>("holdsHome");
    QTest::addColumn<QString>("reason");
    QTest::newRow("the whole home") << true << u"home folder"_s;
    QTest::newRow("what this program keeps") << false << u"this program"_s;
}

void TestPermission::someWorkspacesAreNotAllowedForGood()
{
    QFETCH(const bool, holdsHome);
    QFETCH(const QString, reason);
    const Workplace home{.folder = u"/home/ada"_s, .holdsHome = holdsHome, .holdsOwnData = !holdsHome};
    const Permission write = mayWrite(u"/home/ada/.bashrc"_s, home, {});
    QCOMPARE(write.way, Way::Ask);
    QVERIFY(write.always.isEmpty());
    const Grant ls{Grant::Kind::Begins, home.folder, u"ls"_s};
    const Permission run = mayRun(u"ls"_s, home, {ls}, Sandbox::Works);
    QCOMPARE(run.way, Way::Ask);
    QVERIFY(run.always.isEmpty() && run.forChat.isEmpty() && run.reason.contains(reason));
}

void TestPermission::withTheNetworkWhatWasAllowedForGoodAsks()
{
    const Workplace online{.folder = workspace, .network = true};
    const Permission offered = mayRun(u"git status"_s, place, {}, Sandbox::Works);
    QCOMPARE(mayRun(u"git status"_s, place, offered.always, Sandbox::Works).way, Way::Allow);
    const Permission asked = mayRun(u"git status"_s, online, offered.always, Sandbox::Works);
    QCOMPARE(asked.way, Way::Ask);
    QVERIFY(asked.always.isEmpty());
    QCOMPARE(mayRun(u"git status"_s, online, offered.forChat, Sandbox::Works).way, Way::Allow); // the chat has both
}

void TestPermission::nobodyMayRunWhatDestroysASystem_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command : {"rm -rf /",
                                "rm -fr /*",
                                "rm -r -f /",
                                "rm --recursive --force /",
                                "rm -rf --no-preserve-root /",
                                "rm -rf ~",
                                "rm -rf ~/",
                                "rm -rf ~/*",
                                "rm -rf \"$HOME\"",
                                "rm -rf ${HOME}/*",
                                "rm -rf /usr",
                                "rm -Rf /etc/*",
                                "rm -rf //",
                                "rm -rf /./",
                                "rm -rf /tmp/../",
                                "sudo rm -rf /",
                                "sudo -u root rm -rf /",
                                "env X=1 rm -rf /",
                                "/bin/rm -rf /",
                                "\\rm -rf /",
                                "'r'm -rf /",
                                "echo ok && rm -rf /",
                                "true; rm -rf / &",
                                "(rm -rf /)",
                                "{ rm -rf /; }",
                                "if true; then rm -rf /; fi",
                                "echo $(rm -rf /)",
                                "echo \"`rm -rf /`\"",
                                "sh -c 'rm -rf /'",
                                "bash -lc \"rm -rf ~\"",
                                "eval rm -rf /",
                                "bash <<EOF\nrm -rf /\nEOF",
                                "cd / && rm -rf *",
                                "cd; rm -rf .",
                                "find / -delete",
                                "find / -name x -exec rm {} +",
                                "timeout 5 rm -rf /",
                                "ls | xargs rm -rf /",
                                "mkfs.ext4 /dev/sda1",
                                "mkfs -t ext4 /dev/sdb",
                                "dd if=/dev/zero of=/dev/sda bs=1M",
                                "echo x > /dev/sda",
                                "cat image >/dev/nvme0n1",
                                "tee /dev/sda < image",
                                "cp image /dev/sdb",
                                "wipefs -a /dev/sda",
                                "shred /dev/sda",
                                ":(){ :|:& };:",
                                "bomb() { bomb | bomb & }; bomb",
                                "chmod -R 777 /",
                                "chmod -R 000 ~",
                                "chown -R nobody /",
                                "mv / /tmp/x",
                                "shutdown -h now",
                                "reboot",
                                "systemctl poweroff",
                                "init 0",
                                "sudo halt",
                                "kill -9 -1"})
        QTest::newRow(qPrintable(QString::fromLatin1(command).replace(u'\n', u' '))) << QString::fromLatin1(command);
}

void TestPermission::nobodyMayRunWhatDestroysASystem()
{
    QFETCH(const QString, command);
    for (const Sandbox sandbox : {Sandbox::Works, Sandbox::Missing}) {
        // Also where somebody allowed just that: in a chat, or in a file made by hand.
        const QList<Grant> allowed{{Grant::Kind::Like, workspace, command.section(u' ', 0, 0)},
                                   {Grant::Kind::Exactly, workspace, command},
                                   {Grant::Kind::Begins, workspace, command.section(u' ', 0, 0)}};
        const Permission permission = mayRun(command, place, allowed, sandbox);
        QCOMPARE(permission.way, Way::Refuse);
        QVERIFY(!permission.reason.isEmpty());
        QVERIFY(permission.forChat.isEmpty() && permission.always.isEmpty());
    }
}

void TestPermission::whatOnlyLooksDangerousIsAsked_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command :
         {"rm -rf build", "rm -rf ./build/*", "rm -rf /home/ada/my\\ project/build", "echo 'rm -rf /'",
          "grep -r 'rm -rf /' .", "git commit -m 'never rm -rf /'", "# rm -rf /\nls",
          "cat > notes.md <<'EOF'\nnever run rm -rf /\nEOF", "dd if=a of=b", "echo x > /dev/null 2>&1",
          "mkfs.ext4 disk.img", "chmod -R u+w build", "find . -name '*.o' -delete", "kill -1 42",
          "systemctl status ssh", "fdisk -l /dev/sda", "mv a b", "rm /", "python3 -c 'print(1)'"})
        QTest::newRow(qPrintable(QString::fromLatin1(command).replace(u'\n', u' '))) << QString::fromLatin1(command);
}

void TestPermission::whatOnlyLooksDangerousIsAsked()
{
    QFETCH(const QString, command);
    QCOMPARE(mayRun(command, place, {}, Sandbox::Works).way, Way::Ask);
}

void TestPermission::aGrantCoversItsPatternAndNoMore_data()
{
    QTest::addColumn<QString>("allowed");
    QTest::addColumn<QString>("command");
    QTest::addColumn<Way>("way");
    QTest::newRow("again") << u"git status"_s << u"git status"_s << Way::Allow;
    QTest::newRow("with other words") << u"git status"_s << u"git status --short src"_s << Way::Allow;
    QTest::newRow("another verb") << u"git status"_s << u"git push"_s << Way::Ask;
    QTest::newRow("another folder first") << u"git status"_s << u"cd src && git status"_s << Way::Allow;
    QTest::newRow("something behind it") << u"git status"_s << u"git status; rm notes.md"_s << Way::Ask;
    QTest::newRow("a pipe") << u"cat a | wc -l"_s << u"cat b | wc"_s << Way::Allow;
    QTest::newRow("a script") << u"python3 report.py"_s << u"python3 report.py --fast"_s << Way::Allow;
    QTest::newRow("another script") << u"python3 report.py"_s << u"python3 other.py"_s << Way::Ask;
    QTest::newRow("code in the line") << u"python3 -c 'print(1)'"_s << u"python3 -c 'print(1)'"_s << Way::Ask;
    QTest::newRow("substitution") << u"echo $(date)"_s << u"echo $(date)"_s << Way::Ask;
    QTest::newRow("a shell's text") << u"sh -c ls"_s << u"sh -c ls"_s << Way::Ask;
    QTest::newRow("another user's rights") << u"sudo ls"_s << u"sudo ls"_s << Way::Ask;
    QTest::newRow("the system's own, by its place") << u"git status"_s << u"/usr/bin/git status"_s << Way::Allow;
    QTest::newRow("a file of that name") << u"git status"_s << u"./git status"_s << Way::Ask;
    QTest::newRow("of another folder") << u"ls"_s << u"/tmp/ls"_s << Way::Ask;
    QTest::newRow("an interpreter of the workspace") << u"venv/bin/python3 a.py"_s << u"venv/bin/python3 -c x"_s << Way::Ask;
    QTest::newRow("quotes that end elsewhere in another shell") << u"echo a"_s << u"echo $'a\\'' ; rm -rf b #'"_s << Way::Ask;
    QTest::newRow("a variable as program") << u"$EDITOR x"_s << u"$EDITOR x"_s << Way::Ask;
    QTest::newRow("the hard list stays") << u"rm a"_s << u"rm -rf /"_s << Way::Refuse;
}

void TestPermission::aGrantCoversItsPatternAndNoMore()
{
    QFETCH(const QString, allowed);
    QFETCH(const QString, command);
    QFETCH(const Way, way);
    const QList<Grant> grants = mayRun(allowed, place, {}, Sandbox::Works).forChat;
    QCOMPARE(mayRun(command, place, grants, Sandbox::Works).way, way);
    const Workplace other{.folder = u"/home/ada/other"_s};
    QVERIFY(mayRun(command, other, grants, Sandbox::Works).way != Way::Allow);
}

void TestPermission::withoutASandboxEveryCommandAsks()
{
    const Permission asked = mayRun(u"ls"_s, place, {}, Sandbox::Works);
    const Permission permission = mayRun(u"ls"_s, place, asked.forChat + asked.always, Sandbox::Missing);
    QCOMPARE(permission.way, Way::Ask);
    QVERIFY(permission.forChat.isEmpty() && permission.always.isEmpty());
    QVERIFY(permission.reason.contains(u"bubblewrap"_s));
    QCOMPARE(mayRun(u"ls"_s, Workplace(), {}, Sandbox::Works).way, Way::Refuse);
}

void TestPermission::aShellTextIsReadIntoItsCommands_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("commands");
    QTest::newRow("nothing") << u"  # nothing"_s << u""_s;
    QTest::newRow("quotes") << u"a 'b c' \"d \\\" e\" f\\ g"_s << u"a,b c,d \" e,f g"_s;
    QTest::newRow("pipes and lists") << u"a|b&&c||d;e&f\ng"_s << u"a|b|c|d|e|f|g"_s;
    QTest::newRow("redirections") << u"a 2>&1 >out <in b"_s << u"a,b>out"_s;
    QTest::newRow("both streams") << u"a &>log; b >&err"_s << u"a>log|b>err"_s;
    QTest::newRow("substitution") << u"a \"$(b c)\" d"_s << u"b,c|a,$(…),d"_s;
    QTest::newRow("here-document") << u"cat <<EOF >x\nrm y\nEOF\nls"_s << u"cat>x|ls"_s;
    QTest::newRow("quote never closed") << u"echo 'a b"_s << u"echo,a b"_s;
    QTest::newRow("ends in a backslash") << u"echo a\\"_s << u"echo,a"_s;
}

void TestPermission::aShellTextIsReadIntoItsCommands()
{
    QFETCH(const QString, text);
    QStringList drawn;
    for (const SimpleCommand &command : readShell(text).commands) {
        QString one = command.words.join(u',');
        for (const QString &target : command.writesTo)
            one += u'>' + target;
        drawn.append(one);
    }
    QTEST(drawn.join(u'|'), "commands");
}

QTEST_GUILESS_MAIN(TestPermission)
#include "tst_permission.moc"
