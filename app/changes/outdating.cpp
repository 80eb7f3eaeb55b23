// SPDX-License-Identifier: MIT
//
// What waits follows what happens: a change of the files it was drafted on makes it outdated, and when they come back
// (an undo) it waits as before. So a person sees it before they decide, and not by a failed click.
#include "changes/accepting_p.h"
#include "changes/door_p.h"
#include "changes/words_p.h"

#include <QHash>
#include <QLoggingCategory>
#include <QSet>

namespace hsf::changes {

Q_DECLARE_LOGGING_CATEGORY(changesLog)

namespace {
struct Written {
    QSet<QString> skills; ///< their ids
    bool memory = false;
};

Written writtenBy(const QList<ChangeSet> &told)
{
    Written written;
    for (const ChangeSet &set : told) {
        if (set.commit.isEmpty())
            continue;
        for (const QString &skill : set.skills())
            written.skills << skill;
        written.memory = written.memory || set.touchesMemory();
    }
    return written;
}

bool touches(const ChangeSet &set, const Written &written)
{
    return (written.memory && set.touchesMemory())
        || std::ranges::any_of(set.skills(), [&](const QString &skill) { return written.skills.contains(skill); });
}

/// The sets that wait for what was written; for a few skills only theirs are read.
Result<QList<ChangeSet>> waitingFor(const Written &written, const SetStore &sets)
{
    constexpr int all = std::numeric_limits<int>::max();
    const QList<State> waiting{State::Held, State::Outdated};
    if (written.memory || written.skills.size() > 4)
        return sets.sets(waiting, {}, all);
    QHash<QString, ChangeSet> found;
    for (const QString &skill : written.skills) {
        const auto some = sets.sets(waiting, skill, all);
        if (!some)
            return some;
        for (const ChangeSet &set : *some)
            found.insert(set.id.toString(), set);
    }
    return found.values();
}
} // namespace

void Door::Private::followWaiting(const QList<ChangeSet> &told)
{
    const Written written = writtenBy(told);
    if (!written.memory && written.skills.isEmpty())
        return;
    if (sets.count(State::Held).value_or(1) == 0 && sets.count(State::Outdated).value_or(1) == 0)
        return;
    const auto waiting = waitingFor(written, sets);
    if (!waiting) {
        qCWarning(changesLog) << waiting.error().message;
        return;
    }
    for (const ChangeSet &set : *waiting) {
        const auto moved = touches(set, written) ? hasMoved(set, view) : Result<bool>(set.state == State::Outdated);
        if (!moved || *moved == (set.state == State::Outdated))
            continue;
        Verdict verdict;
        if (const auto known = facts.factsOf(set.skills()); known && !*moved)
            verdict = decide(set, *known, 0, policy);
        const QString why = *moved  ? Words::tr("What it changes was changed since it was proposed")
            : verdict.why.isEmpty() ? Words::tr("What it changes is again as it was when it was proposed")
                                    : verdict.why;
        if (const auto settled = settle(set, *moved ? State::Outdated : State::Held, why); !settled)
            qCWarning(changesLog) << settled.error().message;
    }
}

} // namespace hsf::changes
