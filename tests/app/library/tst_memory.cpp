// SPDX-License-Identifier: MIT
//
// Memory entries: read as others write them, edited all or nothing, never above the limit.
#include "library/memory.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::library;
using Action = MemoryEdit::Action;

class TestMemory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void entriesAreReadLeniently_data();
    void entriesAreReadLeniently();
    void anEditIsAppliedOrExplained_data();
    void anEditIsAppliedOrExplained();
    void aBatchIsJudgedByItsFinalSize();
    void anOverfullFileMayBeShortened();
};

void TestMemory::entriesAreReadLeniently_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QStringList>("entries");
    QTest::newRow("empty") << QByteArray() << QStringList();
    QTest::newRow("one") << QByteArray("likes tables\n") << QStringList{u"likes tables"_s};
    QTest::newRow("two") << QByteArray("a\n§\nb") << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("CRLF, BOM and empty ones")
        << QByteArray("\xef\xbb\xbf§\r\na\r\nmore\r\n § \r\n\r\n§\r\nb\r\n") << QStringList{u"a\nmore"_s, u"b"_s};
    QTest::newRow("the sign inside a line is text") << QByteArray("see § 5") << QStringList{u"see § 5"_s};
}

void TestMemory::entriesAreReadLeniently()
{
    QFETCH(const QByteArray, file);
    QTEST(memoryEntries(file), "entries");
    QCOMPARE(memoryEntries(memoryBytes(memoryEntries(file))), memoryEntries(file));
}

void TestMemory::anEditIsAppliedOrExplained_data()
{
    QTest::addColumn<MemoryEdit>("edit");
    QTest::addColumn<QString>("outcome"); // the entries, or "!" and words of the refusal
    const auto memory = MemoryFile::Memory;
    QTest::newRow("add") << MemoryEdit{Action::Add, memory, {}, u" new "_s} << u"tabs|tabs and spaces|blue|new"_s;
    QTest::newRow("add what is known") << MemoryEdit{Action::Add, memory, {}, u"blue"_s}
                                       << u"tabs|tabs and spaces|blue"_s;
    QTest::newRow("add nothing") << MemoryEdit{Action::Add, memory, {}, u" \n"_s} << u"!needs text"_s;
    QTest::newRow("add a separator") << MemoryEdit{Action::Add, memory, {}, u"a\n § \nb"_s} << u"!separates"_s;
    QTest::newRow("replace") << MemoryEdit{Action::Replace, memory, u"lu"_s, u"red"_s} << u"tabs|tabs and spaces|red"_s;
    QTest::newRow("replace the exact one")
        << MemoryEdit{Action::Replace, memory, u"tabs"_s, u"x"_s} << u"x|tabs and spaces|blue"_s;
    QTest::newRow("replace an unclear one") << MemoryEdit{Action::Replace, memory, u"tab"_s, u"x"_s} << u"!several"_s;
    QTest::newRow("remove") << MemoryEdit{Action::Remove, memory, u"spaces"_s, {}} << u"tabs|blue"_s;
    QTest::newRow("remove a missing one") << MemoryEdit{Action::Remove, memory, u"green"_s, {}} << u"!3. blue"_s;
    QTest::newRow("remove without words") << MemoryEdit{Action::Remove, memory, {}, {}} << u"!which entry"_s;
    QTest::newRow("too much") << MemoryEdit{Action::Add, memory, {}, QString(2200, u'x')} << u"!2200 are allowed"_s;
    QTest::newRow("of the other file") << MemoryEdit{Action::Add, MemoryFile::User, {}, u"u"_s}
                                       << u"tabs|tabs and spaces|blue"_s;
}

void TestMemory::anEditIsAppliedOrExplained()
{
    QFETCH(const MemoryEdit, edit);
    QFETCH(const QString, outcome);
    const auto entries = withEdits({u"tabs"_s, u"tabs and spaces"_s, u"blue"_s}, MemoryFile::Memory, {edit});
    if (outcome.startsWith(u'!'))
        QVERIFY2(!entries && entries.error().message.contains(outcome.sliced(1)),
                 qPrintable(entries ? entries->join(u'|') : entries.error().message));
    else
        QCOMPARE(entries ? entries->join(u'|') : entries.error().message, outcome);
}

void TestMemory::aBatchIsJudgedByItsFinalSize()
{
    const QStringList full{QString(1370, u'x'), u"y"_s};
    const MemoryEdit add{Action::Add, MemoryFile::User, {}, u"ninety"_s};
    const MemoryEdit remove{Action::Remove, MemoryFile::User, u"xx"_s, {}};
    QVERIFY(!withEdits(full, MemoryFile::User, {add}));
    QCOMPARE(*withEdits(full, MemoryFile::User, {add, remove}), (QStringList{u"y"_s, u"ninety"_s}));
    const MemoryEdit wide{Action::Add, MemoryFile::User, {}, QString::fromUcs4(std::u32string(1375, U'🙂').c_str())};
    QVERIFY(withEdits({}, MemoryFile::User, {wide})); // characters, not UTF-16 units
}

void TestMemory::anOverfullFileMayBeShortened()
{
    const QStringList overfull{QString(3000, u'x'), u"y"_s};
    QVERIFY(withEdits(overfull, MemoryFile::Memory, {{Action::Remove, MemoryFile::Memory, u"y"_s, {}}}));
    QVERIFY(!withEdits(overfull, MemoryFile::Memory, {{Action::Add, MemoryFile::Memory, {}, u"z"_s}}));
}

QTEST_GUILESS_MAIN(TestMemory)
#include "tst_memory.moc"
