// SPDX-License-Identifier: MIT
//
// A message bus of a test's own, and a desktop on it: a real D-Bus service that keeps what it is told and says what a
// person does. It lives in the test's thread, so a caller that waits for it would wait for ever.
#pragma once
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusVirtualObject>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace hsf::test {

using namespace Qt::StringLiterals;

class PrivateBus
{
public:
    static bool isPossible() { return !QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty(); }
    PrivateBus() { start(); }
    ~PrivateBus() { stop(); }
    const QString &address() const { return m_address; }
    void stop()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(10'000))
            m_process.kill();
        m_process.waitForFinished();
    }

private:
    void start()
    {
        // Services of the machine it runs on are not started by it.
        QFile config(m_folder.filePath(u"bus.conf"_s));
        if (!config.open(QIODevice::WriteOnly))
            qFatal("no place for the bus");
        config.write("<busconfig><type>session</type><listen>unix:dir=" + m_folder.path().toUtf8()
                     + "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow "
                       "send_destination=\"*\"/><allow eavesdrop=\"true\"/>"
                       "<allow own=\"*\"/></policy></busconfig>");
        config.close();
        m_process.start(u"dbus-daemon"_s,
                        {u"--config-file="_s + config.fileName(), u"--nofork"_s, u"--print-address=1"_s});
        while (!m_process.canReadLine())
            if (!m_process.waitForReadyRead(60'000))
                qFatal("no bus: %s", m_process.readAllStandardError().constData());
        m_address = QString::fromUtf8(m_process.readLine()).trimmed();
    }
    QTemporaryDir m_folder{QDir::tempPath()
                           + u"/hsf-bus-XXXXXX"_s}; // no space: addresses have their own way of writing one
    QProcess m_process;
    QString m_address;
};

class FakeDesktop : public QDBusVirtualObject
{
public:
    struct Shown {
        uint id = 0;
        QString summary, body;
        QStringList actions;
        QVariantMap hints;
        uint replaced = 0;
    };

    explicit FakeDesktop(const QString &address,
                         const QStringList &capabilities = {u"actions"_s, u"body"_s, u"body-markup"_s})
        : m_name(u"desktop-%1"_s.arg(++s_made))
        , m_bus(QDBusConnection::connectToBus(address, m_name))
        , m_capabilities(capabilities)
    {
        if (!m_bus.registerVirtualObject(u"/org/freedesktop/Notifications"_s, this)
            || !m_bus.registerService(u"org.freedesktop.Notifications"_s))
            qFatal("no desktop: %s", qPrintable(m_bus.lastError().message()));
    }
    ~FakeDesktop() override
    {
        m_bus.unregisterService(u"org.freedesktop.Notifications"_s);
        m_bus.unregisterObject(u"/org/freedesktop/Notifications"_s);
        QDBusConnection::disconnectFromBus(m_name);
    }

    // What one sees
    QList<Shown> shown; ///< now, oldest first
    QList<Shown> told; ///< all that ever was
    QList<uint> closed;
    int asked = 0; ///< calls of Notify
    /// Notify is answered only when it is let.
    bool holdsAnswers = false;
    void letGo()
    {
        holdsAnswers = false;
        for (const QDBusMessage &call : std::exchange(m_held, {}))
            answer(call);
    }
    bool refuses = false;

    // What the person does
    void click(uint id, const QString &token = {}, const QString &action = u"default"_s)
    {
        if (!token.isEmpty())
            say(u"ActivationToken"_s, {id, token});
        say(u"ActionInvoked"_s, {id, action});
    }
    void putAway(uint id)
    {
        drop(id);
        say(u"NotificationClosed"_s, {id, 2u});
    }
    void expire(uint id)
    {
        drop(id);
        say(u"NotificationClosed"_s, {id, 1u});
    }
    /// Somebody else on the bus who says that a person clicked.
    void forge(QDBusConnection other, uint id) { other.send(signal(u"ActionInvoked"_s, {id, u"default"_s})); }

    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &) override
    {
        if (message.member() == u"GetCapabilities") {
            m_bus.send(message.createReply(m_capabilities));
        } else if (message.member() == u"CloseNotification") {
            const uint id = message.arguments().value(0).toUInt();
            closed.append(id);
            drop(id);
            m_bus.send(message.createReply());
            say(u"NotificationClosed"_s, {id, 3u});
        } else if (message.member() == u"Notify") {
            ++asked;
            holdsAnswers ? m_held.append(message) : answer(message);
        } else {
            return false;
        }
        return true;
    }

private:
    void answer(const QDBusMessage &call)
    {
        if (refuses) {
            m_bus.send(call.createErrorReply(QDBusError::LimitsExceeded, u"too many"_s));
            return;
        }
        const QVariantList words = call.arguments();
        const uint replaced = words.value(1).toUInt();
        const Shown one{replaced ? replaced : ++m_last,
                        words.value(3).toString(),
                        words.value(4).toString(),
                        words.value(5).toStringList(),
                        qdbus_cast<QVariantMap>(words.value(6)),
                        replaced};
        drop(one.id);
        shown.append(one);
        told.append(one);
        m_bus.send(call.createReply(one.id));
    }
    void drop(uint id)
    {
        shown.removeIf([id](const Shown &one) { return one.id == id; });
    }
    static QDBusMessage signal(const QString &name, const QVariantList &words)
    {
        QDBusMessage news
            = QDBusMessage::createSignal(u"/org/freedesktop/Notifications"_s, u"org.freedesktop.Notifications"_s, name);
        news.setArguments(words);
        return news;
    }
    void say(const QString &name, const QVariantList &words) { m_bus.send(signal(name, words)); }

    static inline int s_made = 0;
    QString m_name;
    QDBusConnection m_bus;
    QStringList m_capabilities;
    QList<QDBusMessage> m_held;
    uint m_last = 40; // somebody else's came before
};

} // namespace hsf::test
