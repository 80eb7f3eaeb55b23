// SPDX-License-Identifier: MIT
//
// Home: chats | conversation | the live library over the diff of the last change. Connects widgets with services; decides nothing.
// chatpageparts.cpp makes the widgets, chatpageturn.cpp follows a turn and its review, chatpagewords.cpp is about what is being
// written, edited and attached, chatpage.cpp about which chat is shown.
#pragma once
#include "service/factory.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace hsf::ui {

class AttachmentBar;
class Banner;
class ChatFindBar;
class ChatListPane;
class Composer;
class ContextButton;
class ConversationView;
class FirstRun;
class LastChangePane;
class LibraryPane;
class RetryBar;
class QueueBar;

class ChatPage final : public QWidget
{
    Q_OBJECT
public:
    explicit ChatPage(service::Factory &factory, QWidget *parent = nullptr);
    ~ChatPage() override;

    std::optional<SessionId> currentChat() const { return m_current; }
    /// For the window's status bar: how full the model's window is, and how far the next review.
    ContextButton &contextButton() const { return *m_context; }
    QToolButton &reviewDistance() const { return *m_review; }
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
    void pinChat();
    void moveChat();
    void exportChat(const QString &format);   ///< "Markdown", "HTML", "JSON"
    void copyChat();                          ///< as Markdown, to the clipboard
    void attachFiles();
    void regenerate();                        ///< the last answer
    void editLast();                          ///< the last message of the person
    void findInChat();
    void searchChats();
    void previousMessage();
    void nextMessage();
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
    QWidget *makeMiddle();
    QWidget *makeHead();
    QWidget *makeConversation();
    QLayout *makeWriting();
    QLayout *makeFoot();
    void connectFirstRun();
    void connectList();
    void connectWriting();
    QWidget *makeSide();
    void placeNewWords();
    void connectChats();
    void connectTurn();
    void connectReviews();
    void takeSessions(const QList<journal::Session> &sessions);
    void takeChat(const service::ChatView &chat);
    void tellReview(const QString &words);
    void showApproval(const tools::ApprovalRequest &request);
    void closeApprovals(const QString &callId = {});
    void noteReview(const SessionId &session, const QString &verb, const changes::ChangeSet &set);
    void openLink(const QString &link);
    void offerRecordedWords();
    bool waitsForReview() const;
    void keepDraft();
    void storeDraft();
    void editMessage(qint64 number, const QString &text);
    void trash(const SessionId &id);
    void rename(const SessionId &id, const QString &before);
    void exportSession(const SessionId &id, const QString &format);
    const journal::Session *currentSession() const;
    void updateState();
    bool isCurrent(const SessionId &id) const { return m_current == id; }

    service::Factory &m_factory;
    std::optional<SessionId> m_current;
    std::optional<qint64> m_messageToShow;
    QString m_wordsToShow;           // and what was searched for in it
    QString m_sendWhenOpen;          // typed before a chat existed
    bool m_openNewest = true;
    QString m_workspace;
    bool m_hasMessages = false;

    QSplitter *m_splitter, *m_side;
    ChatListPane *m_list;
    QLabel *m_title, *m_hint;
    QToolButton *m_review;
    QTimer m_typed;                  // the draft is stored when one pauses
    QSet<SessionId> m_beingReviewed;
    QPushButton *m_folder, *m_send, *m_stop, *m_newWords;
    QToolButton *m_attach;
    ChatFindBar *m_find;
    QueueBar *m_queue;
    AttachmentBar *m_attachments;
    ContextButton *m_context;
    QStackedWidget *m_stack;
    ConversationView *m_conversation;
    FirstRun *m_firstRun;
    QWidget *m_start;
    Composer *m_composer;
    QVBoxLayout *m_approvals;
    Banner *m_banner;
    RetryBar *m_retry;
    LibraryPane *m_library;
    LastChangePane *m_change;
};

} // namespace hsf::ui
