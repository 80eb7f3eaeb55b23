// SPDX-License-Identifier: MIT
#include "cli/patchtext.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace hsf::cli;

class TestPatchText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void changesAreShownAmongTheirLines_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("hunks");
        const auto row = [](const char *name, const QByteArray &before, const QByteArray &after, const QByteArray &hunks) { QTest::newRow(name) << before << after << hunks; };
        const QByteArray ten = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";
        row("one line of ten", ten, QByteArray(ten).replace("5\n", "five\n"), "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
        row("first and last", ten, QByteArray(ten).replace("1\n2", "one\n2").replace("10", "ten"),
            "@@ -1,4 +1,4 @@\n-1\n+one\n 2\n 3\n 4\n@@ -7,4 +7,4 @@\n 7\n 8\n 9\n-10\n+ten\n");
        row("the end of line", "a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
        row("a line more", "a\n", "a\nb\n", "@@ -1 +1,2 @@\n a\n+b\n");
    }
    void changesAreShownAmongTheirLines()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, hunks);
        QCOMPARE(patchText("x", before, after), "diff --git a/x b/x\n--- a/x\n+++ b/x\n" + hunks);
    }
    void filesThatComeAndGoAreNamed()
    {
        QVERIFY(patchText("x", std::nullopt, "a\n").contains("--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n"));
        QVERIFY(patchText("x", "a\n", std::nullopt).contains("--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"));
        QCOMPARE(patchText("x", std::nullopt, QByteArray()), "diff --git a/x b/x\nnew file mode 100644\n");
        QVERIFY(patchText("x", QByteArray("a\0b", 3), "c").contains("Binary files differ"));
    }
    void gitMakesTheSameOfIt()
    {
        QTemporaryDir folder(QDir::tempPath() + "/patch text XXXXXX");
        const auto write = [&](const char *name, const QByteArray &bytes) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QFile::WriteOnly));
            file.write(bytes);
        };
        for (quint32 seed = 1; seed <= 40; ++seed) {
            QRandomGenerator random(seed);
            QByteArrayList lines;
            for (int i = random.bounded(1, 60); i > 0; --i)
                lines << "line " + QByteArray::number(random.bounded(12)) + (random.bounded(9) ? "" : "\r");
            QByteArrayList changed = lines;
            for (int i = random.bounded(1, 8); i > 0; --i) {
                const int at = random.bounded(changed.size());
                if (random.bounded(3) == 0 && changed.size() > 1)
                    changed.removeAt(at);
                else
                    changed.insert(at, "new " + QByteArray::number(i));
            }
            const QByteArray before = lines.join('\n') + (random.bounded(2) ? "\n" : ""), after = changed.join('\n') + (random.bounded(2) ? "\n" : "");
            if (before == after)
                continue;
            write("x", before);
            write("patch", patchText("x", before, after));
            QProcess git;
            git.setWorkingDirectory(folder.path());
            git.start("git", {"apply", "--whitespace=nowarn", "patch"});
            if (!git.waitForStarted())
                QSKIP("git is not installed here");
            QVERIFY(git.waitForFinished());
            QVERIFY2(git.exitCode() == 0, git.readAllStandardError().constData());
            QFile file(folder.filePath("x"));
            QVERIFY(file.open(QFile::ReadOnly));
            QCOMPARE(file.readAll(), after);
        }
    }
};
QTEST_GUILESS_MAIN(TestPatchText)
#include "tst_patchtext.moc"
