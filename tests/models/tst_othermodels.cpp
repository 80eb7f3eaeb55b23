// SPDX-License-Identifier: MIT
//
// Change sets, proposals, memory entries as rows, and the words for them.
#include "models/changesetmodel.h"
#include "models/memorymodel.h"
#include "models/proposalmodel.h"
#include "models/words.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hsf;
using namespace hsf::models;

namespace {

changes::ChangeSet set(const QString &id, const QString &skill, changes::State state = changes::State::Held)
{
    changes::ChangeSet set{.id = *ChangeSetId::parse(id)};
    set.author.origin = changes::Origin::Review;
    set.reason = "Sharpen " + skill;
    set.state = state;
    set.files = {{.path = "skills/" + skill + "/SKILL.md", .base = "a\n", .result = "b\n"}};
    return set;
}

/// Columns with " | " between, one line a row.
QStringList drawing(const QAbstractItemModel &model, int role = Qt::DisplayRole)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells.append(model.index(row, column).data(role).toString());
        lines.append(cells.join(" | "));
    }
    return lines;
}

const auto strict = QAbstractItemModelTester::FailureReportingMode::QtTest;

} // namespace

class TestOtherModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void waitingSetsOfOneSkillStandTogether()
    {
        ChangeSetModel model(ChangeSetModel::Order::ByTarget);
        QAbstractItemModelTester tester(&model, strict);
        model.setSets({set("4", "pdf"), set("3", "notes"), set("2", "pdf"), set("1", "zip")});
        QCOMPARE(drawing(model, ChangeSetModel::IdRole), QStringList({"4", "2", "3", "1"}));
    }
    void aDecisionChangesOneRow()
    {
        ChangeSetModel model;
        QAbstractItemModelTester tester(&model, strict);
        model.setSets({set("2", "pdf"), set("1", "notes")});
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.replace(set("1", "notes", changes::State::Applied));
        model.replace(set("9", "unknown", changes::State::Applied));
        QCOMPARE(changed.size(), 1);
        QVERIFY(model.index(1, 0).data(Qt::AccessibleTextRole).toString().contains("applied"));
        QCOMPARE(model.rowCount(), 2);
    }
    void targetsAreNamed()
    {
        auto both = set("1", "pdf");
        QCOMPARE(targetWords(both), "pdf");
        both.files.append({.path = "memories/MEMORY.md", .result = "x"});
        QVERIFY(targetWords(both).contains("pdf"));
        both.files.removeFirst();
        QCOMPARE(targetWords(both), "memory");
    }
    void proposalsAreATableWithNotes()
    {
        ProposalModel model;
        QAbstractItemModelTester tester(&model, strict);
        const curator::Proposal proposal{.id = *ProposalId::parse("p1"),
                                         .skill = "notes",
                                         .from = changes::Stage::Stale,
                                         .to = changes::Stage::Archived,
                                         .reason = "Unused for 92 days.",
                                         .state = "waiting"};
        model.setProposals({proposal}, {});
        QCOMPARE(drawing(model), QStringList({"notes | stale → archived | Unused for 92 days. |  | "}));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setProposals({proposal}, {{.skill = "notes", .verdict = "keep", .reason = "still true"}});
        QCOMPARE(drawing(model), QStringList({"notes | stale → archived | Unused for 92 days. | keep: still true | "}));
        QCOMPARE(changed.size(), 1);
    }
    void aPlanIsSaidInOneSentence()
    {
        using changes::Stage;
        QCOMPARE(planWords({}), "nothing to do");
        const QString words = planWords({{.skill = "a", .to = Stage::Archived},
                                         {.skill = "b", .to = Stage::Stale},
                                         {.skill = "c", .to = Stage::Stale}});
        QVERIFY(words.contains("archive 1") && words.contains("mark 2"));
    }
    void memoryEntriesGoToTheirOwnList()
    {
        using library::MemoryFile;
        MemoryModel notes(MemoryFile::Memory), about(MemoryFile::User);
        QAbstractItemModelTester tester(&notes, strict);
        const QList<service::MemoryEntry> entries{{.file = MemoryFile::Memory, .text = "Tests run with ctest"},
                                                  {.file = MemoryFile::User,
                                                   .text = "Prefers short answers",
                                                   .origin = changes::Origin::Review,
                                                   .evidence = {{9, "shorter please"}}}};
        notes.setEntries(entries);
        about.setEntries(entries);
        QCOMPARE(drawing(notes), QStringList({"Tests run with ctest"}));
        QCOMPARE(drawing(about), QStringList({"Prefers short answers"}));
        const QString source = about.index(0, 0).data(Qt::ToolTipRole).toString();
        QVERIFY(source.contains("review") && source.contains("9") && source.contains("shorter please"));
    }
    void agoIsSaidAsPeopleSayIt_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("now") << 10 << "just now";
        QTest::newRow("minutes") << 5 * 60 << "5 minute";
        QTest::newRow("same day") << 3 * 3600 << "today";
        QTest::newRow("yesterday") << 24 * 3600 << "yesterday";
        QTest::newRow("days") << 9 * 24 * 3600 << "9 day";
        QTest::newRow("long ago") << 400 * 24 * 3600 << "2025";
    }
    void agoIsSaidAsPeopleSayIt()
    {
        QFETCH(int, seconds);
        QFETCH(QString, words);
        const QDateTime now(QDate(2026, 6, 20), QTime(12, 0));
        const QString said = agoWords(now.addSecs(-seconds), now);
        QVERIFY2(said.contains(words), qPrintable(said));
        QVERIFY(agoWords({}, now).isEmpty());
    }
};
QTEST_GUILESS_MAIN(TestOtherModels)
#include "tst_othermodels.moc"
