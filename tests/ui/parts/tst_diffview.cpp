// SPDX-License-Identifier: MIT
#include "ui/parts/diffcanvas.h"
#include "ui/parts/diffview.h"
#include "ui/parts/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace hsf;
using namespace hsf::ui;

static QByteArray lines(int count, const QByteArray &word = "line")
{
    QByteArray text;
    for (int i = 1; i <= count; ++i)
        text += word + ' ' + QByteArray::number(i) + '\n';
    return text;
}

static DiffCanvas &canvasOf(const DiffView &view)
{
    return *qobject_cast<DiffCanvas *>(view.canvas());
}

class TestDiffView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, {.theme = AppearanceSettings::Theme::Light}); }

    void everyByteOfBothSidesIsDisplayed()
    {
        for (int seed = 0; seed < 100; ++seed) {
            QRandomGenerator random(seed);
            const auto text = [&random] {
                QByteArray bytes;
                for (int i = random.bounded(40); i > 0; --i)
                    bytes += "w" + QByteArray::number(random.bounded(5))
                        + (random.bounded(9)       ? "\n"
                               : random.bounded(2) ? "\r\n"
                                                   : "");
                return bytes;
            };
            const QByteArray before = text(), after = text();
            DiffView view;
            view.setFiles({{"a.md", before, after}, {"other.md", "x\n", "y\n"}});
            QCOMPARE(diff::oldBytes(view.rows("a.md")), before);
            QCOMPARE(diff::newBytes(view.rows("a.md")), after);
        }
    }
    void stepsGoFromChangeToChange()
    {
        DiffView view;
        view.resize(600, 300);
        view.show();
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        QByteArray after = lines(200);
        after.replace("line 20\n", "twenty\n").replace("line 150\n", "");
        QSignalSpy moved(&view, &DiffView::currentHunkChanged);
        view.setFiles({{"a.md", lines(200), after}, {"new.md", {}, "hello\n"}});
        QCOMPARE(view.hunkCount(), 3);
        QCOMPARE(moved.last().value(0).toInt(), 1);
        auto *place = view.findChild<QLabel *>("hunkPlace");
        QCOMPARE(place->text(), "1 of 3");
        QTest::keyClick(view.canvas(), Qt::Key_F7);
        QTest::keyClick(view.canvas(), Qt::Key_F7);
        QCOMPARE(place->text(), "3 of 3");
        QTest::keyClick(view.canvas(), Qt::Key_F7); // the last stays
        QTest::keyClick(view.canvas(), Qt::Key_F7, Qt::ShiftModifier);
        QCOMPARE(place->text(), "2 of 3");
    }
    void aFoldOpensWhenClickedAndStaysTrue()
    {
        DiffView view;
        view.resize(600, 400);
        view.show();
        QByteArray after = lines(60);
        after.replace("line 50\n", "fifty\n");
        view.setFiles({{"a.md", lines(60), after}});
        const qsizetype before = view.rows("a.md").size();
        auto &canvas = canvasOf(view);
        int fold = -1;
        for (int i = 0; i < canvas.items().size() && fold < 0; ++i)
            if (canvas.items().at(i).row.kind == diff::Row::Kind::Fold)
                fold = i;
        QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, canvas.itemRect(fold).center());
        QVERIFY(view.rows("a.md").size() > before);
        QCOMPARE(diff::oldBytes(view.rows("a.md")), lines(60));
        QCOMPARE(diff::newBytes(view.rows("a.md")), after);
        QCOMPARE(canvas.items().at(fold).row.oldLine, 1);
        QCOMPARE(view.hunkCount(), 1);
    }
    void tickedChangesAreToldByFile()
    {
        DiffView view;
        view.resize(600, 400);
        view.show();
        view.setChoosable(true);
        view.setFiles(
            {{"skills/a/SKILL.md", "1\n2\n3\n4\n", "1\nTWO\n3\nFOUR\n"}, {"skills/a/references/x.md", {}, "new\n"}});
        QVERIFY(view.chosenHunks().isEmpty());
        view.nextHunk();
        view.chooseCurrentHunk();
        view.chooseCurrentHunk();
        const QMap<QString, QList<int>> wanted{{"skills/a/SKILL.md", {1}}, {"skills/a/references/x.md", {0}}};
        QCOMPARE(view.chosenHunks(), wanted);
        QTest::keyClick(view.canvas(), Qt::Key_Space); // takes the tick back
        QCOMPARE(view.chosenCount(), 1);
    }
    void copyingTakesOneSideWithoutTheGutter()
    {
        DiffView view;
        view.setFiles({{"a.md", "same\nold words\nend\n", "same\nnew words\nend\n"}});
        canvasOf(view).selectAll();
        QCOMPARE(view.selectedText(), "same\nnew words\nend");
        canvasOf(view).copy();
        QCOMPARE(QApplication::clipboard()->text(), "same\nnew words\nend");
    }
    void earsGetTheSame()
    {
        DiffView view;
        view.setFiles({{"a.md", "same\nold\n", "same\nnew\n"}});
        QCOMPARE(view.plainList(), "a.md\nRemoved line 2: old\nAdded line 2: new");
        QVERIFY(view.canvas()->accessibleDescription().contains("Removed line 2: old"));
    }
    void aHugeDifferenceAsksFirst()
    {
        DiffView view;
        const QByteArray huge = lines(60'000, "a rather long line to fill the file with");
        view.setFiles({{"a.md", huge, huge + "one more\n"}});
        QVERIFY(view.isGuarded());
        QVERIFY(view.rows("a.md").isEmpty());
        view.findChild<QPushButton *>("showAnywayButton")->click();
        QVERIFY(!view.isGuarded());
        QCOMPARE(diff::newBytes(view.rows("a.md")), huge + "one more\n");
    }
    void longLinesWrapAndNothingIsLost_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("words") << QString("several words ").repeated(40);
        QTest::newRow("one word") << QString(500, 'x');
        QTest::newRow("tabs") << QString("\tx").repeated(100);
        QTest::newRow("wide") << QString::fromUtf8("漢字").repeated(100);
        QTest::newRow("pairs") << QString::fromUtf8("😀").repeated(100);
        QTest::newRow("combining") << QString::fromUtf8("é").repeated(300);
    }
    void longLinesWrapAndNothingIsLost()
    {
        QFETCH(QString, text);
        const QList<int> places = wrapPlaces(text, 40);
        QVERIFY(!places.isEmpty());
        int start = 0;
        QList<int> ends = places;
        ends.append(int(text.size()));
        for (const int place : std::as_const(ends)) {
            QVERIFY(place > start);
            QVERIFY(!(place < text.size() && text.at(place).isLowSurrogate()));
            int columns = 0;
            for (const char32_t c : text.sliced(start, place - start).toUcs4())
                columns += columnsOf(c, columns);
            QVERIFY2(columns <= 41, qPrintable(QString::number(columns)));
            start = place;
        }
    }
    void tenThousandRowsScrollToTheEnd()
    {
        DiffView view;
        view.resize(500, 300);
        view.show();
        QByteArray after = lines(10'000);
        after.replace("line", "word");
        view.setFiles({{"a.md", lines(10'000), after}});
        QCOMPARE(view.rows("a.md").size(), 20'000);
        auto &canvas = canvasOf(view);
        canvas.verticalScrollBar()->setValue(canvas.verticalScrollBar()->maximum());
        QVERIFY(canvas.itemRect(int(canvas.items().size()) - 1).bottom() <= canvas.viewport()->height());
        QVERIFY(!view.grab().isNull());
    }
    void aLineEndingThatChangedIsSaid()
    {
        DiffView view;
        view.setFiles({{"a.md", "a\n", "a\r\n"}});
        QVERIFY(view.plainList().contains("CR LF"));
    }
};
QTEST_MAIN(TestDiffView)
#include "tst_diffview.moc"
