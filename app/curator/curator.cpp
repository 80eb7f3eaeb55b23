// SPDX-License-Identifier: MIT
#include "curator/curator.h"
#include "curator/notes_p.h"
#include "curator/words_p.h"

namespace hsf::curator {

namespace {

changes::Draft draftOf(const Transition &transition)
{
    return {.author = {.origin = changes::Origin::Curator},
            .reason
            = Words::tr("%1 is %2 now. %3").arg(transition.skill, changes::stageName(transition.to), transition.reason),
            .operations
            = {changes::SetFact{transition.skill, QStringLiteral("stage"), changes::stageName(transition.to)}}};
}

/// One that fails does not keep the others from being applied; the first error is told.
Result<> applyByItself(const QList<Transition> &plan, changes::ChangeDoor &door)
{
    Result<> result;
    for (const Transition &transition : plan) {
        if (!transition.byItself)
            continue;
        const Result<changes::ChangeSet> set = door.submit(draftOf(transition));
        if (!set && result)
            result = withContext(set.error(),
                                 Words::tr("The report is stored, but %1 could not become %2")
                                     .arg(transition.skill, changes::stageName(transition.to)));
    }
    return result;
}

} // namespace

Report dryRun(const QList<UsageFacts> &facts, const library::LibrarySnapshot &library, const Policy &policy,
              const QDateTime &now, llm::ModelClient *model, std::stop_token stop)
{
    Report report{.time = now,
                  .skills = int(facts.size()),
                  .managed = int(std::ranges::count_if(facts, &UsageFacts::managed)),
                  .plan = transitions(facts, policy, now)};
    report.overlaps = overlapsIn(library, stop);
    if (model && !stop.stop_requested())
        addNotes(report, facts, library, now, *model, stop);
    return report;
}

Result<Report> run(const QList<UsageFacts> &facts, const library::LibrarySnapshot &library, const Policy &policy,
                   const Clock &clock, llm::ModelClient *model, Desk &desk, changes::ChangeDoor &door,
                   std::stop_token stop)
{
    const Report report = dryRun(facts, library, policy, clock.now(), model, stop);
    if (stop.stop_requested())
        return fail(Error::Kind::Cancelled, Words::tr("The curator was stopped"));
    if (const Result<QList<Proposal>> filed = desk.file(report); !filed)
        return withContext(filed.error(), Words::tr("The curator's report could not be stored"));
    if (const Result<> applied = applyByItself(report.plan, door); !applied)
        return std::unexpected(applied.error());
    return report;
}

changes::Draft approvalDraft(const Proposal &proposal)
{
    changes::Draft draft{.author = {.origin = changes::Origin::You}};
    if (proposal.to == changes::Stage::Archived) {
        draft.reason = Words::tr("Archive %1, as the curator proposed").arg(proposal.skill);
        draft.operations = {changes::ArchiveSkill{.skill = proposal.skill, .reason = proposal.reason}};
    } else {
        draft.reason
            = Words::tr("Mark %1 as %2, as the curator proposed").arg(proposal.skill, changes::stageName(proposal.to));
        draft.operations = {changes::SetFact{proposal.skill, QStringLiteral("stage"), changes::stageName(proposal.to)}};
    }
    return draft;
}

} // namespace hsf::curator
