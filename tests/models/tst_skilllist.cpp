// SPDX-License-Identifier: MIT
//
// What a person's list shows: categories and sources, filters, hits; and what a view is told when it changes.
#include "models/filterwords.h"
#include "models/skilllist.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace hsf;
using namespace hsf::models;

namespace {

service::SkillRow row(const QString &id, const QString &source = {})
{
    service::SkillRow row{.entry = {.id = *skill::SkillId::parse(id)}};
    row.entry.source = source;
    row.entry.folder = (source.isEmpty() ? QStringLiteral("/library") : source) + u'/' + id;
    row.facts = {.skill = id, .origin = changes::Origin::You};
    return row;
}

library::SearchHit hit(const service::SkillRow &row, const QString &snippet = {})
{
    return {.id = row.entry.id.toString(), .source = row.entry.source, .archived = row.entry.archived, .folder = row.entry.folder, .snippet = snippet};
}

QStringList drawing(const SkillList &list)
{
    QStringList lines;
    for (int i = 0; i < list.rowCount(); ++i) {
        const QModelIndex at = list.index(i);
        lines.append(at.data(SkillList::IsGroupRole).toBool()
                         ? QStringLiteral("[%1 %2%3]").arg(at.data().toString()).arg(at.data(SkillList::GroupCountRole).toInt())
                               .arg(at.data(SkillList::CollapsedRole).toBool() ? " closed" : "")
                         : at.data(SkillModel::IdRole).toString());
    }
    return lines;
}

} // namespace

class TestSkillList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void skillsStandBelowTheirCategoryAndSource()
    {
        SkillModel model;
        model.setRows({row("alone"), row("b/two"), row("b/one"), row("theirs", "/x/pack"), row("c/deep", "/x/pack")});
        SkillList list(model);
        QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(drawing(list), QStringList({"alone", "[b 2]", "b/one", "b/two", "[pack 1]", "theirs", "[pack · c 1]", "c/deep"}));
        list.setCategories({{"b", {}, "About b"}});
        QCOMPARE(list.index(1).data(SkillModel::DescriptionRole).toString(), "About b");
        list.setCollapsed(list.index(1), true);
        QCOMPARE(drawing(list).first(3), QStringList({"alone", "[b 2 closed]", "[pack 1]"}));
        QCOMPARE(list.hiddenCount(), 0);
        QCOMPARE(list.shownCount(), 5);
        QVERIFY(list.revealed("b/two").isValid());
        QCOMPARE(drawing(list).size(), 8);
    }

    void aFilterCountsWhatItHides_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QStringList>("shown");
        QTest::addColumn<int>("hidden");
        QTest::newRow("nothing") << "" << QStringList({"fresh", "office", "old"}) << 0;
        QTest::newRow("a tag") << "tag:pdf" << QStringList({"office"}) << 2;
        QTest::newRow("never used") << "used:never" << QStringList({"office"}) << 2;
        QTest::newRow("used this week") << "used:week" << QStringList({"fresh"}) << 2;
        QTest::newRow("not for a month") << "used:not-for-a-month" << QStringList({"office", "old"}) << 1;
        QTest::newRow("unproven") << "verdict:unproven" << QStringList({"fresh", "office", "old"}) << 0;
        QTest::newRow("proven") << "verdict:proven" << QStringList() << 3;
        QTest::newRow("problems") << "problems:yes" << QStringList({"old"}) << 2;
        QTest::newRow("a source") << "source:/x" << QStringList() << 3;
        QTest::newRow("two at once") << "tag:office used:week" << QStringList({"fresh"}) << 2;
        QTest::newRow("archived only when asked") << "stage:archived" << QStringList({"gone"}) << 3;
    }
    void aFilterCountsWhatItHides()
    {
        QFETCH(const QString, words);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        auto fresh = row("fresh"), office = row("office"), old = row("old"), gone = row("gone");
        fresh.lastUse = now.addDays(-2);
        old.lastUse = now.addDays(-60);
        fresh.entry.tags = {"office"};
        office.entry.tags = {"office", "pdf"};
        old.entry.findings = 1;
        gone.entry.archived = true;
        gone.lastUse = old.lastUse;
        SkillModel model;
        model.setRows({fresh, gone, office, old});
        SkillList list(model);
        list.setFilter(filterOf(words));
        QTEST(drawing(list), "shown");
        QTEST(list.hiddenCount(), "hidden");
    }

    void hitsStandInTheirOwnOrder()
    {
        auto gone = row("z/gone");
        gone.entry.archived = true;
        SkillModel model;
        model.setRows({row("a"), row("b/one"), gone});
        SkillList list(model);
        QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        list.setHits(QList{hit(row("b/one"), "found here"), hit(gone), hit(row("not there any more"))});
        QCOMPARE(drawing(list), QStringList({"b/one", "z/gone"})); // an archived one is found as well
        QCOMPARE(list.index(0).data(SkillList::SnippetRole).toString(), "found here");
        QCOMPARE(list.hiddenCount(), 1);
        list.setHits(QList<library::SearchHit>());
        QCOMPARE(list.rowCount(), 0);
        list.setHits(std::nullopt);
        QCOMPARE(drawing(list), QStringList({"a", "[b 1]", "b/one"}));
    }

    void whatIsHeldStaysWhatItIs()
    {
        for (int seed = 0; seed < 200; ++seed) {
            QRandomGenerator random(seed);
            SkillModel model;
            SkillList list(model);
            QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
            QPersistentModelIndex held;
            QString heldId;
            for (int step = 0; step < 8; ++step) {
                QList<service::SkillRow> rows;
                for (int i = 0; i < 20; ++i) {
                    if (random.bounded(4))
                        rows.append(row(QStringLiteral("%1/s%2").arg(QChar(u'a' + i / 7)).arg(i, 2, 10, QChar(u'0'))));
                }
                model.setRows(rows);
                if (random.bounded(2) && list.rowCount() > 2)
                    list.setCollapsed(list.index(0), random.bounded(2));
                if (held.isValid())
                    QCOMPARE(held.data(SkillModel::IdRole).toString(), heldId);
                else if (list.rowCount() > 0) {
                    held = list.index(random.bounded(list.rowCount()));
                    heldId = held.data(SkillModel::IdRole).toString();
                }
            }
        }
    }

    void filtersBecomeWordsAndBack()
    {
        SkillFilter filter{.text = "two words: & more", .origins = {changes::Origin::Review, changes::Origin::You}, .stages = {changes::Stage::Trial},
                           .problemsOnly = true, .tags = {"a b", "größe"}, .source = "/x y/z", .lastUse = LastUse::Never, .verdicts = {Verdict::Harmful}};
        QCOMPARE(filterOf(filterWords(filter)), filter);
        QCOMPARE(filterWords({}), QString());
        QCOMPARE(filterOf("planet:mars stage:molten used:tomorrow verdict: origin:nobody"), SkillFilter());
    }

    void tenThousandRowsAreOneChange()
    {
        QList<service::SkillRow> rows;
        for (int i = 0; i < 10'000; ++i)
            rows.append(row(QStringLiteral("c%1/skill-%2").arg(i / 250, 2, 10, QChar(u'0')).arg(i, 5, 10, QChar(u'0'))));
        SkillModel model;
        SkillList list(model);
        model.setRows(rows);
        QCOMPARE(list.rowCount(), 10'040);
        QSignalSpy layout(&list, &QAbstractItemModel::layoutChanged), inserted(&list, &QAbstractItemModel::rowsInserted),
            removed(&list, &QAbstractItemModel::rowsRemoved);
        QList<library::SearchHit> hits;
        for (int i = 0; i < 10'000; i += 3)
            hits.append(hit(rows[i]));
        list.setHits(hits);
        QCOMPARE(list.rowCount(), 3'334);
        QCOMPARE(layout.size(), 1);
        QCOMPARE(inserted.size() + removed.size(), 0);
    }
};
QTEST_GUILESS_MAIN(TestSkillList)
#include "tst_skilllist.moc"
