// SPDX-License-Identifier: MIT
#include "changes/meeting.h"
#include "changes/treepaths.h"
#include "diff/lines.h"

namespace hsf::changes {

namespace {

struct Outcome {
    std::optional<QByteArray> result;
    bool conflict = false;
};

bool hasLines(const QByteArray &bytes)
{
    return !bytes.contains('\0');
}

Outcome outcomeOf(const TheirChange &change)
{
    if (change.ours == change.before || change.ours == change.theirs)
        return {change.theirs};
    const bool mergeable = change.before && change.theirs && change.ours && hasLines(*change.before) && hasLines(*change.theirs)
        && hasLines(*change.ours);
    if (!mergeable)
        return {change.theirs, true};
    const diff::Merge merge = diff::merge3(*change.before, *change.ours, *change.theirs);
    return merge.conflicts == 0 ? Outcome{merge.text} : Outcome{change.theirs, true};
}

} // namespace

QList<SkillMerge> mergedBySkill(const QList<TheirChange> &changes, const QSet<QString> &known)
{
    QMap<QString, SkillMerge> merges;
    for (const TheirChange &change : changes) {
        const Outcome outcome = outcomeOf(change);
        if (outcome.result == change.ours)
            continue;
        const QString skill = skillOf(change.path, known);
        SkillMerge &merge = merges[skill];
        merge.skill = skill;
        merge.files.append({.path = change.path, .base = change.ours, .result = outcome.result, .executable = change.executable, .skill = skill});
        if (outcome.conflict)
            merge.conflicts.append(change.path);
    }
    return merges.values();
}

} // namespace hsf::changes
