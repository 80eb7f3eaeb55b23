// SPDX-License-Identifier: MIT
//
// Other programs at work in the library while this one runs: what they write, rename and delete is recorded as theirs, shown, and
// can be brought back.
#include "service/factory.h"

#include <QDir>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::service;

class TestOutside : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_factory.reset(); }
    void anEditIsRecordedAsSomebodyElses();
    void aDeletionCanBeUndone();
    void aRenameKeepsEveryFile();
    void aPullBySomebodyElseIsTakenIn();
    void thousandsAtOnceAreTakenIn();
    void whatHappenedBeforeTheStartIsRecorded();
    void aSourceIsReadAndNeverRecorded();
    void aSearchIsAnsweredToTheNewestKeyOnly();
    void theCacheBringsBackWhatWasKnown();
    void theCatalogueIsShownAsAnAgentGetsIt();

private:
    Home home() const { return Home::under(m_folder->filePath(u"a home"_s)); }
    QString path(const QString &below) const { return home().defaultLibrary() + u'/' + below; }
    void write(const QString &file, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(file).path());
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(bytes), bytes.size());
    }
    void skill(const QString &id, const QByteArray &description = "Use when testing", const QByteArray &body = "# Steps\n") const
    {
        write(path(id) + u"/SKILL.md"_s, "---\nname: " + id.section(u'/', -1).toUtf8() + "\ndescription: " + description + "\n---\n" + body);
    }
    void start()
    {
        FactoryOptions options;
        options.backgroundTimers = false;
        m_factory = std::move(*Factory::build(home(), std::move(options)));
        QSignalSpy outside(m_factory->library.get(), &LibraryService::rowsChanged);
        QTRY_VERIFY_WITH_TIMEOUT(outside.size() >= 2, 30'000); // read, and what others did before is recorded
    }
    QStringList shown() const
    {
        QStringList ids;
        for (const SkillRow &row : m_factory->library->rows())
            ids.append(row.entry.id.toString());
        return ids;
    }
    const SkillRow *row(const QString &id) const
    {
        const auto &rows = m_factory->library->rows();
        const auto found = std::ranges::find(rows, id, [](const SkillRow &row) { return row.entry.id.toString(); });
        return found == rows.end() ? nullptr : &*found;
    }
    QString git(QStringList arguments) const
    {
        QProcess process;
        arguments.prepend(u"--git-dir="_s + home().history());
        process.start(u"git"_s, arguments);
        process.waitForFinished();
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Factory> m_factory;
};

void TestOutside::init()
{
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/hsf outside XXXXXX"_s);
}

void TestOutside::anEditIsRecordedAsSomebodyElses()
{
    skill(u"notes"_s);
    start();
    QSignalSpy outside(m_factory->library.get(), &LibraryService::changedOutside);
    skill(u"notes"_s, "Sharper words");
    skill(u"new/one"_s);
    QTRY_VERIFY(row(u"notes"_s) && row(u"notes"_s)->entry.description == u"Sharper words" && row(u"new/one"_s));
    QTRY_VERIFY(!outside.isEmpty());
    QTRY_COMPARE(git({u"show"_s, u"main:skills/notes/SKILL.md"_s}).contains(u"Sharper words"_s), true);
    QVERIFY(git({u"log"_s, u"-1"_s, u"--format=%B"_s, u"main"_s}).contains(u"outside"_s));
}

void TestOutside::aDeletionCanBeUndone()
{
    skill(u"precious"_s, "Do not lose");
    write(path(u"precious/references/r.md"_s), "kept too");
    start();
    QVERIFY(QDir(path(u"precious"_s)).removeRecursively());
    QTRY_VERIFY(!row(u"precious"_s));
    std::optional<ChangeSetId> deletion;
    const auto find = [&] {
        auto sets = m_factory->bench->io([](Stores &stores) { return stores.door->sets({}); });
        sets.waitForFinished();
        const auto found = sets.result();
        if (found && !found->isEmpty() && found->first().author.origin == changes::Origin::Outside)
            deletion = found->first().id;
        return deletion.has_value() && !git({u"ls-tree"_s, u"-r"_s, u"--name-only"_s, u"main"_s}).contains(u"precious"_s);
    };
    QTRY_VERIFY(find());
    m_factory->changes->undo(*deletion);
    QTRY_VERIFY(row(u"precious"_s) && row(u"precious"_s)->entry.fileCount == 2);
    QCOMPARE(row(u"precious"_s)->entry.description, u"Do not lose"_s);
}

void TestOutside::aRenameKeepsEveryFile()
{
    skill(u"group/before"_s);
    write(path(u"group/before/scripts/s.sh"_s), "echo");
    start();
    QVERIFY(QFile::rename(path(u"group"_s), path(u"renamed"_s)));
    QTRY_COMPARE(shown(), QStringList{u"renamed/before"_s});
    QTRY_VERIFY(git({u"ls-tree"_s, u"-r"_s, u"--name-only"_s, u"main"_s}).contains(u"skills/renamed/before/scripts/s.sh"_s));
}

void TestOutside::aPullBySomebodyElseIsTakenIn()
{
    const auto run = [](const QString &folder, const QStringList &arguments) {
        QProcess process;
        process.setWorkingDirectory(folder);
        process.start(u"git"_s, QStringList{u"-c"_s, u"user.name=Ada"_s, u"-c"_s, u"user.email=ada@example.org"_s, u"-c"_s,
                                            u"init.defaultBranch=main"_s} + arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    };
    const QString remote = m_folder->filePath(u"their remote"_s);
    write(remote + u"/cloned/SKILL.md"_s, "---\nname: cloned\ndescription: first\n---\n");
    QVERIFY(run(remote, {u"init"_s, u"-q"_s}) && run(remote, {u"add"_s, u"."_s}) && run(remote, {u"commit"_s, u"-qm"_s, u"one"_s}));
    QDir().mkpath(home().defaultLibrary());
    QVERIFY(run(home().defaultLibrary(), {u"clone"_s, u"-q"_s, remote, u"team"_s}));
    start();
    QCOMPARE(shown(), QStringList{u"team/cloned"_s});
    write(remote + u"/cloned/SKILL.md"_s, "---\nname: cloned\ndescription: second, by Ada\n---\n");
    write(remote + u"/other/SKILL.md"_s, "---\nname: other\ndescription: new\n---\n");
    QVERIFY(run(remote, {u"add"_s, u"."_s}) && run(remote, {u"commit"_s, u"-qm"_s, u"two"_s}));
    QVERIFY(run(path(u"team"_s), {u"pull"_s, u"-q"_s}));
    QTRY_COMPARE(shown(), (QStringList{u"team/cloned"_s, u"team/other"_s}));
    QTRY_COMPARE(row(u"team/cloned"_s)->entry.description, u"second, by Ada"_s);
    QTRY_VERIFY(git({u"ls-tree"_s, u"-r"_s, u"--name-only"_s, u"main"_s}).contains(u"skills/team/other/SKILL.md"_s));
    QVERIFY(!git({u"ls-tree"_s, u"-r"_s, u"main"_s}).contains(u".git/"_s));
}

void TestOutside::thousandsAtOnceAreTakenIn()
{
    start();
    QSignalSpy recorded(m_factory->library.get(), &LibraryService::changedOutside), rows(m_factory->library.get(), &LibraryService::rowsChanged);
    constexpr int count = 2'000;
    for (int i = 0; i < count; ++i)
        skill(u"many/skill-%1"_s.arg(i));
    QTRY_COMPARE_WITH_TIMEOUT(m_factory->library->rows().size(), count, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(git({u"ls-tree"_s, u"-r"_s, u"--name-only"_s, u"main"_s}).count(u"SKILL.md"_s) == count, 60'000);
    QVERIFY2(recorded.size() < 60 && rows.size() < 120, "an event storm");
}

void TestOutside::whatHappenedBeforeTheStartIsRecorded()
{
    skill(u"kept"_s);
    skill(u"gone"_s);
    start();
    QTRY_VERIFY(git({u"ls-tree"_s, u"-r"_s, u"--name-only"_s, u"main"_s}).contains(u"skills/gone/SKILL.md"_s));
    m_factory.reset();
    QVERIFY(QDir(path(u"gone"_s)).removeRecursively());
    skill(u"kept"_s, "Changed while nobody looked");
    start();
    QTRY_VERIFY(!git({u"ls-tree"_s, u"-r"_s, u"--name-only"_s, u"main"_s}).contains(u"skills/gone"_s));
    QVERIFY(git({u"show"_s, u"main:skills/kept/SKILL.md"_s}).contains(u"nobody looked"_s));
    QVERIFY(git({u"log"_s, u"--all"_s, u"--name-only"_s, u"--format="_s}).contains(u"skills/gone/SKILL.md"_s)); // can be brought back
}

void TestOutside::aSourceIsReadAndNeverRecorded()
{
    const QString theirs = m_folder->filePath(u"theirs/.claude/skills"_s);
    write(theirs + u"/pack/SKILL.md"_s, "---\nname: pack\ndescription: theirs\n---\n");
    start();
    m_factory->library->addSource(theirs);
    QTRY_VERIFY(row(u"pack"_s));
    QCOMPARE(row(u"pack"_s)->entry.source, theirs);
    write(theirs + u"/pack/SKILL.md"_s, "---\nname: pack\ndescription: theirs, changed\n---\n");
    QTRY_COMPARE(row(u"pack"_s)->entry.description, u"theirs, changed"_s);
    QVERIFY(!git({u"ls-tree"_s, u"-r"_s, u"--name-only"_s, u"main"_s}).contains(u"pack"_s));
    m_factory->library->adopt(theirs + u"/pack"_s, u"pack"_s);
    QTRY_VERIFY(std::ranges::any_of(m_factory->library->rows(), [](const SkillRow &row) {
        return row.entry.id.toString() == u"pack" && row.entry.source.isEmpty() && row.facts.origin == changes::Origin::Imported;
    }));
    QFile original(theirs + u"/pack/SKILL.md"_s);
    QVERIFY(original.open(QIODevice::ReadOnly) && original.readAll().contains("theirs, changed"));
}

void TestOutside::aSearchIsAnsweredToTheNewestKeyOnly()
{
    skill(u"walrus"_s, "An animal");
    skill(u"heron"_s, "Another", "# Steps\n\nIt eats like a walrus.\n");
    start();
    LibraryService &library = *m_factory->library;
    QSignalSpy found(&library, &LibraryService::searched);
    QObject one, other;
    for (const QString &query : {u"w"_s, u"wa"_s, u"wal"_s, u"walrus"_s})
        library.search(query, &one);
    library.search(u"heron"_s, &other);
    const auto answered = [&](const QString &query) {
        return std::ranges::any_of(found, [&](const QList<QVariant> &call) { return call.at(0).toString() == query; });
    };
    QTRY_VERIFY(answered(u"walrus"_s) && answered(u"heron"_s));
    QVERIFY(!answered(u"wal"_s) || found.size() < 6);
    QTRY_VERIFY([&] {
        found.clear(); // the answer may be there before the question returns
        library.search(u"eats"_s, &one);
        return QTest::qWaitFor([&] { return !found.isEmpty(); }) && !found.last().at(1).value<SearchAnswer>().found.isEmpty();
    }());
}

void TestOutside::theCacheBringsBackWhatWasKnown()
{
    for (int i = 0; i < 20; ++i)
        skill(u"skill-%1"_s.arg(i), "Use when testing", "A walrus.\n");
    start();
    auto saved = m_factory->bench->io([](Stores &stores) -> Result<> {
        stores.searchable();
        return stores.saveScan();
    });
    saved.waitForFinished();
    QVERIFY(saved.result());
    m_factory.reset();
    skill(u"skill-3"_s, "Rewritten");
    start();
    QCOMPARE(row(u"skill-3"_s)->entry.description, u"Rewritten"_s);
    QCOMPARE(m_factory->library->rows().size(), 20);
    m_factory.reset();
    for (const QString &file : {u"library.scan"_s, u"library.words"_s})
        write(home().cache + u'/' + file, "no cache at all");
    start();
    QCOMPARE(m_factory->library->rows().size(), 20);
}

void TestOutside::theCatalogueIsShownAsAnAgentGetsIt()
{
    skill(u"walrus"_s, "Care for a walrus");
    skill(u"heron"_s, "Care for a heron");
    start();
    QSignalSpy previewed(m_factory->library.get(), &LibraryService::cataloguePreviewed);
    m_factory->library->previewCatalogue(u"my heron is ill"_s);
    QTRY_COMPARE(previewed.size(), 1);
    const auto preview = previewed.first().first().value<CataloguePreview>();
    QCOMPARE(preview.catalogue.shown, (QStringList{u"heron"_s, u"walrus"_s}));
    QVERIFY(preview.prompt.contains(preview.catalogue.text.trimmed()));
    QVERIFY(preview.catalogue.tokens <= preview.budget);
}

QTEST_GUILESS_MAIN(TestOutside)
#include "tst_outside.moc"
