// SPDX-License-Identifier: MIT
//
// Chats for the window: lists, opens, sends, stops, asks, branches, files, finds. Every method returns at once; what happened comes
// as signals on the GUI thread, streamed text batched to one delivery every 33 ms.
#pragma once
#include "agent/compaction.h"
#include "agent/turn.h"
#include "service/attachments.h"
#include "service/chatexport.h"
#include "service/modelservice.h"
#include "tools/toolbox.h"

namespace hsf::service {

class ReviewService;

struct ChatView { ///< a chat as opened
    journal::Session session;
    QList<journal::StoredMessage> messages;   ///< of the branch that is shown, without the system message; of a long one its end
    bool earlier = false;                     ///< others stand before these: earlierMessages tells them
    bool running = false;
    QString streaming;                        ///< open tail of the answer, when running
    QList<tools::ApprovalRequest> approvals;  ///< that wait
    QList<journal::Compaction> compactions;
    QList<chat::Message> queued;
};

struct TurnOutcome {
    agent::TurnResult::End end = agent::TurnResult::End::Answered;
    QString sentence;        ///< what to tell when it did not end with an answer; empty otherwise
    int toolIterations = 0;
    chat::Usage usage;
};

/// How full a model's window is, and what was spent.
struct ContextMeter {
    agent::ContextParts parts;
    chat::Usage turn;        ///< the last one; zero: none since the program began
    chat::Usage session;
    chat::Usage background;  ///< reviews of this chat
    ModelPrice price;        ///< of the model in use
    bool operator==(const ContextMeter &) const = default;
};
/// In US dollars; nothing where the price is not known.
std::optional<double> costOf(const chat::Usage &usage, const ModelPrice &price);

class ChatService : public QObject
{
    Q_OBJECT
public:
    ChatService(Workbench &bench, SettingsService &settings, ModelService &models, ReviewService &reviews, QObject *parent = nullptr);
    ~ChatService() override;

    void refreshSessions();                                            ///< sessionsChanged follows
    void createChat(const QString &workspace);                         ///< chatCreated, sessionsChanged follow
    void openChat(const SessionId &id);                                ///< chatOpened, earlierMessages follow
    void send(const SessionId &id, const QString &text);               ///< messageAdded (yours), turnStarted … turnFinished follow
    void send(const SessionId &id, const chat::Message &message);      ///< the same with pictures and files
    void stop(const SessionId &id);
    void retryNow(const SessionId &id);                                ///< while retryWaiting holds
    void answerApproval(const SessionId &id, const QString &callId, tools::Approval answer);

    // What was sent while a turn runs waits behind it; queueChanged follows.
    void editQueued(const SessionId &id, int place, const QString &text);
    void removeQueued(const SessionId &id, int place);
    /// After the next tool result, or at once when nothing runs.
    void sendQueuedNow(const SessionId &id, int place);

    // Branches: what was there before stays; chatOpened follows.
    enum class Then { Save, SaveAndRun };
    void editMessage(const SessionId &id, qint64 number, const QString &text, Then then);
    void regenerate(const SessionId &id, qint64 number);               ///< the answer this message belongs to
    void showVersion(const SessionId &id, qint64 number);

    void saveDraft(const SessionId &id, const QString &draft);
    void rename(const SessionId &id, const QString &title);
    void setWorkspace(const SessionId &id, const QString &folder);     ///< only before the first message
    void setPinned(const SessionId &id, bool pinned);
    void setFolder(const SessionId &id, const QString &folder);        ///< empty: out of its folder
    void trash(const SessionId &id);                                   ///< sessionsChanged; undo with restore
    void restore(const SessionId &id);
    void listTrash();                                                  ///< trashListed follows
    void purge(const SessionId &id);                                   ///< for ever; trashListed follows

    /// Over all chats: searched (newest first), then searched (best first). The next one ends it.
    void search(const QString &words);
    void endSearch();

    using Writing = std::function<QByteArray(const ChatCopy &)>;       ///< pure; called on a worker thread
    void exportChat(const SessionId &id, const QString &file, const Writing &writing);   ///< exported or failed follows

    void readAttachments(const QStringList &files);                    ///< attachmentsRead follows

    bool isRunning(const SessionId &id) const;
    int runningCount() const;

Q_SIGNALS:
    void sessionsChanged(const QList<hsf::journal::Session> &sessions);
    void trashListed(const QList<hsf::journal::Session> &sessions);
    void chatCreated(const hsf::SessionId &id);
    void chatOpened(const hsf::service::ChatView &chat);
    /// Of the chat that was opened last: what stands right before the messages told so far. Not `more`: these were the first.
    void earlierMessages(const hsf::SessionId &id, const QList<hsf::journal::StoredMessage> &messages, bool more);
    void turnStarted(const hsf::SessionId &id);
    void messageAdded(const hsf::SessionId &id, const hsf::journal::StoredMessage &message);   ///< whole; replaces the streamed tail
    void textStreamed(const hsf::SessionId &id, const QString &text);                          ///< to append
    void reasoningStreamed(const hsf::SessionId &id, const QString &text);
    /// Until something else of the turn comes: the model is asked again after a wait.
    void retryWaiting(const hsf::SessionId &id, const QString &title, const QString &reason, int waitMs);
    void toolStarted(const hsf::SessionId &id, const hsf::chat::ToolCall &call);
    void toolOutput(const hsf::SessionId &id, const QString &callId, const QString &output);
    void toolFinished(const hsf::SessionId &id, const hsf::chat::ToolCall &call, const hsf::tools::ToolResult &result, int milliseconds);
    void approvalRequested(const hsf::tools::ApprovalRequest &request);
    void approvalClosed(const hsf::SessionId &id, const QString &callId);
    void compacted(const hsf::SessionId &id, const hsf::journal::Compaction &compaction);
    void queueChanged(const hsf::SessionId &id, const QList<hsf::chat::Message> &queued);
    void turnFinished(const hsf::SessionId &id, const hsf::service::TurnOutcome &outcome);
    void usageChanged(const hsf::SessionId &id, const hsf::chat::Usage &session, int contextTokens);
    void contextChanged(const hsf::SessionId &id, const hsf::service::ContextMeter &meter);
    /// How far the next review is: tool iterations and user turns still to come; -1: switched off.
    void reviewDistanceChanged(const hsf::SessionId &id, int toolIterations, int userTurns);
    /// `ranked`: best first, after the newest.
    void searched(const QString &words, const QList<hsf::journal::SearchHit> &hits, bool ranked);
    void attachmentsRead(const hsf::service::Attachments &read);
    void exported(const hsf::SessionId &id, const QString &file);
    void failed(const QString &sentence);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hsf::service
