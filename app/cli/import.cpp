// SPDX-License-Identifier: MIT
//
// `import`: skills and memory of another place, looked at first, then written as change sets.
#include "cli/home.h"
#include "cli/importtold.h"
#include "cli/interrupt.h"
#include "cli/verb.h"
#include "cli/words_p.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

using Action = changes::ImportChoice::Action;
using Outcome = service::ImportedSkill::Outcome;

struct Wishes {
    bool rename = false, replace = false, repair = false;
};

changes::ImportChoice chosen(const changes::ImportItem &item, const Wishes &wishes)
{
    changes::ImportChoice choice = item.proposed;
    choice.repair = wishes.repair;
    if (item.collision != changes::Collision::Taken)
        return choice;
    if (wishes.replace)
        choice.action = Action::Replace;
    else if (wishes.rename)
        choice = {Action::Take, item.freeId, wishes.repair};
    return choice;
}

/// All that was wanted is in the library now, or was before.
bool allCame(const changes::ImportPlan &plan, const service::ImportReport &report)
{
    for (qsizetype i = 0; i < report.skills.size(); ++i) {
        const bool same = plan.items[i].collision == changes::Collision::Same;
        if (report.skills[i].outcome != Outcome::Imported && !same)
            return false;
    }
    const bool memory = !report.memorySet || report.memorySet->outcome == Outcome::Imported;
    return memory && !report.stopped;
}

int import(Console &console, const Home &home, const Arguments &arguments)
{
    const Wishes wishes{arguments.has(u"rename"_s), arguments.has(u"replace"_s), arguments.has(u"repair"_s)};
    if (wishes.rename && wishes.replace)
        return wrongUsage(console, Words::tr("--rename and --replace exclude each other."), u"import"_s);
    const QString word = arguments.words.first();
    // A folder of that very name is meant when it is there.
    const auto known = QFileInfo::exists(word) ? std::nullopt : service::pathOfSource(word);
    const auto open = openHome(home);
    if (!open)
        return failed(console, open.error());
    service::Stores &stores = *(*open)->stores;
    const Interrupt interrupt;
    const library::Reading reading{.stopped = [token = interrupt.token()] { return token.stop_requested(); }};
    const auto plan = service::previewImport(stores, known.value_or(word), reading);
    if (!plan)
        return failed(console, plan.error());
    service::ImportChoices choices;
    for (const changes::ImportItem &item : plan->items)
        choices << chosen(item, wishes);
    const bool asJson = arguments.has(u"json"_s);
    for (const QString &problem : plan->problems)
        console.remark(plain(problem));
    if (arguments.has(u"dry-run"_s)) {
        asJson ? console.result(planJson(*plan, choices)) : showPlan(console, *plan, choices);
        return Fine;
    }
    const auto report = service::importSkills(stores, *plan, choices, !arguments.has(u"no-memory"_s), reading);
    asJson ? console.result(reportJson(report)) : showReport(console, report);
    return allCame(*plan, report) ? Fine : Found;
}

} // namespace

Verb importVerb()
{
    return {.name = u"import"_s,
            .words = u"PATH|hermes|claude|codex|agents"_s,
            .count = {1, 1, u"PATH"_s},
            .options = {{u"dry-run"_s, {}, Words::tr("only say what would come, and what was found in it")},
                        {u"rename"_s, {}, Words::tr("bring a skill whose place is taken under another name")},
                        {u"replace"_s, {}, Words::tr("put it in the place of the one that is there")},
                        {u"repair"_s, {}, Words::tr("with the mechanical repairs that --dry-run names")},
                        {u"no-memory"_s, {}, Words::tr("skills only")},
                        jsonOption()},
            .purpose = Words::tr("Bring skills (and a Hermes home's memory) into the library."),
            .details = Words::tr("PATH is a folder of skills, one skill, a whole Hermes home, a .zip or .tar.gz; or a "
                                 "word for the place where Hermes, Claude Code,\n"
                                 "Codex or ~/.agents keeps them. The source is never changed. Each skill is a change "
                                 "set of its own: \"undo\" takes it back.\n"
                                 "A skill whose place is taken is left out unless --rename or --replace says "
                                 "otherwise; what the scan finds critical is refused\n"
                                 "and kept in quarantine, what it finds high waits under Changes. What Hermes knows "
                                 "(pinned, managed, use) comes along.\n\n"
                                 "With --json: {\"place\", \"problems\", \"skills\": [{\"skill\", \"as\", \"outcome\" "
                                 "(imported, held, refused, skipped, failed), \"why\",\n"
                                 "\"change_set\"}], \"memory\": [{\"file\", \"text\", \"fate\" (add, known, no-room, "
                                 "dangerous), \"why\"}], \"memory_set\", \"stopped\"};\n"
                                 "with --dry-run \"plan\" instead of \"skills\": [{\"skill\", \"from\", \"archived\", "
                                 "\"action\" (take, replace, skip), \"as\",\n"
                                 "\"collides_with\", \"identical\", \"prospect\", \"files\", \"notes\", \"facts\", "
                                 "\"repairs\", \"findings\"}].\n"
                                 "Exit code: 1 when something was left out, waits, was refused or failed."),
            .run = import};
}

} // namespace hsf::cli
