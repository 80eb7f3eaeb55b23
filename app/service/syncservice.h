// SPDX-License-Identifier: MIT
//
// Syncing for the window: look first, then do what was seen. Every call returns at once; one thing at a time.
#pragma once
#include "service/settingsservice.h"
#include "service/sync.h"

namespace hsf::service {

class SyncService : public QObject
{
    Q_OBJECT
public:
    SyncService(Workbench &bench, SettingsService &settings, QObject *parent = nullptr);
    ~SyncService() override;

    /// Of the settings.
    library::RemotePlace place() const;
    bool isBusy() const { return m_busy; }
    void look();                            ///< looked or failed
    void carryOut(const SyncPlan &plan);    ///< synced or failed
    void cancel();

Q_SIGNALS:
    void busyChanged(bool busy);
    void progressed(int done, int total);
    void looked(const hsf::service::SyncPlan &plan);
    void synced(const hsf::service::SyncReport &report);
    void cancelled();
    void failed(const QString &sentence);

private:
    template <class Work, class Then> void run(Work work, Then then);
    void setBusy(bool busy);

    Workbench &m_bench;
    SettingsService &m_settings;
    std::stop_source m_stop;
    bool m_busy = false;
};

} // namespace hsf::service
