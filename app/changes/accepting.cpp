// SPDX-License-Identifier: MIT
//
// A person's yes to what was held: all of it, some hunks, an edited result, or first on top of what is there now.
// Whatever is not the bytes that were checked before is checked again.
#include "changes/accepting_p.h"
#include "changes/door_p.h"
#include "changes/drafting.h"
#include "changes/words_p.h"

namespace hsf::changes {

std::unexpected<Error> notOpen(const ChangeSet &set)
{
    return fail(Error::Kind::Refused, Words::tr("\"%1\" does not wait for a decision any more").arg(set.reason));
}

std::optional<skill::Finding> firstFinding(const ChangeSet &set, skill::Severity severity)
{
    const auto found = std::ranges::find(set.findings, severity, &skill::Finding::severity);
    return found == set.findings.end() ? std::nullopt : std::optional(*found);
}

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

namespace {
Result<> checkWritable(const ChangeSet &set)
{
    if (const auto fits = checkMemorySize(set.files); !fits)
        return fits;
    if (const auto found = firstFinding(set, skill::Severity::Error))
        return fail(Error::Kind::Refused,
                    Words::tr("Together with what is there now it would break a rule: %1").arg(found->message));
    if (const auto found = firstFinding(set, skill::Severity::Critical))
        return fail(Error::Kind::Refused, Words::tr("Too dangerous to write: %1").arg(found->message));
    return {};
}

/// What the person has not seen: the same finding on another line is no news.
std::optional<skill::Finding> newlyHigh(const skill::Findings &seen, const skill::Findings &now)
{
    const auto isNew = [&](const skill::Finding &finding) {
        return finding.severity == skill::Severity::High && std::ranges::none_of(seen, [&](const skill::Finding &one) {
                   return one.rule == finding.rule && one.file == finding.file && one.message == finding.message;
               });
    };
    const auto found = std::ranges::find_if(now, isNew);
    return found == now.end() ? std::nullopt : std::optional(*found);
}

QString acceptedWords(const Choice &choice, bool merged)
{
    if (choice.edited > 0 && choice.rest > 0)
        return Words::tr("Accepted as you edited it: %1 of %2 parts as they were proposed")
            .arg(choice.chosen)
            .arg(choice.chosen + choice.rest);
    if (choice.edited > 0)
        return Words::tr("Accepted with what you added");
    if (choice.rest > 0)
        return Words::tr("Accepted in part: %1 of %2 parts, the others were rejected")
            .arg(choice.chosen)
            .arg(choice.chosen + choice.rest);
    return merged ? Words::tr("Accepted, merged with later changes") : Words::tr("Accepted");
}

/// The skill that the whole set moves to the archive, if that is all it does.
std::optional<QString> archivedBy(const ChangeSet &set)
{
    if (set.facts.size() != 1)
        return std::nullopt;
    const FactChange &fact = set.facts.first();
    const bool moves = fact.fact == u"stage" && fact.after == stageName(Stage::Archived);
    const bool alone = std::ranges::all_of(set.files, [&](const FileChange &file) { return file.skill == fact.skill; });
    return moves && alone ? std::optional(fact.skill) : std::nullopt;
}
} // namespace

Result<ChangeSet> Door::Private::acceptAs(const ChangeSet &waiting, const Choice &choice, IfMoved moved)
{
    const auto met = meet(choice.set, view);
    if (!met) {
        if (met.error().kind == Error::Kind::Refused)
            std::ignore = settle(waiting, State::Outdated, met.error().message);
        return withContext(met.error(), Words::tr("This change is outdated"));
    }
    if (met->moved && moved == IfMoved::Tell) {
        const QString why = Words::tr("What it changes was changed since; look at it on top of that");
        std::ignore = settle(waiting, State::Outdated, why);
        return fail(Error::Kind::Refused, why);
    }
    ChangeSet set = choice.set;
    set.files = met->files;
    set.facts = met->facts;
    if (set.files.isEmpty() && set.facts.isEmpty())
        return settle(waiting, State::Outdated, Words::tr("All of it is so already"));
    const bool part = choice.rest > 0 || choice.edited > 0;
    if (part)
        set.turnedDown = waiting.turnedDown + turnedDown(waiting.files, choice.set.files);
    if (met->moved || part) {
        if (const auto done = check(set, {}); !done)
            return std::unexpected(done.error());
        if (const auto news = newlyHigh(waiting.findings, set.findings))
            return settle(set, State::Held,
                          Words::tr("What is left of it, or what you made of it, has something to look at: %1")
                              .arg(news->message));
    }
    if (const auto fine = checkWritable(set); !fine)
        return std::unexpected(fine.error());
    set.why = acceptedWords(choice, met->moved);
    // What was turned down on the way, when it had to wait once more, counts as well.
    return apply(set, set.turnedDown.isEmpty() ? State::Applied : State::PartlyApplied, Known::Waiting);
}

Result<ChangeSet> Door::Private::accept(const ChangeSetId &id, const std::optional<QMap<QString, QList<int>>> &hunks,
                                        IfMoved moved)
{
    const auto waiting = sets.set(id);
    if (!waiting)
        return waiting;
    if (!isOpen(*waiting))
        return notOpen(*waiting);
    const auto choice = hunks ? chosen(*waiting, *hunks) : Result<Choice>(Choice{*waiting});
    return choice ? acceptAs(*waiting, *choice, moved) : std::unexpected(choice.error());
}

Result<ChangeSet> Door::Private::acceptEdited(const ChangeSetId &id, const QMap<QString, QByteArray> &results)
{
    const auto waiting = sets.set(id);
    if (!waiting)
        return waiting;
    if (!isOpen(*waiting))
        return notOpen(*waiting);
    const auto choice = edited(*waiting, results);
    return choice ? acceptAs(*waiting, *choice, IfMoved::Tell) : std::unexpected(choice.error());
}

Result<ChangeSet> Door::Private::tried(const ChangeSetId &id, const QMap<QString, QByteArray> &results) const
{
    const auto waiting = sets.set(id);
    if (!waiting)
        return waiting;
    auto choice = edited(*waiting, results);
    if (!choice)
        return std::unexpected(choice.error());
    if (const auto done = check(choice->set, {}); !done)
        return std::unexpected(done.error());
    return choice->set;
}

Result<ChangeSet> Door::Private::rebase(const ChangeSetId &id, const QMap<QString, QByteArray> &resolved)
{
    const auto waiting = sets.set(id);
    if (!waiting)
        return waiting;
    if (!isOpen(*waiting))
        return notOpen(*waiting);
    ChangeSet set = *waiting;
    if (const auto skill = archivedBy(set)) { // whatever its folder holds by now
        const auto again = drafted({set.author, set.reason, {ArchiveSkill{.skill = *skill}}}, view, clock.now());
        if (!again)
            return std::unexpected(again.error());
        set.files = again->files;
        set.facts = again->facts;
    } else {
        for (FileChange &file : set.files) {
            const auto mine = resolved.constFind(file.path);
            if (mine == resolved.cend())
                continue;
            const auto now = view.file(file.path);
            if (!now)
                return std::unexpected(now.error());
            file.base = *now ? FileBytes((*now)->bytes) : std::nullopt;
            file.result = mine->isNull() ? std::nullopt : FileBytes(*mine);
        }
        const auto met = meet(set, view);
        if (!met)
            return std::unexpected(met.error());
        set.files = met->files;
        set.facts = met->facts;
    }
    if (set.files.isEmpty() && set.facts.isEmpty())
        return settle(*waiting, State::Rejected, Words::tr("All of it is so already"));
    if (const auto done = check(set, {}); !done)
        return std::unexpected(done.error());
    const auto known = facts.factsOf(set.skills());
    if (!known)
        return std::unexpected(known.error());
    const Verdict verdict = decide(set, *known, 0, policy);
    return settle(set, State::Held,
                  verdict.why.isEmpty() ? Words::tr("It stands on what is there now; look at it again") : verdict.why);
}

} // namespace hsf::changes
