// SPDX-License-Identifier: MIT
//
// The library's past: who wrote which line, what differs, the revision of a moment; with the index of revisions and
// without, before and after packing, and beside what the git program says.
#include "home.h"
#include "library/packing.h"
#include "library/revisionindex.h"
#include "library/skillreader.h"

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::library;

namespace {
const QString skillFile = u"skills/a/SKILL.md"_s;
const QString archivedFile = u"skills/.archive/a/SKILL.md"_s;

CommitText saidAt(const QString &subject, int hour)
{
    CommitText text = said(subject);
    text.time = QDateTime(QDate(2025, 3, 1), QTime(hour, 0), QTimeZone::UTC);
    return text;
}

/// "1-2 first, 3 second": which lines which revision wrote.
QString told(const QList<BlameSpan> &spans)
{
    QStringList parts;
    for (const BlameSpan &span : spans) {
        const int last = span.firstLine + span.lineCount - 1;
        const QString lines
            = span.lineCount == 1 ? QString::number(span.firstLine) : u"%1-%2"_s.arg(span.firstLine).arg(last);
        parts << lines + u' ' + span.revision.subject;
    }
    return parts.join(u", "_s);
}
} // namespace

class TestHistory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void eachLineHasItsWriter_data() { indexedOrNot(); }
    void eachLineHasItsWriter();
    void linesKeepTheirWriterThroughTheArchive_data() { indexedOrNot(); }
    void linesKeepTheirWriterThroughTheArchive();
    void linesOfAFileThatCameBackKeepTheirWriter_data() { indexedOrNot(); }
    void linesOfAFileThatCameBackKeepTheirWriter();
    void aMergeHandsLinesOnToBothSides_data() { indexedOrNot(); }
    void aMergeHandsLinesOnToBothSides();
    void blameAgreesWithGit();
    void whatDiffersBetweenTwoRevisions();
    void aSkillsLogIsTheSameHoweverFarTheIndexGoes();
    void anIndexOfARewrittenHistoryIsCutBack();
    void theRevisionOfAMoment_data();
    void theRevisionOfAMoment();
    void upkeepLearnsTheTimesOfOldRevisions();
    void aRevisionIsNamedByItsBeginning();
    void packingLosesNothing_data();
    void packingLosesNothing();
    void gitClonesAndVerifiesIt();

private:
    void indexedOrNot()
    {
        QTest::addColumn<bool>("indexed");
        QTest::newRow("by the trees") << false;
        QTest::newRow("by the index") << true;
    }
    void write(const QString &subject, const QByteArray &now, const QString &path = skillFile)
    {
        const bool there = QFile::exists(m_home->place().fileOf(path));
        const auto base = there ? std::optional(m_home->get(path)) : std::nullopt;
        VERIFY_DONE(m_writer->write({edit(path, base, now)}, said(subject)));
    }
    std::unique_ptr<History> history(bool indexed = false)
    {
        auto history = std::move(*History::open(m_home->place().repository));
        if (indexed) {
            const auto done = RevisionIndex(m_database).catchUp(m_home->place().repository, [] { return false; });
            if (!done)
                qWarning("%s", qPrintable(done.error().message));
            history->useIndex(m_database);
        }
        return history;
    }

    std::unique_ptr<LibraryHome> m_home;
    std::unique_ptr<Writer> m_writer;
    std::shared_ptr<storage::Database> m_database;
};

void TestHistory::init()
{
    m_writer.reset();
    m_database.reset();
    m_home = std::make_unique<LibraryHome>();
    m_writer = std::move(*Writer::open(m_home->place()));
    m_database = *storage::Database::open(m_home->path(u"factory.db"_s), m_home->path(u"backups"_s),
                                          QStringLiteral(HSF_SOURCE_DIR "/resources/sql"));
}

void TestHistory::eachLineHasItsWriter()
{
    QFETCH(const bool, indexed);
    write(u"first"_s, "one\ntwo\nthree\n");
    write(u"another skill"_s, "x\n", u"skills/b/SKILL.md"_s);
    write(u"second"_s, "one\ntwo and a half\nthree\nfour");
    write(u"third"_s, "zero\none\ntwo and a half\nthree\nfour");
    const auto spans = history(indexed)->blame({}, skillFile);
    VERIFY_DONE(spans);
    QCOMPARE(told(*spans), u"1 third, 2 first, 3 second, 4 first, 5 second"_s);
    const QString second = history()->log(skillFile)->at(1).commit;
    QCOMPARE(told(history(indexed)->blame(second, skillFile).value()), u"1 first, 2 second, 3 first, 4 second"_s);
    QCOMPARE(spans->first().revision.trailers.value(u"Origin"_s), u"you"_s);
    QVERIFY(!history(indexed)->blame({}, u"skills/none/SKILL.md"_s));
}

void TestHistory::linesKeepTheirWriterThroughTheArchive()
{
    QFETCH(const bool, indexed);
    write(u"first"_s, "one\ntwo\n");
    VERIFY_DONE(
        m_writer->write({edit(skillFile, "one\ntwo\n", {}), edit(archivedFile, {}, "one\ntwo\n")}, said(u"archive"_s)));
    VERIFY_DONE(
        m_writer->write({edit(archivedFile, "one\ntwo\n", {}), edit(skillFile, {}, "one\ntwo\n")}, said(u"restore"_s)));
    write(u"last"_s, "one\ntwo\nthree\n");
    QCOMPARE(told(*history(indexed)->blame({}, skillFile)), u"1-2 first, 3 last"_s);
}

void TestHistory::linesOfAFileThatCameBackKeepTheirWriter()
{
    QFETCH(const bool, indexed);
    write(u"first"_s, "one\ntwo\n");
    QVERIFY(QFile::remove(m_home->path(skillFile)));
    VERIFY_DONE(m_writer->recordOutside());
    write(u"back"_s, "one\ntwo\nnew\n");
    QCOMPARE(told(*history(indexed)->blame({}, skillFile)), u"1-2 first, 3 back"_s);
}

void TestHistory::aMergeHandsLinesOnToBothSides()
{
    QFETCH(const bool, indexed);
    write(u"first"_s, "one\n\ntwo\n\nthree\n");
    m_home->git({u"branch"_s, u"side"_s});
    write(u"ours"_s, "ONE\n\ntwo\n\nthree\n");
    const QString copy = m_home->path(u"copy"_s);
    m_home->git({u"worktree"_s, u"add"_s, copy, u"side"_s});
    const auto inCopy = [&](const QStringList &arguments) {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(u"git"_s,
                      QStringList{u"-C"_s, copy, u"-c"_s, u"user.name=Other"_s, u"-c"_s, u"user.email=o@example.org"_s}
                          + arguments);
        process.waitForFinished();
        QVERIFY2(process.exitCode() == 0, process.readAll().constData());
    };
    m_home->put(u"copy/skills/a/SKILL.md"_s, "one\n\ntwo\n\nTHREE\n");
    inCopy({u"commit"_s, u"-qam"_s, u"theirs"_s});
    inCopy({u"merge"_s, u"-q"_s, u"-m"_s, u"merge"_s, u"main"_s});
    // The branch of the library comes first, as a sync leaves it.
    const QString tree = m_home->git({u"rev-parse"_s, u"side^{tree}"_s});
    const QString merge
        = m_home->git({u"-c"_s, u"user.name=Other"_s, u"-c"_s, u"user.email=o@example.org"_s, u"commit-tree"_s, tree,
                       u"-p"_s, u"main"_s, u"-p"_s, u"side~1"_s, u"-m"_s, u"merge"_s});
    m_home->git({u"update-ref"_s, u"refs/heads/main"_s, merge});
    QCOMPARE(told(*history(indexed)->blame({}, skillFile)), u"1 ours, 2-4 first, 5 theirs"_s);
    QStringList subjects;
    const auto all = history(indexed)->log(skillFile);
    for (const Revision &revision : *all)
        subjects << revision.subject;
    subjects.sort();
    QCOMPARE(subjects, QStringList({u"first"_s, u"merge"_s, u"ours"_s, u"theirs"_s}));
}

void TestHistory::blameAgreesWithGit()
{
    QList<QByteArray> lines;
    for (int i = 0; i < 60; ++i)
        lines << "line " + QByteArray::number(i) + '\n';
    for (int revision = 0; revision < 25; ++revision) {
        lines[revision * 17 % 60] = "line of revision " + QByteArray::number(revision) + '\n';
        lines.insert(revision * 7 % 60, "added " + QByteArray::number(revision) + '\n');
        lines.removeAt(revision * 11 % 60);
        write(u"r%1"_s.arg(revision), lines.join());
    }
    QStringList asGit;
    for (const QString &line :
         m_home->git({u"blame"_s, u"-s"_s, u"--root"_s, u"--no-abbrev"_s, u"main"_s, u"--"_s, skillFile}).split(u'\n'))
        asGit << line.left(40);
    QStringList ours;
    const auto spans = history(true)->blame({}, skillFile);
    for (const BlameSpan &span : *spans)
        ours.insert(ours.size(), span.lineCount, span.revision.commit);
    QCOMPARE(ours, asGit);
}

void TestHistory::whatDiffersBetweenTwoRevisions()
{
    write(u"first"_s, "one\n");
    write(u"other"_s, "x\n", u"skills/b/SKILL.md"_s);
    const QString before = history()->head();
    write(u"second"_s, "two\n");
    write(u"new"_s, "n\n", u"skills/a/references/n.md"_s);
    const auto past = history();
    const auto deltas = past->compare(before, past->head(), u"skills/a"_s);
    VERIFY_DONE(deltas);
    QCOMPARE(deltas->size(), 2);
    QCOMPARE(deltas->at(0).path, skillFile);
    QCOMPARE(*past->blob(deltas->at(0).before), QByteArray("one\n"));
    QCOMPARE(*past->blob(deltas->at(0).after), QByteArray("two\n"));
    QCOMPARE(deltas->at(1), (FileDelta{u"skills/a/references/n.md"_s, {}, blobName("n\n"), false, false}));
    QCOMPARE(past->compare(before, past->head(), skillFile)->size(), 1);
    QVERIFY(past->compare(before, past->head(), u"skills/b"_s)->isEmpty());
    QCOMPARE(past->compare({}, before)->size(), 2);
    QCOMPARE(past->compare(before, {})->size(), 2);
}

void TestHistory::aSkillsLogIsTheSameHoweverFarTheIndexGoes()
{
    for (int i = 0; i < 12; ++i)
        write(u"r%1"_s.arg(i), QByteArray::number(i), i % 3 == 0 ? skillFile : u"skills/b%1/SKILL.md"_s.arg(i % 3));
    const auto asked = history()->log(u"skills/a"_s);
    QCOMPARE(asked->size(), 4);
    RevisionIndex index(m_database);
    int looks = 0;
    VERIFY_DONE(index.catchUp(m_home->place().repository, [&] { return ++looks > 12; })); // cut somewhere
    const auto past = history();
    past->useIndex(m_database);
    QCOMPARE(*past->log(u"skills/a"_s), *asked);
    QCOMPARE(*index.catchUp(m_home->place().repository, [] { return false; }), true);
    QCOMPARE(*index.newest(), past->head());
    QCOMPARE(*past->log(u"skills/a"_s), *asked);
    write(u"not indexed yet"_s, "new", u"skills/a/references/x.md"_s);
    QCOMPARE(past->log(u"skills/a"_s)->size(), 5);
    QCOMPARE(past->log(u"skills/a"_s, 2)->last(), asked->first());
}

void TestHistory::anIndexOfARewrittenHistoryIsCutBack()
{
    for (int i = 0; i < 6; ++i)
        write(u"r%1"_s.arg(i), QByteArray::number(i));
    history(true);
    m_home->git({u"update-ref"_s, u"refs/heads/main"_s, u"main~3"_s});
    QStringList subjects;
    const auto left = history(true)->log(skillFile);
    for (const Revision &revision : *left)
        subjects << revision.subject;
    QCOMPARE(subjects, QStringList({u"r2"_s, u"r1"_s, u"r0"_s}));
}

void TestHistory::theRevisionOfAMoment_data()
{
    QTest::addColumn<bool>("indexed");
    QTest::addColumn<QString>("meanwhile");
    QTest::newRow("by the commits") << false << QString();
    QTest::newRow("by the index") << true << QString();
    QTest::newRow("an index from before times were kept") << true << u"UPDATE revision SET time = NULL"_s;
    QTest::newRow("an index that knows some of them") << true << u"UPDATE revision SET time = NULL WHERE number IN (1, 3)"_s;
    QTest::newRow("an index that lags behind") << true << u"DELETE FROM revision WHERE number > 2"_s;
    QTest::newRow("an index that knows nothing") << true << u"DELETE FROM revision"_s;
}

void TestHistory::theRevisionOfAMoment()
{
    QFETCH(const bool, indexed);
    QFETCH(const QString, meanwhile);
    // The clock goes back once: what was made after that, by an earlier time, is what a person saw last.
    for (int number = 0; int hour : {8, 10, 9, 12})
        VERIFY_DONE(m_writer->write({edit(u"skills/s%1/SKILL.md"_s.arg(number++), {}, "x")}, saidAt(QString::number(hour), hour)));
    const auto past = history(indexed);
    if (!meanwhile.isEmpty())
        VERIFY_DONE(m_database->run(u"DELETE FROM revision_path"_s).and_then([&](const auto &) { return m_database->run(meanwhile); }));
    const auto subjectAt = [&](int hour, int minute) {
        const auto commit = past->commitAt(QDateTime(QDate(2025, 3, 1), QTime(hour, minute), QTimeZone::UTC));
        return !commit ? commit.error().message : commit->isEmpty() ? QString() : history()->revision(*commit)->subject;
    };
    QCOMPARE(subjectAt(8, 30), u"8"_s);
    QCOMPARE(subjectAt(9, 0), u"9"_s);
    QCOMPARE(subjectAt(10, 30), u"9"_s);
    QCOMPARE(subjectAt(11, 59), u"9"_s);
    QCOMPARE(subjectAt(12, 0), u"12"_s);
    QCOMPARE(subjectAt(23, 0), u"12"_s);
    QCOMPARE(subjectAt(7, 0), QString());
}

void TestHistory::upkeepLearnsTheTimesOfOldRevisions()
{
    for (int hour : {8, 10, 12})
        VERIFY_DONE(m_writer->write({edit(u"skills/s%1/SKILL.md"_s.arg(hour), {}, "x")}, saidAt(QString::number(hour), hour)));
    history(true);
    VERIFY_DONE(m_database->run(u"UPDATE revision SET time = NULL"_s));
    RevisionIndex index(m_database);
    const auto noon = QDateTime(QDate(2025, 3, 1), QTime(11, 0), QTimeZone::UTC).toSecsSinceEpoch();
    QVERIFY(!index.newestBy(noon, 3)->value().isKnown);
    int asked = 0; // told to stop it says that it is not through
    QCOMPARE(index.catchUp(m_home->place().repository, [&] { return ++asked > 1; }).value_or(true), false);
    history(true);
    const auto found = index.newestBy(noon, 3)->value();
    QVERIFY(found.isKnown);
    QCOMPARE(found.number, 2);
}

void TestHistory::aRevisionIsNamedByItsBeginning()
{
    write(u"first"_s, "one\n");
    const auto past = history();
    QCOMPARE(*past->named(past->head().left(8)), past->head());
    QVERIFY(!past->named(u"zzzz"_s));
    QVERIFY(!past->named(u"0000000"_s));
    QVERIFY(!past->named({}));
}

void TestHistory::packingLosesNothing_data()
{
    QTest::addColumn<PackWith>("with");
    QTest::newRow("with git") << PackWith::Git;
    QTest::newRow("without git") << PackWith::Libgit2;
}

void TestHistory::packingLosesNothing()
{
    QFETCH(const PackWith, with);
    const QString repository = m_home->place().repository;
    for (int round = 0; round < 10; ++round) { // more packs than are left side by side
        for (int i = 0; i < 4; ++i)
            write(u"r%1"_s.arg(round), QByteArray::number(round * 10 + i), u"skills/s%1/SKILL.md"_s.arg(i));
        const auto packed = packHistory(repository, {}, with);
        VERIFY_DONE(packed);
        QVERIFY(*packed);
        const QString loose = m_home->git({u"count-objects"_s});
        QVERIFY2(loose.startsWith(u"0 "), qPrintable(loose));
    }
    const qsizetype packs = QDir(repository + u"/objects/pack"_s).entryList({u"*.pack"_s}).size();
    QVERIFY2(packs >= 1 && packs <= 9, qPrintable(QString::number(packs)));
    const QString verified = m_home->git({u"fsck"_s, u"--strict"_s});
    QVERIFY2(!verified.contains(u"error"_s) && !verified.contains(u"missing"_s), qPrintable(verified));
    QCOMPARE(history()->log()->size(), 40);
    QCOMPARE(*history()->fileAt(history()->head(), u"skills/s3/SKILL.md"_s), QByteArray("93"));
    write(u"goes on"_s, "more\n");
    QVERIFY(m_writer->recover()->isEmpty());
}

void TestHistory::gitClonesAndVerifiesIt()
{
    write(u"first"_s, "one\n");
    write(u"second"_s, "two\n", u"skills/with space/references/ü.md"_s);
    const QString clone = m_home->path(u"clone"_s);
    QProcess process;
    process.start(u"git"_s, {u"clone"_s, u"-q"_s, m_home->place().repository, clone});
    process.waitForFinished();
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(m_home->get(u"clone/skills/a/SKILL.md"_s), QByteArray("one\n"));
    QCOMPARE(m_home->get(u"clone/skills/with space/references/ü.md"_s), QByteArray("two\n"));
    const QString verified = m_home->git({u"fsck"_s, u"--strict"_s});
    QVERIFY2(!verified.contains(u"error"_s), qPrintable(verified));
}

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
