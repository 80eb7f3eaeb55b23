// SPDX-License-Identifier: MIT
//
// Syncing for the window: look first, then do what was seen. Every call returns at once; one thing at a time.
#pragma once
#include "service/longwork.h"
#include "service/settingsservice.h"
#include "service/sync.h"

namespace hsf::service {

class SyncService : public LongWork
{
    Q_OBJECT
public:
    SyncService(Workbench &bench, SettingsService &settings, QObject *parent = nullptr);

    /// Of the settings.
    library::RemotePlace place() const;
    void look(); ///< looked or failed
    void carryOut(const SyncPlan &plan); ///< synced or failed

Q_SIGNALS:
    void looked(const hsf::service::SyncPlan &plan);
    void synced(const hsf::service::SyncReport &report);

private:
    SettingsService &m_settings;
};

} // namespace hsf::service
