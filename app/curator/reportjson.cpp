// SPDX-License-Identifier: MIT
#include "curator/reportjson_p.h"

using namespace Qt::StringLiterals;

namespace hsf::curator {

namespace {

QJsonObject toJson(const Transition &transition)
{
    return {{u"skill"_s, transition.skill},
            {u"from"_s, changes::stageName(transition.from)},
            {u"to"_s, changes::stageName(transition.to)},
            {u"reason"_s, transition.reason},
            {u"by_itself"_s, transition.byItself}};
}

Transition transitionFromJson(const QJsonObject &json)
{
    return {.skill = json.value(u"skill"_s).toString(),
            .from = changes::stageFromName(json.value(u"from"_s).toString()).value_or(changes::Stage::Active),
            .to = changes::stageFromName(json.value(u"to"_s).toString()).value_or(changes::Stage::Active),
            .reason = json.value(u"reason"_s).toString(),
            .byItself = json.value(u"by_itself"_s).toBool()};
}

QJsonObject toJson(const Note &note)
{
    return {{u"skill"_s, note.skill}, {u"verdict"_s, note.verdict}, {u"reason"_s, note.reason}};
}

QJsonObject toJson(const skill::OverlapPair &pair)
{
    return {{u"a"_s, pair.a},         {u"b"_s, pair.b},       {u"jaccard"_s, pair.jaccard},
            {u"prose"_s, pair.prose}, {u"code"_s, pair.code}, {u"trigger"_s, pair.trigger}};
}

skill::OverlapPair pairFromJson(const QJsonObject &json)
{
    return {.a = json.value(u"a"_s).toString(),
            .b = json.value(u"b"_s).toString(),
            .jaccard = json.value(u"jaccard"_s).toDouble(),
            .prose = json.value(u"prose"_s).toDouble(),
            .code = json.value(u"code"_s).toDouble(),
            .trigger = json.value(u"trigger"_s).toDouble()};
}

Note noteFromJson(const QJsonObject &json)
{
    return {.skill = json.value(u"skill"_s).toString(),
            .verdict = json.value(u"verdict"_s).toString(),
            .reason = json.value(u"reason"_s).toString()};
}

} // namespace

QJsonObject toJson(const Report &report)
{
    QJsonArray plan, notes, overlaps;
    for (const Transition &transition : report.plan)
        plan.append(toJson(transition));
    for (const Note &note : report.notes)
        notes.append(toJson(note));
    for (const skill::OverlapPair &pair : report.overlaps)
        overlaps.append(toJson(pair));
    return {{u"time"_s, toStored(report.time)},
            {u"skills"_s, report.skills},
            {u"managed"_s, report.managed},
            {u"plan"_s, plan},
            {u"overlaps"_s, overlaps},
            {u"notes"_s, notes},
            {u"notes_problem"_s, report.notesProblem},
            {u"usage"_s, report.usage.toJson()}};
}

Report reportFromJson(const QJsonObject &json)
{
    Report report{.time = fromStored(json.value(u"time"_s).toString()),
                  .skills = json.value(u"skills"_s).toInt(),
                  .managed = json.value(u"managed"_s).toInt(),
                  .notesProblem = json.value(u"notes_problem"_s).toString(),
                  .usage = chat::Usage::fromJson(json.value(u"usage"_s).toObject())};
    for (const QJsonValue &transition : json.value(u"plan"_s).toArray())
        report.plan.append(transitionFromJson(transition.toObject()));
    for (const QJsonValue &note : json.value(u"notes"_s).toArray())
        report.notes.append(noteFromJson(note.toObject()));
    for (const QJsonValue &pair : json.value(u"overlaps"_s).toArray())
        report.overlaps.append(pairFromJson(pair.toObject()));
    return report;
}

} // namespace hsf::curator
