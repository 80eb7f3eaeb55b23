// SPDX-License-Identifier: MIT
//
// The table, read top to bottom: what is never done, what a person did, what waits whatever the row says, then author ×
// skill.
#include "changes/policy.h"
#include "changes/treepaths.h"
#include "changes/untrusted.h"
#include "changes/words_p.h"
#include "skill/document.h"

namespace hsf::changes {

namespace {
using Way = Verdict::Way;
using OptionalVerdict = std::optional<Verdict>;

Verdict hold(const QString &why)
{
    return {Way::Hold, why};
}

Verdict refuse(const QString &why)
{
    return {Way::Refuse, why};
}

bool isPerson(Origin origin)
{
    return origin == Origin::You || origin == Origin::Imported || origin == Origin::Bundled
        || origin == Origin::Outside;
}

const skill::Finding *firstOf(const ChangeSet &set, skill::Severity severity)
{
    const auto found = std::ranges::find(set.findings, severity, &skill::Finding::severity);
    return found == set.findings.end() ? nullptr : &*found;
}

QString quoted(const skill::Finding &finding)
{
    return finding.line > 0 ? Words::tr("%1, line %2: %3").arg(finding.file).arg(finding.line).arg(finding.message)
                            : Words::tr("%1: %2").arg(finding.file, finding.message);
}

/// The fact that a skill begins with; nullptr for one that was there before.
const FactChange *beginningOf(const ChangeSet &set, const QString &skill)
{
    const auto found = std::ranges::find_if(set.facts, [&](const FactChange &change) {
        return change.skill == skill && change.fact == u"origin" && change.before.isEmpty();
    });
    return found == set.facts.end() ? nullptr : &*found;
}

bool changesFact(const ChangeSet &set, QStringView fact)
{
    return std::ranges::any_of(
        set.facts, [&](const FactChange &change) { return change.fact == fact && !beginningOf(set, change.skill); });
}

OptionalVerdict byFindings(const ChangeSet &set)
{
    if (const auto *found = firstOf(set, skill::Severity::Critical))
        return refuse(
            Words::tr("Too dangerous to write: %1. It is kept in quarantine for you to look at").arg(quoted(*found)));
    if (const auto *found = firstOf(set, skill::Severity::Error))
        return refuse(Words::tr("It would break a rule: %1").arg(quoted(*found)));
    const auto copied = std::ranges::find(set.findings, copiedRule, &skill::Finding::rule);
    if (copied != set.findings.end())
        return hold(Words::tr("It repeats what somebody else wrote. %1").arg(quoted(*copied)));
    if (const auto *found = firstOf(set, skill::Severity::High))
        return hold(Words::tr("The scan found something to look at: %1").arg(quoted(*found)));
    return {};
}

qsizetype bodyCharacters(const QByteArray &document)
{
    return skill::parseDocument(document).body().size();
}

OptionalVerdict byGrowth(const ChangeSet &set, const PolicySettings &settings)
{
    for (const FileChange &file : set.files) {
        if (!documentOf(file.path) || !file.base || !file.result)
            continue;
        const qsizetype before = bodyCharacters(*file.base);
        const qsizetype after = bodyCharacters(*file.result);
        if (before > settings.growthLimitCharacters && after * 100 > before * (100 + settings.growthLimitPercent)) {
            return hold(Words::tr("%1 would grow from %2 to %3 characters in one change")
                            .arg(skillOf(file.path))
                            .arg(before)
                            .arg(after));
        }
    }
    return {};
}

OptionalVerdict byCapabilities(const ChangeSet &set)
{
    const auto listed = [](const QStringList &values) { return values.join(QStringLiteral(", ")); };
    if (!set.gained.allowedTools.isEmpty())
        return hold(Words::tr("It asks for more tools: %1").arg(listed(set.gained.allowedTools)));
    if (!set.gained.scripts.isEmpty()) {
        QStringList paths = set.gained.scripts;
        for (QString &path : paths)
            path = path.section(u'#', 0, 0);
        return hold(Words::tr("It brings or changes a script: %1").arg(listed(paths)));
    }
    if (!set.gained.networkHosts.isEmpty())
        return hold(Words::tr("It names a new network address: %1").arg(listed(set.gained.networkHosts)));
    return {};
}

/// A person's wishes for a skill are nobody else's to change.
OptionalVerdict byWishes(const ChangeSet &set)
{
    for (const char *fact : {"pinned", "managed", "enabled", "keep-until"}) {
        if (changesFact(set, QString::fromLatin1(fact)))
            return refuse(Words::tr("Only you can change whether a skill is managed, pinned, enabled or kept"));
    }
    return {};
}

/// What needs no approval: use brings a stale skill back, a trial ends well, and staleness where that was switched on.
bool comesByItself(const ChangeSet &set, const PolicySettings &settings)
{
    const auto fine = [&](const FactChange &change) {
        const auto from = stageFromName(change.before), to = stageFromName(change.after);
        const bool back = to == Stage::Active && (from == Stage::Stale || from == Stage::Trial);
        const bool marks = settings.markStaleByItself && !settings.askBeforeEveryChange;
        return change.fact == u"stage" && (back || (marks && from == Stage::Active && to == Stage::Stale));
    };
    return set.files.isEmpty() && std::ranges::all_of(set.facts, fine);
}

struct Column { ///< of the table, over all skills that exist
    bool managed = true;
    bool pinned = false;
    QString notManaged;
};

Column columnOf(const ChangeSet &set, const QMap<QString, SkillFacts> &facts)
{
    Column column;
    for (const QString &skill : set.skills()) {
        const FactChange *beginning = facts.contains(skill) ? nullptr : beginningOf(set, skill);
        if (beginning && originFromName(beginning->after) == set.author.origin)
            continue; // its own new skill; one copied from elsewhere is somebody else's
        const SkillFacts known = facts.value(skill);
        column.pinned = column.pinned || known.pinned;
        if (!known.managed || known.pinned) {
            column.managed = false;
            column.notManaged = skill;
        }
    }
    return column;
}

bool onlyAddsMemory(const ChangeSet &set)
{
    return std::ranges::all_of(set.files, [](const FileChange &file) {
        if (!file.path.startsWith(u"memories/"))
            return true;
        const QStringList before = library::memoryEntries(file.base.value_or(QByteArray()));
        const QStringList after = library::memoryEntries(file.result.value_or(QByteArray()));
        return after.size() >= before.size() && after.first(before.size()) == before;
    });
}

Verdict byCurator(const ChangeSet &set, const Column &column, const PolicySettings &settings)
{
    if (changesFact(set, u"stage")) {
        if (!column.managed)
            return refuse(
                Words::tr("The curator leaves %1 alone: it is not managed, or it is pinned").arg(column.notManaged));
        return comesByItself(set, settings) ? Verdict{Way::Apply, {}}
                                            : hold(Words::tr("A proposal of the curator waits for you"));
    }
    return hold(Words::tr("What the curator writes waits for you"));
}

Verdict byAuthor(const ChangeSet &set, const Column &column, const PolicySettings &settings)
{
    const Origin origin = set.author.origin;
    const bool proposes = origin == Origin::Curator || origin == Origin::Synthesis;
    if (proposes && column.pinned)
        return refuse(Words::tr("%1 is pinned; nothing is proposed for it").arg(column.notManaged));
    if (origin == Origin::Curator)
        return byCurator(set, column, settings);
    if (changesFact(set, u"stage"))
        return hold(Words::tr("Archiving a skill or changing its stage waits for you"));
    if (settings.askBeforeEveryChange)
        return hold(Words::tr("You asked to see every change first"));
    if (origin == Origin::Synthesis)
        return hold(Words::tr("What is made from patterns waits for you"));
    if (origin != Origin::Agent && origin != Origin::Review)
        return hold(Words::tr("It is not known who wrote this"));
    if (!column.managed)
        return hold(Words::tr("%1 is not managed by the agent, so its changes wait for you").arg(column.notManaged));
    if (origin == Origin::Review && !onlyAddsMemory(set))
        return hold(Words::tr("Replacing or removing what is remembered waits for you"));
    return {Way::Apply, {}};
}

Verdict unlimited(const ChangeSet &set, const QMap<QString, SkillFacts> &facts, const PolicySettings &settings)
{
    const OptionalVerdict found = byFindings(set);
    if (found && found->way == Way::Refuse)
        return *found;
    if (isPerson(set.author.origin))
        return found.value_or(Verdict{Way::Apply, {}});
    if (const auto wishes = byWishes(set))
        return *wishes;
    const Verdict row = byAuthor(set, columnOf(set, facts), settings);
    if (row.way == Way::Refuse || found)
        return row.way == Way::Refuse ? row : *found;
    if (row.way == Way::Hold)
        return row;
    return byCapabilities(set).or_else([&] { return byGrowth(set, settings); }).value_or(row);
}
} // namespace

bool isCuratorProposal(const ChangeSet &set)
{
    return set.author.origin == Origin::Curator && changesFact(set, u"stage");
}

Verdict decide(const ChangeSet &set, const QMap<QString, SkillFacts> &facts, int heldNow,
               const PolicySettings &settings)
{
    const Verdict verdict = unlimited(set, facts, settings);
    if (verdict.way == Way::Hold && heldNow >= settings.heldLimit && !isCuratorProposal(set))
        return refuse(Words::tr("%1 changes wait already; decide on some of them first").arg(heldNow));
    return verdict;
}

SkillFacts initialFacts(const QString &skill, const Author &author, const QDateTime &now)
{
    const bool byProgram = author.origin == Origin::Review || author.origin == Origin::Synthesis;
    return {.skill = skill,
            .origin = author.origin,
            .managed = byProgram,
            .stage = byProgram ? Stage::Trial : Stage::Active,
            .created = now,
            .changed = now,
            .changedBy = author.origin,
            .session = author.session};
}

} // namespace hsf::changes
