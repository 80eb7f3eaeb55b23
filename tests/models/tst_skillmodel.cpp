// SPDX-License-Identifier: MIT
#include "models/skillmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace hsf;
using namespace hsf::models;

namespace {

service::SkillRow row(const QString &id, changes::Origin origin = changes::Origin::You,
                      changes::Stage stage = changes::Stage::Active, const QString &description = {})
{
    service::SkillRow row{.entry = {.id = *skill::SkillId::parse(id)}};
    row.entry.name = row.entry.id.name();
    row.entry.description = description;
    row.entry.archived = stage == changes::Stage::Archived;
    row.facts = {.skill = id, .origin = origin, .stage = stage};
    return row;
}

/// One line a row, as a person would read the list.
QStringList drawing(const QAbstractItemModel &model)
{
    static const QStringList marks{QString(), QStringLiteral(" *new*"), QStringLiteral(" *changed*")};
    QStringList lines;
    for (int i = 0; i < model.rowCount(); ++i) {
        const QModelIndex at = model.index(i, 0);
        lines.append(at.data(SkillModel::IdRole).toString() + marks.at(at.data(SkillModel::MarkRole).toInt()));
    }
    return lines;
}

struct Seen { ///< what a view is told
    explicit Seen(const QAbstractItemModel &model)
        : inserted(&model, &QAbstractItemModel::rowsInserted)
        , removed(&model, &QAbstractItemModel::rowsRemoved)
        , changed(&model, &QAbstractItemModel::dataChanged)
        , reset(&model, &QAbstractItemModel::modelReset)
    { }
    QSignalSpy inserted, removed, changed, reset;
};

} // namespace

class TestSkillModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsStandByCategoryAndName()
    {
        SkillModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({row("release/notes"), row("documents/pdf-tables"), row("alone"), row("documents/Invoices")});
        QCOMPARE(drawing(model), QStringList({"alone", "documents/Invoices", "documents/pdf-tables", "release/notes"}));
    }

    void aNewSkillIsOneInsertedRow()
    {
        SkillModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({row("a"), row("c")});
        Seen seen(model);
        const QPersistentModelIndex c = model.index(1, 0);
        model.setRows({row("a"), row("b"), row("c")}, {.created = {"b"}});
        QCOMPARE(seen.inserted.size(), 1);
        QCOMPARE(seen.reset.size(), 0);
        QCOMPARE(c.row(), 2);
        QCOMPARE(drawing(model), QStringList({"a", "b *new*", "c"}));
    }

    void aMarkStaysUntilSeen()
    {
        SkillModel model;
        model.setRows({row("a"), row("b")}, {.created = {"a"}, .changed = {"b"}});
        QCOMPARE(drawing(model), QStringList({"a *new*", "b *changed*"}));
        model.setRows({row("a"), row("b")}, {.changed = {"a"}}); // still new
        QCOMPARE(drawing(model), QStringList({"a *new*", "b *changed*"}));
        model.markSeen("a");
        QCOMPARE(drawing(model), QStringList({"a", "b *changed*"}));
    }

    void anythingBecomesAnything()
    {
        for (int seed = 0; seed < 100; ++seed) {
            QRandomGenerator random(seed);
            SkillModel model;
            QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
            for (int step = 0; step < 6; ++step) {
                QList<service::SkillRow> rows;
                for (int i = 0; i < 30; ++i)
                    if (random.bounded(3))
                        rows.append(
                            row(QStringLiteral("s%1").arg(i, 2, 10, QChar(u'0')), changes::Origin(random.bounded(3))));
                Seen seen(model);
                model.setRows(rows);
                QCOMPARE(model.values(), rows);
                QCOMPARE(seen.reset.size(), 0);
            }
        }
    }

    void orderChangesKeepWhatIsSelected()
    {
        struct Words final : ValueListModel<QString> {
            QString keyOf(const QString &word) const override { return word; }
            QVariant data(const QString &word, int, int role) const override
            {
                return role == Qt::DisplayRole ? QVariant(word) : QVariant();
            }
        } model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setValues({"a", "b", "c"});
        const QPersistentModelIndex b = model.index(1, 0);
        model.setValues({"c", "d", "b", "b"});
        QCOMPARE(model.values(), QStringList({"c", "d", "b"}));
        QCOMPARE(b.data().toString(), "b");
        QCOMPARE(b.row(), 2);
    }

    void theFilterCountsWhatItHides_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("origin");
        QTest::addColumn<int>("stage");
        QTest::addColumn<QStringList>("shown");
        QTest::addColumn<int>("hidden");
        const int any = -1, review = int(changes::Origin::Review), archived = int(changes::Stage::Archived),
                  trial = int(changes::Stage::Trial);
        QTest::newRow("nothing asked: all but archived")
            << "" << any << any << QStringList({"notes", "pdf/tables", "pdf/text"}) << 0;
        QTest::newRow("a word of the name") << "TAB" << any << any << QStringList({"pdf/tables"}) << 2;
        QTest::newRow("words of description and category")
            << "pdf extract" << any << any << QStringList({"pdf/tables"}) << 2;
        QTest::newRow("origin") << "" << review << any << QStringList({"pdf/text"}) << 2;
        QTest::newRow("stage") << "" << any << trial << QStringList({"pdf/text"}) << 2;
        QTest::newRow("archived only when asked") << "" << any << archived << QStringList({"old"}) << 3;
        QTest::newRow("nothing fits") << "zebra" << any << any << QStringList() << 3;
    }
    void theFilterCountsWhatItHides()
    {
        QFETCH(QString, text);
        QFETCH(int, origin);
        QFETCH(int, stage);
        QFETCH(QStringList, shown);
        QFETCH(int, hidden);
        SkillModel model;
        using enum changes::Origin;
        model.setRows({row("pdf/tables", You, changes::Stage::Active, "Extract tables"),
                       row("pdf/text", Review, changes::Stage::Trial), row("notes"),
                       row("old", You, changes::Stage::Archived)});
        SkillFilterProxy proxy(model);
        QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        SkillFilter filter{.text = text};
        if (origin >= 0)
            filter.origins.insert(changes::Origin(origin));
        if (stage >= 0)
            filter.stages.insert(changes::Stage(stage));
        proxy.setFilter(filter);
        QCOMPARE(drawing(proxy), shown);
        QCOMPARE(proxy.hiddenCount(), hidden);
        QCOMPARE(proxy.archivedCount(), 1);
    }

    void fiveThousandRowsAreOneSignalAndOneMoreIsOneMore()
    {
        QList<service::SkillRow> rows;
        for (int i = 0; i < 5000; ++i)
            rows.append(row(QStringLiteral("c%1/skill-%2").arg(i % 40, 2, 10, QChar(u'0')).arg(i, 4, 10, QChar(u'0'))));
        SkillModel model;
        Seen seen(model);
        model.setRows(rows);
        QCOMPARE(seen.inserted.size(), 1);
        rows[2500].entry.description = "sharper";
        rows.append(row("c10/between"));
        model.setRows(rows);
        QCOMPARE(seen.inserted.size(), 2);
        QCOMPARE(seen.changed.size(), 1);
        QCOMPARE(seen.removed.size(), 0);
    }

    void aScreenReaderHearsTheWholeRow()
    {
        SkillModel model;
        auto one = row("pdf/tables", changes::Origin::Review, changes::Stage::Trial, "Extract tables");
        one.facts.pinned = true;
        one.entry.findings = 2;
        model.setRows({one}, {.created = {"pdf/tables"}});
        const QString heard = model.index(0, 0).data(Qt::AccessibleTextRole).toString();
        for (const char *word : {"pdf/tables", "trial", "review", "pinned", "2 problem", "new", "Extract tables"})
            QVERIFY2(heard.contains(QLatin1StringView(word)), qPrintable(heard));
    }
};
QTEST_GUILESS_MAIN(TestSkillModel)
#include "tst_skillmodel.moc"
