// SPDX-License-Identifier: MIT
#include "tools/terminal.h"

#include "base/ids.h"
#include "tools/childprocess.h"
#include "tools/output.h"
#include "tools/sandbox_p.h"

#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>

#include <csignal>

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

/// Without a sandbox a command may leave processes in sessions of their own; a mark in their environment finds them.
void killMarked(const QByteArray &mark)
{
    for (const pid_t process : runningProcesses()) {
        QFile environment(u"/proc/%1/environ"_s.arg(process));
        if (environment.open(QIODevice::ReadOnly) && environment.readAll().split('\0').contains(mark))
            ::kill(process, SIGKILL);
    }
}

ChildRequest bareChild(const CommandRequest &request)
{
    const QString mark = u"HSF_COMMAND="_s + freshIdText();
    const auto limits = u"ulimit -c 0; ulimit -d %1; exec /bin/sh -c \"$1\""_s.arg(request.memoryBytes / 1024);
    return {.command = {u"/bin/sh"_s, u"-c"_s, limits, u"sh"_s, request.command},
            .folder = request.workspace,
            .environment = QProcessEnvironment::systemEnvironment().toStringList() << mark,
            .timeoutMs = request.timeoutMs,
            .kill = [mark = mark.toUtf8()] { killMarked(mark); }};
}

/// Ending bwrap ends everything in it: it dies with its parent, and with its first process a process namespace goes.
ChildRequest sandboxedChild(const CommandRequest &request)
{
    return {.command = QStringList{sandboxProgram()} + sandboxArguments(request, hostRoot()),
            .folder = request.workspace,
            .environment = {},
            .timeoutMs = request.timeoutMs};
}

} // namespace

Result<CommandResult> runCommand(const CommandRequest &request, const std::function<void(const QString &)> &output,
                                 std::stop_token stop)
{
    if (!QFileInfo(request.workspace).isDir())
        return fail(Error::Kind::NotFound,
                    u"The workspace %1 does not exist; nothing was run."_s.arg(request.workspace));
    if (request.command.contains(QChar(0)))
        return fail(Error::Kind::Malformed, u"A command cannot have a NUL character; nothing was run."_s);
    const bool sandboxed = request.sandbox == Sandbox::Works;
    if (sandboxed && sandboxProgram().isEmpty())
        return fail(Error::Kind::NotFound, u"bubblewrap (bwrap) is not installed; nothing was run."_s);

    Output collected({.shown = request.shownBytes, .kept = request.keptBytes, .folder = request.outputFolder}, output);
    const Result<ChildResult> child = runChild(
        sandboxed ? sandboxedChild(request) : bareChild(request),
        [&collected](const QByteArray &bytes) { collected.add(bytes); }, stop);
    if (!child)
        return std::unexpected(child.error());
    CommandResult result{.exitCode = child->exitCode, .timedOut = child->timedOut, .stopped = child->stopped};
    result.output = collected.text();
    result.outputBytes = collected.size();
    result.outputFile = collected.fileName();
    result.sandboxed = sandboxed;
    return result;
}

} // namespace hsf::tools
