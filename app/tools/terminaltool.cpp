// SPDX-License-Identifier: MIT
#include "tools/terminaltool.h"

#include "tools/terminal.h"
#include "tools/words_p.h"
#include "tools/workpath.h"

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

/// The skill library may be read by commands (a skill's scripts run there); memory only hidden from writing.
QStringList readOnlyFolders(const Desk &desk)
{
    QSet<QString> folders;
    if (const library::SnapshotPtr library = desk.library()) {
        folders.insert(library->root);
        for (const library::SkillEntry &entry : library->skills)
            folders.insert(entry.source);
    }
    const QString memories = desk.context().memories;
    if (!memories.isEmpty() && isWithin(resolvedPath(memories), desk.workspace()))
        folders.insert(memories);
    QStringList sorted;
    for (const QString &folder : std::as_const(folders)) {
        if (!folder.isEmpty())
            sorted.append(resolvedPath(folder));
    }
    sorted.sort();
    return sorted;
}

QString ending(const CommandResult &result, int timeoutSeconds)
{
    if (result.stopped)
        return u"[stopped by the person]"_s;
    if (result.timedOut)
        return u"[ended after %1 s, its time limit; set timeout_seconds if it needs longer]"_s.arg(timeoutSeconds);
    return u"[exit code %1]"_s.arg(result.exitCode);
}

QString errorClassOf(const CommandResult &result)
{
    return result.stopped      ? u"stopped"_s
        : result.timedOut      ? u"timeout"_s
        : result.exitCode != 0 ? u"exit-status"_s
                               : QString();
}

ToolResult described(const CommandResult &result, const QString &command, int timeoutSeconds)
{
    QString text = result.output;
    if (!text.isEmpty() && !text.endsWith(u'\n'))
        text += u'\n';
    text += ending(result, timeoutSeconds);
    if (!result.sandboxed)
        text += u"\n[this ran without a sandbox: bubblewrap is missing or not allowed here]"_s;
    const QString errorClass = errorClassOf(result);
    return {.text = text,
            .failed = !errorClass.isEmpty(),
            .errorClass = errorClass,
            .display = {{u"command"_s, command},
                        {u"exit"_s, result.exitCode},
                        {u"output"_s, result.output},
                        {u"output_file"_s, result.outputFile}}};
}

} // namespace

ToolResult terminal(Desk &desk, Call &call)
{
    const QString command = call.arguments.text(u"command"_s);
    const int seconds = call.arguments.number(u"timeout_seconds"_s, 120, 1, 3'600);
    if (const Result<> fits = call.arguments.checked(); !fits)
        return failure(fits.error());

    const Sandbox sandbox = sandboxAvailable();
    const Permission permission = mayRun(command, desk.workplace(), desk.grants(), sandbox);
    const ApprovalRequest request{.session = desk.context().session,
                                  .callId = call.call.id,
                                  .tool = call.call.name,
                                  .title = Words::tr("Run a command"),
                                  .command = command};
    if (auto denied = desk.denied(permission, request, call.stop))
        return *denied;

    const Result<CommandResult> result = runCommand({.command = command,
                                                     .workspace = desk.workspace(),
                                                     .network = desk.context().network,
                                                     .timeoutMs = seconds * 1'000,
                                                     .outputFolder = desk.context().outputs,
                                                     .readOnly = readOnlyFolders(desk),
                                                     .sandbox = sandbox},
                                                    call.output, call.stop);
    return result ? described(*result, command, seconds) : failure(result.error());
}

} // namespace hsf::tools
