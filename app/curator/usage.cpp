// SPDX-License-Identifier: MIT
//
// What the library, the door and the journal know of a skill, put together.
#include "curator/curator.h"

namespace hsf::curator {

namespace {

/// When its files changed last. A change of facts alone (marking it stale, say) moves facts.changed too and is no
/// activity, so the newest file has a say; it may look newer than it is after a copy, so it never makes the time later.
QDateTime lastChange(const library::SkillEntry &entry, const changes::SkillFacts &facts)
{
    if (!facts.changed.isValid() || !entry.modified.isValid())
        return facts.changed;
    const QDateTime files = std::min(facts.changed, entry.modified);
    return facts.created.isValid() ? std::max(facts.created, files) : files;
}

void takeLater(UsageFacts &facts, const QDateTime &time, const QString &kind)
{
    if (!time.isValid() || (facts.lastActivity.isValid() && time <= facts.lastActivity))
        return;
    facts.lastActivity = time;
    facts.lastActivityKind = kind;
}

UsageFacts factsOf(const library::SkillEntry &entry, const changes::SkillFacts &known, const journal::SkillUse &use)
{
    UsageFacts facts{.skill = entry.id.toString(),
                     .stage = entry.archived ? changes::Stage::Archived : known.stage,
                     .managed = known.managed,
                     .pinned = known.pinned,
                     .created = known.created.isValid() ? known.created : entry.modified,
                     .uses = use.uses,
                     .loadSessions = use.sessions,
                     .catalogueTokens = entry.catalogueTokens,
                     .keepUntil = known.keepUntil};
    takeLater(facts, facts.created, QStringLiteral("created"));
    takeLater(facts, lastChange(entry, known), QStringLiteral("changed"));
    takeLater(facts, use.lastViewed, QStringLiteral("viewed"));
    if (use.lastUsed.isValid() && use.lastUsed == facts.lastActivity) // loading a skill is both; "used" says more
        facts.lastActivityKind = QStringLiteral("used");
    takeLater(facts, use.lastUsed, QStringLiteral("used"));
    return facts;
}

} // namespace

QList<UsageFacts> usageFacts(const library::LibrarySnapshot &library, const QMap<QString, changes::SkillFacts> &facts,
                             const QMap<QString, journal::SkillUse> &use)
{
    QList<UsageFacts> all;
    for (const library::SkillEntry &entry : library.skills) {
        const QString id = entry.id.toString();
        if (entry.source.isEmpty())
            all.append(factsOf(entry, facts.value(id), use.value(id)));
    }
    return all;
}

} // namespace hsf::curator
