// SPDX-License-Identifier: MIT
//
// A person syncs with a repository that a colleague filled: sees what comes before it comes, and is led to what waits.
#include "service/sync.h"
#include "ui/homefixture.h"
#include "ui/library/syncdialog.h"
#include "ui/parts/banner.h"
#include "ui/parts/diffview.h"
#include "ui/parts/theme.h"
#include "ui/pictures.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProcess>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::ui;

static QByteArray skillText(const QByteArray &name, const QByteArray &first)
{
    return "---\nname: " + name + "\ndescription: How " + name + " are read. Use when somebody sends one.\n---\n# " + name + "\n\n1. " + first + "\n";
}

class TestSyncDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/hsf sync page XXXXXX"_s);
        m_bare = m_folder->filePath(u"team.git"_s);
        QCOMPARE(QProcess::execute(u"git"_s, {u"init"_s, u"--bare"_s, u"-q"_s, u"-b"_s, u"main"_s, m_bare}), 0);
        // The colleague, who has synced before.
        SystemClock clock;
        const Home home = Home::under(m_folder->filePath(u"colleague"_s));
        const auto stores = service::Stores::open(home, {}, clock);
        QVERIFY(stores);
        for (const QByteArray &name : {QByteArray("tables"), QByteArray("letters")}) {
            const changes::Draft draft{{.origin = changes::Origin::You}, {}, {changes::CreateSkill{QString::fromLatin1(name), skillText(name, "Theirs.")}}};
            QVERIFY((*stores)->door->submit(draft));
        }
        const library::RemotePlace place{m_bare, u"main"_s};
        const auto plan = service::planSync(**stores, place);
        QVERIFY(plan);
        QVERIFY(service::carryOut(**stores, place, *plan));
    }

    void whatComesIsSeenThenTakenInAndOursIsSent()
    {
        test::HomeFixture home({{u"minutes"_s, skillText("minutes", "Mine.")}});
        SyncDialog dialog(*home.factory->sync, *home.factory->settings);
        dialog.show();
        auto *list = dialog.findChild<QListWidget *>(u"syncList"_s);
        auto *go = dialog.findChild<QPushButton *>(u"syncGo"_s);
        QVERIFY(!go->isEnabled());
        lookAt(dialog);
        QTRY_COMPARE(list->count(), 3);
        QCOMPARE(list->item(0)->text(), u"letters"_s);
        const auto *diff = dialog.findChild<DiffView *>();
        QCOMPARE(diff->files().first().after, skillText("letters", "Theirs."));
        QVERIFY(!home.has(u"letters"_s)); // a look changes nothing
        list->setCurrentRow(2);
        QVERIFY(!diff->isVisible());
        QVERIFY(std::ranges::any_of(dialog.findChildren<QLabel *>(), [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(list->item(2)->text() + u"” goes there"_s);
        }));
        hsf::test::look(dialog, u"sync-goes"_s);
        list->setCurrentRow(0);
        hsf::test::look(dialog, u"sync-look"_s);
        go->click();
        QTRY_VERIFY(home.has(u"letters"_s) && home.has(u"tables"_s));
        QTRY_VERIFY(dialog.findChild<QLabel *>(u"syncSummary"_s)->text().contains(u"yours were sent"_s));
        QCOMPARE(home.read(u"letters"_s), skillText("letters", "Theirs."));
        QCOMPARE(home.factory->settings->settings().syncRemote, m_bare);
        lookAt(dialog);
        QTRY_VERIFY(dialog.findChild<QLabel *>(u"syncSummary"_s)->text().contains(u"alike"_s));
        QVERIFY(!go->isEnabled());
    }

    void whatBothHaveOtherwiseWaitsAndTheDialogLeadsThere()
    {
        test::HomeFixture home({{u"tables"_s, skillText("tables", "Mine.")}});
        SyncDialog dialog(*home.factory->sync, *home.factory->settings);
        QSignalSpy wanted(&dialog, &SyncDialog::changesRequested);
        dialog.show();
        lookAt(dialog);
        auto *go = dialog.findChild<QPushButton *>(u"syncGo"_s);
        QTRY_VERIFY(go->isEnabled());
        go->click();
        auto *banner = dialog.findChild<Banner *>();
        QTRY_VERIFY2(banner->text().contains(u"wait for you"_s), qPrintable(banner->text()));
        hsf::test::look(dialog, u"sync-waits"_s);
        QCOMPARE(home.read(u"tables"_s), skillText("tables", "Mine."));
        QVERIFY(!banner->actions().isEmpty());
        banner->actions().first()->trigger();
        QCOMPARE(wanted.count(), 1);
    }

    void anAddressThatLeadsNowhereIsNamed()
    {
        test::HomeFixture home;
        SyncDialog dialog(*home.factory->sync, *home.factory->settings);
        dialog.show();
        lookAt(dialog, m_folder->filePath(u"nothing here.git"_s));
        auto *banner = dialog.findChild<Banner *>();
        QTRY_VERIFY2(banner->text().contains(u"nothing here.git"_s), qPrintable(banner->text()));
        QVERIFY(!dialog.findChild<QPushButton *>(u"syncGo"_s)->isEnabled());
    }

private:
    void lookAt(SyncDialog &dialog, const QString &url = {}) const
    {
        auto *field = dialog.findChild<QLineEdit *>(u"syncUrl"_s);
        field->clear();
        QTest::keyClicks(field, url.isEmpty() ? m_bare : url);
        dialog.findChild<QPushButton *>(u"syncLook"_s)->click();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_bare;
};

QTEST_MAIN(TestSyncDialog)
#include "tst_syncdialog.moc"
