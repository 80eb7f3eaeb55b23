// SPDX-License-Identifier: MIT
#include "ui/notify/notifier.h"

#include <QApplication>
#include <QWidget>

namespace hsf::ui {

using service::ChatService;
using service::ReviewService;

Notifier::Notifier(service::Factory &factory, NoticeBus &bus, QWidget &window)
    : m_settings(*factory.settings)
    , m_bus(bus)
    , m_window(window)
{
    connectChats(*factory.chats);
    connectReviews(factory);
    connectCurator(*factory.curator);
    connect(&m_settings, &service::SettingsService::changed, this, [this] { take(chosen(m_unseen, wishes())); });
    connect(qApp, &QGuiApplication::focusWindowChanged, this, [this] {
        if (person() == Person::Here)
            take(cameToWindow(m_unseen));
    });
    connect(&bus, &NoticeBus::clicked, this,
            [this](int slot, const QByteArray &token) { open(NoticeKind(slot), token); });
    connect(&bus, &NoticeBus::putAway, this, [this](int slot) { take(putAway(m_unseen, NoticeKind(slot))); });
}

Notifier::~Notifier()
{
    take(cameToWindow(m_unseen));
}

Person Notifier::person() const
{
    for (const QWidget *active = QApplication::activeWindow(); active; active = active->parentWidget())
        if (active == &m_window)
            return Person::Here;
    return Person::Away;
}

void Notifier::connectChats(ChatService &chats)
{
    connect(&chats, &ChatService::sessionsChanged, this, [this](const QList<journal::Session> &sessions) {
        m_titles.clear();
        for (const journal::Session &session : sessions)
            m_titles.insert(session.id, session.title);
        take(titled(m_unseen, m_titles, wishes()));
    });
    connect(&chats, &ChatService::turnStarted, this, [this](const SessionId &id) { m_answers.remove(id); });
    connect(&chats, &ChatService::messageAdded, this,
            [this](const SessionId &id, const journal::StoredMessage &stored) {
                if (stored.message.role == chat::Role::Assistant && !stored.message.text.isEmpty())
                    m_answers.insert(id, stored.message.text);
            });
    connect(&chats, &ChatService::turnFinished, this, [this](const SessionId &id, const service::TurnOutcome &outcome) {
        using End = agent::TurnResult::End;
        const QString answer = m_answers.take(id);
        const QString key = QString::number(++m_told);
        if (outcome.end == End::Answered)
            tell(NoticeKind::Answer, key, id, m_titles.value(id), answer);
        else if (outcome.end != End::Stopped) // that was the person
            tell(NoticeKind::Failure, key, id, m_titles.value(id), outcome.sentence);
    });
    connect(&chats, &ChatService::approvalRequested, this, [this](const tools::ApprovalRequest &request) {
        tell(NoticeKind::Approval, request.callId, request.session, m_titles.value(request.session));
    });
    connect(&chats, &ChatService::approvalClosed, this, [this](const SessionId &, const QString &callId) {
        take(settled(m_unseen, NoticeKind::Approval, callId, wishes()));
    });
}

// Told when the review is done and not at each change: it is one piece of news.
void Notifier::connectReviews(service::Factory &factory)
{
    connect(factory.reviews.get(), &ReviewService::changeHeld, this,
            [this](const SessionId &id, const changes::ChangeSet &set) { m_held[id].append(set); });
    connect(factory.reviews.get(), &ReviewService::reviewFinished, this, [this](const review::ReviewRecord &record) {
        QList<NoticeEvent> events;
        for (const changes::ChangeSet &set : m_held.take(record.session))
            events.append({NoticeKind::Changes, set.id.toString(), {}, set.skills().join(QStringLiteral(", ")), {}});
        tell(events);
    });
    connect(factory.changes.get(), &service::ChangesService::setChanged, this, [this](const changes::ChangeSet &set) {
        if (set.state == changes::State::Held)
            return;
        for (auto &held : m_held)
            held.removeIf([&](const changes::ChangeSet &one) { return one.id == set.id; });
        take(settled(m_unseen, NoticeKind::Changes, set.id.toString(), wishes()));
    });
}

void Notifier::connectCurator(service::CuratorService &curator)
{
    connect(
        &curator, &service::CuratorService::proposalsChanged, this, [this](const QList<curator::Proposal> &proposals) {
            QSet<ProposalId> waiting;
            QList<NoticeEvent> events;
            for (const curator::Proposal &proposal : proposals) {
                waiting.insert(proposal.id);
                if (m_proposals && !m_proposals->contains(proposal.id)) // the first list is no news: it waited before
                    events.append({NoticeKind::Proposals, proposal.id.toString(), {}, proposal.skill, {}});
            }
            for (const ProposalId &decided : m_proposals.value_or(waiting) - waiting)
                take(settled(m_unseen, NoticeKind::Proposals, decided.toString(), wishes()));
            m_proposals = waiting;
            tell(events);
        });
}

void Notifier::tell(NoticeKind kind, const QString &key, const std::optional<SessionId> &chat, const QString &title,
                    const QString &line)
{
    tell({{kind, key, chat, title, line}});
}

void Notifier::tell(const QList<NoticeEvent> &events)
{
    take(happened(m_unseen, events, person(), wishes()));
}

void Notifier::take(const NoticeStep &step)
{
    m_unseen = step.unseen;
    for (const NoticeKind kind : step.withdraw)
        m_bus.withdraw(int(kind));
    for (const Notice &notice : step.show)
        m_bus.show(int(notice.kind), {notice.summary, notice.body});
}

void Notifier::open(NoticeKind kind, const QByteArray &activationToken)
{
    const std::optional<SessionId> chat = chatOf(m_unseen, kind);
    take(cameTo(m_unseen, kind, wishes()));
    if (chat)
        Q_EMIT chatRequested(*chat, activationToken);
    else if (kind == NoticeKind::Changes)
        Q_EMIT changesRequested(activationToken);
    else if (kind == NoticeKind::Proposals)
        Q_EMIT proposalsRequested(activationToken);
}

} // namespace hsf::ui
