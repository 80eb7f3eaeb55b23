// SPDX-License-Identifier: MIT
//
// A change is acknowledged when its commit is on the disk; the database follows in its own time. A power cut that takes what the
// database wrote last, here by putting back an older copy of it, takes nothing that a person knows of a change: not its findings,
// not what was turned down, not when it was made.
#include "doorhome.h"
#include "library/writer.h"

#include <QCryptographicHash>
#include <QSqlQuery>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::changes;

class TestPowerCutSets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_door = {};
        m_home = std::make_unique<DoorHome>();
        open();
        submit(draftBy(Origin::You, {CreateSkill{u"alpha"_s, skillText(u"alpha"_s)}}, u"The first"_s));
        VERIFY_DONE(m_door->settle());
        m_door = {};
        copyDatabase(u"factory.db"_s, u"kept.db"_s);
        open();
    }

    void whatIsKnownOfAChangeComesBack_data()
    {
        QTest::addColumn<int>("cuts");
        QTest::newRow("one cut") << 1;
        QTest::newRow("and another before anything was settled") << 2;
    }
    void whatIsKnownOfAChangeComesBack()
    {
        QFETCH(const int, cuts);
        const ChangeSet known = submit(draftBy(Origin::Review, {CreateSkill{u"beta"_s, skillText(u"beta"_s)}, EditMemory{{{.text = u"Prefers CSV."_s}}}},
                                               u"A reason of several words, which is longer than what the subject of a commit has room for"_s));
        QVERIFY(!known.findings.isEmpty()); // or nothing would be proved
        const auto facts = *m_door->factsOf(u"beta"_s);
        for (int i = 0; i < cuts; ++i)
            cutThePower();
        QCOMPARE(*m_door->set(known.id), known);
        QCOMPARE(*m_door->factsOf(u"beta"_s), facts);
        QCOMPARE(events(known.id), 1);
        QCOMPARE(m_home->files(), m_home->filesInGit());
        VERIFY_DONE(m_door->undo(known.id));
        QVERIFY(!m_home->has(u"skills/beta"_s));
    }

    void whatWasAcceptedInPartKeepsWhatWasTurnedDown()
    {
        Draft draft = draftBy(Origin::Review, {WriteFile{u"alpha"_s, u"SKILL.md"_s, skillText(u"alpha"_s, "One.\n\nTwo.\n\nThree.\n")}}, u"Better words"_s);
        draft.holdBecause = u"Look at it first"_s;
        const auto held = m_door->submit(draft);
        VERIFY_DONE(held);
        const auto accepted = m_door->acceptEdited(held->id, {{u"skills/alpha/SKILL.md"_s, skillText(u"alpha"_s, "One.\n\nMine.\n\nThree.\n")}});
        VERIFY_DONE(accepted);
        const ChangeSet known = *m_door->set(held->id);
        QCOMPARE(known.state, State::PartlyApplied);
        QVERIFY(!known.turnedDown.isEmpty() && !known.why.isEmpty());
        cutThePower();
        QCOMPARE(*m_door->set(held->id), known);
    }

    void manyChangesComeBackInTheirOrder()
    {
        QList<ChangeSet> known;
        for (int i = 0; i < 30; ++i)
            known << submit(draftBy(Origin::You, {WriteFile{u"alpha"_s, u"SKILL.md"_s, skillText(u"alpha"_s, "Round " + QByteArray::number(i) + ".\n")}}));
        cutThePower();
        for (const ChangeSet &set : std::as_const(known))
            QCOMPARE(*m_door->set(set.id), set);
        VERIFY_DONE(m_door->undo(known.last().id));
        QVERIFY(m_home->get(u"skills/alpha/SKILL.md"_s).contains("Round 28."));
    }

    void aChangeOfManyMegabytesDoesNotRelyOnItsNote()
    {
        const QByteArray picture = QByteArray(1, '\0') + QByteArray(3 << 20, 'x');
        const ChangeSet known = submit(draftBy(Origin::You, {WriteFile{u"alpha"_s, u"assets/a.bin"_s, picture}}));
        QCOMPARE(notes(), 0);
        m_door = {};
        open();
        QCOMPARE(*m_door->set(known.id), known);
    }

    void onceItIsSettledNoNoteIsLeft()
    {
        submit(draftBy(Origin::You, {CreateSkill{u"beta"_s, skillText(u"beta"_s)}}));
        QCOMPARE(notes(), 1);
        VERIFY_DONE(m_door->settle());
        QCOMPARE(notes(), 0);
    }

    void aNoteStaysUntilTheDatabaseKnowsOfItsCommit()
    {
        submit(draftBy(Origin::You, {CreateSkill{u"beta"_s, skillText(u"beta"_s)}}));
        const auto writer = library::Writer::open({m_home->path(u"history.git"_s), m_home->path(u"skills"_s), m_home->path(u"memories"_s), m_home->path(u"writer.lock"_s)});
        VERIFY_DONE(writer);
        VERIFY_DONE((*writer)->settle([](const QString &) { return false; }));
        QCOMPARE(notes(), 1);
        VERIFY_DONE((*writer)->settle([](const QString &) { return true; }));
        QCOMPARE(notes(), 0);
    }

private:
    void open()
    {
        auto door = m_home->open();
        VERIFY_DONE(door);
        m_door = *std::move(door);
    }
    ChangeSet submit(const Draft &draft)
    {
        m_home->clock.set(m_home->clock.now().addSecs(60));
        const auto set = m_door->submit(draft);
        if (!set || set->state != State::Applied)
            qFatal("%s", qPrintable(set ? set->why : set.error().message));
        return *m_door->set(set->id);
    }
    void copyDatabase(const QString &from, const QString &to) const
    {
        for (const QString &end : {u""_s, u"-wal"_s, u"-shm"_s}) {
            QFile::remove(m_home->path(to + end));
            if (end != u"-shm" && m_home->has(from + end))
                QVERIFY(QFile::copy(m_home->path(from + end), m_home->path(to + end)));
        }
    }
    void cutThePower()
    {
        m_door = {};
        copyDatabase(u"kept.db"_s, u"factory.db"_s);
        QFile file(m_home->path(u"history.git/hsf-ahead"_s)); // as if the machine had been started anew
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray header = file.read(512);
        header.replace(16, 64, QByteArray("another boot").leftJustified(64, '\0'));
        header.replace(80, 20, QCryptographicHash::hash(header.first(80), QCryptographicHash::Sha1));
        QVERIFY(file.seek(0) && file.write(header) == header.size());
        file.close();
        open();
    }
    int notes() const
    {
        const auto writer = library::Writer::open({m_home->path(u"history.git"_s), m_home->path(u"skills"_s), m_home->path(u"memories"_s), m_home->path(u"writer.lock"_s)});
        const auto found = writer ? (*writer)->notes() : std::unexpected(writer.error());
        return found ? int(found->size()) : -1;
    }
    int events(const ChangeSetId &set) const
    {
        auto row = m_door.database->run(u"SELECT count(*) FROM event WHERE kind = 'change-set' AND data LIKE '%' || ? || '%'"_s, {set.toString()});
        return row && row->next() ? row->value(0).toInt() : -1;
    }

    std::unique_ptr<DoorHome> m_home;
    OpenDoor m_door;
};

QTEST_GUILESS_MAIN(TestPowerCutSets)
#include "tst_powercutsets.moc"
