// SPDX-License-Identifier: MIT
#include "llm/exchange.h"

#include "llm/certificate.h"
#include "llm/oneshotbody_p.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

constexpr qsizetype mostOfRefusal = 64 * 1024;
/// After a server's last word only numbers may follow; nobody waits long for them.
constexpr int lastWordsMs = 5'000;

/// The loop around one reply: every way it may end goes through end().
class Run
{
public:
    Run(QNetworkReply &reply, const Timeouts &timeouts, const BodyReader &reader)
        : m_reply(reply)
        , m_timeouts(timeouts)
        , m_reader(reader)
    {
        QObject::connect(&reply, &QNetworkReply::requestSent, &m_loop, [this] { connected(); });
        QObject::connect(&reply, &QNetworkReply::metaDataChanged, &m_loop, [this] { headersCame(); });
        QObject::connect(&reply, &QIODevice::readyRead, &m_loop, [this] { bytesCame(); });
        QObject::connect(&reply, &QNetworkReply::finished, &m_loop, [this] { finished(); });
        QObject::connect(&reply, &QNetworkReply::sslErrors, &m_loop, [this](const QList<QSslError> &errors) {
            m_outcome.detail = certificateProblem(errors, m_reply.url().host());
            end(Ended::NotTrusted);
        });
        QObject::connect(&m_clock, &QTimer::timeout, &m_loop, [this] { clockRan(); });
        QObject::connect(&m_total, &QTimer::timeout, &m_loop, [this] { end(Ended::TooLong); });
        m_clock.setSingleShot(true);
        m_total.setSingleShot(true);
    }

    Outcome result(const std::stop_token &stop)
    {
        enter(Phase::Connecting, m_timeouts.connect);
        m_total.start(m_timeouts.total);
        // Called on the thread that asks to stop; the loop hears of it on ours.
        const std::stop_callback stopped(stop, [this] {
            QMetaObject::invokeMethod(&m_loop, [this] { end(Ended::Cancelled); }, Qt::QueuedConnection);
        });
        if (m_reply.isFinished())
            finished();
        if (!m_ended)
            m_loop.exec();
        m_reply.disconnect(&m_loop);
        m_reply.abort();
        return m_outcome;
    }

private:
    enum class Phase { Connecting, Waiting, Streaming };

    void enter(Phase phase, int milliseconds)
    {
        m_phase = phase;
        m_clock.start(milliseconds);
    }

    void connected()
    {
        if (m_phase == Phase::Connecting)
            enter(Phase::Waiting, m_timeouts.firstByte);
    }

    void headersCame()
    {
        connected();
        m_outcome.status = m_reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        for (const auto &[name, value] : m_reply.rawHeaderPairs())
            m_outcome.headers.insert(name.toLower(), value);
        if (m_outcome.status >= 300 && m_outcome.status < 400 && m_outcome.headers.contains("location")) {
            const QUrl target = m_reply.url().resolved(QUrl(QString::fromUtf8(m_outcome.headers.value("location"))));
            m_outcome.detail = target.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
            end(Ended::Redirected);
        }
    }

    void bytesCame()
    {
        const QByteArray bytes = m_reply.readAll();
        if (m_ended || bytes.isEmpty())
            return;
        if (m_outcome.status != 200) {
            enter(Phase::Streaming, m_timeouts.idle);
            m_outcome.body += bytes.left(mostOfRefusal - m_outcome.body.size());
            return;
        }
        const Result<Heard> heard = m_reader(bytes);
        if (!heard) {
            m_outcome.error = heard.error();
            end(Ended::Unreadable);
        } else if (*heard == Heard::Everything) {
            end(Ended::Done);
        } else if (*heard == Heard::LastWords) {
            m_lastWords = true;
            enter(Phase::Streaming, std::min(lastWordsMs, m_timeouts.idle));
        } else if (*heard == Heard::Payload) {
            m_sincePayload.start();
            enter(Phase::Streaming, m_timeouts.idle);
        } else if (m_phase == Phase::Streaming && !m_lastWords) {
            signOfLife();
        } // Before the answer began, comments do not keep the clock from running.
    }

    /// A comment, or a piece of something long: patience, but not for ever.
    void signOfLife()
    {
        m_keptAlive = true;
        const qint64 left = std::max<qint64>(0, m_timeouts.keptAlive - m_sincePayload.elapsed());
        m_clock.start(int(std::min<qint64>(m_timeouts.idle, left)));
    }

    void clockRan()
    {
        if (m_reply.bytesAvailable() > 0) // they came while the reader was busy
            bytesCame();
        if (m_ended || m_clock.isActive())
            return;
        if (m_lastWords)
            return end(Ended::Closed);
        switch (m_phase) {
        case Phase::Connecting:
            return end(Ended::NotConnectedInTime);
        case Phase::Waiting:
            return end(Ended::SilentAtFirst);
        case Phase::Streaming:
            return end(m_keptAlive && m_sincePayload.elapsed() >= m_timeouts.keptAlive ? Ended::OnlySignsOfLife
                                                                                       : Ended::SilentLater);
        }
    }

    void finished()
    {
        bytesCame();
        if (m_ended)
            return;
        if (m_reply.error() != QNetworkReply::NoError)
            m_outcome.detail = m_reply.errorString();
        if (m_outcome.status != 0)
            return end(m_outcome.status == 200 ? Ended::Closed : Ended::Refused);
        switch (m_reply.error()) {
        case QNetworkReply::ConnectionRefusedError:
            return end(Ended::NotListening);
        case QNetworkReply::ProxyConnectionRefusedError:
        case QNetworkReply::ProxyConnectionClosedError:
        case QNetworkReply::ProxyNotFoundError:
        case QNetworkReply::ProxyTimeoutError:
        case QNetworkReply::ProxyAuthenticationRequiredError:
        case QNetworkReply::UnknownProxyError:
            return end(Ended::ProxyRefused);
        case QNetworkReply::RemoteHostClosedError:
        case QNetworkReply::ContentReSendError:
        case QNetworkReply::TemporaryNetworkFailureError:
        case QNetworkReply::UnknownNetworkError:
            return end(m_phase == Phase::Connecting ? Ended::Unreachable : Ended::Unanswered);
        case QNetworkReply::ProtocolFailure:
        case QNetworkReply::NoError:
            return end(Ended::Unanswered);
        case QNetworkReply::SslHandshakeFailedError:
            m_outcome.detail = handshakeProblem(m_outcome.detail);
            return end(Ended::NotTrusted);
        default:
            return end(m_phase == Phase::Connecting ? Ended::Unreachable : Ended::Unanswered);
        }
    }

    void end(Ended how)
    {
        if (std::exchange(m_ended, true))
            return;
        m_outcome.ended = how;
        m_clock.stop();
        m_total.stop();
        m_loop.quit();
    }

    QNetworkReply &m_reply;
    Timeouts m_timeouts;
    const BodyReader &m_reader;
    QEventLoop m_loop;
    QTimer m_clock;
    QTimer m_total;
    Phase m_phase = Phase::Connecting;
    Outcome m_outcome;
    QElapsedTimer m_sincePayload;
    bool m_keptAlive = false;
    bool m_lastWords = false;
    bool m_ended = false;
};

} // namespace

Outcome exchange(const QNetworkRequest &request, const std::optional<QByteArray> &body, const Timeouts &timeouts,
                 const BodyReader &reader, const std::stop_token &stop, const ProxyWay &proxy)
{
    if (stop.stop_requested())
        return {.ended = Ended::Cancelled};
    QNetworkAccessManager network;
    network.setProxy(proxyFor(request.url(), proxy));

    QNetworkRequest careful = request;
    // A followed redirect would carry the key to wherever it points.
    careful.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    if (!body) {
        const std::unique_ptr<QNetworkReply> reply(network.get(careful));
        return Run(*reply, timeouts, reader).result(stop);
    }
    careful.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    careful.setHeader(QNetworkRequest::ContentLengthHeader, body->size());
    OneShotBody device(*body);
    const std::unique_ptr<QNetworkReply> reply(network.post(careful, &device));
    return Run(*reply, timeouts, reader).result(stop);
}

} // namespace hsf::llm
