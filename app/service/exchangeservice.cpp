// SPDX-License-Identifier: MIT
#include "service/exchangeservice.h"

#include "base/pending.h"

namespace hsf::service {

namespace {

library::Reading readingUntil(std::stop_token stop, const std::function<void(int, int)> &progress)
{
    return {.stopped = [stop] { return stop.stop_requested(); }, .progress = progress};
}

} // namespace

ExchangeService::ExchangeService(Workbench &bench, QObject *parent)
    : LongWork(bench, tr("An import or export is running already; wait for it or cancel it."), parent)
{ }

void ExchangeService::lookForSources()
{
    inBackground(&m_bench.background(), [] {
        return knownSources();
    }).then(this, [this](const QList<KnownSource> &sources) { Q_EMIT sourcesFound(sources); });
}

void ExchangeService::previewImport(const QString &path)
{
    run(
        [path, progress = progress()](Stores &stores, std::stop_token stop) {
            return service::previewImport(stores, path, readingUntil(stop, progress));
        },
        [this](const changes::ImportPlan &plan) { Q_EMIT importPreviewed(plan); });
}

void ExchangeService::import(const changes::ImportPlan &plan, const ImportChoices &choices, bool withMemory)
{
    run(
        [plan, choices, withMemory, progress = progress()](Stores &stores,
                                                           std::stop_token stop) -> Result<ImportReport> {
            return importSkills(stores, plan, choices, withMemory, readingUntil(stop, progress));
        },
        [this](const ImportReport &report) { Q_EMIT imported(report); });
}

void ExchangeService::previewExport(const QStringList &skills)
{
    run([skills](Stores &stores, std::stop_token) { return service::previewExport(stores, skills); },
        [this](const QList<library::StrictSkill> &strict) { Q_EMIT exportPreviewed(strict); });
}

void ExchangeService::exportTo(const QList<library::StrictSkill> &skills, const QString &out,
                               library::Overwrite overwrite)
{
    run(
        [skills, out, overwrite](Stores &stores, std::stop_token) -> Result<QString> {
            return exportSkills(stores, skills, out, overwrite).transform([&] { return out; });
        },
        [this](const QString &done) { Q_EMIT exported(done); });
}

} // namespace hsf::service
