// SPDX-License-Identifier: MIT
//
// A verb of the program, which describes itself: parsing and help are made from this.
#pragma once
#include "base/home.h"
#include "cli/arguments.h"
#include "cli/console.h"

namespace hsf::cli {

enum Exit { Fine = 0, Found = 1, WrongUsage = 2 };

struct Verb {
    QString name;
    QString words;             ///< "TEXT", "PATH…"
    WordCount count;
    QList<Option> options;
    QString purpose;           ///< one line
    QString details;           ///< the rest of its help
    int (*run)(Console &, const Home &, const Arguments &);
};

Verb askVerb();
Verb listVerb();
Verb searchVerb();
Verb showVerb();
Verb lintVerb();
Verb scanVerb();
Verb overlapVerb();
Verb curateVerb();
Verb historyVerb();
Verb diffVerb();
Verb restoreVerb();
Verb pinVerb();
Verb unpinVerb();
Verb undoVerb();
Verb importVerb();
Verb exportVerb();
Verb syncVerb();

Option jsonOption();
/// Says what failed; for the exit code.
int failed(Console &console, const Error &error);
int wrongUsage(Console &console, const QString &sentence, const QString &verb = {});

} // namespace hsf::cli
