// SPDX-License-Identifier: MIT
#include "ui/parts/theme.h"
#include "ui/parts/threeway.h"
#include "ui/parts/threewaycanvas.h"

#include <QApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace hsf;
using namespace hsf::ui;

static QByteArray lines(int count)
{
    QByteArray text;
    for (int i = 1; i <= count; ++i)
        text += "line " + QByteArray::number(i) + '\n';
    return text;
}

class TestThreeWay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, {.theme = AppearanceSettings::Theme::Light}); }

    void whatFitsTogetherNeedsNoChoice()
    {
        ThreeWayView view;
        view.resize(900, 500);
        view.show();
        QSignalSpy told(&view, &ThreeWayView::resolvedChanged);
        view.setTexts("a.md", lines(20), lines(20).replace("line 3\n", "three\n"),
                      lines(20).replace("line 18\n", "late\n"));
        QCOMPARE(view.conflictCount(), 0);
        QVERIFY(view.isResolved());
        QVERIFY(told.isEmpty());
        QCOMPARE(view.result(), lines(20).replace("line 3\n", "three\n").replace("line 18\n", "late\n"));
        QVERIFY(!view.findChild<QPushButton *>("chooseNow")->isVisible());
        QCOMPARE(view.findChild<QPlainTextEdit *>("threeWayResult")->toPlainText(), QString::fromUtf8(view.result()));
    }
    void aPersonChoosesAndSeesWhatResults()
    {
        ThreeWayView view;
        view.resize(900, 600);
        view.show();
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        QSignalSpy told(&view, &ThreeWayView::resolvedChanged);
        const QByteArray base = lines(200),
                         now = lines(200).replace("line 5\n", "five\n").replace("line 190\n", "now 190\n"),
                         proposed = lines(200)
                                        .replace("line 5\n", "FIVE\n")
                                        .replace("line 190\n", "new 190\n")
                                        .replace("line 100\n", "hundred\n");
        view.setTexts("a.md", base, now, proposed);
        QCOMPARE(view.conflictCount(), 2);
        QCOMPARE(told.size(), 1);
        QVERIFY(!told.last().value(0).toBool());
        QVERIFY(view.findChild<QPlainTextEdit *>("threeWayResult")->isReadOnly());

        view.findChild<QPushButton *>("chooseProposed")->click();
        QVERIFY(view.result().contains("FIVE\n") && !view.result().contains("five\n"));
        QVERIFY(!view.isResolved());
        view.findChild<ThreeWayCanvas *>()->setFocus();
        QTest::keyClick(view.findChild<ThreeWayCanvas *>(), Qt::Key_F7);
        QCOMPARE(view.currentConflict(), 1);
        QVERIFY(view.findChild<QLabel *>("conflictPlace")->text().startsWith("Conflict 2 of 2 · 1 decided"));
        auto *canvas = view.findChild<ThreeWayCanvas *>();
        const QRect side = canvas->conflictRect(1, 1);
        QVERIFY(canvas->viewport()->rect().contains(side.center()));
        QTest::mouseClick(canvas->viewport(), Qt::LeftButton, {},
                          QPoint(side.center().x(), side.bottom() - 4)); // the side of now
        QVERIFY(view.isResolved());
        QVERIFY(told.last().value(0).toBool());
        QCOMPARE(view.result(),
                 lines(200)
                     .replace("line 5\n", "FIVE\n")
                     .replace("line 190\n", "now 190\n")
                     .replace("line 100\n", "hundred\n"));
        QVERIFY(view.findChild<QPushButton *>("chooseNow")->isChecked());
        view.chooseAll(diff::Piece::Choice::None);
        QVERIFY(!view.isResolved());
        QVERIFY(!told.last().value(0).toBool());
    }
    void bothCanBeKept()
    {
        ThreeWayView view;
        view.setTexts("a.md", "a\nb\n", "a\nnow\n", "a\nnew\n");
        view.findChild<QPushButton *>("chooseBoth")->click();
        QCOMPARE(view.result(), "a\nnow\nnew\n");
        view.findChild<QPushButton *>("chooseBothTurned")->click();
        QCOMPARE(view.result(), "a\nnew\nnow\n");
        view.findChild<QPushButton *>("chooseBase")->click();
        QCOMPARE(view.result(), "a\nb\n");
    }
    void foldsOpenAndEveryLineIsThere()
    {
        ThreeWayView view;
        view.resize(900, 600);
        view.show();
        view.setTexts("a.md", lines(100), lines(100), lines(100).replace("line 90\n", "x\n"));
        auto *canvas = view.findChild<ThreeWayCanvas *>();
        const int before = canvas->verticalScrollBar()->maximum();
        QTest::mouseClick(canvas->viewport(), Qt::LeftButton, {}, QPoint(60, 40)); // the fold is the first line
        QVERIFY(canvas->verticalScrollBar()->maximum() > before + 500);
    }
    void anyThreeTextsGiveWhatWasChosen()
    {
        ThreeWayView view;
        view.resize(700, 400);
        view.show();
        for (int seed = 0; seed < 100; ++seed) {
            QRandomGenerator random(seed);
            const auto text = [&random](const QByteArray &from) {
                QByteArray bytes;
                for (const QByteArray &line : from.split('\n'))
                    if (random.bounded(8))
                        bytes += (random.bounded(8) ? line : "w" + QByteArray::number(random.bounded(9))) + '\n';
                return random.bounded(4) ? bytes : bytes.chopped(bytes.isEmpty() ? 0 : 1);
            };
            const QByteArray base = text(lines(random.bounded(30))), now = text(base), proposed = text(base);
            view.setTexts("a.md", base, now, proposed);
            QVERIFY(!view.grab().isNull());
            view.chooseAll(diff::Piece::Choice::Now);
            QVERIFY(view.isResolved());
            view.setTexts("a.md", base, base, proposed);
            QCOMPARE(view.result(), proposed);
            view.setTexts("a.md", base, now, base);
            QCOMPARE(view.result(), now);
        }
    }
};
QTEST_MAIN(TestThreeWay)
#include "tst_threeway.moc"
