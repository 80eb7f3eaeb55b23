// SPDX-License-Identifier: MIT
//
// `lint`: checks skills wherever they lie, after the specification and for dangerous content. Opens no home, tells each skill as
// soon as it was checked and keeps nothing of it.
#include "cli/findingwords.h"
#include "cli/places.h"
#include "cli/verb.h"
#include "cli/words_p.h"
#include "skill/scan.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

Result<Checked> checked(const QString &folder, bool withFixes)
{
    const auto files = filesOf(folder);
    if (!files)
        return withContext(files.error(), Words::tr("Could not check %1").arg(folder));
    const QString name = QFileInfo(folder).fileName();
    Checked result{folder, skill::parseDocument(files->files.value(u"SKILL.md"_s)).name(),
                   skill::lint(*files, name) + skill::Scanner::builtIn().scanSkill(*files)};
    if (result.name.isEmpty())
        result.name = name;
    sortByPlace(result.findings);
    for (const skill::Finding &finding : std::as_const(result.findings)) {
        if (withFixes)
            result.fixes << skill::fixFor(*files, name, finding).value_or(skill::Fix()).words;
    }
    return result;
}

int lint(Console &console, const Home &, const Arguments &arguments)
{
    const auto places = skillPlaces(arguments.words);
    if (!places)
        return wrongUsage(console, places.error().message, u"lint"_s);
    const Told told = tellEach(console, *places, arguments.has(u"json"_s), skill::Severity::Error, [&](const QString &folder) { return checked(folder, arguments.has(u"fixes"_s)); });
    if (!arguments.has(u"json"_s))
        console.remark(Words::tr("Skills checked: %1. Errors or worse: %2.").arg(told.skills).arg(told.bad));
    return told.bad > 0 || !told.allRead ? Found : Fine;
}

} // namespace

Verb lintVerb()
{
    return {.name = u"lint"_s,
            .words = u"PATH…"_s,
            .count = {1, -1, u"PATH"_s},
            .options = {{u"fixes"_s, {}, Words::tr("say what could be repaired without thinking")}, jsonOption()},
            .purpose = Words::tr("Check skills after the specification and for dangerous content."),
            .details = Words::tr("PATH is a skill's folder, its SKILL.md, or a folder of skills. Severities: advice, warning, error (a rule "
                                 "of the\nspecification is broken), high, critical (the security scan). The exit code is 1 from error "
                                 "upwards. Nothing is written;\nfor skills of the library, the window's editor makes the repairs.\n\nWith "
                                 "--json: {\"skills\": [{\"path\", \"name\", \"findings\": [{\"rule\", \"severity\", "
                                 "\"file\", \"line\", \"message\", \"fix\"}]}]}\n(a skill a line, as soon as it was checked)"),
            .run = lint};
}

} // namespace hsf::cli
