// SPDX-License-Identifier: MIT
//
// Which programs does a piece of shell text run? Read well enough to describe it and to catch what nobody should run;
// it is no sandbox, a shell can always hide what it does. What cannot be read for certain is called opaque.
#pragma once
#include <QList>
#include <QString>
#include <QStringList>

namespace hsf::tools {

/// One program with its words, quotes removed, variables left as written.
struct SimpleCommand {
    QStringList words;
    QStringList writesTo; ///< targets of > and >>
    QString input; ///< body of a here-document
    bool operator==(const SimpleCommand &) const = default;
};

struct ShellText {
    QList<SimpleCommand> commands; ///< in order; those inside $(…), `…` and (…) as well
    bool opaque = false; ///< substitution: what is run is known only while it runs
};
ShellText readShell(const QString &text);

/// The command behind sudo, env, nohup, timeout, xargs and assignments; its first word without folder ("/bin/rm" →
/// "rm"), or as it stands there.
enum class Program { Bare, AsWritten };
SimpleCommand unwrapped(const SimpleCommand &command, Program program = Program::Bare);
/// A shell's own -c text, or eval's words; empty when it is another program.
QString innerText(const SimpleCommand &command);
/// Does it ask for another user's rights?
bool raisesRights(const SimpleCommand &command);

} // namespace hsf::tools
