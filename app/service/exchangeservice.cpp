// SPDX-License-Identifier: MIT
#include "service/exchangeservice.h"

#include <QElapsedTimer>
#include <QPointer>

namespace hsf::service {

ExchangeService::ExchangeService(Workbench &bench, QObject *parent)
    : QObject(parent)
    , m_bench(bench)
{ }

ExchangeService::~ExchangeService()
{
    m_stop.request_stop();
    m_bench.background().waitForDone();
}

void ExchangeService::cancel()
{
    m_stop.request_stop();
}

/// Progress reaches the window at most ten times a second.
library::Reading ExchangeService::reading()
{
    m_stop = std::stop_source();
    auto last = std::make_shared<QElapsedTimer>();
    return {.stopped = [mine = m_stop.get_token(),
                        all = m_bench.stopToken()] { return mine.stop_requested() || all.stop_requested(); },
            .progress =
                [this, last](int done, int total) {
                    if (last->isValid() && last->elapsed() < 100 && done != total)
                        return;
                    last->start();
                    QMetaObject::invokeMethod(
                        this, [this, done, total] { Q_EMIT progressed(done, total); }, Qt::QueuedConnection);
                }};
}

/// `work(stores)` in the background, `then(value)` here. An error is told; being stopped is no error.
template <class Work, class Then> void ExchangeService::run(Work work, Then then)
{
    if (std::exchange(m_busy, true))
        return Q_EMIT failed(tr("An import or export is running already; wait for it or cancel it."));
    using R = std::invoke_result_t<Work, Stores &>;
    QtConcurrent::run(&m_bench.background(), [this, work]() -> R {
        const auto stores = m_bench.stores();
        if (!stores)
            return std::unexpected(stores.error());
        return work(**stores);
    }).then(this, [this, then](const R &result) {
        m_busy = false;
        if (result)
            then(*result);
        else if (result.error().kind == Error::Kind::Cancelled)
            Q_EMIT cancelled();
        else
            Q_EMIT failed(result.error().message);
    });
}

void ExchangeService::lookForSources()
{
    QtConcurrent::run(&m_bench.background(), [] {
        return knownSources();
    }).then(this, [this](const QList<KnownSource> &sources) { Q_EMIT sourcesFound(sources); });
}

void ExchangeService::previewImport(const QString &path)
{
    run([path, reading = reading()](Stores &stores) { return service::previewImport(stores, path, reading); },
        [this](const changes::ImportPlan &plan) { Q_EMIT importPreviewed(plan); });
}

void ExchangeService::import(const changes::ImportPlan &plan, const ImportChoices &choices, bool withMemory)
{
    run(
        [plan, choices, withMemory, reading = reading()](Stores &stores) -> Result<ImportReport> {
            return importSkills(stores, plan, choices, withMemory, reading);
        },
        [this](const ImportReport &report) { Q_EMIT imported(report); });
}

void ExchangeService::previewExport(const QStringList &skills)
{
    run([skills](Stores &stores) { return service::previewExport(stores, skills); },
        [this](const QList<library::StrictSkill> &strict) { Q_EMIT exportPreviewed(strict); });
}

void ExchangeService::exportTo(const QList<library::StrictSkill> &skills, const QString &out,
                               library::Overwrite overwrite)
{
    run(
        [skills, out, overwrite](Stores &stores) -> Result<QString> {
            return exportSkills(stores, skills, out, overwrite).transform([&] { return out; });
        },
        [this](const QString &done) { Q_EMIT exported(done); });
}

} // namespace hsf::service
