// SPDX-License-Identifier: MIT
#include "library/watch.h"
#include "library/leftalone_p.h"

#include <KDirWatch>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QSet>
#include <QThread>
#include <QTimer>

namespace hsf::library {

namespace {

constexpr int quietMs = 300;
constexpr int longestMs = 1'000;

/// Lives in the watch's thread. Sleeps until the system tells of a change.
class Watcher : public QObject
{
    Q_OBJECT
public:
    Watcher()
    {
        m_quiet.setSingleShot(true);
        connect(&m_quiet, &QTimer::timeout, this, &Watcher::tell);
    }

    void setFolders(const QStringList &folders)
    {
        m_folders = folders;
        m_watch = std::make_unique<KDirWatch>();
        for (const auto signal : {&KDirWatch::dirty, &KDirWatch::created, &KDirWatch::deleted})
            connect(m_watch.get(), signal, this, &Watcher::note);
        for (const QString &folder : folders)
            m_watch->addDir(QDir::cleanPath(folder), KDirWatch::WatchSubDirs | KDirWatch::WatchFiles);
        Q_EMIT ready();
    }
    /// In this thread, where its notifiers live.
    void close() { m_watch.reset(); }

Q_SIGNALS:
    void changed(const QStringList &files);
    void ready();

private:
    bool isOurs(const QString &path) const
    {
        const QString root = [&] {
            for (const QString &folder : m_folders) {
                if (path == folder || path.startsWith(folder + u'/'))
                    return folder;
            }
            return QString();
        }();
        const QList<QByteArray> parts = path.sliced(std::min(root.size() + 1, path.size())).toUtf8().split('/');
        for (qsizetype depth = 0; depth < parts.size(); ++depth) {
            if (leftAlone(parts[depth], int(depth)))
                return false;
        }
        return true;
    }

    void note(const QString &path)
    {
        if (!isOurs(path))
            return;
        if (m_files.isEmpty())
            m_burst.start();
        m_files.insert(path);
        m_quiet.start(int(std::clamp<qint64>(longestMs - m_burst.elapsed(), 0, quietMs)));
    }

    void tell()
    {
        QStringList files(m_files.begin(), m_files.end());
        m_files.clear();
        files.sort();
        Q_EMIT changed(files);
    }

    QStringList m_folders;
    std::unique_ptr<KDirWatch> m_watch;
    QSet<QString> m_files;
    QTimer m_quiet{this}; // moves to the thread with us
    QElapsedTimer m_burst;
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
    connect(&d->thread, &QThread::finished, d->watcher, &QObject::deleteLater);
    connect(d->watcher, &Watcher::changed, this, &Watch::changed);
    connect(d->watcher, &Watcher::ready, this, &Watch::ready);
    d->thread.setObjectName(QStringLiteral("library watch"));
    d->thread.start(QThread::LowPriority);
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
