// SPDX-License-Identifier: MIT
//
// Which changes wrote memory: those alone, newest first, with memory's files and no others, for as long as somebody wants more.
#include "changes/memorysets.h"
#include "doorhome.h"

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::changes;

class TestMemorySets : public QObject
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
        submit({CreateSkill{u"alpha"_s, skillText(u"alpha"_s)}}, u"a skill"_s);
        remember(u"one"_s);
        submit({WriteFile{u"alpha"_s, u"SKILL.md"_s, skillText(u"alpha"_s, "More.\n")}}, u"the skill again"_s);
        remember(u"two"_s);
        submit({EditMemory{{{.text = u"three"_s}}}, WriteFile{u"alpha"_s, u"references/notes.md"_s, "Both.\n"}}, u"three"_s);
    }

    void memoryAloneNewestFirst()
    {
        QStringList reasons;
        VERIFY_DONE(forEachMemorySet(*m_door.database, [&](const ChangeSet &set) {
            reasons << set.reason;
            [&] {
                QCOMPARE(set.files.size(), 1);
                QCOMPARE(set.files.first().path, u"memories/MEMORY.md"_s);
                QVERIFY(set.files.first().result->contains(set.reason.toUtf8()));
            }();
            return true;
        }));
        QCOMPARE(reasons, QStringList({u"three"_s, u"two"_s, u"one"_s}));
    }

    void noneIsReadThatNobodyWants()
    {
        int read = 0;
        VERIFY_DONE(forEachMemorySet(*m_door.database, [&](const ChangeSet &) { return ++read < 2; }));
        QCOMPARE(read, 2);
    }

    void whatWasTakenBackOrWaitsWroteNothing()
    {
        VERIFY_DONE(m_door->undo(m_last));
        VERIFY_DONE(m_door->submit([] {
            Draft draft = draftBy(Origin::Review, {EditMemory{{{.text = u"four"_s}}}}, u"four"_s);
            draft.holdBecause = u"Wait"_s;
            return draft;
        }()));
        QStringList reasons;
        VERIFY_DONE(forEachMemorySet(*m_door.database, [&](const ChangeSet &set) {
            reasons << set.reason;
            return true;
        }));
        QCOMPARE(reasons, QStringList({u"Undo: three"_s, u"two"_s, u"one"_s}));
    }

    void aDatabaseWithoutMemoryHasNone()
    {
        VERIFY_DONE(m_door.database->run(u"DELETE FROM change_set"_s));
        VERIFY_DONE(forEachMemorySet(*m_door.database, [](const ChangeSet &) {
            QTest::qFail("There is none to look at.", __FILE__, __LINE__);
            return true;
        }));
    }

private:
    void remember(const QString &text) { submit({EditMemory{{{.text = text}}}}, text); }
    void submit(const QList<Operation> &operations, const QString &reason)
    {
        m_home->clock.set(m_home->clock.now().addSecs(60));
        const auto set = m_door->submit(draftBy(Origin::You, operations, reason));
        VERIFY_DONE(set);
        QCOMPARE(set->state, State::Applied);
        m_last = set->id;
    }

    std::unique_ptr<DoorHome> m_home;
    OpenDoor m_door;
    ChangeSetId m_last = ChangeSetId::fresh();
};

QTEST_GUILESS_MAIN(TestMemorySets)
#include "tst_memorysets.moc"
