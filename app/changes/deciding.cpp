// SPDX-License-Identifier: MIT
//
// What the door does for each wish, step by step. The decisions themselves are functions elsewhere: drafting, checks,
// policy, merging. Accepting what was held is accepting.cpp.
#include "changes/accepting_p.h"
#include "changes/checks.h"
#include "changes/door_p.h"
#include "changes/drafting.h"
#include "changes/quarantine.h"
#include "changes/replay.h"
#include "changes/sides.h"
#include "changes/words_p.h"

#include <QLoggingCategory>

namespace hsf::changes {

Q_DECLARE_LOGGING_CATEGORY(changesLog)

Result<> Door::Private::check(ChangeSet &set, const QStringList &adopted) const
{
    const auto sides = sidesOf(set, adopted, place);
    if (!sides)
        return std::unexpected(sides.error());
    Checked found = checked(*sides);
    // Where the words came from is known only when they are submitted.
    const auto copied = [](const skill::Finding &finding) { return finding.rule == copiedRule; };
    skill::Findings kept;
    std::ranges::copy_if(set.findings, std::back_inserter(kept), copied);
    set.findings = found.findings + checkedMemory(set.files) + kept;
    set.gained = found.gained;
    return {};
}

Result<Door::Private::Judged> Door::Private::judged(const Draft &draft) const
{
    const QDateTime now = clock.now();
    const auto drafted = changes::drafted(draft, view, now);
    if (!drafted)
        return std::unexpected(drafted.error());
    ChangeSet set{.id = ChangeSetId::fresh(),
                  .author = draft.author,
                  .reason = drafted->reason,
                  .created = now,
                  .files = drafted->files,
                  .facts = drafted->facts};
    if (const auto done = check(set, drafted->adopted); !done)
        return std::unexpected(done.error());
    set.findings += copiedFindings(set.files, draft.untrusted) + neighbours.adviceFor(set);
    const auto known = facts.factsOf(set.skills());
    if (!known)
        return std::unexpected(known.error());
    const auto waiting = sets.waiting();
    if (!waiting)
        return std::unexpected(waiting.error());
    Verdict verdict = decide(set, *known, *waiting, policy);
    if (verdict.way == Verdict::Way::Apply && !draft.holdBecause.isEmpty())
        verdict = {Verdict::Way::Hold, draft.holdBecause};
    return Judged{set, verdict};
}

Result<ChangeSet> Door::Private::preview(const Draft &draft)
{
    auto drafted = judged(draft);
    if (!drafted)
        return std::unexpected(drafted.error());
    drafted->set.why = drafted->verdict.why;
    return drafted->set;
}

Result<ChangeSet> Door::Private::submit(const Draft &draft, const QList<FileChange> *shown)
{
    const auto drafted = judged(draft);
    if (!drafted)
        return std::unexpected(drafted.error());
    const auto &[set, verdict] = *drafted;
    if (shown && set.files != *shown)
        return fail(Error::Kind::Refused,
                    Words::tr("the library changed since this was shown; look at it again"));
    if (verdict.way == Verdict::Way::Hold)
        return settle(set, State::Held, verdict.why);
    if (verdict.way == Verdict::Way::Refuse) {
        if (firstFinding(set, skill::Severity::Critical)) {
            if (const auto kept = quarantine(set, quarantineFolder); !kept)
                qCWarning(changesLog) << kept.error().message;
        }
        return settle(set, State::Refused, verdict.why);
    }
    return apply(set, State::Applied, Known::No);
}

Result<ChangeSet> Door::Private::reject(const ChangeSetId &id, const QString &reason)
{
    const auto waiting = sets.set(id);
    if (!waiting)
        return waiting;
    if (!isOpen(*waiting))
        return notOpen(*waiting);
    return settle(*waiting, State::Rejected, reason.isEmpty() ? Words::tr("Rejected") : reason);
}

Result<ChangeSet> Door::Private::undo(const ChangeSetId &id)
{
    const auto stored = sets.set(id);
    if (!stored)
        return stored;
    if (stored->state != State::Applied && stored->state != State::PartlyApplied)
        return fail(Error::Kind::Refused,
                    Words::tr("\"%1\" is not applied, so there is nothing to undo").arg(stored->reason));
    const auto whole = withBytes(*stored, *history);
    if (!whole)
        return whole;
    const QString attempt = Words::tr("Cannot undo \"%1\"").arg(stored->reason);
    const auto back = wayBack(*whole, view);
    if (!back)
        return withContext(back.error(), attempt);
    if (back->files.isEmpty() && back->facts.isEmpty() && !(stored->files.isEmpty() && stored->facts.isEmpty()))
        return fail(Error::Kind::Refused, Words::tr("%1: nothing of it is left").arg(attempt));
    if (const auto fits = checkMemorySize(back->files); !fits)
        return withContext(fits.error(), attempt);
    ChangeSet set{.id = ChangeSetId::fresh(),
                  .author = {.origin = Origin::You},
                  .reason = Words::tr("Undo: %1").arg(stored->reason),
                  .created = clock.now(),
                  .files = back->files,
                  .facts = back->facts,
                  .undoes = id};
    return apply(set, State::Applied, Known::No);
}

Result<std::optional<ChangeSet>> Door::Private::recordOutside(const QStringList &paths)
{
    QStringList treePaths;
    for (const QString &path : paths) {
        for (const auto &[root, tree] : {std::pair(place.skills, QStringLiteral("skills")),
                                         std::pair(place.memories, QStringLiteral("memories"))}) {
            if (path == root || path.startsWith(root + u'/'))
                treePaths << tree + path.mid(root.size());
            else if (path == tree || path.startsWith(tree + u'/'))
                treePaths << path;
        }
    }
    if (treePaths.isEmpty() && !paths.isEmpty())
        return std::optional<ChangeSet>(); // of a source: not ours to record
    const auto revision = writer->recordOutside(treePaths);
    if (!revision)
        return std::unexpected(revision.error());
    if (const auto caughtUp = catchUp(); !caughtUp)
        return std::unexpected(caughtUp.error());
    if (!*revision)
        return std::optional<ChangeSet>();
    const auto id
        = sets.revisionSet((*revision)->commit).and_then([](const QString &text) { return ChangeSetId::parse(text); });
    if (!id)
        return std::unexpected(id.error());
    return sets.set(*id).transform([](const ChangeSet &set) { return std::optional(set); });
}

Result<int> Door::Private::expireOld()
{
    const auto held = sets.sets({State::Held, State::Outdated}, {}, std::numeric_limits<int>::max());
    if (!held)
        return std::unexpected(held.error());
    int expired = 0;
    const QDateTime oldest = clock.now().addDays(-policy.expiryDays);
    for (const ChangeSet &set : *held) {
        if (set.created >= oldest)
            continue;
        const auto done
            = settle(set, State::Expired, Words::tr("Nobody decided within %1 days").arg(policy.expiryDays));
        if (!done)
            return std::unexpected(done.error());
        ++expired;
    }
    return expired;
}

} // namespace hsf::changes
