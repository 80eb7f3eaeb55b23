// SPDX-License-Identifier: MIT
//
// A server that lies, stalls and hangs up: on 127.0.0.1, in its own threads, it reads a request and then plays a script
// of bytes, byte for byte. For what a well-behaved server cannot be made to do.
//
//     ByteServer server;
//     server.play(ByteScript().stream().send("data: {…}\n\n", 1).reset());   // one byte a packet, then the line is cut
//     … server.baseUrl() …
//     QCOMPARE(server.requests().size(), 1);
#pragma once
#include "support/loopback.h"
#include "support/scriptedserver.h"

#include <QList>
#include <QString>

#include <variant>

namespace hsf::test {

class ByteScript
{
public:
    /// In packets of `split` bytes; 0: all at once.
    ByteScript &&send(const QByteArray &bytes, int split = 0) &&;
    ByteScript &&head(int status, const QByteArray &headers = {}) &&; ///< "HTTP/1.1 429 …" and lines that end in \r\n
    ByteScript &&stream() &&; ///< the head of an event stream that ends with the connection
    ByteScript &&json(int status, const QByteArray &body, const QByteArray &headers = {}) &&; ///< a whole answer
    ByteScript &&pause(int milliseconds) &&;
    ByteScript &&waitFor(const Gate &gate) &&; ///< until a test opens it, for instance when the client has heard what was sent
    ByteScript &&stall() &&; ///< nothing more comes, until the client hangs up
    ByteScript &&drip(const QByteArray &bytes, int everyMs) &&; ///< again and again, until the client hangs up
    ByteScript &&reset() &&; ///< cut (RST)
    ByteScript &&close() &&; ///< ended (FIN); also what happens after the last step

private:
    friend class ByteServer;
    struct Send {
        QByteArray bytes;
        int split;
    };
    struct Pause {
        int milliseconds; ///< -1: for ever
    };
    struct Drip {
        QByteArray bytes;
        int everyMs;
    };
    struct End {
        bool orderly;
    };
    QList<std::variant<Send, Pause, Gate, Drip, End>> m_steps;
};

class ByteServer
{
public:
    ByteServer();
    ~ByteServer();

    /// One script a request, in this order; the last one is repeated. An empty script closes the connection unanswered.
    /// Every connection takes one request.
    void play(const ByteScript &script);

    QString baseUrl() const; ///< "http://127.0.0.1:40123/v1"
    QList<HttpRequest> requests() const;
    int connections() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hsf::test
