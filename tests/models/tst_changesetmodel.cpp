// SPDX-License-Identifier: MIT
//
// Change sets as rows: together by skill under one heading, filtered without a trace of silence, with the risk a person
// should know of.
#include "models/changesetmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace hsf;
using namespace hsf::models;
using changes::ChangeSet;
using changes::FileChange;
using changes::Origin;
using changes::State;

namespace {

ChangeSet setOf(const QString &skill, const QString &reason, Origin origin = Origin::Review, State state = State::Held)
{
    return {.id = ChangeSetId::fresh(),
            .author = {.origin = origin},
            .reason = reason,
            .files = {{QStringLiteral("skills/%1/SKILL.md").arg(skill), "a\n", "b\n", false, skill}},
            .state = state};
}

/// "heading > subject" a row, as one reads it.
QStringList printed(const ChangeSetModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        const QString heading = index.data(ChangeSetModel::GroupRole).toString();
        lines.append((heading.isEmpty() ? QString() : heading + QStringLiteral(" > "))
                     + index.data(ChangeSetModel::SubjectRole).toString());
    }
    return lines;
}

} // namespace
Q_DECLARE_METATYPE(hsf::models::Risk)

class TestChangeSetModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void setsOfOneSkillStandUnderOneHeading()
    {
        ChangeSetModel model(ChangeSetModel::Order::ByTarget);
        const QAbstractItemModelTester tester(&model);
        const QList<ChangeSet> sets{setOf("notes", "newest"), setOf("tables", "in between"), setOf("notes", "oldest")};
        model.setSets(sets);
        QCOMPARE(printed(model), QStringList({"notes · 2 change(s) > newest", "oldest", "tables · 1 change(s) > in between"}));
        model.setSets({sets.at(1), sets.at(2)});
        QCOMPARE(printed(model), QStringList({"tables · 1 change(s) > in between", "notes · 1 change(s) > oldest"}));
        ChangeSetModel history;
        history.setSets(sets);
        QCOMPARE(printed(history), QStringList({"newest", "in between", "oldest"}));
    }
    void whatAFilterKeepsBackIsCounted_data()
    {
        QTest::addColumn<SetFilter>("filter");
        QTest::addColumn<QStringList>("shown");
        QTest::newRow("nothing asked") << SetFilter() << QStringList({"a header", "a footer", "a rule"});
        QTest::newRow("words of the reason") << SetFilter{.words = "HEADER"} << QStringList("a header");
        QTest::newRow("a skill") << SetFilter{.words = "tables"} << QStringList({"a header", "a footer"});
        QTest::newRow("a file") << SetFilter{.words = "skill.md rule"} << QStringList("a rule");
        QTest::newRow("an author") << SetFilter{.author = Origin::Agent} << QStringList("a footer");
        QTest::newRow("a state") << SetFilter{.state = State::Outdated} << QStringList("a rule");
        QTest::newRow("a risk") << SetFilter{.risk = Risk::High} << QStringList("a footer");
        QTest::newRow("all of it") << SetFilter{.words = "tables", .author = Origin::Review, .risk = Risk::Low} << QStringList("a header");
        QTest::newRow("nothing fits") << SetFilter{.words = "nowhere"} << QStringList();
    }
    void whatAFilterKeepsBackIsCounted()
    {
        QFETCH(SetFilter, filter);
        QFETCH(QStringList, shown);
        ChangeSetModel model;
        const QAbstractItemModelTester tester(&model);
        ChangeSet footer = setOf("tables", "a footer", Origin::Agent);
        footer.gained.scripts = {"scripts/run.sh#012345"};
        model.setSets({setOf("tables", "a header"), footer, setOf("letters", "a rule", Origin::Review, State::Outdated)});
        model.setFilter(filter);
        QCOMPARE(printed(model), shown);
        QCOMPARE(model.hidden(), 3 - shown.size());
        model.setFilter({});
        QCOMPARE(model.rowCount(), 3);
    }
    void newsOfAHiddenSetBringsItBackWhenItFits()
    {
        ChangeSetModel model;
        ChangeSet set = setOf("notes", "a change");
        model.setSets({set});
        model.setFilter({.state = State::Outdated});
        QCOMPARE(model.rowCount(), 0);
        set.state = State::Outdated;
        model.replace(set);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.hidden(), 0);
    }
    void howCarefullyToLook_data()
    {
        QTest::addColumn<ChangeSet>("set");
        QTest::addColumn<Risk>("risk");
        const auto with = [](auto change) {
            ChangeSet set = setOf("notes", "a change");
            change(set);
            return set;
        };
        const auto finding = [&](skill::Severity severity) {
            return with([&](ChangeSet &set) { set.findings = {{.rule = "x", .severity = severity, .message = "y"}}; });
        };
        QTest::newRow("some words") << setOf("notes", "a change") << Risk::Low;
        QTest::newRow("advice") << finding(skill::Severity::Advice) << Risk::Low;
        QTest::newRow("a warning") << finding(skill::Severity::Warning) << Risk::Medium;
        QTest::newRow("a high finding") << finding(skill::Severity::High) << Risk::High;
        QTest::newRow("a tool") << with([](ChangeSet &set) { set.gained.allowedTools = {"Bash"}; }) << Risk::High;
        QTest::newRow("an address") << with([](ChangeSet &set) { set.gained.networkHosts = {"example.org"}; }) << Risk::High;
        QTest::newRow("a file goes") << with([](ChangeSet &set) { set.files.first().result.reset(); }) << Risk::Medium;
    }
    void howCarefullyToLook()
    {
        QFETCH(ChangeSet, set);
        QFETCH(Risk, risk);
        QCOMPARE(riskOf(set), risk);
        QCOMPARE(riskReason(set).isEmpty(), risk == Risk::Low);
    }
};
QTEST_GUILESS_MAIN(TestChangeSetModel)
#include "tst_changesetmodel.moc"
