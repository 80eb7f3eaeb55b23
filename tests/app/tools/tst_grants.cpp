// SPDX-License-Identifier: MIT
//
// What was allowed for longer than once is kept, held where it was meant, and gone for everybody once it is revoked.
#include "journal/journal.h"
#include "tools/grants.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::tools;

namespace {

const Grant status{Grant::Kind::Begins, u"/home/ada/work"_s, u"git status"_s};
const Grant files{Grant::Kind::Write, u"/home/ada/work"_s, {}};

/// One program on the home: a window, or a start of it.
struct Opened {
    explicit Opened(const QString &folder, const Clock &clock)
        : database(*storage::Database::open(folder + u"/factory.db"_s, folder + u"/backups"_s))
        , journal(database, clock)
        , grants(database, clock, &journal)
    { }
    std::shared_ptr<storage::Database> database;
    journal::Journal journal;
    Grants grants;
};

} // namespace

class TestGrants : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aChatsGrantHoldsInItAndALastingOneEverywhere();
    void revokedInOneProgramIsGoneInTheOther();
    void givenTwiceIsOneAndGoesAtOnce();
    void aRevokedOneIsGivenAgain();
    void twoProgramsAtOnceLoseNothing();
    void aChatDeletedForEverTakesItsGrantsAlong();
    void whatANewerProgramStoredAllowsNothing();
    void aStoreThatCannotBeWrittenSaysSo();

private:
    QTemporaryDir m_root{QDir::tempPath() + u"/hsf grants XXXXXX"_s};
    int m_homes = 0;
    QString freshHome()
    {
        const QString folder = m_root.filePath(u"a home %1"_s.arg(++m_homes));
        QDir().mkpath(folder);
        return folder;
    }
    FixedClock m_clock{QDateTime::fromString(u"2026-03-01T10:00:00Z"_s, Qt::ISODate)};
};

void TestGrants::aChatsGrantHoldsInItAndALastingOneEverywhere()
{
    const QString folder = freshHome();
    const SessionId here = SessionId::fresh(), there = SessionId::fresh();
    {
        Opened program(folder, m_clock);
        QVERIFY(program.grants.give({files}, Grants::Scope::Chat, here));
        QVERIFY(program.grants.give({status}, Grants::Scope::Always, here));
    }
    Opened again(folder, m_clock); // the program was closed meanwhile
    QCOMPARE(again.grants.heldIn(here).size(), 2);
    QCOMPARE(again.grants.heldIn(there), QList{status});
    const auto all = again.grants.all();
    QVERIFY(all);
    QCOMPARE(all->size(), 2);
    QCOMPARE(all->first().grant, status);
    QCOMPARE(all->first().givenIn, here);
    QCOMPARE(all->first().time, m_clock.now());
    QVERIFY(!all->first().chat && all->last().chat == here);
    QCOMPARE(again.journal.events(here, u"grant"_s)->size(), 2);
}

void TestGrants::revokedInOneProgramIsGoneInTheOther()
{
    const QString folder = freshHome();
    Opened one(folder, m_clock), other(folder, m_clock);
    const SessionId chat = SessionId::fresh();
    QVERIFY(one.grants.give({status, files}, Grants::Scope::Always, chat));
    QCOMPARE(other.grants.heldIn(chat).size(), 2);
    const auto seen = one.grants.all(); // a list that gets old
    QVERIFY(other.grants.revoke(*other.grants.all()));
    QVERIFY(one.grants.heldIn(chat).isEmpty());
    QVERIFY(one.grants.revoke(*seen)); // gone already: fine
    QVERIFY(Opened(folder, m_clock).grants.heldIn(chat).isEmpty());
}

void TestGrants::givenTwiceIsOneAndGoesAtOnce()
{
    const QString folder = freshHome();
    Opened one(folder, m_clock), other(folder, m_clock);
    const SessionId chat = SessionId::fresh();
    QVERIFY(one.grants.give({status}, Grants::Scope::Always, chat));
    const auto seen = one.grants.all();
    QVERIFY(other.grants.give({status}, Grants::Scope::Always, SessionId::fresh()));
    QCOMPARE(other.grants.all()->size(), 1);
    // Revoked and given again by the other: the row that is looked at here still means it.
    QVERIFY(other.grants.revoke(*other.grants.all()));
    QVERIFY(other.grants.give({status}, Grants::Scope::Always, chat));
    QVERIFY(one.grants.revoke(*seen));
    QVERIFY(other.grants.heldIn(chat).isEmpty());
}

void TestGrants::aRevokedOneIsGivenAgain()
{
    const QString folder = freshHome();
    Opened program(folder, m_clock);
    int changes = 0;
    program.grants.onChanged([&] { ++changes; });
    const SessionId chat = SessionId::fresh();
    QVERIFY(program.grants.give({files}, Grants::Scope::Chat, chat));
    const auto given = program.grants.all();
    QVERIFY(program.grants.revoke(*given));
    QVERIFY(program.grants.giveAgain(*given));
    QVERIFY(program.grants.giveAgain(*given));
    QCOMPARE(program.grants.heldIn(chat), QList{files});
    QVERIFY(program.grants.heldIn(SessionId::fresh()).isEmpty());
    QCOMPARE(changes, 4);
    QVERIFY(program.grants.forgetAll());
    QVERIFY(program.grants.heldIn(chat).isEmpty());
}

void TestGrants::twoProgramsAtOnceLoseNothing()
{
    const QString folder = freshHome();
    Opened(folder, m_clock);
    const SessionId chat = SessionId::fresh();
    const auto giveMany = [&](int from) {
        Opened program(folder, m_clock);
        for (int i = from; i < from + 40; ++i) {
            const Grant grant{Grant::Kind::Exactly, u"/home/ada/work"_s, u"make %1"_s.arg(i)};
            if (!program.grants.give({grant}, Grants::Scope::Always, chat))
                qFatal("not given");
            if (i % 2 == 0 && !program.grants.revoke({{.id = {}, .grant = grant}}))
                qFatal("not revoked");
        }
    };
    std::thread one(giveMany, 0), other(giveMany, 40);
    one.join();
    other.join();
    QStringList held;
    for (const Grant &grant : Opened(folder, m_clock).grants.heldIn(chat))
        held.append(grant.pattern);
    held.sort();
    QStringList odd;
    for (int i = 1; i < 80; i += 2)
        odd.append(u"make %1"_s.arg(i));
    odd.sort();
    QCOMPARE(held, odd);
}

void TestGrants::aChatDeletedForEverTakesItsGrantsAlong()
{
    Opened program(freshHome(), m_clock);
    const auto chat = program.journal.createSession(u"/home/ada/work"_s);
    QVERIFY(chat);
    QVERIFY(program.grants.give({files}, Grants::Scope::Chat, chat->id));
    QVERIFY(program.grants.give({status}, Grants::Scope::Always, chat->id));
    QVERIFY(program.journal.setTitle(chat->id, u"Invoices"_s));
    QCOMPARE(program.grants.all()->first().title, u"Invoices"_s);
    QVERIFY(program.journal.setTrashed(chat->id, true));
    QVERIFY(program.journal.purge(chat->id));
    const auto left = program.grants.all();
    QCOMPARE(left->size(), 1); // what was allowed for good stays, without its chat
    QCOMPARE(left->first().grant, status);
    QVERIFY(left->first().title.isEmpty());
}

void TestGrants::whatANewerProgramStoredAllowsNothing()
{
    Opened program(freshHome(), m_clock);
    QVERIFY(program.database->run(u"INSERT INTO grant_given VALUES ('x', '', 'everything', '/', '', '', '')"_s));
    QVERIFY(program.grants.heldIn(SessionId::fresh()).isEmpty());
    QVERIFY(program.grants.all()->isEmpty());
}

void TestGrants::aStoreThatCannotBeWrittenSaysSo()
{
    Opened program(freshHome(), m_clock);
    QString said;
    program.grants.onFailed([&](const Error &error) { said = error.message; });
    QVERIFY(program.database->run(u"CREATE TRIGGER full BEFORE INSERT ON grant_given BEGIN SELECT RAISE(ABORT, 'disk full'); END"_s));
    QVERIFY(!program.grants.give({status, files}, Grants::Scope::Always, SessionId::fresh()));
    QVERIFY2(said.contains(u"asks as before"_s) || said.contains(u"ask as before"_s), qPrintable(said));
    QVERIFY(program.grants.heldIn(SessionId::fresh()).isEmpty());
}

QTEST_GUILESS_MAIN(TestGrants)
#include "tst_grants.moc"
