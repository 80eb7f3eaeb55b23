// SPDX-License-Identifier: MIT
#include "llm/certificate.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QLocale>
#include <QSslCertificate>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hsf::llm {

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    return host == u"localhost" || host.endsWith(u".localhost") || QHostAddress(host).isLoopback();
}

QNetworkProxy proxyFor(const QUrl &url, const ProxyWay &way)
{
    if (isLoopback(url))
        return QNetworkProxy::NoProxy;
    const ProxySettings &proxy = way.settings;
    switch (proxy.kind) {
    case ProxySettings::Kind::None:
        return QNetworkProxy::NoProxy;
    case ProxySettings::Kind::Http:
        return QNetworkProxy(QNetworkProxy::HttpProxy, proxy.host, quint16(proxy.port), proxy.user, way.password);
    case ProxySettings::Kind::Socks5:
        return QNetworkProxy(QNetworkProxy::Socks5Proxy, proxy.host, quint16(proxy.port), proxy.user, way.password);
    case ProxySettings::Kind::System:
        break;
    }
    return QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url)).value(0, QNetworkProxy::NoProxy);
}

namespace {

/// The smaller, the graver: who is somebody else matters more than who is out of date.
int rank(QSslError::SslError error)
{
    switch (error) {
    case QSslError::CertificateRevoked:
        return 0;
    case QSslError::HostNameMismatch:
        return 1;
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
        return 2;
    case QSslError::CertificateExpired:
    case QSslError::CertificateNotYetValid:
        return 3;
    default:
        return 4;
    }
}

} // namespace

QString handshakeProblem(const QString &words)
{
    const QString sentence = QCoreApplication::translate(
        "hsf::llm",
        "no safe connection could be made. Does the address begin with https although the server speaks http?");
    return words.isEmpty() ? sentence : sentence + u" ("_s + words + u')';
}

QString certificateProblem(const QList<QSslError> &errors, const QString &host)
{
    if (errors.isEmpty())
        return handshakeProblem({});
    const QSslError worst = *std::ranges::min_element(errors, {}, [](const QSslError &e) { return rank(e.error()); });
    const auto day = [](const QDateTime &when) { return QLocale().toString(when.date(), QLocale::ShortFormat); };
    switch (worst.error()) {
    case QSslError::CertificateRevoked:
        return QCoreApplication::translate("hsf::llm", "its certificate was revoked by who issued it.");
    case QSslError::HostNameMismatch:
        return QCoreApplication::translate("hsf::llm",
                                           "its certificate is for another name than %1, so somebody else may be "
                                           "answering. Check the address.")
            .arg(host);
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
        return QCoreApplication::translate(
            "hsf::llm",
            "its certificate is signed by nobody this system knows. If the server is "
            "yours, or your company's, add its certificate to the system's trusted ones.");
    case QSslError::CertificateExpired:
        return QCoreApplication::translate(
                   "hsf::llm",
                   "its certificate ended on %1. Its keeper must renew it; if that day is still "
                   "to come, this computer's clock is wrong.")
            .arg(day(worst.certificate().expiryDate()));
    case QSslError::CertificateNotYetValid:
        return QCoreApplication::translate("hsf::llm",
                                           "its certificate begins on %1 only. Is this computer's clock right?")
            .arg(day(worst.certificate().effectiveDate()));
    default:
        return QCoreApplication::translate("hsf::llm", "its certificate is not trusted (%1).").arg(worst.errorString());
    }
}

} // namespace hsf::llm
