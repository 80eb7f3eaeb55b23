// SPDX-License-Identifier: MIT
#include "cli/help.h"
#include "cli/words_p.h"

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

QString optionLines(const QList<Option> &options)
{
    QString text;
    for (const Option &option : options) {
        const QString name = u"--"_s + option.name + (option.value.isEmpty() ? QString() : u' ' + option.value);
        text += u"  %1  %2\n"_s.arg(name, -18).arg(option.meaning);
    }
    return text;
}

} // namespace

QString namesOf(const QList<Verb> &verbs)
{
    QStringList names;
    for (const Verb &verb : verbs)
        names.append(verb.name);
    return names.join(u", "_s);
}

QString helpFor(const QList<Verb> &verbs, const QList<Option> &options)
{
    QString text = Words::tr("An agent that keeps what it learns as skills. This is the program without a window; both may work on the "
                             "same home at the same time.\n\n"
                             "Usage: skill-factory [--home DIR] VERB …\n\nVerbs:\n");
    for (const Verb &verb : verbs)
        text += u"  %1  %2\n"_s.arg(verb.name + u' ' + verb.words, -24).arg(verb.purpose);
    text += Words::tr("\nOptions:\n") + optionLines(options);
    text += Words::tr(
        "\nFor example:\n"
        "  export OPENAI_BASE_URL=http://127.0.0.1:11434/v1 OPENAI_MODEL=qwen3\n"
        "  skill-factory ask \"Which invoices in this folder are overdue?\" --workspace ~/invoices\n"
        "  skill-factory lint ~/skills\n"
        "  skill-factory curate --dry-run --now 2030-01-01\n"
        "\nStandard output has the result and nothing else; what is said beside it goes to standard error.\n"
        "Exit code: 0; 1 when something was found or failed; 2 when the command line was wrong.\n"
        "\"skill-factory VERB --help\" tells all about a verb.");
    return text;
}

QString helpFor(const Verb &verb, const QList<Option> &options)
{
    const QString usage = QString(u"skill-factory [--home DIR] %1 %2"_s.arg(verb.name, verb.words)).trimmed();
    return Words::tr("%1\n\nUsage: %2 [options]\n\nOptions:\n").arg(verb.purpose, usage) + optionLines(options) + u'\n' + verb.details;
}

} // namespace hsf::cli
