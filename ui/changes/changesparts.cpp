// SPDX-License-Identifier: MIT
//
// The parts of the page: its head, and for each tab a filter, a list and what is done with several rows.
#include "ui/changes/bulkview.h"
#include "ui/changes/changespage.h"
#include "ui/changes/filterbar.h"
#include "ui/changes/ratespark.h"
#include "ui/changes/setdelegate.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/pagehead.h"
#include "ui/parts/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QStackedLayout>

namespace hsf::ui {

using service::BulkDecision;

QWidget *ChangesPage::makeHead()
{
    auto *both = new QWidget(this);
    m_head = new PageHead(tr("Changes"), both);
    m_rate = new RateSpark(both);
    m_pause = m_head->addButton(QStringLiteral("pause"), tr("Pause learning"), QStringLiteral("pauseLearningButton"));
    m_pause->setCheckable(true);
    m_pause->setToolTip(tr("While it is paused no background review runs; what waits here stays."));
    connect(m_pause, &QPushButton::toggled, this, [this](bool paused) {
        Settings settings = m_settings.settings();
        if (std::exchange(settings.learning.paused, paused) != paused)
            m_settings.change(settings);
    });
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins({});
    row->setSpacing(16);
    row->addWidget(m_head, 1);
    row->insertWidget(1, m_rate);
    return both;
}

QWidget *ChangesPage::makeSide(Side &side, models::ChangeSetModel &model, const QString &name,
                               const QList<changes::State> &states, const QString &words)
{
    const bool history = &model == &m_decided;
    auto *all = new QWidget(this);
    side.model = &model;
    side.filter = new FilterBar(name, states, all);
    side.list = makeList(model, name + QStringLiteral("List"), words);
    side.list->setUniformItemSizes(history);
    side.empty = new EmptyState(QStringLiteral("check"), {}, {}, all);
    side.older = new QPushButton(all);
    side.older->setObjectName(name + QStringLiteral("OlderButton"));
    side.bulk
        = makeBulkBar(side, history ? QList{BulkDecision::Undo} : QList{BulkDecision::Reject, BulkDecision::Accept});
    side.bulk->setObjectName(name + QStringLiteral("BulkBar"));
    auto *middle = new QWidget(all);
    side.stack = new QStackedLayout(middle);
    side.stack->addWidget(side.empty);
    side.stack->addWidget(side.list);
    auto *layout = new QVBoxLayout(all);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(side.filter);
    layout->addWidget(middle, 1);
    layout->addWidget(side.older);
    layout->addWidget(side.bulk);
    connect(side.list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this, &side] { showSelected(side); });
    side.bulk->hide();
    return all;
}

QListView *ChangesPage::makeList(models::ChangeSetModel &model, const QString &name, const QString &words)
{
    auto *list = new QListView(this);
    list->setObjectName(name);
    list->setAccessibleName(words);
    list->setModel(&model);
    list->setItemDelegate(new SetDelegate(list));
    list->setMouseTracking(true);
    list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list->setToolTip(tr("Ctrl+click, Shift+click or Ctrl+A select several"));
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    // News moves the current row as well; that must not take away what one looks at.
    connect(list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this, list](const QModelIndex &index) {
        if (list->isVisible() && m_stack->currentWidget() != m_bulk)
            open(index);
    });
    connect(list, &QListView::clicked, this, &ChangesPage::open);
    return list;
}

QWidget *ChangesPage::makeBulkBar(Side &side, const QList<BulkDecision> &decisions)
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(4, 4, 4, 4);
    side.selected = new QLabel(bar);
    side.selected->setObjectName(QStringLiteral("selectedCount"));
    row->addWidget(side.selected, 1);
    for (const BulkDecision decision : decisions) {
        const bool accept = decision == BulkDecision::Accept, undo = decision == BulkDecision::Undo;
        auto *button = new QPushButton(themedIcon(accept     ? QStringLiteral("check")
                                                      : undo ? QStringLiteral("undo")
                                                             : QStringLiteral("cross")),
                                       accept     ? tr("Accept …")
                                           : undo ? tr("Undo …")
                                                  : tr("Reject …"),
                                       bar);
        button->setObjectName(accept     ? QStringLiteral("bulkAcceptButton")
                                  : undo ? QStringLiteral("bulkUndoSelectedButton")
                                         : QStringLiteral("bulkRejectButton"));
        button->setAccessibleName(accept     ? tr("Accept the selected changes")
                                      : undo ? tr("Undo the selected changes")
                                             : tr("Reject the selected changes"));
        connect(button, &QPushButton::clicked, this, [this, &side, decision] { decideSelected(side, decision); });
        row->addWidget(button);
    }
    return bar;
}

} // namespace hsf::ui
