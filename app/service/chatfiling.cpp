// SPDX-License-Identifier: MIT
//
// Chats as a list: made, named, filed, thrown away and brought back, found, written to a file.
#include "service/chatservice_p.h"

#include "base/pending.h"
#include "service/attachments.h"

#include <QSaveFile>

namespace hsf::service {

void ChatService::Private::edit(const QString &attempted, std::function<Result<>(journal::Journal &)> work)
{
    bench.io([work = std::move(work)](Stores &stores) { return work(*stores.journal); })
        .then(q, [this, attempted](const Result<> &done) {
            if (!done)
                Q_EMIT q->failed(attempted.arg(done.error().message));
            q->refreshSessions();
        });
}

// Messages from before there was a search over all chats are made findable while nobody waits.
void ChatService::Private::indexOlderMessages()
{
    bench.background().start([&bench = bench] {
        const auto stores = bench.stores();
        while (stores && !bench.stopToken().stop_requested()) {
            const auto more = (*stores)->journal->indexSome(500);
            if (!more || !*more)
                return;
        }
    });
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

void ChatService::listTrash()
{
    d->bench.io([](Stores &stores) { return stores.journal->trashed(); })
        .then(this, [this](const Result<QList<journal::Session>> &sessions) {
            if (sessions)
                Q_EMIT trashListed(*sessions);
            else
                Q_EMIT failed(tr("Could not list the trash: %1").arg(sessions.error().message));
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

void ChatService::setPinned(const SessionId &id, bool pinned)
{
    d->edit(tr("Could not pin the chat: %1"), [id, pinned](journal::Journal &journal) { return journal.setPinned(id, pinned); });
}

void ChatService::setFolder(const SessionId &id, const QString &folder)
{
    d->edit(tr("Could not move the chat: %1"), [id, folder](journal::Journal &journal) { return journal.setFolder(id, folder); });
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

void ChatService::purge(const SessionId &id)
{
    d->edit(tr("Could not delete the chat: %1"), [id](journal::Journal &journal) { return journal.purge(id); });
    listTrash();
}

void ChatService::search(const QString &words)
{
    d->search.request_stop();
    d->search = std::stop_source();
    d->searching.start([this, &bench = d->bench, words, stop = d->search.get_token()] {
        const auto stores = bench.stores();
        if (!stores || stop.stop_requested())
            return;
        const auto tell = [this, &words, &stop](const Result<QList<journal::SearchHit>> &hits, bool ranked) {
            QMetaObject::invokeMethod(this, [this, words, stop, hits, ranked] {
                if (stop.stop_requested())
                    return;
                if (hits)
                    Q_EMIT searched(words, *hits, ranked);
                else
                    Q_EMIT failed(tr("Could not search the chats: %1").arg(hits.error().message));
            }, Qt::QueuedConnection);
        };
        const journal::Journal &journal = *(*stores)->journal;
        const auto newest = journal.newest(words, 20, stop);
        if (stop.stop_requested())
            return;
        tell(newest, false);
        // Few are all there are, whatever their order; ranking many is the longer work.
        if (newest && newest->size() >= 2)
            if (const auto best = journal.ranked(words, 20, 2'000, 250, stop); !stop.stop_requested())
                tell(best, true);
    });
}

void ChatService::endSearch() { d->search.request_stop(); }

void ChatService::exportChat(const SessionId &id, const QString &file, const Writing &writing)
{
    inBackground(&d->bench.background(), [&bench = d->bench, id, file, writing]() -> Result<> {
        const auto stores = bench.stores();
        if (!stores)
            return std::unexpected(stores.error());
        const journal::Journal &journal = *(*stores)->journal;
        const auto session = journal.session(id);
        const auto shown = journal.messages(id).and_then([&](const auto &messages) { return journal.withContents(id, messages); });
        const auto all = journal.everyMessage(id).and_then([&](const auto &messages) { return journal.withContents(id, messages); });
        const auto compactions = journal.compactions(id);
        if (!session || !shown || !all || !compactions)
            return std::unexpected(!session ? session.error() : !shown ? shown.error() : !all ? all.error() : compactions.error());
        const QByteArray bytes = writing({*session, *shown, *all, *compactions});
        QSaveFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.commit())
            return fail(Error::Kind::Storage, out.errorString());
        return {};
    }).then(this, [this, id, file](const Result<> &done) {
        if (done)
            Q_EMIT exported(id, file);
        else
            Q_EMIT failed(tr("Could not write %1: %2").arg(file, done.error().message));
    });
}

void ChatService::readAttachments(const QStringList &files)
{
    inBackground(&d->searching, [files] { return hsf::service::readAttachments(files); }).then(this, [this](const Attachments &read) {
        Q_EMIT attachmentsRead(read);
    });
}

} // namespace hsf::service
