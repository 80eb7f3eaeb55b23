// SPDX-License-Identifier: MIT
#include "ui/parts/singleinstance.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QLocalSocket>
#include <QThread>

namespace hsf::ui {

namespace {

constexpr int patience = 2'000; // milliseconds a start waits for the first program's answer
const QByteArray request = QByteArrayLiteral("raise ");
const QByteArray answer = QByteArrayLiteral("raised\n");

// A socket's path may have 107 bytes only, so the home stands in it as a digest.
QString nameFor(const Home &home)
{
    const QByteArray digest = QCryptographicHash::hash(home.state.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QStringLiteral("hermes-skill-factory-") + QString::fromLatin1(digest.first(24));
}

} // namespace

SingleInstance::SingleInstance(const Home &home, QObject *parent)
    : QObject(parent)
    , m_lock((QDir().mkpath(home.state), home.state + QStringLiteral("/window.lock")))
    , m_name(nameFor(home))
{
    m_lock.setStaleLockTime(0); // a window may be open for weeks: only a process that is gone loses its lock
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::takeRequests);
}

bool SingleInstance::isFirst()
{
    if (m_lock.tryLock(0)) {
        listen();
        return true;
    }
    // A state folder that cannot be written must not keep a person out: without a lock nobody is known to be first.
    return m_lock.error() != QLockFile::LockFailedError;
}

void SingleInstance::listen()
{
    QLocalServer::removeServer(m_name); // of a program that crashed: the lock says that nobody is there
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    if (!m_server.listen(m_name))
        qWarning("A second start cannot bring this window to the front: %s", qPrintable(m_server.errorString()));
}

void SingleInstance::takeRequests()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (!socket->canReadLine()) {
                if (socket->bytesAvailable() > 4'096)
                    socket->abort();
                return;
            }
            const QByteArray line = socket->readLine().trimmed();
            if (!line.startsWith(request.trimmed()))
                return socket->abort();
            socket->write(answer);
            socket->disconnectFromServer();
            Q_EMIT raiseRequested(line.mid(request.size()));
        });
    }
}

bool SingleInstance::askFirstToRaise() const
{
    QLocalSocket socket;
    // The first program may have its lock and not its socket yet.
    QDeadlineTimer end(patience);
    while (socket.state() != QLocalSocket::ConnectedState) {
        if (end.hasExpired())
            return false;
        socket.connectToServer(m_name);
        if (!socket.waitForConnected(100))
            QThread::msleep(50);
    }
    socket.write(request + qgetenv("XDG_ACTIVATION_TOKEN").simplified() + '\n');
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(patience))
            return false;
    }
    return socket.readLine() == answer;
}

} // namespace hsf::ui
