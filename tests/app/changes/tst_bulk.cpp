// SPDX-License-Identifier: MIT
//
// What deciding on several sets would do is told before it is done, and then that is what happens.
#include "doorhome.h"

using namespace hsf;
using namespace hsf::changes;
using Fate = BulkPlan::Fate;

class TestBulk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thePlanIsWhatHappens()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        const auto submit = [&](Origin origin, const QList<Operation> &operations, const QString &reason) {
            home.clock.set(home.clock.now().addSecs(60));
            return (*open)->submit(draftBy(origin, operations, reason));
        };
        for (const char *name : {"a", "b"})
            VERIFY_DONE(submit(Origin::You, {CreateSkill{name, skillText(name, "one\ntwo\nthree\nfour\nfive\n")}}, "Make"));
        (*open)->setPolicy({.askBeforeEveryChange = true});
        const auto first = submit(Origin::Agent, {PatchFile{"a", {}, "one", "ONE", false, {}}}, "first");
        const auto merges = submit(Origin::Agent, {PatchFile{"a", {}, "five", "FIVE", false, {}}}, "merges");
        const auto clash = submit(Origin::Agent, {PatchFile{"a", {}, "one", "eins", false, {}}}, "clash");
        const auto other = submit(Origin::Review, {WriteFile{"b", "references/x.md", "x\n", {}}, EditMemory{{{.text = "Counts."}}}}, "other");
        const auto same = submit(Origin::Agent, {PatchFile{"a", {}, "one", "ONE", false, {}}}, "same");
        const auto risky = submit(Origin::Agent, {WriteFile{"b", "scripts/run.sh", "#!/bin/sh\necho hello\n", {}}}, "risky");
        QList<ChangeSetId> ids;
        for (const auto *set : {&same, &other, &clash, &merges, &first, &risky}) { // the order of choosing does not matter
            VERIFY_DONE(*set);
            ids << (*set)->id;
        }
        const auto files = home.files();
        const auto plan = (*open)->planned(ids);
        VERIFY_DONE(plan);
        QCOMPARE(home.files(), files);
        const auto fateOf = [&](const Result<ChangeSet> &set) {
            return std::ranges::find(plan->steps, set->id, &BulkPlan::Step::set)->fate;
        };
        QCOMPARE(fateOf(first), Fate::Applies);
        QCOMPARE(fateOf(merges), Fate::Merges);
        QCOMPARE(fateOf(clash), Fate::Outdated);
        QCOMPARE(fateOf(other), Fate::Applies);
        QCOMPARE(fateOf(same), Fate::Nothing);
        QCOMPARE(fateOf(risky), Fate::Applies);
        QCOMPARE(plan->files, QStringList({"memories/MEMORY.md", "skills/a/SKILL.md", "skills/b/references/x.md", "skills/b/scripts/run.sh"}));
        QCOMPARE(plan->skills, QStringList({"a", "b"}));
        QVERIFY(plan->memory);
        QCOMPARE(plan->risky, 1);
        QCOMPARE(plan->steps.first().set, first->id); // oldest first
        QList<ChangeSetId> applied;
        for (const BulkPlan::Step &step : plan->steps) {
            const auto done = (*open)->accept(step.set);
            const bool writes = step.fate == Fate::Applies || step.fate == Fate::Merges;
            QCOMPARE(done && done->state == State::Applied, writes);
            if (writes)
                applied << step.set;
        }
        auto changed = home.files();
        changed.removeIf([&](const auto &file) { return files.value(file.key()) == file.value(); });
        QCOMPARE(changed.keys(), plan->files);
        while (!applied.isEmpty())
            VERIFY_DONE((*open)->undo(applied.takeLast()));
        QCOMPARE(home.files(), files);
        // What is decided has no fate any more.
        QCOMPARE((*open)->planned({first->id})->steps.first().fate, Fate::Nothing);
    }
};
QTEST_GUILESS_MAIN(TestBulk)
#include "tst_bulk.moc"
