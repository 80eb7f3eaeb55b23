// SPDX-License-Identifier: MIT
#include "support/byteserver.h"

#include "support/scriptedgate_p.h"

namespace hsf::test {

ByteScript &&ByteScript::send(const QByteArray &bytes, int split) &&
{
    m_steps.append(Send{bytes, split});
    return std::move(*this);
}

ByteScript &&ByteScript::head(int status, const QByteArray &headers) &&
{
    return std::move(*this).send("HTTP/1.1 " + QByteArray::number(status) + " Said\r\n" + headers + "\r\n");
}

ByteScript &&ByteScript::stream() &&
{
    return std::move(*this).head(200, "Content-Type: text/event-stream\r\nConnection: close\r\n");
}

ByteScript &&ByteScript::json(int status, const QByteArray &body, const QByteArray &headers) &&
{
    return std::move(*this)
        .head(status,
              headers + "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n")
        .send(body);
}

ByteScript &&ByteScript::pause(int milliseconds) &&
{
    m_steps.append(Pause{milliseconds});
    return std::move(*this);
}

ByteScript &&ByteScript::waitFor(const Gate &gate) &&
{
    m_steps.append(gate);
    return std::move(*this);
}

ByteScript &&ByteScript::stall() &&
{
    return std::move(*this).pause(-1);
}

ByteScript &&ByteScript::drip(const QByteArray &bytes, int everyMs) &&
{
    m_steps.append(Drip{bytes, everyMs});
    return std::move(*this);
}

ByteScript &&ByteScript::reset() &&
{
    m_steps.append(End{false});
    return std::move(*this);
}

ByteScript &&ByteScript::close() &&
{
    m_steps.append(End{true});
    return std::move(*this);
}

struct ByteServer::Private {
    void serve(Connection &connection);
    ByteScript next(const HttpRequest &request);
    void play(Connection &connection, const ByteScript &script);
    static bool sendSplit(Connection &connection, const ByteScript::Send &step);

    mutable std::mutex mutex;
    QList<ByteScript> scripts;
    QList<HttpRequest> requests;
    LoopbackServer http{
        [this](Connection &connection) { serve(connection); }}; // last: its threads use all of the above
};

void ByteServer::Private::serve(Connection &connection)
{
    if (const std::optional<HttpRequest> request = connection.readRequest())
        play(connection, next(*request));
}

ByteScript ByteServer::Private::next(const HttpRequest &request)
{
    const std::scoped_lock lock(mutex);
    requests.append(request);
    if (scripts.isEmpty())
        return {};
    return scripts.size() > 1 ? scripts.takeFirst() : scripts.first();
}

void ByteServer::Private::play(Connection &connection, const ByteScript &script)
{
    for (const auto &step : script.m_steps) {
        if (const auto *send = std::get_if<ByteScript::Send>(&step)) {
            if (!sendSplit(connection, *send))
                return;
        } else if (const auto *pause = std::get_if<ByteScript::Pause>(&step)) {
            if (!connection.pause(pause->milliseconds))
                return;
        } else if (const auto *gate = std::get_if<Gate>(&step)) {
            if (!gate->m_state->pass(connection))
                return;
        } else if (const auto *drip = std::get_if<ByteScript::Drip>(&step)) {
            while (connection.pause(drip->everyMs) && connection.send(drip->bytes)) { }
            return;
        } else {
            return std::get<ByteScript::End>(step).orderly ? connection.close() : connection.reset();
        }
    }
}

bool ByteServer::Private::sendSplit(Connection &connection, const ByteScript::Send &step)
{
    const qsizetype size = step.split > 0 ? step.split : std::max<qsizetype>(1, step.bytes.size());
    for (qsizetype at = 0; at < step.bytes.size(); at += size) {
        if (!connection.send(step.bytes.mid(at, size)))
            return false;
    }
    return true;
}

ByteServer::ByteServer()
    : d(std::make_unique<Private>())
{ }

ByteServer::~ByteServer() = default;

void ByteServer::play(const ByteScript &script)
{
    const std::scoped_lock lock(d->mutex);
    d->scripts.append(script);
}

QString ByteServer::baseUrl() const
{
    return QStringLiteral("http://127.0.0.1:%1/v1").arg(d->http.port());
}

QList<HttpRequest> ByteServer::requests() const
{
    const std::scoped_lock lock(d->mutex);
    return d->requests;
}

int ByteServer::connections() const
{
    return d->http.connections();
}

} // namespace hsf::test
