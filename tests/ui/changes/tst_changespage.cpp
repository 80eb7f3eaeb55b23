// SPDX-License-Identifier: MIT
#include "ui/changes/changespage.h"
#include "ui/changes/lastchangepane.h"
#include "ui/changes/setview.h"
#include "ui/parts/banner.h"
#include "ui/parts/diffview.h"
#include "ui/parts/theme.h"

#include "../homefixture.h"

#include <QApplication>
#include <QLabel>
#include <QListView>
#include <QPushButton>

using namespace hsf;
using namespace hsf::ui;
using hsf::test::child;

namespace {

const QByteArray before = test::skillText("notes", "one\ntwo\nthree\nfour\nfive\n");

struct Page {
    Page()
        : home({{"notes", before}})
        , widget(*home.factory->changes)
        , pane(*home.factory->changes)
    {
        widget.resize(1100, 700);
        widget.show();
        widget.activateWindow();
        QTest::qWaitForWindowActive(&widget);
        QTRY_VERIFY(home.has("notes"));
        // The first look at the disk records what was there as a set of its own.
        QTRY_VERIFY(list("decidedList").model()->rowCount() > 0);
    }
    /// An agent wants to change a skill of yours: that waits.
    changes::ChangeSet hold(const QByteArray &from, const QByteArray &to)
    {
        changes::Author author{.origin = changes::Origin::Agent,
                               .session = SessionId::parse("s1").value(),
                               .evidence = {{9, "four it is"}}};
        const auto set
            = home.submit({author, "Sharpen the notes", {changes::PatchFile{"notes", "SKILL.md", from, to}}});
        if (!set)
            qFatal("%s", qPrintable(set.error().message));
        return *set;
    }
    QListView &list(const char *name) { return *child<QListView>(widget, name); }
    QPushButton &button(const char *name) { return *child<QPushButton>(*child<SetView>(widget, "setView"), name); }
    DiffView &diff() { return child<SetView>(widget, "setView")->diff(); }
    QString state() { return child<QLabel>(*child<SetView>(widget, "setView"), "setState")->text(); }
    test::HomeFixture home;
    ChangesPage widget;
    LastChangePane pane;
};

} // namespace

class TestChangesPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, {}); }

    void whatIsSeenIsWhatAcceptWrites()
    {
        Page page;
        const auto set = page.hold("one\ntwo\nthree\nfour\n", "ONE\ntwo\nthree\nFOUR\n");
        QCOMPARE(set.state, changes::State::Held);
        QTRY_COMPARE(page.list("heldList").model()->rowCount(), 1);
        QTRY_VERIFY(page.button("acceptButton").isVisible());
        const QByteArray seen = diff::newBytes(page.diff().rows("skills/notes/SKILL.md"));
        QCOMPARE(diff::oldBytes(page.diff().rows("skills/notes/SKILL.md")), page.home.read("notes"));
        QVERIFY(child<QLabel>(page.widget, "setEvidence")->text().contains("four it is"));
        page.button("acceptButton").click();
        QTRY_COMPARE(page.home.read("notes"), seen);
        QTRY_COMPARE(page.list("heldList").model()->rowCount(), 0);
        page.widget.showSet(set.id);
        QTRY_VERIFY(page.button("undoButton").isVisible());
        page.button("undoButton").click();
        QTRY_COMPARE(page.home.read("notes"), before);
    }
    void onlyTickedChangesAreWritten()
    {
        Page page;
        page.hold("one\ntwo\nthree\nfour\n", "ONE\ntwo\nthree\nFOUR\n");
        QTRY_VERIFY(page.button("acceptChosenButton").isVisible());
        QVERIFY(!page.button("acceptChosenButton").isEnabled());
        page.diff().nextHunk();
        QTest::keyClick(page.diff().canvas(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(page.button("acceptChosenButton").text(), "Accept 1 of 2");
        page.button("acceptChosenButton").click();
        QByteArray after = before;
        QTRY_COMPARE(page.home.read("notes"), after.replace("four", "FOUR"));
        QTRY_COMPARE(page.list("heldList").model()->rowCount(), 0);
    }
    void rejectingLeavesTheSkillAlone()
    {
        Page page;
        const auto set = page.hold("one", "ONE");
        QTRY_VERIFY(page.button("rejectButton").isVisible());
        page.button("rejectButton").click();
        QTRY_COMPARE(page.list("heldList").model()->rowCount(), 0);
        QCOMPARE(page.home.read("notes"), before);
        page.widget.showSet(set.id);
        QTRY_COMPARE(page.state(), "rejected");
        QVERIFY(!page.button("acceptButton").isVisible());
    }
    void allOfItByKey()
    {
        Page page;
        page.hold("one", "ONE");
        QTRY_VERIFY(page.button("acceptButton").isVisible());
        QTest::keyClick(page.diff().canvas(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QByteArray after = before;
        QTRY_COMPARE(page.home.read("notes"), after.replace("one", "ONE"));
    }
    void theNextOneThatWaitsIsShown()
    {
        Page page;
        page.hold("one", "ONE");
        page.hold("two", "TWO");
        page.hold("three", "THREE");
        QTRY_COMPARE(page.list("heldList").model()->rowCount(), 3);
        page.button("rejectButton").click();
        QTRY_COMPARE(page.list("heldList").model()->rowCount(), 2);
        QTRY_COMPARE(page.state(), "waiting");
        QVERIFY(page.button("acceptButton").isVisible() && page.button("acceptButton").isEnabled());
    }
    void aConflictIsSaidAndNothingIsLost()
    {
        Page page;
        const auto set = page.hold("one", "ONE");
        QTRY_COMPARE(page.list("heldList").model()->rowCount(), 1);
        QByteArray mine = before;
        mine.replace("one", "eins");
        page.home.write("notes", mine);
        QTRY_VERIFY(page.button("acceptButton").isVisible());
        page.button("acceptButton").click();
        const auto told = [&] {
            const auto banners = page.widget.findChildren<Banner *>();
            return std::ranges::any_of(
                banners, [](const Banner *banner) { return banner->isVisible() && !banner->text().isEmpty(); });
        };
        QTRY_VERIFY(told());
        QCOMPARE(page.home.read("notes"), mine);
    }
    void theLastChangeIsBesideTheChat()
    {
        Page page;
        page.pane.resize(400, 500);
        page.pane.show();
        const auto set = page.hold("one", "ONE");
        QTRY_VERIFY(page.pane.shown() == set.id);
        QSignalSpy asked(&page.pane, &LastChangePane::messageRequested);
        auto *evidence = child<QLabel>(page.pane, "setEvidence");
        QVERIFY(evidence->isVisible());
        Q_EMIT evidence->linkActivated("9");
        QCOMPARE(asked.value(0).value(1).toLongLong(), 9);
        child<QPushButton>(page.pane, "acceptButton")->click();
        auto *undo = child<QPushButton>(page.pane, "undoButton");
        QTRY_VERIFY(undo->isVisible());
        undo->click();
        QTRY_COMPARE(page.home.read("notes"), before);
    }
};
QTEST_MAIN(TestChangesPage)
#include "tst_changespage.moc"
