// SPDX-License-Identifier: MIT
#include "service/syncservice.h"

namespace hsf::service {

SyncService::SyncService(Workbench &bench, SettingsService &settings, QObject *parent)
    : LongWork(bench, tr("A sync is running already; wait for it or stop it."), parent)
    , m_settings(settings)
{ }

library::RemotePlace SyncService::place() const
{
    return {m_settings.settings().syncRemote, m_settings.settings().syncBranch};
}

void SyncService::look()
{
    run([place = place()](Stores &stores, std::stop_token stop) { return planSync(stores, place, stop); },
        [this](const SyncPlan &plan) { Q_EMIT looked(plan); });
}

void SyncService::carryOut(const SyncPlan &plan)
{
    run([place = place(), plan, progress = progress()](
            Stores &stores, std::stop_token stop) { return service::carryOut(stores, place, plan, progress, stop); },
        [this](const SyncReport &report) { Q_EMIT synced(report); });
}

} // namespace hsf::service
