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
    return {};
}

Result<QString> checkedFactValue(const QString &fact, const QString &value)
{
    if (fact == u"managed" || fact == u"pinned")
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
                Words::tr("\"%1\" cannot be set; stage, managed, pinned and keep-until can").arg(fact));
}

QMap<QString, SkillFacts> withFacts(QMap<QString, SkillFacts> known, const ChangeSet &set, const QDateTime &when)
{
    QHash<QString, QList<FactChange>> changes;
    for (const FactChange &change : set.facts)
        changes[change.skill] << change;
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
    return changes;
}

} // namespace hsf::changes
