// SPDX-License-Identifier: MIT
//
// `search`: the skills that fit some words, the best first.
#include "cli/home.h"
#include "cli/verb.h"
#include "cli/words_p.h"
#include "library/search.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

QJsonObject json(const library::SearchHit &hit, const library::SkillEntry *entry)
{
    return {{u"id"_s, hit.id},
            {u"name"_s, entry ? entry->name : hit.id},
            {u"description"_s, entry ? entry->description : QString()},
            {u"score"_s, hit.score},
            {u"where"_s, library::whereName(hit.where)},
            {u"line"_s, hit.line},
            {u"snippet"_s, hit.snippet},
            {u"archived"_s, hit.archived},
            {u"source"_s, hit.source},
            {u"folder"_s, hit.folder}};
}

QString line(const library::SearchHit &hit)
{
    QString place = library::whereName(hit.where);
    if (hit.line > 0)
        place += Words::tr(", line %1").arg(hit.line);
    if (hit.archived)
        place += Words::tr(", archived");
    if (!hit.source.isEmpty())
        place += Words::tr(", read-only");
    return u"%1  (%2)\n    %3"_s.arg(hit.id, place, hit.snippet);
}

const library::SkillEntry *entryOf(const library::LibrarySnapshot &library, const library::SearchHit &hit)
{
    const auto found = std::ranges::find(library.skills, hit.folder, &library::SkillEntry::folder);
    return found == library.skills.end() ? nullptr : &*found;
}

int search(Console &console, const Home &home, const Arguments &arguments)
{
    bool number = true;
    const int limit = arguments.value(u"limit"_s).value_or(u"20"_s).toInt(&number);
    if (!number || limit < 1)
        return wrongUsage(console, Words::tr("--limit \"%1\" is no number from 1 on.").arg(*arguments.value(u"limit"_s)), u"search"_s);
    const auto open = openHome(home);
    if (!open)
        return failed(console, open.error());
    const library::SnapshotPtr library = (*open)->stores->searchable();
    const QString query = arguments.words.join(u' ');
    QJsonArray list;
    const QList<library::SearchHit> hits = library::search(*library, query, {.limit = limit, .snippets = limit});
    for (const library::SearchHit &hit : hits) {
        if (arguments.has(u"json"_s))
            list.append(json(hit, entryOf(*library, hit)));
        else
            console.result(line(hit));
    }
    if (arguments.has(u"json"_s))
        console.result(QJsonObject{{u"query"_s, query}, {u"results"_s, list}});
    else if (hits.isEmpty())
        console.remark(Words::tr("No skill fits \"%1\".").arg(query));
    return hits.isEmpty() ? Found : Fine;
}

} // namespace

Verb searchVerb()
{
    return {.name = u"search"_s,
            .words = u"QUERY"_s,
            .count = {1, -1, u"QUERY"_s},
            .options = {{u"limit"_s, u"N"_s, Words::tr("at most N skills; 20 when absent")}, jsonOption()},
            .purpose = Words::tr("Find skills by words of their name, tags, description, headings and text."),
            .details = Words::tr("The best first; where no skill has all words, those with some. The exit code is 1 when there is none.\n\n"
                                 "With --json: {\"query\", \"results\": [{\"id\", \"name\", \"description\", \"score\", \"where\" (name, "
                                 "tag, description,\nheading, body), \"line\", \"snippet\", \"archived\", \"source\", \"folder\"}]}"),
            .run = search};
}

} // namespace hsf::cli
