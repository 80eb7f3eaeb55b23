// SPDX-License-Identifier: MIT
//
// Going through a set by single changes: what is edited, ticked or left makes exactly the bytes that are asked for.
#include "ui/changes/hunkreview.h"

#include "diff/lines.h"

#include <QRandomGenerator>
#include <QTest>

using namespace hsf;
using namespace hsf::ui;
using changes::FileChange;

namespace {
const QString path = QStringLiteral("skills/notes/SKILL.md");

FileChange file(const QByteArray &before, const QByteArray &after)
{
    return {path, before, after, false, QStringLiteral("notes")};
}
} // namespace

class TestHunkReview : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEditTakesThePlaceOfTheProposedLines_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<int>("hunk");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QByteArray>("result");
        const QByteArray five = "1\n2\n3\n4\n5\n";
        QTest::newRow("a line") << five << QByteArray("1\nB\n3\nD\n5\n") << 1 << "D\n" << "delta\n" << QByteArray("1\nB\n3\ndelta\n5\n");
        QTest::newRow("more lines") << five << QByteArray("1\nB\n3\nD\n5\n") << 0 << "B\n" << "b\nbb\n" << QByteArray("1\nb\nbb\n3\nD\n5\n");
        QTest::newRow("without its line end") << five << QByteArray("1\nB\n3\n4\n5\n") << 0 << "B\n" << "b" << QByteArray("1\nb\n3\n4\n5\n");
        QTest::newRow("nothing is left of it") << five << QByteArray("1\nB\n3\n4\n5\n") << 0 << "B\n" << "" << QByteArray("1\n3\n4\n5\n");
        QTest::newRow("a removal becomes a change") << five << QByteArray("1\n2\n4\n5\n") << 0 << "" << "three\n" << QByteArray("1\n2\nthree\n4\n5\n");
        QTest::newRow("Windows lines stay so") << QByteArray("1\r\n2\r\n") << QByteArray("1\r\nB\r\n") << 0 << "B\n" << "b\nc\n" << QByteArray("1\r\nb\r\nc\r\n");
        QTest::newRow("the last line without an end") << QByteArray("1\n2") << QByteArray("1\nB") << 0 << "B" << "bb" << QByteArray("1\nbb");
        QTest::newRow("a new file") << QByteArray() << QByteArray("1\n") << 0 << "1\n" << "one\ntwo\n" << QByteArray("one\ntwo\n");
        QTest::newRow("no-break spaces") << five << QByteArray("1\nB\n3\n4\n5\n") << 0 << "B\n" << QString("a\u00a0b\n") << QByteArray("1\na\xc2\xa0""b\n3\n4\n5\n");
    }
    void anEditTakesThePlaceOfTheProposedLines()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(int, hunk);
        QFETCH(QString, shown);
        QFETCH(QString, typed);
        QFETCH(QByteArray, result);
        HunkReview review({file(before, after)});
        QVERIFY(!review.isEdited());
        QVERIFY(review.canEdit(path, hunk));
        QCOMPARE(review.text(path, hunk), shown);
        const Hunks picked = review.edit(path, hunk, typed, {});
        QVERIFY(review.isEdited());
        QCOMPARE(review.working().first().result, result);
        QCOMPARE(review.results().value(path), result);
        // What was edited is wanted: it alone is picked.
        QCOMPARE(picked.value(path).size(), 1);
        review.takeBack();
        QCOMPARE(review.results().value(path), after);
    }
    void ticksElsewhereStayWhereTheyAre()
    {
        HunkReview review({file("1\n2\n3\n4\n5\n6\n7\n", "1\nB\n3\nD\n5\nF\n7\n")});
        // The last of three is ticked; the first is edited away, so it becomes the second of two.
        const Hunks picked = review.edit(path, 0, QStringLiteral("2\n"), {{path, {2}}});
        QCOMPARE(picked.value(path), QList<int>({1}));
        QCOMPARE(review.results(picked).value(path), QByteArray("1\n2\n3\n4\n5\nF\n7\n"));
    }
    void whatATextFieldWouldSpoilIsNotEdited_data()
    {
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("not UTF-8") << QByteArray("1\n\xff\xfe\n");
        QTest::newRow("a lone carriage return") << QByteArray("1\na\rb\n");
        QTest::newRow("a line separator") << QByteArray("1\na\xe2\x80\xa8""b\n");
        QTest::newRow("NUL") << QByteArray("1\na\0b\n", 6);
    }
    void whatATextFieldWouldSpoilIsNotEdited()
    {
        QFETCH(QByteArray, after);
        HunkReview review({file("1\n2\n", after)});
        QVERIFY(!review.canEdit(path, 0));
        review.edit(path, 0, QStringLiteral("x"), {});
        QVERIFY(!review.isEdited());
    }
    void aFileThatGoesStaysGoneAndIsNoText()
    {
        HunkReview review({FileChange{path, QByteArray("1\n"), std::nullopt, false, QStringLiteral("notes")}});
        QVERIFY(!review.canEdit(path, 0));
        QVERIFY(review.results({{path, {0}}}).value(path).isNull());
        QVERIFY(review.results({{path, {0}}}).contains(path));
        QVERIFY(review.results(Hunks{}).isEmpty());
    }
    void pickedChangesMakeWhatApplyingThemMakes()
    {
        for (quint32 seed = 0; seed < 200; ++seed) {
            QRandomGenerator random(seed);
            const auto text = [&] {
                QByteArray all;
                for (int i = random.bounded(20); i > 0; --i)
                    all += "line " + QByteArray::number(random.bounded(8)) + (random.bounded(9) ? "\n" : "\r\n");
                return all;
            };
            const QByteArray before = text(), after = text();
            const auto changes = diff::diffLines(before, after);
            QList<int> picked;
            for (int i = 0; i < changes.size(); ++i)
                if (random.bounded(2))
                    picked.append(i);
            const HunkReview review({file(before, after)});
            const auto results = review.results({{path, picked}});
            QCOMPARE(results.contains(path), !picked.isEmpty());
            if (!picked.isEmpty())
                QCOMPARE(results.value(path), diff::applyChanges(before, after, changes, picked));
        }
    }
};
QTEST_GUILESS_MAIN(TestHunkReview)
#include "tst_hunkreview.moc"
