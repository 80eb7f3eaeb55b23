// SPDX-License-Identifier: MIT
#include "ui/library/historypane.h"

#include "models/words.h"
#include "ui/parts/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace hsf::ui {

HistoryPane::HistoryPane(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("historyPane"));
    m_none = new QLabel(
        tr("No revision recorded yet. Every change that is saved appears here, with who made it and why."), this);
    m_none->setWordWrap(true);
    setDim(*m_none);
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("historyList"));
    m_list->setAccessibleName(tr("History"));
    m_list->setWordWrap(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    const auto open = [this](const QListWidgetItem *item) {
        if (m_list->selectedItems().size() <= 1)
            Q_EMIT revisionRequested(item->data(Qt::UserRole).toString());
    };
    connect(m_list, &QListWidget::itemClicked, this, open);
    connect(m_list, &QListWidget::itemActivated, this, open);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &HistoryPane::showState);
    m_hint = new QLabel(tr("Choose two with Ctrl to compare them."), this);
    m_hint->setWordWrap(true);
    setDim(*m_hint);
    setTextScale(*m_hint, 0.9);
    m_compare = new QPushButton(this);
    m_compare->setObjectName(QStringLiteral("compareButton"));
    connect(m_compare, &QPushButton::clicked, this, [this] {
        const QStringList two = chosen();
        Q_EMIT compareRequested(two.value(0), two.value(1));
    });
    m_restore = new QToolButton(this);
    m_restore->setObjectName(QStringLiteral("restoreRevisionButton"));
    m_restore->setText(tr("Bring back"));
    m_restore->setAccessibleName(tr("Bring back what was at this revision"));
    m_restore->setIcon(themedIcon(QStringLiteral("restore")));
    m_restore->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_restore->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_restore);
    m_restoreFile = menu->addAction(QString(), this, [this] { Q_EMIT restoreRequested(chosen().value(0), false); });
    m_restoreFile->setObjectName(QStringLiteral("restoreFile"));
    menu->addAction(tr("The whole skill as it was then …"), this,
                    [this] { Q_EMIT restoreRequested(chosen().value(0), true); })
        ->setObjectName(QStringLiteral("restoreSkill"));
    m_restore->setMenu(menu);
    auto *row = new QHBoxLayout;
    row->addWidget(m_compare);
    row->addWidget(m_restore);
    row->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 8, 0, 0);
    layout->addWidget(m_none);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_hint);
    layout->addLayout(row);
    show({}, {});
}

void HistoryPane::show(const QList<library::Revision> &revisions, const QString &file)
{
    const QStringList kept = chosen();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const library::Revision &revision : revisions) {
        const QString origin
            = models::originWord(changes::originFromName(revision.trailers.value(QStringLiteral("Origin"))));
        auto *item = new QListWidgetItem(
            tr("%1\n%2 · %3").arg(revision.subject, origin, models::agoWords(revision.time, now)), m_list);
        item->setData(Qt::UserRole, revision.commit);
        item->setToolTip(
            tr("%1\n%2\nClick to see what it changed.").arg(revision.subject, models::momentWords(revision.time)));
        item->setSelected(kept.contains(revision.commit));
    }
    m_restoreFile->setText(tr("%1 as it was then …").arg(file));
    m_none->setVisible(revisions.isEmpty());
    for (QWidget *part : std::initializer_list<QWidget *>{m_list, m_hint, m_compare, m_restore})
        part->setVisible(!revisions.isEmpty());
    showState();
}

QStringList HistoryPane::chosen() const
{
    QStringList commits;
    for (int row = m_list->count() - 1; row >= 0; --row)
        if (m_list->item(row)->isSelected())
            commits << m_list->item(row)->data(Qt::UserRole).toString();
    return commits;
}

void HistoryPane::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    showState();
}

void HistoryPane::showState()
{
    const qsizetype count = chosen().size();
    m_compare->setText(count == 2 ? tr("Compare the two") : tr("Compare with now"));
    m_compare->setEnabled(count == 1 || count == 2);
    m_restore->setEnabled(count == 1 && !m_readOnly);
}

} // namespace hsf::ui
