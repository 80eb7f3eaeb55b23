// SPDX-License-Identifier: MIT
//
// What was typed and not saved outlives the program that it was typed in, also one that is killed.
#include "service/draftservice.h"
#include "support/patience.h"

#include <QDirIterator>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace hsf;
using namespace hsf::service;

namespace {
EditorDraft typed(const QByteArray &bytes, const QString &id = QStringLiteral("notes"))
{
    return {
        .id = id, .file = QStringLiteral("SKILL.md"), .base = "before", .blob = QStringLiteral("b10b"), .bytes = bytes};
}

struct Program {
    explicit Program(const QString &folder)
        : bench(Home::under(folder), {}, std::make_unique<SystemClock>())
        , drafts(bench)
    {
        drafts.setRest(0);
    }
    QList<EditorDraft> recovered()
    {
        QSignalSpy spy(&drafts, &DraftService::recovered);
        drafts.recover();
        return !spy.isEmpty() || spy.wait(test::patienceMs) ? spy.first().first().value<QList<EditorDraft>>() : QList<EditorDraft>();
    }
    void keep(const EditorDraft &draft)
    {
        QSignalSpy spy(&drafts, &DraftService::kept);
        drafts.keep(draft);
        QVERIFY(spy.wait(test::patienceMs));
    }
    Workbench bench;
    DraftService drafts;
};
} // namespace

class TestDrafts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatAKilledProgramHadKeptIsOfferedWhole()
    {
        QTemporaryDir folder(QDir::tempPath() + QStringLiteral("/hsf drafts XXXXXX"));
        QProcess other;
        other.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--type"), folder.path()});
        QVERIFY(other.waitForReadyRead(30'000)); // it says so once the text is kept
        QVERIFY(other.state() == QProcess::Running);
        {
            Program beside(folder.path());
            QVERIFY(beside.recovered().isEmpty()); // it runs: its text is its own
        }
        ::kill(pid_t(other.processId()), SIGKILL);
        QVERIFY(other.waitForFinished());
        Program next(folder.path());
        const QList<EditorDraft> found = next.recovered();
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().id, "notes");
        QCOMPARE(found.first().file, "SKILL.md");
        QCOMPARE(found.first().bytes, QByteArray("precious \xff words\r\n\0 end", 23));
        QCOMPARE(found.first().base, "before");
        QCOMPARE(found.first().blob, "b10b");
        QVERIFY(found.first().time.isValid());
    }
    void savedTextIsNotOfferedAgain()
    {
        QTemporaryDir folder;
        {
            Program program(folder.path());
            program.keep(typed("one"));
            program.keep(typed("two", QStringLiteral("other")));
            program.drafts.forget(QStringLiteral("notes"), QStringLiteral("SKILL.md"));
        }
        Program next(folder.path());
        const auto found = next.recovered();
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().id, "other");
    }
    void closingWithoutWaitingKeepsWhatWasTypedLast()
    {
        QTemporaryDir folder;
        {
            Program program(folder.path());
            program.drafts.setRest(100'000);
            program.drafts.keep(typed("last words"));
        }
        Program next(folder.path());
        QCOMPARE(next.recovered().value(0).bytes, "last words");
    }
    void onlyTheNewestTextOfAFileIsKeptAndOnlyItsOwnerReadsIt()
    {
        QTemporaryDir folder;
        {
            Program program(folder.path());
            for (int i = 0; i < 20; ++i)
                program.drafts.keep(typed("text " + QByteArray::number(i)));
            QSignalSpy spy(&program.drafts, &DraftService::kept);
            QVERIFY(spy.wait(test::patienceMs));
            QCOMPARE(spy.count(), 1);
            QDirIterator files(program.drafts.folder(), {QStringLiteral("*.json")}, QDir::Files);
            QVERIFY(files.hasNext());
            const QFileInfo file(files.next());
            QVERIFY(!file.permission(QFile::ReadGroup) && !file.permission(QFile::ReadOther));
        }
        Program next(folder.path());
        QCOMPARE(next.recovered().value(0).bytes, "text 19");
    }
    void aDiscardedOneCanStillBeFound()
    {
        QTemporaryDir folder;
        {
            Program program(folder.path());
            program.keep(typed("words"));
        }
        Program next(folder.path());
        const auto found = next.recovered();
        QCOMPARE(found.size(), 1);
        next.drafts.settle(found.first(), DraftService::Fate::Discarded);
        QVERIFY(next.recovered().isEmpty());
        QDirIterator bin(next.drafts.folder() + QStringLiteral("/discarded"), QDir::Files);
        QVERIFY(bin.hasNext());
    }
    void aHalfWrittenOrForeignFileIsNoObstacle()
    {
        QTemporaryDir folder;
        QString at;
        {
            Program program(folder.path());
            program.keep(typed("words"));
            at = program.drafts.folder();
        }
        for (const auto &[name, bytes] :
             {std::pair("gone-1.json", ""), {"gone-2.json", "{\"id\": \"x\", \"fi"}, {"gone-3.json", "[1, 2]"}}) {
            QFile file(at + u'/' + QLatin1StringView(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        }
        Program next(folder.path());
        QCOMPARE(next.recovered().size(), 1);
    }
    void aDiskThatCannotBeWrittenIsSaidOnce()
    {
        QTemporaryDir folder;
        Program program(folder.path());
        QFile inTheWay(program.drafts.folder());
        QVERIFY(QDir().mkpath(QFileInfo(program.drafts.folder()).path()));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        QSignalSpy failed(&program.drafts, &DraftService::failed);
        program.drafts.keep(typed("one"));
        QVERIFY(failed.wait(test::patienceMs));
        QVERIFY(failed.first().first().toString().contains("notes"));
        program.drafts.keep(typed("two"));
        QVERIFY(!failed.wait(300));
    }
};

/// The program that is killed: types, says when it is kept, and stays.
static int typeAndStay(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Program program(app.arguments().at(2));
    QObject::connect(&program.drafts, &DraftService::kept, &app, [] {
        std::puts("kept");
        std::fflush(stdout);
    });
    program.drafts.keep(typed(QByteArray("precious \xff words\r\n\0 end", 23)));
    return app.exec();
}

int main(int argc, char **argv)
{
    if (argc == 3 && QByteArrayView(argv[1]) == "--type")
        return typeAndStay(argc, argv);
    QCoreApplication app(argc, argv);
    TestDrafts test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_drafts.moc"
