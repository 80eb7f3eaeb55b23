// SPDX-License-Identifier: MIT
//
// `pin`, `unpin`: a pinned skill is changed by nobody but the person, and never ages.
#include "cli/changewords.h"
#include "cli/home.h"
#include "cli/verb.h"
#include "cli/words_p.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

/// One change set for all, so that one undo takes it back.
Result<changes::ChangeSet> setPinned(service::Stores &stores, const QStringList &names, bool pinned)
{
    QStringList ids;
    changes::Draft draft{{.origin = changes::Origin::You}, {}, {}};
    for (const QString &name : names) {
        const auto entry = findSkill(stores, name);
        if (!entry)
            return std::unexpected(entry.error());
        ids << entry->id.toString();
        draft.operations << changes::SetFact{ids.last(), u"pinned"_s, pinned ? u"true"_s : u"false"_s};
    }
    draft.reason = (pinned ? Words::tr("Pin %1") : Words::tr("Unpin %1")).arg(ids.join(u", "_s));
    return stores.door->submit(draft);
}

int setPinned(Console &console, const Home &home, const Arguments &arguments, bool pinned)
{
    const auto open = openHome(home);
    if (!open)
        return failed(console, open.error());
    const auto set = setPinned(*(*open)->stores, arguments.words, pinned);
    if (!set)
        return failed(console, set.error());
    if (arguments.has(u"json"_s))
        console.result(QJsonObject{{u"skills"_s, QJsonArray::fromStringList(set->skills())}, {u"pinned"_s, pinned}, {u"change_set"_s, changeJson(*set)}});
    else
        console.result(changeLine(*set));
    return set->state == changes::State::Applied ? Fine : Found;
}

int pin(Console &console, const Home &home, const Arguments &arguments)
{
    return setPinned(console, home, arguments, true);
}

int unpin(Console &console, const Home &home, const Arguments &arguments)
{
    return setPinned(console, home, arguments, false);
}

Verb verb(const QString &name, const QString &purpose, int (*run)(Console &, const Home &, const Arguments &))
{
    return {.name = name,
            .words = u"SKILL…"_s,
            .count = {1, 20, u"SKILL"_s},
            .options = {jsonOption()},
            .purpose = purpose,
            .details = Words::tr("What an agent or a review wants to change in a pinned skill waits for you, and the curator leaves it "
                                 "alone.\n\nWith --json: {\"skills\": [id], \"pinned\", \"change_set\": {\"id\", \"state\", …}}"),
            .run = run};
}

} // namespace

Verb pinVerb()
{
    return verb(u"pin"_s, Words::tr("Keep skills as they are: only you change them, and they never age."), pin);
}

Verb unpinVerb()
{
    return verb(u"unpin"_s, Words::tr("Let pinned skills be changed again."), unpin);
}

} // namespace hsf::cli
