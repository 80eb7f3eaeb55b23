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

Note noteFromJson(const QJsonObject &json)
{
    return {.skill = json.value(u"skill"_s).toString(),
            .verdict = json.value(u"verdict"_s).toString(),
            .reason = json.value(u"reason"_s).toString()};
}

} // namespace

QJsonObject toJson(const Report &report)
{
    QJsonArray plan, notes;
    for (const Transition &transition : report.plan)
        plan.append(toJson(transition));
    for (const Note &note : report.notes)
        notes.append(toJson(note));
    return {{u"time"_s, toStored(report.time)},
            {u"skills"_s, report.skills},
            {u"managed"_s, report.managed},
            {u"plan"_s, plan},
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
    return report;
}

} // namespace hsf::curator
