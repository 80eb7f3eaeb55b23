// SPDX-License-Identifier: MIT
#include "models/proposalmodel.h"

#include "models/words.h"

namespace hsf::models {

ProposalModel::ProposalModel(QObject *parent)
    : ValueListModel(parent)
{ }

void ProposalModel::setProposals(const QList<curator::Proposal> &proposals, const QList<curator::Note> &notes)
{
    const auto before = m_notes;
    m_notes.clear();
    for (const auto &note : notes)
        m_notes.insert(note.skill, note);
    setValues(proposals);
    for (const auto &proposal : proposals)
        if (before.value(proposal.skill) != m_notes.value(proposal.skill))
            announceRow(proposal.id.toString());
}

QString ProposalModel::keyOf(const curator::Proposal &proposal) const
{
    return proposal.id.toString();
}

QString ProposalModel::noteOn(const QString &skill) const
{
    const auto note = m_notes.constFind(skill);
    return note == m_notes.cend() ? QString() : tr("%1: %2").arg(note->verdict, note->reason);
}

QVariant ProposalModel::data(const curator::Proposal &proposal, int column, int role) const
{
    if (role == IdRole)
        return proposal.id.toString();
    if (role == SkillRole)
        return proposal.skill;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return {};
    switch (column) {
    case Skill:
        return proposal.skill;
    case Step:
        return tr("%1 → %2").arg(stageWord(proposal.from), stageWord(proposal.to));
    case Reason:
        return proposal.reason;
    case Note:
        return noteOn(proposal.skill);
    default:
        return {};
    }
}

QVariant ProposalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Skill:
        return tr("Skill");
    case Step:
        return tr("Now → proposed");
    case Reason:
        return tr("Why");
    case Note:
        return tr("Note of the auxiliary model");
    case Decision:
        return tr("Your decision");
    default:
        return {};
    }
}

QString planWords(const QList<curator::Transition> &plan)
{
    int archive = 0, stale = 0, active = 0;
    for (const auto &step : plan) {
        archive += step.to == changes::Stage::Archived;
        stale += step.to == changes::Stage::Stale;
        active += step.to == changes::Stage::Active;
    }
    QStringList parts;
    if (archive)
        parts.append(ProposalModel::tr("archive %n skill(s)", nullptr, archive));
    if (stale)
        parts.append(ProposalModel::tr("mark %n as stale", nullptr, stale));
    if (active)
        parts.append(ProposalModel::tr("bring %n back to active", nullptr, active));
    return parts.isEmpty() ? ProposalModel::tr("nothing to do") : parts.join(QStringLiteral(", "));
}

} // namespace hsf::models
