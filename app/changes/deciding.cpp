// SPDX-License-Identifier: MIT
//
// What the door does for each wish, step by step. The decisions themselves are functions elsewhere: drafting, checks,
// policy, merging.
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

namespace {
bool isOpen(const ChangeSet &set)
{
    return set.state == State::Held || set.state == State::Outdated;
}

std::unexpected<Error> notOpen(const ChangeSet &set)
{
    return fail(Error::Kind::Refused, Words::tr("\"%1\" does not wait for a decision any more").arg(set.reason));
}

/// A memory that was merged must still fit.
Result<> checkMemorySize(const QList<FileChange> &files)
{
    for (const library::MemoryFile file : {library::MemoryFile::Memory, library::MemoryFile::User}) {
        const auto change = std::ranges::find(files, library::memoryTreePath(file), &FileChange::path);
        if (change == files.end() || !change->result
            || change->result->size() < change->base.value_or(QByteArray()).size())
            continue;
        if (const auto fits = library::withEdits(library::memoryEntries(*change->result), file, {}); !fits)
            return std::unexpected(fits.error());
    }
    return {};
}

std::optional<skill::Finding> worstFrom(const ChangeSet &set, skill::Severity severity)
{
    const auto found = std::ranges::find(set.findings, severity, &skill::Finding::severity);
    return found == set.findings.end() ? std::nullopt : std::optional(*found);
}
} // namespace

Result<> Door::Private::check(ChangeSet &set, const QStringList &adopted) const
{
    const auto sides = sidesOf(set, adopted, place);
    if (!sides)
        return std::unexpected(sides.error());
    Checked found = checked(*sides);
    set.findings = found.findings + checkedMemory(set.files);
    set.gained = found.gained;
    return {};
}

Result<ChangeSet> Door::Private::submit(const Draft &draft)
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
    const auto known = facts.factsOf(set.skills());
    if (!known)
        return std::unexpected(known.error());
    const auto waiting = sets.waiting();
    if (!waiting)
        return std::unexpected(waiting.error());
    const Verdict verdict = decide(set, *known, *waiting, policy);
    if (verdict.way == Verdict::Way::Hold)
        return settle(set, State::Held, verdict.why);
    if (verdict.way == Verdict::Way::Refuse) {
        if (worstFrom(set, skill::Severity::Critical)) {
            if (const auto kept = quarantine(set, quarantineFolder); !kept)
                qCWarning(changesLog) << kept.error().message;
        }
        return settle(set, State::Refused, verdict.why);
    }
    if (const auto stored = sets.save(set); !stored)
        return std::unexpected(stored.error());
    step("set-stored");
    return apply(set, State::Applied);
}

Result<ChangeSet> Door::Private::accept(const ChangeSetId &id, const std::optional<QMap<QString, QList<int>>> &hunks)
{
    const auto waiting = sets.set(id);
    if (!waiting)
        return waiting;
    if (!isOpen(*waiting))
        return notOpen(*waiting);
    const auto choice = hunks ? chosen(*waiting, *hunks) : Result<Choice>(Choice{*waiting, 0, 0});
    if (!choice)
        return std::unexpected(choice.error());
    const auto met = meet(choice->set, view);
    if (!met) {
        if (met.error().kind == Error::Kind::Refused)
            std::ignore = settle(*waiting, State::Outdated, met.error().message);
        return withContext(met.error(), Words::tr("This change is outdated"));
    }
    ChangeSet set = choice->set;
    set.files = met->files;
    set.facts = met->facts;
    if (set.files.isEmpty() && set.facts.isEmpty())
        return settle(*waiting, State::Outdated, Words::tr("All of it is so already"));
    if (met->moved || choice->rest > 0) {
        if (const auto fits = checkMemorySize(set.files); !fits)
            return std::unexpected(fits.error());
        if (const auto done = check(set, {}); !done)
            return std::unexpected(done.error());
        if (const auto found = worstFrom(set, skill::Severity::Error))
            return fail(Error::Kind::Refused,
                        Words::tr("Together with what is there now it would break a rule: %1").arg(found->message));
        if (const auto found = worstFrom(set, skill::Severity::Critical))
            return fail(Error::Kind::Refused, Words::tr("Too dangerous to write: %1").arg(found->message));
    }
    set.why = choice->rest > 0 ? Words::tr("Accepted in part: %1 of %2 parts, the others were rejected")
                                     .arg(choice->chosen)
                                     .arg(choice->chosen + choice->rest)
        : met->moved ? Words::tr("Accepted, merged with later changes")
                     : Words::tr("Accepted");
    step("set-stored");
    return apply(set, choice->rest > 0 ? State::PartlyApplied : State::Applied);
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
    if (const auto saved = sets.save(set); !saved)
        return std::unexpected(saved.error());
    step("set-stored");
    return apply(set, State::Applied);
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
