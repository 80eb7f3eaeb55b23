// SPDX-License-Identifier: MIT
#include "service/sync.h"
#include "service/words_p.h"

#include "changes/treepaths.h"

namespace hsf::service {

using changes::ChangeSet;
using changes::State;

namespace {

/// Their path in our tree: "skills/a/SKILL.md", wherever theirs keeps its skills.
QString ourPath(const QString &theirs, const library::Meeting &meeting)
{
    return meeting.folder.isEmpty() ? QStringLiteral("skills/") + theirs : theirs;
}

QSet<QString> idsIn(const QStringList &paths)
{
    QSet<QString> ids;
    for (const QString &path : paths)
        if (const auto id = changes::documentOf(path))
            ids.insert(*id);
    return ids;
}

Result<std::optional<QByteArray>> bytes(const library::History &history, const QString &blob)
{
    if (blob.isEmpty())
        return std::optional<QByteArray>();
    return history.blob(blob).transform([](const QByteArray &found) { return std::optional(found); });
}

/// What they changed since both had the same.
Result<QList<changes::TheirChange>> theirChanges(const library::History &history, const library::Meeting &meeting,
                                                 const QMap<QString, QString> &ours, const QSet<QString> &known, QStringList &leftAlone)
{
    const auto deltas = history.compare(meeting.base, meeting.theirs, meeting.folder);
    if (!deltas)
        return std::unexpected(deltas.error());
    QList<changes::TheirChange> changes;
    for (const library::FileDelta &delta : *deltas) {
        const QString path = ourPath(delta.path, meeting);
        const QString skill = changes::skillOf(path, known);
        if (delta.link || !known.contains(skill)) {
            if (!meeting.folder.isEmpty())
                leftAlone << (delta.link ? Words::tr("%1 is a link").arg(delta.path) : Words::tr("%1 belongs to no skill").arg(delta.path));
            continue;
        }
        const auto before = bytes(history, delta.before), theirs = bytes(history, delta.after), mine = bytes(history, ours.value(path));
        for (const auto *read : {&before, &theirs, &mine})
            if (!*read)
                return std::unexpected(read->error());
        changes.append({path, *before, *theirs, *mine, delta.executable});
    }
    return changes;
}

QStringList changedHere(const QMap<QString, QString> &ours, const QMap<QString, QString> &theirs, const QSet<QString> &known)
{
    QSet<QString> ids;
    for (const auto &[path, blob] : ours.asKeyValueRange())
        if (theirs.value(path) != blob)
            ids.insert(changes::skillOf(path, known));
    for (const QString &path : theirs.keys())
        if (!ours.contains(path))
            ids.insert(changes::skillOf(path, known));
    ids.intersect(known);
    QStringList sorted(ids.begin(), ids.end());
    sorted.sort();
    return sorted;
}

Result<QMap<QString, QString>> filesOf(const library::History &history, const QString &commit, const library::Meeting &meeting, const QString &folder)
{
    if (commit.isEmpty())
        return QMap<QString, QString>();
    const auto files = history.filesAt(commit, folder);
    if (!files)
        return files;
    QMap<QString, QString> placed;
    for (const auto &[path, blob] : files->asKeyValueRange())
        placed.insert(folder.isEmpty() ? ourPath(path, meeting) : path, blob);
    return placed;
}

bool isOpen(const ChangeSet &set) { return set.state == State::Held || set.state == State::Outdated; }

/// A crash between holding a skill and remembering the meeting would hold it twice.
Result<std::optional<ChangeSet>> heldAlready(Stores &stores, const changes::SkillMerge &merge)
{
    const auto waiting = stores.door->sets({State::Held, State::Outdated}, merge.skill);
    if (!waiting)
        return std::unexpected(waiting.error());
    const auto same = std::ranges::find_if(*waiting, [&](const ChangeSet &set) { return set.files == merge.files; });
    return same == waiting->end() ? std::optional<ChangeSet>() : std::optional(*same);
}

Result<ChangeSet> takeIn(Stores &stores, const library::RemotePlace &place, const changes::SkillMerge &merge)
{
    changes::Draft draft{{.origin = changes::Origin::Imported},
                         Words::tr("Sync with %1: %2").arg(place.url, merge.skill),
                         {changes::TakeFiles{merge.skill, merge.files}}};
    if (!merge.conflicts.isEmpty()) {
        const auto held = heldAlready(stores, merge);
        if (!held || *held)
            return held ? Result<ChangeSet>(**held) : std::unexpected(held.error());
        draft.holdBecause = Words::tr("Both libraries changed %1. Accepting takes theirs, rejecting keeps yours; parts can be chosen and edited.")
                                .arg(merge.conflicts.join(QStringLiteral(", ")));
    }
    return stores.door->submit(draft);
}

} // namespace

int SyncReport::count(State state) const
{
    return int(std::ranges::count(sets, state, &ChangeSet::state));
}

Result<SyncPlan> planSync(Stores &stores, const library::RemotePlace &place, std::stop_token stop)
{
    if (const auto recorded = stores.door->recordOutside({}); !recorded)
        return std::unexpected(recorded.error());
    SyncPlan plan;
    const auto meeting = library::Remote(stores.home.history(), place).fetch(stop);
    if (!meeting)
        return std::unexpected(meeting.error());
    plan.meeting = *meeting;
    const auto history = library::History::open(stores.home.history());
    if (!history)
        return std::unexpected(history.error());
    const auto ours = filesOf(**history, (*history)->head(), plan.meeting, QStringLiteral("skills"));
    const auto theirs = filesOf(**history, plan.meeting.theirs, plan.meeting, plan.meeting.folder);
    const auto before = filesOf(**history, plan.meeting.base, plan.meeting, plan.meeting.folder);
    if (!ours || !theirs || !before)
        return std::unexpected(!ours ? ours.error() : !theirs ? theirs.error() : before.error());
    const QSet<QString> known = idsIn(ours->keys()) + idsIn(theirs->keys()) + idsIn(before->keys());
    if (!plan.meeting.theirs.isEmpty()) {
        const auto changed = theirChanges(**history, plan.meeting, *ours, known, plan.leftAlone);
        if (!changed)
            return std::unexpected(changed.error());
        plan.incoming = changes::mergedBySkill(*changed, known);
    }
    plan.outgoing = changedHere(*ours, *theirs, known);
    for (const QString &name : std::as_const(plan.meeting.waiting)) {
        const auto id = ChangeSetId::parse(name);
        if (const auto set = id ? stores.door->set(*id) : std::unexpected(id.error()); set && isOpen(*set))
            plan.undecided << *set;
    }
    return plan;
}

Result<SyncReport> carryOut(Stores &stores, const library::RemotePlace &place, const SyncPlan &plan,
                            const std::function<void(int, int)> &progress, std::stop_token stop)
{
    const library::Remote remote(stores.home.history(), place);
    SyncReport report;
    QStringList waiting;
    for (const ChangeSet &set : plan.undecided)
        waiting << set.id.toString();
    for (int done = 0; done < plan.incoming.size(); ++done) {
        if (stop.stop_requested()) // what came is here; the next sync sees it and goes on
            return fail(Error::Kind::Cancelled, Words::tr("The sync was stopped."));
        if (progress)
            progress(done, int(plan.incoming.size()));
        const changes::SkillMerge &merge = plan.incoming.at(done);
        const auto set = takeIn(stores, place, merge);
        if (!set) {
            report.problems << Words::tr("%1 could not be taken in: %2").arg(merge.skill, set.error().message);
            continue;
        }
        report.sets << *set;
        if (isOpen(*set))
            waiting << set->id.toString();
        else if (set->state == State::Refused)
            report.problems << Words::tr("%1 was refused: %2").arg(merge.skill, set->why);
    }
    // What failed would be taken for our wish by the next sync, so the meeting does not count before everything was taken in or held.
    if (!report.problems.isEmpty()) {
        report.problems << Words::tr("Nothing was sent: their side has what could not be taken in here.");
        return report;
    }
    if (!plan.meeting.theirs.isEmpty()) {
        if (const auto remembered = remote.remember(plan.meeting.theirs, waiting); !remembered)
            return std::unexpected(remembered.error());
    }
    if (!waiting.isEmpty()) {
        report.problems << Words::tr("Nothing was sent yet: %n change(s) wait for you on Changes. Decide, then sync again.", nullptr, int(waiting.size()));
        return report;
    }
    const auto history = library::History::open(stores.home.history());
    if (!history)
        return std::unexpected(history.error());
    QStringList subjects;
    for (const QString &id : plan.outgoing)
        subjects << Words::tr("Skill %1").arg(id);
    const auto sent = remote.push((*history)->head(), plan.meeting, subjects, stop);
    if (!sent)
        return std::unexpected(sent.error());
    report.sent = *sent;
    if (!sent->isEmpty()) {
        if (const auto remembered = remote.remember(*sent, {}); !remembered)
            return std::unexpected(remembered.error());
    }
    return report;
}

} // namespace hsf::service
