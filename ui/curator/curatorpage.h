// SPDX-License-Identifier: MIT
//
// The curator: when it ran and runs next, what it proposes, the person's word on each; and the archive, with Restore.
#pragma once
#include "models/proposalmodel.h"
#include "models/skillmodel.h"

#include <QWidget>

class QListView;
class QProgressBar;
class QPushButton;
class QStackedLayout;
class QTabWidget;
class QTreeView;

namespace hsf::ui {

class Banner;
class PageHead;

class CuratorPage : public QWidget
{
    Q_OBJECT
public:
    CuratorPage(service::CuratorService &curator, service::LibraryService &library, QWidget *parent = nullptr);
    ~CuratorPage() override;

Q_SIGNALS:
    void skillRequested(const QString &id);

private:
    void makeHead();
    QWidget *makeProposals();
    QWidget *makeArchive();
    void connectCurator();
    void showStatus(const service::CuratorStatus &status);
    void showReport(const curator::Report &report, bool dry);
    void addRowButtons();
    void showChoice();
    QList<ProposalId> chosen() const;
    void decide(void (service::CuratorService::*what)(const QList<ProposalId> &));
    void restoreChosen();

    service::CuratorService &m_curator;
    service::LibraryService &m_library;
    models::ProposalModel m_proposals;
    models::SkillFilterProxy m_archive;
    PageHead *m_head;
    Banner *m_banner;
    QPushButton *m_run, *m_dry, *m_cancel, *m_approve, *m_reject, *m_keep, *m_pin, *m_restore;
    QProgressBar *m_progress;
    QTabWidget *m_tabs;
    QTreeView *m_table;
    QListView *m_archived;
    QStackedLayout *m_tableStack, *m_archiveStack;
};

} // namespace hsf::ui
