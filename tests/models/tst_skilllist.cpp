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

/// As the service would answer: hits as places in some rows, the first of them quoted.
service::SearchAnswer answer(const QList<service::SkillRow> &rows, const QList<int> &found, const QStringList &snippets = {})
{
    service::SearchAnswer answer{.rows = rows, .found = found};
    for (qsizetype i = 0; i < snippets.size(); ++i)
        answer.quoted.append(hit(rows.at(found.at(i)), snippets.at(i)));
    return answer;
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
        list.setAnswer(answer({gone, row("not there any more"), row("b/one")}, {2, 0, 1}, {"found here"}));
        QCOMPARE(drawing(list), QStringList({"b/one", "z/gone"})); // an archived one is found as well
        QCOMPARE(list.index(0).data(SkillList::SnippetRole).toString(), "found here");
        QCOMPARE(list.hiddenCount(), 1);
        list.setAnswer(answer(model.values(), {}));
        QCOMPARE(list.rowCount(), 0);
        list.setAnswer(std::nullopt);
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

    /// What a list knows from before (rows, filters, a search) changes nothing of what it shows: a list made anew shows the same.
    void whateverCameBeforeTheListIsThatOfNow()
    {
        const QList<SkillFilter> filters{{}, {.origins = {changes::Origin::Review}}, {.stages = {changes::Stage::Archived}}, {.problemsOnly = true},
                                         {.stages = {changes::Stage::Active, changes::Stage::Archived}, .tags = {"t1"}},
                                         {.source = QString()}, {.lastUse = LastUse::Week}};
        for (int seed = 0; seed < 200; ++seed) {
            QRandomGenerator random(seed);
            SkillModel model;
            SkillList list(model);
            QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
            std::optional<service::SearchAnswer> asked;
            for (int step = 0; step < 12; ++step) {
                if (random.bounded(3) == 0) {
                    QList<service::SkillRow> rows;
                    for (int i = 0; i < 24; ++i) {
                        if (random.bounded(4) == 0)
                            continue;
                        auto one = row(QStringLiteral("%1/s%2").arg(QChar(u'a' + i / 5)).arg(i, 2, 10, QChar(u'0')), i % 7 ? QString() : "/x/pack");
                        one.entry.archived = random.bounded(5) == 0 && one.entry.source.isEmpty();
                        one.entry.findings = random.bounded(3) == 0;
                        one.entry.tags = {QStringLiteral("t%1").arg(random.bounded(3))};
                        one.facts.origin = random.bounded(2) ? changes::Origin::Review : changes::Origin::You;
                        one.lastUse = QDateTime::currentDateTimeUtc().addDays(-random.bounded(20));
                        rows.append(one);
                    }
                    model.setRows(rows);
                } else if (random.bounded(3) == 0) {
                    list.setFilter(filters.at(random.bounded(int(filters.size()))));
                } else if (random.bounded(4) == 0) {
                    asked.reset();
                    list.setAnswer(asked);
                } else { // of the rows as they are, or, when they change afterwards, as they were
                    QList<int> found;
                    QStringList snippets;
                    for (int i = 0; i < model.values().size(); ++i) {
                        if (random.bounded(2))
                            found.insert(random.bounded(int(found.size()) + 1), i);
                    }
                    for (int i = 0; i < std::min<int>(3, int(found.size())); ++i)
                        snippets.append(QStringLiteral("quote %1").arg(i));
                    asked = answer(model.values(), found, snippets);
                    list.setAnswer(asked);
                }
                SkillList fresh(model);
                fresh.setAnswer(asked);
                fresh.setFilter(list.filter());
                QCOMPARE(drawing(list), drawing(fresh));
                QCOMPARE(std::pair(list.shownCount(), list.hiddenCount()), std::pair(fresh.shownCount(), fresh.hiddenCount()));
                QStringList quotes, wanted;
                for (int i = 0; i < list.rowCount(); ++i)
                    quotes.append(list.index(i).data(SkillList::SnippetRole).toString());
                for (int i = 0; i < fresh.rowCount(); ++i)
                    wanted.append(fresh.index(i).data(SkillList::SnippetRole).toString());
                QCOMPARE(quotes, wanted);
                // And every one of them passes by itself.
                SkillFilter found = list.filter();
                if (list.isSearching() && found.stages.isEmpty())
                    found.stages = {changes::Stage::Trial, changes::Stage::Active, changes::Stage::Stale, changes::Stage::Archived};
                int passing = 0;
                for (const service::SkillRow &one : model.values()) {
                    const bool asksForIt = !asked || std::ranges::any_of(asked->found, [&](int at) {
                        return asked->rows.at(at).entry.folder == one.entry.folder;
                    });
                    passing += asksForIt && passes(one, found);
                }
                QCOMPARE(list.shownCount(), passing);
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
        QList<int> found;
        for (int i = 0; i < 10'000; i += 3)
            found.append(i);
        list.setAnswer(answer(rows, found));
        QCOMPARE(list.rowCount(), 3'334);
        QCOMPARE(layout.size(), 1);
        QCOMPARE(inserted.size() + removed.size(), 0);
    }
};
QTEST_GUILESS_MAIN(TestSkillList)
#include "tst_skilllist.moc"
