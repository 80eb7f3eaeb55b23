// SPDX-License-Identifier: MIT
//
// What waits follows what happens: a change of the files it was drafted on makes it outdated, and when they come back
// (an undo) it waits as before. So a person sees it before they decide, and not by a failed click.
#include "changes/accepting_p.h"
#include "changes/door_p.h"
#include "changes/words_p.h"

#include <QLoggingCategory>

namespace hsf::changes {

Q_DECLARE_LOGGING_CATEGORY(changesLog)

namespace {
QSet<QString> writtenPaths(const QList<ChangeSet> &told)
{
    QSet<QString> paths;
    for (const ChangeSet &set : told) {
        if (set.commit.isEmpty())
            continue;
        for (const FileChange &file : set.files)
            paths << file.path;
        for (const FactChange &fact : set.facts)
            paths << fact.skill;
    }
    return paths;
}

bool touches(const ChangeSet &set, const QSet<QString> &paths)
{
    return std::ranges::any_of(set.files, [&](const FileChange &file) { return paths.contains(file.path); })
        || std::ranges::any_of(set.facts, [&](const FactChange &fact) { return paths.contains(fact.skill); });
}
} // namespace

void Door::Private::followWaiting(const QList<ChangeSet> &told)
{
    const QSet<QString> paths = writtenPaths(told);
    if (paths.isEmpty() || (sets.count(State::Held).value_or(1) == 0 && sets.count(State::Outdated).value_or(1) == 0))
        return;
    const auto waiting = sets.sets({State::Held, State::Outdated}, {}, std::numeric_limits<int>::max());
    if (!waiting) {
        qCWarning(changesLog) << waiting.error().message;
        return;
    }
    for (const ChangeSet &set : *waiting) {
        const auto moved = touches(set, paths) ? hasMoved(set, view) : Result<bool>(set.state == State::Outdated);
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
