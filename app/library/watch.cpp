// SPDX-License-Identifier: MIT
#include "library/watch.h"
#include "base/niceness.h"
#include "library/watchtree_p.h"
#include "library/words_p.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSet>
#include <QSocketNotifier>
#include <QThread>
#include <QTimer>

namespace hsf::library {

namespace {

constexpr int quietMs = 300;
constexpr int longestMs = 1'000;
constexpr int mostMs = 8'000; // to somebody who never stops writing
constexpr int blindMs = 60'000;
constexpr qsizetype mostFiles = 2'000;

/// Lives in the watch's thread. Sleeps until the system tells of a change.
class Watcher : public QObject
{
    Q_OBJECT
public:
    Watcher()
    {
        m_quiet.setSingleShot(true);
        connect(&m_quiet, &QTimer::timeout, this, &Watcher::tell);
        m_blind.setInterval(blindMs);
        connect(&m_blind, &QTimer::timeout, this, [this] { Q_EMIT changed(m_tree->roots()); });
    }

    void setFolders(const QStringList &folders)
    {
        QStringList roots;
        for (const QString &folder : folders)
            roots.append(QDir::cleanPath(folder));
        if (!m_tree)
            start();
        m_tree->setRoots(roots);
        m_blind.stop();
        if (m_tree->isShort() || m_tree->descriptor() < 0) {
            m_blind.start();
            Q_EMIT failed(Words::tr("The system watches no more than %n folder(s) for this program. What other programs change in the others is "
                                    "noticed once a minute; the system's setting fs.inotify.max_user_watches allows more.",
                                    nullptr, int(m_tree->count())));
        }
        Q_EMIT ready();
    }
    /// In this thread, where its notifier lives.
    void close()
    {
        m_notifier.reset();
        m_tree.reset();
        m_quiet.stop();
        m_blind.stop();
    }

Q_SIGNALS:
    void changed(const QStringList &files);
    void ready();
    void failed(const QString &sentence);

private:
    void start()
    {
        m_tree = std::make_unique<WatchTree>([this](const QString &path) { note(path); });
        if (m_tree->descriptor() < 0)
            return;
        m_notifier = std::make_unique<QSocketNotifier>(m_tree->descriptor(), QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] { m_tree->readEvents(); });
    }

    void note(const QString &path)
    {
        if (m_files.isEmpty())
            m_burst.start();
        if (m_files.size() <= mostFiles)
            m_files.insert(path);
        const qint64 left = m_patience - m_burst.elapsed();
        m_unquiet = left < quietMs;
        m_quiet.start(int(std::clamp<qint64>(left, 0, quietMs)));
    }

    void tell()
    {
        // Who never stops writing is heard less and less often.
        m_patience = m_unquiet ? std::min(m_patience * 2, mostMs) : longestMs;
        QStringList files = m_files.size() > mostFiles ? m_tree->roots() : QStringList(m_files.begin(), m_files.end());
        m_files.clear();
        files.sort();
        Q_EMIT changed(files);
    }

    std::unique_ptr<WatchTree> m_tree;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QSet<QString> m_files;
    QTimer m_quiet{this}, m_blind{this}; // move to the thread with us
    QElapsedTimer m_burst;
    int m_patience = longestMs;
    bool m_unquiet = false;
};

} // namespace

struct Watch::Private {
    QThread thread;
    Watcher *watcher = nullptr; ///< deleted in its thread
};

Watch::Watch(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->watcher = new Watcher;
    d->watcher->moveToThread(&d->thread);
    connect(&d->thread, &QThread::started, d->watcher, [] { letTheWindowGoFirst(); });
    connect(&d->thread, &QThread::finished, d->watcher, &QObject::deleteLater);
    connect(d->watcher, &Watcher::changed, this, &Watch::changed);
    connect(d->watcher, &Watcher::ready, this, &Watch::ready);
    connect(d->watcher, &Watcher::failed, this, &Watch::failed);
    d->thread.setObjectName(QStringLiteral("library watch"));
    d->thread.start();
}

Watch::~Watch()
{
    QMetaObject::invokeMethod(d->watcher, &Watcher::close, Qt::QueuedConnection);
    d->thread.quit();
    d->thread.wait();
}

void Watch::setFolders(const QStringList &folders)
{
    QMetaObject::invokeMethod(d->watcher, [watcher = d->watcher, folders] { watcher->setFolders(folders); });
}

} // namespace hsf::library

#include "watch.moc"
