// SPDX-License-Identifier: MIT
//
// The window's part in mending a home that could not be opened: what is damaged, one button for what helps, and then it
// is open.
#include "ui/mainwindow.h"

#include "ui/parts/banner.h"

#include <QAction>

namespace hsf::ui {

void MainWindow::connectRepairs()
{
    using service::HistoryService;
    HistoryService *history = m_factory.history.get();
    const auto offer = [this, history](service::Remedy remedy) {
        QAction *mend = m_banner->offer(remedy == service::Remedy::BeginHistoryAnew ? tr("Begin a new history")
                                                                                    : tr("Bring back the copy"));
        mend->setObjectName(QStringLiteral("repairHome"));
        connect(mend, &QAction::triggered, this, [this, history, remedy] {
            m_banner->showWarning(tr("Repairing …"));
            history->repair(remedy);
        });
    };
    const auto offered = std::make_shared<service::Remedy>(service::Remedy::None);
    connect(history, &HistoryService::repairOffered, this, [this, offer, offered](const service::Diagnosis &diagnosis) {
        m_banner->showError(tr("This home could not be opened. %1").arg(diagnosis.sentence));
        offer(*offered = diagnosis.remedy);
    });
    connect(history, &HistoryService::repairFailed, this, [this, offer, offered](const QString &sentence) {
        m_banner->showError(sentence);
        offer(*offered);
    });
    connect(history, &HistoryService::repaired, m_banner, &Banner::showNews);
    connect(history, &HistoryService::databaseCameBack, m_banner, &Banner::showWarning);
}

} // namespace hsf::ui
