// SPDX-License-Identifier: MIT
//
// A skill's files, read whole, and nothing that lies outside of it.
#include "home.h"
#include "library/skillreader.h"

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::library;

class TestSkillReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textIsReadAndTheRestIsNamed();
    void nothingOutsideIsRead_data();
    void nothingOutsideIsRead();
    void aLinkInsideIsRead();
    void blobsAreNamedAsGitNamesThem();
    void aMissingSkillIsNamed();
};

void TestSkillReader::textIsReadAndTheRestIsNamed()
{
    LibraryHome home;
    home.put(u"s/SKILL.md"_s, "skill");
    home.put(u"s/references/Grüße.md"_s, "r");
    home.put(u"s/assets/logo.png"_s, QByteArray("\x89PNG\0", 5));
    home.put(u"s/assets/latin1.txt"_s,
             "Gr\xfc\xdf"
             "e");
    home.put(u"s/assets/huge.txt"_s, QByteArray((1 << 20) + 1, 'x'));
    home.put(u"s/node_modules/x.js"_s, "no");
    home.put(u"s/.git/config"_s, "no");
    const auto skill = readSkill(home.path(u"s"_s));
    VERIFY_DONE(skill);
    QCOMPARE(skill->files.keys(), (QStringList{u"SKILL.md"_s, u"references/Grüße.md"_s}));
    QCOMPARE(skill->otherFiles, (QStringList{u"assets/huge.txt"_s, u"assets/latin1.txt"_s, u"assets/logo.png"_s}));
    const QList<FileInfo> files = listSkillFiles(home.path(u"s"_s));
    QCOMPARE(files.size(), 5);
    QCOMPARE(files.first(), (FileInfo{u"SKILL.md"_s, 5, true, false}));
    QCOMPARE(std::ranges::count(files, true, &FileInfo::text), 2);
}

void TestSkillReader::nothingOutsideIsRead_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path :
         {"../secret", "/etc/passwd", "a/../../secret", "", ".", "link", "folder/secret", "pipe", "a", "SKILL.md/x"})
        QTest::newRow(*path ? path : "empty") << QString::fromLatin1(path);
}

void TestSkillReader::nothingOutsideIsRead()
{
    QFETCH(const QString, path);
    LibraryHome home;
    home.put(u"secret"_s, "secret");
    home.put(u"out/secret"_s, "secret");
    home.put(u"s/SKILL.md"_s, "skill");
    home.put(u"s/a/x"_s, "x");
    QVERIFY(QFile::link(home.path(u"secret"_s), home.path(u"s/link"_s)));
    QVERIFY(QFile::link(home.path(u"out"_s), home.path(u"s/folder"_s)));
    QCOMPARE(::mkfifo(QFile::encodeName(home.path(u"s/pipe"_s)).constData(), 0600), 0);
    const auto refused = readSkillFile(home.path(u"s"_s), path);
    QVERIFY(!refused);
    QVERIFY(!refused.error().message.isEmpty());
    QVERIFY(!readSkill(home.path(u"s"_s))->files.values().contains("secret"));
}

void TestSkillReader::aLinkInsideIsRead()
{
    LibraryHome home;
    home.put(u"s/references/real.md"_s, "real");
    QVERIFY(QFile::link(u"references/real.md"_s, home.path(u"s/SKILL.md"_s)));
    QCOMPARE(readSkillFile(home.path(u"s"_s), u"SKILL.md"_s), QByteArray("real"));
    QCOMPARE(readSkillFile(home.path(u"s"_s), u"SKILL.md"_s, 3).error().kind, Error::Kind::Refused);
}

void TestSkillReader::blobsAreNamedAsGitNamesThem()
{
    QCOMPARE(blobName({}), u"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"_s);
    QCOMPARE(blobName("hello\n"), u"ce013625030ba8dba906f756967f9e9ca394464a"_s);
}

void TestSkillReader::aMissingSkillIsNamed()
{
    LibraryHome home;
    QCOMPARE(readSkill(home.path(u"none"_s)).error().kind, Error::Kind::NotFound);
    QCOMPARE(readSkillFile(home.path(u"skills"_s), u"SKILL.md"_s).error().kind, Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(TestSkillReader)
#include "tst_skillreader.moc"
