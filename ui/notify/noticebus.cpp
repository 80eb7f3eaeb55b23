// SPDX-License-Identifier: MIT
#include "ui/notify/noticebus.h"

#include "base/pending.h"

#include <QCoreApplication>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QVariantMap>

using namespace Qt::StringLiterals;

namespace hsf::ui {

namespace {

const QString desktop = u"org.freedesktop.Notifications"_s;
const QString desktopPath = u"/org/freedesktop/Notifications"_s;
const QString busItself = u"org.freedesktop.DBus"_s;
const QString clickAction = u"default"_s;
constexpr uint putAwayByPerson = 2;

QString freshConnectionName()
{
    static std::atomic_int made = 0;
    return u"hsf-notices-%1"_s.arg(++made);
}

QDBusMessage desktopCall(const QString &method)
{
    return QDBusMessage::createMethodCall(desktop, desktopPath, desktop, method);
}

QDBusMessage busCall(const QString &method)
{
    return QDBusMessage::createMethodCall(busItself, u"/org/freedesktop/DBus"_s, busItself, method);
}

} // namespace

QString plainBody(const QString &text, Markup markup)
{
    if (markup == Markup::Read)
        return text.toHtmlEscaped();
    QString plain = text;
    return plain.replace(u'<', u'‹').replace(u'>', u'›').replace(u'&', u'＆');
}

NoticeBus::NoticeBus(const QString &address, QObject *parent)
    : QObject(parent)
    , m_name(freshConnectionName())
{
    inBackground([address, name = m_name] { // it waits for the bus to say hello
        return address.isEmpty() ? QDBusConnection::connectToBus(QDBusConnection::SessionBus, name)
                                 : QDBusConnection::connectToBus(address, name);
    })
        .then(this, [this](const QDBusConnection &bus) { take(bus); });
}

NoticeBus::~NoticeBus()
{
    for (Slot &slot : m_slots)
        close(slot);
    m_bus.reset();
    QDBusConnection::disconnectFromBus(m_name);
}

void NoticeBus::take(const QDBusConnection &bus)
{
    if (!bus.isConnected())
        return setService(Service::Missing);
    m_bus = bus;
    auto *watcher = new QDBusServiceWatcher(desktop, *m_bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString &, const QString &before, const QString &now) { takeOwner(before, now); });
    // From anybody: with a sender's name Qt would wait for the bus to say who that is. slotOf() looks who it was.
    m_bus->connect({}, desktopPath, desktop, u"ActionInvoked"_s, this, SLOT(takeAction(uint, QString, QDBusMessage)));
    m_bus->connect({}, desktopPath, desktop, u"ActivationToken"_s, this, SLOT(takeToken(uint, QString, QDBusMessage)));
    m_bus->connect({}, desktopPath, desktop, u"NotificationClosed"_s, this, SLOT(takeClosed(uint, uint, QDBusMessage)));
    lookForService();
}

template <class Then> void NoticeBus::ask(const QDBusMessage &call, Then then)
{
    auto *answer = new QDBusPendingCallWatcher(m_bus->asyncCall(call), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [answer, then] {
        answer->deleteLater();
        then(*answer);
    });
}

// One that runs, or one that the bus starts when it is asked.
void NoticeBus::lookForService()
{
    QDBusMessage owner = busCall(u"GetNameOwner"_s);
    owner << desktop;
    ask(owner, [this](const QDBusPendingReply<QString> &runs) {
        m_owner = runs.isError() ? QString() : runs.value();
        if (!m_owner.isEmpty())
            return setService(Service::There);
        ask(busCall(u"ListActivatableNames"_s), [this](const QDBusPendingReply<QStringList> &names) {
            setService(!names.isError() && names.value().contains(desktop) ? Service::There : Service::Missing);
        });
    });
}

void NoticeBus::setService(Service service)
{
    if (m_service == service)
        return;
    m_service = service;
    Q_EMIT serviceChanged(service);
    settleAll();
}

// What the one before showed is gone with it, and does not come again: one that is started for a moment would be
// started for ever.
void NoticeBus::takeOwner(const QString &before, const QString &now)
{
    m_owner = now;
    if (!before.isEmpty()) {
        m_markup.reset();
        for (Slot &slot : m_slots)
            slot.id = 0;
    }
    if (now.isEmpty())
        lookForService();
    else
        setService(Service::There);
}

void NoticeBus::askCapabilities()
{
    if (std::exchange(m_askingCapabilities, true))
        return;
    ask(desktopCall(u"GetCapabilities"_s), [this](const QDBusPendingReply<QStringList> &can) {
        m_askingCapabilities = false;
        m_markup = !can.isError() && can.value().contains(u"body-markup"_s) ? Markup::Read : Markup::NotRead;
        settleAll();
    });
}

void NoticeBus::show(int slot, const NoticeText &text)
{
    m_slots[slot].wish = text;
    settle(slot);
}

void NoticeBus::withdraw(int slot)
{
    m_slots[slot].wish.reset();
    settle(slot);
}

void NoticeBus::settleAll()
{
    for (const QList<int> places = m_slots.keys(); const int slot : places)
        settle(slot);
}

void NoticeBus::settle(int place)
{
    Slot &slot = m_slots[place];
    if (m_service != Service::There || slot.asking || slot.wish == slot.told)
        return;
    if (!slot.wish)
        close(slot);
    else if (!m_markup)
        askCapabilities();
    else
        tell(place, *slot.wish);
}

void NoticeBus::tell(int place, const NoticeText &text)
{
    Slot &slot = m_slots[place];
    slot.asking = true;
    QDBusMessage call = desktopCall(u"Notify"_s);
    const QVariantMap hints{{u"desktop-entry"_s, QCoreApplication::applicationName()},
                            {u"urgency"_s, QVariant::fromValue(uchar(1))}};
    call << QCoreApplication::applicationName() << slot.id << QCoreApplication::applicationName() << text.summary
         << plainBody(text.body, *m_markup) << QStringList{clickAction, tr("Open")} << hints << -1;
    ask(call, [this, place, text](const QDBusPendingReply<uint> &id) {
        Slot &told = m_slots[place];
        told.asking = false;
        told.told = text; // where it was refused as well: the same again would be refused again
        told.id = id.isError() ? 0 : id.value();
        told.token.clear();
        settle(place); // something else may be wished by now
    });
}

void NoticeBus::close(Slot &slot)
{
    slot.told.reset();
    const uint id = std::exchange(slot.id, 0);
    if (id == 0 || !m_bus)
        return;
    QDBusMessage call = desktopCall(u"CloseNotification"_s);
    call.setAutoStartService(false);
    call << id;
    m_bus->send(call);
}

int NoticeBus::slotOf(uint id, const QDBusMessage &news) const
{
    for (const auto &[place, slot] : m_slots.asKeyValueRange())
        if (id != 0 && slot.id == id && news.service() == m_owner)
            return place;
    return -1;
}

void NoticeBus::takeToken(uint id, const QString &token, const QDBusMessage &news)
{
    if (const int place = slotOf(id, news); place >= 0)
        m_slots[place].token = token.toUtf8();
}

void NoticeBus::takeAction(uint id, const QString &action, const QDBusMessage &news)
{
    const int place = slotOf(id, news);
    if (place < 0 || action != clickAction)
        return;
    Slot &slot = m_slots[place];
    const QByteArray token = std::exchange(slot.token, {});
    slot.wish.reset();
    if (!slot.asking)
        close(slot); // some leave it where it is
    Q_EMIT clicked(place, token);
}

void NoticeBus::takeClosed(uint id, uint reason, const QDBusMessage &news)
{
    const int place = slotOf(id, news);
    if (place < 0)
        return;
    Slot &slot = m_slots[place];
    slot.id = 0;
    if (reason != putAwayByPerson || slot.asking)
        return; // its time is over, what comes later still counts it; or what comes later is on its way
    slot.wish.reset();
    slot.told.reset();
    Q_EMIT putAway(place);
}

} // namespace hsf::ui
