// SPDX-License-Identifier: MIT
#include "ui/library/newskilldialog.h"
#include "ui/library/skillspage.h"
#include "ui/library/sourceedit.h"
#include "ui/parts/banner.h"
#include "ui/parts/chips.h"
#include "ui/parts/diffview.h"
#include "ui/parts/theme.h"

#include "../homefixture.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

using namespace hsf;
using namespace hsf::ui;
using hsf::test::child;

namespace {

struct Page {
    explicit Page(const QMap<QString, QByteArray> &skills)
        : home(skills)
        , widget(*home.factory->library, *home.factory->changes)
    {
        widget.resize(1200, 800);
        widget.show();
        widget.activateWindow();
        QTest::qWaitForWindowActive(&widget);
    }
    void open(const QString &id)
    {
        QTRY_VERIFY(home.has(id));
        // The first look at the disk records what is there; before that a save would be refused as outdated.
        widget.openSkill(id);
        QTRY_COMPARE(child<QLabel>(widget, "skillTitle")->text(), id);
    }
    SourceEdit &source() const { return *child<SourceEdit>(widget, "sourceEdit"); }
    void typeAtEnd(const QString &text)
    {
        source().setFocus();
        source().moveCursor(QTextCursor::End);
        QTest::keyClicks(&source(), text);
    }
    void save() { QTest::keyClick(&source(), Qt::Key_S, Qt::ControlModifier); }
    QString mark() const { return child<QLabel>(widget, "unsavedMark")->text(); }
    test::HomeFixture home;
    SkillsPage widget;
};

} // namespace

class TestSkillsPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, {}); }

    void savingWritesWhatIsSeenAndKeepsEveryOtherByte_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const QByteArray plain = test::skillText("notes", "# Steps\n\nlast");
        QByteArray crlf = plain;
        crlf.replace("\n", "\r\n");
        QTest::newRow("LF") << plain << plain + " words";
        QTest::newRow("CRLF") << crlf << crlf + " words";
        QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + crlf << "\xEF\xBB\xBF" + crlf + " words";
        QTest::newRow("mixed") << plain.first(20) + "x: \"1\"" + "\r\n" + "y: 2\n" + plain.sliced(10) << QByteArray();
    }
    void savingWritesWhatIsSeenAndKeepsEveryOtherByte()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        if (after.isEmpty()) { // a file of mixed endings with its front matter whole
            before = test::skillText("notes", "one\r\ntwo\nthree\r\nlast");
            after = before + " words";
        }
        Page page({{"notes", before}});
        page.open("notes");
        page.typeAtEnd(" words");
        QTRY_COMPARE(page.mark(), "unsaved");
        page.save();
        QTRY_COMPARE(page.home.read("notes"), after);
        QTRY_COMPARE(page.mark(), "");
        QVERIFY(page.widget.unsaved().isEmpty());
    }
    void theFormAndTheSourceAreOneText()
    {
        const QByteArray before
            = "---\n# keep me\nname: notes\ndescription: Old words.   # why\nlicense: MIT\n---\n\n# Body\n";
        Page page({{"notes", before}});
        page.open("notes");
        auto *license = child<QLineEdit>(page.widget, "licenseField");
        QCOMPARE(license->text(), "MIT");
        license->setFocus();
        license->selectAll();
        QTest::keyClicks(license, "Apache-2.0");
        QVERIFY(page.source().rawText().contains("license: Apache-2.0"));
        QVERIFY(page.source().rawText().contains("# keep me"));
        QString text = page.source().rawText();
        page.source().changeTo(text.replace("Old words.", "New words."));
        auto *description = child<QPlainTextEdit>(page.widget, "descriptionField");
        QTRY_COMPARE(description->toPlainText(), "New words.");
        QVERIFY(child<QLabel>(page.widget, "descriptionCount")->text().startsWith("10 / 1024"));
        page.save();
        QByteArray after = before;
        after.replace("MIT", "Apache-2.0").replace("Old words.", "New words.");
        QTRY_COMPARE(page.home.read("notes"), after);
    }
    void unsavedTextSurvivesLookingElsewhere()
    {
        Page page({{"a", test::skillText("a")}, {"b", test::skillText("b")}});
        page.open("a");
        page.typeAtEnd("precious");
        page.open("b");
        QVERIFY(!page.source().rawText().contains("precious"));
        QCOMPARE(page.widget.unsaved(), QStringList({"a: SKILL.md"}));
        page.open("a");
        QVERIFY(page.source().rawText().contains("precious"));
        QCOMPARE(page.mark(), "unsaved");
        QVERIFY(!page.home.read("a").contains("precious"));
    }
    void aChangeOnDiskNeverOverwritesWhatOneTypes()
    {
        Page page({{"a", test::skillText("a", "one\n")}});
        page.open("a");
        page.typeAtEnd("mine");
        auto *bar = child<Banner>(page.widget, "changedOnDisk");
        page.home.write("a", test::skillText("a", "theirs\n"));
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(page.source().rawText().contains("mine"));
        bar->actions().at(1)->trigger(); // keep mine
        QVERIFY(!bar->isVisible());
        page.save();
        QTRY_COMPARE(page.home.read("a"), test::skillText("a", "one\nmine"));
        page.typeAtEnd(" again");
        page.home.write("a", test::skillText("a", "theirs once more\n"));
        QTRY_VERIFY(bar->isVisible());
        bar->actions().at(0)->trigger(); // reload
        QVERIFY(page.source().rawText().endsWith("theirs once more\n"));
        QCOMPARE(page.mark(), "");
    }
    void aRefusedSaveKeepsTheTextAndSaysWhy()
    {
        Page page({{"a", test::skillText("a")}});
        page.open("a");
        page.source().changeTo("---\nname: something-else\ndescription: x\n---\nprecious\n");
        QTRY_COMPARE(page.mark(), "unsaved");
        page.save();
        const auto banners = page.widget.findChildren<Banner *>();
        QTRY_VERIFY(std::ranges::any_of(
            banners, [](const Banner *banner) { return banner->isVisible() && !banner->text().isEmpty(); }));
        QVERIFY(page.source().rawText().contains("precious"));
        QCOMPARE(page.mark(), "unsaved");
        QVERIFY(!page.home.read("a").contains("precious"));
    }
    void findingsFollowWhatIsTypedAndLeadToTheLine()
    {
        Page page({{"a", test::skillText("a")}});
        page.open("a");
        auto *problems = child<QListWidget>(page.widget, "problemsList");
        page.source().changeTo("---\nname: a\n---\n\nno description\n");
        const auto errors = [&] {
            int count = 0;
            for (int i = 0; i < problems->count(); ++i)
                count += problems->item(i)->text().startsWith("error");
            return count;
        };
        QTRY_VERIFY(errors() > 0);
        child<QPushButton>(page.widget, "revertButton")->click();
        QTRY_COMPARE(errors(), 0);
        QCOMPARE(page.source().rawText(), QString::fromUtf8(test::skillText("a")));
        page.source().undo(); // reverting too can be taken back
        QVERIFY(page.source().rawText().contains("no description"));
    }
    void switchesArchiveAndHistory()
    {
        Page page({{"a", test::skillText("a")}, {"b", test::skillText("b")}});
        page.open("a");
        page.typeAtEnd("more");
        page.save();
        auto *history = child<QListWidget>(page.widget, "historyList");
        QTRY_COMPARE(history->count(), 2); // found on disk, and this edit
        QTest::mouseClick(history->viewport(), Qt::LeftButton, {}, history->visualItemRect(history->item(0)).center());
        auto *diff = child<DiffView>(page.widget, "diffView");
        QTRY_VERIFY(diff->isVisible() && diff->hunkCount() == 1);
        QCOMPARE(diff::newBytes(diff->rows("skills/a/SKILL.md")), page.home.read("a"));
        child<QPushButton>(page.widget, "backToEditorButton")->click();

        auto *pinned = child<QCheckBox>(page.widget, "pinnedSwitch");
        pinned->click();
        const auto isPinned = [&] { return page.home.factory->library->rows().first().facts.pinned; };
        QTRY_VERIFY(isPinned());
        child<QPushButton>(page.widget, "archiveButton")->click();
        QTRY_VERIFY(!QFile::exists(page.home.fileOf("a")));
        auto *restore = child<QPushButton>(page.widget, "restoreButton");
        QTRY_VERIFY(restore->isVisible());
        restore->click();
        QTRY_VERIFY(QFile::exists(page.home.fileOf("a")));
        QVERIFY(page.home.read("a").endsWith("more"));
    }
    void aNewSkillIsCheckedWrittenAndOpened()
    {
        Page page({{"a", test::skillText("a")}});
        QTRY_VERIFY(page.home.has("a"));
        child<QPushButton>(page.widget, "newSkillButton")->click();
        auto *dialog = child<NewSkillDialog>(page.widget, "newSkillDialog");
        auto *name = child<QLineEdit>(*dialog, "newSkillName");
        auto *create = child<QPushButton>(*dialog, "createButton");
        const auto problem = [&] { return child<QLabel>(*dialog, "newSkillProblem")->text(); };
        child<QPlainTextEdit>(*dialog, "newSkillDescription")
            ->setPlainText("Writes release notes: short ones. Use when asked for them.");
        for (const char *bad : {"", "Release Notes", "a", "-x"}) {
            name->setText(QLatin1StringView(bad));
            QVERIFY2(!create->isEnabled() && !problem().isEmpty(), bad);
        }
        name->setText("release-notes");
        QCOMPARE(problem(), "");
        create->click();
        QTRY_COMPARE(child<QLabel>(page.widget, "skillTitle")->text(), "release-notes");
        const auto document = skill::parseDocument(page.home.read("release-notes"));
        QCOMPARE(document.name(), "release-notes");
        QCOMPARE(document.description(), "Writes release notes: short ones. Use when asked for them.");
    }
    void supportFilesAreEditedToo()
    {
        Page page({{"a", test::skillText("a")}});
        page.home.write("a", "notes\r\n", "references/more.md");
        page.open("a");
        auto *files = child<QComboBox>(page.widget, "filesBox");
        QTRY_VERIFY(files->findData("references/more.md") >= 0);
        files->setCurrentIndex(files->findData("references/more.md"));
        Q_EMIT files->activated(files->currentIndex());
        QTRY_COMPARE(page.source().rawText(), "notes\n");
        page.typeAtEnd("end");
        page.save();
        QTRY_COMPARE(page.home.read("a", "references/more.md"), "notes\r\nend");
    }
};
QTEST_MAIN(TestSkillsPage)
#include "tst_skillspage.moc"
