// SPDX-License-Identifier: MIT
#include "support/loopback.h"

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hsf::test {

namespace {

constexpr int unlimited = -1;

/// Waits for events on `socket`; false when the server stops or the time is over.
bool waitFor(int socket, short events, int stopEvent, int milliseconds)
{
    pollfd sources[2]{{socket, events, 0}, {stopEvent, POLLIN, 0}};
    int ready = 0;
    do {
        ready = ::poll(sources, 2, milliseconds);
    } while (ready < 0 && errno == EINTR);
    return ready > 0 && sources[1].revents == 0 && sources[0].revents != 0;
}

int boundSocket()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (socket < 0 || ::bind(socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        qFatal("No port on 127.0.0.1 for a test's server");
    return socket;
}

int listeningSocket()
{
    const int socket = boundSocket();
    if (::listen(socket, 64) != 0)
        qFatal("No server on 127.0.0.1 for a test");
    return socket;
}

quint16 portOf(int socket)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(socket, reinterpret_cast<sockaddr *>(&address), &size);
    return ntohs(address.sin_port);
}

HttpRequest parsedHead(const QByteArray &head)
{
    HttpRequest request;
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    request.method = words.value(0);
    request.path = words.value(1);
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    return request;
}

} // namespace

Connection::Connection(int socket, int stopEvent)
    : m_socket(socket)
    , m_stopEvent(stopEvent)
{
    // Every send is its own packet: tests of framing rely on it.
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Connection::~Connection()
{
    close();
}

bool Connection::readMore(QByteArray &buffer)
{
    if (m_socket < 0 || !waitFor(m_socket, POLLIN, m_stopEvent, unlimited))
        return false;
    char bytes[65536];
    const ssize_t count = ::recv(m_socket, bytes, sizeof bytes, 0);
    if (count <= 0)
        return false;
    buffer.append(bytes, count);
    return true;
}

std::optional<HttpRequest> Connection::readRequest()
{
    QByteArray bytes = std::exchange(m_rest, {});
    qsizetype headSize = 0;
    while ((headSize = bytes.indexOf("\r\n\r\n")) < 0) {
        if (!readMore(bytes))
            return std::nullopt;
    }
    headSize += 4;
    HttpRequest request = parsedHead(bytes.left(headSize));
    const qsizetype size = headSize + request.headers.value("content-length").toLongLong();
    while (bytes.size() < size) {
        if (!readMore(bytes))
            return std::nullopt;
    }
    request.body = bytes.mid(headSize, size - headSize);
    request.raw = bytes.left(size);
    m_rest = bytes.mid(size);
    return request;
}

QByteArray Connection::readSome()
{
    QByteArray bytes = std::exchange(m_rest, {});
    if (bytes.isEmpty())
        readMore(bytes);
    return bytes;
}

bool Connection::send(const QByteArray &bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        if (m_socket < 0 || !waitFor(m_socket, POLLOUT, m_stopEvent, unlimited))
            return false;
        const ssize_t count
            = ::send(m_socket, bytes.constData() + sent, bytes.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        sent += std::max<ssize_t>(count, 0);
    }
    return true;
}

bool Connection::pause(int milliseconds)
{
    pollfd sources[2]{{m_socket, POLLRDHUP, 0}, {m_stopEvent, POLLIN, 0}};
    return m_socket >= 0 && ::poll(sources, 2, milliseconds) == 0;
}

bool Connection::clientIsGone()
{
    return !pause(0);
}

void Connection::close()
{
    if (m_socket < 0)
        return;
    ::shutdown(m_socket, SHUT_WR);
    // Unread bytes would turn our FIN into an RST.
    char bytes[4096];
    while (::recv(m_socket, bytes, sizeof bytes, MSG_DONTWAIT) > 0) { }
    ::close(m_socket);
    m_socket = -1;
}

void Connection::reset()
{
    if (m_socket < 0)
        return;
    const linger none{1, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    ::close(m_socket);
    m_socket = -1;
}

LoopbackServer::LoopbackServer(Handler handler)
    : m_handler(std::move(handler))
    , m_socket(listeningSocket())
    , m_stopEvent(::eventfd(0, EFD_CLOEXEC))
    , m_port(portOf(m_socket))
    , m_acceptor([this] { acceptAll(); })
{ }

LoopbackServer::~LoopbackServer()
{
    ::eventfd_write(m_stopEvent, 1);
    m_acceptor.join();
    for (std::thread &handler : m_handlers)
        handler.join();
    ::close(m_socket);
    ::close(m_stopEvent);
}

void LoopbackServer::acceptAll()
{
    while (waitFor(m_socket, POLLIN, m_stopEvent, unlimited)) {
        const int socket = ::accept4(m_socket, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0)
            continue;
        ++m_connections;
        m_handlers.emplace_back([this, socket] {
            Connection connection(socket, m_stopEvent);
            m_handler(connection);
        });
    }
}

quint16 LoopbackServer::closedPort()
{
    // It stays bound: a port that is given back may be another test's next server.
    static const int socket = boundSocket();
    return portOf(socket);
}

} // namespace hsf::test
