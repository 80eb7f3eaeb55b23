// SPDX-License-Identifier: MIT
//
// `curate`: what the curator would propose, or a run that files its proposals. Saying yes to them belongs to a person, in the window.
#include "cli/home.h"
#include "cli/verb.h"
#include "cli/words_p.h"
#include "service/curatorservice.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

Result<QDateTime> timeFrom(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid())
        return fail(Error::Kind::Malformed, Words::tr("--now \"%1\" is no date or time like 2030-01-31 or 2030-01-31T12:00:00Z.").arg(text));
    return time.toUTC();
}

QJsonObject json(const curator::Transition &step)
{
    return {{u"skill"_s, step.skill}, {u"from"_s, changes::stageName(step.from)}, {u"to"_s, changes::stageName(step.to)}, {u"reason"_s, step.reason}};
}

QJsonObject json(const curator::Report &report)
{
    QJsonArray proposals, byItself;
    for (const curator::Transition &step : report.plan)
        (step.byItself ? byItself : proposals).append(json(step));
    QJsonArray overlaps;
    for (const skill::OverlapPair &pair : report.overlaps)
        overlaps.append(QJsonObject{{u"a"_s, pair.a}, {u"b"_s, pair.b}, {u"jaccard"_s, pair.jaccard}, {u"trigger"_s, pair.trigger}});
    return {{u"time"_s, toStored(report.time)}, {u"skills"_s, report.skills}, {u"managed"_s, report.managed},
            {u"proposals"_s, proposals}, {u"by_itself"_s, byItself}, {u"overlaps"_s, overlaps}};
}

void print(Console &console, const curator::Report &report)
{
    for (const curator::Transition &step : report.plan) {
        const QString line = Words::tr("%1: %2 → %3").arg(step.skill, changes::stageName(step.from), changes::stageName(step.to));
        console.result((step.byItself ? line + Words::tr(" (needs no approval)") : line) + u"\n    "_s + step.reason);
    }
    for (const skill::OverlapPair &pair : report.overlaps)
        console.result(Words::tr("overlap: %1").arg(curator::overlapReason(pair)));
    if (report.plan.isEmpty())
        console.remark(Words::tr("Nothing to propose: %1 skills looked at, %2 of them managed.").arg(report.skills).arg(report.managed));
}

int curate(Console &console, const Home &home, const Arguments &arguments)
{
    const bool dry = arguments.has(u"dry-run"_s);
    const auto said = arguments.value(u"now"_s);
    if (said && !dry)
        return wrongUsage(console, Words::tr("--now goes with --dry-run only: a real run happens now."), u"curate"_s);
    const auto now = said ? timeFrom(*said) : Result<QDateTime>(QDateTime::currentDateTimeUtc());
    if (!now)
        return wrongUsage(console, now.error().message, u"curate"_s);
    const auto open = openHome(home);
    if (!open)
        return failed(console, open.error());
    const auto report = service::curate(*(*open)->stores, service::curationOf((*open)->settings), nullptr,
                                        dry ? service::CurateMode::Dry : service::CurateMode::Propose, *now);
    if (!report)
        return failed(console, report.error());
    if (arguments.has(u"json"_s))
        console.result(json(*report));
    else
        print(console, *report);
    console.remark(dry ? Words::tr("A dry run: nothing was stored or changed.")
                       : Words::tr("Proposals wait for your approval, in the window on the page Curator."));
    return Fine;
}

} // namespace

Verb curateVerb()
{
    return {.name = u"curate"_s,
            .options = {{u"dry-run"_s, {}, Words::tr("only show what would be proposed")},
                        {u"now"_s, u"ISO"_s, Words::tr("with --dry-run: as if it were that date or time")},
                        jsonOption()},
            .purpose = Words::tr("Look for skills that lie idle and propose to put them away."),
            .details = Words::tr("Without --dry-run the proposals are filed; approving them happens in the window. Nothing is archived by "
                                 "itself. The days\nafter which a skill is stale or ripe to be archived are set in the window. A time "
                                 "without a zone is local.\n\nWith --json: {\"proposals\": [{\"skill\", \"from\", \"to\", \"reason\"}], "
                                 "\"by_itself\": [the same, for what needs no approval],\n\"overlaps\": "
                                 "[{\"a\", \"b\", \"jaccard\", \"trigger\"}], \"skills\", \"managed\", \"time\"}"),
            .run = curate};
}

} // namespace hsf::cli
