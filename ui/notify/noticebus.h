// SPDX-License-Identifier: MIT
//
// Notifications on the desktop, over org.freedesktop.Notifications 1.2: a few places, each of which shows a text,
// another one instead, or nothing. Nobody ever waits: the bus is opened in a pool, and every call is answered later.
// What is wished while a call is under way is made up for when its answer comes.
//
// Qt's D-Bus and not KNotifications: that one wants a .notifyrc where desktops look for it (a program that runs from
// its build folder would stay silent), brings Qt Quick and a sound library along, does not say whether anybody shows
// anything, and its notifications are made and closed one by one, so that places, counts and what is still under way
// would be ours to keep all the same.
#pragma once
#include <QDBusConnection>
#include <QDBusMessage>
#include <QMap>
#include <QObject>

#include <optional>

class QDBusServiceWatcher;

namespace hsf::ui {

/// Plain text, whatever it holds.
struct NoticeText {
    QString summary, body;
    bool operator==(const NoticeText &) const = default;
};

/// The body as a server takes it for plain text: escaped where it reads markup. Where it says that it does not, marks
/// that would begin one are written with others that look alike: one that says so may still read it.
enum class Markup { Read, NotRead };
QString plainBody(const QString &text, Markup markup);

class NoticeBus final : public QObject
{
    Q_OBJECT
public:
    enum class Service { Asking, Missing, There }; ///< of the desktop
    Q_ENUM(Service)
    /// `address` of a message bus; empty: the session's.
    explicit NoticeBus(const QString &address = {}, QObject *parent = nullptr);
    ~NoticeBus() override; ///< what is shown goes

    Service service() const { return m_service; }
    /// In the place of what is shown in `slot`. Kept until a desktop is there.
    void show(int slot, const NoticeText &text);
    void withdraw(int slot);

Q_SIGNALS:
    void serviceChanged(hsf::ui::NoticeBus::Service service);
    /// It was clicked, and is gone; `activationToken`: the desktop's leave to come to the front, or empty.
    void clicked(int slot, const QByteArray &activationToken);
    /// The person put it away.
    void putAway(int slot);

private Q_SLOTS: // news of the desktop
    void takeAction(uint id, const QString &action, const QDBusMessage &news);
    void takeToken(uint id, const QString &token, const QDBusMessage &news);
    void takeClosed(uint id, uint reason, const QDBusMessage &news);

private:
    struct Slot {
        std::optional<NoticeText> wish, told;
        uint id = 0; ///< of what is shown; 0: nothing, or nothing any more
        QByteArray token;
        bool asking = false;
    };
    void take(const QDBusConnection &bus);
    void lookForService();
    void setService(Service service);
    void takeOwner(const QString &before, const QString &now);
    void askCapabilities();
    void settle(int slot);
    void settleAll();
    void tell(int slot, const NoticeText &text);
    void close(Slot &slot);
    int slotOf(uint id, const QDBusMessage &news) const;
    template <class Then> void ask(const QDBusMessage &call, Then then);

    const QString m_name; ///< of our connection
    std::optional<QDBusConnection> m_bus;
    QString m_owner; ///< who the service is on the bus; empty: nobody runs
    Service m_service = Service::Asking;
    std::optional<Markup> m_markup;
    bool m_askingCapabilities = false;
    QMap<int, Slot> m_slots;
};

} // namespace hsf::ui
