// SPDX-License-Identifier: MIT
#include "curator/stage.h"
#include "curator/words_p.h"

#include <QTimeZone>

namespace hsf::curator {

using changes::Stage;

namespace {

constexpr int loadsThatEndATrial = 3;

std::chrono::seconds idleTime(const UsageFacts &facts, const QDateTime &now)
{
    return std::chrono::seconds(facts.lastActivity.secsTo(now));
}

int wholeDays(std::chrono::seconds time)
{
    return int(std::chrono::floor<std::chrono::days>(time).count());
}

QString date(const QDateTime &time)
{
    return time.toUTC().date().toString(Qt::ISODate);
}

/// "last viewed on 2026-01-02", "never used since it was created on …".
QString lastSeen(const UsageFacts &facts)
{
    const QString on = date(facts.lastActivity);
    if (facts.lastActivityKind == QLatin1String("used"))
        return Words::tr("last used on %1").arg(on);
    if (facts.lastActivityKind == QLatin1String("viewed"))
        return Words::tr("last viewed on %1").arg(on);
    if (facts.lastActivityKind == QLatin1String("changed"))
        return Words::tr("last changed on %1").arg(on);
    return Words::tr("created on %1").arg(on);
}

QString loads(const UsageFacts &facts)
{
    if (facts.loadSessions == 0)
        return Words::tr("never loaded in a chat");
    return Words::tr("loaded in %n chats so far", nullptr, facts.loadSessions);
}

QString idleReason(const UsageFacts &facts, Stage to, const QDateTime &now)
{
    const int days = wholeDays(idleTime(facts, now));
    const bool never = facts.lastActivityKind == QLatin1String("created");
    const QString idle
        = never ? Words::tr("Never used in %n days", nullptr, days) : Words::tr("Not used for %n days", nullptr, days);
    const QString rest = to == Stage::Archived
        ? Words::tr("it is stale already")
        : Words::tr("it costs %n tokens at the start of every chat", nullptr, facts.catalogueTokens);
    return Words::tr("%1: %2, %3; %4.").arg(idle, lastSeen(facts), loads(facts), rest);
}

QString reasonOf(const UsageFacts &facts, Stage to, const QDateTime &now)
{
    if (to != Stage::Active)
        return idleReason(facts, to, now);
    if (facts.stage == Stage::Trial)
        return Words::tr("Loaded in %n different chats: its trial is over.", nullptr, facts.loadSessions);
    return Words::tr("In use again: %1.").arg(lastSeen(facts));
}

/// Nothing is proposed for what is not the program's to work on, or what a person wants kept.
bool leftAlone(const UsageFacts &facts, const QDateTime &now)
{
    return !facts.managed || facts.pinned || (facts.keepUntil.isValid() && now < facts.keepUntil);
}

} // namespace

Stage nextStage(const UsageFacts &facts, const Policy &policy, const QDateTime &now)
{
    if (facts.pinned || facts.stage == Stage::Archived || !facts.lastActivity.isValid())
        return facts.stage;
    if (facts.stage == Stage::Trial && facts.loadSessions >= loadsThatEndATrial)
        return Stage::Active;
    // A trial ages like any other stage: most of what reviews create and nobody loads would stay for good otherwise.
    const std::chrono::seconds idle = idleTime(facts, now);
    if (idle < policy.staleAfter)
        return facts.stage == Stage::Trial ? Stage::Trial : Stage::Active;
    const bool ripe = facts.stage == Stage::Stale && idle >= policy.archiveAfter;
    return ripe ? Stage::Archived : Stage::Stale;
}

QList<Transition> transitions(const QList<UsageFacts> &facts, const Policy &policy, const QDateTime &now)
{
    QList<Transition> plan;
    for (const UsageFacts &skill : facts) {
        const Stage to = leftAlone(skill, now) ? skill.stage : nextStage(skill, policy, now);
        if (to == skill.stage)
            continue;
        const bool marked = policy.markStaleByItself && skill.stage == Stage::Active && to == Stage::Stale;
        plan.append({.skill = skill.skill,
                     .from = skill.stage,
                     .to = to,
                     .reason = reasonOf(skill, to, now),
                     .byItself = to == Stage::Active || marked});
    }
    std::ranges::sort(plan, {}, &Transition::skill);
    return plan;
}

} // namespace hsf::curator
