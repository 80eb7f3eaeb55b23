// SPDX-License-Identifier: MIT
//
// What a scan sees of a real folder: categories, archive, sources, broken skills, links; and that it is news of files
// only.
#include "home.h"
#include "library/snapshot.h"

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::library;

class TestSnapshot : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_home = std::make_unique<LibraryHome>(); }
    void skillsAreFoundWhereTheyLie();
    void aSkillInASkillIsNotOne();
    void factsOfTheFilesAreThere();
    void oneBrokenSkillHidesNoGoodOne();
    void linksOutOfTheFolderAreNamedNotFollowed();
    void sourcesAreReadOnlyNeighbours();
    void aSkillIsFoundByIdOrUniqueName();
    void whatIsUnchangedIsNotReadAgain();
    void aChangedFileIsNoticed_data();
    void aChangedFileIsNoticed();
    void thousandsAreRead();
    void aScanCanBeStopped();
    void aMissingLibraryIsEmpty();

private:
    void skill(const QString &folder, const QByteArray &more = "# Steps\n") const;
    SnapshotPtr scanned(const SnapshotPtr &previous = {}, const QStringList &sources = {}) const
    {
        return scanLibrary(m_home->path(u"skills"_s), sources, previous);
    }
    /// "id" or "id (archived)" or "id (source)", in order.
    static QStringList drawn(const SnapshotPtr &snapshot)
    {
        QStringList lines;
        for (const SkillEntry &entry : snapshot->skills)
            lines.append(entry.id.toString()
                         + (entry.archived               ? u" (archived)"_s
                                : entry.source.isEmpty() ? u""_s
                                                         : u" (source)"_s));
        return lines;
    }
    std::unique_ptr<LibraryHome> m_home;
};

void TestSnapshot::skill(const QString &folder, const QByteArray &more) const
{
    m_home->put(folder + u"/SKILL.md"_s,
                "---\nname: " + folder.section(u'/', -1).toUtf8() + "\ndescription: Use when testing\n---\n" + more);
}

void TestSnapshot::skillsAreFoundWhereTheyLie()
{
    for (const QString &folder : {u"zeta"_s, u"tools/pdf tables"_s, u"a/b/c/deep"_s, u"Größe.1"_s, u".archive/old"_s,
                                  u".archive/tools/older"_s, u".hub/hidden"_s, u"node_modules/x"_s})
        skill(u"skills/"_s + folder);
    m_home->put(u"skills/tools/DESCRIPTION.md"_s, "a category");
    m_home->put(u"skills/.usage.json"_s, "{}");
    const SnapshotPtr snapshot = scanned();
    QCOMPARE(snapshot->problems, QStringList());
    QCOMPARE(drawn(snapshot),
             (QStringList{u"Größe.1"_s, u"a/b/c/deep"_s, u"old (archived)"_s, u"tools/older (archived)"_s,
                          u"tools/pdf tables"_s, u"zeta"_s}));
}

void TestSnapshot::aSkillInASkillIsNotOne()
{
    skill(u"skills/outer"_s);
    skill(u"skills/outer/references/inner"_s);
    QCOMPARE(drawn(scanned()), QStringList{u"outer"_s});
}

void TestSnapshot::factsOfTheFilesAreThere()
{
    skill(u"skills/one"_s, "# Steps\n\nDo it.\n\n## Pitfalls\n");
    m_home->put(u"skills/one/references/r.md"_s, "r");
    m_home->put(u"skills/one/.git/config"_s, "not counted");
    const SkillEntry entry = scanned()->skills.value(0, SkillEntry{*skill::SkillId::parse(u"none"_s)});
    QCOMPARE(entry.name, u"one"_s);
    QCOMPARE(entry.description, u"Use when testing"_s);
    QCOMPARE(entry.headings, (QStringList{u"Steps"_s, u"Pitfalls"_s}));
    QCOMPARE(entry.folder, m_home->path(u"skills/one"_s));
    QCOMPARE(entry.fileCount, 2);
    QCOMPARE(entry.findings, 0);
    QCOMPARE(entry.bytes, m_home->get(u"skills/one/SKILL.md"_s).size());
    QVERIFY(entry.bodyTokens > 0 && entry.catalogueTokens > 0);
    QVERIFY(entry.modified.isValid());
}

void TestSnapshot::oneBrokenSkillHidesNoGoodOne()
{
    skill(u"skills/good"_s);
    m_home->put(u"skills/no-front-matter/SKILL.md"_s, "# Only words");
    m_home->put(u"skills/bytes/SKILL.md"_s, QByteArray("---\nname: [\n\xff\xfe\0---", 18));
    m_home->put(u"skills/wrong-name/SKILL.md"_s, "---\nname: other\ndescription: d\n---\n");
    m_home->put(u"skills/huge/SKILL.md"_s, QByteArray(5 << 20, 'x'));
    QVERIFY(QDir().mkpath(m_home->path(u"skills/folder/SKILL.md"_s)));
    const SnapshotPtr snapshot = scanned();
    QCOMPARE(drawn(snapshot), (QStringList{u"bytes"_s, u"good"_s, u"no-front-matter"_s, u"wrong-name"_s}));
    QCOMPARE(snapshot->find(u"good"_s)->findings, 0);
    QVERIFY(snapshot->find(u"wrong-name"_s)->findings > 0);
    QCOMPARE(snapshot->problems.size(), 1);
    QVERIFY2(snapshot->problems.first().contains(u"huge"_s), qPrintable(snapshot->problems.first()));
}

void TestSnapshot::linksOutOfTheFolderAreNamedNotFollowed()
{
    skill(u"elsewhere/far"_s);
    skill(u"skills/near"_s);
    QVERIFY(QFile::link(m_home->path(u"elsewhere/far"_s), m_home->path(u"skills/far"_s)));
    QVERIFY(QFile::link(m_home->path(u"skills/near"_s), m_home->path(u"skills/same"_s)));
    QVERIFY(QFile::link(m_home->path(u"skills"_s), m_home->path(u"skills/near/circle"_s)));
    QVERIFY(QDir().mkpath(m_home->path(u"skills/stolen"_s)));
    QVERIFY(QFile::link(m_home->path(u"elsewhere/far/SKILL.md"_s), m_home->path(u"skills/stolen/SKILL.md"_s)));
    const SnapshotPtr snapshot = scanned();
    QCOMPARE(drawn(snapshot), QStringList{u"near"_s});
    QCOMPARE(snapshot->problems.size(), 2);
    QVERIFY(snapshot->problems.join(u'\n').contains(m_home->path(u"skills/far"_s)));
}

void TestSnapshot::sourcesAreReadOnlyNeighbours()
{
    skill(u"skills/mine"_s);
    skill(u"a source/theirs"_s);
    skill(u"a source/mine"_s);
    const SnapshotPtr snapshot = scanned({}, {m_home->path(u"a source"_s), m_home->path(u"not there"_s)});
    QCOMPARE(drawn(snapshot), (QStringList{u"mine"_s, u"mine (source)"_s, u"theirs (source)"_s}));
    QVERIFY(snapshot->find(u"mine"_s)->source.isEmpty());
    QCOMPARE(snapshot->problems.size(), 1);
}

void TestSnapshot::aSkillIsFoundByIdOrUniqueName()
{
    for (const QString &folder : {u"a/same"_s, u"b/same"_s, u"a/only"_s, u".archive/c/gone"_s})
        skill(u"skills/"_s + folder);
    const SnapshotPtr snapshot = scanned();
    QCOMPARE(snapshot->find(u"only"_s)->id.toString(), u"a/only"_s);
    QCOMPARE(snapshot->find(u"b/same"_s)->id.toString(), u"b/same"_s);
    QVERIFY(!snapshot->find(u"same"_s));
    QVERIFY(!snapshot->find(u"gone"_s));
    QVERIFY(snapshot->find(u"c/gone"_s)->archived);
    QVERIFY(!snapshot->find(QString()));
}

void TestSnapshot::whatIsUnchangedIsNotReadAgain()
{
    skill(u"skills/one"_s);
    const SnapshotPtr first = scanned();
    auto marked = std::make_shared<LibrarySnapshot>(*first);
    marked->skills[0].description = u"taken over"_s;
    const SnapshotPtr second = scanned(marked);
    QCOMPARE(second->skills[0].description, u"taken over"_s);
    QVERIFY(second->generation > first->generation);
}

void TestSnapshot::aChangedFileIsNoticed_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("SKILL.md") << u"skills/one/SKILL.md"_s;
    QTest::newRow("a new file") << u"skills/one/references/new.md"_s;
    QTest::newRow("another file") << u"skills/one/scripts/s.sh"_s;
}

void TestSnapshot::aChangedFileIsNoticed()
{
    QFETCH(const QString, file);
    skill(u"skills/one"_s);
    m_home->put(u"skills/one/scripts/s.sh"_s, "x");
    const SnapshotPtr first = scanned();
    m_home->put(file, "---\nname: one\ndescription: changed\n---\n");
    QVERIFY(scanned(first)->skills[0].stamp != first->skills[0].stamp);
}

void TestSnapshot::thousandsAreRead()
{
    for (int i = 0; i < 2000; ++i)
        skill(u"skills/group-%1/skill-%2"_s.arg(i % 20).arg(i));
    int told = 0;
    const SnapshotPtr snapshot = scanLibrary(m_home->path(u"skills"_s), {}, {}, {}, [&](int done, int total) {
        QCOMPARE(total, 2000);
        told = done;
    });
    QCOMPARE(snapshot->skills.size(), 2000);
    QCOMPARE(told, 2000);
    QCOMPARE(scanned(snapshot)->skills, snapshot->skills);
}

void TestSnapshot::aScanCanBeStopped()
{
    for (int i = 0; i < 20; ++i)
        skill(u"skills/s%1"_s.arg(i));
    int read = 0;
    const SnapshotPtr snapshot = scanLibrary(
        m_home->path(u"skills"_s), {}, {}, [&] { return read >= 5; }, [&](int done, int) { read = done; });
    QCOMPARE(snapshot->skills.size(), 5);
}

void TestSnapshot::aMissingLibraryIsEmpty()
{
    const SnapshotPtr snapshot = scanLibrary(m_home->path(u"not there"_s), {}, {});
    QVERIFY(snapshot->skills.isEmpty() && snapshot->problems.isEmpty());
}

QTEST_GUILESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
