// SPDX-License-Identifier: MIT
//
// What a scan sees of a real folder: categories, archive, sources, broken skills, links; and that it is news of files
// only.
#include "home.h"
#include "library/scancache.h"
#include "library/snapshot.h"

#include <atomic>

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
    void whatTheWorldHasIsShown();
    void aClonesOwnGitIsNoSkill();
    void categoriesSayWhatTheyAreAbout();
    void whatWasChangedSinceTheLastRunIsReadAgain();
    void aDamagedCacheIsAReadingFromNothing();

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
    m_home->put(u"skills/one/SKILL.md"_s,
                "---\nname: one\ndescription: Use when testing\ntags: [office, pdf]\n---\n# Steps\n\nDo it.\n\n## Pitfalls\n");
    m_home->put(u"skills/one/references/r.md"_s, "r");
    m_home->put(u"skills/one/.git/config"_s, "not counted");
    const SkillEntry entry = scanned()->skills.value(0, SkillEntry{*skill::SkillId::parse(u"none"_s)});
    QCOMPARE(entry.name, u"one"_s);
    QCOMPARE(entry.description, u"Use when testing"_s);
    QCOMPARE(entry.tags, (QStringList{u"office"_s, u"pdf"_s}));
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
    marked->startedMs += 60'000; // else the file is as young as the reading, and may change again at the same time
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
    const SnapshotPtr snapshot = scanned();
    QCOMPARE(snapshot->skills.size(), 2000);
    QCOMPARE(scanned(snapshot)->skills, snapshot->skills);
}

void TestSnapshot::aScanCanBeStopped()
{
    for (int i = 0; i < 20; ++i)
        skill(u"skills/s%1"_s.arg(i));
    std::atomic<int> asked = 0;
    const SnapshotPtr snapshot = scanLibrary(m_home->path(u"skills"_s), {}, {}, [&] { return ++asked > 5; });
    QVERIFY(snapshot->skills.size() <= 5);
}

void TestSnapshot::aMissingLibraryIsEmpty()
{
    const SnapshotPtr snapshot = scanLibrary(m_home->path(u"not there"_s), {}, {});
    QVERIFY(snapshot->skills.isEmpty() && snapshot->problems.isEmpty());
}

void TestSnapshot::whatTheWorldHasIsShown()
{
    const QString name = u"skills/%1/SKILL.md"_s;
    m_home->put(name.arg(u"bom"_s), "\xEF\xBB\xBF---\nname: bom\ndescription: d\n---\n# A\n");
    m_home->put(name.arg(u"crlf"_s), "---\r\nname: crlf\r\ndescription: two words\r\n---\r\n# A\r\n");
    m_home->put(name.arg(u"Größe и 発票"_s), "---\nname: Größe и 発票\ndescription: d\n---\n");
    m_home->put(name.arg(u"double"_s), "---\nname: double\nname: other\ndescription: d\n---\n");
    m_home->put(name.arg(u"none"_s), "# No front matter\n");
    m_home->put(name.arg(u"other-name"_s), "---\nname: differs\ndescription: d\n---\n");
    m_home->put(name.arg(u"large"_s), "---\nname: large\ndescription: d\n---\n" + QByteArray(2 << 20, 'x'));
    m_home->put(name.arg(u"a/b/c/nested"_s), "---\nname: nested\ndescription: d\n---\n");
    m_home->put(name.arg(u"binary"_s), QByteArray("\x7f" "ELF\0\1\2", 7));
    m_home->put(u"elsewhere.md"_s, "---\nname: far\ndescription: secret\n---\n");
    QVERIFY(QDir().mkpath(m_home->path(u"skills/link-out"_s)));
    QVERIFY(QFile::link(m_home->path(u"elsewhere.md"_s), m_home->path(u"skills/link-out/SKILL.md"_s)));
    const SnapshotPtr snapshot = scanned();
    QCOMPARE(drawn(snapshot), (QStringList{u"Größe и 発票"_s, u"a/b/c/nested"_s, u"binary"_s, u"bom"_s, u"crlf"_s, u"double"_s, u"large"_s,
                                           u"none"_s, u"other-name"_s}));
    const auto faults = [&](const QString &id) { return snapshot->find(id)->findings; };
    for (const QString &good : {u"bom"_s, u"crlf"_s, u"Größe и 発票"_s, u"nested"_s, u"large"_s})
        QVERIFY2(faults(good) == 0, qPrintable(good));
    for (const QString &odd : {u"double"_s, u"none"_s, u"other-name"_s, u"binary"_s})
        QVERIFY2(faults(odd) > 0, qPrintable(odd));
    QCOMPARE(snapshot->find(u"crlf"_s)->description, u"two words"_s);
    QCOMPARE(snapshot->problems.size(), 1);
    QVERIFY(snapshot->problems.first().contains(u"link-out"_s));
}

void TestSnapshot::aClonesOwnGitIsNoSkill()
{
    skill(u"skills/cloned"_s);
    skill(u"skills/cloned-collection/inner"_s);
    for (const QString &git : {u"skills/cloned/.git"_s, u"skills/cloned-collection/.git"_s}) {
        m_home->put(git + u"/HEAD"_s, "ref: refs/heads/main\n");
        skill(git + u"/hidden"_s);
    }
    const SnapshotPtr snapshot = scanned();
    QCOMPARE(drawn(snapshot), (QStringList{u"cloned"_s, u"cloned-collection/inner"_s}));
    QCOMPARE(snapshot->skills[0].fileCount, 1);
    m_home->put(u"skills/cloned/.git/index"_s, "its own business");
    QCOMPARE(scanned(snapshot)->skills[0].fileCount, 1);
}

void TestSnapshot::categoriesSayWhatTheyAreAbout()
{
    skill(u"skills/documents/pdf"_s);
    skill(u"skills/release/notes"_s);
    m_home->put(u"skills/documents/DESCRIPTION.md"_s, "---\ndescription: Papers and\n  tables\n---\n");
    m_home->put(u"skills/release/DESCRIPTION.md"_s, "# Release\n\nWhat leaves the house.\n\nMore.\n");
    m_home->put(u"skills/documents/pdf/DESCRIPTION.md"_s, "a file of a skill");
    const QList<Category> categories = scanned()->categories;
    QCOMPARE(categories, (QList<Category>{{u"documents"_s, {}, u"Papers and tables"_s}, {u"release"_s, {}, u"What leaves the house."_s}}));
}

void TestSnapshot::whatWasChangedSinceTheLastRunIsReadAgain()
{
    for (int i = 0; i < 30; ++i)
        skill(u"skills/group-%1/skill-%2"_s.arg(i % 3).arg(i));
    skill(u"skills/.archive/old"_s);
    skill(u"source/theirs"_s);
    const ScanCache cache{m_home->path(u"a cache"_s)};
    const SnapshotPtr first = scanned({}, {m_home->path(u"source"_s)});
    QVERIFY(!cache.load());
    QVERIFY(cache.save(*first));
    m_home->put(u"skills/group-0/skill-3/SKILL.md"_s, "---\nname: skill-3\ndescription: rewritten\n---\n");
    m_home->put(u"skills/group-1/skill-4/references/new.md"_s, "new");
    QVERIFY(QDir(m_home->path(u"skills/group-2/skill-5"_s)).removeRecursively());
    QVERIFY(QFile::rename(m_home->path(u"skills/group-0/skill-6"_s), m_home->path(u"skills/group-0/renamed"_s)));
    const SnapshotPtr warm = scanned(cache.load(), {m_home->path(u"source"_s)});
    const SnapshotPtr cold = scanned({}, {m_home->path(u"source"_s)});
    QCOMPARE(warm->skills, cold->skills);
    QCOMPARE(warm->find(u"skill-3"_s)->description, u"rewritten"_s);
    QCOMPARE(warm->find(u"skill-4"_s)->fileCount, 2);
    QVERIFY(!warm->find(u"skill-5"_s) && warm->find(u"renamed"_s));
}

void TestSnapshot::aDamagedCacheIsAReadingFromNothing()
{
    for (int i = 0; i < 5; ++i)
        skill(u"skills/skill-%1"_s.arg(i));
    const SnapshotPtr first = scanned();
    const QByteArray saved = savedScan(*first);
    QCOMPARE(restoredScan(saved)->skills, first->skills);
    for (qsizetype i = 0; i < saved.size(); ++i) {
        QByteArray damaged = saved;
        damaged[i] = char(damaged[i] ^ 0x41);
        QVERIFY2(!restoredScan(damaged), qPrintable(u"byte %1 was changed and nobody noticed"_s.arg(i)));
        QVERIFY(!restoredScan(saved.first(i)));
    }
}

QTEST_GUILESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
