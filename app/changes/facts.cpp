// SPDX-License-Identifier: MIT
#include "changes/facts.h"
#include "changes/words_p.h"

namespace hsf::changes {

namespace {
constexpr QLatin1StringView yes{"yes"};
constexpr QLatin1StringView no{"no"};

QString flag(bool on)
{
    return on ? yes : no;
}

Result<QString> checkedFlag(const QString &fact, const QString &value)
{
    static const QStringList on = {QString(yes), QStringLiteral("on"), QStringLiteral("true"), QStringLiteral("1")};
    static const QStringList off = {QString(no), QStringLiteral("off"), QStringLiteral("false"), QStringLiteral("0")};
    if (on.contains(value))
        return QString(yes);
    if (off.contains(value))
        return QString(no);
    return fail(Error::Kind::Malformed, Words::tr("\"%1\" is yes or no, not \"%2\"").arg(fact, value));
}

Result<QString> checkedTime(const QString &value)
{
    if (value.isEmpty())
        return value;
    QDateTime time = fromStored(value);
    if (!time.isValid())
        time = QDateTime::fromString(value, Qt::ISODate);
    if (!time.isValid())
        return fail(Error::Kind::Malformed, Words::tr("\"%1\" is not a date like 2025-12-31").arg(value));
    return toStored(time);
}

void setFact(SkillFacts &facts, const QString &fact, const QString &value)
{
    if (fact == u"origin")
        facts.origin = originFromName(value);
    else if (fact == u"stage")
        facts.stage = stageFromName(value).value_or(Stage::Active);
    else if (fact == u"managed")
        facts.managed = value == yes;
    else if (fact == u"pinned")
        facts.pinned = value == yes;
    else if (fact == u"keep-until")
        facts.keepUntil = value.isEmpty() ? QDateTime() : fromStored(value);
    else if (fact == u"enabled")
        facts.enabled = value != no;
    else if (fact == u"renamed-from")
        facts.renamedFrom = value;
}

bool isLost(const QList<FactChange> &changes)
{
    return std::ranges::any_of(
        changes, [](const FactChange &change) { return change.fact == u"origin" && change.after.isEmpty(); });
}
} // namespace

QString factValue(const std::optional<SkillFacts> &facts, const QString &fact)
{
    if (!facts)
        return {};
    if (fact == u"origin")
        return originName(facts->origin);
    if (fact == u"stage")
        return stageName(facts->stage);
    if (fact == u"managed")
        return flag(facts->managed);
    if (fact == u"pinned")
        return flag(facts->pinned);
    if (fact == u"keep-until" && facts->keepUntil.isValid())
        return toStored(facts->keepUntil);
    if (fact == u"enabled")
        return flag(facts->enabled);
    if (fact == u"renamed-from")
        return facts->renamedFrom;
    return {};
}

Result<QString> checkedFactValue(const QString &fact, const QString &value)
{
    if (fact == u"managed" || fact == u"pinned" || fact == u"enabled")
        return checkedFlag(fact, value);
    if (fact == u"keep-until")
        return checkedTime(value);
    if (fact == u"stage") {
        if (stageFromName(value))
            return value;
        return fail(Error::Kind::Malformed,
                    Words::tr("a stage is trial, active, stale or archived, not \"%1\"").arg(value));
    }
    return fail(Error::Kind::Malformed,
                Words::tr("\"%1\" cannot be set; stage, managed, pinned, enabled and keep-until can").arg(fact));
}

QList<SkillMove> movesIn(const QList<FactChange> &changes)
{
    const auto has = [&](const QString &skill, bool goes) {
        return std::ranges::any_of(changes, [&](const FactChange &change) {
            return change.skill == skill && change.fact == u"origin" && (goes ? change.after : change.before).isEmpty();
        });
    };
    QList<SkillMove> moves;
    for (const FactChange &change : changes) {
        if (change.fact != u"renamed-from")
            continue;
        if (change.before.isEmpty() && has(change.after, true) && has(change.skill, false))
            moves << SkillMove{change.after, change.skill};
        else if (change.after.isEmpty() && has(change.skill, true) && has(change.before, false))
            moves << SkillMove{change.skill, change.before};
    }
    return moves;
}

QMap<QString, SkillFacts> withFacts(QMap<QString, SkillFacts> known, const ChangeSet &set, const QDateTime &when)
{
    QHash<QString, QList<FactChange>> changes;
    for (const FactChange &change : set.facts)
        changes[change.skill] << change;
    for (const SkillMove &move : movesIn(set.facts)) {
        if (const auto facts = known.constFind(move.from); facts != known.cend() && !known.contains(move.to)) {
            known.insert(move.to, *facts);
            known[move.to].skill = move.to;
        }
    }
    for (const QString &skill : set.skills()) {
        if (isLost(changes.value(skill))) {
            known.remove(skill);
            continue;
        }
        if (!known.contains(skill))
            known.insert(skill, {.skill = skill, .created = when, .session = set.author.session});
        SkillFacts &facts = known[skill];
        for (const FactChange &change : changes.value(skill))
            setFact(facts, change.fact, change.after);
        // Marking a skill stale or pinning it is no activity: it would be active again at once.
        if (!std::ranges::contains(set.files, skill, &FileChange::skill))
            continue;
        facts.changed = when;
        facts.changedBy = set.author.origin;
    }
    return known;
}

QList<FactChange> forgottenFacts(const SkillFacts &facts)
{
    QList<FactChange> changes;
    for (const char *fact : {"origin", "stage", "managed", "pinned", "keep-until"}) {
        const QString name = QString::fromLatin1(fact);
        if (const QString value = factValue(facts, name); !value.isEmpty())
            changes << FactChange{facts.skill, name, value, QString()};
    }
    if (!facts.enabled)
        changes << FactChange{facts.skill, QStringLiteral("enabled"), QString(no), QString()};
    if (!facts.renamedFrom.isEmpty())
        changes << FactChange{facts.skill, QStringLiteral("renamed-from"), facts.renamedFrom, QString()};
    return changes;
}

} // namespace hsf::changes
