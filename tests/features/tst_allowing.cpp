// SPDX-License-Identifier: MIT
//
// What a person allows for longer than once, as they live it: on the card, in the status bar, in the list, after a restart.
#include "openwindow.h"

#include "tools/terminal.h"
#include "ui/parts/theme.h"
#include "ui/settings/grantsdialog.h"

#include "../ui/pictures.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::test;

namespace {

QJsonObject command(const QString &text) { return {{u"command"_s, text}}; }

void press(QWidget &in, const char *button) { child<QPushButton>(in, button)->click(); }

/// The button of the list, as long as it is the only one of its kind.
QPushButton *only(const OpenWindow &it, const char *name)
{
    const auto found = it.window->findChildren<QPushButton *>(QLatin1StringView(name));
    return found.size() == 1 ? found.first() : nullptr;
}

QString status(const OpenWindow &it) { return child<QToolButton>(*it.window, "statusPermissions")->text(); }

} // namespace

class AllowingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp, {}); }
    void alwaysHoldsUntilItIsRevokedAndAfterARestart();
    void revokedElsewhereTheRunningTurnAndTheQueuedMessageAsk();
};

void AllowingTest::alwaysHoldsUntilItIsRevokedAndAfterARestart()
{
    if (tools::sandboxAvailable() == tools::Sandbox::Missing)
        QSKIP("without a sandbox every command asks");
    OpenWindow it;
    const Gate third;
    it.server.lane(u"turn"_s)
        .reply(call(u"terminal"_s, command(u"ls -l"_s)))
        .reply(call(u"terminal"_s, command(u"ls -a"_s)))
        .reply(waitFor(third).call(u"terminal"_s, command(u"ls"_s)))
        .reply(call(u"terminal"_s, command(u"ls; rm -f x"_s)))
        .reply(say(u"All looked at."_s));
    it.settings.learning.skillInterval = 0;
    it.open();
    QSignalSpy asked(it.factory->chats.get(), &service::ChatService::approvalRequested);
    QTRY_COMPARE(status(it), u"asks before writes"_s);

    // The card says what each answer covers.
    it.say(u"Look around."_s);
    QTRY_VERIFY(it.card(u"terminal"_s));
    {
        auto *card = it.card(u"terminal"_s);
        const QString always = child<QLabel>(*card, "alwaysScope")->text();
        QVERIFY2(always.contains(u"begin with “ls”"_s) && always.contains(it.workspace), qPrintable(always));
        QCOMPARE(child<QPushButton>(*card, "allowAlwaysButton")->accessibleDescription(), always);
        look(*it.window, u"allowing-card"_s);
        press(*card, "allowAlwaysButton");
    }
    // The second command asks nobody.
    QTRY_VERIFY(third.isReached());
    QCOMPARE(asked.size(), 1);
    QTRY_VERIFY2(status(it).startsWith(u"asks before writes · 1 command"_s), qPrintable(status(it)));

    // Revoked in the list while the turn runs: the third asks again. The list opens from the menu, the palette and the status bar.
    auto *action = it.window->findChild<QAction *>(u"grantsAction"_s);
    QVERIFY(action && it.window->actions().contains(action));
    action->trigger();
    child<QToolButton>(*it.window, "statusPermissions")->click();
    QCOMPARE(it.window->findChildren<ui::GrantsDialog *>().size(), 1);
    QTRY_VERIFY(only(it, "revokeGrantButton"));
    QVERIFY(only(it, "revokeGrantButton")->accessibleName().contains(u"“ls”"_s));
    QWidget *list = it.window->findChild<ui::GrantsDialog *>();
    look(*list, u"allowing-list"_s);
    only(it, "revokeGrantButton")->click();
    QTRY_VERIFY(only(it, "giveGrantButton"));
    QVERIFY(!only(it, "revokeGrantButton"));
    QTRY_COMPARE(status(it), u"asks before writes"_s);
    third.open();
    QTRY_VERIFY(it.card(u"terminal"_s));
    QCOMPARE(asked.size(), 2);

    // Given again there, the card that waits is still the person's to answer.
    only(it, "giveGrantButton")->click();
    QTRY_VERIFY(only(it, "revokeGrantButton"));
    press(*it.card(u"terminal"_s), "allowOnceButton");
    // A longer command that begins the same way is another one.
    QTRY_COMPARE(asked.size(), 3);
    QTRY_VERIFY(it.card(u"terminal"_s));
    QCOMPARE(it.card(u"terminal"_s)->request().command, u"ls; rm -f x"_s);
    QVERIFY(!it.card(u"terminal"_s)->findChild<QPushButton *>(u"allowAlwaysButton"_s));
    press(*it.card(u"terminal"_s), "denyButton");
    QTRY_VERIFY(!it.factory->chats->runningCount());

    // After a restart it still holds, in another chat of that folder as well.
    it.window.reset();
    it.factory.reset();
    it.server.lane(u"later"_s).reply(call(u"terminal"_s, command(u"ls -R"_s))).reply(say(u"Looked again."_s));
    it.open();
    QSignalSpy askedLater(it.factory->chats.get(), &service::ChatService::approvalRequested);
    QSignalSpy ended(it.factory->chats.get(), &service::ChatService::turnFinished);
    QTRY_VERIFY2(status(it).contains(u"1 command"_s), qPrintable(status(it)));
    it.window->chatPage().newChat();
    it.say(u"And once more."_s);
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(askedLater.size(), 0);
    QVERIFY2(it.server.unexpected().isEmpty(), qPrintable(it.server.unexpected().join(u'\n')));
    QCOMPARE(it.server.unserved(), QStringList());
}

void AllowingTest::revokedElsewhereTheRunningTurnAndTheQueuedMessageAsk()
{
    OpenWindow it;
    const Gate slow;
    const auto write = [](const QString &name) { return QJsonObject{{u"path"_s, name}, {u"content"_s, u"x\n"_s}}; };
    it.server.lane(u"first"_s, when::userSays(u"one"_s))
        .reply(call(u"write_file"_s, write(u"1.txt"_s)))
        .reply(waitFor(slow).call(u"write_file"_s, write(u"2.txt"_s)))
        .reply(say(u"Written."_s));
    it.server.lane(u"second"_s, when::userSays(u"three"_s)).reply(call(u"write_file"_s, write(u"3.txt"_s))).reply(say(u"Written, too."_s));
    it.settings.learning.skillInterval = 0;
    it.open();
    QSignalSpy asked(it.factory->chats.get(), &service::ChatService::approvalRequested);
    it.say(u"Write one and two."_s);
    QTRY_VERIFY(it.card(u"write_file"_s));
    press(*it.card(u"write_file"_s), "allowChatButton");
    QTRY_VERIFY(slow.isReached());
    QTRY_COMPARE(status(it), u"writes without asking"_s);
    it.say(u"And three."_s); // waits behind the turn
    // Another window of the same home revokes it: neither the turn that runs nor the message that waits may go on.
    const auto revoked = it.stores([](service::Stores &stores) {
        return stores.grants->all().and_then([&](const auto &all) { return stores.grants->revoke(all); });
    });
    QVERIFY(revoked);
    QTRY_COMPARE(status(it), u"asks before writes"_s);
    slow.open();
    QTRY_COMPARE(asked.size(), 2);
    QTRY_VERIFY(it.card(u"write_file"_s));
    QVERIFY(!QFile::exists(it.workspace + u"/2.txt"_s));
    press(*it.card(u"write_file"_s), "allowOnceButton");
    QTRY_COMPARE(asked.size(), 3);
    QTRY_VERIFY(it.card(u"write_file"_s));
    QCOMPARE(it.card(u"write_file"_s)->request().path, QFileInfo(it.workspace).canonicalFilePath() + u"/3.txt"_s);
    press(*it.card(u"write_file"_s), "denyButton");
    QTRY_VERIFY(!it.factory->chats->runningCount());
    QVERIFY(!QFile::exists(it.workspace + u"/3.txt"_s));
    QCOMPARE(it.server.unserved(), QStringList());
}

QTEST_MAIN(AllowingTest)
#include "tst_allowing.moc"
