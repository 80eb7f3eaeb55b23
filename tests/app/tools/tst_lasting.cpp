// SPDX-License-Identifier: MIT
//
// "Always": what it would mean for a command, and everything it must not cover. Most rows are attempts to run more than was
// allowed.
#include "tools/lasting.h"
#include "tools/permission.h"
#include "tools/plaincommand.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf::tools;

namespace {

const QString workspace = u"/home/ada/my project"_s;

Grant begins(const QString &pattern) { return {Grant::Kind::Begins, workspace, pattern}; }
Grant exactly(const QString &pattern) { return {Grant::Kind::Exactly, workspace, pattern}; }

/// "git status*" for a beginning, "=make test" for the whole.
QString drawn(const QList<Grant> &grants)
{
    QStringList all;
    for (const Grant &grant : grants)
        all.append(grant.kind == Grant::Kind::Exactly ? u'=' + grant.pattern : grant.pattern + u'*');
    return all.join(u" | "_s);
}

void rows(const QList<const char *> &commands)
{
    QTest::addColumn<QString>("command");
    for (const char *command : commands)
        QTest::newRow(qPrintable(QString::fromUtf8(command).replace(u'\n', u'~').replace(u'\t', u'~'))) << QString::fromUtf8(command);
}

} // namespace

class TestLasting : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyPlainTextIsRead_data();
    void onlyPlainTextIsRead();
    void theCardOffers_data();
    void theCardOffers();
    void whatIsNeverOffered_data();
    void whatIsNeverOffered();
    void aBeginningCovers_data();
    void aBeginningCovers();
    void aBeginningDoesNotCover_data();
    void aBeginningDoesNotCover();
    void anExactCommandCoversItself_data();
    void anExactCommandCoversItself();
    void whatIsOfferedCoversWhatAsked_data() { theCardOffers_data(); }
    void whatIsOfferedCoversWhatAsked();
    void grantsMadeByHandOpenNothing_data();
    void grantsMadeByHandOpenNothing();
    void anotherFolderIsNotMeant();
};

void TestLasting::onlyPlainTextIsRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("read"); // words by ",", programs by "|"; "-": not plain
    const auto row = [](const char *text, const char *read) {
        QTest::newRow(qPrintable(QString::fromUtf8(text).replace(u'\n', u'~'))) << QString::fromUtf8(text) << QString::fromUtf8(read);
    };
    row("ls -l src", "ls,-l,src");
    row("  ls\t-l  ", "ls,-l");
    row("grep 'a b' \"c d\"", "grep,a b,c d");
    row("git log --format='%h %s'", "git,log,--format=%h %s");
    row("git show HEAD~1^2:a.txt", "git,show,HEAD~1^2:a.txt");
    row("a; b", "a|b");
    row("a && b || c", "a|b|c");
    row("a | b", "a|b");
    row("a\nb\n", "a|b");
    row("a &&\n\n b", "a|b");
    row("a;", "a");
    row("cat Übersicht.txt", "cat,Übersicht.txt");
    row("", "-");
    row("\n", "-");
    row(";", "-");
    row("; a", "-");
    row("a &&", "-");
    row("a | | b", "-");
    row("a ;; b", "-");
    row("a &", "-");
    row("a & b", "-");
    row("a |& b", "-");
    row("a > b", "-");
    row("a >b", "-");
    row("a>>b", "-");
    row("a 2>&1", "-");
    row("a &> b", "-");
    row("a < b", "-");
    row("a <<X\nX", "-");
    row("a <(b)", "-");
    row("$a", "-");
    row("a $b", "-");
    row("a \"$b\"", "-");
    row("a ${b}", "-");
    row("a $(b)", "-");
    row("a \"$(b)\"", "-");
    row("a `b`", "-");
    row("a \"`b`\"", "-");
    row("a $'b'", "-");
    row("a $\"b\"", "-");
    row("a $((1+1))", "-");
    row("a \\; b", "-");
    row("a\\\nb", "-");
    row("a \"\\\"\"", "-");
    row("(a)", "-");
    row("{ a; }", "-");
    row("a {b,c}", "-");
    row("! a", "-");
    row("a !b", "-");
    row("a # b", "-");
    row("a *", "-");
    row("a ?", "-");
    row("a [b]", "-");
    row("a ~", "-");
    row("a ~/b", "-");
    row("a 'b", "-");
    row("a \"b", "-");
    row("a 'b\nc'", "-");
    row("a\rb", "-");
    row("a\vb", "-");
    row("a\xc2\xa0" "b", "-");         // a space that is none
    row("a \xe2\x80\xae" "b", "-");    // turns the text round
    row("a '\xe2\x80\xae" "b'", "-");
    row("a \xe2\x80\x8b" "b", "-");    // has no width
    row("f() { b; }", "-");
}

void TestLasting::onlyPlainTextIsRead()
{
    QFETCH(const QString, text);
    QFETCH(const QString, read);
    const auto commands = plainCommands(text);
    QStringList all;
    for (const QStringList &words : commands.value_or(QList<QStringList>()))
        all.append(words.join(u','));
    QCOMPARE(commands ? all.join(u'|') : u"-"_s, read);
    QVERIFY(!plainCommands(text + QChar(0)));
    QVERIFY(!plainCommands(text + u' ' + QString(5'000, u'x')));
}

void TestLasting::theCardOffers_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("offer");
    const auto row = [](const char *command, const char *offer) {
        QTest::newRow(command) << QString::fromUtf8(command) << QString::fromUtf8(offer);
    };
    row("git status", "git status*");
    row("git status --short src", "git status*");
    row("git log --oneline | head -5", "git log* | head*");
    row("git status && git status", "git status*");
    row("ls", "ls*");
    row("cat a.txt | wc -l", "cat* | wc*");
    row("python3 report.py --fast", "python3 report.py*");
    row("node scripts/build.js", "node scripts/build.js*");
    row("npm test", "npm test*");
    row("npm run build", "npm run build*");
    row("cargo test parser", "cargo test*");
    row("cat '/home/ada/my project/a.txt'", "cat*");
    row("make test", "=make test");
    row("./run-tests.sh --all", "=./run-tests.sh --all");
    row("git push origin main", "=git push origin main");
    row("rm -rf build", "=rm -rf build");
    row("find . -name x.o -delete", "=find . -name x.o -delete");
    row("sort names.txt", "=sort names.txt");
    row("python3 -m pytest -q", "=python3 -m pytest -q");
    row("npm install", "=npm install");
}

void TestLasting::theCardOffers()
{
    QFETCH(const QString, command);
    QTEST(drawn(lastingOffer(command, workspace)), "offer");
}

void TestLasting::whatIsOfferedCoversWhatAsked()
{
    QFETCH(const QString, command);
    const QList<Grant> offer = lastingOffer(command, workspace);
    QVERIFY(isCovered(command, workspace, offer));
    // As a person is told: each pattern stands in the sentence, and the folder.
    for (const Grant &grant : offer)
        QVERIFY(grantWords(offer).contains(u"“%1”"_s.arg(grant.pattern)));
    QVERIFY(grantWords(offer).contains(workspace));
    // And less than all of it does not do.
    for (const Grant &grant : offer) {
        QList<Grant> less = offer;
        less.removeAll(grant);
        QVERIFY(!isCovered(command, workspace, less));
    }
}

void TestLasting::whatIsNeverOffered_data()
{
    rows({// not plain
          "git status > out.txt", "git status 2>&1", "echo $(date)", "cat `ls`", "ls *.txt", "git status &", "cat <<X\na\nX",
          // parts of which one could only be allowed by itself
          "git status; rm -rf x", "make && make test", "git status\nrm -rf x", "ls | xargs rm", "cat a | sh", "ls | sort",
          // wrappers and shells
          "sudo ls", "doas ls", "env ls", "env A=1 ls", "A=1 ls", "PATH=. ls", "nohup ls", "timeout 5 ls", "nice ls", "time ls", "xargs ls",
          "busybox ls", "command ls", "builtin echo", "exec ls", "sh run.sh", "bash run.sh", "sh -c ls", "bash -lc ls", "/bin/sh -c ls",
          "./sh -c ls", "zsh x", "watch ls", "script -c ls", "setsid ls", "stdbuf -o0 ls", "su ada", "find . -exec sh x.sh",
          // words of the shell itself
          "cd src", "cd src && git status", "eval ls", "source a.sh", ". a.sh", "export PATH=.", "alias git=rm", "trap x EXIT", "set -e",
          "printf -v PATH x", "read PATH", "hash -p x git", "test -v x", "for i", "if true", "unset PATH",
          // code in the line
          "python3 -c 'print(1)'", "python3", "perl -e 1", "ruby -e 1", "node -e 1", "node --eval 1", "awk '{print}' a", "php -r 1", "python3 -",
          // out of the workspace
          "cat /etc/passwd", "cat ../other/a", "cat a/../../b", "cat ..", "ls ~/x", "cat '~/x'", "ls --color=/etc", "git show HEAD:../x",
          "grep -f/etc/passwd x", "python3 ../report.py", "python3 /tmp/report.py", "/usr/bin/git status", "/tmp/git status", "../run.sh",
          "git diff --no-index a /etc/passwd", "cat '/home/ada/my project two/x'", "cat '/home/ada/my project/../x'",
          // another program, or a file to write
          "git diff --output=.git/config", "git diff --outp=x", "git log --ext-diff", "cargo test --config x", "npm test --script-shell x",
          "git -c core.fsmonitor=./x status", "git -C src status", "git --exec-path=x status", "git branch --edit-description",
          // the hard list
          "rm -rf /", "mkfs.ext4 /dev/sda1", "shutdown -h now", "kill -9 -1",
          // what must not lie about in a list
          "deploy --token=sk-abcdefghijklmnopqrstuvwxyz0123456789abcd"});
}

void TestLasting::whatIsNeverOffered()
{
    QFETCH(const QString, command);
    QCOMPARE(drawn(lastingOffer(command, workspace)), QString());
}

void TestLasting::aBeginningCovers_data()
{
    rows({"git status", "git status --short", "git  status", "git 'status'", "'git' status", "git status src/a.txt", "git status; ls",
          "git status && ls -l | head -3", "git status\nls\n", "ls '/home/ada/my project/src'", "python3 report.py --year 2026",
          "head -n 3 'a b.txt'", "ls 'rm -rf x; sudo'", "ls 'a$(b)'"});
}

void TestLasting::aBeginningCovers()
{
    QFETCH(const QString, command);
    QVERIFY(isCovered(command, workspace, {begins(u"git status"_s), begins(u"ls"_s), begins(u"head"_s), begins(u"python3 report.py"_s)}));
}

void TestLasting::aBeginningDoesNotCover_data()
{
    rows({"git", "git push", "git statusx", "gitstatus", "git stash", "git --work-tree=x status", "git -c a=b status", "git -C .. status",
          "./git status", "/usr/bin/git status", "/tmp/git status", "bin/git status", "GIT status",
          "git status; rm -rf x", "git status && rm x", "git status || rm x", "git status | sh", "git status | xargs rm", "git status\nrm -rf x",
          "git status & rm x", "git status &", "rm x; git status", "git status;rm x", "git status&&rm x", "git status|tee x", "git status;;rm x",
          "git status > x", "git status >> .git/config", "git status >.git/hooks/pre-commit", "git status < x", "git status 2> x", "git status >& x",
          "git status <<X\nX", "git status <(rm x)", "git status >(rm x)",
          "git status $(rm x)", "git status `rm x`", "git status \"$(rm x)\"", "git status \"`rm x`\"", "git status ${x:-`rm x`}", "git status $x",
          "git status $'x\\'' ; rm -rf x #'", "git status \\\nrm", "git status \\; rm", "git status # x\nrm x", "git status !rm",
          "sudo git status", "sudo -u root git status", "doas git status", "env git status", "env -i git status", "env X=1 git status",
          "GIT_EXTERNAL_DIFF=./x git status", "PATH=.:/bin git status", "LD_PRELOAD=./x.so ls", "A+=1 ls", "timeout 5 git status", "nohup git status",
          "xargs git status", "nice -n 5 git status", "sh -c 'git status'", "bash -c 'git status; rm x'", "eval git status", "exec git status",
          "command git status", "busybox ls", "time git status", "time -o x git status",
          "(git status)", "{ git status; }", "if git status; then rm x; fi", "while ls; do rm x; done", "! git status", "git() { rm x; }; git status",
          "function git { rm x; }", "alias git=rm; git status", "cd / && git status", "cd ..; ls", "export PATH=.; git status", "hash -p ./x git; git status",
          "printf -v PATH .; git status", "set -x; git status", "trap 'rm x' EXIT; ls", "coproc ls", ". ./ls",
          "ls *", "ls ?", "ls [a]", "ls {a,b}", "ls ~", "ls ~root", "ls /", "ls /etc", "ls ..", "ls ../x", "ls src/../..", "ls -a/etc", "ls --x=/etc",
          "ls --x=../y", "ls '/home/ada/my project two'", "ls '/home/ada'", "ls a:../b",
          "python3 report.pyx", "python3 ./report.py", "python3 -c report.py", "python3 -i report.py", "python3 other.py", "python3 -m report.py",
          "python report.py", "python3 report.py > x", "python3 report.py; python3 other.py", "python3 'report.py; x'",
          "git status --output=x", "ls --exec=x", "git 'status;rm x'", "'git status'", "''", "git '' status", "git\rstatus", "git\xc2\xa0status",
          "git status\xe2\x80\xa8rm x", "git status\vrm"});
}

void TestLasting::aBeginningDoesNotCover()
{
    QFETCH(const QString, command);
    const QList<Grant> grants{begins(u"git status"_s), begins(u"ls"_s), begins(u"head"_s), begins(u"python3 report.py"_s)};
    QVERIFY(!isCovered(command, workspace, grants));
    QVERIFY(mayRun(command, {.folder = workspace}, grants, Sandbox::Works).way != Permission::Way::Allow);
}

void TestLasting::anExactCommandCoversItself_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<bool>("covered");
    const auto row = [](const char *command, bool covered) { QTest::newRow(command) << QString::fromUtf8(command) << covered; };
    row("make test", true);
    row("  make   test ", true);
    row("make 'test'", true);
    row("make", false);
    row("make test all", false);
    row("make test SHELL=./x", false);
    row("make test && make test", false);
    row("make test; rm x", false);
    row("echo x | make test", false);
    row("make test > x", false);
    row("make test &", false);
    row("sudo make test", false);
    row("./make test", false);
    row("MAKEFLAGS=x make test", false);
    row("make 'test '", false);
}

void TestLasting::anExactCommandCoversItself()
{
    QFETCH(const QString, command);
    QTEST(isCovered(command, workspace, {exactly(u"make test"_s)}), "covered");
}

void TestLasting::grantsMadeByHandOpenNothing_data()
{
    rows({"rm -rf /", "sudo ls", "sh -c 'rm x'", "cat /etc/passwd", "ls > x", "echo $(rm x)", "find . -delete; ls", "python3 -c 'x'", "cd ..", "env ls"});
}

// Whatever stands in the store, the rules of the day decide.
void TestLasting::grantsMadeByHandOpenNothing()
{
    QFETCH(const QString, command);
    QList<Grant> all{exactly(command), begins(command), begins(command.section(u' ', 0, 0)), begins(QString()), exactly(QString())};
    QVERIFY(!isCovered(command, workspace, all));
}

void TestLasting::anotherFolderIsNotMeant()
{
    const QList<Grant> grants{begins(u"git status"_s), exactly(u"make test"_s)};
    QVERIFY(isCovered(u"git status"_s, workspace, grants));
    QVERIFY(!isCovered(u"git status"_s, workspace + u" two"_s, grants));
    QVERIFY(!isCovered(u"git status"_s, workspace + u"/src"_s, grants));
    QVERIFY(!isCovered(u"make test"_s, u"/home/ada"_s, grants));
}

QTEST_GUILESS_MAIN(TestLasting)
#include "tst_lasting.moc"
