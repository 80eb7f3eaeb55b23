// SPDX-License-Identifier: MIT
#include "ui/curator/curatorpage.h"

#include "models/words.h"
#include "ui/curator/overlappage.h"
#include "ui/library/rowdelegate.h"
#include "ui/parts/banner.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/pagehead.h"
#include "ui/parts/theme.h"
#include "ui/parts/wrapdelegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedLayout>
#include <QTabWidget>
#include <QTreeView>

namespace hsf::ui {

CuratorPage::CuratorPage(service::CuratorService &curator, service::LibraryService &library, QWidget *parent)
    : QWidget(parent)
    , m_curator(curator)
    , m_library(library)
    , m_archive(models::skillModelOf(library))
{
    setObjectName(QStringLiteral("curatorPage"));
    m_archive.setFilter({.stages = {changes::Stage::Archived}});
    makeHead();
    m_banner = new Banner(this);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("curatorTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeProposals(), tr("Proposals"));
    m_tabs->addTab(makeArchive(), tr("Archive"));
    auto *overlaps = new OverlapPage(curator, this);
    m_tabs->addTab(overlaps, tr("Overlaps"));
    connect(overlaps, &OverlapPage::skillRequested, this, &CuratorPage::skillRequested);
    connect(overlaps, &OverlapPage::countChanged, this, [this](int pairs) {
        m_tabs->setTabText(2, pairs == 0 ? tr("Overlaps") : tr("Overlaps (%1)").arg(pairs));
    });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->addWidget(m_head);
    layout->addWidget(m_progress);
    layout->addWidget(m_banner);
    layout->addWidget(m_tabs, 1);
    connectCurator();
    showStatus({});
    showChoice();
}

// Views go before the models they show, while their signals still find a whole page.
CuratorPage::~CuratorPage()
{
    delete m_tabs;
}

void CuratorPage::makeHead()
{
    m_head = new PageHead(tr("Curator"), this);
    m_cancel = m_head->addButton(QStringLiteral("stop"), tr("Cancel"), QStringLiteral("curatorCancelButton"));
    m_dry = m_head->addButton(QStringLiteral("eye"), tr("Dry run"), QStringLiteral("dryRunButton"));
    m_dry->setToolTip(tr("Shows what a run would propose. Writes nothing."));
    m_run = m_head->addButton(QStringLiteral("play"), tr("Run now"), QStringLiteral("runNowButton"));
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    m_progress->setAccessibleName(tr("The curator is working"));
    connect(m_run, &QPushButton::clicked, &m_curator, &service::CuratorService::runNow);
    connect(m_dry, &QPushButton::clicked, &m_curator, &service::CuratorService::dryRun);
    connect(m_cancel, &QPushButton::clicked, &m_curator, &service::CuratorService::cancel);
}

static QPushButton *button(QWidget *parent, const char *icon, const QString &text, const char *name)
{
    auto *made = new QPushButton(themedIcon(QLatin1StringView(icon)), text, parent);
    made->setObjectName(QLatin1StringView(name));
    made->setAccessibleName(text);
    return made;
}

QWidget *CuratorPage::makeProposals()
{
    auto *page = new QWidget(this);
    m_table = new QTreeView(page);
    m_table->setObjectName(QStringLiteral("proposalsTable"));
    m_table->setAccessibleName(tr("Proposals"));
    m_table->setModel(&m_proposals);
    m_table->setRootIsDecorated(false);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setItemDelegate(new WrapDelegate(m_table));
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setMouseTracking(true);
    m_table->header()->resizeSection(models::ProposalModel::Skill, 220);
    m_table->header()->resizeSection(models::ProposalModel::Step, 160);
    m_table->header()->resizeSection(models::ProposalModel::Reason, 380);
    m_table->header()->resizeSection(models::ProposalModel::Decision, 210);
    m_table->header()->setStretchLastSection(false);
    m_table->header()->setSectionResizeMode(models::ProposalModel::Note, QHeaderView::Stretch);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CuratorPage::showChoice);
    connect(m_table, &QTreeView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT skillRequested(index.data(models::ProposalModel::SkillRole).toString());
    });
    m_approve = button(page, "check", tr("Approve"), "approveButton");
    m_reject = button(page, "cross", tr("Reject"), "rejectButton");
    m_keep = button(page, "clock", tr("Keep 90 days"), "keepButton");
    m_pin = button(page, "pin", tr("Pin"), "pinButton");
    m_pin->setToolTip(tr("The curator and reviews leave a pinned skill alone."));
    setWeight(*m_approve, Weight::Primary);
    connect(m_approve, &QPushButton::clicked, this, [this] { decide(&service::CuratorService::approve); });
    connect(m_reject, &QPushButton::clicked, this, [this] { decide(&service::CuratorService::reject); });
    const auto each = [this](auto act) {
        return [this, act] {
            for (const ProposalId &id : chosen())
                act(id);
        };
    };
    connect(m_keep, &QPushButton::clicked, this, each([this](const ProposalId &id) { m_curator.keep(id); }));
    connect(m_pin, &QPushButton::clicked, this, each([this](const ProposalId &id) { m_curator.pin(id); }));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    for (QPushButton *one : {m_pin, m_keep, m_reject, m_approve})
        buttons->addWidget(one);
    auto *inner = new QWidget(page);
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 8, 0, 0);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
    m_tableStack = new QStackedLayout(page);
    m_tableStack->addWidget(
        new EmptyState(QStringLiteral("curator"), tr("No proposals"),
                       tr("The curator looks at how skills that it may manage are used, and proposes here which to "
                          "mark as stale or to archive. Nothing moves without your word."),
                       page));
    m_tableStack->addWidget(inner);
    return page;
}

QWidget *CuratorPage::makeArchive()
{
    auto *page = new QWidget(this);
    m_archived = new QListView(page);
    m_archived->setObjectName(QStringLiteral("archivedList"));
    m_archived->setAccessibleName(tr("Archived skills"));
    m_archived->setModel(&m_archive);
    m_archived->setItemDelegate(new RowDelegate(m_archived));
    m_archived->setUniformItemSizes(true);
    m_archived->setMouseTracking(true);
    m_archived->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_archived->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_archived->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_restore = button(page, "restore", tr("Restore"), "restoreButton");
    m_restore->setToolTip(tr("Brings the whole folder back to its place, byte for byte."));
    connect(m_restore, &QPushButton::clicked, this, &CuratorPage::restoreChosen);
    connect(m_archived->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CuratorPage::showChoice);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_restore);
    auto *inner = new QWidget(page);
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 8, 0, 0);
    column->addWidget(m_archived, 1);
    column->addLayout(buttons);
    m_archiveStack = new QStackedLayout(page);
    m_archiveStack->addWidget(
        new EmptyState(QStringLiteral("archive"), tr("The archive is empty"),
                       tr("Archived skills rest here, whole. Agents do not see them; Restore brings one back."), page));
    m_archiveStack->addWidget(inner);
    return page;
}

void CuratorPage::connectCurator()
{
    using Curator = service::CuratorService;
    connect(&m_curator, &Curator::proposalsChanged, this, [this](const auto &proposals, const auto &notes) {
        m_proposals.setProposals(proposals, notes);
        addRowButtons();
        m_tableStack->setCurrentIndex(!proposals.isEmpty());
        m_tabs->setTabText(0, proposals.isEmpty() ? tr("Proposals") : tr("Proposals (%1)").arg(proposals.size()));
        showChoice();
    });
    connect(&m_curator, &Curator::statusChanged, this, &CuratorPage::showStatus);
    connect(&m_curator, &Curator::reportReady, this, &CuratorPage::showReport);
    connect(&m_curator, &Curator::failed, m_banner, &Banner::showError);
    connect(&m_library, &service::LibraryService::saveRefused, this, [this](const QString &, const QString &sentence) {
        if (isVisible())
            m_banner->showError(sentence);
    });
    const auto archiveChanged = [this] {
        const int count = m_archive.rowCount();
        m_archiveStack->setCurrentIndex(count > 0);
        m_tabs->setTabText(1, count == 0 ? tr("Archive") : tr("Archive (%1)").arg(count));
        showChoice();
    };
    connect(&m_archive, &QAbstractItemModel::rowsInserted, this, archiveChanged);
    connect(&m_archive, &QAbstractItemModel::rowsRemoved, this, archiveChanged);
    connect(&m_archive, &QAbstractItemModel::modelReset, this, archiveChanged);
    archiveChanged();
}

void CuratorPage::showStatus(const service::CuratorStatus &status)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QStringList parts{status.lastRun.isValid() ? tr("Last run: %1").arg(models::agoWords(status.lastRun, now))
                                               : tr("Has not run yet")};
    if (status.paused)
        parts.append(tr("Paused: it runs only when asked"));
    else if (status.nextRun.isValid() && status.nextRun > now)
        parts.append(tr("Next run: %1, when you are away")
                         .arg(QLocale().toString(status.nextRun.toLocalTime(), QLocale::ShortFormat)));
    else if (status.nextRun.isValid())
        parts.append(tr("Next run: as soon as you are away for a while"));
    parts.append(tr("%n skill(s) it may manage", nullptr, status.managed));
    m_head->setStatus(parts.join(QStringLiteral(" · ")));
    m_progress->setVisible(status.running);
    m_cancel->setVisible(status.running);
    m_run->setEnabled(!status.running);
    m_dry->setEnabled(!status.running);
}

void CuratorPage::showReport(const curator::Report &report, bool dry)
{
    QString words
        = dry ? tr("Dry run, nothing was written. A run would: %1.") : tr("The run is done. It proposes: %1.");
    words = words.arg(models::planWords(report.plan));
    QStringList lines{words};
    for (const auto &step : report.plan.first(std::min<qsizetype>(report.plan.size(), dry ? 12 : 0)))
        lines.append(tr("%1: %2 → %3. %4")
                         .arg(step.skill, models::stageWord(step.from), models::stageWord(step.to), step.reason));
    if (dry && report.plan.size() > 12)
        lines.append(tr("and %n more", nullptr, int(report.plan.size()) - 12));
    if (!report.overlaps.isEmpty())
        lines.append(dry ? tr("%n pair(s) of skills overlap; a run lists them under Overlaps.", nullptr, int(report.overlaps.size()))
                         : tr("%n pair(s) of skills overlap; see Overlaps.", nullptr, int(report.overlaps.size())));
    if (!report.notesProblem.isEmpty())
        lines.append(tr("No notes of the auxiliary model: %1").arg(report.notesProblem));
    if (dry)
        m_banner->showWarning(lines.join(u'\n'));
    else
        m_banner->showNews(lines.join(u'\n'));
}

QList<ProposalId> CuratorPage::chosen() const
{
    QList<ProposalId> ids;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        if (const auto *proposal = m_proposals.valueAt(index))
            ids.append(proposal->id);
    return ids;
}

// Each row carries its own Approve and Reject; the buttons below act on the whole selection.
void CuratorPage::addRowButtons()
{
    for (int row = 0; row < m_proposals.rowCount(); ++row) {
        const QModelIndex at = m_proposals.index(row, models::ProposalModel::Decision);
        if (m_table->indexWidget(at))
            continue;
        const curator::Proposal proposal = *m_proposals.valueAt(at);
        auto *cell = new QWidget;
        auto *buttons = new QHBoxLayout(cell);
        buttons->setContentsMargins(4, 2, 4, 2);
        const auto add = [&](const char *icon, const QString &text, const QString &spoken, const char *name, auto decision) {
            auto *made = button(cell, icon, text, name);
            made->setAccessibleName(spoken);
            buttons->addWidget(made);
            connect(made, &QPushButton::clicked, this, [this, id = proposal.id, decision] { (m_curator.*decision)({id}); });
        };
        add("cross", tr("Reject"), tr("Reject the proposal on %1").arg(proposal.skill), "rejectRowButton",
            &service::CuratorService::reject);
        add("check", tr("Approve"), tr("Approve the proposal on %1").arg(proposal.skill), "approveRowButton",
            &service::CuratorService::approve);
        m_table->setIndexWidget(at, cell);
    }
}

void CuratorPage::showChoice()
{
    const int count = int(chosen().size());
    for (QPushButton *one : {m_approve, m_reject, m_keep, m_pin})
        one->setEnabled(count > 0);
    m_approve->setText(count > 1 ? tr("Approve %1").arg(count) : tr("Approve"));
    m_reject->setText(count > 1 ? tr("Reject %1").arg(count) : tr("Reject"));
    m_restore->setEnabled(m_archived->selectionModel()->hasSelection());
}

void CuratorPage::decide(void (service::CuratorService::*what)(const QList<ProposalId> &))
{
    (m_curator.*what)(chosen());
}

void CuratorPage::restoreChosen()
{
    for (const QModelIndex &index : m_archived->selectionModel()->selectedRows())
        m_library.restore(index.data(models::SkillModel::IdRole).toString());
}

} // namespace hsf::ui
