// SPDX-License-Identifier: MIT
//
// A chat as it is opened: its end is read and told at once, so that a long one is seen as soon as a short one; what stands before it
// follows in pieces, between which others get their turn. Whoever needs all of it meanwhile reads the journal.
#include "service/chatservice_p.h"

namespace hsf::service {

namespace {

// More than a screen shows, and what a window takes in between two frames.
constexpr int firstMessages = 100, pieceMessages = 400;
constexpr qsizetype firstCharacters = 60'000, pieceCharacters = 300'000;

int tokensOf(const QList<journal::StoredMessage> &messages, const std::optional<journal::Compaction> &shortened)
{
    return agent::estimatedTokens(toldOf(messages, shortened));
}

struct Piece {
    QList<journal::StoredMessage> messages;
    int tokens = 0;
};

qint64 before(const QList<journal::StoredMessage> &messages) { return messages.isEmpty() ? 0 : messages.first().parent; }

} // namespace

Result<ReadChat> readChat(Stores &stores, const SessionId &id, bool running, int window)
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
    const auto messages = stores.journal->leadingTo(id, session->tip, firstMessages, firstCharacters);
    const auto compactions = stores.journal->compactions(id);
    if (!messages || !compactions)
        return std::unexpected(messages ? compactions.error() : messages.error());
    Opening rest{.session = *session, .next = before(*messages)};
    if (!compactions->isEmpty()) {
        const auto shown = stores.journal->shownNumbers(id);
        if (!shown)
            return std::unexpected(shown.error());
        rest.shortened = shortenedOf(*compactions, *shown);
    }
    rest.context = agent::contextParts({chat::Message::system(session->systemPrompt)}, toolsFromJson(session->tools), window);
    rest.context.history = tokensOf(*messages, rest.shortened);
    return ReadChat{{.session = *session, .messages = *messages, .earlier = rest.next > 0, .compactions = *compactions, .queued = session->queued},
                    rest};
}

void ChatService::Private::opened(ReadChat read)
{
    ChatView &view = read.view;
    Chat &chat = this->chat(view.session.id);
    if (!std::exchange(chat.knowsQueue, true))
        chat.queued = view.queued + chat.queued;
    view.queued = chat.queued;
    view.running = chat.running != nullptr;
    view.streaming = chat.running ? chat.running->tail : QString();
    view.approvals = chat.approvals;
    opening = std::make_shared<Opening>(read.rest); // of the one before no more is told
    const auto rest = opening;
    Q_EMIT q->chatOpened(view);
    if (chat.running && chat.running->waiting) {
        const Waiting &waiting = *chat.running->waiting;
        Q_EMIT q->retryWaiting(view.session.id, waiting.event.title, waiting.event.reason, int(waiting.until.remainingTime()));
    }
    announceCounters(view.session);
    readEarlier(rest);
}

void ChatService::Private::readEarlier(const std::shared_ptr<Opening> &chat)
{
    if (chat->next == 0) {
        if (chat->measured)
            announceContext(chat->session, chat->context);
        return;
    }
    auto piece = bench.io([id = chat->session.id, next = chat->next, shortened = chat->shortened](Stores &stores) -> Result<Piece> {
        return stores.journal->leadingTo(id, next, pieceMessages, pieceCharacters).transform([&](const auto &messages) {
            return Piece{messages, tokensOf(messages, shortened)};
        });
    });
    piece.then(q, [this, chat](const Result<Piece> &piece) {
        if (opening != chat)
            return;
        chat->next = piece ? before(piece->messages) : 0;
        chat->context.history += piece ? piece->tokens : 0;
        if (!piece)
            Q_EMIT q->failed(ChatService::tr("What was said earlier could not be read: %1").arg(piece.error().message));
        Q_EMIT q->earlierMessages(chat->session.id, piece ? piece->messages : QList<journal::StoredMessage>(), chat->next > 0);
        if (opening == chat)
            readEarlier(chat);
    });
}

void ChatService::openChat(const SessionId &id)
{
    d->bench.io([id, running = isRunning(id), window = d->settings.settings().model.contextTokens](Stores &stores) {
        return readChat(stores, id, running, window);
    }).then(this, [this](const Result<ReadChat> &chat) {
        if (!chat)
            return Q_EMIT failed(tr("Could not open the chat: %1").arg(chat.error().message));
        d->opened(*chat);
    });
}

} // namespace hsf::service
