// SPDX-License-Identifier: MIT
//
// Listens to a home's services and to its window, and lets the desktop tell what the person is not there to see. What
// is told is decided in notices.h; a click is news for the window.
#pragma once
#include "service/factory.h"
#include "ui/notify/noticebus.h"
#include "ui/notify/notices.h"

namespace hsf::ui {

class Notifier final : public QObject
{
    Q_OBJECT
public:
    Notifier(service::Factory &factory, NoticeBus &bus, QWidget &window);
    ~Notifier() override; ///< what is told goes

Q_SIGNALS:
    void chatRequested(const hsf::SessionId &id, const QByteArray &activationToken);
    void changesRequested(const QByteArray &activationToken);
    void proposalsRequested(const QByteArray &activationToken);

private:
    void connectChats(service::ChatService &chats);
    void connectReviews(service::Factory &factory);
    void connectCurator(service::CuratorService &curator);
    void take(const NoticeStep &step);
    void tell(NoticeKind kind, const QString &key, const std::optional<SessionId> &chat, const QString &title,
              const QString &line = {});
    void tell(const QList<NoticeEvent> &events);
    void open(NoticeKind kind, const QByteArray &activationToken);
    /// Here: the window is in front, or a dialog of it.
    Person person() const;
    const NoticeSettings &wishes() const { return m_settings.settings().notices; }

    service::SettingsService &m_settings;
    NoticeBus &m_bus;
    QWidget &m_window;
    UnseenEvents m_unseen;
    QHash<SessionId, QString> m_titles;
    QHash<SessionId, QString> m_answers; ///< what a running turn said last
    QHash<SessionId, QList<changes::ChangeSet>> m_held; ///< by reviews that still run
    std::optional<QSet<ProposalId>> m_proposals; ///< that are known to wait; none: not yet asked for
    int m_told = 0;
};

} // namespace hsf::ui
