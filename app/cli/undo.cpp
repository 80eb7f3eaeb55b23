// SPDX-License-Identifier: MIT
//
// `undo`: takes an applied change set back, as a change of its own that can be undone as well.
#include "cli/changewords.h"
#include "cli/home.h"
#include "cli/verb.h"
#include "cli/words_p.h"

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

int undo(Console &console, const Home &home, const Arguments &arguments)
{
    const auto id = ChangeSetId::parse(arguments.words.first());
    if (!id)
        return wrongUsage(console, id.error().message + u'.', u"undo"_s);
    const auto open = openHome(home);
    if (!open)
        return failed(console, open.error());
    const auto set = (*open)->stores->door->undo(*id);
    if (!set)
        return failed(console, withContext(set.error(), Words::tr("Could not undo %1").arg(id->toString())).error());
    if (arguments.has(u"json"_s))
        console.result(QJsonObject{{u"undone"_s, id->toString()}, {u"change_set"_s, changeJson(*set)}});
    else
        console.result(changeLine(*set));
    return set->state == changes::State::Applied ? Fine : Found;
}

} // namespace

Verb undoVerb()
{
    return {.name = u"undo"_s,
            .words = u"ID"_s,
            .count = {1, 1, u"ID"_s},
            .options = {jsonOption()},
            .purpose = Words::tr("Take an applied change set back."),
            .details = Words::tr("ID is a change set's, as \"history\" and \"ask\" show it. The undo is a change set too: undoing that brings "
                                 "the change back.\nIt also works when other changes came later, unless they touched the same lines.\n\n"
                                 "With --json: {\"undone\", \"change_set\": {\"id\", \"state\", \"reason\", \"why\", \"origin\", "
                                 "\"skills\", \"files\", \"memory\", \"findings\"}}"),
            .run = undo};
}

} // namespace hsf::cli
