// SPDX-License-Identifier: MIT
#include "changes/importplan.h"
#include "changes/checks.h"
#include "changes/contents.h"
#include "changes/drafting.h"
#include "changes/treepaths.h"
#include "changes/words_p.h"
#include "library/skillreader.h"
#include "skill/fix.h"
#include "skill/names.h"

namespace hsf::changes {

namespace {
using library::PackagedSkill;

skill::SkillFiles textFiles(const PackagedSkill &skill)
{
    skill::SkillFiles files;
    for (const auto &[path, bytes] : skill.files.asKeyValueRange()) {
        if (isSmallText(bytes))
            files.files.insert(path, bytes);
        else
            files.otherFiles << path;
    }
    return files;
}

QString nameOf(const QString &id)
{
    return id.section(u'/', -1);
}

/// The skill that stands where `id` would: itself, one above it, or one below it.
QString inTheWay(const QString &id, const QSet<QString> &taken)
{
    if (taken.contains(id))
        return id;
    for (QString above = id; above.contains(u'/');) {
        above = above.section(u'/', 0, -2);
        if (taken.contains(above))
            return above;
    }
    for (const QString &other : taken) {
        if (other.startsWith(id + u'/'))
            return other;
    }
    return {};
}

/// "pdf-tables-2", beside the one that is there.
QString freeIdNear(const QString &id, const QSet<QString> &taken)
{
    if (inTheWay(id, taken).isEmpty())
        return id;
    const QString category = id.contains(u'/') ? id.section(u'/', 0, -2) + u'/' : QString();
    const bool blockedAbove = !category.isEmpty() && !inTheWay(category + QStringLiteral("\n"), taken).isEmpty();
    const QString stem = (blockedAbove ? QString() : category) + nameOf(id).left(60);
    for (int number = blockedAbove ? 1 : 2;; ++number) {
        const QString candidate = number == 1 ? stem : QStringLiteral("%1-%2").arg(stem).arg(number);
        if (inTheWay(candidate, taken).isEmpty())
            return candidate;
    }
}

QStringList factWords(const PackagedSkill &skill)
{
    QStringList words;
    if (skill.archived)
        words << Words::tr("archived");
    if (!skill.facts)
        return words;
    if (skill.facts->pinned)
        words << Words::tr("pinned");
    if (skill.facts->managed)
        words << Words::tr("managed by the agent");
    if (skill.facts->state == u"stale" && !skill.archived)
        words << Words::tr("stale");
    if (skill.facts->uses > 0)
        words << Words::tr("used %n time(s)", nullptr, skill.facts->uses);
    if (skill.facts->lastUsed.isValid())
        words << Words::tr("last used %1").arg(skill.facts->lastUsed.date().toString(Qt::ISODate));
    if (skill.facts->created.isValid())
        words << Words::tr("there since %1").arg(skill.facts->created.date().toString(Qt::ISODate));
    return words;
}

/// With the name of its folder in the front matter, where it had the old folder's name.
QMap<QString, QByteArray> renamed(QMap<QString, QByteArray> files, const QString &from, const QString &to)
{
    QByteArray &document = files[skillDocument];
    if (from != to && isSmallText(document) && skill::parseDocument(document).name() == from)
        document = skill::withField(document, QStringLiteral("name"), to);
    return files;
}

QMap<QString, QByteArray> repaired(QMap<QString, QByteArray> files, const QString &folderName)
{
    const skill::SkillFiles fixed = skill::fixedAll(textFiles({.files = files}), folderName).skill;
    for (const auto &[path, bytes] : fixed.files.asKeyValueRange())
        files[path] = bytes;
    return files;
}

bool sameFiles(const PackagedSkill &one, const PackagedSkill &other)
{
    const auto set = [](const QStringList &paths) { return QSet<QString>(paths.begin(), paths.end()); };
    return one.files == other.files && set(one.executables) == set(other.executables);
}

void meet(ImportItem &item, const Occupied &occupied, const QSet<QString> &taken)
{
    const QString id = item.skill.id;
    item.met = inTheWay(id, taken);
    item.freeId = freeIdNear(id, taken);
    if (item.met.isEmpty())
        return;
    const QString place = item.skill.archived ? QStringLiteral(".archive/") + id : id;
    const auto present = occupied.present.constFind(place);
    const bool alike = item.met == id && present != occupied.present.cend();
    if (alike && sameFiles(*present, item.skill)) {
        item.collision = Collision::Same;
        return;
    }
    const bool replaceable = alike && !item.skill.archived && occupied.active.contains(id);
    item.collision = replaceable ? Collision::Taken : Collision::Blocked;
    if (replaceable)
        item.replaces = library::blobName(present->files.value(skillDocument));
}

void look(ImportItem &item)
{
    const skill::SkillFiles files = textFiles(item.skill);
    const skill::Document document = skill::parseDocument(item.skill.files.value(skillDocument));
    item.name = document.name();
    item.description = document.description();
    const QString folder = nameOf(item.skill.id);
    const Checked found = checked({SkillSides{.after = files, .folderName = folder, .asItIs = true}});
    item.findings = found.findings;
    item.capabilities = found.gained;
    item.repairs = skill::fixedAll(files, folder).words;
}

ImportChoice proposedFor(const ImportItem &item)
{
    using enum ImportChoice::Action;
    ImportChoice choice{Take, item.skill.id, false};
    if (!item.skill.obstacle.isEmpty() || item.collision == Collision::Same || item.collision == Collision::Taken)
        choice.action = Skip;
    if (item.collision == Collision::Blocked)
        choice.id = item.freeId;
    return choice;
}

/// What the library says of a category itself is not replaced.
void planCategories(ImportPlan &plan, const library::Package &package, const Occupied &occupied)
{
    for (const auto &[category, description] : package.categories.asKeyValueRange()) {
        const auto present = occupied.categories.constFind(category);
        if (occupied.active.contains(category))
            plan.problems << Words::tr("The description of the category %1 was left out: a skill is called so.").arg(category);
        else if (present == occupied.categories.cend())
            plan.categories.insert(category, description);
        else if (*present != description)
            plan.problems << Words::tr("The category %1 keeps the description it has.").arg(category);
    }
}

QList<MemoryItem> plannedMemory(const library::Package &package, const Occupied &occupied)
{
    QList<MemoryItem> items;
    for (const auto &[file, entries] : package.memory.asKeyValueRange()) {
        QStringList now = occupied.memory.value(file);
        for (const QString &text : entries) {
            MemoryItem item{.file = file, .text = text};
            const skill::Findings dangers = skill::Scanner::builtIn().scanText(library::memoryTreePath(file), text);
            const auto more = library::withEdits(now, file, {{.file = file, .text = text}});
            if (skill::worst(dangers) >= skill::Severity::High) {
                item.fate = MemoryItem::Fate::Dangerous;
                item.why = std::ranges::max_element(dangers, {}, &skill::Finding::severity)->message;
            } else if (now.contains(text)) {
                item.fate = MemoryItem::Fate::Known;
                item.why = Words::tr("It is remembered already.");
            } else if (!more) {
                item.fate = MemoryItem::Fate::NoRoom;
                item.why = Words::tr("There is no room: %1 characters are allowed.").arg(library::memoryLimit(file));
            } else {
                now = *more;
            }
            items << item;
        }
    }
    return items;
}

} // namespace

QString ImportItem::prospect() const
{
    if (!skill.obstacle.isEmpty())
        return Words::tr("It cannot be imported: %1.").arg(skill.obstacle);
    if (worst() == skill::Severity::Critical)
        return Words::tr("It is too dangerous: it would be refused and kept in quarantine for you to look at.");
    if (worst() == skill::Severity::High)
        return Words::tr("The scan found something to look at: it would wait under Changes for your decision.");
    return {};
}

int ImportPlan::count(Collision collision) const
{
    return int(std::ranges::count(items, collision, &ImportItem::collision));
}

ImportPlan planned(const library::Package &package, const Occupied &occupied, const library::Reading &reading)
{
    ImportPlan plan{.place = package.place, .kind = package.kind, .problems = package.problems};
    QSet<QString> taken = occupied.active | occupied.archived;
    int done = 0;
    for (const PackagedSkill &skill : package.skills) {
        if (reading.stopped && reading.stopped())
            return plan;
        ImportItem item{.skill = skill};
        meet(item, occupied, taken);
        look(item);
        item.facts = factWords(skill);
        item.proposed = proposedFor(item);
        if (item.proposed.action == ImportChoice::Action::Take)
            taken << item.proposed.id;
        plan.items << item;
        if (reading.progress)
            reading.progress(++done, int(package.skills.size()));
    }
    plan.memory = plannedMemory(package, occupied);
    planCategories(plan, package, occupied);
    return plan;
}

std::optional<ImportSkill> importOperation(const ImportItem &item, const ImportChoice &choice)
{
    if (choice.action == ImportChoice::Action::Skip)
        return std::nullopt;
    ImportSkill import{.folder = choice.id, .executables = item.skill.executables};
    import.files = renamed(item.skill.files, nameOf(item.skill.id), nameOf(choice.id));
    if (choice.repair)
        import.files = repaired(import.files, nameOf(choice.id));
    if (choice.action == ImportChoice::Action::Replace)
        import.replaces = item.replaces;
    const auto facts = item.skill.facts.value_or(library::HermesFacts());
    import.managed = facts.managed;
    import.pinned = facts.pinned;
    import.stage = item.skill.archived ? Stage::Archived : facts.state == u"stale" ? Stage::Stale : Stage::Active;
    return import;
}

TakeFiles categoryOperation(const QString &category, const QByteArray &description)
{
    const QString path = skillFolder(category) + QStringLiteral("/DESCRIPTION.md");
    return {.skill = category, .files = {FileChange{.path = path, .result = description, .skill = category}}};
}

EditMemory memoryOperation(const QList<MemoryItem> &memory)
{
    EditMemory edit;
    for (const MemoryItem &item : memory) {
        if (item.fate == MemoryItem::Fate::Add)
            edit.edits << library::MemoryEdit{.file = item.file, .text = item.text};
    }
    return edit;
}

} // namespace hsf::changes
