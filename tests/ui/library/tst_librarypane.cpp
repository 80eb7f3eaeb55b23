// SPDX-License-Identifier: MIT
#include "ui/library/librarypane.h"
#include "ui/parts/chips.h"
#include "ui/parts/theme.h"

#include "../homefixture.h"
#include "../pictures.h"

#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QScrollBar>
#include <QToolButton>

using namespace hsf;
using namespace hsf::ui;
using hsf::test::child;
using hsf::test::look;

/// Rows as the service would announce them: the pane is told by the signal alone.
static QList<service::SkillRow> rows(int count, const QString &prefix = "skill")
{
    QList<service::SkillRow> rows;
    for (int i = 0; i < count; ++i) {
        const QString id = QStringLiteral("%1-%2").arg(prefix).arg(i, 5, 10, QChar(u'0'));
        service::SkillRow row{.entry = {.id = *skill::SkillId::parse(id)}};
        row.entry.name = id;
        row.entry.folder = QStringLiteral("/library/") + id;
        row.entry.description = QStringLiteral("Number %1").arg(i);
        row.facts = {.skill = id, .origin = i % 2 ? changes::Origin::Review : changes::Origin::You};
        rows.append(row);
    }
    return rows;
}

/// As a person reads it: categories in brackets, with their number.
static QStringList drawing(const QListView &list)
{
    QStringList lines;
    for (int row = 0; row < list.model()->rowCount(); ++row) {
        const QModelIndex at = list.model()->index(row, 0);
        lines.append(at.data(models::SkillList::IsGroupRole).toBool()
                         ? QStringLiteral("[%1 %2]").arg(at.data().toString()).arg(at.data(models::SkillList::GroupCountRole).toInt())
                         : at.data(models::SkillModel::IdRole).toString());
    }
    return lines;
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
        QTRY_COMPARE(drawing(*list), QStringList({"[documents 1]", "documents/pdf-tables"}));
        home.write("release/notes", test::skillText("notes"));
        QTRY_COMPARE(drawing(*list), QStringList({"[documents 1]", "documents/pdf-tables", "[release 1]", "release/notes"}));
        const auto notes = [&] { return list->model()->index(3, 0); };
        QCOMPARE(notes().data(models::SkillModel::MarkRole).toInt(), int(models::SkillMark::New));
        QSignalSpy activated(&pane, &LibraryPane::skillActivated);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(notes()).center());
        QCOMPARE(activated.value(0).value(0).toString(), "release/notes");
        QCOMPARE(notes().data(models::SkillModel::MarkRole).toInt(), int(models::SkillMark::None)); // seen
    }

    void aCategoryClosesAndOpensByKeyAndMouse()
    {
        test::HomeFixture home({{"documents/pdf", test::skillText("pdf")}, {"documents/text", test::skillText("text")}, {"alone", test::skillText("alone")}});
        home.write("documents", "---\ndescription: Papers of all kinds\n---\n", "DESCRIPTION.md");
        LibraryPane pane(*home.factory->library);
        pane.resize(320, 500);
        pane.show();
        auto *list = child<QListView>(pane, "libraryList");
        QTRY_COMPARE(drawing(*list), QStringList({"alone", "[documents 2]", "documents/pdf", "documents/text"}));
        QTRY_COMPARE(list->model()->index(1, 0).data(models::SkillModel::DescriptionRole).toString(), "Papers of all kinds");
        look(pane, QStringLiteral("categories"));
        list->setCurrentIndex(list->model()->index(1, 0));
        QTest::keyClick(list, Qt::Key_Left);
        QCOMPARE(drawing(*list), QStringList({"alone", "[documents 2]"}));
        QVERIFY(!child<QToolButton>(pane, "hiddenByFilter")->isVisible()); // the number stands there
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, 0)).center());
        QCOMPARE(list->model()->rowCount(), 4);
        QTest::keyClick(list, Qt::Key_Left);
        pane.select("documents/text"); // it opens for what is asked for
        QCOMPARE(pane.selected(), "documents/text");
    }

    void aSearchFindsBodiesAndShowsWhere()
    {
        test::HomeFixture home({{"documents/pdf", test::skillText("pdf", "# Steps\n\nUse the lattice flag of tabula.\n")},
                                {"release/notes", test::skillText("notes")},
                                {"tabula", test::skillText("tabula")}});
        LibraryPane pane(*home.factory->library);
        pane.resize(320, 500);
        pane.show();
        auto *list = child<QListView>(pane, "libraryList");
        QTRY_COMPARE(list->model()->rowCount(), 5);
        QTest::keyClicks(child<QLineEdit>(pane, "libraryFilter"), "tabul");
        QTRY_COMPARE(drawing(*list), QStringList({"tabula", "documents/pdf"})); // a name before a body, no categories
        const QModelIndex pdf = list->model()->index(1, 0);
        QCOMPARE(pdf.data(models::SkillList::SnippetRole).toString(), "Use the lattice flag of tabula.");
        auto *hidden = child<QToolButton>(pane, "hiddenByFilter");
        QVERIFY(hidden->isVisible() && hidden->text().contains("1"));
        look(pane, QStringLiteral("search"));
        home.write("late", test::skillText("late", "A tabulator.\n"));
        QTRY_COMPARE(list->model()->rowCount(), 3); // what is new is found as well
        hidden->click();
        QTRY_COMPARE(list->model()->rowCount(), 6);
    }

    void aFilterIsSavedUnderANameAndUsedAgain()
    {
        test::HomeFixture home({{"a", "---\nname: a\ndescription: d\ntags: [office, pdf]\n---\n"}, {"b", test::skillText("b")}});
        auto &library = *home.factory->library;
        LibraryPane pane(library);
        pane.resize(320, 500);
        pane.show();
        auto *list = child<QListView>(pane, "libraryList");
        QTRY_COMPARE(list->model()->rowCount(), 2);
        library.saveFilter("Office work", "tag:office");
        auto *menu = child<QMenu>(pane, "filterMenu");
        Q_EMIT menu->aboutToShow();
        const auto named = [menu](const QString &name) {
            const auto actions = menu->actions();
            return *std::ranges::find(actions, name, &QAction::text);
        };
        named("Office work")->trigger();
        QCOMPARE(drawing(*list), QStringList({"a"}));
        auto *chip = child<FilterChip>(pane, "chip-chosen");
        QVERIFY(chip->isVisible() && chip->text().contains("office"));
        QVERIFY(child<QToolButton>(pane, "hiddenByFilter")->isVisible());
        look(pane, QStringLiteral("filter"));
        chip->click();
        QCOMPARE(list->model()->rowCount(), 2);
        QCOMPARE(home.factory->settings->settings().savedFilters, (QMap<QString, QString>{{"Office work", "tag:office"}}));
    }

    void aSourceIsShownReadOnlyAndTakenOffAgain()
    {
        test::HomeFixture home({{"mine", test::skillText("mine")}});
        QTemporaryDir other;
        QDir(other.path()).mkpath("theirs");
        QFile file(other.filePath("theirs/SKILL.md"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(test::skillText("theirs"));
        file.close();
        auto &library = *home.factory->library;
        LibraryPane pane(library);
        pane.show();
        auto *list = child<QListView>(pane, "libraryList");
        QTRY_COMPARE(list->model()->rowCount(), 1);
        library.addSource(other.path());
        const QString name = QFileInfo(other.path()).fileName();
        QTRY_COMPARE(drawing(*list), QStringList({"mine", "[" + name + " 1]", "theirs"}));
        look(pane, QStringLiteral("source"));
        library.removeSource(other.path());
        QTRY_COMPARE(drawing(*list), QStringList({"mine"}));
        QVERIFY(QFile::exists(other.filePath("theirs/SKILL.md")));
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
        child<FilterChip>(pane, "chip-review")->click();
        QCOMPARE(list->model()->rowCount(), 4);
        QVERIFY(hidden->isVisible() && hidden->text().contains("5"));
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
        look(pane, QStringLiteral("empty"));
    }
};
QTEST_MAIN(TestLibraryPane)
#include "tst_librarypane.moc"
