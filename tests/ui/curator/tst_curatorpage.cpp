// SPDX-License-Identifier: MIT
#include "ui/curator/curatorpage.h"
#include "ui/parts/banner.h"
#include "ui/parts/diffview.h"
#include "ui/parts/pagehead.h"
#include "ui/parts/theme.h"

#include "../homefixture.h"
#include "../pictures.h"

#include <QApplication>
#include <QDialog>
#include <QListView>
#include <QPushButton>
#include <QTabWidget>
#include <QTreeView>

using namespace hsf;
using namespace hsf::ui;
using hsf::test::child;
using hsf::test::look;

class TestCuratorPage : public QObject
{
    Q_OBJECT
    struct Page {
        explicit Page(const QMap<QString, QByteArray> &skills = {})
            : home(skills)
            , widget(*home.factory->curator, *home.factory->library)
        {
            widget.resize(1100, 700);
            widget.show();
        }
        QTreeView &table() { return *child<QTreeView>(widget, "proposalsTable"); }
        Banner &banner() { return *child<Banner>(widget, "banner"); }
        QPushButton &button(const char *name) { return *child<QPushButton>(widget, name); }
        test::HomeFixture home;
        CuratorPage widget;
    };
    static QList<curator::Proposal> proposals(int count)
    {
        QList<curator::Proposal> list;
        for (int i = 0; i < count; ++i)
            list.append({.id = *ProposalId::parse(QStringLiteral("p%1").arg(i)),
                         .skill = QStringLiteral("skill-%1").arg(i),
                         .from = changes::Stage::Active,
                         .to = changes::Stage::Stale,
                         .reason = "Unused for 31 days.",
                         .state = "waiting"});
        return list;
    }
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, {}); }

    void aDryRunSaysThatItWroteNothing()
    {
        Page page({{"notes", test::skillText("notes")}});
        QTRY_VERIFY(page.home.has("notes"));
        QSignalSpy reports(page.home.factory->curator.get(), &service::CuratorService::reportReady);
        page.button("dryRunButton").click();
        QTRY_COMPARE(reports.size(), 1);
        QVERIFY(page.banner().isVisible());
        QVERIFY(page.banner().text().contains("nothing was written"));
        QCOMPARE(page.table().model()->rowCount(), 0);
        QTRY_VERIFY(page.button("runNowButton").isEnabled());
    }
    void proposalsAreChosenInBulk()
    {
        Page page;
        QSignalSpy first(page.home.factory->curator.get(), &service::CuratorService::proposalsChanged);
        QTRY_VERIFY(first.size() >= 1);
        Q_EMIT page.home.factory->curator->proposalsChanged(
            proposals(400), {{.skill = "skill-1", .verdict = "keep", .reason = "still true"}});
        QCOMPARE(page.table().model()->rowCount(), 400);
        QVERIFY(!page.button("approveButton").isEnabled());
        page.table().setCurrentIndex(page.table().model()->index(0, 0));
        QVERIFY(page.button("approveButton").isEnabled());
        page.table().selectAll();
        QCOMPARE(page.button("approveButton").text(), "Approve 400");
        QCOMPARE(page.button("rejectButton").text(), "Reject 400");
    }
    void workingIsShownAndCanBeStopped()
    {
        Page page;
        QSignalSpy first(page.home.factory->curator.get(), &service::CuratorService::statusChanged);
        QTRY_VERIFY(first.size() >= 1);
        Q_EMIT page.home.factory->curator->statusChanged({.running = true, .managed = 3});
        QVERIFY(page.button("curatorCancelButton").isVisible());
        QVERIFY(!page.button("runNowButton").isEnabled());
        Q_EMIT page.home.factory->curator->statusChanged({.paused = true, .managed = 3});
        QVERIFY(!page.button("curatorCancelButton").isVisible());
        QVERIFY(page.widget.findChild<PageHead *>()->status().contains("Paused"));
    }
    void skillsThatOverlapAreOpenedBesideEachOther()
    {
        const QByteArray steps = "# Steps\n\n1. Open the workbook and read every row of the table into memory at once.\n"
                                 "2. Write the totals below the last row, in bold, and save the workbook again.\n";
        Page page({{"sheets", test::skillText("sheets", steps)},
                   {"tables", test::skillText("tables", steps + "3. Close it.\n")},
                   {"weather", test::skillText("weather", "# Steps\n\nLook out of the window.\n", "Tells the weather.")}});
        QTRY_VERIFY(page.home.has("tables"));
        auto *table = child<QTreeView>(page.widget, "overlapsTable");
        QCOMPARE(table->model()->rowCount(), 0);
        page.button("runNowButton").click();
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QTRY_VERIFY2(page.banner().text().contains("see Overlaps"), qPrintable(page.banner().text())); // the table may be quicker
        const QString spoken = table->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.contains("sheets and tables: the same content to"), qPrintable(spoken));
        QCOMPARE(child<QTabWidget>(page.widget, "curatorTabs")->tabText(2), "Overlaps (1)");

        QVERIFY(!page.button("openPairButton").isEnabled());
        child<QTabWidget>(page.widget, "curatorTabs")->setCurrentIndex(2);
        table->setCurrentIndex(table->model()->index(0, 0));
        page.button("openPairButton").click();
        QDialog *dialog = nullptr;
        QTRY_VERIFY((dialog = page.widget.findChild<QDialog *>("pairDialog")));
        look(page.widget, QStringLiteral("overlaps"));
        look(*dialog, QStringLiteral("pair"));
        const auto *diff = dialog->findChild<DiffView *>();
        QVERIFY(diff->isSideBySide());
        QCOMPARE(diff->files().first().before, page.home.read("sheets"));
        QCOMPARE(diff->files().first().after, page.home.read("tables"));
        QSignalSpy asked(&page.widget, &CuratorPage::skillRequested);
        child<QPushButton>(*dialog, "editSecondButton")->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().toString(), "tables");

        page.button("leaveApartButton").click();
        QTRY_COMPARE(table->model()->rowCount(), 0);
        QTRY_VERIFY(page.button("runNowButton").isEnabled());
        QSignalSpy told(page.home.factory->curator.get(), &service::CuratorService::overlapsChanged);
        page.button("runNowButton").click(); // the word holds
        QTRY_VERIFY(told.size() >= 2); // when the run begins, and when it is done
        QTRY_VERIFY(page.button("runNowButton").isEnabled());
        QCOMPARE(table->model()->rowCount(), 0);
    }
    void anArchivedSkillComesBackByteForByte()
    {
        const QByteArray text = test::skillText("notes", "exact \r\n bytes");
        Page page({{"release/notes", text}});
        QTRY_VERIFY(page.home.has("release/notes"));
        page.home.factory->library->archive("release/notes");
        auto *archived = child<QListView>(page.widget, "archivedList");
        QTRY_COMPARE(archived->model()->rowCount(), 1);
        QVERIFY(!QFile::exists(page.home.fileOf("release/notes")));
        archived->setCurrentIndex(archived->model()->index(0, 0));
        page.button("restoreButton").click();
        QTRY_COMPARE(page.home.read("release/notes"), text);
        QTRY_COMPARE(archived->model()->rowCount(), 0);
    }
};
QTEST_MAIN(TestCuratorPage)
#include "tst_curatorpage.moc"
