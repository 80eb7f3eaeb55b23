// SPDX-License-Identifier: MIT
//
// What a page asks of the editing service comes back with the ticket of the question, never before the page has it.
#include "service/editservice.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::service;

class TestEdits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAnswerNeverComesBeforeItsTicket()
    {
        QTemporaryDir folder(QDir::tempPath() + u"/hsf edits XXXXXX"_s);
        QFile file(folder.filePath(u"SKILL.md"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("words\n") == 6);
        file.close();
        Workbench bench(Home::under(folder.filePath(u"a home"_s)), {}, nullptr);
        EditService edits(bench);
        QSignalSpy read(&edits, &EditService::fileRead);
        // A file this small is often read before `read` returns; a few hundred times is enough to meet that.
        for (int i = 0; i < 500; ++i) {
            const int ticket = edits.read(folder.path(), u"SKILL.md"_s);
            QVERIFY2(read.isEmpty(), "the answer came first");
            QVERIFY(read.wait(test::patienceMs));
            QCOMPARE(read.size(), 1);
            QCOMPARE(read.first().at(0).toInt(), ticket);
            QCOMPARE(read.first().at(1).toByteArray(), "words\n");
            read.clear();
        }
    }
    void aFileThatIsNotThereIsSaidWithItsTicket()
    {
        QTemporaryDir folder;
        Workbench bench(Home::under(folder.filePath(u"a home"_s)), {}, nullptr);
        EditService edits(bench);
        QSignalSpy failed(&edits, &EditService::failed);
        const int ticket = edits.readOutside(folder.filePath(u"gone.md"_s));
        QVERIFY(failed.wait(test::patienceMs));
        QCOMPARE(failed.first().at(0).toInt(), ticket);
        QVERIFY(failed.first().at(1).toString().contains("gone.md"));
    }
};

QTEST_GUILESS_MAIN(TestEdits)
#include "tst_edits.moc"
