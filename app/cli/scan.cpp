// SPDX-License-Identifier: MIT
//
// `scan`: looks for dangerous content only, in folders that lie anywhere or in skills of the library. Tells each as soon as it
// was looked through and keeps nothing of it.
#include "cli/findingwords.h"
#include "cli/places.h"
#include "cli/verb.h"
#include "cli/words_p.h"
#include "skill/scan.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

Result<Checked> scanned(const QString &folder)
{
    const auto files = filesOf(folder);
    if (!files)
        return withContext(files.error(), Words::tr("Could not scan %1").arg(folder));
    Checked result{folder, QFileInfo(folder).fileName(), skill::Scanner::builtIn().scanSkill(*files)};
    sortByPlace(result.findings);
    return result;
}

/// The folders that the words mean; a home is opened only when one is a skill of the library.
Result<QStringList> foldersOf(const Home &home, const QStringList &words)
{
    QStringList paths;
    std::unique_ptr<OpenHome> open;
    for (const QString &word : words) {
        if (isPath(word)) {
            paths.append(word);
            continue;
        }
        if (!open) {
            auto opened = openHome(home);
            if (!opened)
                return std::unexpected(opened.error());
            open = *std::move(opened);
        }
        const auto entry = findSkill(*open->stores, word);
        if (!entry)
            return std::unexpected(entry.error());
        paths.append(entry->folder);
    }
    return skillPlaces(paths);
}

int scan(Console &console, const Home &home, const Arguments &arguments)
{
    const auto places = foldersOf(home, arguments.words);
    if (!places)
        return wrongUsage(console, places.error().message, u"scan"_s);
    const Told told = tellEach(console, *places, arguments.has(u"json"_s), skill::Severity::High, scanned);
    if (!arguments.has(u"json"_s))
        console.remark(Words::tr("Skills scanned: %1. High or critical: %2.").arg(told.skills).arg(told.bad));
    return told.bad > 0 || !told.allRead ? Found : Fine;
}

} // namespace

Verb scanVerb()
{
    return {.name = u"scan"_s,
            .words = u"PATH…|SKILL…"_s,
            .count = {1, -1, u"PATH or SKILL"_s},
            .options = {jsonOption()},
            .purpose = Words::tr("Look for dangerous content in skills."),
            .details = Words::tr("PATH is a skill's folder, its SKILL.md, or a folder of skills; SKILL is one of the library. Looked for: "
                                 "injection, exfiltration,\ndestructive commands, persistence, remote code, obfuscation, credentials, "
                                 "privileges, invisible Unicode, tools without limits.\nWhat a text only warns against counts a level "
                                 "less. The exit code is 1 from high upwards.\n\nWith --json: {\"skills\": [{\"path\", \"name\", "
                                 "\"findings\": [{\"rule\", \"severity\", \"file\", \"line\", \"message\"}]}]}\n(a skill a line, as soon "
                                 "as it was scanned)"),
            .run = scan};
}

} // namespace hsf::cli
