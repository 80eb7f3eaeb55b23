// SPDX-License-Identifier: MIT
//
// Import and export as a whole: a Hermes home on disk becomes a library with its facts, and goes out again.
#include "service/exchange.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::service;
using Outcome = ImportedSkill::Outcome;

namespace {

QByteArray skillText(const QByteArray &name, const QByteArray &body = "# Steps\n\n1. Do it.\n")
{
    return "---\nname: " + name + "\ndescription: Does " + name + ". Use when asked for it.\n---\n" + body;
}

} // namespace

class ExchangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_stores.reset(); }
    void aHermesHomeComesWithAllItKnows();
    void sinceWhenASkillExistsComesAlong();
    void theUseOfOneThatWaitsCountsWhenItIsAccepted();
    void categoriesKeepTheirDescription();
    void aSecondImportChangesNothing();
    void oneBadSkillNeverKeepsTheOthersOut();
    void theSourceIsNeverTouched();
    void importStopsWhenAskedAndTellsWhatCame();
    void aManyOfThemKeepTheirOrder();
    void whatGoesOutComesBackTheSame();
    void theLibraryItselfIsNoPlaceForAnExport();
    void otherProgramsSkillsAreFound();

private:
    void put(const QString &below, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(below)).path());
        QFile file(path(below));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QString path(const QString &below) const { return m_folder->filePath(below); }
    QString inLibrary(const QString &below) const { return m_stores->libraryFolder() + u'/' + below; }
    void makeHermesHome() const;
    QMap<QString, QByteArray> everythingBelow(const QString &folder) const;
    QMap<QString, Outcome> importAll(const QString &place, bool withMemory = true);

    std::unique_ptr<QTemporaryDir> m_folder;
    SystemClock m_clock;
    std::unique_ptr<Stores> m_stores;
    ImportReport m_report;
};

void ExchangeTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/hsf exchange XXXXXX"_s);
    auto stores = Stores::open(Home::under(path(u"home"_s)), {}, m_clock);
    QVERIFY2(stores, stores ? "" : qPrintable(stores.error().message));
    m_stores = *std::move(stores);
}

void ExchangeTest::makeHermesHome() const
{
    put(u".hermes/skills/office/notes/SKILL.md"_s, skillText("notes"));
    put(u".hermes/skills/office/notes/references/more.md"_s, "More.\n");
    put(u".hermes/skills/tables/SKILL.md"_s, skillText("tables"));
    put(u".hermes/skills/.archive/old/SKILL.md"_s, skillText("old"));
    put(u".hermes/skills/.usage.json"_s,
        R"({"notes": {"created_by": "agent", "use_count": 12, "view_count": 3, "pinned": true, "last_used_at": "2025-10-01T08:00:00+00:00"},
        "tables": {"created_by": null, "use_count": 1, "last_used_at": "2999-01-01T00:00:00Z"}})");
    put(u".hermes/memories/MEMORY.md"_s, "Likes tea.\n§\nWrites German.");
    put(u".hermes/memories/USER.md"_s, "Called Ada.");
}

QMap<QString, QByteArray> ExchangeTest::everythingBelow(const QString &folder) const
{
    QMap<QString, QByteArray> all;
    QDirIterator it(path(folder), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly))
            all.insert(file.fileName() + u'@' + QFileInfo(file).lastModified().toString(Qt::ISODateWithMs),
                       file.readAll());
    }
    return all;
}

QMap<QString, Outcome> ExchangeTest::importAll(const QString &place, bool withMemory)
{
    const auto plan = previewImport(*m_stores, path(place));
    if (!plan) {
        qWarning("%s", qPrintable(plan.error().message));
        return {};
    }
    m_report = importSkills(*m_stores, *plan, proposedChoices(*plan), withMemory);
    QMap<QString, Outcome> outcomes;
    for (const ImportedSkill &skill : m_report.skills)
        outcomes.insert(skill.id, skill.outcome);
    return outcomes;
}

void ExchangeTest::aHermesHomeComesWithAllItKnows()
{
    makeHermesHome();
    const auto outcomes = importAll(u".hermes"_s);
    QCOMPARE(outcomes,
             (QMap<QString, Outcome>{{u"office/notes"_s, Outcome::Imported},
                                     {u"tables"_s, Outcome::Imported},
                                     {u"old"_s, Outcome::Imported}}));
    QVERIFY(QFileInfo::exists(inLibrary(u"office/notes/references/more.md"_s)));
    QVERIFY(QFileInfo::exists(inLibrary(u".archive/old/SKILL.md"_s)));
    const auto facts = m_stores->door->factsOf(u"office/notes"_s);
    QVERIFY(facts && facts->managed && facts->pinned);
    QCOMPARE(facts->origin, changes::Origin::Imported);
    const auto use = m_stores->journal->skillUse();
    QVERIFY(use);
    QCOMPARE(use->value(u"office/notes"_s).uses, 12);
    QCOMPARE(use->value(u"office/notes"_s).views, 3);
    QCOMPARE(use->value(u"office/notes"_s).lastUsed, QDateTime::fromString(u"2025-10-01T08:00:00Z"_s, Qt::ISODate));
    QVERIFY2(use->value(u"tables"_s).lastUsed <= m_clock.now(),
             "a date in the future would keep a skill young for ever");
    QVERIFY(m_report.memorySet && m_report.memorySet->outcome == Outcome::Imported);
    QFile memory(m_stores->home.memories() + u"/MEMORY.md"_s);
    QVERIFY(memory.open(QIODevice::ReadOnly));
    QCOMPARE(library::memoryEntries(memory.readAll()), (QStringList{u"Likes tea."_s, u"Writes German."_s}));
}

void ExchangeTest::sinceWhenASkillExistsComesAlong()
{
    put(u".hermes/skills/notes/SKILL.md"_s, skillText("notes"));
    put(u".hermes/skills/fresh/SKILL.md"_s, skillText("fresh"));
    put(u".hermes/skills/.usage.json"_s,
        R"({"notes": {"created_at": "2025-03-01T09:00:00+00:00"}, "fresh": {"created_at": "2999-03-01T09:00:00+00:00"}})");
    const QDateTime before = m_clock.now();
    importAll(u".hermes"_s);
    const QDateTime created = QDateTime::fromString(u"2025-03-01T09:00:00Z"_s, Qt::ISODate);
    QCOMPARE(m_stores->door->factsOf(u"notes"_s)->created, created);
    const QDateTime fresh = m_stores->door->factsOf(u"fresh"_s)->created;
    QVERIFY(fresh >= before.addSecs(-1) && fresh <= m_clock.now()); // never from the future
    // It stays so through later changes.
    const changes::Draft edit{{.origin = changes::Origin::You}, u"Edit"_s, {changes::PatchFile{u"notes"_s, {}, "Do it.", "Do that."}}};
    QVERIFY(m_stores->door->submit(edit));
    QCOMPARE(m_stores->door->factsOf(u"notes"_s)->created, created);
    QVERIFY(m_stores->door->factsOf(u"notes"_s)->changed > before.addSecs(-1));
}

void ExchangeTest::theUseOfOneThatWaitsCountsWhenItIsAccepted()
{
    put(u".hermes/skills/notes/SKILL.md"_s, skillText("notes", "# Steps\n\nRun `cat ~/.aws/credentials`.\n"));
    put(u".hermes/skills/.usage.json"_s,
        R"({"notes": {"use_count": 12, "view_count": 3, "created_at": "2025-03-01T09:00:00Z", "last_used_at": "2025-10-01T08:00:00Z"}})");
    QCOMPARE(importAll(u".hermes"_s), (QMap<QString, Outcome>{{u"notes"_s, Outcome::Held}}));
    QCOMPARE(m_stores->journal->skillUse()->value(u"notes"_s).uses, 0);
    const auto accepted = m_stores->door->accept(*m_report.skills.first().set);
    QVERIFY2(accepted, accepted ? "" : qPrintable(accepted.error().message));
    const auto use = m_stores->journal->skillUse()->value(u"notes"_s);
    QCOMPARE(use.uses, 12);
    QCOMPARE(use.views, 3);
    QCOMPARE(use.lastUsed, QDateTime::fromString(u"2025-10-01T08:00:00Z"_s, Qt::ISODate));
    QCOMPARE(m_stores->door->factsOf(u"notes"_s)->created, QDateTime::fromString(u"2025-03-01T09:00:00Z"_s, Qt::ISODate));
    // Taken back and brought again it is not counted twice.
    const auto undone = m_stores->door->undo(accepted->id);
    QVERIFY(undone);
    QVERIFY(m_stores->door->undo(undone->id));
    QCOMPARE(m_stores->journal->skillUse()->value(u"notes"_s).uses, 12);
}

void ExchangeTest::categoriesKeepTheirDescription()
{
    makeHermesHome();
    const QByteArray words = "---\ndescription: What offices need.\n---\n";
    put(u".hermes/skills/office/DESCRIPTION.md"_s, words);
    put(u".hermes/skills/.archive/DESCRIPTION.md"_s, "no category");
    const auto plan = previewImport(*m_stores, path(u".hermes"_s));
    QVERIFY(plan);
    QCOMPARE(plan->categories.keys(), QStringList{u"office"_s});
    importAll(u".hermes"_s);
    QCOMPARE(m_report.categories.size(), 1);
    QCOMPARE(m_report.categories.first().outcome, Outcome::Imported);
    QFile described(inLibrary(u"office/DESCRIPTION.md"_s));
    QVERIFY(described.open(QIODevice::ReadOnly));
    QCOMPARE(described.readAll(), words);
    // The library's own words are not replaced, and that is said.
    put(u"other/skills/office/letters/SKILL.md"_s, skillText("letters"));
    put(u"other/skills/office/DESCRIPTION.md"_s, "---\ndescription: Something else.\n---\n");
    importAll(u"other"_s);
    QVERIFY(m_report.categories.isEmpty());
    QVERIFY2(m_report.problems.join(u' ').contains(u"The category office keeps the description it has"_s), qPrintable(m_report.problems.join(u' ')));
    QVERIFY(previewImport(*m_stores, path(u".hermes"_s))->categories.isEmpty()); // nothing new about it
}

void ExchangeTest::aSecondImportChangesNothing()
{
    makeHermesHome();
    importAll(u".hermes"_s);
    const auto before = m_stores->door->sets({});
    const auto outcomes = importAll(u".hermes"_s);
    QCOMPARE(outcomes.value(u"office/notes"_s), Outcome::Skipped);
    QCOMPARE(outcomes.value(u"tables"_s), Outcome::Skipped);
    QVERIFY(!m_report.memorySet);
    const auto after = m_stores->door->sets({});
    QVERIFY(before && after);
    QCOMPARE(outcomes.value(u"old"_s), Outcome::Skipped);
    QCOMPARE(after->size(), before->size());
}

void ExchangeTest::oneBadSkillNeverKeepsTheOthersOut()
{
    put(u"theirs/bad/SKILL.md"_s, skillText("bad", "Hello \xf3\xa0\x81\xa9\xf3\xa0\x81\xa7.\n"));
    put(u"theirs/good/SKILL.md"_s, skillText("good"));
    put(u"theirs/strange/SKILL.md"_s, "no front matter at all\n");
    const auto outcomes = importAll(u"theirs"_s);
    QCOMPARE(outcomes,
             (QMap<QString, Outcome>{
                 {u"bad"_s, Outcome::Refused}, {u"good"_s, Outcome::Imported}, {u"strange"_s, Outcome::Imported}}));
    QVERIFY(m_report.skills.first().why.contains(u"quarantine"_s));
    QVERIFY(!QFileInfo::exists(inLibrary(u"bad"_s)));
    QVERIFY(!QDir(m_stores->home.quarantine()).isEmpty());
}

void ExchangeTest::theSourceIsNeverTouched()
{
    makeHermesHome();
    const auto before = everythingBelow(u".hermes"_s);
    importAll(u".hermes"_s);
    QCOMPARE(everythingBelow(u".hermes"_s), before);
}

void ExchangeTest::importStopsWhenAskedAndTellsWhatCame()
{
    for (int i = 0; i < 5; ++i)
        put(u"theirs/skill-%1/SKILL.md"_s.arg(i), skillText("skill-" + QByteArray::number(i)));
    const auto plan = previewImport(*m_stores, path(u"theirs"_s));
    QVERIFY(plan);
    int done = 0;
    const library::Reading reading{.stopped = [&] { return done == 2; }, .progress = [&](int now, int) { done = now; }};
    const ImportReport report = importSkills(*m_stores, *plan, proposedChoices(*plan), true, reading);
    QVERIFY(report.stopped);
    QCOMPARE(report.count(Outcome::Imported), 2);
    QVERIFY(QFileInfo::exists(inLibrary(u"skill-1"_s)));
    QVERIFY(!QFileInfo::exists(inLibrary(u"skill-2"_s)));
}

void ExchangeTest::aManyOfThemKeepTheirOrder()
{
    for (int i = 0; i < 60; ++i)
        put(u"theirs/skill-%1/SKILL.md"_s.arg(i, 2, 10, QChar(u'0')),
            skillText("skill-" + QByteArray::number(i).rightJustified(2, '0')));
    const auto outcomes = importAll(u"theirs"_s);
    QCOMPARE(outcomes.size(), 60);
    QVERIFY(std::ranges::all_of(outcomes, [](Outcome outcome) { return outcome == Outcome::Imported; }));
    QCOMPARE(m_stores->rescan()->skills.size(), 60);
}

void ExchangeTest::whatGoesOutComesBackTheSame()
{
    makeHermesHome();
    importAll(u".hermes"_s);
    m_stores->rescan();
    for (const QString &out : {u"out/skills.zip"_s, u"out/folder"_s}) {
        const auto strict = previewExport(*m_stores, {u"office/notes"_s, u"tables"_s});
        QVERIFY(strict);
        QVERIFY(strict->first().repairs.isEmpty());
        QVERIFY(exportSkills(*m_stores, *strict, path(out), library::Overwrite::Refuse));
        const auto package = library::readPackage(path(out));
        QVERIFY(package);
        QCOMPARE(package->skills.size(), 2);
        QCOMPARE(package->skills.first().id, u"notes"_s);
        QCOMPARE(package->skills.first().files.value(u"references/more.md"_s), QByteArray("More.\n"));
        QVERIFY(!exportSkills(*m_stores, *strict, path(out), library::Overwrite::Refuse));
    }
}

void ExchangeTest::theLibraryItselfIsNoPlaceForAnExport()
{
    makeHermesHome();
    importAll(u".hermes"_s);
    m_stores->rescan();
    const auto strict = previewExport(*m_stores, {u"tables"_s});
    QVERIFY(strict);
    QVERIFY(QFile::link(m_stores->libraryFolder(), path(u"by another name"_s)));
    for (int i = 0; i < 2; ++i)
        QVERIFY(exportSkills(*m_stores, *strict, path(u"elsewhere"_s), library::Overwrite::Replace));
    for (const QString &out : {path(u"by another name/new"_s), m_stores->libraryFolder(), inLibrary(u"new"_s),
                               inLibrary(u"x.zip"_s), inLibrary(u"../library/y"_s)}) {
        const auto done = exportSkills(*m_stores, *strict, out, library::Overwrite::Replace);
        QVERIFY2(!done && done.error().message.contains(u"library itself"_s), qPrintable(out));
    }
}

void ExchangeTest::otherProgramsSkillsAreFound()
{
    put(u"ada/.hermes/skills/office/notes/SKILL.md"_s, skillText("notes"));
    put(u"ada/.hermes/skills/tables/SKILL.md"_s, skillText("tables"));
    put(u"ada/.claude/skills/pdf/SKILL.md"_s, skillText("pdf"));
    put(u"ada/.codex/config.toml"_s, "");
    const auto sources = knownSources(path(u"ada"_s));
    QCOMPARE(sources.size(), 2);
    QCOMPARE(sources[0].name, u"hermes"_s);
    QCOMPARE(sources[0].skills, 2);
    QCOMPARE(sources[0].path, path(u"ada/.hermes"_s));
    QCOMPARE(sources[0].skillsFolder, path(u"ada/.hermes/skills"_s));
    QCOMPARE(sources[1].path, path(u"ada/.claude/skills"_s));
    QCOMPARE(pathOfSource(u"codex"_s, path(u"ada"_s)), path(u"ada/.codex/skills"_s));
    QVERIFY(!pathOfSource(u"elsewhere"_s));
}

QTEST_GUILESS_MAIN(ExchangeTest)
#include "tst_exchange.moc"
