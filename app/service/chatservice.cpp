// SPDX-License-Identifier: MIT
#include "service/chatservice.h"

#include "service/askapprover.h"
#include "service/chatturn.h"
#include "service/eventbatch.h"
#include "service/reviewservice.h"

namespace hsf::service {

using agent::TurnResult;

namespace {

// A chat whose turn runs.
struct Running {
    std::stop_source stop;
    std::shared_ptr<EventBatch> events;
    QString tail;             // of the answer, since the last whole message
    bool stored = false;      // the user's message is durable
    QString text;
};

// Lives as long as the program: grants of a chat outlive its turns.
struct Chat {
    std::shared_ptr<AskApprover> approver;
    QList<tools::ApprovalRequest> approvals;
    std::unique_ptr<Running> running;
    QStringList queued;       // sent while a turn ran
};

template <class... F> struct Overloaded : F... {
    using F::operator()...;
};

} // namespace

struct ChatService::Private {
    ChatService *q;
    Workbench &bench;
    SettingsService &settings;
    ModelService &models;
    ReviewService &reviews;
    QHash<SessionId, std::shared_ptr<Chat>> chats;

    Chat &chat(const SessionId &id)
    {
        auto &known = chats[id];
        if (!known) {
            known = std::make_shared<Chat>();
            known->approver = std::make_shared<AskApprover>([q = q](const tools::ApprovalRequest &request) {
                QMetaObject::invokeMethod(q, [q, request] { q->d->asked(request); }, Qt::QueuedConnection);
            });
        }
        return *known;
    }

    void asked(const tools::ApprovalRequest &request)
    {
        Chat &asking = chat(request.session);
        if (!asking.running)
            return;
        asking.running->events->flush();
        asking.approvals.append(request);
        Q_EMIT q->approvalRequested(request);
    }

    void closeApproval(const SessionId &id, const QString &callId)
    {
        if (chat(id).approvals.removeIf([&](const auto &request) { return request.callId == callId; }) > 0)
            Q_EMIT q->approvalClosed(id, callId);
    }

    void deliver(const SessionId &id, const QList<agent::AgentEvent> &events)
    {
        for (const agent::AgentEvent &event : events)
            announce(id, event);
    }

    void announce(const SessionId &id, const agent::AgentEvent &event)
    {
        Running *running = chat(id).running.get();
        std::visit(Overloaded{
            [](const agent::IterationStarted &) {},
            [&](const agent::TextStreamed &e) {
                if (running)
                    running->tail += e.text;
                Q_EMIT q->textStreamed(id, e.text);
            },
            [&](const agent::ReasoningStreamed &e) { Q_EMIT q->reasoningStreamed(id, e.text); },
            [&](const agent::RetryWaiting &e) { Q_EMIT q->retryWaiting(id, e.attempt, e.waitMs, e.reason); },
            [&](const agent::MessageFinished &e) {
                if (running) {
                    running->tail.clear();
                    running->stored = true;
                }
                Q_EMIT q->messageAdded(id, {e.number, bench.clock().now(), e.message});
            },
            [&](const agent::ToolStarted &e) { Q_EMIT q->toolStarted(id, e.call); },
            [&](const agent::ToolOutput &e) { Q_EMIT q->toolOutput(id, e.callId, e.output); },
            [&](const agent::ToolFinished &e) {
                closeApproval(id, e.call.id);
                Q_EMIT q->toolFinished(id, e.call, e.result, e.milliseconds);
            },
            [](const agent::UsageCounted &) {},
        }, event);
    }

    void start(const SessionId &id, const QString &text)
    {
        const auto model = models.mainClient();
        if (!model) {
            Q_EMIT q->failed(ChatService::tr("There is no model yet. Choose one in Settings, under Models."));
            return;
        }
        Chat &chat = this->chat(id);
        chat.running = std::make_unique<Running>();
        chat.running->text = text;
        chat.running->events = std::make_shared<EventBatch>(q, [this, id](const auto &events) { deliver(id, events); });
        Q_EMIT q->turnStarted(id);
        QtConcurrent::run(&bench.turns(), [&bench = bench, id, text, model, approver = chat.approver, events = chat.running->events,
                                           settings = settings.settings(), stop = chat.running->stop.get_token()]() -> Result<ChatTurnEnd> {
            const auto stores = bench.stores();
            if (!stores)
                return std::unexpected(stores.error());
            return runChatTurn(**stores, {.session = id, .text = text, .model = *model, .approver = *approver, .settings = settings},
                               [&](const agent::AgentEvent &event) { events->push(event); }, stop);
        }).then(q, [this, id](const Result<ChatTurnEnd> &end) { finish(id, end); });
    }

    void finish(const SessionId &id, const Result<ChatTurnEnd> &end)
    {
        Chat &chat = this->chat(id);
        chat.running->events->flush();
        for (const auto &request : QList(chat.approvals))
            closeApproval(id, request.callId);
        const std::unique_ptr<Running> ran = std::move(chat.running);
        Q_EMIT q->turnFinished(id, outcome(end));
        if (end) {
            announceCounters(end->session);
            reviews.turnEnded(id, end->result.end == TurnResult::End::Answered ? review::TurnEnd::Answered
                                                                               : review::TurnEnd::Interrupted);
        } else if (!ran->stored) {
            // Nothing of the person's words may be lost: they go back to where they were typed.
            q->saveDraft(id, ran->text);
        }
        q->refreshSessions();
        if (!chat.queued.isEmpty() && end && end->result.end == TurnResult::End::Answered)
            start(id, chat.queued.takeFirst());
    }

    static TurnOutcome outcome(const Result<ChatTurnEnd> &end)
    {
        if (!end)
            return {.end = TurnResult::End::Failed, .sentence = end.error().message};
        const TurnResult &result = end->result;
        TurnOutcome outcome{.end = result.end, .toolIterations = result.toolIterations, .usage = result.usage};
        switch (result.end) {
        case TurnResult::End::Answered:
            break;
        case TurnResult::End::Stopped:
            outcome.sentence = ChatService::tr("Stopped.");
            break;
        case TurnResult::End::Failed:
            outcome.sentence = result.error ? result.error->message : ChatService::tr("The turn failed.");
            break;
        case TurnResult::End::IterationLimit:
            outcome.sentence = ChatService::tr("Stopped after %n model calls, the limit of a turn.", nullptr, result.iterations);
            break;
        case TurnResult::End::BudgetSpent:
            outcome.sentence = ChatService::tr("Stopped: the token budget of this turn is spent.");
            break;
        }
        return outcome;
    }

    void announceCounters(const journal::Session &session)
    {
        Q_EMIT q->usageChanged(session.id, session.usage, settings.settings().model.contextTokens);
        const LearningSettings &learning = settings.settings().learning;
        const auto left = [](int interval, int count) { return interval == 0 ? -1 : std::max(0, interval - count); };
        Q_EMIT q->reviewDistanceChanged(session.id, left(learning.skillInterval, session.toolIterations),
                                        left(learning.memoryInterval, session.userTurns));
    }

    // A change of the session in the journal, after which the list is read again.
    void edit(const QString &attempted, std::function<Result<>(journal::Journal &)> work)
    {
        bench.io([work = std::move(work)](Stores &stores) { return work(*stores.journal); })
            .then(q, [this, attempted](const Result<> &done) {
                if (!done)
                    Q_EMIT q->failed(attempted.arg(done.error().message));
                q->refreshSessions();
            });
    }
};

ChatService::ChatService(Workbench &bench, SettingsService &settings, ModelService &models, ReviewService &reviews, QObject *parent)
    : QObject(parent), d(new Private{this, bench, settings, models, reviews, {}})
{
    connect(&bench, &Workbench::opened, this, &ChatService::refreshSessions);
    connect(&reviews, &ReviewService::reviewQueued, this, [this](const SessionId &id) {
        d->bench.io([id](Stores &stores) { return stores.journal->session(id); })
            .then(this, [this](const Result<journal::Session> &session) {
                if (session)
                    d->announceCounters(*session);
            });
    });
}

ChatService::~ChatService()
{
    for (const auto &chat : std::as_const(d->chats))
        if (chat->running)
            chat->running->stop.request_stop();
    d->bench.turns().waitForDone();
}

void ChatService::refreshSessions()
{
    d->bench.io([](Stores &stores) { return stores.journal->sessions(); })
        .then(this, [this](const Result<QList<journal::Session>> &sessions) {
            if (sessions)
                Q_EMIT sessionsChanged(*sessions);
            else
                Q_EMIT failed(tr("Could not list the chats: %1").arg(sessions.error().message));
        });
}

void ChatService::createChat(const QString &workspace)
{
    d->bench.io([workspace, replay = d->models.replay() != nullptr](Stores &stores) {
        return stores.journal->createSession(workspace, replay);
    }).then(this, [this](const Result<journal::Session> &session) {
        if (!session)
            return Q_EMIT failed(tr("Could not start a chat: %1").arg(session.error().message));
        refreshSessions();
        Q_EMIT chatCreated(session->id);
    });
}

void ChatService::openChat(const SessionId &id)
{
    d->bench.io([id](Stores &stores) -> Result<ChatView> {
        const auto session = stores.journal->session(id);
        if (!session)
            return std::unexpected(session.error());
        const auto messages = stores.journal->messages(id);
        if (!messages)
            return std::unexpected(messages.error());
        return ChatView{*session, *messages};
    }).then(this, [this](const Result<ChatView> &opened) {
        if (!opened)
            return Q_EMIT failed(tr("Could not open the chat: %1").arg(opened.error().message));
        ChatView view = *opened;
        const Chat &chat = d->chat(view.session.id);
        view.running = chat.running != nullptr;
        view.streaming = chat.running ? chat.running->tail : QString();
        view.approvals = chat.approvals;
        Q_EMIT chatOpened(view);
        d->announceCounters(view.session);
    });
}

void ChatService::send(const SessionId &id, const QString &text)
{
    if (text.trimmed().isEmpty())
        return;
    if (isRunning(id))
        d->chat(id).queued.append(text);
    else
        d->start(id, text);
}

void ChatService::stop(const SessionId &id)
{
    if (Running *running = d->chat(id).running.get())
        running->stop.request_stop();
}

void ChatService::answerApproval(const SessionId &id, const QString &callId, tools::Approval answer)
{
    d->chat(id).approver->answer(callId, answer); // the tool that asked journals it
    d->closeApproval(id, callId);
}

void ChatService::saveDraft(const SessionId &id, const QString &draft)
{
    d->bench.io([id, draft](Stores &stores) { return stores.journal->setDraft(id, draft); });
}

void ChatService::rename(const SessionId &id, const QString &title)
{
    d->edit(tr("Could not rename the chat: %1"), [id, title](journal::Journal &journal) { return journal.setTitle(id, title); });
}

void ChatService::setWorkspace(const SessionId &id, const QString &folder)
{
    d->edit(tr("Could not set the workspace: %1"), [id, folder](journal::Journal &journal) { return journal.setWorkspace(id, folder); });
}

void ChatService::trash(const SessionId &id)
{
    stop(id);
    d->edit(tr("Could not move the chat to the trash: %1"), [id](journal::Journal &journal) { return journal.setTrashed(id, true); });
}

void ChatService::restore(const SessionId &id)
{
    d->edit(tr("Could not bring the chat back: %1"), [id](journal::Journal &journal) { return journal.setTrashed(id, false); });
}

bool ChatService::isRunning(const SessionId &id) const
{
    const auto chat = d->chats.value(id);
    return chat && chat->running;
}

int ChatService::runningCount() const
{
    return int(std::ranges::count_if(d->chats, [](const auto &chat) { return chat->running != nullptr; }));
}

} // namespace hsf::service
