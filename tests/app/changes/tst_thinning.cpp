// SPDX-License-Identifier: MIT
//
// What the database leaves to the history: an old change is shown and taken back as before, and nothing is left to a history
// that does not have it.
#include "changes/thinning.h"
#include "doorhome.h"

#include <QSqlQuery>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::changes;

class TestThinning : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_door = {};
        m_home = std::make_unique<DoorHome>();
        auto door = m_home->open();
        VERIFY_DONE(door);
        m_door = *std::move(door);
        m_sets.clear();
        submit({CreateSkill{u"alpha"_s, skillText(u"alpha"_s)}});
        for (int i = 0; i < 6; ++i)
            submit({WriteFile{u"alpha"_s, u"SKILL.md"_s, skillText(u"alpha"_s, "Round " + QByteArray::number(i) + ".\n")}});
    }

    void anOldChangeIsShownAsBefore()
    {
        QList<QList<FileChange>> before;
        for (const ChangeSetId &id : std::as_const(m_sets))
            before << m_door->set(id)->files;
        QCOMPARE(thinned(3), 4);
        QCOMPARE(setsWithBytes(), 3);
        for (qsizetype i = 0; i < m_sets.size(); ++i)
            QCOMPARE(m_door->set(m_sets[i])->files, before[i]);
        QCOMPARE(thinned(3), 0);
    }

    void anOldChangeIsTakenBackAndComesBack()
    {
        QCOMPARE(thinned(0), 7);
        const auto undone = m_door->undo(m_sets.last());
        VERIFY_DONE(undone);
        QVERIFY(m_home->get(u"skills/alpha/SKILL.md"_s).contains("Round 4."));
        VERIFY_DONE(m_door->undo(undone->id));
        QVERIFY(m_home->get(u"skills/alpha/SKILL.md"_s).contains("Round 5."));
    }

    void whoeverIsToldOfItSeesItsBytes()
    {
        QCOMPARE(thinned(0), 7);
        QList<ChangeSet> told;
        m_door->onChanged([&](const ChangeSet &set) { told << set; });
        told.clear(); // what happened before anybody listened
        VERIFY_DONE(m_door->undo(m_sets.last()));
        QCOMPARE(told.size(), 2);
        for (const ChangeSet &set : std::as_const(told))
            QVERIFY(set.files.first().base && set.files.first().result);
    }

    void whatTheHistoryHasNotStays()
    {
        VERIFY_DONE(m_door.database->run(u"UPDATE change_file SET result = 'other' WHERE change_set = ?"_s, {m_sets[2].toString()}));
        QCOMPARE(thinned(0), 6);
        QCOMPARE(m_door->set(m_sets[2])->files.first().result, "other");
        QCOMPARE(thinned(0), 0);
    }

    void memoryStaysAtHand()
    {
        submit({EditMemory{{{.text = u"The printer is on the second floor."_s}}}});
        QCOMPARE(thinned(0), 7);
        QCOMPARE(setsWithBytes(), 1);
    }

    void itStopsWhenItIsTold()
    {
        const auto left = leaveOldBytesToHistory(m_door.database, m_home->place().repository, [] { return true; }, 0);
        VERIFY_DONE(left);
        QCOMPARE(*left, 0);
    }

private:
    void submit(const QList<Operation> &operations)
    {
        const auto set = m_door->submit(draftBy(Origin::You, operations));
        VERIFY_DONE(set);
        QCOMPARE(set->state, State::Applied);
        m_sets << set->id;
    }
    int thinned(int newest)
    {
        const auto done = leaveOldBytesToHistory(m_door.database, m_home->place().repository, [] { return false; }, newest);
        return done ? *done : -1;
    }
    int setsWithBytes()
    {
        return m_door.database
            ->value(u"SELECT count(DISTINCT change_set) FROM change_file WHERE base IS NOT NULL OR result IS NOT NULL"_s)
            ->toInt();
    }

    std::unique_ptr<DoorHome> m_home;
    OpenDoor m_door;
    QList<ChangeSetId> m_sets;
};

QTEST_GUILESS_MAIN(TestThinning)
#include "tst_thinning.moc"
