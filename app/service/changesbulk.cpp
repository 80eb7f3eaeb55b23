// SPDX-License-Identifier: MIT
//
// What a person made of a set, and decisions on several sets at once. Each of several is decided by itself: what fails
// is told beside what was done, and all that was done can be taken back.
#include "service/changesservice.h"

#include <QPointer>

namespace hsf::service {

using changes::ChangeSet;
using changes::State;

namespace {

bool isApplied(const ChangeSet &set)
{
    return set.state == State::Applied || set.state == State::PartlyApplied;
}

Result<ChangeSet> decided(changes::Door &door, const ChangeSetId &id, BulkDecision decision)
{
    switch (decision) {
    case BulkDecision::Accept:
        return door.accept(id);
    case BulkDecision::Reject:
        return door.reject(id);
    case BulkDecision::Undo:
        break;
    }
    return door.undo(id);
}

BulkOutcome outcomeOf(changes::Door &door, const ChangeSetId &id, BulkDecision decision)
{
    const auto before = door.set(id);
    BulkOutcome outcome{.set = id, .reason = before ? before->reason : id.toString()};
    const auto set = decided(door, id, decision);
    outcome.done = set && (decision == BulkDecision::Reject || isApplied(*set));
    outcome.sentence = set ? set->why : set.error().message;
    if (outcome.done && decision != BulkDecision::Reject)
        outcome.undo = set->id; // of an undo: the set that undid, so that this too can be taken back
    return outcome;
}

/// Oldest first, so that they build on each other as they were made; taken back the other way round.
void putInOrder(QList<ChangeSetId> &ids, changes::Door &door, BulkDecision decision)
{
    QHash<QString, QDateTime> made;
    for (const ChangeSetId &id : std::as_const(ids)) {
        if (const auto set = door.set(id))
            made.insert(id.toString(), decision == BulkDecision::Undo ? set->decided : set->created);
    }
    std::ranges::stable_sort(ids, [&](const ChangeSetId &a, const ChangeSetId &b) {
        const auto first = std::pair(made.value(a.toString()), a.toString());
        const auto second = std::pair(made.value(b.toString()), b.toString());
        return decision == BulkDecision::Undo ? second < first : first < second;
    });
}

} // namespace

void ChangesService::tryEdited(const ChangeSetId &id, const QMap<QString, QByteArray> &results)
{
    m_bench.io([id, results](Stores &stores) { return stores.door->tried(id, results); })
        .then(this, [this, id](const Result<ChangeSet> &set) {
            if (set)
                Q_EMIT editTried(id, *set);
            else
                Q_EMIT editRefused(id, set.error().message);
        });
}

void ChangesService::acceptEdited(const ChangeSetId &id, const QMap<QString, QByteArray> &results)
{
    decide(id, tr("Could not accept what you made of it: %1"),
           [id, results](changes::Door &door) { return door.acceptEdited(id, results); });
}

void ChangesService::openThreeSides(const ChangeSetId &id)
{
    m_bench.io([id](Stores &stores) { return stores.door->threeSides(id); })
        .then(this, [this, id](const Result<QList<changes::ThreeSides>> &sides) {
            if (sides)
                Q_EMIT threeSidesOpened(id, *sides);
            else
                Q_EMIT failed(id, tr("Could not compare it with what is there now: %1").arg(sides.error().message));
        });
}

void ChangesService::rebase(const ChangeSetId &id, const QMap<QString, QByteArray> &resolved)
{
    decide(id, tr("Could not put it on top of what is there now: %1"),
           [id, resolved](changes::Door &door) { return door.rebase(id, resolved); });
}

void ChangesService::planBulk(const QList<ChangeSetId> &ids)
{
    m_bench.io([ids](Stores &stores) { return stores.door->planned(ids); })
        .then(this, [this, ids](const Result<changes::BulkPlan> &plan) {
            if (plan)
                Q_EMIT bulkPlanned(*plan);
            else
                Q_EMIT failed(ids.first(), tr("Could not look ahead: %1").arg(plan.error().message));
        });
}

void ChangesService::decideBulk(const QList<ChangeSetId> &ids, BulkDecision decision)
{
    m_cancelBulk = std::make_shared<std::atomic_bool>(false);
    // This service may go while the last set is decided; the bench outlives the job.
    m_bench
        .io([bench = &m_bench, self = QPointer(this), ids = QList<ChangeSetId>(ids), decision,
             cancel = m_cancelBulk](Stores &stores) mutable -> Result<QList<BulkOutcome>> {
            putInOrder(ids, *stores.door, decision);
            QList<BulkOutcome> outcomes;
            for (const ChangeSetId &id : std::as_const(ids)) {
                if (*cancel || bench->stopToken().stop_requested())
                    break;
                outcomes.append(outcomeOf(*stores.door, id, decision));
                QMetaObject::invokeMethod(bench, [self, done = int(outcomes.size()), all = int(ids.size())] {
                    if (self)
                        Q_EMIT self->bulkProgress(done, all);
                });
            }
            return outcomes;
        })
        .then(this, [this, ids, decision](const Result<QList<BulkOutcome>> &outcomes) {
            if (outcomes)
                Q_EMIT bulkDone(decision, *outcomes);
            else
                Q_EMIT failed(ids.first(), tr("Could not decide: %1").arg(outcomes.error().message));
            refreshSoon();
        });
}

void ChangesService::cancelBulk()
{
    *m_cancelBulk = true;
}

} // namespace hsf::service
