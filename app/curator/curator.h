// SPDX-License-Identifier: MIT
//
// A curator's run: facts → plan → proposals that wait, with notes on the collection when an auxiliary model is set. It moves
// nothing by itself but use back to active and trials that ended. A dry run is given no way to write.
#pragma once
#include "changes/door.h"
#include "curator/overlaps.h"
#include "curator/schedule.h"
#include "curator/stage.h"
#include "journal/journal.h"
#include "library/snapshot.h"
#include "llm/modelclient.h"

namespace hsf::curator {

/// Facts of every skill of the library from its three sources. Pure.
QList<UsageFacts> usageFacts(const library::LibrarySnapshot &library, const QMap<QString, changes::SkillFacts> &facts,
                             const QMap<QString, journal::SkillUse> &use);

struct Note { ///< the auxiliary model's word on one managed skill; proposals never rest on it
    QString skill;
    QString verdict;   ///< keep, sharpen, outdated, overlaps
    QString reason;
    bool operator==(const Note &) const = default;
};

struct Report {
    QDateTime time;
    int skills = 0;          ///< looked at
    int managed = 0;
    QList<Transition> plan;
    QList<skill::OverlapPair> overlaps; ///< of the whole library, closest first
    QList<Note> notes;
    QString notesProblem;    ///< why there are none, when an auxiliary model was asked
    chat::Usage usage;
};

/// Proposals and reports in SQLite (resources/sql/004_curator.sql).
class Desk
{
public:
    Desk(std::shared_ptr<storage::Database> database, const Clock &clock);
    Result<ScheduleState> schedule() const;
    Result<> startClock();                      ///< at first sight; later calls do nothing
    Result<> noteActivity();
    /// Stores the report; proposals that no longer hold are withdrawn, ones that wait already are kept, new ones added.
    Result<QList<Proposal>> file(const Report &report);
    Result<QList<Proposal>> proposals(const QString &state = QStringLiteral("waiting")) const;
    Result<Proposal> proposal(const ProposalId &id) const;
    Result<> decide(const ProposalId &id, const QString &state);
    Result<QList<Report>> reports(int limit = 20) const;
    Result<QList<Note>> latestNotes() const;
    /// Of the newest report, without the pairs that a person leaves as they are.
    Result<QList<skill::OverlapPair>> overlaps() const;
    /// Told again only when the two have come much closer than they are now.
    Result<> leaveApart(const skill::OverlapPair &pair);

private:
    std::shared_ptr<storage::Database> m_database;
    const Clock &m_clock;
};

/// Reads only: has no door. `model` may be null: no notes.
Report dryRun(const QList<UsageFacts> &facts, const library::LibrarySnapshot &library, const Policy &policy, const QDateTime &now,
              llm::ModelClient *model, std::stop_token stop);

/// dryRun, then files it and lets the door apply what needs no approval.
Result<Report> run(const QList<UsageFacts> &facts, const library::LibrarySnapshot &library, const Policy &policy, const Clock &clock,
                   llm::ModelClient *model, Desk &desk, changes::ChangeDoor &door, std::stop_token stop);

/// What approving a proposal does: archive, or a stage fact, in the person's name.
changes::Draft approvalDraft(const Proposal &proposal);

} // namespace hsf::curator
