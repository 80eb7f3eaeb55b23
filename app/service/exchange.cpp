// SPDX-License-Identifier: MIT
#include "service/exchange.h"
#include "service/words_p.h"

#include <QDir>
#include <QFileInfo>

namespace hsf::service {

namespace {

changes::Occupied occupiedBy(Stores &stores, const library::Package &package)
{
    changes::Occupied occupied;
    const library::SnapshotPtr library = stores.rescan();
    QSet<QString> named;
    for (const library::PackagedSkill &skill : package.skills)
        named << skill.id;
    for (const library::SkillEntry &entry : library->skills) {
        if (!entry.source.isEmpty())
            continue;
        const QString id = entry.id.toString();
        (entry.archived ? occupied.archived : occupied.active) << id;
        if (!named.contains(id))
            continue;
        if (const auto present = library::readWholeSkill(entry.folder))
            occupied.present.insert(entry.archived ? QStringLiteral(".archive/") + id : id, *present);
    }
    for (const QString &category : package.categories.keys()) {
        QFile stored(stores.libraryFolder() + u'/' + category + QStringLiteral("/DESCRIPTION.md"));
        if (stored.open(QIODevice::ReadOnly))
            occupied.categories.insert(category, stored.readAll());
    }
    for (const library::MemoryFile file : {library::MemoryFile::Memory, library::MemoryFile::User}) {
        QFile stored(stores.home.memories() + library::memoryTreePath(file).mid(qstrlen("memories")));
        if (stored.open(QIODevice::ReadOnly))
            occupied.memory.insert(file, library::memoryEntries(stored.readAll()));
    }
    return occupied;
}

changes::Draft draftOf(const QString &reason, const changes::Operation &operation)
{
    return {.author = {.origin = changes::Origin::Imported}, .reason = reason, .operations = {operation}};
}

/// What came of a set that was submitted.
void settle(ImportedSkill &skill, const Result<changes::ChangeSet> &set)
{
    using enum ImportedSkill::Outcome;
    if (!set) {
        skill.outcome = Failed;
        skill.why = set.error().message;
        return;
    }
    skill.set = set->id;
    skill.why = set->why;
    skill.outcome = set->state == changes::State::Applied ? Imported
        : set->state == changes::State::Held              ? Held
                                                          : Refused;
}

/// Use before the import counts on: the curator would take a skill that is used daily for one that was never used. Of one that
/// waits for a person it counts from the moment it is accepted (resources/sql/011_imported_past.sql).
void noteUse(Stores &stores, const ImportedSkill &skill, const library::HermesFacts &facts)
{
    const bool waits = skill.outcome == ImportedSkill::Outcome::Held;
    if ((!waits && skill.outcome != ImportedSkill::Outcome::Imported) || !skill.set)
        return;
    if (facts.uses == 0 && facts.views == 0 && !facts.lastUsed.isValid() && !facts.lastViewed.isValid() && !facts.created.isValid())
        return;
    const QDateTime now = stores.clock.now();
    const auto time = [&](const QDateTime &when) { return when.isValid() ? toStored(std::min(when, now)) : QString(); };
    std::ignore = stores.journal->record({.kind = waits ? QStringLiteral("skill-use-waits") : QStringLiteral("skill-use-imported"),
                                          .session = std::nullopt,
                                          .skill = skill.id,
                                          .data = {{QStringLiteral("set"), skill.set->toString()},
                                                   {QStringLiteral("created"), time(facts.created)},
                                                   {QStringLiteral("uses"), facts.uses},
                                                   {QStringLiteral("views"), facts.views},
                                                   {QStringLiteral("last_used"), time(facts.lastUsed)},
                                                   {QStringLiteral("last_viewed"), time(facts.lastViewed)}},
                                          .time = now});
}

ImportedSkill importOne(Stores &stores, const QString &place, const changes::ImportItem &item,
                        const changes::ImportChoice &choice)
{
    ImportedSkill skill{.from = item.skill.id, .id = choice.id};
    const auto operation = changes::importOperation(item, choice);
    if (!operation) {
        skill.why = item.collision == changes::Collision::Same ? Words::tr("The library has the very same skill.")
            : item.skill.obstacle.isEmpty()                    ? Words::tr("It was left out by choice.")
                                                               : item.prospect();
        return skill;
    }
    if (!item.skill.obstacle.isEmpty()) {
        skill.outcome = ImportedSkill::Outcome::Failed;
        skill.why = item.prospect();
        return skill;
    }
    settle(skill, stores.door->submit(draftOf(Words::tr("Import %1 from %2").arg(choice.id, place), *operation)));
    if (item.skill.facts)
        noteUse(stores, skill, *item.skill.facts);
    return skill;
}

/// Of those in which a skill stands by now.
void importCategories(Stores &stores, const changes::ImportPlan &plan, const QString &place, ImportReport &report)
{
    for (const auto &[category, description] : plan.categories.asKeyValueRange()) {
        const bool wanted = std::ranges::any_of(report.skills, [&](const ImportedSkill &skill) {
            const bool comes = skill.outcome == ImportedSkill::Outcome::Imported || skill.outcome == ImportedSkill::Outcome::Held;
            return comes && skill.id.startsWith(category + u'/');
        });
        if (!wanted)
            continue;
        ImportedSkill one{.from = category, .id = category};
        settle(one, stores.door->submit(draftOf(Words::tr("Import the description of %1 from %2").arg(category, place),
                                                changes::categoryOperation(category, description))));
        report.categories << one;
    }
}

/// Also by another name of the same folder.
bool liesIn(const QString &path, const QString &folder)
{
    const auto within = [](const QString &inner, const QString &outer) {
        return !outer.isEmpty() && (inner == outer || inner.startsWith(outer + u'/'));
    };
    QFileInfo there(path);
    while (!there.exists() && there.absolutePath() != there.absoluteFilePath())
        there.setFile(there.absolutePath());
    return within(QDir::cleanPath(QFileInfo(path).absoluteFilePath()), QDir::cleanPath(folder))
        || within(there.canonicalFilePath(), QFileInfo(folder).canonicalFilePath());
}

} // namespace

Result<changes::ImportPlan> previewImport(Stores &stores, const QString &path, const library::Reading &reading)
{
    const auto package = library::readPackage(path, reading);
    if (!package)
        return withContext(package.error(), Words::tr("Could not look into %1").arg(path));
    changes::ImportPlan plan = changes::planned(*package, occupiedBy(stores, *package), reading);
    if (reading.stopped && reading.stopped())
        return fail(Error::Kind::Cancelled, Words::tr("stopped"));
    return plan;
}

ImportChoices proposedChoices(const changes::ImportPlan &plan)
{
    ImportChoices choices;
    for (const changes::ImportItem &item : plan.items)
        choices << item.proposed;
    return choices;
}

QString outcomeName(ImportedSkill::Outcome outcome)
{
    switch (outcome) {
    case ImportedSkill::Outcome::Imported:
        return QStringLiteral("imported");
    case ImportedSkill::Outcome::Held:
        return QStringLiteral("held");
    case ImportedSkill::Outcome::Refused:
        return QStringLiteral("refused");
    case ImportedSkill::Outcome::Failed:
        return QStringLiteral("failed");
    case ImportedSkill::Outcome::Skipped:
        break;
    }
    return QStringLiteral("skipped");
}

int ImportReport::count(ImportedSkill::Outcome outcome) const
{
    return int(std::ranges::count(skills, outcome, &ImportedSkill::outcome));
}

ImportReport importSkills(Stores &stores, const changes::ImportPlan &plan, const ImportChoices &choices,
                          bool withMemory, const library::Reading &reading)
{
    ImportReport report{.place = plan.place, .memory = plan.memory, .problems = plan.problems};
    const QString place = QFileInfo(plan.place).fileName();
    for (qsizetype i = 0; i < plan.items.size(); ++i) {
        if (reading.stopped && reading.stopped()) {
            report.stopped = true;
            return report;
        }
        report.skills << importOne(stores, place, plan.items[i],
                                   i < choices.size() ? choices[i] : plan.items[i].proposed);
        if (reading.progress)
            reading.progress(int(i) + 1, int(plan.items.size()));
    }
    importCategories(stores, plan, place, report);
    const changes::EditMemory edit = withMemory ? changes::memoryOperation(plan.memory) : changes::EditMemory();
    if (edit.edits.isEmpty())
        return report;
    report.memorySet = ImportedSkill{};
    settle(*report.memorySet, stores.door->submit(draftOf(Words::tr("Import memory from %1").arg(place), edit)));
    return report;
}

Result<QList<library::StrictSkill>> previewExport(Stores &stores, const QStringList &skills)
{
    const library::SnapshotPtr library = stores.ensureSnapshot();
    QList<library::StrictSkill> strict;
    for (const QString &id : skills) {
        const library::SkillEntry *entry = library->find(id);
        if (!entry)
            return fail(Error::Kind::NotFound, Words::tr("There is no skill \"%1\", or several are called so.").arg(id));
        const auto whole = library::readWholeSkill(entry->folder);
        if (!whole)
            return withContext(whole.error(), Words::tr("Could not read %1").arg(id));
        strict << library::strictSkill(*whole, entry->id.name());
    }
    return strict;
}

ExportShape shapeOf(const QString &out)
{
    const bool zip = out.endsWith(u".zip", Qt::CaseInsensitive) || out.endsWith(u".skill", Qt::CaseInsensitive);
    return zip && !QFileInfo(out).isDir() ? ExportShape::Zip : ExportShape::Folder;
}

Result<> exportSkills(Stores &stores, const QList<library::StrictSkill> &skills, const QString &out,
                      library::Overwrite overwrite)
{
    // What lies in the library is written through change sets alone.
    for (const QString &own :
         {stores.libraryFolder(), stores.home.memories(), stores.home.history(), stores.home.quarantine()}) {
        if (liesIn(out, own))
            return fail(Error::Kind::Refused,
                        Words::tr("%1 belongs to the library itself; choose a place outside of it").arg(out));
    }
    const auto done = shapeOf(out) == ExportShape::Zip ? library::exportToZip(skills, out, overwrite)
                                                       : library::exportToFolder(skills, out, overwrite);
    return done ? done : withContext(done.error(), Words::tr("Could not export to %1").arg(out));
}

} // namespace hsf::service
