// SPDX-License-Identifier: MIT
#include "diff/lines.h"
#include "randomtext.h"

#include <QTest>

using namespace hsf::diff;

class TestLines : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void linesKeepTheirEnding_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QList<QByteArray>>("lines");
        QTest::newRow("empty") << QByteArray() << QList<QByteArray>();
        QTest::newRow("LF") << QByteArray("a\nb\n") << QList<QByteArray>{"a\n", "b\n"};
        QTest::newRow("CRLF, open end") << QByteArray("a\r\nb") << QList<QByteArray>{"a\r\n", "b"};
        QTest::newRow("blank lines") << QByteArray("\n\n") << QList<QByteArray>{"\n", "\n"};
        QTest::newRow("CR is no ending") << QByteArray("a\rb") << QList<QByteArray>{"a\rb"};
        QTest::newRow("NUL") << QByteArray("a\0\n", 3) << QList<QByteArray>{QByteArray("a\0\n", 3)};
    }
    void linesKeepTheirEnding()
    {
        QFETCH(QByteArray, text);
        QTEST(splitLines(text), "lines");
        QCOMPARE(joinLines(splitLines(text)), text);
    }

    void changesAreWhatAPersonWouldSay_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QList<Change>>("changes");
        QTest::newRow("same") << QByteArray("a\n") << QByteArray("a\n") << QList<Change>();
        QTest::newRow("created") << QByteArray() << QByteArray("a\nb") << QList<Change>{{0, 0, 0, 2}};
        QTest::newRow("emptied") << QByteArray("a\nb\n") << QByteArray() << QList<Change>{{0, 2, 0, 0}};
        QTest::newRow("replaced") << QByteArray("a\nb\nc\n") << QByteArray("a\nx\nc\n") << QList<Change>{{1, 2, 1, 2}};
        QTest::newRow("inserted first") << QByteArray("b\n") << QByteArray("a\nb\n") << QList<Change>{{0, 0, 0, 1}};
        QTest::newRow("appended") << QByteArray("a\n") << QByteArray("a\nb\n") << QList<Change>{{1, 1, 1, 2}};
        QTest::newRow("two places") << QByteArray("a\nb\nc\n") << QByteArray("x\nb\ny\n") << QList<Change>{{0, 1, 0, 1}, {2, 3, 2, 3}};
        QTest::newRow("last newline gone") << QByteArray("a\nb\n") << QByteArray("a\nb") << QList<Change>{{1, 2, 1, 2}};
        QTest::newRow("line endings") << QByteArray("a\nb\n") << QByteArray("a\r\nb\n") << QList<Change>{{0, 1, 0, 1}};
        QTest::newRow("after a NUL") << QByteArray("\0\na\n", 4) << QByteArray("\0\nb\n", 4) << QList<Change>{{1, 2, 1, 2}};
        QTest::newRow("only a newline") << QByteArray() << QByteArray("\n") << QList<Change>{{0, 0, 0, 1}};
    }
    void changesAreWhatAPersonWouldSay()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QTEST(diffLines(before, after), "changes");
    }

    void anyDiffAppliedGivesTheOtherFile()
    {
        for (int seed = 0; seed < 400; ++seed) {
            QRandomGenerator random(seed);
            const QByteArray before = randomText(random);
            const QByteArray after = randomEdit(random, before);
            const QList<Change> changes = diffLines(before, after);
            QList<int> all;
            for (int i = 0; i < changes.size(); ++i)
                all << i;
            QCOMPARE(applyChanges(before, after, changes, all), after);
            QCOMPARE(applyChanges(before, after, changes, {}), before);
            for (qsizetype i = 1; i < changes.size(); ++i) {
                QVERIFY(changes[i].oldStart > changes[i - 1].oldEnd);
                QCOMPARE(changes[i].oldStart - changes[i - 1].oldEnd, changes[i].newStart - changes[i - 1].newEnd);
            }
        }
    }
    /// By hand: the unaccepted changes are made backwards in the new file, from its end.
    void anyAcceptedChangesGiveWhatAPersonWouldType()
    {
        for (int seed = 0; seed < 200; ++seed) {
            QRandomGenerator random(seed);
            const QByteArray before = randomText(random);
            const QByteArray after = randomEdit(random, before);
            const QList<Change> changes = diffLines(before, after);
            QList<int> accepted;
            QList<QByteArray> typed = splitLines(after);
            const QList<QByteArray> old = splitLines(before);
            for (int i = int(changes.size()) - 1; i >= 0; --i) {
                if (random.bounded(2)) {
                    accepted << i;
                    continue;
                }
                typed.remove(changes[i].newStart, changes[i].newEnd - changes[i].newStart);
                for (int line = changes[i].oldEnd - 1; line >= changes[i].oldStart; --line)
                    typed.insert(changes[i].newStart, old[line]);
            }
            QCOMPARE(applyChanges(before, after, changes, accepted), joinLines(typed));
        }
    }

    void mergesTakeBothSides_data()
    {
        QTest::addColumn<QByteArray>("base");
        QTest::addColumn<QByteArray>("ours");
        QTest::addColumn<QByteArray>("theirs");
        QTest::addColumn<int>("conflicts");
        QTest::addColumn<QByteArray>("text"); // when there are no conflicts
        const QByteArray lines = "1\n2\n3\n4\n5\n";
        QTest::newRow("apart") << lines << QByteArray("one\n2\n3\n4\n5\n") << QByteArray("1\n2\n3\n4\nfive\n") << 0 << QByteArray("one\n2\n3\n4\nfive\n");
        QTest::newRow("same edit") << lines << QByteArray("1\nx\n3\n4\n5\n") << QByteArray("1\nx\n3\n4\n5\n") << 0 << QByteArray("1\nx\n3\n4\n5\n");
        QTest::newRow("only ours") << lines << QByteArray("x") << lines << 0 << QByteArray("x");
        QTest::newRow("only theirs") << lines << lines << QByteArray() << 0 << QByteArray();
        QTest::newRow("CRLF") << QByteArray("1\r\n2\r\n3\r\n") << QByteArray("x\r\n2\r\n3\r\n") << QByteArray("1\r\n2\r\ny\r\n") << 0 << QByteArray("x\r\n2\r\ny\r\n");
        QTest::newRow("same line") << lines << QByteArray("1\nx\n3\n4\n5\n") << QByteArray("1\ny\n3\n4\n5\n") << 1 << QByteArray();
        QTest::newRow("two lines") << "0\n" + lines + lines << "a\n" + lines + lines + "b\n" << "c\n" + lines + lines + "d\n" << 2 << QByteArray();
        QTest::newRow("text that shows marks") << "<<<<<<< ours\n" + lines << "<<<<<<< ours\nx" + lines << "<<<<<<< ours\ny" + lines << 1 << QByteArray();
        QTest::newRow("NUL") << QByteArray("a\0\n", 3) << QByteArray("b\0\n", 3) << QByteArray("c\0", 2) << 1 << QByteArray();
    }
    void mergesTakeBothSides()
    {
        QFETCH(QByteArray, base);
        QFETCH(QByteArray, ours);
        QFETCH(QByteArray, theirs);
        QFETCH(int, conflicts);
        const Merge merge = merge3(base, ours, theirs);
        QCOMPARE(merge.conflicts, conflicts);
        if (conflicts == 0)
            QTEST(merge.text, "text");
        else
            QVERIFY(merge.text.contains("<<<<<<< ours\n") && merge.text.contains(">>>>>>> theirs"));
    }
};
QTEST_GUILESS_MAIN(TestLines)
#include "tst_lines.moc"
