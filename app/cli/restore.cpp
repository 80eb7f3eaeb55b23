// SPDX-License-Identifier: MIT
//
// `restore`: a skill or a file back from the archive, from a deletion, or as it was at a revision.
#include "cli/changewords.h"
#include "cli/places.h"
#include "cli/verb.h"
#include "cli/words_p.h"
#include "service/historyservice.h"

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

/// The newest revision in which the tree path was there.
Result<QString> lastSeen(const library::History &past, const QString &treePath)
{
    const auto revisions = past.log(treePath, 50);
    if (!revisions)
        return std::unexpected(revisions.error());
    for (const library::Revision &revision : *revisions) {
        for (const QString &commit : {revision.commit, revision.parent}) {
            if (commit.isEmpty())
                continue;
            const auto there = past.filesAt(commit, treePath);
            const auto file = past.fileAt(commit, treePath);
            if ((there && !there->isEmpty()) || (file && *file))
                return commit;
        }
    }
    return fail(Error::Kind::NotFound, Words::tr("Nothing is recorded of %1.").arg(treePath.section(u'/', 1)));
}

Result<changes::ChangeSet> unarchived(service::Stores &stores, const QString &id)
{
    return stores.door->submit({{.origin = changes::Origin::You}, Words::tr("Restore %1").arg(id), {changes::RestoreSkill{id}}});
}

Result<changes::ChangeSet> restored(const Home &home, service::Stores &stores, const Arguments &arguments)
{
    const QString word = arguments.words.first();
    const auto place = skillPlace(stores, word);
    if (!place && !skill::SkillId::parse(word))
        return std::unexpected(place.error());
    const QString tree = place ? place->treePath() : u"skills/"_s + word; // one that is gone still has a past
    const auto past = library::History::open(home.history());
    if (!past)
        return std::unexpected(past.error());
    (*past)->useIndex(stores.database);
    if (const auto at = arguments.value(u"at"_s)) {
        const auto commit = revisionMeant(**past, *at);
        return commit ? service::restoredTo(stores, tree, *commit) : std::unexpected(commit.error());
    }
    if (place && place->file.isEmpty()) {
        const auto entry = findSkill(stores, place->id);
        if (entry && entry->archived)
            return unarchived(stores, place->id);
        return fail(Error::Kind::Malformed, Words::tr("%1 is where it belongs; --at says from which revision it is to come.").arg(place->id));
    }
    const auto commit = lastSeen(**past, tree);
    return commit ? service::restoredTo(stores, tree, *commit) : std::unexpected(commit.error());
}

int restore(Console &console, const Home &home, const Arguments &arguments)
{
    const auto open = openHome(home);
    if (!open)
        return failed(console, open.error());
    const auto set = restored(home, *(*open)->stores, arguments);
    if (!set)
        return failed(console, set.error());
    if (arguments.has(u"json"_s))
        console.result(QJsonObject{{u"change_set"_s, changeJson(*set)}});
    else
        console.result(changeLine(*set));
    return set->state == changes::State::Applied ? Fine : Found;
}

} // namespace

Verb restoreVerb()
{
    return {.name = u"restore"_s,
            .words = u"SKILL|FILE"_s,
            .count = {1, 1, u"SKILL"_s},
            .options = {{u"at"_s, u"REV"_s, Words::tr("as it was then: a revision of \"history\", or a date")}, jsonOption()},
            .purpose = Words::tr("Bring a skill or a file back: from the archive, from a deletion, or as it was."),
            .details = Words::tr("SKILL is an id or a name that only one skill has, FILE a file of it (\"pdf-tables/references/forms.md\"). "
                                 "Without --at:\nan archived skill comes back to its place, what was deleted as it was last. What is "
                                 "there now goes, but it stays in the history:\n\"undo\" takes the restoring back.\n\nWith --json: "
                                 "{\"change_set\": {\"id\", \"state\", \"reason\", \"why\", \"origin\", \"skills\", \"files\", "
                                 "\"memory\", \"findings\"}}"),
            .run = restore};
}

} // namespace hsf::cli
