// SPDX-License-Identifier: MIT
#include "tools/forbidden.h"

#include "tools/shellcommand.h"
#include "tools/words_p.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

/// "/", "~", a folder of the system, or everything in one of them.
bool isRootLike(const QString &word)
{
    static const QSet<QString> roots{u"/"_s,    u"~"_s,     u"$HOME"_s, u"${HOME}"_s, u"/bin"_s, u"/boot"_s, u"/dev"_s,
                                     u"/etc"_s, u"/home"_s, u"/lib"_s,  u"/lib64"_s,  u"/opt"_s, u"/proc"_s, u"/root"_s,
                                     u"/run"_s, u"/sbin"_s, u"/srv"_s,  u"/sys"_s,    u"/usr"_s, u"/var"_s};
    QString path = word;
    while (path.size() > 1 && (path.endsWith(u"/*"_s) || path.endsWith(u"/."_s) || path.endsWith(u"/.*"_s)))
        path = path.left(path.lastIndexOf(u'/') + 1);
    path = QDir::cleanPath(path);
    while (path.startsWith(u"/.."_s))
        path = QDir::cleanPath(u'/' + path.sliced(3));
    return !path.isEmpty() && (roots.contains(path) || path.startsWith(u"/*"_s));
}

bool isDisk(const QString &word)
{
    static const QRegularExpression disk(
        u"^/dev/((sd|hd|vd|xvd)[a-z]|nvme|mmcblk|md\\d|dm-|loop|sr\\d|mapper/|disk/|mem$|kmem$|port$)"_s);
    return disk.match(word).hasMatch();
}

bool hasFlag(const QStringList &words, QChar letter, const QString &longName)
{
    return std::ranges::any_of(words, [&](const QString &word) {
        return word == longName || (word.startsWith(u'-') && !word.startsWith(u"--"_s) && word.contains(letter));
    });
}

QStringList targets(const QStringList &words)
{
    QStringList found;
    for (const QString &word : words.mid(1)) {
        if (!word.startsWith(u'-'))
            found.append(word);
    }
    return found;
}

bool wipesRoot(const QStringList &words, bool standsInRoot)
{
    const QString &program = words.first();
    const bool recursive = hasFlag(words, u'r', u"--recursive"_s) || hasFlag(words, u'R', u"--recursive"_s);
    static const QSet<QString> recursively{u"rm"_s, u"chmod"_s, u"chown"_s, u"chgrp"_s};
    const auto all = [&](const QString &target) {
        return isRootLike(target) || (standsInRoot && (target == u"*" || target == u"." || target == u"./*"));
    };
    if (recursively.contains(program) && (recursive || words.contains(u"--no-preserve-root"_s)))
        return std::ranges::any_of(targets(words), all);
    if (program == u"mv" && words.size() > 2) {
        const QStringList sources = targets(words);
        return std::ranges::any_of(sources.mid(0, sources.size() - 1), isRootLike);
    }
    if (program == u"find" && words.size() > 2 && isRootLike(words[1]))
        return words.contains(u"-delete"_s) || (words.contains(u"rm"_s) && words.filter(u"-exec"_s).size() > 0);
    return false;
}

bool destroysDisk(const SimpleCommand &command)
{
    const QStringList &words = command.words;
    const QString program = words.isEmpty() ? QString() : words.first();
    if (std::ranges::any_of(command.writesTo, isDisk))
        return true;
    static const QSet<QString> writing{u"tee"_s,        u"cp"_s,         u"shred"_s,  u"wipefs"_s, u"fdisk"_s,
                                       u"sfdisk"_s,     u"cfdisk"_s,     u"parted"_s, u"mkswap"_s, u"mke2fs"_s,
                                       u"blkdiscard"_s, u"cryptsetup"_s, u"sgdisk"_s};
    if (program == u"dd")
        return std::ranges::any_of(words,
                                   [](const QString &w) { return w.startsWith(u"of="_s) && isDisk(w.sliced(3)); });
    if (program.startsWith(u"mkfs"_s))
        return words.size() == 1
            || std::ranges::any_of(words, [](const QString &w) { return w.startsWith(u"/dev/"_s); });
    const bool onlyLooks = words.contains(u"-l"_s) || words.contains(u"--list"_s);
    return writing.contains(program) && !onlyLooks && std::ranges::any_of(words.mid(1), isDisk);
}

bool switchesOff(const QStringList &words)
{
    static const QSet<QString> programs{u"shutdown"_s, u"reboot"_s, u"poweroff"_s, u"halt"_s, u"telinit"_s};
    static const QSet<QString> verbs{u"poweroff"_s, u"reboot"_s, u"halt"_s, u"kexec"_s, u"suspend"_s, u"hibernate"_s};
    const QString &program = words.first();
    if (programs.contains(program))
        return true;
    if (program == u"init")
        return words.contains(u"0"_s) || words.contains(u"6"_s);
    if (program == u"systemctl" || program == u"loginctl")
        return std::ranges::any_of(words.mid(1), [](const QString &word) { return verbs.contains(word); });
    return false;
}

bool killsEverything(const QStringList &words)
{
    // "kill -9 -1": the process "-1" is all of them. "kill -1 42" is a signal.
    return words.first() == u"kill" && words.size() > 2 && words.mid(2).contains(u"-1"_s);
}

bool isForkBomb(const QString &command)
{
    static const QRegularExpression bomb(u"([\\w:.-]+)\\s*\\(\\s*\\)\\s*\\{[^}]*\\1\\s*(\\|\\s*\\1\\s*)?&"_s);
    return bomb.match(command).hasMatch();
}

QString reasonOf(const SimpleCommand &wrapped, bool standsInRoot, int depth);

QString reasonOf(const QString &text, int depth)
{
    if (isForkBomb(text))
        return Words::tr("a fork bomb is never run");
    bool standsInRoot = false;
    for (const SimpleCommand &command : readShell(text).commands) {
        if (const QString reason = reasonOf(command, standsInRoot, depth); !reason.isEmpty())
            return reason;
        if (command.words.value(0) == u"cd")
            standsInRoot = command.words.size() < 2 || isRootLike(command.words[1]);
    }
    return {};
}

QString reasonOf(const SimpleCommand &wrapped, bool standsInRoot, int depth)
{
    const SimpleCommand command = unwrapped(wrapped);
    if (destroysDisk(command))
        return Words::tr("writing over a disk or formatting it is never done");
    if (command.words.isEmpty())
        return {};
    if (wipesRoot(command.words, standsInRoot))
        return Words::tr("wiping or changing a whole system or home folder is never done");
    if (switchesOff(command.words))
        return Words::tr("switching the machine off is never done");
    if (killsEverything(command.words))
        return Words::tr("ending every process is never done");
    const QString inner = innerText(command);
    return inner.isEmpty() || depth > 8 ? QString() : reasonOf(inner, depth + 1);
}

} // namespace

QString forbiddenReason(const QString &command)
{
    return reasonOf(command, 0);
}

} // namespace hsf::tools
