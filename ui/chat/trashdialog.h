// SPDX-License-Identifier: MIT
//
// Chats that were thrown away: brought back, or deleted for ever after a question.
#pragma once
#include "service/chatservice.h"

#include <QDialog>

class QListWidget;
class QPushButton;
class QStackedWidget;

namespace hsf::ui {

class TrashDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit TrashDialog(service::ChatService &chats, QWidget *parent = nullptr);
    static void open(service::ChatService &chats, QWidget *parent);

private:
    void take(const QList<journal::Session> &sessions);
    void restore();
    void deleteForEver();
    QList<SessionId> chosen() const;
    void updateButtons();

    service::ChatService &m_chats;
    QListWidget *m_list;
    QStackedWidget *m_stack;
    QPushButton *m_restore, *m_delete;
};

} // namespace hsf::ui
