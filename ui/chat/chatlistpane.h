// SPDX-License-Identifier: MIT
//
// All chats: a search over everything said, the list by sections, and the way to the trash. Says what a person wants of a chat;
// the services do it.
#pragma once
#include "service/factory.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QStackedWidget;
class QToolButton;

namespace hsf::models {
class SessionModel;
}

namespace hsf::ui {

class HitModel;

class ChatListPane final : public QWidget
{
    Q_OBJECT
public:
    explicit ChatListPane(service::ChatService &chats, QWidget *parent = nullptr);
    models::SessionModel &sessions() const { return *m_sessions; }
    void setCurrent(const std::optional<SessionId> &id);
    void focusSearch();
    void chooseFolder(const SessionId &id);

Q_SIGNALS:
    void newChatRequested();
    void chatRequested(const hsf::SessionId &id);
    void messageRequested(const hsf::SessionId &id, qint64 number, const QString &words);
    void renameRequested(const hsf::SessionId &id);
    void trashRequested(const hsf::SessionId &id);
    void exportRequested(const hsf::SessionId &id, const QString &format);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeFound();
    void typed(const QString &words);
    void take(const QString &words, const QList<journal::SearchHit> &hits, bool ranked);
    void showHits();
    void openHit(const QModelIndex &index);
    void showMenu(const QPoint &at);

    service::ChatService &m_chats;
    models::SessionModel *m_sessions;
    HitModel *m_hits;
    QLineEdit *m_search;
    QListView *m_list, *m_found;
    QStackedWidget *m_stack;
    QLabel *m_foundCount;
    QToolButton *m_best;
    QList<journal::SearchHit> m_newest, m_ranked;
    std::optional<SessionId> m_current;
};

} // namespace hsf::ui
