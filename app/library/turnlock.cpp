// SPDX-License-Identifier: MIT
#include "library/words_p.h"
#include "library/writer_p.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QThread>

#include <fcntl.h>
#include <sys/file.h>

namespace hsf::library {

namespace {
Error somebodyWrites()
{
    return {Error::Kind::Storage,
            Words::tr("another window or command of this program is writing to the library; try again in a moment")};
}

Result<Descriptor> lockedFile(const QString &path, const QDeadlineTimer &until)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    Descriptor file(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return systemError(path.toUtf8());
    while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return systemError(path.toUtf8());
        if (until.hasExpired())
            return std::unexpected(somebodyWrites());
        QThread::msleep(10);
    }
    return file;
}
} // namespace

Result<> TurnLock::take(int waitMs)
{
    const QDeadlineTimer until(waitMs);
    if (!m_mutex.try_lock_for(std::chrono::milliseconds(waitMs)))
        return std::unexpected(somebodyWrites());
    if (m_depth == 0) {
        Result<Descriptor> file = lockedFile(m_file, until);
        if (!file) {
            m_mutex.unlock();
            return std::unexpected(file.error());
        }
        m_descriptor = std::move(*file);
    }
    ++m_depth;
    return {};
}

void TurnLock::release()
{
    if (--m_depth == 0)
        m_descriptor = Descriptor(); // closing gives the lock back
    m_mutex.unlock();
}

} // namespace hsf::library
