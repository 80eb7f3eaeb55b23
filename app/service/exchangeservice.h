// SPDX-License-Identifier: MIT
//
// Import and export for the window: every call returns at once, a signal brings the answer. One thing at a time.
#pragma once
#include "service/exchange.h"
#include "service/longwork.h"

namespace hsf::service {

class ExchangeService : public LongWork
{
    Q_OBJECT
public:
    explicit ExchangeService(Workbench &bench, QObject *parent = nullptr);

    void lookForSources(); ///< sourcesFound follows
    void previewImport(const QString &path); ///< importPreviewed or failed
    void import(const changes::ImportPlan &plan, const ImportChoices &choices, bool withMemory); ///< imported
    void previewExport(const QStringList &skills); ///< exportPreviewed or failed
    void exportTo(const QList<library::StrictSkill> &skills, const QString &out,
                  library::Overwrite overwrite); ///< exported or failed

Q_SIGNALS:
    void sourcesFound(const QList<hsf::service::KnownSource> &sources);
    void importPreviewed(const hsf::changes::ImportPlan &plan);
    void imported(const hsf::service::ImportReport &report);
    void exportPreviewed(const QList<hsf::library::StrictSkill> &skills);
    void exported(const QString &out);
};

} // namespace hsf::service
