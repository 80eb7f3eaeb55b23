// SPDX-License-Identifier: MIT
//
// What a command sees of this machine: the system's programs read-only, a few files of /etc, the workspace, an empty
// home. No other process, no network unless allowed, no rights, limits on memory and processes.
#include "tools/sandbox_p.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <mutex>

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

/// Of /etc: what programs need to run, and nothing that says anything about people or services.
const char *const settings[] = {"alternatives",
                                "bash.bashrc",
                                "ca-certificates",
                                "ca-certificates.conf",
                                "crypto-policies",
                                "debian_version",
                                "fonts",
                                "gitconfig",
                                "group",
                                "host.conf",
                                "hosts",
                                "java-11-openjdk",
                                "java-17-openjdk",
                                "java-21-openjdk",
                                "java-25-openjdk",
                                "ld.so.cache",
                                "ld.so.conf",
                                "ld.so.conf.d",
                                "locale.alias",
                                "locale.conf",
                                "localtime",
                                "magic",
                                "magic.mime",
                                "maven",
                                "mime.types",
                                "networks",
                                "nsswitch.conf",
                                "os-release",
                                "passwd",
                                "perl",
                                "pip.conf",
                                "pki/ca-trust",
                                "pki/tls",
                                "profile",
                                "profile.d",
                                "protocols",
                                "python3",
                                "services",
                                "shells",
                                "ssl/certs",
                                "ssl/openssl.cnf",
                                "terminfo",
                                "texmf",
                                "timezone",
                                "xdg"};

/// Limits are set inside, where the sandbox's own processes are the only ones that count. dash says -p where bash says
/// -u.
constexpr auto limiter = "ulimit -c 0; ulimit -d \"$2\"; ulimit -u \"$3\" 2>/dev/null || ulimit -p \"$3\" 2>/dev/null; "
                         "exec /bin/sh -c \"$1\"";

QString below(const QString &hostRoot, const QString &name)
{
    return hostRoot.endsWith(u'/') ? hostRoot + name : hostRoot + u'/' + name;
}

/// /bin, /lib …: a link into /usr on most systems, a folder on some.
QStringList systemFolders(const QString &hostRoot)
{
    QStringList arguments{u"--ro-bind"_s, below(hostRoot, u"usr"_s), u"/usr"_s};
    for (const QString &name : {u"bin"_s, u"sbin"_s, u"lib"_s, u"lib32"_s, u"lib64"_s, u"libx32"_s}) {
        const QFileInfo folder(below(hostRoot, name));
        if (folder.isSymLink())
            arguments += {u"--symlink"_s, folder.readSymLink(), u'/' + name};
        else if (folder.isDir())
            arguments += {u"--ro-bind"_s, folder.filePath(), u'/' + name};
    }
    for (const QString &name : {u"opt"_s, u"nix"_s})
        arguments += {u"--ro-bind-try"_s, below(hostRoot, name), u'/' + name};
    for (const char *name : settings) {
        const QString path = u"etc/"_s + QString::fromLatin1(name);
        arguments += {u"--ro-bind-try"_s, below(hostRoot, path), u'/' + path};
    }
    return arguments;
}

/// At the person's own place, where programs look for it whatever HOME says.
QString emptyHome()
{
    const QString home = QDir::homePath();
    const bool usual = home.startsWith(u"/home/"_s) || home.startsWith(u"/root"_s) || home.startsWith(u"/var/"_s);
    return usual ? home : u"/tmp/home"_s;
}

QStringList environment(const QString &home)
{
    return {u"--clearenv"_s,
            u"--setenv"_s,
            u"PATH"_s,
            u"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"_s,
            u"--setenv"_s,
            u"HOME"_s,
            home,
            u"--setenv"_s,
            u"LANG"_s,
            u"C.UTF-8"_s,
            u"--setenv"_s,
            u"TERM"_s,
            u"dumb"_s,
            u"--setenv"_s,
            u"TMPDIR"_s,
            u"/tmp"_s,
            u"--setenv"_s,
            u"PAGER"_s,
            u"cat"_s,
            u"--setenv"_s,
            u"GIT_TERMINAL_PROMPT"_s,
            u"0"_s};
}

} // namespace

QString hostRoot()
{
    return QFileInfo(u"/run/host/usr/bin"_s).isDir() ? u"/run/host"_s : u"/"_s;
}

QString sandboxProgram()
{
    return QStandardPaths::findExecutable(u"bwrap"_s);
}

QStringList sandboxArguments(const CommandRequest &request, const QString &hostRoot)
{
    QStringList arguments{u"--unshare-all"_s};
    if (request.network)
        arguments += {u"--share-net"_s};
    arguments += {u"--die-with-parent"_s, u"--new-session"_s, u"--cap-drop"_s, u"ALL"_s};
    arguments += systemFolders(hostRoot);
    if (request.network) // a link into /run on many systems: ours, resolved, is the right one
        arguments += {u"--ro-bind-try"_s, u"/etc/resolv.conf"_s, u"/etc/resolv.conf"_s};
    const QString home = emptyHome();
    arguments += {u"--dev"_s, u"/dev"_s, u"--proc"_s, u"/proc"_s};
    // For an administrator the kernel's switches would be writable even in here.
    for (const QString &name : {u"sys"_s, u"sysrq-trigger"_s, u"irq"_s, u"bus"_s})
        arguments += {u"--ro-bind-try"_s, u"/proc/"_s + name, u"/proc/"_s + name};
    for (const QString &folder : {u"/tmp"_s, u"/var/tmp"_s, home})
        arguments += {u"--tmpfs"_s, folder};
    arguments += {u"--bind"_s, request.workspace, request.workspace};
    // After the workspace: a library inside it stays read-only.
    for (const QString &folder : request.readOnly)
        arguments += {u"--ro-bind-try"_s, folder, folder};
    arguments += {u"--remount-ro"_s, u"/"_s, u"--chdir"_s, request.workspace};
    arguments += environment(home);
    arguments += {u"--"_s,
                  u"/bin/sh"_s,
                  u"-c"_s,
                  QString::fromLatin1(limiter),
                  u"sh"_s,
                  request.command,
                  QString::number(request.memoryBytes / 1024),
                  QString::number(request.processes)};
    return arguments;
}

Sandbox sandboxAvailable()
{
    // Tried and not only looked for: some systems have the program and forbid what it needs.
    static const Sandbox found = [] {
        if (sandboxProgram().isEmpty())
            return Sandbox::Missing;
        const CommandRequest probe{.command = u"exit 7"_s, .workspace = QDir::tempPath(), .timeoutMs = 10'000};
        const Result<CommandResult> result = runCommand(probe, {}, {});
        return result && result->exitCode == 7 ? Sandbox::Works : Sandbox::Missing;
    }();
    return found;
}

} // namespace hsf::tools
