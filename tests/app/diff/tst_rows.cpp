// SPDX-License-Identifier: MIT
#include "diff/rows.h"
#include "randomtext.h"

#include <QTest>

#include <ranges>

using namespace hsf::diff;

namespace {
/// "-old|+new| same|@3" as one would draw it.
QString drawn(const QList<Row> &rows)
{
    QStringList lines;
    for (const Row &row : rows) {
        switch (row.kind) {
        case Row::Kind::Context:
            lines << " " + row.text();
            break;
        case Row::Kind::Removed:
            lines << "-" + row.text();
            break;
        case Row::Kind::Added:
            lines << "+" + row.text();
            break;
        case Row::Kind::Fold:
            lines << "@" + QString::number(row.foldedLines);
            break;
        }
    }
    return lines.join('|');
}

/// The marked stretches in brackets.
QString marked(const Row &row)
{
    QString text = row.text();
    for (const Mark &mark : row.marks | std::views::reverse) {
        text.insert(mark.start + mark.length, ']');
        text.insert(mark.start, '[');
    }
    return text;
}
} // namespace

class TestRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsShowChangesWithTheirSurroundings_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<int>("context");
        QTest::addColumn<QString>("rows");
        const QByteArray ten = "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        QByteArray five = ten;
        five.replace("5", "five");
        QTest::newRow("folds around") << ten << five << 1 << "@4| 4|-5|+five| 6|@3";
        QTest::newRow("no context") << ten << five << 0 << "@5|-5|+five|@4";
        QTest::newRow("no folds") << ten << five << -1 << " 0| 1| 2| 3| 4|-5|+five| 6| 7| 8| 9";
        QTest::newRow("one line is not folded") << ten << five << 4 << " 0| 1| 2| 3| 4|-5|+five| 6| 7| 8| 9";
        QTest::newRow("same") << ten << ten << 3 << "@10";
        QTest::newRow("both empty") << QByteArray() << QByteArray() << 3 << "";
        QTest::newRow("created") << QByteArray() << QByteArray("a\nb") << 3 << "+a|+b";
        QTest::newRow("deleted") << QByteArray("a\n") << QByteArray() << 3 << "-a";
        QTest::newRow("controls are seen") << QByteArray("a\rb\n") << QByteArray("a\0b\n", 4) << 3 << QString::fromUtf8("-a␍b|+a␀b");
        QTest::newRow("broken bytes are seen") << QByteArray("\xFF\r\n") << QByteArray() << 3 << QString::fromUtf8("-\uFFFD");
    }
    void rowsShowChangesWithTheirSurroundings()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(int, context);
        QTEST(drawn(unifiedRows(before, after, {context})), "rows");
    }

    void rowsKnowTheirLinesAndHunks()
    {
        const auto rows = unifiedRows("a\nb\nc\nd", "a\nx\ny\nc\nd\n", {3});
        QCOMPARE(hunkCount(rows), 2);
        QCOMPARE(rows[0].oldLine, 1);
        QCOMPARE(rows[0].hunk, -1);
        QCOMPARE(rows[1].oldLine, 2);
        QCOMPARE(rows[1].newLine, 0);
        QCOMPARE(rows[3].newLine, 3);
        QCOMPARE(rows[3].hunk, 0);
        QCOMPARE(rows[4].oldLine, 3);
        QCOMPARE(rows[4].newLine, 4);
        QCOMPARE(rows[5].hunk, 1);
        QVERIFY(rows[5].noNewline && rows[5].endingOnly && !rows[6].noNewline && rows[6].endingOnly);
        QVERIFY(unifiedRows("a\n", "a\r\n")[0].endingOnly);
        QVERIFY(!unifiedRows("a\n", "b\n")[0].endingOnly);
    }

    void theWordsThatChangedAreMarked_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("removed");
        QTest::addColumn<QString>("added");
        QTest::newRow("one word") << "the quick brown fox" << "the slow brown fox" << "the [quick] brown fox" << "the [slow] brown fox";
        QTest::newRow("inserted") << "run the tests" << "run all the tests" << "run the tests" << "run [all ]the tests";
        QTest::newRow("two words, one mark") << "keep one two here now" << "keep six ten here now" << "keep [one two] here now" << "keep [six ten] here now";
        QTest::newRow("punctuation") << "f(a, b)" << "f(a; b)" << "f(a[,] b)" << "f(a[;] b)";
        QTest::newRow("blanks") << "a  b c" << "a b c" << "a[  ]b c" << "a[ ]b c";
        QTest::newRow("nothing in common") << "alpha beta" << "gamma delta" << "alpha beta" << "gamma delta";
        QTest::newRow("beyond the basic plane") << QString::fromUtf8("go 🚀 up now") << QString::fromUtf8("go 🚁 up now") << QString::fromUtf8("go [🚀] up now")
                                                << QString::fromUtf8("go [🚁] up now");
        QTest::newRow("too long") << QString("w ").repeated(401) + "a" << QString("w ").repeated(401) + "b" << QString("w ").repeated(401) + "a"
                                  << QString("w ").repeated(401) + "b";
    }
    void theWordsThatChangedAreMarked()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        const auto rows = unifiedRows(before.toUtf8() + '\n', after.toUtf8() + '\n');
        QCOMPARE(rows.size(), 2);
        QTEST(marked(rows[0]), "removed");
        QTEST(marked(rows[1]), "added");
    }
    void aLineIsComparedWithTheOneItBecame()
    {
        const auto rows = unifiedRows("Install the tool.\nRun all tests.\n", "Run all unit tests.\n");
        QCOMPARE(marked(rows[0]), "Install the tool.");
        QCOMPARE(marked(rows[1]), "Run all tests.");
        QCOMPARE(marked(rows[2]), "Run all [unit ]tests.");
    }

    void rowsHoldEveryByteOfBothFiles()
    {
        for (int seed = 0; seed < 200; ++seed) {
            QRandomGenerator random(seed);
            const QByteArray before = randomText(random, 80);
            const QByteArray after = randomEdit(random, before);
            for (const int context : {-1, 0, 1, 3, 1000}) {
                const auto rows = unifiedRows(before, after, {context, random.bounded(10)});
                QCOMPARE(oldBytes(rows), before);
                QCOMPARE(newBytes(rows), after);
                QCOMPARE(hunkCount(rows), diffLines(before, after).size());
                for (const Row &row : rows) {
                    for (const Mark &mark : row.marks)
                        QVERIFY(mark.start >= 0 && mark.length > 0 && mark.start + mark.length <= row.text().size());
                }
            }
        }
    }
    void aWholeRewriteOfALargeFileIsStillARow_PerLine()
    {
        QByteArray before, after;
        for (int i = 0; i < 4000; ++i) {
            before += "line " + QByteArray::number(i) + QByteArray(" with words").repeated(30) + " old\n";
            after += "Line " + QByteArray::number(i) + QByteArray(" having words").repeated(30) + " new\n";
        }
        const auto rows = unifiedRows(before, after);
        QCOMPARE(rows.size(), 8000);
        QCOMPARE(newBytes(rows), after);
    }
};
QTEST_GUILESS_MAIN(TestRows)
#include "tst_rows.moc"
