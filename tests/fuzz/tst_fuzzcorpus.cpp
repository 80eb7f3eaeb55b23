// SPDX-License-Identifier: MIT
//
// What fuzzers found once stays found: every input kept below corpus/ is looked at again, a row an input. One that does
// not hold ends the program; the row says which it was, the line before what did not hold.
#include "fuzz/targets.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;

class TestFuzzCorpus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatWasFoundHolds_data()
    {
        QTest::addColumn<int>("target");
        QTest::addColumn<QString>("file");
        for (int i = 0; i < int(std::size(fuzz::targets)); ++i) {
            const QString name = QLatin1StringView(fuzz::targets[i].name);
            const QDir corpus(QStringLiteral(HSF_TEST_DATA "/fuzz/corpus/") + name);
            const QStringList files = corpus.entryList(QDir::Files, QDir::Name);
            QVERIFY2(!files.isEmpty(), qPrintable(u"no input for "_s + name));
            for (const QString &file : files)
                QTest::newRow(qPrintable(name + u'/' + file)) << i << corpus.filePath(file);
        }
    }
    void whatWasFoundHolds()
    {
        QFETCH(const int, target);
        QFETCH(const QString, file);
        QFile input(file);
        QVERIFY(input.open(QIODevice::ReadOnly));
        fuzz::targets[target].run(input.readAll());
    }
};

QTEST_GUILESS_MAIN(TestFuzzCorpus)
#include "tst_fuzzcorpus.moc"
