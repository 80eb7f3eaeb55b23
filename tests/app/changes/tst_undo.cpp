// SPDX-License-Identifier: MIT
//
// Undo in any order gives back every byte, or says which file is in the way and changes nothing.
#include "doorhome.h"

#include <QRandomGenerator>

using namespace hsf;
using namespace hsf::changes;

namespace {
/// Random edits as an author makes them, from one seed.
class Person
{
public:
    explicit Person(quint32 seed) : m_random(seed) {}
    int below(int end) { return m_random.bounded(end); }
    QByteArray line() { return "line " + QByteArray::number(below(100'000)) + "\n"; }

    Draft next(const DoorHome &home)
    {
        const QString skill = QString("skill-%1").arg(QChar('a' + below(3)));
        const bool there = home.has("skills/" + skill + "/SKILL.md");
        const bool archived = home.has("skills/.archive/" + skill + "/SKILL.md");
        if (archived)
            return draftBy(Origin::You, {RestoreSkill{skill}});
        if (!there)
            return draftBy(Origin::You, {CreateSkill{skill, skillText(skill, lines(8))}, WriteFile{skill, "references/a.md", lines(4), {}}});
        switch (below(6)) {
        case 0:
            return draftBy(Origin::You, {WriteFile{skill, "references/" + QString(QChar('a' + below(3))) + ".md", lines(3), {}}});
        case 1:
            return draftBy(Origin::You, {EditMemory{{{.text = QString::fromUtf8(line())}}}});
        case 2:
            return draftBy(Origin::You, {SetFact{skill, "pinned", below(2) ? "yes" : "no"}, WriteFile{skill, "assets/x.txt", line(), {}}});
        case 3:
            return draftBy(Origin::You, {ArchiveSkill{skill, {}, {}}});
        default:
            return draftBy(Origin::You, {WriteFile{skill, {}, edited(home.get("skills/" + skill + "/SKILL.md")), {}}});
        }
    }

private:
    QByteArray lines(int count)
    {
        QByteArray text;
        for (int i = 0; i < count; ++i)
            text += line();
        return text;
    }
    /// One line of the body inserted, changed or removed.
    QByteArray edited(const QByteArray &text)
    {
        QList<QByteArray> all = text.split('\n');
        const qsizetype at = 7 + below(std::max<int>(1, int(all.size()) - 8));
        const int what = below(3);
        if (what == 0 || at >= all.size() - 1)
            all.insert(std::min(at, all.size() - 1), line().trimmed());
        else if (what == 1)
            all[at] = line().trimmed();
        else
            all.removeAt(at);
        return all.join('\n');
    }
    QRandomGenerator m_random;
};
} // namespace

class TestUndo : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void inTheOrderOfTheirMakingBackwardsEverythingGoes()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        for (quint32 seed = 0; seed < 10; ++seed) {
            Person author(1000 + seed);
            QList<QMap<QString, QByteArray>> before;
            QList<QMap<QString, SkillFacts>> facts;
            QList<ChangeSetId> made;
            for (int i = 0; i < 6; ++i) {
                const auto then = home.files();
                const auto set = (*open)->submit(author.next(home));
                if (!set)
                    continue; // it would have changed nothing
                QCOMPARE(set->state, State::Applied);
                before << then;
                made << set->id;
            }
            while (!made.isEmpty()) {
                const auto undone = (*open)->undo(made.takeLast());
                VERIFY_DONE(undone);
                QCOMPARE(home.files(), before.takeLast());
            }
            QVERIFY(home.files().isEmpty());
            QVERIFY((*open)->facts()->isEmpty());
        }
        QCOMPARE(home.files(), home.filesInGit());
    }
    void inAnyOrderItIsTheIdentityOrAStatedConflict()
    {
        int conflicts = 0, taken = 0, ways = 0;
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        for (quint32 seed = 0; seed < 100; ++seed) {
            Person author(seed);
            const auto start = home.files();
            QList<ChangeSetId> made;
            for (int i = 0; i < 4; ++i) {
                if (const auto set = (*open)->submit(author.next(home)))
                    made << set->id;
            }
            const auto end = home.files();
            QList<ChangeSetId> waiting, undos;
            for (const ChangeSetId &id : std::as_const(made))
                waiting.insert(author.below(int(waiting.size()) + 1), id);
            // A conflict names its file and leaves all as it was; once what is in the way is gone, it may be gone as well.
            for (int inARow = 0; inARow < waiting.size();) {
                const ChangeSetId id = waiting.takeFirst();
                const auto now = home.files();
                if (const auto undone = (*open)->undo(id)) {
                    undos << undone->id;
                    inARow = 0;
                    continue;
                } else {
                    QCOMPARE(undone.error().kind, Error::Kind::Refused);
                    QVERIFY2(undone.error().message.contains("skills/") || undone.error().message.contains("memories/"),
                             qPrintable(undone.error().message));
                }
                QCOMPARE(home.files(), now);
                waiting << id;
                ++inARow;
                ++conflicts;
            }
            QCOMPARE(home.files(), start);
            taken += int(undos.size());
            // And all the way there and back again, in the straight order.
            if (waiting.isEmpty())
                continue;
            ++ways;
            while (!undos.isEmpty())
                VERIFY_DONE((*open)->undo(undos.takeLast()));
            QCOMPARE(home.files(), end);
            while (!made.isEmpty())
                VERIFY_DONE((*open)->undo(made.takeLast()));
            QCOMPARE(home.files(), start);
        }
        QVERIFY(taken > 200);
        QVERIFY(conflicts > 10);
        QVERIFY(ways > 0);
        QCOMPARE(home.files(), home.filesInGit());
    }
    void undoingTheUndoBringsItBack()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        const auto set = (*open)->submit(draftBy(Origin::Review, {CreateSkill{"pdf-tables", skillText("pdf-tables")}}, "Make it"));
        VERIFY_DONE(set);
        const auto files = home.files();
        const auto facts = *(*open)->facts();
        const auto undo = (*open)->undo(set->id);
        VERIFY_DONE(undo);
        QCOMPARE(undo->undoes, set->id);
        QCOMPARE((*open)->set(set->id)->undoneBy, undo->id);
        QVERIFY(home.files().isEmpty());
        QVERIFY(!(*open)->factsOf("pdf-tables"));
        QVERIFY(!(*open)->undo(set->id));
        const auto redo = (*open)->undo(undo->id);
        VERIFY_DONE(redo);
        QCOMPARE(home.files(), files);
        QCOMPARE((*open)->set(set->id)->state, State::Applied);
        QCOMPARE((*open)->set(undo->id)->state, State::Undone);
        QCOMPARE((*open)->factsOf("pdf-tables")->origin, Origin::Review);
        QCOMPARE((*open)->factsOf("pdf-tables")->stage, facts["pdf-tables"].stage);
        VERIFY_DONE((*open)->undo(redo->id));
        QCOMPARE((*open)->set(set->id)->state, State::Undone);
        QVERIFY(home.files().isEmpty());
    }
    void whatOthersAddedToANewSkillIsNotThrownAway()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        const auto made = (*open)->submit(draftBy(Origin::Review, {CreateSkill{"pdf-tables", skillText("pdf-tables")}}));
        VERIFY_DONE(made);
        const auto added = (*open)->submit(draftBy(Origin::You, {WriteFile{"pdf-tables", "references/mine.md", "Mine.\n", {}}}));
        VERIFY_DONE(added);
        const auto refused = (*open)->undo(made->id);
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.contains("skills/pdf-tables/references/mine.md"), qPrintable(refused.error().message));
        QVERIFY(home.has("skills/pdf-tables/SKILL.md"));
        VERIFY_DONE((*open)->undo(added->id));
        VERIFY_DONE((*open)->undo(made->id));
        QVERIFY(home.files().isEmpty());
    }
    void anOlderEditGoesAndTheLaterOneStays()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        VERIFY_DONE((*open)->submit(draftBy(Origin::You, {CreateSkill{"pdf-tables", skillText("pdf-tables", "one\ntwo\nthree\nfour\nfive\n")}})));
        const auto first = (*open)->submit(draftBy(Origin::You, {PatchFile{"pdf-tables", {}, "one", "ONE", false, {}}}));
        const auto second = (*open)->submit(draftBy(Origin::You, {PatchFile{"pdf-tables", {}, "five", "FIVE", false, {}}}));
        const auto third = (*open)->submit(draftBy(Origin::You, {PatchFile{"pdf-tables", {}, "FIVE", "Five", false, {}}}));
        VERIFY_DONE(first);
        VERIFY_DONE(third);
        VERIFY_DONE((*open)->undo(first->id));
        QCOMPARE(home.get("skills/pdf-tables/SKILL.md"), skillText("pdf-tables", "one\ntwo\nthree\nfour\nFive\n"));
        const auto inTheWay = (*open)->undo(second->id);
        QVERIFY(!inTheWay);
        QVERIFY2(inTheWay.error().message.contains("later changes touched the same lines"), qPrintable(inTheWay.error().message));
    }
};
QTEST_GUILESS_MAIN(TestUndo)
#include "tst_undo.moc"
