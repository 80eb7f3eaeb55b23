// SPDX-License-Identifier: MIT
//
// Somebody else's skills, from decent people and from others: what comes, under which name, and what stays out with a
// reason.
#include "archives.h"
#include "home.h"
#include "library/package.h"

#include <QElapsedTimer>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::library;

namespace {

const QByteArray skillText = "---\nname: notes\ndescription: Takes notes. Use when asked.\n---\n# Notes\n";

QStringList idsOf(const Package &package)
{
    QStringList ids;
    for (const PackagedSkill &skill : package.skills)
        ids << (skill.archived ? u"archived "_s : QString()) + skill.id;
    return ids;
}

bool mentions(const QStringList &sentences, const QString &words)
{
    return std::ranges::any_of(sentences, [&](const QString &one) { return one.contains(words); });
}

} // namespace

class PackageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_home = std::make_unique<LibraryHome>(); }
    void aSkillIsCalledByItsPlace_data();
    void aSkillIsCalledByItsPlace();
    void aZippedSkillComesWholeAndItsScriptStaysExecutable();
    void aTarBallDoesAsWell();
    void aHermesHomeBringsWhatItKnows();
    void usageFromAStrangerIsReadWithCare();
    void aFoldersFilesAreRead_andNoLinkIsFollowed();
    void whatLeadsOutStaysOut_data();
    void whatLeadsOutStaysOut();
    void oneNameTwiceMakesTheSkillUnusable();
    void aFileThatIsAlsoAFolderMakesTheSkillUnusable();
    void anArchiveInsideIsKeptAndNamed();
    void aLargeFileIsLeftOutAndNamed();
    void aBombIsRefused();
    void tooMuchIsRefused();
    void aHundredThousandEntriesAreRefused();
    void anEncryptedArchiveIsRefused();
    void aDamagedArchiveIsRefused_data();
    void aDamagedArchiveIsRefused();
    void randomDamageNeverGetsThrough();
    void whatIsNoArchiveIsSaid();
    void aPlaceWithoutSkillsIsSaid();
    void readingStopsWhenAsked();

private:
    Result<Package> readZip(const QList<Entry> &entries, Format format = Format::Zip, const Reading &reading = {})
    {
        const QString path = m_home->path(u"my skills.zip"_s);
        if (!writeBytes(path, archiveOf(entries, format)))
            return fail(Error::Kind::Storage, u"the test could not write"_s);
        return readPackage(path, reading);
    }
    std::unique_ptr<LibraryHome> m_home;
};

void PackageTest::aSkillIsCalledByItsPlace_data()
{
    QTest::addColumn<bool>("zipped");
    QTest::addColumn<QStringList>("folders");
    QTest::addColumn<QStringList>("ids");
    for (const bool zipped : {false, true}) {
        const char *how = zipped ? "zip" : "folder";
        QTest::addRow("%s: names", how) << zipped << QStringList{u"notes"_s, u"tables"_s}
                                        << QStringList{u"notes"_s, u"tables"_s};
        QTest::addRow("%s: categories", how)
            << zipped << QStringList{u"notes"_s, u"office/tables"_s} << QStringList{u"notes"_s, u"office/tables"_s};
        QTest::addRow("%s: one category", how) << zipped << QStringList{u"office/notes"_s, u"office/tables"_s}
                                               << QStringList{u"office/notes"_s, u"office/tables"_s};
        QTest::addRow("%s: a repository", how) << zipped << QStringList{u"skills/notes"_s, u"skills/office/tables"_s}
                                               << QStringList{u"notes"_s, u"office/tables"_s};
        QTest::addRow("%s: plugins", how)
            << zipped << QStringList{u"plugins/a/skills/notes"_s, u"plugins/b/skills/tables"_s}
            << QStringList{u"notes"_s, u"tables"_s};
        QTest::addRow("%s: a project", how)
            << zipped << QStringList{u".claude/skills/notes"_s} << QStringList{u"notes"_s};
        QTest::addRow("%s: one inside another belongs to it", how)
            << zipped << QStringList{u"notes"_s, u"notes/examples/inner"_s} << QStringList{u"notes"_s};
        QTest::addRow("%s: other programs' folders are left alone", how)
            << zipped << QStringList{u"notes"_s, u"node_modules/tables"_s} << QStringList{u"notes"_s};
        QTest::addRow("%s: the archive", how)
            << zipped << QStringList{u"skills/notes"_s, u"skills/.archive/office/tables"_s}
            << QStringList{u"notes"_s, u"archived office/tables"_s};
    }
    QTest::addRow("zip: wrapped in a folder of its own name")
        << true << QStringList{u"my skills/notes"_s, u"my skills/tables"_s} << QStringList{u"notes"_s, u"tables"_s};
    QTest::addRow("zip: a repository's download")
        << true << QStringList{u"repo-main/skills/notes"_s, u"repo-main/skills/tables"_s}
        << QStringList{u"notes"_s, u"tables"_s};
    QTest::addRow("zip: one skill, wherever it lies")
        << true << QStringList{u"some/where/notes"_s} << QStringList{u"notes"_s};
    QTest::addRow("zip: nothing around it") << true << QStringList{QString()} << QStringList{u"my skills"_s};
    QTest::addRow("folder: the skill itself") << false << QStringList{QString()} << QStringList{u"my skills"_s};
}

void PackageTest::aSkillIsCalledByItsPlace()
{
    QFETCH(bool, zipped);
    QFETCH(QStringList, folders);
    QFETCH(QStringList, ids);
    QList<Entry> entries;
    for (const QString &folder : folders) {
        const QString path = folder.isEmpty() ? u"SKILL.md"_s : folder + u"/SKILL.md"_s;
        entries << Entry{path.toUtf8(), skillText};
        m_home->put(u"my skills/"_s + path, skillText);
    }
    const auto package = zipped ? readZip(entries) : readPackage(m_home->path(u"my skills"_s));
    VERIFY_DONE(package);
    QCOMPARE(idsOf(*package), ids);
}

void PackageTest::aZippedSkillComesWholeAndItsScriptStaysExecutable()
{
    const QByteArray binary("\0\1\2picture", 10);
    const auto package = readZip({{"notes/", {}, AE_IFDIR, 0755},
                                  {"notes/SKILL.md", skillText},
                                  {"notes/scripts/run.sh", "#!/bin/sh\n", AE_IFREG, 0755},
                                  {"notes/assets/größe.png", binary},
                                  {"__MACOSX/notes/._SKILL.md", "x"},
                                  {"notes/.DS_Store", "x"}});
    VERIFY_DONE(package);
    const PackagedSkill &skill = package->skills.first();
    QCOMPARE(skill.files.keys(), (QStringList{u"SKILL.md"_s, u"assets/größe.png"_s, u"scripts/run.sh"_s}));
    QCOMPARE(skill.files.value(u"assets/größe.png"_s), binary);
    QCOMPARE(skill.executables, QStringList{u"scripts/run.sh"_s});
    QCOMPARE(skill.notes, QStringList());
    QCOMPARE(package->problems, QStringList());
}

void PackageTest::aTarBallDoesAsWell()
{
    QVERIFY(
        writeBytes(m_home->path(u"skills.tar.gz"_s), archiveOf({{"skills/notes/SKILL.md", skillText}}, Format::TarGz)));
    const auto package = readPackage(m_home->path(u"skills.tar.gz"_s));
    VERIFY_DONE(package);
    QCOMPARE(idsOf(*package), QStringList{u"notes"_s});
}

void PackageTest::aHermesHomeBringsWhatItKnows()
{
    m_home->put(u".hermes/skills/office/notes/SKILL.md"_s, skillText);
    m_home->put(u".hermes/skills/.archive/tables/SKILL.md"_s, skillText);
    m_home->put(u".hermes/skills/.hub/lock/SKILL.md"_s, skillText);
    m_home->put(u".hermes/skills/office/DESCRIPTION.md"_s, "What offices need.");
    m_home->put(
        u".hermes/skills/.usage.json"_s,
        R"({"notes": {"created_by": "agent", "use_count": 12, "view_count": 30, "pinned": true, "state": "active",
        "created_at": "2025-03-01T09:00:00+01:00", "last_used_at": "2025-10-01T08:00:00+00:00", "last_viewed_at": null}, "tables": {"created_by": null, "state": "archived"}})");
    m_home->put(u".hermes/memories/MEMORY.md"_s, "Likes tea.\n§\nWrites German.\n");
    m_home->put(u".hermes/memories/USER.md"_s, "Called Ada.");
    m_home->put(u".hermes/sessions/notes/SKILL.md"_s, skillText);
    const auto package = readPackage(m_home->path(u".hermes"_s));
    VERIFY_DONE(package);
    QCOMPARE(package->kind, Package::Kind::HermesHome);
    QCOMPARE(idsOf(*package), (QStringList{u"office/notes"_s, u"archived tables"_s}));
    QCOMPARE(package->categories, (QMap<QString, QByteArray>{{u"office"_s, "What offices need."}}));
    QVERIFY(!mentions(package->problems, u"DESCRIPTION.md"_s));
    const HermesFacts facts = package->skills.first().facts.value_or(HermesFacts());
    QCOMPARE(facts,
             (HermesFacts{.managed = true,
                          .pinned = true,
                          .state = u"active"_s,
                          .uses = 12,
                          .views = 30,
                          .lastUsed = QDateTime::fromString(u"2025-10-01T08:00:00Z"_s, Qt::ISODate),
                          .created = QDateTime::fromString(u"2025-03-01T08:00:00Z"_s, Qt::ISODate)}));
    QVERIFY(!package->skills.last().facts->managed);
    QCOMPARE(package->memory.value(MemoryFile::Memory), (QStringList{u"Likes tea."_s, u"Writes German."_s}));
    QCOMPARE(package->memory.value(MemoryFile::User), QStringList{u"Called Ada."_s});
}

void PackageTest::usageFromAStrangerIsReadWithCare()
{
    m_home->put(u"home/skills/notes/SKILL.md"_s, skillText);
    m_home->put(
        u"home/skills/.usage.json"_s,
        R"({"notes": {"use_count": -5, "view_count": 1e300, "last_used_at": "yesterday", "pinned": "yes", "created_by": ["agent"]}, "x": 3})");
    const auto package = readPackage(m_home->path(u"home"_s));
    VERIFY_DONE(package);
    QCOMPARE(package->skills.first().facts.value_or(HermesFacts{.uses = 9}), (HermesFacts{.views = 1'000'000'000}));
    m_home->put(u"home/skills/.usage.json"_s, "{ this is no JSON");
    QVERIFY(readPackage(m_home->path(u"home"_s)));
}

void PackageTest::aFoldersFilesAreRead_andNoLinkIsFollowed()
{
    m_home->put(u"secret/key.txt"_s, "do not take this");
    m_home->put(u"elsewhere/linked/SKILL.md"_s, skillText);
    m_home->put(u"mine/notes/SKILL.md"_s, skillText);
    m_home->put(u"mine/notes/references/more.md"_s, "more");
    m_home->put(u"mine/notes/.git/config"_s, "x");
    m_home->put(u"mine/README.md"_s, "not a skill's");
    QVERIFY(QFile::link(m_home->path(u"secret/key.txt"_s), m_home->path(u"mine/notes/references/key.txt"_s)));
    QVERIFY(QFile::link(m_home->path(u"secret"_s), m_home->path(u"mine/notes/assets"_s)));
    QVERIFY(QFile::link(m_home->path(u"elsewhere/linked"_s), m_home->path(u"mine/linked"_s)));
    QVERIFY(::mkfifo(QFile::encodeName(m_home->path(u"mine/notes/pipe"_s)).constData(), 0600) == 0);
    const auto package = readPackage(m_home->path(u"mine"_s));
    VERIFY_DONE(package);
    QCOMPARE(idsOf(*package), QStringList{u"notes"_s});
    QCOMPARE(package->skills.first().files.keys(), (QStringList{u"SKILL.md"_s, u"references/more.md"_s}));
    for (const char *name : {"references/key.txt", "assets", "pipe"})
        QVERIFY2(mentions(package->skills.first().notes, QString::fromLatin1(name)), name);
    QVERIFY2(mentions(package->problems, u"elsewhere/linked"_s),
             "a linked skill is named with the folder to import instead");
}

void PackageTest::whatLeadsOutStaysOut_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("noted"); // with the skill, else with the package
    QTest::newRow("upwards") << QByteArray("../../.bashrc") << false;
    QTest::newRow("upwards within") << QByteArray("notes/../../.bashrc") << false;
    QTest::newRow("absolute") << QByteArray("/etc/cron.d/notes") << false;
    QTest::newRow("a drive") << QByteArray("C:/Windows/notes.dll") << false;
    QTest::newRow("backslashes") << QByteArray("notes\\..\\..\\x") << false;
    QTest::newRow("invalid UTF-8") << QByteArray("notes/\xff\xfe.md") << false;
    QTest::newRow("an invisible character") << QByteArray("notes/a\xe2\x80\x8b.md") << true;
    QTest::newRow("text turned around") << QByteArray("notes/\xe2\x80\xae"
                                                      "dm.exe")
                                        << true;
    QTest::newRow("a control character") << QByteArray("notes/a\nb.md") << true;
}

void PackageTest::whatLeadsOutStaysOut()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, noted);
    const auto package = readZip({{"notes/SKILL.md", skillText}, {path, "evil"}, {"tables/SKILL.md", skillText}});
    VERIFY_DONE(package);
    QCOMPARE(idsOf(*package), (QStringList{u"notes"_s, u"tables"_s}));
    QCOMPARE(package->skills.first().files.keys(), QStringList{u"SKILL.md"_s});
    QCOMPARE(package->skills.first().notes.size(), noted ? 1 : 0);
    QCOMPARE(package->problems.size(), noted ? 0 : 1);
}

void PackageTest::oneNameTwiceMakesTheSkillUnusable()
{
    const auto package
        = readZip({{"notes/SKILL.md", skillText}, {"notes/SKILL.md", "another"}, {"tables/SKILL.md", skillText}});
    VERIFY_DONE(package);
    QVERIFY(package->skills.first().obstacle.contains(u"SKILL.md"_s));
    QVERIFY(package->skills.last().obstacle.isEmpty());
}

void PackageTest::aFileThatIsAlsoAFolderMakesTheSkillUnusable()
{
    const auto package = readZip({{"notes/SKILL.md", skillText}, {"notes/a", "file"}, {"notes/a/b.md", "below it"}});
    VERIFY_DONE(package);
    QVERIFY(package->skills.first().obstacle.contains(u"both"_s));
}

void PackageTest::anArchiveInsideIsKeptAndNamed()
{
    const QByteArray inner = archiveOf({{"evil/SKILL.md", skillText}});
    const auto package = readZip({{"notes/SKILL.md", skillText}, {"notes/assets/more.zip", inner}});
    VERIFY_DONE(package);
    QCOMPARE(idsOf(*package), QStringList{u"notes"_s});
    QCOMPARE(package->skills.first().files.value(u"assets/more.zip"_s), inner);
    QVERIFY(mentions(package->skills.first().notes, u"nobody looked into it"_s));
}

void PackageTest::aLargeFileIsLeftOutAndNamed()
{
    const Reading reading{.limits = {.fileBytes = 1 << 20}};
    const QByteArray large(2 << 20, 'x');
    m_home->put(u"mine/notes/SKILL.md"_s, skillText);
    m_home->put(u"mine/notes/assets/large.bin"_s, large);
    for (const auto &package :
         {readZip({{"notes/SKILL.md", skillText}, {"notes/assets/large.bin", large}}, Format::Zip, reading),
          readPackage(m_home->path(u"mine"_s), reading)}) {
        VERIFY_DONE(package);
        QCOMPARE(package->skills.first().files.keys(), QStringList{u"SKILL.md"_s});
        QVERIFY(mentions(package->skills.first().notes, u"large.bin"_s));
    }
}

void PackageTest::aBombIsRefused()
{
    const auto package = readZip({{"notes/SKILL.md", skillText}, {"notes/assets/zeros", QByteArray(40 << 20, '\0')}});
    QVERIFY(!package);
    QCOMPARE(package.error().kind, Error::Kind::Refused);
    QVERIFY2(package.error().message.contains(u"times its size"_s), qPrintable(package.error().message));
}

void PackageTest::tooMuchIsRefused()
{
    const Reading reading{.limits = {.totalBytes = 1 << 20}};
    QByteArray noise(700'000, Qt::Uninitialized);
    for (qsizetype i = 0; i < noise.size(); ++i)
        noise[i] = char((i * 2654435761u) >> 13);
    m_home->put(u"mine/notes/SKILL.md"_s, skillText);
    m_home->put(u"mine/notes/assets/a"_s, noise);
    m_home->put(u"mine/notes/assets/b"_s, noise);
    const auto zipped = readZip({{"notes/SKILL.md", skillText}, {"notes/assets/a", noise}, {"notes/assets/b", noise}},
                                Format::Zip, reading);
    const auto folder = readPackage(m_home->path(u"mine"_s), reading);
    QVERIFY(!zipped && zipped.error().message.contains(u"MiB"_s));
    QVERIFY(!folder && folder.error().message.contains(u"MiB"_s));
}

void PackageTest::aHundredThousandEntriesAreRefused()
{
    QList<Entry> entries{{"notes/SKILL.md", skillText}};
    for (int i = 0; i < 100'000; ++i)
        entries << Entry{"notes/references/" + QByteArray::number(i), {}};
    const auto package = readZip(entries);
    QVERIFY(!package);
    QVERIFY2(package.error().message.contains(u"100000"_s), qPrintable(package.error().message));
}

void PackageTest::anEncryptedArchiveIsRefused()
{
    const auto package = readZip({{"notes/SKILL.md", skillText}}, Format::EncryptedZip);
    QVERIFY(!package);
    QVERIFY2(package.error().message.contains(u"encrypted"_s), qPrintable(package.error().message));
}

void PackageTest::aDamagedArchiveIsRefused_data()
{
    QTest::addColumn<int>("kept"); // percent
    QTest::addColumn<bool>("flipped");
    QTest::newRow("half of it") << 50 << false;
    QTest::newRow("nearly all") << 90 << false;
    QTest::newRow("a byte of the text is another") << 100 << true;
}

void PackageTest::aDamagedArchiveIsRefused()
{
    QFETCH(int, kept);
    QFETCH(bool, flipped);
    QByteArray noise(100'000, Qt::Uninitialized);
    for (qsizetype i = 0; i < noise.size(); ++i)
        noise[i] = char((i * 2654435761u) >> 13);
    QByteArray zip = archiveOf({{"notes/SKILL.md", skillText}, {"notes/assets/noise", noise}});
    zip.truncate(zip.size() * kept / 100);
    if (flipped)
        zip[zip.size() / 2] = char(zip[zip.size() / 2] ^ 0x55);
    QVERIFY(writeBytes(m_home->path(u"broken.zip"_s), zip));
    const auto package = readPackage(m_home->path(u"broken.zip"_s));
    QVERIFY(!package);
    QVERIFY2(package.error().message.contains(u"damaged"_s), qPrintable(package.error().message));
}

void PackageTest::randomDamageNeverGetsThrough()
{
    // Whatever is broken in an archive: an error, or the very files that were in it.
    const QByteArray text = skillText.repeated(40);
    const QByteArray zip = archiveOf({{"notes/SKILL.md", text}, {"notes/references/a.md", text}});
    quint32 seed = 7;
    const auto next = [&seed] { return seed = seed * 1664525u + 1013904223u, seed >> 8; };
    for (int round = 0; round < 300; ++round) {
        QByteArray broken = zip;
        for (quint32 i = next() % 6 + 1; i > 0; --i)
            broken[qsizetype(next() % quint32(broken.size()))] = char(next());
        QVERIFY(writeBytes(m_home->path(u"broken.zip"_s), broken));
        const auto package = readPackage(m_home->path(u"broken.zip"_s));
        for (const PackagedSkill &skill : package ? package->skills : QList<PackagedSkill>()) {
            for (const auto &[path, bytes] : skill.files.asKeyValueRange()) {
                QVERIFY(!path.startsWith(u'/') && !path.contains(u".."_s));
                QVERIFY2(bytes == text || bytes.isEmpty(), qPrintable(path));
            }
        }
    }
}

void PackageTest::whatIsNoArchiveIsSaid()
{
    m_home->put(u"letter.zip"_s, "Dear Ada, this is a letter.");
    m_home->put(u"empty.zip"_s, "");
    for (const QString &name : {u"letter.zip"_s, u"empty.zip"_s, u"missing.zip"_s}) {
        const auto package = readPackage(m_home->path(name));
        QVERIFY(!package);
        QVERIFY2(package.error().message.contains(name), qPrintable(package.error().message));
    }
}

void PackageTest::aPlaceWithoutSkillsIsSaid()
{
    m_home->put(u"photos/cat.txt"_s, "meow");
    const auto package = readPackage(m_home->path(u"photos"_s));
    QVERIFY(!package);
    QCOMPARE(package.error().kind, Error::Kind::NotFound);
    QVERIFY(package.error().message.contains(u"SKILL.md"_s));
}

void PackageTest::readingStopsWhenAsked()
{
    m_home->put(u"mine/notes/SKILL.md"_s, skillText);
    const auto package = readPackage(m_home->path(u"mine"_s), {.stopped = [] { return true; }});
    QVERIFY(!package);
    QCOMPARE(package.error().kind, Error::Kind::Cancelled);
}

QTEST_GUILESS_MAIN(PackageTest)
#include "tst_package.moc"
