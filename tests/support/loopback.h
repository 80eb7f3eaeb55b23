// SPDX-License-Identifier: MIT
//
// Sockets for servers in tests: listens on a free port of 127.0.0.1, gives every connection a thread and calls a
// handler with it. Knows just enough HTTP to read a request. What is answered is the handler's business.
#pragma once
#include <QByteArray>
#include <QMap>

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace hsf::test {

struct HttpRequest {
    QByteArray method;
    QByteArray path;
    QMap<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
    QByteArray raw; ///< every byte as it came
};

class Connection
{
public:
    Connection(int socket, int stopEvent);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// Waits for the next request; nothing when the client hung up or the server stops.
    std::optional<HttpRequest> readRequest();
    /// Waits for the first bytes, whatever they are.
    QByteArray readSome();
    /// False: nobody is listening any more.
    bool send(const QByteArray &bytes);
    /// Waits; false at once when the client hangs up or the server stops.
    bool pause(int milliseconds);
    bool clientIsGone();
    void close(); ///< an orderly end (FIN)
    void reset(); ///< the line is cut (RST)

private:
    bool readMore(QByteArray &buffer);

    int m_socket;
    int m_stopEvent;
    QByteArray m_rest;
};

class LoopbackServer
{
public:
    using Handler = std::function<void(Connection &)>;
    explicit LoopbackServer(Handler handler);
    ~LoopbackServer(); ///< interrupts every handler at its next send, pause or read, and waits for it

    quint16 port() const { return m_port; }
    int connections() const { return m_connections; }
    /// A port on which nobody listens, nor will as long as this program runs.
    static quint16 closedPort();

private:
    void acceptAll();

    Handler m_handler;
    int m_socket = -1;
    int m_stopEvent = -1;
    quint16 m_port = 0;
    std::atomic<int> m_connections = 0;
    std::vector<std::thread> m_handlers; // touched by the accepting thread, and after its end
    std::thread m_acceptor;
};

} // namespace hsf::test
