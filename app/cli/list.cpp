// SPDX-License-Identifier: MIT
//
// `list`: the skills of the library and how they stand.
#include "cli/home.h"
#include "cli/verb.h"
#include "cli/words_p.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

using Facts = QMap<QString, changes::SkillFacts>;
using Uses = QMap<QString, journal::SkillUse>;

QDateTime lastUse(const journal::SkillUse &use)
{
    return std::max(use.lastUsed, use.lastViewed);
}

QString stageOf(const library::SkillEntry &entry, const changes::SkillFacts &facts)
{
    return changes::stageName(entry.archived ? changes::Stage::Archived : facts.stage);
}

QJsonObject json(const library::SkillEntry &entry, const changes::SkillFacts &facts, const journal::SkillUse &use)
{
    const QDateTime last = lastUse(use);
    return {{u"id"_s, entry.id.toString()},
            {u"name"_s, entry.name},
            {u"description"_s, entry.description},
            {u"stage"_s, stageOf(entry, facts)},
            {u"origin"_s, changes::originName(facts.origin)},
            {u"managed"_s, facts.managed},
            {u"pinned"_s, facts.pinned},
            {u"last_use"_s, last.isValid() ? QJsonValue(toStored(last)) : QJsonValue()},
            {u"errors"_s, entry.findings},
            {u"source"_s, entry.source},
            {u"folder"_s, entry.folder}};
}

QString line(const library::SkillEntry &entry, const changes::SkillFacts &facts, const journal::SkillUse &use)
{
    QStringList notes{stageOf(entry, facts), changes::originName(facts.origin)};
    if (facts.managed)
        notes.append(Words::tr("managed"));
    if (facts.pinned)
        notes.append(Words::tr("pinned"));
    if (!entry.source.isEmpty())
        notes.append(Words::tr("read-only"));
    if (const QDateTime last = lastUse(use); last.isValid())
        notes.append(Words::tr("last used on %1").arg(last.toLocalTime().date().toString(Qt::ISODate)));
    if (entry.findings > 0)
        notes.append(Words::tr("errors: %1").arg(entry.findings));
    return u"%1  (%2)\n    %3"_s.arg(entry.id.toString(), notes.join(u", "_s), entry.description.simplified());
}

int list(Console &console, const Home &home, const Arguments &arguments)
{
    const auto open = openHome(home);
    if (!open)
        return failed(console, open.error());
    service::Stores &stores = *(*open)->stores;
    const auto facts = stores.door->facts();
    const auto uses = stores.journal->skillUse();
    if (!facts || !uses)
        return failed(console, facts ? uses.error() : facts.error());

    const library::SnapshotPtr library = stores.ensureSnapshot();
    QJsonArray skills;
    for (const library::SkillEntry &entry : library->skills) {
        if (entry.archived && !arguments.has(u"archived"_s))
            continue;
        const QString id = entry.id.toString();
        if (arguments.has(u"json"_s))
            skills.append(json(entry, facts->value(id), uses->value(id)));
        else
            console.result(line(entry, facts->value(id), uses->value(id)));
    }
    if (arguments.has(u"json"_s))
        console.result(QJsonObject{{u"skills"_s, skills}});
    else if (library->skills.isEmpty())
        console.remark(Words::tr("There are no skills in %1 yet.").arg(stores.libraryFolder()));
    for (const QString &problem : library->problems)
        console.remark(problem);
    return Fine;
}

} // namespace

Verb listVerb()
{
    return {.name = u"list"_s,
            .options = {{u"archived"_s, {}, Words::tr("archived skills as well")}, jsonOption()},
            .purpose = Words::tr("List the skills and how they stand."),
            .details = Words::tr("With --json: {\"skills\": [{\"id\", \"name\", \"description\", \"stage\" (trial, active, stale, "
                                 "archived), \"origin\" (you,\nagent, review …), \"managed\", \"pinned\", \"last_use\" (or null), "
                                 "\"errors\", \"source\", \"folder\"}]}"),
            .run = list};
}

} // namespace hsf::cli
