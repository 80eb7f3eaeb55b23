// SPDX-License-Identifier: MIT
//
// Whether a failed completion is asked for again: the decision as a table, and the wait that a person can end.
#include "llm/certificate.h"
#include "llm/retry.h"

#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::llm;

using What = NextStep::What;
Q_DECLARE_METATYPE(hsf::llm::Failure)

class TestRetry : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNextStepFollowsFromTheFailure_data();
    void theNextStepFollowsFromTheFailure();
    void waitsGrowAndAreSpread();
    void aPressEndsAWait();
    void aStopEndsAWait();
    void aPressBeforeAWaitDoesNotCount();
    void aCertificateIsExplained_data();
    void aCertificateIsExplained();
    void thisComputerNeedsNoProxy_data();
    void thisComputerNeedsNoProxy();
};

void TestRetry::theNextStepFollowsFromTheFailure_data()
{
    QTest::addColumn<Failure>("failure");
    QTest::addColumn<int>("what");
    QTest::addColumn<qint64>("wait");
    const auto refused = [](int status, const QMap<QByteArray, QByteArray> &headers = {}, const QByteArray &body = {}) {
        return Failure{.refusal = Refusal{.status = status, .headers = headers, .body = body}};
    };
    const auto row = [](const char *name, const Failure &failure, What what, qint64 wait) {
        QTest::newRow(name) << failure << int(what) << wait;
    };
    for (const int status : {408, 409, 429, 500, 502, 503, 504, 529})
        QTest::addRow("%d passes", status) << refused(status) << int(What::Wait) << qint64(500);
    for (const int status : {400, 401, 402, 403, 404, 405, 413, 422})
        QTest::addRow("%d does not", status) << refused(status) << int(What::GiveUp) << qint64(0);
    row("nothing was sent", {.nothingSent = true}, What::Wait, 500);
    row("it may have been received", {}, What::GiveUp, 0);
    row("the stream began", {.refusal = Refusal{.status = 500}, .streamBegan = true}, What::GiveUp, 0);
    row("the second time waits longer", {.nothingSent = true, .attempt = 2}, What::Wait, 1'000);
    row("the third time is the last", {.nothingSent = true, .attempt = 3}, What::GiveUp, 0);
    row("the server says no", refused(500, {{"x-should-retry", "false"}}), What::GiveUp, 0);
    row("the server says yes", refused(418, {{"x-should-retry", "true"}}), What::Wait, 500);
    row("seconds", refused(429, {{"retry-after", "12"}}), What::Wait, 12'000);
    row("a fraction of them", refused(429, {{"retry-after", "1.5"}}), What::Wait, 1'500);
    row("milliseconds come first", refused(429, {{"retry-after", "12"}, {"retry-after-ms", "700"}}), What::Wait, 700);
    row("a date", refused(503, {{"retry-after", "Sat, 21 Nov 2026 10:00:20 GMT"}}), What::Wait, 20'000);
    row("a date gone by", refused(503, {{"retry-after", "Sat, 21 Nov 2026 09:00:00 GMT"}}), What::Wait, 0);
    row("below nought", refused(429, {{"retry-after", "-5"}}), What::Wait, 500);
    row("nonsense", refused(429, {{"retry-after", "soon"}}), What::Wait, 500);
    row("just short enough", refused(429, {{"retry-after", "60"}}), What::Wait, 60'000);
    row("long", refused(429, {{"retry-after", "61"}}), What::Ask, 61'000);
    row("long, for the last time", {.refusal = Refusal{.status = 429, .headers = {{"retry-after", "61"}}}, .attempt = 3}, What::GiveUp, 0);
    row("no money", refused(429, {{"retry-after", "1"}}, R"({"error":{"code":"insufficient_quota"}})"), What::GiveUp, 0);
    row("a spend cap", refused(429, {}, R"({"error":{"type":"rate_limit_error","details":{"error_code":"enforced_spend_limit_reached"}}})"), What::GiveUp, 0);
}

void TestRetry::theNextStepFollowsFromTheFailure()
{
    QFETCH(const Failure, failure);
    QFETCH(const int, what);
    QFETCH(const qint64, wait);
    const QDateTime now = QDateTime::fromString(u"2026-11-21T10:00:00Z"_s, Qt::ISODate);
    QCOMPARE(nextStep(failure, now, 0.0), (NextStep{.what = What(what), .waitMs = wait}));
}

void TestRetry::waitsGrowAndAreSpread()
{
    QCOMPARE(backOffMs(1, 0), 500);
    QCOMPARE(backOffMs(2, 0), 1'000);
    QCOMPARE(backOffMs(9, 0), 8'000);
    QCOMPARE(backOffMs(1, 1), 375);
}

void TestRetry::aPressEndsAWait()
{
    RetryNow button;
    button.begin();
    std::jthread person([&button] { button.press(); });
    QVERIFY(button.wait(3'600'000, {}));
}

void TestRetry::aStopEndsAWait()
{
    RetryNow button;
    std::stop_source stop;
    button.begin();
    std::jthread person([&stop] { stop.request_stop(); });
    QVERIFY(!button.wait(3'600'000, stop.get_token()));
}

void TestRetry::aPressBeforeAWaitDoesNotCount()
{
    RetryNow button;
    button.press();
    button.begin();
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!button.wait(3'600'000, stop.get_token())); // only the stop ended it
}

void TestRetry::aCertificateIsExplained_data()
{
    QTest::addColumn<QList<QSslError>>("errors");
    QTest::addColumn<QString>("says");
    QTest::newRow("nobody known") << QList{QSslError(QSslError::SelfSignedCertificate)} << u"signed by nobody this system knows"_s;
    QTest::newRow("somebody else") << QList{QSslError(QSslError::SelfSignedCertificate), QSslError(QSslError::HostNameMismatch)}
                                   << u"another name than example.com"_s;
    QTest::newRow("out of date") << QList{QSslError(QSslError::CertificateExpired)} << u"ended on"_s;
    QTest::newRow("not yet") << QList{QSslError(QSslError::CertificateNotYetValid)} << u"clock right"_s;
    QTest::newRow("revoked") << QList{QSslError(QSslError::CertificateExpired), QSslError(QSslError::CertificateRevoked)} << u"revoked"_s;
    QTest::newRow("another reason") << QList{QSslError(QSslError::InvalidPurpose)} << u"not trusted ("_s;
    QTest::newRow("no reason") << QList<QSslError>{} << u"no safe connection"_s;
}

void TestRetry::aCertificateIsExplained()
{
    QFETCH(const QList<QSslError>, errors);
    QFETCH(const QString, says);
    const QString sentence = certificateProblem(errors, u"example.com"_s);
    QVERIFY2(sentence.contains(says), qPrintable(sentence));
}

void TestRetry::thisComputerNeedsNoProxy_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("type");
    const int http = int(ProxySettings::Kind::Http), socks = int(ProxySettings::Kind::Socks5), none = int(ProxySettings::Kind::None);
    QTest::newRow("by name") << u"http://localhost:11434"_s << http << int(QNetworkProxy::NoProxy);
    QTest::newRow("by number") << u"http://127.0.0.1:1"_s << http << int(QNetworkProxy::NoProxy);
    QTest::newRow("by another number of it") << u"http://127.8.9.1:1"_s << socks << int(QNetworkProxy::NoProxy);
    QTest::newRow("in the new numbers") << u"http://[::1]:1"_s << socks << int(QNetworkProxy::NoProxy);
    QTest::newRow("elsewhere") << u"https://api.example.com"_s << http << int(QNetworkProxy::HttpProxy);
    QTest::newRow("elsewhere, by socks") << u"https://api.example.com"_s << socks << int(QNetworkProxy::Socks5Proxy);
    QTest::newRow("elsewhere, straight") << u"https://api.example.com"_s << none << int(QNetworkProxy::NoProxy);
}

void TestRetry::thisComputerNeedsNoProxy()
{
    QFETCH(const QString, url);
    QFETCH(const int, kind);
    QFETCH(const int, type);
    const ProxyWay way{.settings = {.kind = ProxySettings::Kind(kind), .host = u"proxy.example.com"_s, .port = 3128, .user = u"me"_s}, .password = u"secret"_s};
    const QNetworkProxy proxy = proxyFor(QUrl(url), way);
    QCOMPARE(int(proxy.type()), type);
    if (proxy.type() != QNetworkProxy::NoProxy) {
        QCOMPARE(proxy.hostName(), u"proxy.example.com"_s);
        QCOMPARE(proxy.port(), 3128);
        QCOMPARE(proxy.user(), u"me"_s);
        QCOMPARE(proxy.password(), u"secret"_s);
    }
}

QTEST_GUILESS_MAIN(TestRetry)
#include "tst_retry.moc"
