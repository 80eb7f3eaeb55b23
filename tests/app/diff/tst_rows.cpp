// SPDX-License-Identifier: MIT
#include "diff/rows.h"
#include "diff/sides.h"
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
            lines << (row.was ? "~" : " ") + row.text();
            break;
        case Row::Kind::Removed:
            lines << "-" + row.text();
            break;
        case Row::Kind::Added:
            lines << "+" + row.text();
            break;
        case Row::Kind::Fold:
            lines << (row.was ? "~@" : "@") + QString::number(row.foldedLines);
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

    void whiteSpaceIsLookedThroughAndKept_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("rows");
        QTest::newRow("nothing else changed") << QByteArray("a\n  b\nc\n") << QByteArray("a\n\tb\nc\n") << " a|~@1| c";
        QTest::newRow("line endings") << QByteArray("a\nb\n") << QByteArray("a\r\nb\r\n") << "~@2";
        QTest::newRow("a line put in among deeper ones") << QByteArray("f\na;\nb;\ng\n") << QByteArray("f\n  a;\n  new;\n  b;\ng\n") << " f|~  a;|+  new;|~  b;| g";
        QTest::newRow("an empty line is a line") << QByteArray("a\nb\n") << QByteArray("a\n\nb\n") << " a|+| b";
        QTest::newRow("words are words") << QByteArray("a b\n") << QByteArray("a  c\n") << "-a b|+a  c";
        QTest::newRow("blanks between letters") << QByteArray("ab\n") << QByteArray("a b\n") << "~@1";
        QTest::newRow("newline at the end") << QByteArray("a\nb") << QByteArray("a\nb\n") << " a|~@1";
    }
    void whiteSpaceIsLookedThroughAndKept()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const auto rows = unifiedRows(before, after, {.whiteSpace = RowOptions::WhiteSpace::Ignored});
        QTEST(drawn(rows), "rows");
        QCOMPARE(oldBytes(rows), before);
        QCOMPARE(newBytes(rows), after);
    }
    void changesKeepTheirNumbersWhenWhiteSpaceIsIgnored()
    {
        const QByteArray before = "a\nsame\n b\nsame\nc\n", after = "x\nsame\nb\nsame\nz\n";
        const auto rows = unifiedRows(before, after, {.whiteSpace = RowOptions::WhiteSpace::Ignored});
        QCOMPARE(drawn(rows), "-a|+x| same|~@1| same|-c|+z");
        QCOMPARE(rows[3].hunk, 1);
        QCOMPARE(rows[5].hunk, 2);
        QCOMPARE(hunkCount(rows), int(diffLines(before, after).size()));
        QCOMPARE(drawn(unfolded(rows[3])), "- b|+b"); // opened, it is what it is
        QCOMPARE(unfolded(rows[3])[0].oldLine, 3);
        QCOMPARE(unfolded(rows[3])[1].newLine, 3);
        QCOMPARE(marked(unfolded(rows[3])[0]), "[ ]b");
    }
    void blanksAreNotMarkedWhenIgnored()
    {
        const auto rows = unifiedRows("the  quick fox\n", "the slow fox\n", {.whiteSpace = RowOptions::WhiteSpace::Ignored});
        QCOMPARE(marked(rows[1]).count('['), 1);
        QVERIFY(marked(rows[1]).contains("slow]"));
    }

    void aLineStandsBesideTheOneItBecame_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("sides");
        QTest::newRow("as many") << QByteArray("a\nb\n") << QByteArray("c\nd\n") << "a/c|b/d";
        QTest::newRow("put in") << QByteArray("a\nb\n") << QByteArray("a\nx\nb\n") << "a/a|/x|b/b";
        QTest::newRow("taken out") << QByteArray("a\nx\nb\n") << QByteArray("a\nb\n") << "a/a|x/|b/b";
        QTest::newRow("the alike") << QByteArray("Install the tool.\nRun all tests.\n") << QByteArray("Run all unit tests.\n") << "Install the tool./|Run all tests./Run all unit tests.";
        QTest::newRow("created") << QByteArray() << QByteArray("a\n") << "/a";
        QTest::newRow("two changes") << QByteArray("a\ns\nb\n") << QByteArray("c\ns\nd\n") << "a/c|s/s|b/d";
    }
    void aLineStandsBesideTheOneItBecame()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const auto rows = unifiedRows(before, after);
        QStringList drawing;
        for (const Beside &beside : sideBySide(rows))
            drawing << (beside.left < 0 ? QString() : rows[beside.left].text()) + "/" + (beside.right < 0 ? QString() : rows[beside.right].text());
        QTEST(drawing.join('|'), "sides");
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
            const QByteArray after = random.bounded(3) ? randomEdit(random, before) : otherBlanks(random, before);
            for (const int context : {-1, 0, 1, 3, 1000}) {
                for (const auto whiteSpace : {RowOptions::WhiteSpace::Exact, RowOptions::WhiteSpace::Ignored}) {
                    const auto rows = unifiedRows(before, after, {context, random.bounded(10), whiteSpace});
                    QCOMPARE(oldBytes(rows), before);
                    QCOMPARE(newBytes(rows), after);
                    QCOMPARE(hunkCount(rows), diffLines(before, after).size());
                    check(rows, before, after);
                    check(opened(rows, random), before, after);
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

private:
    static QByteArray otherBlanks(QRandomGenerator &random, const QByteArray &text)
    {
        QByteArray other;
        for (const char c : text) {
            if (random.bounded(30) == 0)
                other += random.bounded(2) ? " " : "\t";
            if (c != ' ' || random.bounded(3))
                other += c;
        }
        return other;
    }
    static QList<Row> opened(const QList<Row> &rows, QRandomGenerator &random)
    {
        QList<Row> all;
        for (const Row &row : rows)
            all += row.kind == Row::Kind::Fold && random.bounded(2) ? unfolded(row) : QList<Row>{row};
        return all;
    }
    /// In one column and in two.
    static void check(const QList<Row> &rows, const QByteArray &before, const QByteArray &after)
    {
        QCOMPARE(oldBytes(rows), before);
        QCOMPARE(newBytes(rows), after);
        for (const Row &row : rows) {
            for (const Mark &mark : row.marks)
                QVERIFY(mark.start >= 0 && mark.length > 0 && mark.start + mark.length <= row.text().size());
        }
        QList<Row> left, right;
        for (const Beside &beside : sideBySide(rows)) {
            QVERIFY(beside.left >= 0 || beside.right >= 0);
            if (beside.left >= 0)
                left << rows[beside.left];
            if (beside.right >= 0)
                right << rows[beside.right];
        }
        QCOMPARE(oldBytes(left), before);
        QCOMPARE(newBytes(right), after);
    }
};
QTEST_GUILESS_MAIN(TestRows)
#include "tst_rows.moc"
