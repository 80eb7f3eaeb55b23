// SPDX-License-Identifier: MIT
//
// What a person may allow for longer than once, as a value. It names the workspace it was given in and holds in no
// other one: "git status" or "npm test" run what a folder's own files say, and those of another folder were not meant.
#pragma once
#include <QList>
#include <QString>

namespace hsf::tools {

struct Grant {
    enum class Kind {
        Write, ///< files in the workspace, but Git's own
        Like, ///< of a chat: a program, seen also behind timeout, cd … && and the like
        Begins, ///< lasting: a command, and each part of a longer one, whose first words are these
        Exactly, ///< lasting: this command and no other
    };
    Kind kind = Kind::Write;
    QString folder; ///< the workspace, symlinks resolved
    QString pattern; ///< "git status", "python3 report.py"; empty for Write
    bool operator==(const Grant &) const = default;
};

/// "run commands that begin with “git status” in /home/ada/project"; several of one kind become one sentence.
QString grantWords(const QList<Grant> &grants);

} // namespace hsf::tools
