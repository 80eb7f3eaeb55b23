// SPDX-License-Identifier: MIT
//
// Background reviews for the window and the command line: queued when due, run one after another in the background pool, news as
// it happens.
#pragma once
#include "review/queue.h"
#include "review/review.h"
#include "service/modelservice.h"

namespace hsf::service {

class ReviewService : public QObject
{
    Q_OBJECT
public:
    ReviewService(Workbench &bench, SettingsService &settings, ModelService &models, QObject *parent = nullptr);
    ~ReviewService() override;

    /// After a turn: queues what is due and starts it. Counters are reset when it is durably queued.
    void turnEnded(const SessionId &session, review::TurnEnd end);
    void reviewNow(const SessionId &session, const QString &focus = {});
    void resume();                          ///< at start: what was interrupted
    void cancel();                          ///< the running one; it is put back
    void refresh();                         ///< recordsChanged follows
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void reviewQueued(const hsf::SessionId &session);
    void reviewStarted(const hsf::SessionId &session);
    void skillCreated(const hsf::SessionId &session, const hsf::changes::ChangeSet &set);
    void skillPatched(const hsf::SessionId &session, const hsf::changes::ChangeSet &set);
    void memoryChanged(const hsf::SessionId &session, const hsf::changes::ChangeSet &set);
    void changeHeld(const hsf::SessionId &session, const hsf::changes::ChangeSet &set);
    void reviewFinished(const hsf::review::ReviewRecord &record);
    void recordsChanged(const QList<hsf::review::ReviewRecord> &records);
    void failed(const QString &sentence);

private:
    void startNext();
    void announce(const SessionId &session, const changes::ChangeSet &set);
    struct Private;
    std::unique_ptr<Private> d;
    bool m_running = false;
};

} // namespace hsf::service
