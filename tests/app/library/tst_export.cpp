// SPDX-License-Identifier: MIT
//
// Skills for other programs: what the specification wants, the same bytes each time, and nobody's files overwritten.
#include "archives.h"
#include "home.h"
#include "library/exporting.h"
#include "skill/document.h"

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::library;

namespace {

PackagedSkill skillOf(const QByteArray &document, const QMap<QString, QByteArray> &more = {})
{
    PackagedSkill skill{.id = u"notes"_s, .files = more};
    skill.files.insert(u"SKILL.md"_s, document);
    return skill;
}

const QByteArray body = "# Notes\n\n## When to use\n\nWhen notes are wanted.\n";
QByteArray documentWith(const QByteArray &fields)
{
    return "---\nname: notes\ndescription: Takes notes. Use when asked.\n" + fields + "---\n" + body;
}

} // namespace

class ExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_home = std::make_unique<LibraryHome>(); }
    void aGoodSkillStaysByteForByte();
    void theSpecificationIsKept_data();
    void theSpecificationIsKept();
    void theBodyIsNeverTouched();
    void whatCannotBeRepairedIsAFault();
    void aNameIsMadeStrict_data();
    void aNameIsMadeStrict();
    void theSameSkillsGiveTheSameBytes();
    void aZipReadsBackAsItWas();
    void aFolderReadsBackAsItWas();
    void nothingIsOverwrittenUnasked_data();
    void nothingIsOverwrittenUnasked();
    void allOrNothing();

private:
    std::unique_ptr<LibraryHome> m_home;
};

void ExportTest::aGoodSkillStaysByteForByte()
{
    const QByteArray document
        = documentWith("license: MIT # as is\nmetadata:\n  author: \"Ada\"\nallowed-tools: Read Bash(git:*)\n");
    const StrictSkill strict = strictSkill(skillOf(document), u"notes"_s);
    QCOMPARE(strict.repairs.join(u'\n'), QString());
    QCOMPARE(strict.lost, QStringList());
    QVERIFY(strict.faults.isEmpty());
    QCOMPARE(strict.files.value(u"SKILL.md"_s), document);
}

void ExportTest::theSpecificationIsKept_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("metadata"); // what must stand there afterwards
    QTest::addColumn<int>("lost");
    QTest::newRow("text moves below metadata") << QByteArray("author: Ada\n") << u"author"_s << 0;
    QTest::newRow("a number becomes text") << QByteArray("version: 1.0\n") << u"version: \"1.0\""_s << 0;
    QTest::newRow("a number in metadata")
        << QByteArray("metadata:\n  version: 2\n  author: Ada\n") << u"version: \"2\""_s << 0;
    QTest::newRow("a list is lost") << QByteArray("tags: [a, b]\n") << QString() << 1;
    QTest::newRow("a block list is lost") << QByteArray("related_skills:\n  - a\n  - b\n") << QString() << 1;
    QTest::newRow("a nested map is lost, its neighbour stays")
        << QByteArray("metadata:\n  hermes:\n    tags: [a]\n  author: Ada\n") << u"author: Ada"_s << 1;
    QTest::newRow("tools as a list") << QByteArray("allowed-tools: [Read, Grep]\n") << QString() << 0;
    QTest::newRow("tools with commas") << QByteArray("allowed-tools: Read, Grep\n") << QString() << 0;
}

void ExportTest::theSpecificationIsKept()
{
    QFETCH(QByteArray, fields);
    QFETCH(QString, metadata);
    QFETCH(int, lost);
    const StrictSkill strict = strictSkill(skillOf(documentWith(fields)), u"notes"_s);
    const QByteArray document = strict.files.value(u"SKILL.md"_s);
    QVERIFY2(strict.faults.isEmpty(), strict.faults.isEmpty() ? "" : qPrintable(strict.faults.first().message));
    QVERIFY2(metadata.isEmpty() || document.contains(metadata.toUtf8()), document.constData());
    QVERIFY2(strict.lost.size() == lost, qPrintable(strict.lost.join(u'\n') + u'\n' + QString::fromUtf8(document)));
    QVERIFY(!strict.repairs.isEmpty() || lost > 0);
    static const QStringList allowed{u"name"_s,          u"description"_s, u"license"_s,
                                     u"compatibility"_s, u"metadata"_s,    u"allowed-tools"_s};
    for (const skill::Field &field : skill::parseDocument(document).fields)
        QVERIFY2(allowed.contains(field.key), qPrintable(field.key));
    // Once strict, always strict.
    const StrictSkill again = strictSkill(skillOf(document), u"notes"_s);
    QCOMPARE(again.files.value(u"SKILL.md"_s), document);
    QCOMPARE(again.repairs + again.lost, QStringList());
}

void ExportTest::theBodyIsNeverTouched()
{
    const StrictSkill strict
        = strictSkill(skillOf(documentWith("version: 3\ntags: [x]\n"), {{u"references/a.md"_s, "a\r\nb"}}), u"notes"_s);
    QVERIFY(strict.files.value(u"SKILL.md"_s).endsWith("---\n" + body));
    QCOMPARE(strict.files.value(u"references/a.md"_s), QByteArray("a\r\nb"));
}

void ExportTest::whatCannotBeRepairedIsAFault()
{
    const StrictSkill strict = strictSkill(
        skillOf("---\nname: notes\ndescription: " + QByteArray(2'000, 'x') + "\n---\n" + body), u"notes"_s);
    QCOMPARE(strict.faults.size(), 1);
    QCOMPARE(strict.faults.first().rule, u"description-length"_s);
    const auto done = exportToFolder({strict}, m_home->path(u"out"_s), Overwrite::Refuse);
    QVERIFY(!done && done.error().message.contains(u"1024"_s));
    QVERIFY(!QFileInfo::exists(m_home->path(u"out/notes"_s)));
}

void ExportTest::aNameIsMadeStrict_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("strict");
    QTest::newRow("good") << u"pdf-tables"_s << u"pdf-tables"_s;
    QTest::newRow("blanks and capitals") << u"My Skill_v2"_s << u"my-skill-v2"_s;
    QTest::newRow("marks on letters") << u"Größe é"_s << u"gro-e-e"_s;
    QTest::newRow("dots at the ends") << u"..notes--x.."_s << u"notes-x"_s;
    QTest::newRow("nothing of it can stay") << u"日本"_s << QString();
}

void ExportTest::aNameIsMadeStrict()
{
    QFETCH(QString, name);
    QFETCH(QString, strict);
    QCOMPARE(strictName(name), strict);
}

void ExportTest::theSameSkillsGiveTheSameBytes()
{
    const StrictSkill strict = strictSkill(
        skillOf(documentWith({}), {{u"scripts/b.sh"_s, "#!/bin/sh\n"}, {u"references/a.md"_s, "a"}}), u"notes"_s);
    const auto first = zipOf({strict});
    qputenv("TZ", "Pacific/Kiritimati");
    tzset();
    const auto second = zipOf({strict});
    qunsetenv("TZ");
    tzset();
    VERIFY_DONE(first);
    VERIFY_DONE(second);
    QCOMPARE(*first, *second);
    QCOMPARE(listed(*first).paths,
             (QList<QByteArray>{"notes/SKILL.md", "notes/references/a.md", "notes/scripts/b.sh"}));
}

void ExportTest::aZipReadsBackAsItWas()
{
    PackagedSkill skill = skillOf(
        documentWith({}),
        {{u"scripts/b.sh"_s, "#!/bin/sh\n"}, {u"assets/größe.bin"_s, QByteArray("\0\1", 2)}, {u"assets/empty"_s, {}}});
    skill.executables = {u"scripts/b.sh"_s};
    VERIFY_DONE(
        exportToZip({strictSkill(skill, u"notes"_s)}, m_home->path(u"new folder/out.zip"_s), Overwrite::Refuse));
    const auto package = readPackage(m_home->path(u"new folder/out.zip"_s));
    VERIFY_DONE(package);
    QCOMPARE(package->skills.size(), 1);
    QCOMPARE(package->skills.first().files, skill.files);
    QCOMPARE(package->skills.first().executables, skill.executables);
    QCOMPARE(QDir(m_home->path(u"new folder"_s)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{u"out.zip"_s});
}

void ExportTest::aFolderReadsBackAsItWas()
{
    PackagedSkill skill
        = skillOf(documentWith({}), {{u"scripts/b.sh"_s, "#!/bin/sh\n"}, {u"references/deep/er.md"_s, "x"}});
    skill.executables = {u"scripts/b.sh"_s};
    VERIFY_DONE(exportToFolder({strictSkill(skill, u"notes"_s)}, m_home->path(u"out"_s), Overwrite::Refuse));
    const auto read = readWholeSkill(m_home->path(u"out/notes"_s));
    VERIFY_DONE(read);
    QCOMPARE(read->files, skill.files);
    QCOMPARE(read->executables, skill.executables);
    QCOMPARE(QDir(m_home->path(u"out"_s)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{u"notes"_s});
}

void ExportTest::nothingIsOverwrittenUnasked_data()
{
    QTest::addColumn<bool>("zip");
    QTest::newRow("a folder") << false;
    QTest::newRow("a zip") << true;
}

void ExportTest::nothingIsOverwrittenUnasked()
{
    QFETCH(bool, zip);
    const QString out = m_home->path(zip ? u"out.zip"_s : u"out"_s);
    const QString theirs = zip ? u"out.zip"_s : u"out/notes/theirs.txt"_s;
    m_home->put(theirs, "theirs");
    const QList<StrictSkill> skills{strictSkill(skillOf(documentWith({})), u"notes"_s)};
    const auto write = [&](Overwrite overwrite) {
        return zip ? exportToZip(skills, out, overwrite) : exportToFolder(skills, out, overwrite);
    };
    const auto refused = write(Overwrite::Refuse);
    QVERIFY(!refused && refused.error().message.contains(u"already"_s));
    QCOMPARE(m_home->get(theirs), QByteArray("theirs"));
    VERIFY_DONE(write(Overwrite::Replace));
    QVERIFY(m_home->get(theirs) != "theirs");
    const auto read = zip ? readPackage(out).transform([](const Package &package) { return package.skills.first(); })
                          : readWholeSkill(out + u"/notes"_s);
    VERIFY_DONE(read);
    QCOMPARE(read->files, skills.first().files);
}

void ExportTest::allOrNothing()
{
    const StrictSkill good = strictSkill(skillOf(documentWith({})), u"notes"_s);
    const StrictSkill bad = strictSkill(skillOf("---\nname: tables\n---\n"), u"tables"_s);
    QVERIFY(!exportToFolder({good, bad}, m_home->path(u"out"_s), Overwrite::Refuse));
    QVERIFY(!exportToFolder({good, good}, m_home->path(u"out"_s), Overwrite::Refuse));
    QVERIFY(!exportToZip({good, bad}, m_home->path(u"out.zip"_s), Overwrite::Refuse));
    QVERIFY(!QFileInfo::exists(m_home->path(u"out"_s)));
    QVERIFY(!QFileInfo::exists(m_home->path(u"out.zip"_s)));
}

QTEST_GUILESS_MAIN(ExportTest)
#include "tst_export.moc"
