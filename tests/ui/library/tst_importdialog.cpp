// SPDX-License-Identifier: MIT
//
// Import and export as a person does them: nothing is written before the button is pressed, and what came is said.
#include "ui/chat/firstrun.h"
#include "ui/library/exportdialog.h"
#include "ui/library/importdialog.h"
#include "ui/library/importpreview.h"
#include "ui/parts/theme.h"

#include "../homefixture.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::ui;
using hsf::test::child;

namespace {

/// Another program's folder of skills beside the home.
struct Theirs {
    QTemporaryDir dir{QDir::tempPath() + u"/their skills XXXXXX"_s};
    QString path(const QString &below = {}) const
    {
        return dir.filePath(u".hermes"_s + (below.isEmpty() ? below : u'/' + below));
    }
    void put(const QString &below, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(below)).path());
        QFile file(path(below));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
};

struct Window {
    explicit Window(const QMap<QString, QByteArray> &skills = {})
        : home(skills)
        , dialog(*home.factory->exchange)
    {
        dialog.show();
    }
    void lookInto(const QString &path)
    {
        dialog.lookInto(path);
        QTRY_VERIFY(tree().topLevelItemCount() > 0 && tree().isVisible());
    }
    QTreeWidget &tree() const { return *child<QTreeWidget>(dialog, "importTree"); }
    QTreeWidgetItem *row(const QString &skill) const
    {
        const auto found = tree().findItems(skill, Qt::MatchExactly);
        return found.isEmpty() ? nullptr : found.first();
    }
    QPushButton &button() const { return *child<QPushButton>(dialog, "importButton"); }
    void import()
    {
        QVERIFY(button().isEnabled());
        button().click();
        QTRY_VERIFY(child<QTextBrowser>(dialog, "importReport")->isVisible());
    }
    test::HomeFixture home;
    ImportDialog dialog;
};

} // namespace

class ImportDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, {}); }
    void everyFileIsSeenBeforeAnythingIsWritten();
    void whatIsTickedComesAndTheReportSaysSo();
    void aTakenPlaceLeavesAChoice();
    void aRenameIsCheckedWhileItIsTyped();
    void aDangerousSkillIsForetoldAndRefused();
    void theKeyboardAloneWillDo();
    void aFolderOrZipMayBeDropped_data();
    void aFolderOrZipMayBeDropped();
    void whatCannotBeReadIsSaidAndOneMayTryAgain();
    void aSecondQuestionIsRefusedAndTheFirstAnswered();
    void theReportLeadsToTheSkill();
    void theWordsOfAStrangerAreShownAsText();
    void anExportShowsItsChangesAndWaitsForConsent();
    void theFirstRunOffersWhatIsThere();
};

void ImportDialogTest::everyFileIsSeenBeforeAnythingIsWritten()
{
    Theirs theirs;
    theirs.put(u"skills/notes/SKILL.md"_s, test::skillText(u"notes"_s));
    theirs.put(u"skills/notes/references/more.md"_s, "# More\n");
    theirs.put(u"memories/MEMORY.md"_s, "Likes tea.");
    Window window;
    window.lookInto(theirs.path());
    QVERIFY(window.row(u"notes"_s));
    QCOMPARE(window.row(u"notes"_s)->childCount(), 2);
    window.row(u"notes"_s)->setExpanded(true);
    window.tree().setCurrentItem(window.row(u"notes"_s)->child(1));
    QCOMPARE(child<QPlainTextEdit>(window.dialog, "importText")->toPlainText(), u"# More\n"_s);
    QVERIFY(window.row(u"Memory"_s));
    QVERIFY(!QFileInfo::exists(window.home.fileOf(u"notes"_s)));
}

void ImportDialogTest::whatIsTickedComesAndTheReportSaysSo()
{
    Theirs theirs;
    theirs.put(u"skills/notes/SKILL.md"_s, test::skillText(u"notes"_s));
    theirs.put(u"skills/tables/SKILL.md"_s, test::skillText(u"tables"_s));
    Window window;
    window.lookInto(theirs.path());
    window.row(u"tables"_s)->setCheckState(0, Qt::Unchecked);
    QVERIFY(window.button().text().contains(u"1"_s));
    window.import();
    QVERIFY(QFileInfo::exists(window.home.fileOf(u"notes"_s)));
    QVERIFY(!QFileInfo::exists(window.home.fileOf(u"tables"_s)));
    const QString report = child<QTextBrowser>(window.dialog, "importReport")->toPlainText();
    QVERIFY(report.contains(u"notes"_s) && report.contains(u"tables"_s));
    QTRY_VERIFY(window.home.has(u"notes"_s)); // the live library shows it by itself
}

void ImportDialogTest::aTakenPlaceLeavesAChoice()
{
    Theirs theirs;
    theirs.put(u"skills/notes/SKILL.md"_s, test::skillText(u"notes"_s, "Theirs.\n"));
    theirs.put(u"skills/same/SKILL.md"_s, test::skillText(u"same"_s));
    Window window({{u"notes"_s, test::skillText(u"notes"_s, "Mine.\n")}, {u"same"_s, test::skillText(u"same"_s)}});
    QTRY_VERIFY(window.home.has(u"notes"_s));
    window.lookInto(theirs.path(u"skills"_s));
    QCOMPARE(window.row(u"notes"_s)->checkState(0), Qt::Unchecked);
    QVERIFY(!window.button().isEnabled());
    auto *all = child<QComboBox>(window.dialog, "importForAll");
    QVERIFY(all->isVisible());
    all->setCurrentIndex(1);
    Q_EMIT all->activated(1);
    QVERIFY(window.row(u"notes"_s)->text(1).contains(u"notes-2"_s));
    // The list and the details beside it count the same.
    QVERIFY2(window.row(u"notes"_s)->text(2).startsWith(u"advice ("_s), qPrintable(window.row(u"notes"_s)->text(2)));
    QCOMPARE(window.row(u"same"_s)->checkState(0), Qt::Unchecked);
    all->setCurrentIndex(2);
    Q_EMIT all->activated(2);
    QVERIFY(window.row(u"notes"_s)->text(1).contains(u"replaces"_s));
    window.import();
    QVERIFY(window.home.read(u"notes"_s).contains("Theirs."));
}

void ImportDialogTest::aRenameIsCheckedWhileItIsTyped()
{
    Theirs theirs;
    theirs.put(u"skills/notes/SKILL.md"_s, test::skillText(u"notes"_s));
    theirs.put(u"skills/tables/SKILL.md"_s, test::skillText(u"tables"_s));
    Window window;
    window.lookInto(theirs.path());
    window.tree().setCurrentItem(window.row(u"notes"_s));
    auto *choice = child<QComboBox>(window.dialog, "importChoice");
    choice->setCurrentIndex(choice->findText(u"Bring it as"_s));
    Q_EMIT choice->activated(choice->currentIndex());
    auto *name = child<QLineEdit>(window.dialog, "importRename");
    QTRY_VERIFY(name->isVisible());
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, u"tables"_s);
    QVERIFY(!window.button().isEnabled());
    QVERIFY(child<QLabel>(window.dialog, "importProblem")->text().contains(u"tables"_s));
    name->selectAll();
    QTest::keyClicks(name, u"../evil"_s);
    QVERIFY(!window.button().isEnabled());
    name->selectAll();
    QTest::keyClicks(name, u"office/my-notes"_s);
    QVERIFY(window.button().isEnabled());
    window.import();
    QVERIFY(window.home.read(u"office/my-notes"_s).contains("name: my-notes"));
}

void ImportDialogTest::aDangerousSkillIsForetoldAndRefused()
{
    Theirs theirs;
    theirs.put(u"skills/notes/SKILL.md"_s, test::skillText(u"notes"_s, "Hello \xf3\xa0\x81\xa9\xf3\xa0\x81\xa7.\n"));
    Window window;
    window.lookInto(theirs.path(u"skills"_s));
    QVERIFY(child<QLabel>(window.dialog, "importProspect")->text().contains(u"quarantine"_s));
    window.import();
    QVERIFY(!QFileInfo::exists(window.home.fileOf(u"notes"_s)));
    QVERIFY(child<QTextBrowser>(window.dialog, "importReport")->toPlainText().contains(u"Refused"_s));
}

void ImportDialogTest::theKeyboardAloneWillDo()
{
    Theirs theirs;
    theirs.put(u"skills/notes/SKILL.md"_s, test::skillText(u"notes"_s));
    Window window;
    window.dialog.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window.dialog));
    window.lookInto(theirs.path(u"skills"_s));
    QTRY_VERIFY(window.tree().hasFocus());
    QTest::keyClick(&window.tree(), Qt::Key_Space);
    QVERIFY(!window.button().isEnabled());
    QTest::keyClick(&window.tree(), Qt::Key_Space);
    QVERIFY(window.button().isEnabled());
    QTest::keyClick(&window.tree(), Qt::Key_Return); // Enter never imports
    QVERIFY(window.tree().isVisible());
    QTest::keyClick(&window.button(), Qt::Key_Space);
    QTRY_VERIFY(child<QTextBrowser>(window.dialog, "importReport")->isVisible());
    for (QWidget *widget : window.dialog.findChildren<QWidget *>()) {
        if (widget->focusPolicy() != Qt::NoFocus && widget->isVisible() && !widget->objectName().isEmpty()
            && widget->inherits("QAbstractScrollArea"))
            QVERIFY2(!widget->accessibleName().isEmpty() || widget->objectName().startsWith(u"qt_"),
                     qPrintable(widget->objectName()));
    }
}

void ImportDialogTest::aFolderOrZipMayBeDropped_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("taken");
    QTest::newRow("a folder") << u"folder"_s << true;
    QTest::newRow("a zip") << u"skills.ZIP"_s << true;
    QTest::newRow("a packaged skill") << u"one.skill"_s << true;
    QTest::newRow("a picture") << u"cat.png"_s << false;
}

void ImportDialogTest::aFolderOrZipMayBeDropped()
{
    QFETCH(QString, name);
    QFETCH(bool, taken);
    QTemporaryDir dir;
    if (name == u"folder") {
        QVERIFY(QDir(dir.path()).mkdir(name));
    } else {
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(dir.filePath(name))});
    QCOMPARE(ImportDialog::pathOf(data), taken ? dir.filePath(name) : QString());
    data.setUrls({QUrl(u"https://example.com/skills.zip"_s)});
    QCOMPARE(ImportDialog::pathOf(data), QString());
}

void ImportDialogTest::whatCannotBeReadIsSaidAndOneMayTryAgain()
{
    Theirs theirs;
    theirs.put(u"letter.zip"_s, "Dear Ada");
    theirs.put(u"skills/notes/SKILL.md"_s, test::skillText(u"notes"_s));
    Window window;
    QSignalSpy failed(window.home.factory->exchange.get(), &service::ExchangeService::failed);
    window.dialog.lookInto(theirs.path(u"letter.zip"_s));
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.first().first().toString().contains(u"letter.zip"_s));
    QVERIFY(child<QPushButton>(window.dialog, "importFolderButton")->isVisible());
    window.lookInto(theirs.path(u"skills"_s));
}

void ImportDialogTest::aSecondQuestionIsRefusedAndTheFirstAnswered()
{
    Theirs theirs;
    theirs.put(u"skills/notes/SKILL.md"_s, test::skillText(u"notes"_s));
    Window window;
    service::ExchangeService &exchange = *window.home.factory->exchange;
    QSignalSpy failed(&exchange, &service::ExchangeService::failed);
    QSignalSpy seen(&exchange, &service::ExchangeService::importPreviewed);
    exchange.previewImport(theirs.path(u"skills"_s));
    exchange.previewExport({u"notes"_s});
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed.first().first().toString().contains(u"running already"_s));
    QTRY_COMPARE(seen.size(), 1);
    QCOMPARE(failed.size(), 1);
    QVERIFY(!exchange.isBusy());
}

void ImportDialogTest::theReportLeadsToTheSkill()
{
    Theirs theirs;
    theirs.put(u"skills/notes/SKILL.md"_s, test::skillText(u"notes"_s));
    Window window;
    QSignalSpy asked(&window.dialog, &ImportDialog::skillRequested);
    QSignalSpy change(&window.dialog, &ImportDialog::changeRequested);
    window.lookInto(theirs.path(u"skills"_s));
    window.import();
    auto *report = child<QTextBrowser>(window.dialog, "importReport");
    Q_EMIT report->anchorClicked(QUrl(u"skill:notes"_s));
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().toString(), u"notes"_s);
    QVERIFY(report->toHtml().contains(u"set:"_s));
}

void ImportDialogTest::theWordsOfAStrangerAreShownAsText()
{
    Theirs theirs;
    theirs.put(
        u"skills/<b>x</b>/SKILL.md"_s,
        test::skillText(u"x"_s, "Hi.\n", u"\"<img src='https://evil.example/x.png'> <a href='skill:y'>y</a>\""_s));
    Window window;
    window.lookInto(theirs.path(u"skills"_s));
    const QString words = child<QTextBrowser>(window.dialog, "importWords")->toPlainText();
    QVERIFY2(words.contains(u"<img src="_s), qPrintable(words));
    window.import();
    QVERIFY(child<QTextBrowser>(window.dialog, "importReport")->toPlainText().contains(u"<b>x</b>"_s));
}

void ImportDialogTest::anExportShowsItsChangesAndWaitsForConsent()
{
    test::HomeFixture home(
        {{u"notes"_s,
          "---\nname: notes\ndescription: Takes notes. Use when asked.\nauthor: Ada\ntags: [a]\n---\n# Notes\n"},
         {u"tables"_s, test::skillText(u"tables"_s)}});
    QTRY_VERIFY(home.has(u"notes"_s));
    QTemporaryDir out;
    ExportDialog dialog(*home.factory->exchange, {u"notes"_s, u"tables"_s}, {u"notes"_s});
    dialog.show();
    auto *words = child<QTextBrowser>(dialog, "exportWords");
    QTRY_VERIFY(words->toPlainText().contains(u"author"_s) && words->toPlainText().contains(u"tags"_s));
    auto *button = child<QPushButton>(dialog, "exportButton");
    child<QLineEdit>(dialog, "exportPlace")->setText(out.filePath(u"skills.zip"_s));
    QVERIFY(!button->isEnabled());
    child<QCheckBox>(dialog, "exportAgree")->setChecked(true);
    QVERIFY(button->isEnabled());
    QSignalSpy exported(home.factory->exchange.get(), &service::ExchangeService::exported);
    button->click();
    QTRY_COMPARE(exported.size(), 1);
    QVERIFY(QFileInfo::exists(out.filePath(u"skills.zip"_s)));
    QVERIFY(home.read(u"notes"_s).contains("author: Ada")); // the library stays as it is
    QSignalSpy failed(home.factory->exchange.get(), &service::ExchangeService::failed);
    button->click();
    QTRY_COMPARE(failed.size(), 1);
    child<QCheckBox>(dialog, "exportReplace")->setChecked(true);
    button->click();
    QTRY_COMPARE(exported.size(), 2);
}

void ImportDialogTest::theFirstRunOffersWhatIsThere()
{
    test::HomeFixture home;
    FirstRun first(*home.factory->models);
    first.resize(900, 700);
    first.show();
    QVERIFY(!child<QWidget>(first, "firstRunSkills")->isVisible());
    first.offerSources({{u"hermes"_s, u"Hermes"_s, u"/home/ada/.hermes"_s, u"/home/ada/.hermes/skills"_s, 41}});
    QVERIFY(child<QWidget>(first, "firstRunSkills")->isVisible());
    QSignalSpy import(&first, &FirstRun::importRequested);
    QSignalSpy source(&first, &FirstRun::sourceRequested);
    child<QPushButton>(first, "firstRunImport-hermes")->click();
    QCOMPARE(import.first().first().toString(), u"/home/ada/.hermes"_s);
    child<QPushButton>(first, "firstRunSource-hermes")->click();
    QCOMPARE(source.first().first().toString(), u"/home/ada/.hermes/skills"_s);
}

QTEST_MAIN(ImportDialogTest)
#include "tst_importdialog.moc"
