// SPDX-License-Identifier: MIT
//
// What really runs: the command behind sudo, env, timeout …, and the text a shell is given.
#include "tools/shellcommand.h"

#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

QString programOf(const QString &word)
{
    return word.section(u'/', -1);
}

bool isAssignment(const QString &word)
{
    static const QRegularExpression pattern(u"^[A-Za-z_][A-Za-z0-9_]*\\+?="_s);
    return pattern.match(word).hasMatch();
}

/// Options of a wrapper, their values where one is known to follow, and timeout's duration.
void dropOptions(QStringList &words, const QString &wrapper)
{
    static const QSet<QString> withValue{u"-u"_s, u"-g"_s, u"-n"_s, u"-k"_s, u"-s"_s,
                                         u"-I"_s, u"-L"_s, u"-P"_s, u"-C"_s};
    while (!words.isEmpty() && (words.first().startsWith(u'-') || isAssignment(words.first()))) {
        const QString option = words.takeFirst();
        if (withValue.contains(option) && !words.isEmpty())
            words.removeFirst();
    }
    if (wrapper == u"timeout" && !words.isEmpty())
        words.removeFirst();
}

bool isShell(const QString &program)
{
    static const QSet<QString> shells{u"sh"_s, u"bash"_s, u"dash"_s, u"zsh"_s, u"ksh"_s, u"ash"_s, u"fish"_s};
    return shells.contains(program);
}

} // namespace

SimpleCommand unwrapped(const SimpleCommand &command, Program shown)
{
    static const QSet<QString> wrappers{u"sudo"_s,    u"doas"_s,    u"env"_s,    u"nohup"_s,   u"nice"_s,
                                        u"ionice"_s,  u"setsid"_s,  u"stdbuf"_s, u"exec"_s,    u"command"_s,
                                        u"builtin"_s, u"timeout"_s, u"xargs"_s,  u"busybox"_s, u"time"_s};
    SimpleCommand inner = command;
    while (!inner.words.isEmpty()) {
        const QString program = programOf(inner.words.first());
        if (isAssignment(inner.words.first())) {
            inner.words.removeFirst();
        } else if (wrappers.contains(program) && inner.words.size() > 1) {
            inner.words.removeFirst();
            dropOptions(inner.words, program);
        } else {
            if (shown == Program::Bare)
                inner.words.first() = program;
            break;
        }
    }
    return inner;
}

QString innerText(const SimpleCommand &command)
{
    if (command.words.isEmpty())
        return {};
    const QString &program = command.words.first();
    if (program == u"eval")
        return command.words.mid(1).join(u' ');
    if (!isShell(program))
        return {};
    // "-c" may come with others in front: bash -lc '…'
    for (qsizetype i = 1; i + 1 < command.words.size(); ++i) {
        const QString &word = command.words[i];
        if (word.startsWith(u'-') && !word.startsWith(u"--"_s) && word.endsWith(u'c'))
            return command.words[i + 1];
    }
    return command.input;
}

bool raisesRights(const SimpleCommand &command)
{
    static const QSet<QString> raising{u"sudo"_s, u"doas"_s, u"su"_s, u"pkexec"_s};
    return std::ranges::any_of(command.words, [](const QString &word) { return raising.contains(programOf(word)); });
}

} // namespace hsf::tools
