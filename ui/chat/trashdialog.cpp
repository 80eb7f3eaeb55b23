// SPDX-License-Identifier: MIT
#include "ui/chat/trashdialog.h"

#include "models/words.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/theme.h"

#include <QDialogButtonBox>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hsf::ui {

void TrashDialog::open(service::ChatService &chats, QWidget *parent)
{
    auto *dialog = new TrashDialog(chats, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->QDialog::open();
}

TrashDialog::TrashDialog(service::ChatService &chats, QWidget *parent) : QDialog(parent), m_chats(chats)
{
    setObjectName(QStringLiteral("trashDialog"));
    setWindowTitle(tr("Trash of chats"));
    resize(520, 400);
    auto *column = new QVBoxLayout(this);
    m_list = new QListWidget;
    m_list->setObjectName(QStringLiteral("trashList"));
    m_list->setAccessibleName(tr("Chats in the trash"));
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_list);
    m_stack->addWidget(new EmptyState(QStringLiteral("trash"), tr("The trash is empty"),
                                      tr("A chat you move to the trash stays here until you bring it back or delete it for ever.")));
    column->addWidget(m_stack, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_restore = buttons->addButton(tr("&Bring back"), QDialogButtonBox::ActionRole);
    m_restore->setObjectName(QStringLiteral("restoreChatButton"));
    m_delete = buttons->addButton(tr("&Delete for ever …"), QDialogButtonBox::ActionRole);
    m_delete->setObjectName(QStringLiteral("purgeChatButton"));
    setWeight(*m_restore, Weight::Primary);
    setWeight(*m_delete, Weight::Danger);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_restore, &QPushButton::clicked, this, &TrashDialog::restore);
    connect(m_delete, &QPushButton::clicked, this, &TrashDialog::deleteForEver);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &TrashDialog::updateButtons);
    connect(&m_chats, &service::ChatService::trashListed, this, &TrashDialog::take);
    m_chats.listTrash();
    updateButtons();
}

void TrashDialog::take(const QList<journal::Session> &sessions)
{
    m_list->clear();
    for (const journal::Session &session : sessions) {
        auto *item = new QListWidgetItem(session.title.isEmpty() ? tr("New chat") : session.title, m_list);
        item->setData(Qt::UserRole, session.id.toString());
        item->setToolTip(models::momentWords(session.updated));
    }
    m_stack->setCurrentIndex(sessions.isEmpty() ? 1 : 0);
    if (!sessions.isEmpty())
        m_list->setCurrentRow(0);
    updateButtons();
}

QList<SessionId> TrashDialog::chosen() const
{
    QList<SessionId> ids;
    for (const QListWidgetItem *item : m_list->selectedItems())
        if (const auto id = SessionId::parse(item->data(Qt::UserRole).toString()))
            ids.append(*id);
    return ids;
}

void TrashDialog::updateButtons()
{
    m_restore->setEnabled(!m_list->selectedItems().isEmpty());
    m_delete->setEnabled(!m_list->selectedItems().isEmpty());
}

void TrashDialog::restore()
{
    for (const SessionId &id : chosen())
        m_chats.restore(id);
    m_chats.listTrash();
}

void TrashDialog::deleteForEver()
{
    const QList<SessionId> ids = chosen();
    QMessageBox question(QMessageBox::Warning, tr("Delete for ever"),
                         tr("Delete %n chat(s) for ever, with all messages? This cannot be undone.", nullptr, int(ids.size())), QMessageBox::Cancel, this);
    question.addButton(tr("&Delete for ever"), QMessageBox::DestructiveRole);
    question.setDefaultButton(QMessageBox::Cancel);
    question.exec();
    if (!question.clickedButton() || question.buttonRole(question.clickedButton()) != QMessageBox::DestructiveRole)
        return;
    for (const SessionId &id : ids)
        m_chats.purge(id);
}

} // namespace hsf::ui
