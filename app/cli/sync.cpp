// SPDX-License-Identifier: MIT
//
// `sync`: this library with another by way of a Git repository.
#include "cli/home.h"
#include "cli/verb.h"
#include "cli/words_p.h"
#include "service/sync.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

QJsonObject json(const changes::SkillMerge &merge)
{
    QJsonArray files;
    for (const changes::FileChange &file : merge.files)
        files.append(file.path);
    return {{u"skill"_s, merge.skill}, {u"files"_s, files}, {u"conflicts"_s, QJsonArray::fromStringList(merge.conflicts)}};
}

QJsonArray json(const QList<changes::ChangeSet> &sets)
{
    QJsonArray all;
    for (const changes::ChangeSet &set : sets)
        all.append(QJsonObject{{u"id"_s, set.id.toString()},
                               {u"skills"_s, QJsonArray::fromStringList(set.skills())},
                               {u"state"_s, changes::stateName(set.state)},
                               {u"why"_s, set.why}});
    return all;
}

void sayPlan(Console &console, const service::SyncPlan &plan)
{
    if (plan.meeting.rewritten)
        console.remark(Words::tr("Their history was rewritten since the last sync. What you have is not touched by that: only files are compared."));
    for (const changes::SkillMerge &merge : plan.incoming)
        console.result(plain(merge.conflicts.isEmpty() ? Words::tr("in   %1").arg(merge.skill)
                                                       : Words::tr("both %1: %2").arg(merge.skill, merge.conflicts.join(u", "_s))));
    for (const QString &skill : plan.outgoing)
        console.result(plain(Words::tr("out  %1").arg(skill)));
    if (plan.incoming.isEmpty() && plan.outgoing.isEmpty())
        console.result(Words::tr("Both libraries are alike."));
    for (const QString &sentence : plan.leftAlone)
        console.remark(plain(Words::tr("left alone: %1").arg(sentence)));
}

int syncLibrary(Console &console, const Home &home, const Arguments &arguments)
{
    const auto open = openHome(home);
    if (!open)
        return failed(console, open.error());
    service::Stores &stores = *(*open)->stores;
    const Settings &settings = (*open)->settings;
    const library::RemotePlace place{arguments.value(u"remote"_s).value_or(settings.syncRemote),
                                     arguments.value(u"branch"_s).value_or(settings.syncBranch)};
    if (place.url.isEmpty())
        return wrongUsage(console, Words::tr("There is no address to sync with. Say --remote URL, or set one in the window's Settings."), u"sync"_s);
    const auto plan = service::planSync(stores, place);
    if (!plan)
        return failed(console, plan.error());
    QJsonArray incoming;
    for (const changes::SkillMerge &merge : plan->incoming)
        incoming.append(json(merge));
    QJsonObject result{{u"remote"_s, place.url},
                       {u"branch"_s, place.branch},
                       {u"rewritten"_s, plan->meeting.rewritten},
                       {u"incoming"_s, incoming},
                       {u"outgoing"_s, QJsonArray::fromStringList(plan->outgoing)},
                       {u"left_alone"_s, QJsonArray::fromStringList(plan->leftAlone)}};
    const bool asJson = arguments.has(u"json"_s);
    if (!asJson)
        sayPlan(console, *plan);
    if (arguments.has(u"dry-run"_s)) {
        if (asJson)
            console.result(result);
        return Fine;
    }
    const auto report = service::carryOut(stores, place, *plan);
    if (!report)
        return failed(console, report.error());
    for (const QString &problem : report->problems)
        console.remark(plain(problem));
    result.insert(u"changes"_s, json(report->sets));
    result.insert(u"sent"_s, report->sent);
    result.insert(u"problems"_s, QJsonArray::fromStringList(report->problems));
    if (asJson)
        console.result(result);
    return report->problems.isEmpty() ? Fine : Found;
}

} // namespace

Verb syncVerb()
{
    return {.name = u"sync"_s,
            .words = {},
            .count = {0, 0, {}},
            .options = {{u"remote"_s, u"URL"_s, Words::tr("the Git repository, instead of the one in the settings")},
                        {u"branch"_s, u"NAME"_s, Words::tr("its branch (main)")},
                        {u"dry-run"_s, {}, Words::tr("only say what would come and go")},
                        jsonOption()},
            .purpose = Words::tr("Take in what a shared Git repository has, and send it what is new here."),
            .details = Words::tr("Skills go along, memory and conversations never do. What both sides changed on different lines is merged; what they\n"
                                 "changed on the same lines is held for you on Changes, and nothing is sent before you have decided. The git program does\n"
                                 "the talking, so your keys and credential helpers work.\n\n"
                                 "With --json: {\"remote\", \"branch\", \"rewritten\", \"incoming\": [{\"skill\", \"files\", \"conflicts\"}], \"outgoing\",\n"
                                 "\"left_alone\", \"changes\": [{\"id\", \"skills\", \"state\", \"why\"}], \"sent\", \"problems\"}"),
            .run = syncLibrary};
}

} // namespace hsf::cli
