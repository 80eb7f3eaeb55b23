// SPDX-License-Identifier: MIT
#include "support/patience.h"
#include "ui/library/changepreview.h"
#include "ui/library/newskilldialog.h"
#include "ui/library/skillspage.h"
#include "ui/library/sourceedit.h"
#include "ui/parts/banner.h"
#include "ui/parts/chips.h"
#include "ui/parts/diffview.h"
#include "ui/parts/theme.h"

#include "../homefixture.h"
#include "../pictures.h"

#include <QAction>
#include <QApplication>
#include <QBuffer>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeWidget>

using namespace hsf;
using namespace hsf::ui;
using hsf::test::child;

namespace {

struct Page {
    explicit Page(const QMap<QString, QByteArray> &skills)
        : home(skills)
        , widget(*home.factory)
    {
        widget.resize(1200, 800);
        widget.show();
        widget.activateWindow();
        std::ignore = QTest::qWaitForWindowActive(&widget);
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
        child<QTabWidget>(page.widget, "skillSide")->setCurrentIndex(2);
        QTest::mouseClick(history->viewport(), Qt::LeftButton, {}, history->visualItemRect(history->item(0)).center());
        auto *diff = child<DiffView>(page.widget, "diffView");
        QTRY_VERIFY(diff->isVisible() && diff->hunkCount() == 1);
        QCOMPARE(diff::newBytes(diff->rows("skills/a/SKILL.md")), page.home.read("a"));
        child<QPushButton>(page.widget, "backToEditorButton")->click();

        child<QTabWidget>(page.widget, "skillSide")->setCurrentIndex(0);
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
    void whatWasTypedIsFoundAgainAfterTheWindowIsGone()
    {
        test::HomeFixture home({{"a", test::skillText("a", "one\n")}});
        QTRY_VERIFY(home.has("a"));
        {
            SkillsPage page(*home.factory);
            page.openSkill("a");
            QTRY_COMPARE(child<QLabel>(page, "skillTitle")->text(), "a");
            child<SourceEdit>(page, "sourceEdit")->moveCursor(QTextCursor::End);
            QTest::keyClicks(child<SourceEdit>(page, "sourceEdit"), "precious");
        } // nobody saved
        home.restart();
        QTRY_VERIFY(home.has("a"));
        QVERIFY(!home.read("a").contains("precious"));
        SkillsPage page(*home.factory);
        page.resize(1200, 800);
        page.show();
        auto *bar = child<Banner>(page, "recoveryBanner");
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(bar->text().contains("a (SKILL.md)"));
        bar->actions().at(0)->trigger(); // restore
        QTRY_VERIFY(child<SourceEdit>(page, "sourceEdit")->rawText().endsWith("one\nprecious"));
        QVERIFY(!bar->isVisible());
        QCOMPARE(page.unsaved(), QStringList({"a: SKILL.md"}));
        page.saveSkill();
        QTRY_COMPARE(home.read("a"), test::skillText("a", "one\nprecious"));
        QTRY_VERIFY(page.unsaved().isEmpty());
    }
    void recoveredTextMeetsAFileThatChangedMeanwhile()
    {
        test::HomeFixture home({{"a", test::skillText("a", "one\n")}});
        QTRY_VERIFY(home.has("a"));
        home.factory->drafts->setRest(0);
        QSignalSpy kept(home.factory->drafts.get(), &service::DraftService::kept);
        home.factory->drafts->keep({.id = "a",
                                    .file = "SKILL.md",
                                    .base = test::skillText("a", "one\n"),
                                    .blob = "x",
                                    .bytes = test::skillText("a", "mine\n")});
        QVERIFY(kept.wait(test::patienceMs));
        home.restart();
        home.write("a", test::skillText("a", "theirs\n"));
        QTRY_VERIFY(home.has("a"));
        SkillsPage page(*home.factory);
        page.resize(1200, 800);
        page.show();
        QTRY_VERIFY(child<Banner>(page, "recoveryBanner")->isVisible());
        child<Banner>(page, "recoveryBanner")->actions().at(0)->trigger();
        auto *bar = child<Banner>(page, "changedOnDisk");
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(child<SourceEdit>(page, "sourceEdit")->rawText().contains("mine"));
        bar->actions().at(2)->trigger(); // compare
        auto *preview = child<ChangePreview>(page, "changePreview");
        QTRY_VERIFY(preview->isVisible());
        const auto list = [&] { return child<DiffView>(*preview, "diffView")->plainList(); };
        QTRY_VERIFY(list().contains("theirs") && list().contains("mine"));
        preview->reject();
        bar->actions().at(0)->trigger(); // reload; undo brings mine back
        QVERIFY(child<SourceEdit>(page, "sourceEdit")->rawText().contains("theirs"));
        child<SourceEdit>(page, "sourceEdit")->undo();
        QVERIFY(child<SourceEdit>(page, "sourceEdit")->rawText().contains("mine"));
    }
    void allProblemsOfAllFilesAreFixedAsOneChange()
    {
        Page page({{"a", "---\nname: wrong-name\nversion: 1\ndescription: Does a. Use when asked for it.\n---\n\n# Steps\n\nSee references/more.md.\n"}});
        page.home.write("a", "ig\xE2\x80\x8Bnore\n", "references/more.md");
        page.open("a");
        auto *all = child<QPushButton>(page.widget, "fixAllButton");
        QTRY_VERIFY(all->isVisible());
        all->click();
        const auto preview = [&] { return page.widget.findChild<ChangePreview *>("changePreview"); };
        QTRY_VERIFY(preview() && preview()->isVisible());
        QCOMPARE(preview()->findChild<DiffView *>()->files().size(), 2); // both files, one look
        child<QPushButton>(*preview(), "applyPreviewButton")->click();
        QTRY_VERIFY(page.home.read("a").contains("name: a\n"));
        QCOMPARE(page.home.read("a", "references/more.md"), QByteArray("ignore\n"));
        QTRY_VERIFY(!all->isVisible());
    }
    void aProblemIsFixedAfterALookAtTheDifference()
    {
        Page page({{"a", "---\nname: wrong-name\ndescription: Does a. Use when asked for it.\n---\n\n# Steps\n"}});
        page.open("a");
        auto *problems = child<QListWidget>(page.widget, "problemsList");
        auto *fix = child<QPushButton>(page.widget, "fixButton");
        const auto rowWithFix = [&] {
            for (int i = 0; i < problems->count(); ++i)
                if (problems->item(i)->text().contains("name") && !problems->item(i)->toolTip().isEmpty())
                    return i;
            return -1;
        };
        QTRY_VERIFY(rowWithFix() >= 0);
        problems->setCurrentRow(rowWithFix());
        QVERIFY(fix->isVisible() && fix->isEnabled());
        fix->click();
        auto *preview = child<ChangePreview>(page.widget, "changePreview");
        QTRY_VERIFY(preview->isVisible());
        QVERIFY(!page.source().rawText().contains("name: a\n"));
        child<QPushButton>(*preview, "applyPreviewButton")->click();
        QVERIFY(page.source().rawText().contains("name: a\n"));
        QCOMPARE(page.mark(), "unsaved");
        page.source().undo();
        QVERIFY(page.source().rawText().contains("wrong-name"));
    }
    void aSkillIsRenamedAfterALookAtAllItTouches()
    {
        Page page(
            {{"pdf-tables", test::skillText("pdf-tables")}, {"b", test::skillText("b", "First use `pdf-tables`.\n")}});
        page.open("pdf-tables");
        child<QCheckBox>(page.widget, "pinnedSwitch")->click();
        QTRY_VERIFY(
            std::ranges::any_of(page.home.factory->library->rows(), [](const auto &row) { return row.facts.pinned; }));
        child<QPushButton>(page.widget, "renameButton")->click();
        auto *dialog = child<QDialog>(page.widget, "nameDialog");
        auto *name = child<QLineEdit>(*dialog, "nameDialogName");
        auto *accept = child<QPushButton>(*dialog, "nameDialogAccept");
        name->setText("b");
        QVERIFY(!accept->isEnabled());
        name->setText("tables");
        QVERIFY(accept->isEnabled());
        accept->click();
        QTRY_VERIFY(page.widget.findChild<ChangePreview *>());
        auto *preview = child<ChangePreview>(page.widget, "changePreview");
        QTRY_VERIFY(child<DiffView>(*preview, "diffView")->plainList().contains("First use `tables`."));
        QVERIFY(page.home.has("pdf-tables"));
        child<QPushButton>(*preview, "applyPreviewButton")->click();
        QTRY_COMPARE(child<QLabel>(page.widget, "skillTitle")->text(), "tables");
        QVERIFY(page.home.read("b").contains("First use `tables`."));
        QVERIFY(child<QCheckBox>(page.widget, "pinnedSwitch")->isChecked());
        auto *history = child<QListWidget>(page.widget, "historyList");
        QTRY_VERIFY(history->count() >= 2); // what happened before the new name too
    }
    void filesComeGoAndComeBack()
    {
        Page page({{"a", test::skillText("a", "see [more](references/more.md)\n")}});
        page.home.write("a", "words\n", "references/more.md");
        page.open("a");
        auto *tree = child<QTreeWidget>(page.widget, "filesTree");
        const auto item = [&](const QString &name) -> QTreeWidgetItem * {
            const auto found = tree->findItems(name, Qt::MatchExactly | Qt::MatchRecursive);
            return found.isEmpty() ? nullptr : found.first();
        };
        QTRY_VERIFY(item("more.md"));
        tree->setCurrentItem(item("more.md"));
        child<QToolButton>(page.widget, "renameFileButton")->defaultAction()->trigger();
        auto *dialog = child<QDialog>(page.widget, "nameDialog");
        child<QLineEdit>(*dialog, "nameDialogName")->setText("less.md");
        child<QPushButton>(*dialog, "nameDialogAccept")->click();
        QTRY_VERIFY(page.widget.findChild<ChangePreview *>());
        child<QPushButton>(*child<ChangePreview>(page.widget, "changePreview"), "applyPreviewButton")->click();
        QTRY_COMPARE(page.home.read("a", "references/less.md"), "words\n");
        QVERIFY(page.home.read("a").contains("(references/less.md)"));
        QTRY_VERIFY(item("less.md"));
        tree->setCurrentItem(item("less.md"));
        child<QToolButton>(page.widget, "removeFileButton")->defaultAction()->trigger();
        QTRY_VERIFY(!QFile::exists(page.home.fileOf("a", "references/less.md")));
        Banner *banner = nullptr;
        QTRY_VERIFY((banner = [&]() -> Banner * {
            for (auto *one : page.widget.findChildren<Banner *>())
                if (one->isVisible() && !one->actions().isEmpty() && one->text().contains("Remove")) // not the rename's
                    return one;
            return nullptr;
        }()));
        banner->actions().last()->trigger(); // undo
        QTRY_COMPARE(page.home.read("a", "references/less.md"), "words\n");
    }
    void aPictureIsShownAndABinaryFileIsDescribed()
    {
        Page page({{"a", test::skillText("a")}});
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        QImage picture(40, 30, QImage::Format_RGB32);
        picture.fill(Qt::red);
        picture.save(&buffer, "PNG");
        page.home.write("a", png, "assets/p.png");
        page.home.write("a",
                        QByteArray("\x7f"
                                   "ELF\0\1\2",
                                   7),
                        "assets/tool.bin");
        page.open("a");
        auto *tree = child<QTreeWidget>(page.widget, "filesTree");
        const auto open = [&](const QString &name) {
            const auto found = [&] { return tree->findItems(name, Qt::MatchExactly | Qt::MatchRecursive); };
            QTRY_VERIFY(!found().isEmpty()); // the library may be read between the two writes
            Q_EMIT tree->itemActivated(found().first(), 0);
        };
        open("p.png");
        auto *words = child<QLabel>(page.widget, "fileWords");
        QTRY_VERIFY2(words->text().contains("40 × 30"), qPrintable(words->text()));
        QVERIFY(words->isVisible());
        QVERIFY(!child<QLabel>(page.widget, "filePicture")->pixmap().isNull());
        open("tool.bin");
        QTRY_VERIFY2(words->text().contains("not text"), qPrintable(words->text()));
        QVERIFY(child<QLabel>(page.widget, "filePicture")->pixmap().isNull());
        child<QPushButton>(page.widget, "backFromFileButton")->click();
        QVERIFY(page.source().isVisible());
    }
    void twoRevisionsAreComparedAndOneIsBroughtBack()
    {
        Page page({{"a", test::skillText("a", "one\n")}});
        page.open("a");
        for (const char *word : {"two", "three"}) {
            page.typeAtEnd(QLatin1StringView(word));
            page.save();
            QTRY_COMPARE(page.mark(), "");
        }
        auto *history = child<QListWidget>(page.widget, "historyList");
        QTRY_COMPARE(history->count(), 3);
        history->item(0)->setSelected(true);
        history->item(2)->setSelected(true);
        child<QPushButton>(page.widget, "compareButton")->click();
        auto *title = child<QLabel>(page.widget, "revisionTitle");
        QTRY_VERIFY(title->isVisible());
        const auto list
            = [&] { return static_cast<DiffView *>(title->parentWidget()->findChild<DiffView *>())->plainList(); };
        QTRY_VERIFY(list().contains("twothree"));
        history->clearSelection();
        history->item(2)->setSelected(true);
        page.widget.findChild<QAction *>("restoreFile")->trigger();
        QTRY_VERIFY(page.widget.findChild<ChangePreview *>());
        child<QPushButton>(*child<ChangePreview>(page.widget, "changePreview"), "applyPreviewButton")->click();
        QTRY_COMPARE(page.home.read("a"), test::skillText("a", "one\n"));
        QTRY_COMPARE(page.source().rawText(), QString::fromUtf8(test::skillText("a", "one\n")));
    }
    void aLineLeadsToTheConversationThatWroteIt()
    {
        Page page({{"a", test::skillText("a", "one\n")}});
        page.open("a");
        const auto session = SessionId::fresh();
        changes::Draft draft{{.origin = changes::Origin::Review, .session = session, .evidence = {{7, "so it was"}}},
                             "Learned",
                             {changes::PatchFile{"a", {}, "one\n", "one\ntwo\n"}}};
        const auto set = page.home.submit(draft);
        QVERIFY(set);
        page.home.factory->changes->accept(set->id); // not managed: it waited
        QTRY_VERIFY(page.source().rawText().endsWith("two\n"));
        std::optional<SessionId> asked;
        qint64 message = 0;
        connect(&page.widget, &SkillsPage::messageRequested, this, [&](const SessionId &id, qint64 number) {
            asked = id;
            message = number;
        });
        const int line = int(page.source().rawText().count(u'\n'));
        QTRY_VERIFY(page.source().origins().value(line - 1).session == session);
        QVERIFY(!page.source().origins().value(line - 2).session);
        page.source().goToLine(line);
        page.widget.findChild<QAction *>("openOriginAction")->trigger();
        QVERIFY(asked == session);
        QCOMPARE(message, 7);
    }
    void stageSwitchAndTagsAreChangesLikeAnyOther()
    {
        Page page({{"a", "---\nname: a\n# keep\ndescription: Does a. Use when asked.\ntags: [x]\n---\nbody\n"}});
        page.open("a");
        const auto facts = [&] { return page.home.factory->library->rows().first().facts; };
        child<QCheckBox>(page.widget, "enabledSwitch")->click();
        QTRY_VERIFY(!facts().enabled);
        auto *stage = child<QComboBox>(page.widget, "stageBox");
        stage->setCurrentIndex(stage->findData("stale"));
        Q_EMIT stage->activated(stage->currentIndex());
        QTRY_COMPARE(facts().stage, changes::Stage::Stale);
        auto *tags = child<QLineEdit>(page.widget, "tagsField");
        QCOMPARE(tags->text(), "x");
        tags->setFocus();
        tags->selectAll();
        QTest::keyClicks(tags, "x, y z");
        page.save();
        QTRY_COMPARE(page.home.read("a"),
                     "---\nname: a\n# keep\ndescription: Does a. Use when asked.\ntags: [x, y z]\n---\nbody\n");
    }
    void rulesStandBesideTheirFields()
    {
        Page page({{"a", test::skillText("a")}});
        page.open("a");
        auto *description = child<QPlainTextEdit>(page.widget, "descriptionField");
        description->setPlainText("x");
        const int low = QString(child<QLabel>(page.widget, "triggerScore")->text())
                            .remove(QRegularExpression("\\D+100$|\\D"))
                            .toInt();
        QVERIFY(!child<QLabel>(page.widget, "triggerHint")->text().isEmpty());
        description->setPlainText("Extracts tables from PDF files into CSV. Use when somebody asks for the numbers of "
                                  "a PDF, an invoice or a report.");
        QVERIFY(QString(child<QLabel>(page.widget, "triggerScore")->text())
                    .remove(QRegularExpression("\\D+100$|\\D"))
                    .toInt()
                > low);
        description->setPlainText(QString(1025, u'x'));
        QVERIFY(child<QLabel>(page.widget, "descriptionCount")->text().startsWith("1025 / 1024"));
        QVERIFY(child<QLabel>(page.widget, "triggerHint")->text().contains("long"));
        child<QToolButton>(page.widget, "allKeysButton")->click();
        auto *tools = child<QLineEdit>(page.widget, "allowed-toolsField");
        QVERIFY(tools->isVisible());
        tools->setFocus();
        QTest::keyClicks(tools, "Bash(git:*");
        QVERIFY(child<QLabel>(page.widget, "allowed-toolsRule")->text().contains("closed"));
        QVERIFY(child<QWidget>(page.widget, "keysTable")->isVisible());
    }
    void theFieldsStandTogether_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("usual") << QSize(1200, 800);
        QTest::newRow("narrow and high") << QSize(900, 1400);
        QTest::newRow("wide and high") << QSize(1800, 1400);
    }

    void theFieldsStandTogether()
    {
        QFETCH(const QSize, size);
        Page page({{"a", test::skillText("a")}});
        page.open("a");
        page.widget.resize(size);
        const auto *form = child<QWidget>(page.widget, "skillForm");
        const auto at = [&](const char *name) {
            const auto *field = child<QWidget>(page.widget, name);
            return QRect(field->mapTo(form, QPoint()), field->size());
        };
        const auto *hint = child<QLabel>(page.widget, "triggerHint");
        const auto between = [&] { return at("tagsField").top() - at("descriptionField").bottom(); };
        // What is said of the description, in one or two lines, and the usual space around it
        QTRY_VERIFY2(between() < std::max(hint->heightForWidth(hint->width()), at("triggerScore").height()) + 16, qPrintable(QString::number(between())));
        // Below the last one nothing is left over, and nothing is cut.
        QTRY_VERIFY2(std::abs(form->height() - at("tagsField").bottom() - 1) < 16, qPrintable(QString::number(form->height() - at("tagsField").bottom())));
        QTRY_COMPARE(form->findChild<QScrollArea *>()->verticalScrollBar()->maximum(), 0);
        test::look(page.widget, QStringLiteral("skill-form-%1").arg(size.width()));
    }

    void allColumnsFitASmallWindow()
    {
        Page page({{"a", test::skillText("a")}});
        page.open("a");
        page.widget.resize(820, 520);
        auto *details = child<QPushButton>(page.widget, "detailsButton");
        auto *side = child<QWidget>(page.widget, "skillSide");
        QTRY_VERIFY(!side->isVisible());
        QVERIFY(child<QWidget>(page.widget, "libraryList")->isVisible());
        QTRY_VERIFY(page.source().width() >= 380);
        details->click();
        QVERIFY(side->isVisible());
        QVERIFY(!child<QWidget>(page.widget, "libraryList")->isVisible());
        QTRY_VERIFY(page.source().width() >= 380);
        page.widget.resize(1280, 800);
        QTRY_VERIFY(side->isVisible() && child<QWidget>(page.widget, "libraryList")->isVisible());
    }
};
QTEST_MAIN(TestSkillsPage)
#include "tst_skillspage.moc"
