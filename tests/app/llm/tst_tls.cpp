// SPDX-License-Identifier: MIT
//
// Servers whose certificate is not to be believed, and ones that do not speak TLS at all: said in a sentence, and nothing was sent.
#include "llm/httpclient.h"
#include "support/loopback.h"

#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::llm;

namespace {

// Made for this test, for "localhost"; signed by itself, and known to nobody.
const QByteArray testKey = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgW9pkMjCtVGCEZYyG
9jVrJdzE45+0l7C52e9kcaMwMoehRANCAARdZePsFOp4KoW0NnYL6pAZ76diMi2s
g1NKNsPgs2c2whn0fLyhMzhTfSapsAq0U8BoVotDLWmowMICwVQXPPsA
-----END PRIVATE KEY-----
)";
const QByteArray testCertificate = R"(-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUXH746PywImOJFIRBZZDYDdiHfTswCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjA1NTA1NloYDzIxMjYxMDI5
MDU1MDU2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARdZePsFOp4KoW0NnYL6pAZ76diMi2sg1NKNsPgs2c2whn0fLyhMzhT
fSapsAq0U8BoVotDLWmowMICwVQXPPsAo28wbTAdBgNVHQ4EFgQUenL6cLMEkESC
8bCS0GSWnvuOGBkwHwYDVR0jBBgwFoAUenL6cLMEkESC8bCS0GSWnvuOGBkwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgNT3Hai90cJjfJjywEARwsBUsX66Z4g7EuR452XEGlwACIQCf
SM16yY+u36lmZAedK6sqc+yzxwaN2YG8FNF0g5N2Yg==
-----END CERTIFICATE-----
)";

constexpr Timeouts patient{.connect = 20'000, .firstByte = 20'000, .idle = 20'000, .total = 60'000};

Result<Reply> asked(const QString &baseUrl, QList<Retrying> &retries)
{
    Result<Reply> reply = fail(Error::Kind::Malformed, u"nothing happened"_s);
    std::atomic<bool> done = false;
    std::thread worker([&] {
        HttpClient client({.baseUrl = baseUrl, .model = u"m"_s, .apiKey = u"sk-not-for-strangers"_s}, patient);
        reply = client.complete({.messages = {chat::Message::user(u"hi"_s)}},
                                [&](const StreamEvent &event) {
                                    if (const auto *retrying = std::get_if<Retrying>(&event))
                                        retries.append(*retrying);
                                },
                                {});
        done = true;
    });
    while (!done) // the server below lives in this thread
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    worker.join();
    return reply;
}

} // namespace

class TestTls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aCertificateThatNobodySigned();
    void aServerThatSpeaksPlainly();
};

void TestTls::aCertificateThatNobodySigned()
{
    if (!QSslSocket::supportsSsl())
        QSKIP("this system has no TLS");
    QSslServer server;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(testCertificate));
    configuration.setPrivateKey(QSslKey(testKey, QSsl::Ec));
    server.setSslConfiguration(configuration);
    QByteArray received;
    connect(&server, &QSslServer::pendingConnectionAvailable, this, [&] {
        auto *socket = server.nextPendingConnection();
        connect(socket, &QIODevice::readyRead, this, [&received, socket] { received += socket->readAll(); });
    });
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QList<Retrying> retries;
    const Result<Reply> reply = asked(u"https://127.0.0.1:%1/v1"_s.arg(server.serverPort()), retries);
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Error::Kind::Refused);
    QVERIFY2(reply.error().message.contains(u"signed by nobody this system knows"_s), qPrintable(reply.error().message));
    QVERIFY2(reply.error().message.contains(u"were not sent"_s), qPrintable(reply.error().message));
    QVERIFY(retries.isEmpty());
    QVERIFY(!received.contains("sk-not-for-strangers"));
}

void TestTls::aServerThatSpeaksPlainly()
{
    if (!QSslSocket::supportsSsl())
        QSKIP("this system has no TLS");
    test::LoopbackServer plain([](test::Connection &connection) {
        connection.readSome(); // as real ones do; closed before, the answer would be lost with the line
        connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        connection.close();
    });
    QList<Retrying> retries;
    const Result<Reply> reply = asked(u"https://127.0.0.1:%1/v1"_s.arg(plain.port()), retries);
    QVERIFY(!reply);
    QVERIFY2(reply.error().message.contains(u"no safe connection could be made"_s), qPrintable(reply.error().message));
    QVERIFY(retries.isEmpty());
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
