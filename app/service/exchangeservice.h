// SPDX-License-Identifier: MIT
//
// Import and export for the window: every call returns at once, a signal brings the answer. One thing at a time.
#pragma once
#include "service/exchange.h"
#include "service/workbench.h"

#include <stop_token>

namespace hsf::service {

class ExchangeService : public QObject
{
    Q_OBJECT
public:
    explicit ExchangeService(Workbench &bench, QObject *parent = nullptr);
    ~ExchangeService() override;

    bool isBusy() const { return m_busy; }
    void lookForSources(); ///< sourcesFound follows
    void previewImport(const QString &path); ///< importPreviewed or failed
    void import(const changes::ImportPlan &plan, const ImportChoices &choices, bool withMemory); ///< imported
    void previewExport(const QStringList &skills); ///< exportPreviewed or failed
    void exportTo(const QList<library::StrictSkill> &skills, const QString &out,
                  library::Overwrite overwrite); ///< exported or failed
    /// Of an import that runs: what is done stays and is reported. Of a preview: nothing follows but cancelled().
    void cancel();

Q_SIGNALS:
    void sourcesFound(const QList<hsf::service::KnownSource> &sources);
    void progressed(int done, int total); ///< total 0: not known
    void importPreviewed(const hsf::changes::ImportPlan &plan);
    void imported(const hsf::service::ImportReport &report);
    void exportPreviewed(const QList<hsf::library::StrictSkill> &skills);
    void exported(const QString &out);
    void cancelled();
    void failed(const QString &sentence);

private:
    library::Reading reading();
    template <class Work, class Then> void run(Work work, Then then);

    Workbench &m_bench;
    std::stop_source m_stop;
    bool m_busy = false;
};

} // namespace hsf::service
