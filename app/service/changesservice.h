// SPDX-License-Identifier: MIT
//
// Change sets for the window: what waits, what was decided, accept in whole or part, edit, reject, rebase, undo; the same for
// several at once; how much changes in a day.
#pragma once
#include "service/workbench.h"

#include <atomic>

namespace hsf::service {

enum class BulkDecision { Accept, Reject, Undo };

/// What became of one set of several.
struct BulkOutcome {
    ChangeSetId set;
    QString reason;                  ///< the set's own sentence
    bool done = false;
    QString sentence;                ///< what became of it, or why not
    std::optional<ChangeSetId> undo; ///< the applied set that undoing takes back
};

class ChangesService : public QObject
{
    Q_OBJECT
public:
    explicit ChangesService(Workbench &bench, QObject *parent = nullptr);
    ~ChangesService() override;

    void refresh();                                  ///< heldChanged and decidedChanged follow
    void openSet(const ChangeSetId &id);             ///< setOpened follows
    /// What it changes must be as it was shown; else it becomes outdated and failed() says so.
    void accept(const ChangeSetId &id);
    void acceptHunks(const ChangeSetId &id, const QMap<QString, QList<int>> &hunks);
    void reject(const ChangeSetId &id, const QString &reason = {});
    void undo(const ChangeSetId &id);
    int heldCount() const { return m_held; }
    void takeSettings(const Settings &settings);     ///< what limits() are
    const changes::PolicySettings &limits() const { return m_limits; } ///< queue and expiry, as shown

    /// The bytes a person made of it, by tree path (null: the file goes). tryEdited: editTried follows, nothing is written.
    void tryEdited(const ChangeSetId &id, const QMap<QString, QByteArray> &results);
    void acceptEdited(const ChangeSetId &id, const QMap<QString, QByteArray> &results);
    void openThreeSides(const ChangeSetId &id);      ///< threeSidesOpened follows
    void rebase(const ChangeSetId &id, const QMap<QString, QByteArray> &resolved = {});

    void planBulk(const QList<ChangeSetId> &ids);    ///< bulkPlanned follows
    /// One after the other, oldest first (undo: newest first); bulkProgress and bulkDone follow.
    void decideBulk(const QList<ChangeSetId> &ids, BulkDecision decision);
    void cancelBulk();                               ///< after the set that is being decided

    /// What the history of decisions shows; asked again with every change. decidedChanged and decidedCounted follow.
    void search(const changes::SetQuery &query);
    const changes::SetQuery &query() const { return m_query; }

Q_SIGNALS:
    void heldChanged(const QList<hsf::changes::ChangeSet> &sets);      ///< held and outdated, newest first
    /// Everything else, newest decision first; without its bytes (openSet brings them).
    void decidedChanged(const QList<hsf::changes::ChangeSet> &sets);
    void decidedCounted(int matching, int all);
    void heldCountChanged(int count);
    void ratesChanged(const QList<int> &appliedPerDay);                ///< thirty days, today last
    void setOpened(const hsf::changes::ChangeSet &set);
    /// Every state a set comes to, whoever caused it.
    void setChanged(const hsf::changes::ChangeSet &set);
    void editTried(const hsf::ChangeSetId &id, const hsf::changes::ChangeSet &result);
    void editRefused(const hsf::ChangeSetId &id, const QString &sentence);
    void threeSidesOpened(const hsf::ChangeSetId &id, const QList<hsf::changes::ThreeSides> &sides);
    void bulkPlanned(const hsf::changes::BulkPlan &plan);
    void bulkProgress(int done, int all);
    void bulkDone(hsf::service::BulkDecision decision, const QList<hsf::service::BulkOutcome> &outcomes);
    void failed(const hsf::ChangeSetId &id, const QString &sentence);

private:
    void refreshSoon();
    void decide(const ChangeSetId &id, const QString &attempted, std::function<Result<changes::ChangeSet>(changes::Door &)> work);
    Workbench &m_bench;
    changes::SetQuery m_query;
    changes::PolicySettings m_limits;
    std::shared_ptr<std::atomic_bool> m_cancelBulk = std::make_shared<std::atomic_bool>(false);
    int m_held = 0;
    bool m_refreshPlanned = false;
};

} // namespace hsf::service
