// SPDX-License-Identifier: MIT
//
// The dialogs around the library: what an agent sees, where skills come from, where the library lies. Nothing is written before a
// person says so.
#include "base/translations.h"
#include "ui/library/cataloguedialog.h"
#include "ui/library/placedialog.h"
#include "ui/library/sourcesdialog.h"
#include "ui/parts/theme.h"

#include "../homefixture.h"
#include "../pictures.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>

using namespace hsf;
using namespace hsf::ui;
using hsf::test::child;
using hsf::test::look;

class TestLibraryDialogs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qApp, {});
        installTranslations(*qApp); // its plurals are part of what a person reads
    }

    void theCatalogueFollowsTheFirstWords()
    {
        test::HomeFixture home({{"walrus", test::skillText("walrus")}, {"heron", test::skillText("heron")}});
        QTRY_COMPARE(home.factory->library->rows().size(), 2);
        CatalogueDialog dialog(*home.factory->library, std::nullopt, nullptr);
        dialog.show();
        auto *text = child<QPlainTextEdit>(dialog, "catalogueText");
        QTRY_VERIFY(text->toPlainText().startsWith("<available_skills>"));
        QTest::keyClicks(child<QLineEdit>(dialog, "catalogueOpening"), "a walrus is ill");
        QTRY_VERIFY(text->toPlainText().indexOf("<name>walrus") < text->toPlainText().indexOf("<name>heron"));
        QVERIFY(child<QPlainTextEdit>(dialog, "cataloguePrompt")->toPlainText().contains(text->toPlainText().trimmed()));
        auto *meter = child<QProgressBar>(dialog, "catalogueMeter");
        QVERIFY(meter->value() > 0 && meter->value() <= meter->maximum());
        QVERIFY(child<QLabel>(dialog, "catalogueWords")->text().contains("2 skills"));
        QVERIFY(!child<QPushButton>(dialog, "useNow")->isEnabled()); // no chat is open
        look(dialog, QStringLiteral("catalogue"));
    }

    void anOpenChatTakesTheSkillsAsTheyAreNow()
    {
        test::HomeFixture home({{"walrus", test::skillText("walrus")}});
        auto made = home.factory->bench->io([](service::Stores &stores) -> Result<journal::Session> {
            auto session = stores.journal->createSession(QStringLiteral("/tmp"));
            if (const auto frozen = stores.journal->freeze(session->id, QStringLiteral("old words"), {}); !frozen)
                return std::unexpected(frozen.error());
            return session;
        });
        made.waitForFinished();
        const SessionId chat = made.result()->id;
        CatalogueDialog dialog(*home.factory->library, chat, nullptr);
        dialog.show();
        QSignalSpy renewed(home.factory->library.get(), &service::LibraryService::catalogueRenewed);
        child<QPushButton>(dialog, "useNow")->click();
        QTRY_COMPARE(renewed.size(), 1);
        auto read = home.factory->bench->io([chat](service::Stores &stores) { return stores.journal->session(chat); });
        read.waitForFinished();
        QVERIFY(read.result()->systemPrompt.contains("<name>walrus</name>"));
    }

    void aFolderIsTickedAndShownAndUnticked()
    {
        test::HomeFixture home;
        QTemporaryDir other;
        QDir(other.path()).mkpath("theirs");
        QFile file(other.filePath("theirs/SKILL.md"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(test::skillText("theirs"));
        file.close();
        auto &library = *home.factory->library;
        QTRY_VERIFY(!library.isLoading());
        SourcesDialog dialog(library, nullptr);
        dialog.show();
        auto *list = child<QListWidget>(dialog, "sourceFolders");
        library.addSource(other.path());
        QTRY_VERIFY(list->item(0)->text().contains("1 skill"));
        QCOMPARE(list->item(0)->checkState(), Qt::Checked);
        look(dialog, QStringLiteral("sources"));
        list->item(0)->setCheckState(Qt::Unchecked);
        QTRY_VERIFY(library.sources().isEmpty() && library.rows().isEmpty());
    }

    void anotherPlaceIsLookedAtBeforeAnythingIsWritten()
    {
        test::HomeFixture home({{"left", test::skillText("left")}});
        QTRY_COMPARE(home.factory->library->rows().size(), 1);
        QTemporaryDir other;
        const QString folder = other.filePath("x/.claude/skills");
        QDir().mkpath(folder + "/there");
        QFile file(folder + "/there/SKILL.md");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(test::skillText("there"));
        file.close();
        PlaceDialog dialog(*home.factory->library, nullptr);
        dialog.show();
        auto *words = child<QLabel>(dialog, "placeWords");
        auto *use = child<QPushButton>(dialog, "usePlace");
        auto *field = child<QLineEdit>(dialog, "placeFolder");
        field->setText(home.home().history());
        QTRY_VERIFY(words->text().contains("its own things"));
        QVERIFY(!use->isEnabled());
        field->setText(folder);
        QTRY_VERIFY(use->isEnabled());
        for (const char *said : {"1 skill", "Claude Code", "left", ".archive", "nothing in it is written"})
            QVERIFY2(words->text().contains(QLatin1StringView(said)), qPrintable(words->text()));
        look(dialog, QStringLiteral("place"));
        QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden), QStringList{"there"});
        QVERIFY(home.factory->settings->settings().libraryFolder.isEmpty());
        use->click();
        QCOMPARE(home.factory->settings->settings().libraryFolder, folder);
        QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden), QStringList{"there"});
    }
};
QTEST_MAIN(TestLibraryDialogs)
#include "tst_librarydialogs.moc"
