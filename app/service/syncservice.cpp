// SPDX-License-Identifier: MIT
#include "service/syncservice.h"

namespace hsf::service {

SyncService::SyncService(Workbench &bench, SettingsService &settings, QObject *parent)
    : QObject(parent)
    , m_bench(bench)
    , m_settings(settings)
{ }

SyncService::~SyncService()
{
    m_stop.request_stop();
    m_bench.background().waitForDone();
}

library::RemotePlace SyncService::place() const
{
    return {m_settings.settings().syncRemote, m_settings.settings().syncBranch};
}

void SyncService::setBusy(bool busy)
{
    m_busy = busy;
    Q_EMIT busyChanged(busy);
}

template <class Work, class Then> void SyncService::run(Work work, Then then)
{
    if (m_busy)
        return;
    setBusy(true);
    m_stop = std::stop_source();
    using R = std::invoke_result_t<Work, Stores &, std::stop_token>;
    QtConcurrent::run(&m_bench.background(), [this, work, stop = m_stop.get_token()]() -> R {
        const auto stores = m_bench.stores();
        if (!stores)
            return std::unexpected(stores.error());
        return work(**stores, stop);
    }).then(this, [this, then](const R &result) {
        setBusy(false);
        if (result)
            then(*result);
        else if (result.error().kind == Error::Kind::Cancelled)
            Q_EMIT cancelled();
        else
            Q_EMIT failed(result.error().message);
    });
}

void SyncService::look()
{
    run([place = place()](Stores &stores, std::stop_token stop) { return planSync(stores, place, stop); },
        [this](const SyncPlan &plan) { Q_EMIT looked(plan); });
}

void SyncService::carryOut(const SyncPlan &plan)
{
    const auto progress = [this](int done, int total) {
        QMetaObject::invokeMethod(this, [this, done, total] { Q_EMIT progressed(done, total); }, Qt::QueuedConnection);
    };
    run([place = place(), plan, progress](Stores &stores, std::stop_token stop) { return service::carryOut(stores, place, plan, progress, stop); },
        [this](const SyncReport &report) { Q_EMIT synced(report); });
}

void SyncService::cancel() { m_stop.request_stop(); }

} // namespace hsf::service
