// SPDX-License-Identifier: MIT
//
// The curator for the window: status, runs, proposals and the person's word on each.
#pragma once
#include "curator/curator.h"
#include "service/modelservice.h"

#include <QTimer>

namespace hsf::service {

enum class CurateMode { Propose, Dry };
/// One run against a home's stores; a dry one is handed neither desk nor door. Blocking; the command line calls it as well.
Result<curator::Report> curate(Stores &stores, const CuratorSettings &settings, llm::ModelClient *model, CurateMode mode,
                               const QDateTime &now, std::stop_token stop = {});

struct CuratorStatus {
    QDateTime lastRun, nextRun;   ///< invalid: never / not planned
    bool running = false;
    bool paused = false;
    int managed = 0;              ///< skills it may work on
};

class CuratorService : public QObject
{
    Q_OBJECT
public:
    CuratorService(Workbench &bench, SettingsService &settings, ModelService &models, QObject *parent = nullptr);
    ~CuratorService() override;

    void setScheduled(bool scheduled);                ///< off: runs only when asked
    void refresh();                                   ///< proposalsChanged, statusChanged follow
    void runNow();                                    ///< reportReady follows
    void dryRun();                                    ///< reportReady(dry) follows; nothing is stored
    void cancel();
    void approve(const QList<ProposalId> &ids);
    void reject(const QList<ProposalId> &ids);
    void keep(const ProposalId &id, int days = 90);
    void pin(const ProposalId &id);
    /// The SKILL.md of both: pairOpened follows.
    void openPair(const skill::OverlapPair &pair);
    void leaveApart(const QList<skill::OverlapPair> &pairs);   ///< not told again; overlapsChanged follows
    void noteActivity();                              ///< the person did something: the idle clock starts again

Q_SIGNALS:
    void proposalsChanged(const QList<hsf::curator::Proposal> &proposals, const QList<hsf::curator::Note> &notes);
    /// Skills that get in each other's way, as the last run found them and as they are still there; closest first.
    void overlapsChanged(const QList<hsf::skill::OverlapPair> &pairs);
    void pairOpened(const hsf::skill::OverlapPair &pair, const QByteArray &first, const QByteArray &second);
    void statusChanged(const hsf::service::CuratorStatus &status);
    void reportReady(const hsf::curator::Report &report, bool dry);
    void decided(const hsf::curator::Proposal &proposal);   ///< its state says how
    void failed(const QString &sentence);

private:
    using Decide = std::function<std::optional<changes::Draft>(const curator::Proposal &)>;
    void plan(const QDateTime &next);
    void runIfDue();
    void start(CurateMode mode);
    void decide(const QList<ProposalId> &ids, const QString &state, Decide work);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hsf::service
