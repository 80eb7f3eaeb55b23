// SPDX-License-Identifier: MIT
//
// What was said, said another way: an edited question, an answer made again, a switch between what was written in one place.
#include "service/chatservice_p.h"

#include <ranges>

namespace hsf::service {

namespace {

std::unexpected<Error> noMessage()
{
    return fail(Error::Kind::NotFound, ChatService::tr("this message is not in the chat any more"));
}

Result<journal::StoredMessage> messageOf(Stores &stores, const SessionId &id, qint64 number)
{
    const auto found = stores.journal->leadingTo(id, number, 1, 0);
    if (!found)
        return std::unexpected(found.error());
    return found->isEmpty() || found->last().number != number ? noMessage() : Result<journal::StoredMessage>(found->last());
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
        for (qint64 at = number; at > 0;) {
            const auto before = stores.journal->leadingTo(id, at, 50, 100'000);
            if (!before)
                return std::unexpected(before.error());
            for (const journal::StoredMessage &stored : *before | std::views::reverse)
                if (stored.message.role == chat::Role::User)
                    return stores.journal->branchAfter(id, stored.number);
            at = before->isEmpty() ? 0 : before->first().parent;
        }
        return noMessage();
    });
}

} // namespace

void ChatService::Private::rebranch(const SessionId &id, const QString &attempted, std::function<Result<>(Stores &)> work,
                                    std::function<void()> then)
{
    if (q->isRunning(id)) {
        Q_EMIT q->failed(attempted.arg(ChatService::tr("an answer is being written; stop it first.")));
        return;
    }
    const bool goesOn = bool(then);
    bench.io([id, work = std::move(work), goesOn, window = settings.settings().model.contextTokens](Stores &stores) -> Result<ReadChat> {
        if (const auto done = work(stores); !done)
            return std::unexpected(done.error());
        return readChat(stores, id, goesOn, window);
    }).then(q, [this, attempted, then = std::move(then)](const Result<ReadChat> &chat) {
        if (!chat)
            return Q_EMIT q->failed(attempted.arg(chat.error().message));
        opened(*chat);
        if (then)
            then();
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
