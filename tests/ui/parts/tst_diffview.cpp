// SPDX-License-Identifier: MIT
#include "ui/parts/diffcanvas.h"
#include "ui/parts/diffrail.h"
#include "ui/parts/diffview.h"
#include "ui/parts/glyphsheet.h"
#include "ui/parts/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
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

/// The first line of a kind, where it is painted.
static QRect lineOf(const DiffCanvas &canvas, DiffLine::Kind kind, int file = 0)
{
    const QList<DiffLine> &lines = canvas.sections().at(size_t(file)).lines();
    const auto line = std::ranges::find(lines, kind, &DiffLine::kind);
    return line == lines.end() ? QRect() : canvas.lineRect(file, int(line - lines.begin()));
}

static bool isRead(const DiffView &view, int file)
{
    return canvasOf(view).sections().at(size_t(file)).state() == DiffSection::State::Ready;
}

static QPoint inText(const QRect &line, bool right)
{
    return {right ? line.center().x() + 120 : line.left() + 120, line.center().y()};
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
            const int changes = int(diff::diffLines(before, after).size());
            for (const auto mode : {DiffView::Mode::Unified, DiffView::Mode::SideBySide}) {
                view.setMode(mode);
                for (const bool ignore : {false, true}) {
                    view.setIgnoreWhiteSpace(ignore);
                    view.setAllFoldsOpen(random.bounded(2));
                    view.setWrap(random.bounded(2));
                    QCOMPARE(diff::oldBytes(view.rows("a.md")), before);
                    QCOMPARE(diff::newBytes(view.rows("a.md")), after);
                    QCOMPARE(view.hunkCount(), changes + 1);
                    const auto [old, now] = painted(canvasOf(view).sections().at(0));
                    QCOMPARE(old, before);
                    QCOMPARE(now, after);
                }
            }
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
        QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, lineOf(canvas, DiffLine::Kind::Fold).center());
        const QList<diff::Row> opened = view.rows("a.md");
        QVERIFY(opened.size() > before);
        QCOMPARE(opened.first().oldLine, 1);
        QCOMPARE(diff::oldBytes(opened), lines(60));
        QCOMPARE(diff::newBytes(opened), after);
        QCOMPARE(view.hunkCount(), 1);
        canvas.verticalScrollBar()->setValue(0);
        QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, lineOf(canvas, DiffLine::Kind::Opened).center());
        QCOMPARE(view.rows("a.md").size(), before);
        view.setAllFoldsOpen(true);
        QCOMPARE(view.rows("a.md").size(), 61);
        view.setAllFoldsOpen(false);
        QCOMPARE(view.rows("a.md").size(), before);
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
        QCOMPARE(view.rows("a.md").size(), 20'000); // whether they are painted yet or not
        QTRY_VERIFY(isRead(view, 0));
        QCOMPARE(view.rows("a.md").size(), 20'000);
        auto &canvas = canvasOf(view);
        canvas.verticalScrollBar()->setValue(canvas.verticalScrollBar()->maximum());
        const int last = int(canvas.sections().at(0).lines().size()) - 1;
        QVERIFY(canvas.lineRect(0, last).bottom() <= canvas.viewport()->height());
        QVERIFY(canvas.lineRect(0, last).top() > 0);
        QVERIFY(!view.grab().isNull());
    }
    void thousandsOfFilesAreReadAsOneComesToThem()
    {
        DiffView view;
        view.resize(700, 400);
        view.show();
        QList<FileDiff> files;
        for (int i = 0; i < 5'000; ++i)
            files.append({QString("skills/s%1/SKILL.md").arg(i), {}, lines(60, "skill " + QByteArray::number(i))});
        files.append({"changed.md", lines(90'000), lines(90'000).replace("line 7\n", "")});
        view.setFiles(files);
        const auto read = [&] {
            return std::ranges::count(canvasOf(view).sections(), DiffSection::State::Ready, &DiffSection::state);
        };
        QVERIFY(read() > 0 && read() < 10);
        QTRY_COMPARE(view.hunkCount(), 5'001); // the last is counted while one reads
        QVERIFY(read() < 10);
        view.goTo({"skills/s4000/SKILL.md", 0});
        QVERIFY(isRead(view, 4'000));
        QVERIFY(view.canvas()->rect().intersects(canvasOf(view).lineRect(4'000, 0)));
        QCOMPARE(view.currentHunk(), 4'000);
        QVERIFY(read() < 25);
        QCOMPARE(diff::newBytes(view.rows("skills/s4999/SKILL.md")), files.at(4'999).after);
        view.goTo({"changed.md", 0}); // comes when it is compared
        QTRY_VERIFY(isRead(view, 5'000));
        QCOMPARE(view.currentPlace(), (DiffView::HunkPlace{"changed.md", 0}));
        QVERIFY(view.rect().intersects(view.hunkRect({"changed.md", 0})));
    }
    void whatIsReadAboveDoesNotMoveWhatOneReads()
    {
        DiffView view;
        view.resize(700, 400);
        view.show();
        QList<FileDiff> files;
        for (int i = 0; i < 200; ++i)
            files.append({QString("%1.md").arg(i), lines(30), lines(30).replace("line 15\n", "one\ntwo\n")});
        view.setFiles(files);
        view.goTo({"100.md", 0});
        auto &canvas = canvasOf(view);
        const int before = canvas.lineRect(100, 0).top();
        canvas.change(20, [](DiffSection &section) { section.setRows(diff::unifiedRows(lines(500), "x\n")); });
        QCOMPARE(canvas.lineRect(100, 0).top(), before);
    }
    void wideViewsHaveTwoColumns()
    {
        DiffView view;
        view.resize(800, 300);
        view.show();
        view.setFiles({{"a.md", "same\nold words\nend\n", "same\nnew words\nmore\nend\n"}});
        QVERIFY(!view.isSideBySide());
        view.resize(900, 300);
        QTRY_VERIFY(view.isSideBySide());
        const QList<DiffLine> &two = canvasOf(view).sections().at(0).lines();
        QCOMPARE(two.size(), 4);
        QVERIFY(two.at(1).cells[0].row >= 0 && two.at(1).cells[1].row >= 0); // a line beside the one it became
        QCOMPARE(two.at(2).cells[0].row, -1);
        view.setMode(DiffView::Mode::Unified);
        QVERIFY(!view.isSideBySide());
        QCOMPARE(canvasOf(view).sections().at(0).lines().size(), 5);
        view.findChild<QAction *>("diffSideBySide")->trigger();
        QCOMPARE(view.mode(), DiffView::Mode::SideBySide);
        QVERIFY(view.isSideBySide());
    }
    void aSelectionStaysOnItsSide()
    {
        DiffView view;
        view.resize(1000, 300);
        view.show();
        view.setMode(DiffView::Mode::SideBySide);
        view.setFiles({{"a.md", "same\nold words\nend\n", "same\nnew words\nmore\nend\n"}});
        auto &canvas = canvasOf(view);
        for (const bool right : {false, true}) {
            const QRect first = canvas.lineRect(0, 0), last = canvas.lineRect(0, 3);
            const int edge = right ? canvas.viewport()->width() / 2 + 60 : 60;
            QTest::mousePress(canvas.viewport(), Qt::LeftButton, {}, {edge, first.center().y()});
            QMouseEvent move(QEvent::MouseMove, QPointF(canvas.viewport()->width() - 4, last.center().y()),
                             canvas.viewport()->mapToGlobal(QPointF(0, 0)), Qt::NoButton, Qt::LeftButton,
                             Qt::NoModifier);
            QCoreApplication::sendEvent(canvas.viewport(), &move);
            QTest::mouseRelease(canvas.viewport(), Qt::LeftButton, {}, last.center());
            QVERIFY2(view.selectedText().endsWith(right ? "new words\nmore\nend" : "old words\nend"),
                     qPrintable(view.selectedText()));
            QVERIFY(!view.selectedText().contains(right ? "old" : "new"));
        }
    }
    void whiteSpaceCanBeLookedThroughAndIsStillThere()
    {
        DiffView view;
        view.resize(600, 400);
        view.show();
        view.setChoosable(true);
        const QByteArray before = "a\n b\nc\nd\ne\nf\ng\n", after = "a\nb\nc\nD\ne\nf\n  g\n";
        view.setFiles({{"a.md", before, after}});
        view.setChosenHunks({{"a.md", {0, 2}}});
        auto *notice = view.findChild<QLabel *>("whiteSpaceNotice");
        QVERIFY(!notice->isVisible());
        view.findChild<QAction *>("diffIgnoreWhiteSpace")->trigger();
        QVERIFY(notice->isVisible());
        QVERIFY2(notice->text().contains("2 change"), qPrintable(notice->text()));
        QCOMPARE(view.hunkCount(), 3);
        QCOMPARE(view.chosenHunks(), (QMap<QString, QList<int>>{{"a.md", {0, 2}}})); // what was ticked stays so
        QCOMPARE(diff::oldBytes(view.rows("a.md")), before);
        QCOMPARE(diff::newBytes(view.rows("a.md")), after);
        view.nextHunk(); // passes over what differs in nothing else
        QCOMPARE(view.currentHunk(), 1);
        QCOMPARE(view.hunkNewText("a.md", 1), "D\n");
        QCOMPARE(view.hunkOldText("a.md", 0), " b\n");
        auto &canvas = canvasOf(view);
        const QRect fold = lineOf(canvas, DiffLine::Kind::Fold);
        QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, {10, fold.center().y()}); // its tick
        QCOMPARE(view.chosenHunks(), (QMap<QString, QList<int>>{{"a.md", {2}}}));
        QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {},
                          inText(lineOf(canvas, DiffLine::Kind::Fold), false)); // and what it holds
        QCOMPARE(diff::newBytes(view.rows("a.md")), after);
        QVERIFY(std::ranges::any_of(view.rows("a.md"), [](const diff::Row &row) {
            return row.kind == diff::Row::Kind::Removed && row.hunk == 0;
        }));
    }
    void longLinesScrollSidewaysWhenTheyDoNotWrap()
    {
        DiffView view;
        view.resize(500, 300);
        view.show();
        view.setFiles({{"a.md", {}, "short\n" + QByteArray(600, 'x') + "\n"}});
        auto &canvas = canvasOf(view);
        const int wrapped = canvas.lineRect(0, 1).height();
        QCOMPARE(canvas.horizontalScrollBar()->maximum(), 0);
        view.findChild<QAction *>("diffWrap")->trigger();
        QVERIFY(!view.wraps());
        QVERIFY(canvas.lineRect(0, 1).height() < wrapped);
        QVERIFY(canvas.horizontalScrollBar()->maximum() > 1000);
        canvas.horizontalScrollBar()->setValue(canvas.horizontalScrollBar()->maximum());
        QVERIFY(!view.grab().isNull());
    }
    void wordsAreFoundAlsoInFolds()
    {
        DiffView view;
        view.resize(600, 300);
        view.show();
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        QByteArray after = lines(200);
        after.replace("line 190\n", "needle here\n");
        view.setFiles(
            {{"a.md", lines(200).replace("line 50\n", "a needle\n"), after.replace("line 50\n", "a needle\n")},
             {"b.md", "NEEDLE old\n", "new\n"}});
        view.canvas()->setFocus();
        QTest::keyClick(view.canvas(), Qt::Key_F, Qt::ControlModifier);
        auto *field = view.findChild<QLineEdit *>("diffFindField");
        auto *place = view.findChild<QLabel *>("diffFindPlace");
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, "needle");
        QCOMPARE(place->text(), "1 of 3");
        QCOMPARE(view.selectedText(), "needle");
        QVERIFY(!diff::oldBytes(view.rows("a.md")).isEmpty());
        QVERIFY(std::ranges::any_of(view.rows("a.md"), [](const diff::Row &row) {
            return row.newLine == 50 && row.kind == diff::Row::Kind::Context;
        }));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(place->text(), "2 of 3");
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(view.selectedText(), "NEEDLE");
        QTest::keyClick(field, Qt::Key_Return); // around
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(place->text(), "3 of 3");
        field->setText("nowhere");
        QCOMPARE(place->text(), "Not found");
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
        QVERIFY(view.canvas()->hasFocus());
    }
    void theStripShowsWhereChangesAreAndGoesThere()
    {
        DiffView view;
        view.resize(600, 300);
        view.show();
        QByteArray after = lines(400);
        after.replace("line 350\n", "changed\n");
        view.setFiles({{"a.md", lines(400), after}});
        view.setAllFoldsOpen(true);
        auto &canvas = canvasOf(view);
        auto *rail = view.findChild<DiffRail *>("diffRail");
        QVERIFY(rail->markedPixels() > 0 && rail->markedPixels() < 10);
        canvas.verticalScrollBar()->setValue(0);
        QVERIFY(!view.rect().intersects(view.hunkRect({"a.md", 0})));
        QTest::mouseClick(rail, Qt::LeftButton, {}, {5, rail->height() * 350 / 401});
        QVERIFY(view.rect().intersects(view.hunkRect({"a.md", 0})));
    }
    void whatNobodyReadsAsLinesIsAskedAboutAndTheRestIsShown()
    {
        DiffView view;
        view.resize(600, 300);
        view.show();
        const QByteArray giant = QByteArray(5'000'000, 'x');
        view.setFiles({{"notes.md", "a\n", "b\n"},
                       {"giant.json", giant, giant + "y"},
                       {"picture.png", {}, QByteArray("\x89PNG\0\0", 6)}});
        QVERIFY(view.isGuarded());
        QCOMPARE(diff::newBytes(view.rows("notes.md")), "b\n");
        QVERIFY(view.rows("giant.json").isEmpty());
        QVERIFY(view.findChild<QLabel *>("guardNotice")->text().contains("2 file"));
        QTRY_COMPARE(view.hunkCount(), 3); // counted all the same
        QTest::mouseClick(canvasOf(view).viewport(), Qt::LeftButton, {},
                          lineOf(canvasOf(view), DiffLine::Kind::Guard, 1).center());
        QVERIFY(!view.isGuarded());
        QTRY_VERIFY(isRead(view, 1));
        QCOMPARE(diff::newBytes(view.rows("giant.json")), giant + "y");
        view.setWrap(false);
        auto *bar = canvasOf(view).verticalScrollBar();
        bar->setValue(bar->maximum() / 2);
        QVERIFY(!view.grab().isNull());
    }
    void theListLeadsToTheChange()
    {
        DiffView view;
        view.resize(600, 300);
        view.show();
        QByteArray after = lines(300);
        after.replace("line 20\n", "twenty\n").replace("line 290\n", "late\n");
        view.setFiles({{"a.md", lines(300), after}});
        view.findChild<QAction *>("diffListAction")->trigger();
        auto *list = view.findChild<QListView *>("diffList");
        QVERIFY(list->isVisible());
        QStringList said;
        for (int i = 0; i < list->model()->rowCount(); ++i)
            said << list->model()->index(i, 0).data().toString();
        QCOMPARE(said,
                 (QStringList{"a.md", "Removed line 20: line 20", "Added line 20: twenty", "Removed line 290: line 290",
                              "Added line 290: late"}));
        Q_EMIT list->activated(list->model()->index(4, 0));
        QVERIFY(!list->isVisible());
        QCOMPARE(view.currentHunk(), 1);
    }
    void aMenuOnAChangeBelongsToWhoAnswers()
    {
        DiffView view;
        view.resize(600, 300);
        view.show();
        view.setFiles({{"a.md", "1\n2\n3\n", "1\nTWO\n3\nfour\n"}});
        QSignalSpy asked(&view, &DiffView::hunkContextRequested);
        auto &canvas = canvasOf(view);
        QContextMenuEvent event(QContextMenuEvent::Mouse, canvas.lineRect(0, 4).center(), {});
        QCoreApplication::sendEvent(canvas.viewport(), &event);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().value(0).toString(), "a.md");
        QCOMPARE(asked.first().value(1).toInt(), 1);
        QCOMPARE(view.currentPlace(), (DiffView::HunkPlace{"a.md", 1}));
        QCOMPARE(view.hunkNewText("a.md", 1), "four\n");
        QCOMPARE(view.hunkOldText("a.md", 1), "");
        QCOMPARE(view.hunkNewText("a.md", 2), "");
    }
    void codeHasItsColoursAndTheyCanBeRead()
    {
        const FileDiff file{"x.py", "import os\n", "import sys  # why\nx = \"text\"\n"};
        const DiffColours found = coloursOf(file);
        QCOMPARE(found.before.size(), 1);
        QCOMPARE(found.after.size(), 2);
        QVERIFY(found.after.at(0).size() >= 2);
        for (const auto &line : found.after + found.before) {
            for (const ColourSpan &span : line) {
                for (const Colours *c : {&lightColours(), &darkColours()}) {
                    const QColor ink = QColor::fromRgb(c == &lightColours() ? span.light : span.dark);
                    for (const QColor &ground : {c->base, c->added, c->removed, c->addedMark, c->removedMark, c->glow})
                        QVERIFY(contrast(ink, ground) >= 4.5);
                }
            }
        }
        QVERIFY(coloursOf({"plain", "a\n", "b\n"}).after.isEmpty());
        QVERIFY(coloursOf({"x.py", QByteArray("x = 1\n").repeated(100'000), {}}).before.isEmpty()); // too large
    }
    void coloursStopWhenNobodyWaits()
    {
        int asked = 0;
        const FileDiff file{"x.py", QByteArray("x = 1\n").repeated(1'000), "y = 2\n"};
        const DiffColours stopped = coloursOf(file, [&] { return ++asked > 10; });
        QVERIFY(stopped.before.isEmpty() && stopped.after.isEmpty());
        QCOMPARE(asked, 12); // once more for the other side
        QCOMPARE(coloursOf(file, [] { return false; }).before.size(), 1'000);
    }

    /// Written by columns, a text looks as Qt would write it; what needs shaping is left to Qt.
    void textInColumnsLooksAsEver()
    {
        const QFont font = monospaceFont();
        const qreal column = QFontMetricsF(font).horizontalAdvance(u'm');
        GlyphSheet sheet(font, column);
        const auto image = [&](const std::function<void(QPainter &)> &paint) {
            QImage image(600, 40, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            painter.setFont(font);
            paint(painter);
            return image;
        };
        for (const QString &text : {QStringLiteral("plain words, (brackets) & \"quotes\" 0123456789"), QStringLiteral("größer als Äpfel – sí, niño"), QStringLiteral("− + ~")}) {
            const QImage ours = image([&](QPainter &painter) {
                QVERIFY(sheet.add(qRgb(20, 40, 200), {10, 25}, text));
                sheet.draw(painter);
            });
            const QImage theirs = image([&](QPainter &painter) {
                painter.setPen(QColor(20, 40, 200));
                for (int i = 0; i < text.size(); ++i)
                    painter.drawText(QPointF(10 + i * column, 25), text.mid(i, 1));
            });
            QVERIFY(ours != image([](QPainter &) {}));
            QVERIFY2(ours == theirs, qPrintable(text));
        }
        for (const QString &text : {QStringLiteral("表格"), QStringLiteral("e\u0301"), QStringLiteral("عربي"), QStringLiteral("🙂")})
            QVERIFY2(!sheet.add(qRgb(0, 0, 0), {10, 25}, text), qPrintable(text));
        QCOMPARE(image([&](QPainter &painter) { sheet.draw(painter); }), image([](QPainter &) {})); // nothing was taken
    }

    /// However long a difference is, the words that changed are marked in what one comes to.
    void wordsAreMarkedWhereverOneScrolls()
    {
        QByteArray before, after;
        for (int i = 0; i < 3'000; ++i) {
            const QByteArray line = "- one two three four " + QByteArray::number(i);
            before += line + " old\n" + (i % 5 ? QByteArray() : "same " + QByteArray::number(i) + '\n');
            after += line + " new\n" + (i % 5 ? QByteArray() : "same " + QByteArray::number(i) + '\n');
        }
        DiffView view;
        view.setMode(DiffView::Mode::Unified);
        view.resize(700, 400);
        view.show();
        view.setFiles({{"a.md", before, after}});
        QTRY_VERIFY(isRead(view, 0));
        auto *bar = canvasOf(view).verticalScrollBar();
        const QRgb added = colours().addedMark.rgb(), removed = colours().removedMark.rgb();
        for (const double part : {0.0, 0.3, 0.7, 1.0}) {
            bar->setValue(int(bar->maximum() * part));
            const QImage seen = canvasOf(view).viewport()->grab().toImage();
            bool hasAdded = false, hasRemoved = false;
            for (int y = 0; y < seen.height(); ++y) {
                for (int x = 0; x < seen.width(); ++x) {
                    hasAdded |= seen.pixel(x, y) == added;
                    hasRemoved |= seen.pixel(x, y) == removed;
                }
            }
            QVERIFY2(hasAdded && hasRemoved, qPrintable(QString::number(part)));
        }
    }

    void aLineEndingThatChangedIsSaid()
    {
        DiffView view;
        view.setFiles({{"a.md", "a\n", "a\r\n"}});
        QVERIFY(view.plainList().contains("CR LF"));
    }

private:
    /// What the cells hold, side by side or one below the other.
    static std::pair<QByteArray, QByteArray> painted(const DiffSection &section)
    {
        QList<diff::Row> old, now;
        const bool sides
            = std::ranges::any_of(section.lines(), [](const DiffLine &line) { return line.cells[1].row >= 0; });
        for (const DiffLine &line : section.lines()) {
            const bool both = line.kind == DiffLine::Kind::Fold || !sides;
            if (line.cells[0].row >= 0)
                old.append(section.rows().at(line.cells[0].row));
            if (const int row = line.cells[both ? 0 : 1].row; row >= 0)
                now.append(section.rows().at(row));
        }
        return {diff::oldBytes(old), diff::newBytes(now)};
    }
};
QTEST_MAIN(TestDiffView)
#include "tst_diffview.moc"
