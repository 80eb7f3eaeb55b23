// SPDX-License-Identifier: MIT
//
// A process dies at each step of a change. Opened again, the change is there as a whole or not at all, what was acknowledged is
// there, and disk, history and database agree. This program starts itself as the one who dies.
#include "doorhome.h"

#include <QCoreApplication>

#include <csignal>
#include <unistd.h>

using namespace hsf;
using namespace hsf::changes;

namespace {
const Draft theChange = draftBy(Origin::Review, {CreateSkill{"pdf-tables", skillText("pdf-tables")},
                                                 WriteFile{"pdf-tables", "references/a.md", "A\n", {}},
                                                 EditMemory{{{.text = "Prefers CSV."}}}}, "The change");

int dieAt(const QString &folder, const QByteArray &step)
{
    DoorHome home(folder);
    bool armed = false;
    auto open = home.open([&](const char *now) {
        if (armed && step == now)
            ::kill(::getpid(), SIGKILL);
    });
    if (!open)
        return 2;
    armed = true;
    const auto held = (*open)->sets({State::Held});
    const auto set = held->isEmpty() ? (*open)->submit(theChange) : (*open)->accept(held->first().id);
    return set ? 0 : 3;
}
} // namespace

class TestCrash : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theLibraryIsWholeAfterwards_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<bool>("accepting");
        QTest::addColumn<bool>("written");
        bool written = false;
        for (const char *step : {"set-stored", "locked", "checked", "objects-written", "committed", "file-staged", "file-replaced",
                                 "checked-out", "marked", "set-recorded"}) {
            written = written || QByteArrayView(step) == "committed";
            QTest::addRow("submitting, at %s", step) << QByteArray(step) << false << written;
            QTest::addRow("accepting, at %s", step) << QByteArray(step) << true << written;
        }
    }
    void theLibraryIsWholeAfterwards()
    {
        QFETCH(QByteArray, step);
        QFETCH(bool, accepting);
        QFETCH(bool, written);
        QTemporaryDir folder(QDir::tempPath() + "/hsf crash XXXXXX");
        DoorHome home(folder.path());
        int before = 0;
        {
            auto open = home.open();
            VERIFY_DONE(open);
            VERIFY_DONE((*open)->submit(draftBy(Origin::You, {CreateSkill{"acknowledged", skillText("acknowledged")}})));
            if (accepting) {
                (*open)->setPolicy({.askBeforeEveryChange = true});
                VERIFY_DONE((*open)->submit(theChange));
            }
            before = int((*open)->sets({})->size());
        }
        QProcess dying;
        dying.start(QCoreApplication::applicationFilePath(), {"--die", folder.path(), QString::fromLatin1(step)});
        QVERIFY(dying.waitForFinished());
        QCOMPARE(dying.exitStatus(), QProcess::CrashExit);

        QList<ChangeSet> news;
        auto open = home.open();
        VERIFY_DONE(open);
        (*open)->onChanged([&](const ChangeSet &set) { news << set; });
        QCOMPARE(home.files(), home.filesInGit());
        QCOMPARE(home.has("skills/pdf-tables/SKILL.md"), written);
        QCOMPARE(home.has("skills/pdf-tables/references/a.md"), written);
        QCOMPARE(home.has("memories/MEMORY.md"), written);
        QVERIFY((*open)->factsOf("acknowledged").has_value());
        QCOMPARE((*open)->factsOf("pdf-tables").has_value(), written);
        QCOMPARE((*open)->count(State::Applied), 1 + int(written));
        QCOMPARE((*open)->count(State::Held), int(accepting && !written));
        QCOMPARE((*open)->count(State::Drafted), 0);
        QCOMPARE((*open)->sets({})->size(), before + int(written && !accepting));
        if (step != "set-recorded")
            QCOMPARE(news.size(), int(written));
        if (written) {
            const ChangeSet set = (*open)->sets({State::Applied})->first();
            QCOMPARE(set.files.size(), 3);
            QCOMPARE((*open)->factsOf("pdf-tables")->stage, Stage::Trial);
            VERIFY_DONE((*open)->undo(set.id));
            QVERIFY(!home.has("skills/pdf-tables"));
        }
        const auto more = (*open)->submit(draftBy(Origin::You, {CreateSkill{"another", skillText("another")}}));
        VERIFY_DONE(more);
        QCOMPARE(home.files(), home.filesInGit());
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.value(1) == "--die")
        return dieAt(arguments.value(2), arguments.value(3).toLatin1());
    TestCrash test;
    return QTest::qExec(&test, arguments);
}
#include "tst_changecrash.moc"
