// SPDX-License-Identifier: MIT
//
// The list of what is allowed: told in words, revoked by a key, given again, all at once after a look.
#include "ui/settings/grantsdialog.h"
#include "ui/settings/grantsview.h"
#include "ui/settings/settingspage.h"
#include "ui/parts/banner.h"
#include "ui/parts/emptystate.h"

#include "../homefixture.h"
#include "../pictures.h"

#include <QAction>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTabWidget>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::ui;
using hsf::test::child;
using tools::Grant;
using tools::Grants;

namespace {

const QString folder = u"/home/ada/monthly report"_s;

struct List {
    List()
    {
        auto made = home.factory->bench->io([](service::Stores &stores) -> Result<SessionId> {
            const auto session = stores.journal->createSession(folder);
            return stores.journal->setTitle(session->id, u"The sums of March"_s).transform([&] { return session->id; });
        });
        made.waitForFinished();
        chat = *made.result();
        home.factory->grants->lookAt(chat, folder);
        dialog.show();
    }
    void give(const QList<Grant> &grants, Grants::Scope scope, std::optional<SessionId> in = {})
    {
        auto given = home.factory->bench->io([=, chat = in.value_or(chat)](service::Stores &stores) { return stores.grants->give(grants, scope, chat); });
        given.waitForFinished();
        QVERIFY(given.result());
    }
    /// As a screen reader says them, from the top.
    QStringList names() const
    {
        QStringList all;
        for (const QWidget *row : dialog.findChildren<QFrame *>(u"grantRow"_s))
            all.append(row->accessibleName());
        return all;
    }
    QStringList words() const
    {
        QStringList all;
        for (const QLabel *label : dialog.findChildren<QLabel *>())
            if (label->isVisibleTo(&dialog))
                all.append(label->text());
        return all;
    }
    QList<QPushButton *> buttons(const char *name) const { return dialog.findChildren<QPushButton *>(QLatin1StringView(name)); }
    int held() const { return int(home.factory->grants->grants().size()); }

    test::HomeFixture home;
    SessionId chat = SessionId::fresh();
    GrantsDialog dialog{*home.factory->grants};
};

const Grant files{Grant::Kind::Write, folder, {}};
const Grant status{Grant::Kind::Begins, folder, u"git status"_s};
const Grant tests{Grant::Kind::Exactly, folder, u"make test"_s};
const Grant reports{Grant::Kind::Like, folder, u"python3 report.py"_s};

} // namespace

class TestGrantsView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, {}); }

    void nothingAllowedSaysWhatWillStandHere()
    {
        List list;
        QTRY_VERIFY(list.dialog.findChild<EmptyState *>());
        QVERIFY(list.words().contains(u"Every write and every command asks"_s));
        QVERIFY(!child<QPushButton>(list.dialog, "revokeAllButton")->isVisible());
        test::look(list.dialog, u"grants-none"_s);
    }

    void whatIsAllowedIsToldByWhereItHolds()
    {
        List list;
        list.give({files}, Grants::Scope::Chat);
        list.give({status, tests}, Grants::Scope::Always);
        list.give({reports}, Grants::Scope::Chat, SessionId::fresh());
        QTRY_COMPARE(list.held(), 4);
        QTRY_COMPARE(list.names().size(), 4);
        QCOMPARE(list.names().first(), u"Write files in "_s + folder);
        QVERIFY(list.names().contains(u"Run commands that begin with “git status” in "_s + folder));
        QVERIFY(list.names().contains(u"Run exactly “make test” in "_s + folder));
        QCOMPARE(list.names().last(), u"Run commands like “python3 report.py” in "_s + folder);
        const QString all = list.words().join(u'\n');
        QVERIFY(all.contains(u"In this chat"_s) && all.contains(u"Always"_s) && all.contains(u"In other chats"_s));
        QVERIFY2(all.contains(u"in “The sums of March”"_s), qPrintable(all));
        list.dialog.resize(680, 640);
        test::look(list.dialog, u"grants-list"_s);
    }

    void oneIsRevokedAndGivenAgainWithTheKeyboard()
    {
        List list;
        list.give({files, status}, Grants::Scope::Always);
        QTRY_COMPARE(list.buttons("revokeGrantButton").size(), 2);
        QVERIFY(QTest::qWaitForWindowActive(&list.dialog));
        QPushButton *first = list.buttons("revokeGrantButton").first();
        const QString name = first->accessibleName();
        first->setFocus();
        QTest::keyClick(first, Qt::Key_Space);
        QTRY_COMPARE(list.buttons("giveGrantButton").size(), 1);
        QTRY_COMPARE(list.held(), 1);
        QVERIFY(list.words().contains(u"Revoked: it asks again"_s));
        // Where it was, with the focus on it: one key takes it back.
        QPushButton *again = list.buttons("giveGrantButton").first();
        QCOMPARE(again->accessibleName().section(u": "_s, 1), name.section(u": "_s, 1));
        QTRY_VERIFY(again->hasFocus());
        test::look(list.dialog, u"grants-revoked"_s);
        QTest::keyClick(again, Qt::Key_Space);
        QTRY_COMPARE(list.buttons("revokeGrantButton").size(), 2);
        QTRY_COMPARE(list.held(), 2);
        // The next time it is looked at, what is revoked is gone.
        QTest::keyClick(list.buttons("revokeGrantButton").first(), Qt::Key_Space);
        QTRY_COMPARE(list.buttons("giveGrantButton").size(), 1);
        list.dialog.hide();
        list.dialog.show();
        QTRY_COMPARE(list.buttons("giveGrantButton").size(), 0);
        QTRY_COMPARE(list.names().size(), 1);
    }

    void allAreRevokedAfterALookAndGivenAgain()
    {
        List list;
        list.give({files}, Grants::Scope::Chat);
        list.give({status, tests}, Grants::Scope::Always);
        QTRY_COMPARE(list.names().size(), 3);
        const auto ask = [&] {
            child<QPushButton>(list.dialog, "revokeAllButton")->click();
            auto *preview = list.dialog.findChild<QDialog *>(u"revokeDialog"_s);
            QVERIFY(preview);
            QCOMPARE(child<QListWidget>(*preview, "revokedList")->count(), 3);
            test::look(*preview, u"grants-preview"_s);
        };
        ask();
        QTest::keyClick(list.dialog.findChild<QDialog *>(u"revokeDialog"_s), Qt::Key_Return); // Enter keeps them
        QTRY_VERIFY(!list.dialog.findChild<QDialog *>(u"revokeDialog"_s));
        QCOMPARE(list.held(), 3);
        ask();
        child<QPushButton>(*list.dialog.findChild<QDialog *>(u"revokeDialog"_s), "revokeAllNowButton")->click();
        QTRY_COMPARE(list.held(), 0);
        QTRY_COMPARE(list.buttons("giveGrantButton").size(), 3);
        auto *banner = child<Banner>(list.dialog, "banner");
        QTRY_VERIFY(banner->isVisible() && banner->text().startsWith(u"3 "_s));
        test::look(list.dialog, u"grants-all-revoked"_s);
        banner->actions().first()->trigger();
        QTRY_COMPARE(list.held(), 3);
        QTRY_COMPARE(list.buttons("revokeGrantButton").size(), 3);
    }

    void theSettingsHoldTheSameList()
    {
        List list;
        list.give({files, status}, Grants::Scope::Always);
        SettingsPage page(*list.home.factory);
        page.resize(980, 620);
        auto *tabs = child<QTabWidget>(page, "settingsTabs");
        int tab = 0;
        while (tab < tabs->count() && tabs->tabText(tab) != u"Permissions")
            ++tab;
        QVERIFY(tab < tabs->count());
        tabs->setCurrentIndex(tab);
        page.show();
        QTRY_COMPARE(page.findChildren<QPushButton *>(u"revokeGrantButton"_s).size(), 2);
        test::look(page, u"grants-settings"_s);
        QTRY_COMPARE(list.names().size(), 2);
        page.findChildren<QPushButton *>(u"revokeGrantButton"_s).first()->click();
        QTRY_COMPARE(list.names().size(), 1); // the other list follows
    }

    void theStatusBarSaysHowThingsStand_data()
    {
        QTest::addColumn<service::Standing>("standing");
        QTest::addColumn<QString>("words");
        QTest::newRow("asks") << service::Standing{} << u"asks before writes"_s;
        QTest::newRow("writes") << service::Standing{.writes = true} << u"writes without asking"_s;
        QTest::newRow("no sandbox") << service::Standing{.commands = 2, .sandboxed = false} << u"asks before writes · no sandbox: every command asks"_s;
    }
    void theStatusBarSaysHowThingsStand()
    {
        QFETCH(const service::Standing, standing);
        QTEST(standingWords(standing), "words");
    }
};

QTEST_MAIN(TestGrantsView)
#include "tst_grantsview.moc"
