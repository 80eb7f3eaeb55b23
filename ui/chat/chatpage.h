// SPDX-License-Identifier: MIT
//
// Home: chats | conversation | the live library over the diff of the last change. Connects widgets with services; decides nothing.
#pragma once
#include "service/factory.h"

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace hsf::models {
class SessionModel;
}

namespace hsf::ui {

class Banner;
class Composer;
class ConversationView;
class FirstRun;
class LastChangePane;
class LibraryPane;

class ChatPage final : public QWidget
{
    Q_OBJECT
public:
    explicit ChatPage(service::Factory &factory, QWidget *parent = nullptr);
    ~ChatPage() override;

    std::optional<SessionId> currentChat() const { return m_current; }
    QByteArray saveState() const;
    void restoreState(const QByteArray &state);

public Q_SLOTS:
    void newChat();
    void send();
    void stop();
    void focusComposer();
    void chooseWorkspace();
    void reviewNow();
    void trashChat();
    void renameChat();
    void openChat(const hsf::SessionId &id);
    void openMessage(const hsf::SessionId &id, qint64 number);

Q_SIGNALS:
    void settingsRequested();
    void lookAroundRequested();
    void skillRequested(const QString &id);
    void changeRequested(const hsf::ChangeSetId &id);
    void statusChanged();
    void importRequested(const QString &path);

private:
    QWidget *makeChats();
    QWidget *makeMiddle();
    QWidget *makeSide();
    void placeNewWords();
    void connectChats();
    void connectTurn();
    void connectReviews();
    void takeSessions(const QList<journal::Session> &sessions);
    void takeChat(const service::ChatView &chat);
    void showApproval(const tools::ApprovalRequest &request);
    void closeApprovals(const QString &callId = {});
    void noteReview(const SessionId &session, const QString &verb, const changes::ChangeSet &set);
    void openLink(const QString &link);
    void offerRecordedWords();
    bool waitsForReview() const;
    void keepDraft();
    void updateState();
    bool isCurrent(const SessionId &id) const { return m_current == id; }

    service::Factory &m_factory;
    models::SessionModel *m_sessions;
    std::optional<SessionId> m_current;
    std::optional<qint64> m_messageToShow;
    QString m_sendWhenOpen;          // typed before a chat existed
    bool m_openNewest = true;
    QString m_workspace;
    bool m_hasMessages = false;

    QSplitter *m_splitter, *m_side;
    QListView *m_list;
    QLabel *m_title, *m_hint, *m_review;
    QSet<SessionId> m_beingReviewed;
    QPushButton *m_folder, *m_send, *m_stop, *m_newWords;
    QStackedWidget *m_stack;
    ConversationView *m_conversation;
    FirstRun *m_firstRun;
    QWidget *m_start;
    Composer *m_composer;
    QVBoxLayout *m_approvals;
    Banner *m_banner;
    LibraryPane *m_library;
    LastChangePane *m_change;
};

} // namespace hsf::ui
