// SPDX-License-Identifier: MIT
//
// `history`: a skill's past, newest first.
#include "changes/renaming.h"
#include "cli/home.h"
#include "cli/verb.h"
#include "cli/words_p.h"
#include "library/history.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

QJsonObject json(const library::Revision &revision)
{
    return {{u"commit"_s, revision.commit},
            {u"time"_s, toStored(revision.time)},
            {u"subject"_s, revision.subject},
            {u"origin"_s, revision.trailers.value(u"Origin"_s)},
            {u"change_set"_s, revision.trailers.value(u"Change-Set"_s)},
            {u"session"_s, revision.trailers.value(u"Session"_s)},
            {u"model"_s, revision.trailers.value(u"Model"_s)},
            {u"files"_s, QJsonArray::fromStringList(revision.paths)}};
}

QString line(const library::Revision &revision)
{
    const QString set = revision.trailers.value(u"Change-Set"_s);
    const QString first = u"%1  %2  %3"_s.arg(revision.time.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s),
                                              revision.trailers.value(u"Origin"_s, u"unknown"_s), revision.subject);
    return set.isEmpty() ? first : first + u"\n    "_s + Words::tr("change set %1").arg(set);
}

/// Through the archive and renames; of one file alone, if one is named.
Result<QList<library::Revision>> revisionsOf(service::Stores &stores, const QString &id, const QString &file, int limit)
{
    const auto past = library::History::open(stores.home.history());
    if (!past)
        return std::unexpected(past.error());
    (*past)->useIndex(stores.database);
    return file.isEmpty() ? changes::pastOf(**past, id, limit) : (*past)->past(u"skills/"_s + id + u'/' + file, limit);
}

Result<QString> idOf(service::Stores &stores, const QString &name)
{
    if (const auto entry = findSkill(stores, name); entry || !skill::SkillId::parse(name))
        return entry.transform([](const library::SkillEntry &found) { return found.id.toString(); });
    return name; // one that is gone still has a past
}

int history(Console &console, const Home &home, const Arguments &arguments)
{
    bool number = true;
    const int limit = arguments.value(u"limit"_s).value_or(u"50"_s).toInt(&number);
    if (!number || limit < 1)
        return wrongUsage(console, Words::tr("--limit \"%1\" is no number from 1 on.").arg(*arguments.value(u"limit"_s)), u"history"_s);
    const auto open = openHome(home);
    if (!open)
        return failed(console, open.error());
    const auto id = idOf(*(*open)->stores, arguments.words.first());
    if (!id)
        return failed(console, id.error());
    const QString file = arguments.words.value(1);
    const auto revisions = revisionsOf(*(*open)->stores, *id, file, limit);
    if (!revisions)
        return failed(console, revisions.error());
    if (revisions->isEmpty() && !file.isEmpty())
        return failed(console, Error{Error::Kind::NotFound, Words::tr("Nothing is recorded of %1 of %2.").arg(file, *id)});
    if (revisions->isEmpty())
        return failed(console, findSkill(*(*open)->stores, *id).error_or(
                                   Error{Error::Kind::NotFound, Words::tr("Nothing is recorded of %1 yet.").arg(*id)}));

    QJsonArray list;
    for (const library::Revision &revision : *revisions) {
        if (arguments.has(u"json"_s))
            list.append(json(revision));
        else
            console.result(line(revision));
    }
    if (arguments.has(u"json"_s))
        console.result(QJsonObject{{u"skill"_s, *id}, {u"revisions"_s, list}});
    return Fine;
}

} // namespace

Verb historyVerb()
{
    return {.name = u"history"_s,
            .words = u"SKILL [FILE]"_s,
            .count = {1, 2, u"SKILL"_s},
            .options = {{u"limit"_s, u"N"_s, Words::tr("at most N revisions; 50 when absent")}, jsonOption()},
            .purpose = Words::tr("Show the revisions of a skill, or of one of its files, newest first: who changed it, when and why."),
            .details = Words::tr("SKILL is an id as in the list (\"finance/invoices\") or a name that only one skill has. Its past is "
                                 "followed\nthrough renames. A change set can be taken back with \"skill-factory undo ID\".\n\nWith --json: "
                                 "{\"skill\", \"revisions\": [{\"commit\", \"time\", \"subject\", \"origin\", \"change_set\", \"session\", \"model\", \"files\"}]}"),
            .run = history};
}

} // namespace hsf::cli
