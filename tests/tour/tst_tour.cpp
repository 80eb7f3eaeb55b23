// SPDX-License-Identifier: MIT
//
// The main story in the real window: after each scene a person finds on it what it is about.
#include "tour/eyes.h"
#include "tour/story.h"

#include "diff/rows.h"
#include "models/skillmodel.h"
#include "ui/changes/setview.h"
#include "ui/parts/diffview.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using Theme = AppearanceSettings::Theme;

class TestTour : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theStoryIsToldOnEveryPage_data();
    void theStoryIsToldOnEveryPage();
    void whatTheStoryLeftOnDisk();
    void allThatWasAskedWasScripted();

private:
    test::Story m_story;
    bool m_stopped = false;
};

void TestTour::theStoryIsToldOnEveryPage_data()
{
    const QMap<QString, QStringList> seen{
        {u"01-first-run"_s, {u"Which model shall answer?"_s, u"A model on this computer"_s, u"An online provider"_s, u"Look around first"_s}},
        {u"02-settings-models"_s, {u"hermes-4-70b"_s, u"\"OK\""_s, u"Use this model"_s}},
        {u"03-settings-learning"_s, {u"Pause learning"_s, u"10 tool iterations"_s}},
        {u"04-settings-curator"_s, {u"Pause the curator"_s, u"30 days"_s, u"90 days"_s}},
        {u"05-settings-appearance"_s, {u"Like the system"_s, u"100 %"_s}},
        {u"06-settings-data"_s, {u"history.git"_s, u"factory.db"_s, u"Read-only sources"_s}},
        {u"07-chat-new"_s, {u"What do you want done?"_s, test::tourQuestion(), u"report-tables"_s, u"workspace"_s, u"Changes (1)"_s}},
        {u"08-chat-streaming"_s, {u"Thought: An answer with a list"_s, u"how lists look here"_s, u"Stop"_s}},
        {u"09-chat-approval-diff"_s, {u"notes/suppliers.md"_s, u"go by the reference, never by the sum"_s, u"Deny"_s, u"Always: write files in"_s, u"Allow once"_s}},
        {u"10-chat-approval-command"_s, {u"grep -h '^Total' invoices/*.txt | sort; cut -d';' -f3,4 payments.csv | sort -n"_s, u"Deny"_s}},
        {u"11-chat-answer"_s, {u"Huber's habit"_s, u"R-1195"_s, u"2.632,20 €"_s}},
        {u"12-chat-review"_s, {u"payment-matching"_s, u"new"_s, u"report-tables"_s, u"changed"_s, u"Review: created"_s, u"Review: patched"_s,
                               u"amounts of money as the bookkeeper writes them: 1.250,00 €."_s, u"Undo"_s}},
        {u"13-skills-editor"_s, {u"payment-matching"_s, u"Equal amounts prove nothing"_s, u"Find out which invoices are open"_s, u"Save"_s,
                                 u"review"_s}},
        {u"14-changes-waiting"_s, {u"csv-cleaning"_s, u"Lines without a date are sums of the bank"_s, u"Accept"_s, u"Reject"_s}},
        {u"15-changes-decided"_s, {u"report-tables"_s, u"1.250,00 €"_s, u"Undo"_s}},
        {u"16-curator-proposals"_s, {u"meeting-minutes"_s, u"scan-renaming"_s, u"meetings come in seasons"_s, u"Approve"_s, u"Reject"_s}},
        {u"17-curator-archive"_s, {u"scan-renaming"_s, u"Restore"_s, u"Archive (1)"_s}},
        {u"18-memory"_s, {u"Pays suppliers every Friday"_s, u"Amsel Joinery"_s}},
        {u"19-chat-again"_s, {u"2.632,20 €"_s, u"payment-matching"_s}},
        {u"20-chat-search"_s, {u"Best first"_s, u"invoice"_s}},
        {u"21-chat-edited"_s, {u"overdue today, the first of July"_s, u"Only R-1190 is overdue"_s}},
        {u"22-chat-queue"_s, {u"three payments to Huber"_s, u"And put the list into a file"_s, u"Then tell me which of them"_s, u"Queue"_s, u"Stop"_s}},
        {u"23-import"_s, {u"delivery-slips"_s, u"report-tables"_s, u"stock-count"_s}},
        {u"24-export"_s, {u"payment-matching"_s, u"report-tables"_s, u"Export"_s}},
        {u"26-new-skill"_s, {u"friday-payments"_s, u"Prepares the payments of every Friday"_s, u"Create"_s}},
        {u"27-settings-permissions"_s, {u"Write files in "_s, u"Always, in every chat"_s, u"Revoke"_s}},
        {u"25-sync"_s, {u"payment-matching"_s, u"Sync"_s, u"main"_s}},
    };
    QTest::addColumn<QStringList>("words");
    for (const test::Scene &scene : test::Story::scenes())
        QTest::newRow(qPrintable(scene.name)) << seen.value(scene.name);
}

void TestTour::theStoryIsToldOnEveryPage()
{
    if (m_stopped)
        QSKIP("The story ended in an earlier scene.");
    QFETCH(QStringList, words);
    QVERIFY(!words.isEmpty());
    const QLatin1StringView name(QTest::currentDataTag());
    const auto scenes = test::Story::scenes();
    const auto scene = std::ranges::find(scenes, name, &test::Scene::name);
    const auto reached = (m_story.*scene->reach)();
    m_stopped = !reached;
    QVERIFY2(reached, qPrintable(reached ? QString() : reached.error().message));
    for (const Theme theme : {Theme::Dark, Theme::Light}) {
        m_story.appear(theme);
        QVERIFY(test::showsSomething(test::pictureOf(m_story.window())));
    }
    const QString sight = test::wordsInSight(m_story.window()).join(u'\n');
    for (const QString &word : std::as_const(words))
        QVERIFY2(sight.contains(word), qPrintable(u"\"%1\" is not in sight:\n%2"_s.arg(word, sight)));
}

void TestTour::whatTheStoryLeftOnDisk()
{
    if (m_stopped)
        QSKIP("The story ended in an earlier scene.");
    QFile notes(m_story.workspace() + u"/notes/suppliers.md"_s);
    QVERIFY(notes.open(QIODevice::ReadOnly));
    QVERIFY(notes.readAll().contains("go by the reference, never by the sum."));
    // What the page of changes shows of the review's patch is what is on the disk, byte for byte.
    const auto *page = m_story.window().widgetOf(ui::MainWindow::Page::Changes);
    const ui::DiffView &diff = page->findChild<ui::SetView *>()->diff();
    QCOMPARE(diff.files().size(), 1);
    const QString path = diff.files().first().path;
    QCOMPARE(path, u"skills/report-tables/SKILL.md"_s);
    QFile onDisk(m_story.factory().bench->home().defaultLibrary() + path.sliced(u"skills"_s.size()));
    QVERIFY(onDisk.open(QIODevice::ReadOnly));
    QCOMPARE(diff::newBytes(diff.rows(path)), onDisk.readAll());
}

void TestTour::allThatWasAskedWasScripted()
{
    if (m_stopped)
        QSKIP("The story ended in an earlier scene.");
    QVERIFY2(m_story.server().unexpected().isEmpty(), qPrintable(m_story.server().unexpected().join(u'\n')));
    QCOMPARE(m_story.server().unserved(), QStringList{});
}

QTEST_MAIN(TestTour)
#include "tst_tour.moc"
