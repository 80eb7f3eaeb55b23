// SPDX-License-Identifier: MIT
//
// The curator's proposals as a table: skill · now → proposed · reason · the auxiliary model's note · decision.
#pragma once
#include "models/valuelistmodel.h"
#include "service/curatorservice.h"

namespace hsf::models {

class ProposalModel final : public ValueListModel<curator::Proposal>
{
    Q_OBJECT
public:
    enum Column { Skill, Step, Reason, Note, Decision, ColumnCount }; ///< a view puts its buttons into Decision
    enum Role { IdRole = Qt::UserRole, SkillRole };

    explicit ProposalModel(QObject *parent = nullptr);
    void setProposals(const QList<curator::Proposal> &proposals, const QList<curator::Note> &notes);
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString keyOf(const curator::Proposal &proposal) const override;
    QVariant data(const curator::Proposal &proposal, int column, int role) const override;
    int columns() const override { return ColumnCount; }
    QString noteOn(const QString &skill) const;
    QHash<QString, curator::Note> m_notes;
};

/// What a run would do, from a report: "archive 3, mark 2 as stale".
QString planWords(const QList<curator::Transition> &plan);

} // namespace hsf::models
