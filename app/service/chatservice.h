// SPDX-License-Identifier: MIT
//
// Chats for the window: lists, opens, sends, stops, asks. Every method returns at once; what happened comes as signals on the GUI
// thread, streamed text batched to one delivery every 33 ms.
#pragma once
#include "agent/turn.h"
#include "service/modelservice.h"
#include "tools/toolbox.h"

namespace hsf::service {

class ReviewService;

struct ChatView { ///< a chat as opened
    journal::Session session;
    QList<journal::StoredMessage> messages;   ///< without the system message
    bool running = false;
    QString streaming;                        ///< open tail of the answer, when running
    QList<tools::ApprovalRequest> approvals;  ///< that wait
};

struct TurnOutcome {
    agent::TurnResult::End end = agent::TurnResult::End::Answered;
    QString sentence;        ///< what to tell when it did not end with an answer; empty otherwise
    int toolIterations = 0;
    chat::Usage usage;
};

class ChatService : public QObject
{
    Q_OBJECT
public:
    ChatService(Workbench &bench, SettingsService &settings, ModelService &models, ReviewService &reviews, QObject *parent = nullptr);
    ~ChatService() override;

    void refreshSessions();                                            ///< sessionsChanged follows
    void createChat(const QString &workspace);                         ///< chatCreated, sessionsChanged follow
    void openChat(const SessionId &id);                                ///< chatOpened follows
    void send(const SessionId &id, const QString &text);               ///< messageAdded (yours), turnStarted … turnFinished follow
    void stop(const SessionId &id);
    void answerApproval(const SessionId &id, const QString &callId, tools::Approval answer);
    void saveDraft(const SessionId &id, const QString &draft);
    void rename(const SessionId &id, const QString &title);
    void setWorkspace(const SessionId &id, const QString &folder);     ///< only before the first message
    void trash(const SessionId &id);                                   ///< sessionsChanged; undo with restore
    void restore(const SessionId &id);
    bool isRunning(const SessionId &id) const;
    int runningCount() const;

Q_SIGNALS:
    void sessionsChanged(const QList<hsf::journal::Session> &sessions);
    void chatCreated(const hsf::SessionId &id);
    void chatOpened(const hsf::service::ChatView &chat);
    void turnStarted(const hsf::SessionId &id);
    void messageAdded(const hsf::SessionId &id, const hsf::journal::StoredMessage &message);   ///< whole; replaces the streamed tail
    void textStreamed(const hsf::SessionId &id, const QString &text);                          ///< to append
    void reasoningStreamed(const hsf::SessionId &id, const QString &text);
    void retryWaiting(const hsf::SessionId &id, int attempt, int waitMs, const QString &reason);
    void toolStarted(const hsf::SessionId &id, const hsf::chat::ToolCall &call);
    void toolOutput(const hsf::SessionId &id, const QString &callId, const QString &output);
    void toolFinished(const hsf::SessionId &id, const hsf::chat::ToolCall &call, const hsf::tools::ToolResult &result, int milliseconds);
    void approvalRequested(const hsf::tools::ApprovalRequest &request);
    void approvalClosed(const hsf::SessionId &id, const QString &callId);
    void turnFinished(const hsf::SessionId &id, const hsf::service::TurnOutcome &outcome);
    void usageChanged(const hsf::SessionId &id, const hsf::chat::Usage &session, int contextTokens);
    /// How far the next review is: tool iterations and user turns still to come; -1: switched off.
    void reviewDistanceChanged(const hsf::SessionId &id, int toolIterations, int userTurns);
    void failed(const QString &sentence);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hsf::service
