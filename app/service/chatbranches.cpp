// SPDX-License-Identifier: MIT
//
// Chats opened, and said another way: an edited question, an answer made again, a switch between what was written in one place.
#include "service/chatservice_p.h"

namespace hsf::service {

namespace {

std::unexpected<Error> noMessage()
{
    return fail(Error::Kind::NotFound, ChatService::tr("this message is not in the chat any more"));
}

Result<journal::StoredMessage> messageOf(Stores &stores, const SessionId &id, qint64 number)
{
    const auto all = stores.journal->everyMessage(id);
    if (!all)
        return std::unexpected(all.error());
    const auto found = std::ranges::find(*all, number, &journal::StoredMessage::number);
    return found == all->end() ? noMessage() : Result<journal::StoredMessage>(*found);
}

// The question stays, the words are others, its files go with it; durable as one step.
Result<> storeEdited(Stores &stores, const SessionId &id, qint64 number, const QString &text)
{
    return stores.database->transaction([&]() -> Result<> {
        auto old = messageOf(stores, id, number);
        if (!old)
            return std::unexpected(old.error());
        const auto whole = stores.journal->withContents(id, {*old});
        if (!whole)
            return std::unexpected(whole.error());
        chat::Message edited = whole->first().message;
        edited.text = text;
        if (const auto branched = stores.journal->branchAfter(id, old->parent); !branched)
            return branched;
        const auto stored = stores.journal->append(id, edited);
        return stored ? Result<>() : std::unexpected(stored.error());
    });
}

// Back to the question this message answers.
Result<> backToQuestion(Stores &stores, const SessionId &id, qint64 number)
{
    return stores.database->transaction([&]() -> Result<> {
        if (const auto chosen = stores.journal->choose(id, number); !chosen)
            return chosen;
        const auto shown = stores.journal->messages(id);
        if (!shown)
            return std::unexpected(shown.error());
        qint64 question = 0;
        for (const journal::StoredMessage &stored : *shown)
            if (stored.number <= number && stored.message.role == chat::Role::User)
                question = stored.number;
        return question > 0 ? stores.journal->branchAfter(id, question) : noMessage();
    });
}

} // namespace

Result<ChatView> readChat(Stores &stores, const SessionId &id, bool running)
{
    auto session = stores.journal->session(id);
    if (session && !running && session->tip < session->messageCount) {
        // A branch that was begun and in which nothing was said, by a stop or a crash, would hide what was there.
        if (const auto settled = stores.journal->choose(id, std::max<qint64>(1, session->tip)); !settled)
            return std::unexpected(settled.error());
        session = stores.journal->session(id);
    }
    if (!session)
        return std::unexpected(session.error());
    const auto messages = stores.journal->messages(id);
    const auto compactions = stores.journal->compactions(id);
    if (!messages || !compactions)
        return std::unexpected(messages ? compactions.error() : messages.error());
    return ChatView{.session = *session, .messages = *messages, .compactions = *compactions, .queued = session->queued};
}

void ChatService::Private::opened(ChatView view)
{
    Chat &chat = this->chat(view.session.id);
    if (!std::exchange(chat.knowsQueue, true))
        chat.queued = view.queued + chat.queued;
    view.queued = chat.queued;
    view.running = chat.running != nullptr;
    view.streaming = chat.running ? chat.running->tail : QString();
    view.approvals = chat.approvals;
    Q_EMIT q->chatOpened(view);
    if (chat.running && chat.running->waiting) {
        const Waiting &waiting = *chat.running->waiting;
        Q_EMIT q->retryWaiting(view.session.id, waiting.event.title, waiting.event.reason, int(waiting.until.remainingTime()));
    }
    announceCounters(view.session);
    bench.io([view, window = settings.settings().model.contextTokens](Stores &) -> Result<agent::ContextParts> {
        const Transcript sent = transcriptOf(view.session, view.messages, view.compactions);
        return agent::contextParts(sent.messages, toolsFromJson(view.session.tools), window);
    }).then(q, [this, session = view.session](const Result<agent::ContextParts> &parts) {
        if (parts)
            announceContext(session, *parts);
    });
}

void ChatService::Private::rebranch(const SessionId &id, const QString &attempted, std::function<Result<>(Stores &)> work,
                                    std::function<void()> then)
{
    if (q->isRunning(id)) {
        Q_EMIT q->failed(attempted.arg(ChatService::tr("an answer is being written; stop it first.")));
        return;
    }
    const bool goesOn = bool(then);
    bench.io([id, work = std::move(work), goesOn](Stores &stores) -> Result<ChatView> {
        if (const auto done = work(stores); !done)
            return std::unexpected(done.error());
        return readChat(stores, id, goesOn);
    }).then(q, [this, attempted, then = std::move(then)](const Result<ChatView> &view) {
        if (!view)
            return Q_EMIT q->failed(attempted.arg(view.error().message));
        opened(*view);
        if (then)
            then();
    });
}

void ChatService::openChat(const SessionId &id)
{
    d->bench.io([id, running = isRunning(id)](Stores &stores) { return readChat(stores, id, running); })
        .then(this, [this](const Result<ChatView> &view) {
            if (!view)
                return Q_EMIT failed(tr("Could not open the chat: %1").arg(view.error().message));
            d->opened(*view);
        });
}

void ChatService::editMessage(const SessionId &id, qint64 number, const QString &text, Then then)
{
    std::function<void()> goOn;
    if (then == Then::SaveAndRun)
        goOn = [this, id] { d->start(id, {}); };
    d->rebranch(id, tr("Could not edit the message: %1"), [id, number, text](Stores &stores) { return storeEdited(stores, id, number, text); },
                std::move(goOn));
}

void ChatService::regenerate(const SessionId &id, qint64 number)
{
    d->rebranch(id, tr("Could not ask again: %1"), [id, number](Stores &stores) { return backToQuestion(stores, id, number); },
                [this, id] { d->start(id, {}); });
}

void ChatService::showVersion(const SessionId &id, qint64 number)
{
    d->rebranch(id, tr("Could not show the other version: %1"), [id, number](Stores &stores) { return stores.journal->choose(id, number); });
}

} // namespace hsf::service
