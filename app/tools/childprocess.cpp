// SPDX-License-Identifier: MIT
#include "tools/childprocess.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

class Handle
{
public:
    explicit Handle(int fd = -1)
        : m_fd(fd)
    { }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
    ~Handle() { close(); }
    operator int() const { return m_fd; }
    void close()
    {
        if (m_fd >= 0)
            ::close(m_fd);
        m_fd = -1;
    }

private:
    int m_fd;
};

std::unexpected<Error> systemError(const QString &what)
{
    return fail(Error::Kind::Storage, u"%1: %2"_s.arg(what, QString::fromLocal8Bit(std::strerror(errno))));
}

std::vector<QByteArray> encoded(const QStringList &words)
{
    std::vector<QByteArray> bytes;
    for (const QString &word : words)
        bytes.push_back(word.toUtf8());
    return bytes;
}

std::vector<char *> pointers(std::vector<QByteArray> &bytes)
{
    std::vector<char *> list;
    for (QByteArray &text : bytes)
        list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

/// A session of its own, standard input empty, both outputs on the pipe, no other descriptor of ours.
Result<pid_t> spawned(const ChildRequest &request, int pipe)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, pipe, 1);
    posix_spawn_file_actions_adddup2(&files, pipe, 2);
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
    posix_spawn_file_actions_addchdir_np(&files, request.folder.toUtf8().constData());
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &all);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    std::vector<QByteArray> words = encoded(request.command);
    std::vector<QByteArray> environment = encoded(request.environment);
    pid_t child = -1;
    errno = posix_spawn(&child, words.front().constData(), &files, &how, pointers(words).data(),
                        pointers(environment).data());
    const int problem = errno;
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    errno = problem;
    if (problem != 0)
        return systemError(u"The command could not be started"_s);
    return child;
}

/// One piece of what is there now, so that a flood gives way to the stop token and the clock. False at the end of the
/// stream.
bool readSome(int fd, const std::function<void(const QByteArray &)> &output)
{
    QByteArray buffer(64 * 1024, Qt::Uninitialized);
    const ssize_t got = ::read(fd, buffer.data(), size_t(buffer.size()));
    if (got > 0)
        output(buffer.first(got));
    return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

/// Its own, not theirs.
std::vector<pid_t> childrenOf(pid_t parent)
{
    std::vector<pid_t> children;
    for (const pid_t process : runningProcesses()) {
        QFile stat(u"/proc/%1/stat"_s.arg(process));
        if (!stat.open(QIODevice::ReadOnly))
            continue;
        // "12 (any name) S 11 …": the name may hold anything, so it is read from behind it.
        const QByteArray line = stat.readAll();
        const QList<QByteArray> words = line.sliced(line.lastIndexOf(')') + 1).simplified().split(' ');
        if (words.value(1).toInt() == parent)
            children.push_back(process);
    }
    return children;
}

/// Ends it with its process group and its children; what it had come to.
/// bwrap's first process in the sandbox asks to die with bwrap only after it has started the command. Where it came to that too
/// late, because the machine has much to do, the command would outlive bwrap; so this process is ended as well. bwrap is
/// stopped first: it cannot start one meanwhile.
int ended(pid_t child)
{
    const auto waitedFor = [child](int options) {
        int status = 0;
        while (::waitpid(child, &status, options) < 0 && errno == EINTR) { }
        return status;
    };
    ::kill(child, SIGSTOP);
    if (const int status = waitedFor(WUNTRACED); !WIFSTOPPED(status))
        return status; // it came to its end by itself
    for (const pid_t one : childrenOf(child))
        ::kill(one, SIGKILL);
    ::kill(-child, SIGKILL);
    ::kill(child, SIGKILL);
    return waitedFor(0);
}

int exitCodeOf(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

Result<ChildResult> runChild(const ChildRequest &request, const std::function<void(const QByteArray &)> &output,
                             std::stop_token stop)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return systemError(u"No pipe for the command's output"_s);
    Handle readEnd(ends[0]), writeEnd(ends[1]);
    ::fcntl(readEnd, F_SETFL, O_NONBLOCK);
    Handle wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (wake < 0)
        return systemError(u"The command could not be watched"_s);

    const Result<pid_t> child = spawned(request, writeEnd);
    if (!child)
        return std::unexpected(child.error());
    writeEnd.close();
    const Handle process(int(::syscall(SYS_pidfd_open, *child, 0)));
    const std::stop_callback onStop(stop, [&wake] { ::eventfd_write(wake, 1); });

    ChildResult result;
    QElapsedTimer clock;
    clock.start();
    int status = 0;
    bool streaming = true;
    while (::waitpid(*child, &status, WNOHANG) == 0) {
        const qint64 left = request.timeoutMs - clock.elapsed();
        result.stopped = stop.stop_requested();
        result.timedOut = !result.stopped && left <= 0;
        if (result.stopped || result.timedOut) {
            status = ended(*child);
            if (request.kill)
                request.kill();
            break;
        }
        // Without a pidfd (an old kernel) the end of the child is noticed a little later.
        const int wait = int(std::min<qint64>(left, process < 0 ? 20 : left));
        pollfd watched[] = {{process, POLLIN, 0}, {wake, POLLIN, 0}, {streaming ? int(readEnd) : -1, POLLIN, 0}};
        ::poll(watched, 3, wait);
        if (watched[2].revents != 0)
            streaming = readSome(readEnd, output);
    }
    if (!result.stopped && !result.timedOut && request.kill)
        request.kill(); // what it left running in the background ends with it
    // What it had written before it ended; a survivor that holds the pipe is not waited for.
    for (qint64 room = 1 << 20; streaming && room > 0; room -= 64 * 1024) {
        pollfd rest{readEnd, POLLIN, 0};
        if (::poll(&rest, 1, 0) <= 0)
            break;
        streaming = readSome(readEnd, output);
    }
    result.exitCode = exitCodeOf(status);
    return result;
}

std::vector<pid_t> runningProcesses()
{
    std::vector<pid_t> processes;
    const QStringList names = QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        if (const int number = name.toInt(); number > 0)
            processes.push_back(number);
    }
    return processes;
}

} // namespace hsf::tools
