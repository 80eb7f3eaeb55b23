// SPDX-License-Identifier: MIT
//
// How things stand in a chat; that unattended work gains nothing from what was allowed; and that what was revoked does not come
// back with an old copy of the database.
#include "service/stores.h"
#include "service/grantsservice.h"
#include "storage/backups.h"
#include "support/program.h"
#include "support/scriptedserver.h"
#include "tools/hosttools.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using tools::Grant;
using tools::Grants;

namespace {

const QString folder = u"/home/ada/work"_s;

tools::GivenGrant given(const Grant &grant, const std::optional<SessionId> &chat = {})
{
    return {.id = freshIdText(), .grant = grant, .chat = chat};
}

} // namespace

class TestGrantsService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aChatStandsWhereItsGrantsSay();
    void theCommandLineWithoutYesGainsNothing();
    void anOldCopyOfTheDatabaseBringsNothingBack();
};

void TestGrantsService::aChatStandsWhereItsGrantsSay()
{
    using service::Standing, service::standingOf;
    const SessionId here = SessionId::fresh(), there = SessionId::fresh();
    const Grant files{Grant::Kind::Write, folder, {}}, like{Grant::Kind::Like, folder, u"ls"_s}, begins{Grant::Kind::Begins, folder, u"ls"_s},
        other{Grant::Kind::Begins, folder + u" two"_s, u"git status"_s};
    QCOMPARE(standingOf({}, here, folder), Standing());
    QCOMPARE(standingOf({given(files, here)}, here, folder), Standing{.writes = true});
    QCOMPARE(standingOf({given(files, there)}, here, folder), Standing());
    QCOMPARE(standingOf({given(files)}, here, folder), Standing{.writes = true});
    QCOMPARE(standingOf({given(files)}, std::nullopt, folder), Standing{.writes = true}); // a chat to come
    QCOMPARE(standingOf({given(files)}, here, folder + u" two"_s), Standing());
    QCOMPARE(standingOf({given(like, here), given(begins), given(other)}, here, folder), Standing{.commands = 1}); // the same words, once
}

void TestGrantsService::theCommandLineWithoutYesGainsNothing()
{
    test::ScriptedServer server;
    server.lane(u"turn"_s).reply(test::call(u"write_file"_s, {{u"path"_s, u"a.txt"_s}, {u"content"_s, u"x"_s}})).reply(test::say(u"Done."_s));
    test::Program program;
    program.write(u"work/notes.md"_s, "notes\n");
    const SystemClock clock;
    const QString work = QFileInfo(program.path(u"work"_s)).canonicalFilePath();
    {
        const auto stores = program.stores(clock);
        QVERIFY2(stores, stores ? "" : qPrintable(stores.error().message));
        QVERIFY((*stores)->grants->give({{Grant::Kind::Write, work, {}}}, Grants::Scope::Always, SessionId::fresh()));
        // The turn itself, with nobody there.
        struct Nobody final : tools::Approver {
            int asked = 0;
            tools::Approval ask(const tools::ApprovalRequest &, std::stop_token) override
            {
                ++asked;
                return tools::Approval::Denied;
            }
        } nobody;
        tools::HostTools box({.session = SessionId::fresh(), .workspace = work, .approver = &nobody, .grants = (*stores)->grants.get()});
        const auto result = box.call({.id = u"c"_s, .name = u"write_file"_s, .arguments = uR"({"path": "b.txt", "content": "x"})"_s}, {}, {});
        QCOMPARE(result.errorClass, u"denied"_s);
        QCOMPARE(nobody.asked, 1);
    }
    const test::Ran ran = program.run({u"ask"_s, u"Write a."_s, u"--workspace"_s, work, u"--base-url"_s, server.baseUrl(), u"--model"_s, u"scripted"_s});
    QVERIFY2(server.requests().size() == 2, qPrintable(ran.err));
    QVERIFY(server.requests().last().lastToolText().contains(u"did not allow"_s));
    QVERIFY(!QFile::exists(work + u"/a.txt"_s) && !QFile::exists(work + u"/b.txt"_s));
}

void TestGrantsService::anOldCopyOfTheDatabaseBringsNothingBack()
{
    test::Program program;
    const SystemClock clock;
    const SessionId chat = SessionId::fresh();
    const Grant files{Grant::Kind::Write, folder, {}};
    {
        const auto stores = program.stores(clock);
        QVERIFY(stores);
        QVERIFY((*stores)->grants->give({files}, Grants::Scope::Always, chat));
        QVERIFY(storage::backUpDaily(*(*stores)->database, program.home().backups(), clock.now()));
        QVERIFY((*stores)->grants->revoke(*(*stores)->grants->all()));
    }
    QFile database(program.home().database());
    QVERIFY(database.open(QIODevice::WriteOnly));
    database.write(QByteArray(8'192, 'x'));
    database.close();
    for (const QString &rest : {u"-wal"_s, u"-shm"_s})
        QFile::remove(program.home().database() + rest);
    const auto stores = program.stores(clock);
    QVERIFY2(stores, stores ? "" : qPrintable(stores.error().message));
    QVERIFY2((*stores)->note().contains(u"asks again"_s), qPrintable((*stores)->note()));
    QVERIFY((*stores)->grants->heldIn(chat).isEmpty());
}

QTEST_GUILESS_MAIN(TestGrantsService)
#include "tst_grantsservice.moc"
