// SPDX-License-Identifier: MIT
#include "ui/library/librarypane.h"
#include "ui/parts/chips.h"
#include "ui/parts/theme.h"

#include "../homefixture.h"

#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QToolButton>

using namespace hsf;
using namespace hsf::ui;
using hsf::test::child;

/// Rows as the service would announce them: the pane is told by the signal alone.
static QList<service::SkillRow> rows(int count, const QString &prefix = "skill")
{
    QList<service::SkillRow> rows;
    for (int i = 0; i < count; ++i) {
        const QString id = QStringLiteral("%1-%2").arg(prefix).arg(i, 5, 10, QChar(u'0'));
        service::SkillRow row{.entry = {.id = *skill::SkillId::parse(id)}};
        row.entry.name = id;
        row.entry.description = QStringLiteral("Number %1").arg(i);
        row.facts = {.skill = id, .origin = i % 2 ? changes::Origin::Review : changes::Origin::You};
        rows.append(row);
    }
    return rows;
}

class TestLibraryPane : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, {}); }

    void aSkillWrittenByAnotherProgramAppearsByItself()
    {
        test::HomeFixture home({{"documents/pdf-tables", test::skillText("pdf-tables")}});
        LibraryPane pane(*home.factory->library);
        pane.resize(320, 500);
        pane.show();
        auto *list = child<QListView>(pane, "libraryList");
        QTRY_COMPARE(list->model()->rowCount(), 1);
        home.write("release/notes", test::skillText("notes"));
        QTRY_COMPARE(list->model()->rowCount(), 2);
        const QModelIndex notes = list->model()->index(1, 0);
        QCOMPARE(notes.data(models::SkillModel::IdRole).toString(), "release/notes");
        QCOMPARE(notes.data(models::SkillModel::MarkRole).toInt(), int(models::SkillMark::New));
        QSignalSpy activated(&pane, &LibraryPane::skillActivated);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(notes).center());
        QCOMPARE(activated.value(0).value(0).toString(), "release/notes");
        QCOMPARE(list->model()->index(1, 0).data(models::SkillModel::MarkRole).toInt(),
                 int(models::SkillMark::None)); // seen
    }

    void aNewRowMovesNeitherSelectionNorScroll()
    {
        test::HomeFixture home;
        auto &library = *home.factory->library;
        LibraryPane pane(library);
        pane.resize(320, 500);
        pane.show();
        QTRY_VERIFY(home.rows->size() >= 2); // its own readings at start are over
        auto all = rows(5000, "many");
        Q_EMIT library.rowsChanged(all, {});
        auto *list = child<QListView>(pane, "libraryList");
        QTRY_COMPARE(list->model()->rowCount(), 5000);
        pane.select("many-02500");
        list->scrollTo(list->currentIndex(), QAbstractItemView::PositionAtCenter);
        const auto place = [&] { return list->visualRect(list->currentIndex()).top(); };
        const int before = place();
        QVERIFY(before > 0 && before < list->viewport()->height());
        Q_EMIT library.rowsChanged(rows(3, "a-new") + all, {.created = {"a-new-00000"}});
        QTRY_COMPARE(place(), before);
        QCOMPARE(pane.selected(), "many-02500");
        Q_EMIT library.rowsChanged(all, {.removed = {"a-new-00000"}});
        QTRY_COMPARE(place(), before);
    }

    void whatAFilterHidesIsSaidAndComesBack()
    {
        test::HomeFixture home;
        auto &library = *home.factory->library;
        LibraryPane pane(library);
        pane.resize(320, 500);
        pane.show();
        QTRY_VERIFY(home.rows->size() >= 2); // its own readings at start are over
        auto all = rows(10);
        all[9].entry.archived = true;
        Q_EMIT library.rowsChanged(all, {});
        auto *list = child<QListView>(pane, "libraryList");
        auto *hidden = child<QToolButton>(pane, "hiddenByFilter");
        QTRY_COMPARE(list->model()->rowCount(), 9); // the archived one is counted at its chip
        QVERIFY(!hidden->isVisible());
        QTRY_VERIFY(child<FilterChip>(pane, "chip-archived")->text().contains("1"));
        QTest::keyClicks(child<QLineEdit>(pane, "libraryFilter"), "number 7");
        QCOMPARE(list->model()->rowCount(), 1);
        QVERIFY(hidden->isVisible() && hidden->text().contains("8"));
        hidden->click();
        QCOMPARE(list->model()->rowCount(), 9);
        child<FilterChip>(pane, "chip-review")->click();
        QCOMPARE(list->model()->rowCount(), 4);
        pane.select("skill-00002"); // one that the filter hides: shown all the same
        QCOMPARE(pane.selected(), "skill-00002");
    }

    void anEmptyLibrarySaysWhatWillBeHere()
    {
        test::HomeFixture home;
        LibraryPane pane(*home.factory->library);
        pane.show();
        QTRY_VERIFY(!home.factory->library->isLoading());
        auto *empty = child<QWidget>(pane, "libraryEmpty");
        QTRY_VERIFY(empty->isVisible());
    }
};
QTEST_MAIN(TestLibraryPane)
#include "tst_librarypane.moc"
