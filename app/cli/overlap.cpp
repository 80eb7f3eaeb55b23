// SPDX-License-Identifier: MIT
//
// `overlap`: skills that say the same or answer to the same requests, by both measures.
#include "cli/places.h"
#include "cli/verb.h"
#include "cli/words_p.h"
#include "skill/overlap.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

QJsonObject json(const skill::OverlapPair &pair)
{
    return {{u"a"_s, pair.a},         {u"b"_s, pair.b},       {u"jaccard"_s, pair.jaccard},
            {u"prose"_s, pair.prose}, {u"code"_s, pair.code}, {u"trigger"_s, pair.trigger}};
}

QString line(const skill::OverlapPair &pair)
{
    const auto percent = [](double share) { return u"%1 %"_s.arg(qRound(share * 100), 3); };
    return Words::tr("same content %1, same requests %2, words of prose %3, of code %4\n    %5\n    %6")
        .arg(percent(pair.jaccard), percent(pair.trigger), percent(pair.prose), percent(pair.code), pair.a, pair.b);
}

/// Of one place each skill is called by what lies below it, else by its whole folder.
QString nameOf(const QString &folder, const QStringList &places)
{
    const QString prefix = places.first() + u'/';
    return places.size() == 1 && folder.startsWith(prefix) ? folder.sliced(prefix.size()) : folder;
}

bool addFolders(Console &console, const QStringList &places, skill::OverlapIndex &index)
{
    bool all = true;
    all &= eachSkill(console, places, [&](const QString &folder) {
        const auto files = filesOf(folder);
        if (files) {
            index.add(nameOf(folder, places), *files);
            return;
        }
        console.remark(files.error().message);
        all = false;
    });
    return all;
}

Result<> addLibrary(service::Stores &stores, skill::OverlapIndex &index)
{
    const library::SnapshotPtr library = stores.ensureSnapshot();
    for (const library::SkillEntry &entry : library->skills) {
        if (entry.archived || !entry.source.isEmpty())
            continue;
        const auto files = filesOf(entry.folder);
        if (!files)
            return std::unexpected(files.error());
        index.add(entry.id.toString(), *files);
    }
    return {};
}

struct Wanted {
    skill::OverlapLimits limits;
    QStringList skills; ///< of the library; empty: all pairs
};

Result<QList<skill::OverlapPair>> libraryPairs(const Home &home, const Wanted &wanted, skill::OverlapIndex &index)
{
    const auto open = openHome(home);
    if (!open)
        return std::unexpected(open.error());
    service::Stores &stores = *(*open)->stores;
    if (const auto added = addLibrary(stores, index); !added)
        return std::unexpected(added.error());
    if (wanted.skills.isEmpty())
        return index.all(wanted.limits);
    QList<skill::OverlapPair> pairs;
    for (const QString &name : wanted.skills) {
        const auto entry = findSkill(stores, name);
        if (!entry)
            return std::unexpected(entry.error());
        const auto files = filesOf(entry->folder);
        if (!files)
            return std::unexpected(files.error());
        pairs += index.neighbours(entry->id.toString(), *files, wanted.limits);
    }
    return pairs;
}

int overlap(Console &console, const Home &home, const Arguments &arguments)
{
    Wanted wanted;
    if (const auto least = arguments.value(u"least"_s)) {
        bool number = false;
        const int percent = least->toInt(&number);
        if (!number || percent < 10 || percent > 100)
            return wrongUsage(console, Words::tr("--least \"%1\" is no number from 10 to 100.").arg(*least), u"overlap"_s);
        wanted.limits.content = wanted.limits.trigger = percent / 100.0;
    }
    skill::OverlapIndex index;
    Result<QList<skill::OverlapPair>> pairs;
    bool allRead = true;
    const bool folders = !arguments.words.isEmpty() && std::ranges::all_of(arguments.words, isPath);
    if (folders) {
        const auto places = skillPlaces(arguments.words);
        if (!places)
            return wrongUsage(console, places.error().message, u"overlap"_s);
        allRead = addFolders(console, *places, index);
        pairs = index.all(wanted.limits);
    } else {
        wanted.skills = arguments.words;
        pairs = libraryPairs(home, wanted, index);
    }
    if (!pairs)
        return failed(console, pairs.error());
    QJsonArray list;
    for (const skill::OverlapPair &pair : std::as_const(*pairs)) {
        if (arguments.has(u"json"_s))
            list.append(json(pair));
        else
            console.result(line(pair));
    }
    if (arguments.has(u"json"_s))
        console.result(QJsonObject{{u"skills"_s, index.size()}, {u"pairs"_s, list}});
    else
        console.remark(Words::tr("Skills compared: %1. Pairs: %2.").arg(index.size()).arg(pairs->size()));
    return allRead ? Fine : Found;
}

} // namespace

Verb overlapVerb()
{
    return {.name = u"overlap"_s,
            .words = u"[PATH…|SKILL…]"_s,
            .count = {0, -1, u"PATH"_s},
            .options = {{u"least"_s, u"PERCENT"_s, Words::tr("pairs from here on; 30 of content, 50 of requests when absent")}, jsonOption()},
            .purpose = Words::tr("Show skills that say the same or answer to the same requests."),
            .details = Words::tr("PATH… compares the skills of folders with each other, SKILL… skills with the rest of the library, nothing "
                                 "the whole library.\nThe same content: the share of common runs of five words (Jaccard). The same "
                                 "requests: how alike description and headings are\n(cosine of weighted words), which makes an agent "
                                 "take the wrong skill.\n\nWith --json: {\"skills\" (how many), \"pairs\": [{\"a\", \"b\", "
                                 "\"jaccard\", \"prose\", \"code\", \"trigger\"}]}, each measure from 0 to 1, the closest first"),
            .run = overlap};
}

} // namespace hsf::cli
