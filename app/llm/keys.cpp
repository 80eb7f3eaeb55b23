// SPDX-License-Identifier: MIT
#include "llm/keys.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>
#include <QMutex>
#include <QStandardPaths>

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

const QString serviceName = u"hermes-skill-factory"_s;

/// Without a session bus every call would wait for a service that cannot come.
bool hasSessionBus()
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
        || (!runtime.isEmpty() && QFileInfo::exists(runtime + u"/bus"_s));
}

QString whatNow()
{
    return QCoreApplication::translate("hsf::llm", "You can keep the key for this run only.");
}

Error keychainError(const QString &reason)
{
    return {.kind = Error::Kind::Storage,
            .message
            = QCoreApplication::translate("hsf::llm", "The system keychain did not take the key (%1).").arg(reason)
                + u' ' + whatNow()};
}

Error noKeychain()
{
    return {.kind = Error::Kind::Storage,
            .message = QCoreApplication::translate("hsf::llm", "No system keychain is running.") + u' ' + whatNow()};
}

} // namespace

struct Keys::Private {
    mutable QMutex mutex;
    QHash<QString, QString> known;

    void remember(const QString &baseUrl, const QString &key)
    {
        const QMutexLocker lock(&mutex);
        if (key.isEmpty())
            known.remove(baseUrl);
        else
            known.insert(baseUrl, key);
    }
};

Keys::Keys(QObject *parent)
    : QObject(parent)
    , d(std::make_shared<Private>())
{ }

void Keys::store(const QString &baseUrl, const QString &key, Place place)
{
    const auto later = [this](auto &&news) { QMetaObject::invokeMethod(this, news, Qt::QueuedConnection); };
    if (place == Place::ThisRun) {
        d->remember(baseUrl, key);
        later([this, baseUrl] { Q_EMIT stored(baseUrl, Place::ThisRun); });
        return;
    }
    if (!keychainAvailable()) {
        later([this, baseUrl] { Q_EMIT failed(baseUrl, noKeychain()); });
        return;
    }

    QKeychain::Job *job = nullptr;
    if (key.isEmpty()) {
        job = new QKeychain::DeletePasswordJob(serviceName, this);
    } else {
        auto *write = new QKeychain::WritePasswordJob(serviceName, this);
        write->setTextData(key);
        job = write;
    }
    job->setKey(baseUrl);
    job->setInsecureFallback(false);
    connect(job, &QKeychain::Job::finished, this, [this, baseUrl, key](QKeychain::Job *done) {
        if (done->error() != QKeychain::NoError && done->error() != QKeychain::EntryNotFound) {
            Q_EMIT failed(baseUrl, keychainError(done->errorString()));
            return;
        }
        d->remember(baseUrl, key);
        Q_EMIT stored(baseUrl, Place::Keychain);
    });
    job->start();
}

void Keys::load(const QString &baseUrl)
{
    if (!known(baseUrl).isEmpty() || !keychainAvailable()) {
        QMetaObject::invokeMethod(
            this, [this, baseUrl] { Q_EMIT loaded(baseUrl, !known(baseUrl).isEmpty()); }, Qt::QueuedConnection);
        return;
    }
    auto *job = new QKeychain::ReadPasswordJob(serviceName, this);
    job->setKey(baseUrl);
    job->setInsecureFallback(false);
    connect(job, &QKeychain::Job::finished, this, [this, baseUrl, job] {
        // A key that was typed while the keychain thought about it is newer.
        if (job->error() == QKeychain::NoError && known(baseUrl).isEmpty())
            d->remember(baseUrl, job->textData());
        Q_EMIT loaded(baseUrl, !known(baseUrl).isEmpty());
    });
    job->start();
}

QString Keys::known(const QString &baseUrl) const
{
    const QMutexLocker lock(&d->mutex);
    return d->known.value(baseUrl);
}

bool Keys::keychainAvailable() const
{
    return hasSessionBus() && QKeychain::isAvailable();
}

} // namespace hsf::llm
