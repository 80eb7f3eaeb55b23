// SPDX-License-Identifier: MIT
//
// Turns: started, told, stopped, ended.
#include "service/chatservice_p.h"
#include "base/pending.h"
#include "service/chattitle.h"

#include "base/text.h"

namespace hsf::service {

using agent::TurnResult;

namespace {

template <class... F> struct Overloaded : F... {
    using F::operator()...;
};

TurnOutcome outcomeOf(const Result<ChatTurnEnd> &end)
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

} // namespace

Chat &ChatService::Private::chat(const SessionId &id)
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

void ChatService::Private::asked(const tools::ApprovalRequest &request)
{
    Chat &asking = chat(request.session);
    if (!asking.running)
        return;
    asking.running->events->flush();
    asking.approvals.append(request);
    Q_EMIT q->approvalRequested(request);
}

void ChatService::Private::closeApproval(const SessionId &id, const QString &callId)
{
    if (chat(id).approvals.removeIf([&](const auto &request) { return request.callId == callId; }) > 0)
        Q_EMIT q->approvalClosed(id, callId);
}

void ChatService::Private::announce(const SessionId &id, const agent::AgentEvent &event)
{
    Running *running = chat(id).running.get();
    if (running)
        running->waiting.reset();
    std::visit(Overloaded{
        [](const agent::IterationStarted &) {},
        [&](const agent::TextStreamed &e) {
            if (running)
                running->tail += e.text;
            Q_EMIT q->textStreamed(id, e.text);
        },
        [&](const agent::ReasoningStreamed &e) { Q_EMIT q->reasoningStreamed(id, e.text); },
        [&](const agent::RetryWaiting &e) {
            if (running)
                running->waiting = Waiting{e, QDeadlineTimer(e.waitMs)};
            Q_EMIT q->retryWaiting(id, e.title, e.reason, e.waitMs);
        },
        [&](const agent::MessageFinished &e) {
            if (running)
                running->tail.clear();
            if (e.message.role == chat::Role::User)
                takeStored(id, e.message);
            Q_EMIT q->messageAdded(id, {e.number, bench.clock().now(), e.message, {}, e.number - 1});
        },
        [&](const agent::ToolStarted &e) { Q_EMIT q->toolStarted(id, e.call); },
        [&](const agent::ToolOutput &e) { Q_EMIT q->toolOutput(id, e.callId, e.output); },
        [&](const agent::ToolFinished &e) {
            closeApproval(id, e.call.id);
            Q_EMIT q->toolFinished(id, e.call, e.result, e.milliseconds);
        },
        [](const agent::UsageCounted &) {},
        [&](const agent::ContextCompacted &e) {
            Q_EMIT q->compacted(id, {.first = e.first, .last = e.last, .summary = e.summary, .time = bench.clock().now(),
                                     .tokensBefore = e.tokensBefore, .tokensAfter = e.tokensAfter});
        },
    }, event);
}

void ChatService::Private::start(const SessionId &id, const chat::Message &message)
{
    const auto model = models.mainClient();
    Chat &chat = this->chat(id);
    if (!model) {
        if (message != chat::Message()) { // it waits for a model
            chat.queued.prepend(message);
            storeQueue(id);
        }
        Q_EMIT q->failed(ChatService::tr("There is no model yet. Choose one in Settings, under Models."));
        return;
    }
    chat.running = std::make_unique<Running>();
    if (message != chat::Message())
        chat.running->unstored = {message};
    chat.running->events = std::make_shared<EventBatch>(q, [this, id](const QList<agent::AgentEvent> &events) {
        for (const agent::AgentEvent &event : events)
            announce(id, event);
    });
    Q_EMIT q->turnStarted(id);
    const auto auxiliary = models.replay() ? nullptr : models.auxiliaryClient();
    inBackground(&bench.turns(), [&bench = bench, id, message, model, auxiliary, approver = chat.approver, events = chat.running->events,
                                       mailbox = chat.running->mailbox, retry = chat.running->retry, settings = settings.settings(),
                                       stop = chat.running->stop.get_token()]() -> Result<ChatTurnEnd> {
        const auto stores = bench.stores();
        if (!stores)
            return std::unexpected(stores.error());
        return runChatTurn(**stores,
                           {.session = id, .text = message.text, .model = *model, .approver = *approver, .settings = settings,
                            .images = message.images, .files = message.files, .auxiliary = auxiliary.get(),
                            .heardMeanwhile = [mailbox] { return mailbox->take(); }, .retryNow = retry},
                           [&](const agent::AgentEvent &event) { events->push(event); }, stop);
    }).then(q, [this, id](const Result<ChatTurnEnd> &end) { finish(id, end); });
}

void ChatService::Private::finish(const SessionId &id, const Result<ChatTurnEnd> &end)
{
    Chat &chat = this->chat(id);
    chat.running->events->flush();
    for (const auto &request : QList(chat.approvals))
        closeApproval(id, request.callId);
    const std::unique_ptr<Running> ran = std::move(chat.running);
    returnUnheard(id, *ran);
    if (end)
        chat.lastTurn = end->result.usage;
    if (end && opening && opening->session.id == id)
        opening->measured = false;
    Q_EMIT q->turnFinished(id, outcomeOf(end));
    if (end) {
        announceCounters(end->session);
        announceContext(end->session, end->context);
        reviews.turnEnded(id, end->result.end == TurnResult::End::Answered ? review::TurnEnd::Answered : review::TurnEnd::Interrupted);
        if (end->result.end == TurnResult::End::Answered)
            nameIfNew(end->session);
        if (end->result.added.isEmpty() && opening && opening->session.id == id)
            q->openChat(id); // a new branch without an answer gives way to the old one; where it is not looked at, when it is opened
    } else if (!ran->unstored.isEmpty()) {
        // Nothing of the person's words may be lost: they go back to where they were typed.
        q->saveDraft(id, ran->unstored.first().text);
    }
    q->refreshSessions();
    if (!chat.queued.isEmpty() && end && end->result.end == TurnResult::End::Answered) {
        start(id, chat.queued.takeFirst());
        Q_EMIT q->queueChanged(id, chat.queued);
    }
}

void ChatService::Private::nameIfNew(const journal::Session &session)
{
    const auto model = models.auxiliaryClient();
    if (session.namedBy != u"words" || !model || models.replay())
        return;
    inBackground(&bench.background(), [&bench = bench, id = session.id, model]() -> Result<QString> {
        const auto stores = bench.stores();
        return stores ? nameChat(**stores, id, *model, bench.stopToken()) : std::unexpected(stores.error());
    }).then(q, [this](const Result<QString> &title) {
        if (title) // without one the first words do
            q->refreshSessions();
    });
}

void ChatService::Private::announceCounters(const journal::Session &session)
{
    Q_EMIT q->usageChanged(session.id, session.usage, settings.settings().model.contextTokens);
    const LearningSettings &learning = settings.settings().learning;
    const auto left = [](int interval, int count) { return interval == 0 ? -1 : std::max(0, interval - count); };
    Q_EMIT q->reviewDistanceChanged(session.id, left(learning.skillInterval, session.toolIterations),
                                    left(learning.memoryInterval, session.userTurns));
}

void ChatService::Private::announceContext(const journal::Session &session, const agent::ContextParts &parts)
{
    ContextMeter meter{.parts = parts, .turn = chat(session.id).lastTurn, .session = session.usage, .price = settings.settings().model.price};
    bench.io([](Stores &stores) { return stores.reviews->records(1'000); })
        .then(q, [this, meter, id = session.id](const Result<QList<review::ReviewRecord>> &records) mutable {
            for (const review::ReviewRecord &record : records.value_or(QList<review::ReviewRecord>()))
                if (record.session == id)
                    meter.background += {.inputTokens = record.inputTokens, .outputTokens = record.outputTokens};
            Q_EMIT q->contextChanged(id, meter);
        });
}

std::optional<double> costOf(const chat::Usage &usage, const ModelPrice &price)
{
    if (!price.isKnown())
        return std::nullopt;
    const double cached = price.cachedInput >= 0 ? price.cachedInput : price.input;
    const double written = price.cacheWrite >= 0 ? price.cacheWrite : price.input;
    const int fresh = std::max(0, usage.inputTokens - usage.cachedTokens - usage.cacheWrittenTokens);
    return (fresh * price.input + usage.cachedTokens * cached + usage.cacheWrittenTokens * written + usage.outputTokens * price.output) / 1e6;
}

ChatService::ChatService(Workbench &bench, SettingsService &settings, ModelService &models, ReviewService &reviews, QObject *parent)
    : QObject(parent), d(new Private{this, bench, settings, models, reviews, {}, {}, {}, {}})
{
    d->searching.setMaxThreadCount(2); // the next search does not wait for the end of the last one
    d->searching.setExpiryTimeout(-1); // keeps its database connections
    connect(&bench, &Workbench::opened, this, &ChatService::refreshSessions);
    connect(&bench, &Workbench::opened, this, [this] { d->indexOlderMessages(); });
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
    d->search.request_stop();
    for (const auto &chat : std::as_const(d->chats))
        if (chat->running)
            chat->running->stop.request_stop();
    d->searching.waitForDone();
    d->bench.turns().waitForDone();
}

void ChatService::stop(const SessionId &id)
{
    if (Running *running = d->chat(id).running.get())
        running->stop.request_stop();
}

void ChatService::retryNow(const SessionId &id)
{
    if (const Running *running = d->chat(id).running.get())
        running->retry->press();
}

void ChatService::answerApproval(const SessionId &id, const QString &callId, tools::Approval answer)
{
    d->chat(id).approver->answer(callId, answer); // the tool that asked journals it
    d->closeApproval(id, callId);
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
