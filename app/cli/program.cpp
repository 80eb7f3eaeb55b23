// SPDX-License-Identifier: MIT
#include "cli/program.h"
#include "cli/help.h"
#include "cli/verb.h"
#include "cli/words_p.h"

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

QList<Verb> verbs()
{
    return {askVerb(),     listVerb(),    searchVerb(),  showVerb(), lintVerb(),  scanVerb(),   overlapVerb(), curateVerb(),
            historyVerb(), diffVerb(),    restoreVerb(), undoVerb(), pinVerb(),   unpinVerb(), importVerb(),  exportVerb(),  syncVerb()};
}

QList<Option> ownOptions()
{
    return {{u"home"_s, u"DIR"_s, Words::tr("keep everything below DIR instead of the usual places")},
            {u"help"_s, {}, Words::tr("show this, or with a verb all about it")},
            {u"version"_s, {}, Words::tr("show the version")}};
}

/// A verb's own, and those that may stand before or behind it.
QList<Option> optionsOf(const Verb &verb)
{
    QList<Option> options = verb.options + ownOptions();
    options.removeIf([](const Option &option) { return option.name == u"version"; });
    return options;
}

int runVerb(Console &console, const Verb &verb, const QStringList &line, std::optional<QString> home)
{
    const auto arguments = readArguments(line, optionsOf(verb));
    if (!arguments)
        return wrongUsage(console, arguments.error().message, verb.name);
    if (arguments->has(u"help"_s)) {
        console.result(helpFor(verb, optionsOf(verb)));
        return Fine;
    }
    if (const auto fits = checkWords(*arguments, verb.count); !fits)
        return wrongUsage(console, fits.error().message, verb.name);
    const auto behind = arguments->value(u"home"_s);
    if (home && behind)
        return wrongUsage(console, Words::tr("--home is given twice."), verb.name);
    home = behind ? behind : home;
    if (home && home->trimmed().isEmpty())
        return wrongUsage(console, Words::tr("--home needs a folder."), verb.name);
    return verb.run(console, home ? Home::under(QDir(*home).absolutePath()) : Home::standard(), *arguments);
}

} // namespace

int runProgram(const QStringList &words)
{
    Console console;
    const auto own = readArguments(words, ownOptions(), Stop::AtFirstWord);
    if (!own)
        return wrongUsage(console, own.error().message);
    if (own->has(u"version"_s)) {
        console.result(QCoreApplication::applicationName() + u' ' + QCoreApplication::applicationVersion());
        return Fine;
    }
    QStringList rest = own->words;
    bool help = own->has(u"help"_s);
    if (!rest.isEmpty() && rest.first() == u"help") {
        rest.removeFirst();
        help = true;
    }
    if (rest.isEmpty() && help) {
        console.result(helpFor(verbs(), ownOptions()));
        return Fine;
    }
    if (rest.isEmpty())
        return wrongUsage(console, Words::tr("A verb is missing: %1.").arg(namesOf(verbs())));
    const QString name = rest.takeFirst();
    for (const Verb &verb : verbs()) {
        if (verb.name == name)
            return runVerb(console, verb, help ? QStringList{u"--help"_s} : rest, own->value(u"home"_s));
    }
    return wrongUsage(console, Words::tr("There is no verb \"%1\"; there are %2.").arg(name, namesOf(verbs())));
}

Option jsonOption()
{
    return {u"json"_s, {}, Words::tr("print the result as JSON")};
}

int failed(Console &console, const Error &error)
{
    console.remark(error.message);
    return Found;
}

int wrongUsage(Console &console, const QString &sentence, const QString &verb)
{
    const QString more = verb.isEmpty() ? u"skill-factory --help"_s : u"skill-factory %1 --help"_s.arg(verb);
    console.remark(Words::tr("%1 (%2 says more.)").arg(sentence, more));
    return WrongUsage;
}

} // namespace hsf::cli
