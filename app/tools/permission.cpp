// SPDX-License-Identifier: MIT
#include "tools/permission.h"

#include "tools/forbidden.h"
#include "tools/lasting.h"
#include "tools/shellcommand.h"
#include "tools/words_p.h"
#include "tools/workpath.h"

#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

/// Words after which a program does something else altogether: a grant for "git status" is none for "git push".
const QSet<QString> &programsWithVerbs()
{
    static const QSet<QString> programs{
        u"apt"_s,       u"apt-get"_s, u"brew"_s,   u"bundle"_s,     u"cargo"_s,   u"composer"_s, u"conda"_s,
        u"dnf"_s,       u"docker"_s,  u"dotnet"_s, u"flatpak"_s,    u"gem"_s,     u"gh"_s,       u"git"_s,
        u"go"_s,        u"gradle"_s,  u"helm"_s,   u"journalctl"_s, u"kubectl"_s, u"make"_s,     u"meson"_s,
        u"mvn"_s,       u"ninja"_s,   u"npm"_s,    u"npx"_s,        u"pacman"_s,  u"pip"_s,      u"pip3"_s,
        u"pnpm"_s,      u"podman"_s,  u"poetry"_s, u"rustup"_s,     u"snap"_s,    u"svn"_s,      u"systemctl"_s,
        u"terraform"_s, u"uv"_s,      u"yarn"_s};
    return programs;
}

/// Programs whose first file is what really runs.
bool isInterpreter(const QString &program)
{
    static const QRegularExpression pattern(
        u"^(python[0-9.]*|perl|ruby|node|deno|bun|php|lua|Rscript|sh|bash|dash|zsh|awk)$"_s);
    return pattern.match(program).hasMatch();
}

/// Says nothing about what is done: the command beside it does.
bool isHarmlessBuiltin(const QString &program)
{
    static const QSet<QString> builtins{u"cd"_s,     u"echo"_s, u"true"_s, u"false"_s,  u":"_s,   u"pwd"_s,
                                        u"printf"_s, u"test"_s, u"["_s,    u"export"_s, u"set"_s, u"exit"_s};
    return builtins.contains(program);
}

/// "git" for the system's own, "./git" for one of the workspace, which is another program.
QString programAsMeant(const SimpleCommand &wrapped)
{
    const QString written = unwrapped(wrapped, Program::AsWritten).words.value(0);
    static const QSet<QString> systems{u"/bin"_s, u"/sbin"_s, u"/usr/bin"_s, u"/usr/sbin"_s, u"/usr/local/bin"_s};
    return systems.contains(written.section(u'/', 0, -2)) ? written.section(u'/', -1) : written;
}

/// "git status", "python3 report.py", "ls"; empty: no pattern describes it well enough to be allowed for longer.
QString patternOf(const SimpleCommand &wrapped)
{
    if (raisesRights(wrapped))
        return {};
    const SimpleCommand command = unwrapped(wrapped);
    if (command.words.isEmpty() || command.words.first().contains(u'$') || !innerText(command).isEmpty())
        return {};
    const QString program = programAsMeant(wrapped);
    const bool interpreter = isInterpreter(command.words.first());
    if (!interpreter && !programsWithVerbs().contains(program))
        return program;
    for (const QString &word : command.words.mid(1)) {
        if (!word.startsWith(u'-'))
            return word.contains(u'$') ? QString() : program + u' ' + word;
        if (interpreter) // code on the command line: "python3 -c …"
            return {};
    }
    return interpreter ? QString() : program;
}

/// One pattern for each program, in order, without repeats; empty when one of them has none.
QStringList patternsOf(const ShellText &text)
{
    QStringList patterns;
    QStringList builtins;
    for (const SimpleCommand &command : text.commands) {
        const QString pattern = patternOf(command);
        if (pattern.isEmpty())
            return {};
        QStringList &list = isHarmlessBuiltin(pattern) ? builtins : patterns;
        if (!list.contains(pattern))
            list.append(pattern);
    }
    return patterns.isEmpty() ? builtins : patterns;
}

QList<Grant> likes(const QString &command, const QString &workspace)
{
    const ShellText text = readShell(command);
    QList<Grant> grants;
    for (const QString &pattern : text.opaque ? QStringList() : patternsOf(text))
        grants.append({Grant::Kind::Like, workspace, pattern});
    return grants;
}

} // namespace

Permission mayRead(const QString &path, const QString &workspace)
{
    if (isWithin(path, workspace))
        return {.way = Permission::Way::Allow};
    return {.way = Permission::Way::Ask, .reason = Words::tr("it is outside the workspace")};
}

Permission mayWrite(const QString &path, const Workplace &place, const QList<Grant> &grants)
{
    for (const QString &folder : {u"/dev"_s, u"/proc"_s, u"/sys"_s}) {
        if (isWithin(path, folder))
            return {.way = Permission::Way::Refuse, .reason = Words::tr("%1 belongs to the kernel").arg(folder)};
    }
    if (!isWithin(path, place.folder))
        return {.way = Permission::Way::Ask, .reason = Words::tr("it is outside the workspace")};
    if (path.contains(u"/.git/"_s) || path.endsWith(u"/.git"_s))
        return {.way = Permission::Way::Ask,
                .reason = Words::tr("it is one of Git's own files, which may run programs")};

    const Grant grant{Grant::Kind::Write, place.folder, {}};
    if (grants.contains(grant))
        return {.way = Permission::Way::Allow};
    const bool forGood = !place.holdsHome && !place.holdsOwnData && place.folder != u"/";
    return {.way = Permission::Way::Ask,
            .reason = Words::tr("it changes a file"),
            .forChat = {grant},
            .always = forGood ? QList{grant} : QList<Grant>()};
}

Permission mayRun(const QString &command, const Workplace &place, const QList<Grant> &grants, Sandbox sandbox)
{
    if (const QString reason = forbiddenReason(command); !reason.isEmpty())
        return {.way = Permission::Way::Refuse, .reason = reason};
    if (place.folder.isEmpty())
        return {.way = Permission::Way::Refuse, .reason = Words::tr("no workspace is chosen for this chat")};
    if (place.folder == u"/")
        return {.way = Permission::Way::Refuse,
                .reason = Words::tr("the whole system is no workspace; choose a folder")};
    if (sandbox == Sandbox::Missing) {
        return {.way = Permission::Way::Ask,
                .reason
                = Words::tr("there is no sandbox here (bubblewrap is missing or not allowed): it would run with all "
                            "your rights")};
    }
    if (place.holdsHome) {
        return {.way = Permission::Way::Ask,
                .reason
                = Words::tr("the workspace has your whole home folder in it, and a command may change all of that")};
    }
    if (place.holdsOwnData) {
        return {.way = Permission::Way::Ask,
                .reason = Words::tr("what this program keeps lies in the workspace, and a command may change it")};
    }

    const QList<Grant> forChat = likes(command, place.folder);
    const bool alike = !forChat.isEmpty()
        && std::ranges::all_of(forChat, [&](const Grant &grant) { return grants.contains(grant); });
    if (alike || (!place.network && isCovered(command, place.folder, grants)))
        return {.way = Permission::Way::Allow};
    const QList<Grant> always = place.network ? QList<Grant>() : lastingOffer(command, place.folder);
    return {.way = Permission::Way::Ask,
            .reason = forChat.isEmpty() && always.isEmpty() ? Words::tr("it runs a command that no pattern describes")
                                                            : Words::tr("it runs a command"),
            .forChat = forChat,
            .always = always};
}

} // namespace hsf::tools
