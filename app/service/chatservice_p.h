// SPDX-License-Identifier: MIT
//
// What ChatService keeps of the chats that are open or run. chatservice.cpp runs turns, chatqueue.cpp what waits behind them,
// chatopening.cpp reads what is shown, chatbranches.cpp is about what is said another way, chatfiling.cpp lists, files and finds.
#pragma once
#include "llm/retry.h"
#include "service/askapprover.h"
#include "service/chatservice.h"
#include "service/chatturn.h"
#include "service/eventbatch.h"
#include "service/reviewservice.h"

#include <QDeadlineTimer>
#include <QMutex>

namespace hsf::service {

/// What a person wants heard in the running turn, from the GUI thread to the turn's.
class Mailbox
{
public:
    void put(const chat::Message &message)
    {
        const QMutexLocker lock(&m_mutex);
        m_messages.append(message);
    }
    QList<chat::Message> take()
    {
        const QMutexLocker lock(&m_mutex);
        return std::exchange(m_messages, {});
    }

private:
    QMutex m_mutex;
    QList<chat::Message> m_messages;
};

/// The model is asked again at `until`.
struct Waiting {
    agent::RetryWaiting event;
    QDeadlineTimer until;
};

/// A chat whose turn runs.
struct Running {
    std::stop_source stop;
    std::shared_ptr<EventBatch> events;
    std::shared_ptr<Mailbox> mailbox = std::make_shared<Mailbox>();
    std::shared_ptr<llm::RetryNow> retry = std::make_shared<llm::RetryNow>();
    std::optional<Waiting> waiting;
    QString tail;                     ///< of the answer, since the last whole message
    QList<chat::Message> unstored;    ///< of the person: on their way into the journal
};

/// Lives as long as the program: what waits outlives its turns.
struct Chat {
    std::shared_ptr<AskApprover> approver;
    QList<tools::ApprovalRequest> approvals;
    std::unique_ptr<Running> running;
    QList<chat::Message> queued;      ///< sent while a turn ran
    bool knowsQueue = false;          ///< what a run of the program before this one left was read
    chat::Usage lastTurn;
};

/// What of the chat that was opened last is still to be read, and what it adds up to.
struct Opening {
    journal::Session session;
    qint64 next = 0;                                ///< the newest message that was not read; 0: all were
    std::optional<journal::Compaction> shortened;   ///< the part a model is told in short
    agent::ContextParts context;                    ///< of what was read
    bool measured = true;                           ///< no turn has told the context meanwhile
};

struct ReadChat {
    ChatView view;
    Opening rest;
};

struct ChatService::Private {
    ChatService *q;
    Workbench &bench;
    SettingsService &settings;
    ModelService &models;
    ReviewService &reviews;
    QHash<SessionId, std::shared_ptr<Chat>> chats;
    QThreadPool searching;
    std::stop_source search;
    std::shared_ptr<Opening> opening;

    Chat &chat(const SessionId &id);
    void asked(const tools::ApprovalRequest &request);
    void closeApproval(const SessionId &id, const QString &callId);
    void announce(const SessionId &id, const agent::AgentEvent &event);
    /// An empty message: the last one is answered again.
    void start(const SessionId &id, const chat::Message &message);
    void finish(const SessionId &id, const Result<ChatTurnEnd> &end);
    void nameIfNew(const journal::Session &session);
    void announceCounters(const journal::Session &session);
    void announceContext(const journal::Session &session, const agent::ContextParts &parts);
    void opened(ReadChat chat);
    void readEarlier(const std::shared_ptr<Opening> &chat);

    void storeQueue(const SessionId &id);
    void takeStored(const SessionId &id, const chat::Message &message);
    void returnUnheard(const SessionId &id, Running &ran);

    /// Changes the branch and opens the chat as it is then; `then` goes on.
    void rebranch(const SessionId &id, const QString &attempted, std::function<Result<>(Stores &)> work, std::function<void()> then = {});
    /// A change of the session in the journal, after which the list is read again.
    void edit(const QString &attempted, std::function<Result<>(journal::Journal &)> work);
    void indexOlderMessages();
};

/// The end of the chat as it is stored. A branch that was left before anything was said in it gives way to what was there. Blocking.
Result<ReadChat> readChat(Stores &stores, const SessionId &id, bool running, int window);

} // namespace hsf::service
