// SPDX-License-Identifier: MIT
//
// What is sent while a turn runs waits behind it, visible and durable until its own turn stores it; "now" hands it to the running one.
#include "service/chatservice_p.h"

namespace hsf::service {

void ChatService::Private::storeQueue(const SessionId &id)
{
    const Chat &chat = this->chat(id);
    // What is on its way counts as waiting until it is stored as a message: whoever kills the program loses none of it.
    QList<chat::Message> durable = chat.running ? chat.running->unstored : QList<chat::Message>();
    durable += chat.queued;
    bench.io([id, durable](Stores &stores) { return stores.journal->setQueued(id, durable); })
        .then(q, [this](const Result<> &done) {
            if (!done)
                Q_EMIT q->failed(ChatService::tr("What waits to be sent could not be stored: %1").arg(done.error().message));
        });
    Q_EMIT q->queueChanged(id, chat.queued);
}

void ChatService::Private::takeStored(const SessionId &id, const chat::Message &message)
{
    Running *running = chat(id).running.get();
    if (!running || !running->unstored.contains(message))
        return;
    running->unstored.removeOne(message);
    storeQueue(id);
}

// Said "now" to a turn that had nothing more to ask: it waits in front of the others.
void ChatService::Private::returnUnheard(const SessionId &id, Running &ran)
{
    Chat &chat = this->chat(id);
    const QList<chat::Message> unheard = ran.mailbox->take();
    for (const chat::Message &message : unheard)
        ran.unstored.removeOne(message);
    if (unheard.isEmpty())
        return;
    chat.queued = unheard + chat.queued;
    storeQueue(id);
}

void ChatService::send(const SessionId &id, const QString &text)
{
    send(id, chat::Message::user(text));
}

void ChatService::send(const SessionId &id, const chat::Message &message)
{
    if (message.text.trimmed().isEmpty() && message.images.isEmpty() && message.files.isEmpty())
        return;
    if (!isRunning(id))
        return d->start(id, message);
    d->chat(id).queued.append(message);
    d->storeQueue(id);
}

void ChatService::editQueued(const SessionId &id, int place, const QString &text)
{
    QList<chat::Message> &queued = d->chat(id).queued;
    if (place < 0 || place >= queued.size())
        return;
    if (text.trimmed().isEmpty())
        return removeQueued(id, place);
    queued[place].text = text;
    d->storeQueue(id);
}

void ChatService::removeQueued(const SessionId &id, int place)
{
    QList<chat::Message> &queued = d->chat(id).queued;
    if (place < 0 || place >= queued.size())
        return;
    queued.removeAt(place);
    d->storeQueue(id);
}

void ChatService::sendQueuedNow(const SessionId &id, int place)
{
    Chat &chat = d->chat(id);
    if (place < 0 || place >= chat.queued.size())
        return;
    const chat::Message message = chat.queued.takeAt(place);
    if (chat.running) {
        chat.running->unstored.append(message);
        chat.running->mailbox->put(message);
    } else {
        d->start(id, message);
    }
    d->storeQueue(id);
}

} // namespace hsf::service
