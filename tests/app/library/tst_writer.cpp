// SPDX-License-Identifier: MIT
//
// Writing skills and memory: what is on disk is what the history says, the git program is content with it, and what
// others did in between is recorded and never overwritten.
#include "home.h"
#include "library/skillreader.h"

#include <QElapsedTimer>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::library;

class TestWriter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aChangeIsOnDiskAndInTheHistory();
    void theHistoryCanBeClonedAndChecked();
    void aChangeOfFactsAloneIsACommit();
    void aMoveLeavesNoEmptyFolder();
    void aFileMayBecomeAFolder();
    void scriptsStayExecutableAndPrivateFilesPrivate();
    void anOutsideEditIsRecordedAndNotOverwritten_data();
    void anOutsideEditIsRecordedAndNotOverwritten();
    void aDraftMadeFromAnUnrecordedEditIsWritten();
    void existingSkillsAreAdoptedInOneCommit();
    void deletionsAreRecordedButNotAMissingDisk();
    void aCloneInTheLibraryIsRecordedWithoutItsGit();
    void otherProgramsFilesAreLeftAlone();
    void onlyTheNamedPathsAreRecorded();
    void linksAreNotWrittenThrough();
    void badPathsAreRefused_data();
    void badPathsAreRefused();
    void aReadOnlyFolderChangesNothing();
    void theLogOfASkillHasItsRevisionsOnly();
    void oldVersionsCanBeRead();
    void trailersAreReadAsTheyWereWritten();
    void aHistoryThatIsNotOneIsNamed();
    void whoWaitsMeanwhileLearnsWhatBecameOfIt_data();
    void whoWaitsMeanwhileLearnsWhatBecameOfIt();

private:
    std::unique_ptr<LibraryHome> m_home;
    std::unique_ptr<Writer> m_writer;
    std::unique_ptr<History> m_history;
    Result<Written> write(const QList<FileEdit> &edits, const QString &subject = u"A change"_s);
};

void TestWriter::init()
{
    m_writer.reset();
    m_home = std::make_unique<LibraryHome>();
    auto writer = Writer::open(m_home->place());
    VERIFY_DONE(writer);
    m_writer = std::move(*writer);
    auto history = History::open(m_home->place().repository);
    VERIFY_DONE(history);
    m_history = std::move(*history);
}

Result<Written> TestWriter::write(const QList<FileEdit> &edits, const QString &subject)
{
    return m_writer->write(edits, said(subject));
}

void TestWriter::aChangeIsOnDiskAndInTheHistory()
{
    QVERIFY(m_history->head().isEmpty());
    const auto first
        = write({edit(u"skills/tools/pdf/SKILL.md"_s, {}, "one\r\n"), edit(u"memories/USER.md"_s, {}, "Grüße")});
    VERIFY_DONE(first);
    QCOMPARE(m_home->get(u"skills/tools/pdf/SKILL.md"_s), QByteArray("one\r\n"));
    QCOMPARE(m_home->filesInHistory(), m_home->filesOnDisk());
    QCOMPARE(m_home->git({u"show"_s, u"main:skills/tools/pdf/SKILL.md"_s}).toUtf8(), QByteArray("one"));
    QCOMPARE(m_history->head(), first->commit);
    const auto second = write({edit(u"skills/tools/pdf/SKILL.md"_s, "one\r\n", "two")}, u"Second"_s);
    VERIFY_DONE(second);
    QVERIFY(second->outsideCommits.isEmpty());
    QCOMPARE(m_home->git({u"log"_s, u"--format=%an|%s"_s}), u"You|Second\nYou|A change"_s);
    QCOMPARE(m_history->revision(second->commit)->parent, first->commit);
}

void TestWriter::theHistoryCanBeClonedAndChecked()
{
    for (int i = 0; i < 5; ++i)
        VERIFY_DONE(write({edit(u"skills/s%1/SKILL.md"_s.arg(i), {}, "x" + QByteArray::number(i))}));
    QVERIFY2(!m_home->git({u"fsck"_s, u"--strict"_s}).contains(u"error"_s),
             qPrintable(m_home->git({u"fsck"_s, u"--strict"_s})));
    m_home->git({u"clone"_s, u"-q"_s, m_home->place().repository, m_home->path(u"a clone"_s)});
    QCOMPARE(m_home->get(u"a clone/skills/s3/SKILL.md"_s), QByteArray("x3"));
    m_home->git({u"gc"_s, u"-q"_s, u"--prune=now"_s}); // packed refs and objects
    VERIFY_DONE(write({edit(u"skills/s3/SKILL.md"_s, "x3", "y3")}));
    QCOMPARE(m_history->log()->size(), 6);
}

void TestWriter::aChangeOfFactsAloneIsACommit()
{
    VERIFY_DONE(write({}, u"Pinned"_s));
    VERIFY_DONE(write({}, u"Unpinned"_s));
    QCOMPARE(m_history->log()->size(), 2);
    QVERIFY(m_history->log()->first().paths.isEmpty());
}

void TestWriter::aMoveLeavesNoEmptyFolder()
{
    VERIFY_DONE(write({edit(u"skills/c/a/SKILL.md"_s, {}, "s"), edit(u"skills/c/a/references/r.md"_s, {}, "r")}));
    VERIFY_DONE(write({edit(u"skills/c/a/SKILL.md"_s, "s", {}), edit(u"skills/c/a/references/r.md"_s, "r", {}),
                       edit(u"skills/.archive/c/a/SKILL.md"_s, {}, "s"),
                       edit(u"skills/.archive/c/a/references/r.md"_s, {}, "r")}));
    QVERIFY(!QDir(m_home->path(u"skills/c"_s)).exists());
    QCOMPARE(m_home->filesOnDisk(),
             (QStringList{u"skills/.archive/c/a/SKILL.md"_s, u"skills/.archive/c/a/references/r.md"_s}));
    QCOMPARE(m_home->filesInHistory(), m_home->filesOnDisk());
    VERIFY_DONE(write(
        {edit(u"skills/.archive/c/a/SKILL.md"_s, "s", {}), edit(u"skills/.archive/c/a/references/r.md"_s, "r", {})}));
    QCOMPARE(m_home->filesInHistory(), QStringList());
    QVERIFY(QDir(m_home->path(u"skills"_s)).exists());
}

void TestWriter::aFileMayBecomeAFolder()
{
    VERIFY_DONE(write({edit(u"skills/a/references"_s, {}, "f")}));
    VERIFY_DONE(write({edit(u"skills/a/references"_s, "f", {})}));
    VERIFY_DONE(write({edit(u"skills/a/references/r.md"_s, {}, "r")}));
    QCOMPARE(m_home->filesInHistory(), QStringList{u"skills/a/references/r.md"_s});
    QVERIFY(!write({edit(u"skills/a/references"_s, {}, "again a file")}));
    QCOMPARE(m_home->get(u"skills/a/references/r.md"_s), QByteArray("r"));
}

void TestWriter::scriptsStayExecutableAndPrivateFilesPrivate()
{
    VERIFY_DONE(write(
        {FileEdit{u"skills/a/scripts/run.sh"_s, {}, "#!/bin/sh\n", true}, edit(u"skills/a/SKILL.md"_s, {}, "s")}));
    QVERIFY(QFileInfo(m_home->path(u"skills/a/scripts/run.sh"_s)).isExecutable());
    QVERIFY(m_home->git({u"ls-tree"_s, u"-r"_s, u"main"_s}).contains(u"100755"_s));
    QFile::setPermissions(m_home->path(u"skills/a/SKILL.md"_s), QFile::ReadOwner | QFile::WriteOwner);
    VERIFY_DONE(write(
        {edit(u"skills/a/SKILL.md"_s, "s", "t"), edit(u"skills/a/scripts/run.sh"_s, "#!/bin/sh\n", "#!/bin/sh\n")}));
    QVERIFY(!QFileInfo(m_home->path(u"skills/a/scripts/run.sh"_s)).isExecutable());
    QVERIFY(!QFileInfo(m_home->path(u"skills/a/SKILL.md"_s)).permission(QFile::ReadGroup));
}

void TestWriter::anOutsideEditIsRecordedAndNotOverwritten_data()
{
    QTest::addColumn<QByteArray>("onDisk");
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<int>("commits");
    QTest::newRow("changed since the draft") << QByteArray("theirs") << QByteArray("first") << 2;
    QTest::newRow("the draft is older than the history") << QByteArray("first") << QByteArray("older") << 1;
    QTest::newRow("deleted since the draft") << QByteArray() << QByteArray("first") << 2;
}

void TestWriter::anOutsideEditIsRecordedAndNotOverwritten()
{
    QFETCH(const QByteArray, onDisk);
    QFETCH(const QByteArray, base);
    VERIFY_DONE(write({edit(u"skills/a/SKILL.md"_s, {}, "first"), edit(u"skills/b/SKILL.md"_s, {}, "b")}));
    if (onDisk.isEmpty())
        QFile::remove(m_home->path(u"skills/a/SKILL.md"_s));
    else
        m_home->put(u"skills/a/SKILL.md"_s, onDisk);
    const auto refused = write({edit(u"skills/b/SKILL.md"_s, "b", "mine"), edit(u"skills/a/SKILL.md"_s, base, "mine")});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY2(refused.error().message.contains(u"skills/a/SKILL.md"_s), qPrintable(refused.error().message));
    QCOMPARE(m_home->get(u"skills/a/SKILL.md"_s), onDisk.isEmpty() ? QByteArray("(no file)") : onDisk);
    QCOMPARE(m_home->get(u"skills/b/SKILL.md"_s), QByteArray("b")); // all or none
    QTEST(int(m_history->log()->size()), "commits");
    QCOMPARE(m_home->filesInHistory(), m_home->filesOnDisk());
}

void TestWriter::aDraftMadeFromAnUnrecordedEditIsWritten()
{
    m_home->put(u"skills/a/SKILL.md"_s, "theirs");
    const auto written = write({edit(u"skills/a/SKILL.md"_s, "theirs", "mine")});
    VERIFY_DONE(written);
    QCOMPARE(written->outsideCommits.size(), 1);
    const auto outside = m_history->revision(written->outsideCommits.first());
    QCOMPARE(outside->trailers.value(u"Origin"_s), u"outside"_s);
    QCOMPARE(*m_history->fileAt(outside->commit, u"skills/a/SKILL.md"_s), QByteArray("theirs"));
    QCOMPARE(m_home->get(u"skills/a/SKILL.md"_s), QByteArray("mine"));
}

void TestWriter::existingSkillsAreAdoptedInOneCommit()
{
    for (int i = 0; i < 300; ++i)
        m_home->put(u"skills/group %1/skill-%2/SKILL.md"_s.arg(i % 7).arg(i), QByteArray::number(i));
    m_home->put(u"memories/MEMORY.md"_s, "m");
    m_home->put(u"memories/MEMORY.md.lock"_s, "");
    const auto recorded = m_writer->recordOutside();
    VERIFY_DONE(recorded);
    QVERIFY(*recorded);
    QCOMPARE((*recorded)->paths.size(), 301);
    QVERIFY(!m_home->filesInHistory().contains(u"memories/MEMORY.md.lock"_s));
    QVERIFY(!*m_writer->recordOutside());
    QVERIFY2(!m_home->git({u"fsck"_s, u"--strict"_s}).contains(u"error"_s), "git is not content");
}

void TestWriter::deletionsAreRecordedButNotAMissingDisk()
{
    VERIFY_DONE(write({edit(u"skills/a/SKILL.md"_s, {}, "a"), edit(u"skills/b/SKILL.md"_s, {}, "b")}));
    const QString before = m_history->head();
    QDir(m_home->path(u"skills/a"_s)).removeRecursively();
    const auto recorded = m_writer->recordOutside();
    QVERIFY(recorded && *recorded);
    QCOMPARE((*recorded)->paths, QStringList{u"skills/a/SKILL.md"_s});
    QCOMPARE(*m_history->fileAt(before, u"skills/a/SKILL.md"_s), QByteArray("a"));
    QVERIFY(QDir().rename(m_home->path(u"skills"_s), m_home->path(u"away"_s)));
    QVERIFY(!*m_writer->recordOutside());
    QVERIFY(!*m_writer->recordOutside({u"skills/b/SKILL.md"_s}));
}

void TestWriter::aCloneInTheLibraryIsRecordedWithoutItsGit()
{
    m_home->put(u"skills/cloned/SKILL.md"_s, "s");
    m_home->put(u"skills/cloned/.git/HEAD"_s, "ref: refs/heads/main\n");
    m_home->put(u"skills/cloned/.git/config"_s, "[core]\n");
    m_home->put(u"skills/cloned/.gitignore"_s, "x");
    QVERIFY(*m_writer->recordOutside());
    QCOMPARE(m_home->filesInHistory(), (QStringList{u"skills/cloned/.gitignore"_s, u"skills/cloned/SKILL.md"_s}));
    QVERIFY(!m_home->git({u"ls-tree"_s, u"-r"_s, u"main"_s}).contains(u"commit"_s));
}

void TestWriter::otherProgramsFilesAreLeftAlone()
{
    for (const QString &file : {u".usage.json"_s, u".hub/x"_s, u".bundled_manifest"_s, u"a/node_modules/x"_s,
                                u"a/__pycache__/y"_s, u"a/.hsf-half"_s})
        m_home->put(u"skills/"_s + file, "x");
    QVERIFY(!*m_writer->recordOutside());
    m_home->put(u"skills/.archive/old/SKILL.md"_s, "old");
    QVERIFY(*m_writer->recordOutside());
    QCOMPARE(m_home->filesInHistory(), QStringList{u"skills/.archive/old/SKILL.md"_s});
}

void TestWriter::onlyTheNamedPathsAreRecorded()
{
    for (const QString &file : {u"a/SKILL.md"_s, u"a/references/r.md"_s, u"b/SKILL.md"_s, u"c/SKILL.md"_s})
        m_home->put(u"skills/"_s + file, "x");
    const auto recorded = m_writer->recordOutside({u"skills/a"_s, u"skills/a/SKILL.md"_s, u"skills/b/SKILL.md"_s,
                                                   u"skills/gone/SKILL.md"_s, u"/etc/passwd"_s, u"skills/../x"_s});
    QVERIFY(recorded && *recorded);
    QCOMPARE((*recorded)->paths,
             (QStringList{u"skills/a/SKILL.md"_s, u"skills/a/references/r.md"_s, u"skills/b/SKILL.md"_s}));
    QFile::remove(m_home->path(u"skills/a/references/r.md"_s));
    QDir().rmdir(m_home->path(u"skills/a/references"_s));
    m_home->put(u"skills/a/references"_s, "now a file");
    QVERIFY(*m_writer->recordOutside({u"skills/a/references/r.md"_s}));
    QCOMPARE(m_home->filesInHistory(),
             (QStringList{u"skills/a/SKILL.md"_s, u"skills/a/references"_s, u"skills/b/SKILL.md"_s}));
}

void TestWriter::linksAreNotWrittenThrough()
{
    m_home->put(u"elsewhere/SKILL.md"_s, "secret");
    QVERIFY(QFile::link(m_home->path(u"elsewhere"_s), m_home->path(u"skills/linked"_s)));
    QVERIFY(QDir().mkpath(m_home->path(u"skills/a"_s)));
    QVERIFY(QFile::link(m_home->path(u"elsewhere/SKILL.md"_s), m_home->path(u"skills/a/SKILL.md"_s)));
    for (const QString &path : {u"skills/linked/SKILL.md"_s, u"skills/a/SKILL.md"_s}) {
        const auto refused = write({edit(path, "secret", "overwritten")});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Refused);
    }
    QVERIFY(!write({edit(u"skills/linked/new.md"_s, {}, "x")}));
    QCOMPARE(QDir(m_home->path(u"elsewhere"_s)).entryList(QDir::Files), QStringList{u"SKILL.md"_s});
    QCOMPARE(m_home->get(u"elsewhere/SKILL.md"_s), QByteArray("secret"));
    QVERIFY(m_writer->recordOutside()); // as links, not as what they lead to
    QVERIFY(!m_home->git({u"log"_s, u"-p"_s}).contains(u"secret"_s));
}

void TestWriter::badPathsAreRefused_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path : {"", "skills", "skills/", "skills/../x", "skills/./x", "skills//x", "/skills/x", "other/x",
                             "skills/a/.git/config", "skills/.usage.json", "skills/a/.hsf-x"})
        QTest::newRow(*path ? path : "empty") << QString::fromLatin1(path);
}

void TestWriter::badPathsAreRefused()
{
    QFETCH(const QString, path);
    const auto refused = write({edit(path, {}, "x")});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY(m_history->head().isEmpty());
}

void TestWriter::aReadOnlyFolderChangesNothing()
{
    if (::geteuid() == 0)
        QSKIP("the administrator may write everywhere");
    VERIFY_DONE(write({edit(u"skills/a/SKILL.md"_s, {}, "a"), edit(u"skills/b/SKILL.md"_s, {}, "b")}));
    const QString before = m_history->head();
    QFile::setPermissions(m_home->path(u"skills/b"_s), QFile::ReadOwner | QFile::ExeOwner);
    const auto refused = write({edit(u"skills/a/SKILL.md"_s, "a", "A"), edit(u"skills/b/SKILL.md"_s, "b", "B")});
    QFile::setPermissions(m_home->path(u"skills/b"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QVERIFY(!refused);
    QCOMPARE(m_history->head(), before);
    QCOMPARE(m_home->get(u"skills/a/SKILL.md"_s), QByteArray("a"));
    QCOMPARE(m_home->filesOnDisk(), m_home->filesInHistory());
}

void TestWriter::theLogOfASkillHasItsRevisionsOnly()
{
    VERIFY_DONE(write({edit(u"skills/a/SKILL.md"_s, {}, "1")}, u"a1"_s));
    VERIFY_DONE(write({edit(u"skills/ab/SKILL.md"_s, {}, "1")}, u"ab1"_s));
    VERIFY_DONE(write({edit(u"skills/a/SKILL.md"_s, "1", "2"), edit(u"skills/ab/SKILL.md"_s, "1", {})}, u"both"_s));
    const auto subjects = [&](const QString &path, int limit = 200) {
        QStringList found;
        const QList<Revision> revisions = m_history->log(path, limit).value_or(QList<Revision>());
        for (const Revision &revision : revisions)
            found.append(revision.subject);
        return found.join(u' ');
    };
    QCOMPARE(subjects({}), u"both ab1 a1"_s);
    QCOMPARE(subjects(u"skills/a"_s), u"both a1"_s);
    QCOMPARE(subjects(u"skills/ab/SKILL.md"_s), u"both ab1"_s);
    QCOMPARE(subjects(u"skills"_s, 1), u"both"_s);
    QCOMPARE(subjects(u"memories"_s), QString());
}

void TestWriter::oldVersionsCanBeRead()
{
    const auto first = write({edit(u"skills/a/SKILL.md"_s, {}, "one"), edit(u"skills/b/SKILL.md"_s, {}, "b")});
    VERIFY_DONE(write({edit(u"skills/a/SKILL.md"_s, "one", {})}));
    QCOMPARE(*m_history->fileAt(first->commit, u"skills/a/SKILL.md"_s), QByteArray("one"));
    QVERIFY(!*m_history->fileAt(m_history->head(), u"skills/a/SKILL.md"_s));
    QVERIFY(!*m_history->fileAt(first->commit, u"skills/a"_s));
    const auto files = m_history->filesAt(first->commit, u"skills/a"_s);
    QCOMPARE(files->keys(), QStringList{u"skills/a/SKILL.md"_s});
    QCOMPARE(files->first(), blobName("one"));
    QCOMPARE(*m_history->blob(files->first()), QByteArray("one"));
    QCOMPARE(m_history->filesAt(first->commit, {})->size(), 2);
    QCOMPARE(m_history->fileAt(u"feed"_s, u"x"_s).error().kind, Error::Kind::NotFound);
    QCOMPARE(m_history->revision(QString(40, u'a')).error().kind, Error::Kind::NotFound);
}

void TestWriter::trailersAreReadAsTheyWereWritten()
{
    CommitText text = said(u"Fix: a subject that looks like a trailer\nand a second line"_s);
    text.author = u"Evil <x>\n"_s;
    text.trailers = {{u"Origin"_s, u"review"_s},
                     {u"Change-Set"_s, u"abc"_s},
                     {u"Evidence"_s, u"3 \"Grüße:\nzwei\""_s},
                     {u"Evidence"_s, u"5"_s},
                     {u"Model"_s, QString()}};
    const auto written = m_writer->write({}, text);
    VERIFY_DONE(written);
    const auto revision = m_history->revision(written->commit);
    VERIFY_DONE(revision);
    QCOMPARE(revision->subject, u"Fix: a subject that looks like a trailer and a second line"_s);
    const QMap<QString, QString> expected{
        {u"Origin"_s, u"review"_s}, {u"Change-Set"_s, u"abc"_s}, {u"Evidence"_s, u"3 \"Grüße: zwei\"\n5"_s}};
    QCOMPARE(revision->trailers, expected);
    QCOMPARE(revision->time, text.time);
    QCOMPARE(m_home->git({u"log"_s, u"--format=%(trailers:key=Change-Set,valueonly)"_s}), u"abc"_s);
}

void TestWriter::aHistoryThatIsNotOneIsNamed()
{
    QCOMPARE(History::open(m_home->path(u"nothing here"_s)).error().kind, Error::Kind::NotFound);
    Place broken = m_home->place();
    broken.repository = m_home->path(u"broken.git"_s);
    m_home->put(u"broken.git/objects/x"_s, "x");
    const auto refused = Writer::open(broken);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"broken.git"_s), qPrintable(refused.error().message));
}

void TestWriter::whoWaitsMeanwhileLearnsWhatBecameOfIt_data()
{
    QTest::addColumn<bool>("inTheWay");
    QTest::newRow("it is written") << false;
    QTest::newRow("its folder is a file by then") << true;
}

void TestWriter::whoWaitsMeanwhileLearnsWhatBecameOfIt()
{
    QFETCH(bool, inTheWay);
    VERIFY_DONE(write({edit(u"skills/a/SKILL.md"_s, {}, "a")}));
    const QString before = m_history->head();
    m_writer.reset();
    auto writer = Writer::open(m_home->place(), [&](const char *step) {
        if (inTheWay && QByteArrayView(step) == "ahead-written")
            m_home->put(u"skills/b"_s, "somebody's");
    });
    VERIFY_DONE(writer);
    QStringList named;
    QList<bool> came;
    const auto written = (*writer)->write({edit(u"skills/b/SKILL.md"_s, {}, "b")}, said(u"A change"_s), "note",
                                          [&](const Written &now, const std::function<Result<>()> &done) {
                                              named << now.commit;
                                              came << done().has_value() << done().has_value();
                                          });
    QCOMPARE(named.size(), 1);
    QCOMPARE(came, QList<bool>({!inTheWay, !inTheWay}));
    QCOMPARE(written.has_value(), !inTheWay);
    if (inTheWay) {
        QCOMPARE(m_history->head(), before);
        QCOMPARE(m_home->get(u"skills/b"_s), QByteArray("somebody's"));
    } else {
        QCOMPARE(written->commit, named.first());
        QCOMPARE(m_history->head(), named.first());
        QCOMPARE(m_home->get(u"skills/b/SKILL.md"_s), QByteArray("b"));
    }
}

QTEST_GUILESS_MAIN(TestWriter)
#include "tst_writer.moc"
