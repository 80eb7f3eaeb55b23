// SPDX-License-Identifier: MIT
//
// A report becomes the list of proposals that wait. A person's *no* holds for the same step of the same skill for 30
// days, or until a run found the skill in use in between; what waits already stays one proposal, with today's reason.
#include "curator/proposalrow_p.h"
#include "curator/reportjson_p.h"

#include <QJsonDocument>

namespace hsf::curator {

namespace {

constexpr int rejectionDays = 30;

Result<> execute(storage::Database &database, const QString &sql, const QVariantList &values)
{
    const Result<QSqlQuery> done = database.run(sql, values);
    return done ? Result<>() : std::unexpected(done.error());
}

Result<Proposal> proposalOf(const QSqlQuery &row)
{
    const Result<ProposalId> id = ProposalId::parse(row.value(0).toString());
    if (!id)
        return std::unexpected(id.error());
    return Proposal{.id = *id,
                    .skill = row.value(1).toString(),
                    .from = changes::stageFromName(row.value(2).toString()).value_or(changes::Stage::Active),
                    .to = changes::stageFromName(row.value(3).toString()).value_or(changes::Stage::Active),
                    .reason = row.value(4).toString(),
                    .made = fromStored(row.value(5).toString()),
                    .state = row.value(6).toString(),
                    .decided = fromStored(row.value(7).toString())};
}

bool isSameStep(const Proposal &proposal, const Transition &transition)
{
    return proposal.skill == transition.skill && proposal.from == transition.from && proposal.to == transition.to;
}

bool isIn(const QList<Transition> &steps, const Proposal &proposal)
{
    return std::ranges::any_of(steps, [&](const Transition &step) { return isSameStep(proposal, step); });
}

bool isIn(const QList<Proposal> &proposals, const Transition &step)
{
    return std::ranges::any_of(proposals, [&](const Proposal &proposal) { return isSameStep(proposal, step); });
}

/// Waiting ones that no longer hold are withdrawn, the others get today's reason; returned are those that go on
/// waiting.
Result<QList<Proposal>> keepTrueOnes(storage::Database &database, const QList<Transition> &steps, const QString &now)
{
    Result<QList<Proposal>> waiting = proposalsWhere(database, QStringLiteral("state = 'waiting'"), {});
    if (!waiting)
        return waiting;
    QList<Proposal> kept;
    for (const Proposal &proposal : std::as_const(*waiting)) {
        const auto step = std::ranges::find_if(steps, [&](const Transition &one) { return isSameStep(proposal, one); });
        const Result<> done = step == steps.end()
            ? execute(database,
                      QStringLiteral("UPDATE curator_proposal SET state = 'withdrawn', decided = ? WHERE id = ?"),
                      {now, proposal.id.toString()})
            : execute(database, QStringLiteral("UPDATE curator_proposal SET reason = ? WHERE id = ?"),
                      {step->reason, proposal.id.toString()});
        if (!done)
            return std::unexpected(done.error());
        if (step != steps.end())
            kept.append(proposal);
    }
    return kept;
}

/// Rejections that still count; those of skills that are no longer idle lapse.
Result<QList<Proposal>> standingRejections(storage::Database &database, const QList<Transition> &steps,
                                           const QDateTime &now)
{
    Result<QList<Proposal>> rejected
        = proposalsWhere(database, QStringLiteral("state = 'rejected' AND lapsed = 0"), {});
    if (!rejected)
        return rejected;
    QList<Proposal> standing;
    for (const Proposal &proposal : std::as_const(*rejected)) {
        if (isIn(steps, proposal) && now < proposal.decided.addDays(rejectionDays)) {
            standing.append(proposal);
            continue;
        }
        const Result<> lapsed = execute(database, QStringLiteral("UPDATE curator_proposal SET lapsed = 1 WHERE id = ?"),
                                        {proposal.id.toString()});
        if (!lapsed)
            return std::unexpected(lapsed.error());
    }
    return standing;
}

Result<> propose(storage::Database &database, const Transition &step, const QString &now)
{
    return execute(database,
                   QStringLiteral("INSERT INTO curator_proposal (id, skill, from_stage, to_stage, reason, made, state) "
                                  "VALUES (?, ?, ?, ?, ?, ?, 'waiting')"),
                   {ProposalId::fresh().toString(), step.skill, changes::stageName(step.from),
                    changes::stageName(step.to), step.reason, now});
}

Result<> updateProposals(storage::Database &database, const QList<Transition> &steps, const QDateTime &now)
{
    const Result<QList<Proposal>> kept = keepTrueOnes(database, steps, toStored(now));
    if (!kept)
        return std::unexpected(kept.error());
    const Result<QList<Proposal>> rejected = standingRejections(database, steps, now);
    if (!rejected)
        return std::unexpected(rejected.error());
    for (const Transition &step : steps) {
        if (isIn(*kept + *rejected, step))
            continue;
        if (const Result<> made = propose(database, step, toStored(now)); !made)
            return made;
    }
    return {};
}

Result<> store(storage::Database &database, const Report &report)
{
    const QString json = QString::fromUtf8(QJsonDocument(toJson(report)).toJson(QJsonDocument::Compact));
    const Result<> stored
        = execute(database, QStringLiteral("INSERT INTO curator_report (time, noted, report) VALUES (?, ?, ?)"),
                  {toStored(report.time), !report.notes.isEmpty(), json});
    return stored ? execute(database, QStringLiteral("UPDATE curator_clock SET last_run = ?"), {toStored(report.time)})
                  : stored;
}

} // namespace

Result<QList<Proposal>> proposalsWhere(storage::Database &database, const QString &where, const QVariantList &values)
{
    Result<QSqlQuery> rows = database.run(
        QStringLiteral(
            "SELECT id, skill, from_stage, to_stage, reason, made, state, decided FROM curator_proposal WHERE ")
            + where,
        values);
    if (!rows)
        return std::unexpected(rows.error());
    QList<Proposal> proposals;
    while (rows->next()) {
        if (const Result<Proposal> proposal = proposalOf(*rows))
            proposals.append(*proposal);
    }
    return proposals;
}

Result<QList<Proposal>> Desk::file(const Report &report)
{
    QList<Transition> steps; // that need a person's yes
    std::ranges::copy_if(report.plan, std::back_inserter(steps), [](const Transition &step) { return !step.byItself; });
    const Result<> done = m_database->transaction([&]() -> Result<> {
        const Result<> stored = store(*m_database, report);
        return stored ? updateProposals(*m_database, steps, report.time) : stored;
    });
    return done ? proposals() : std::unexpected(done.error());
}

} // namespace hsf::curator
