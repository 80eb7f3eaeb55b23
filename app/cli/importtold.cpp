// SPDX-License-Identifier: MIT
#include "cli/importtold.h"
#include "cli/words_p.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

using Action = changes::ImportChoice::Action;
using Outcome = service::ImportedSkill::Outcome;

QString actionName(Action action)
{
    return action == Action::Skip ? u"skip"_s : action == Action::Replace ? u"replace"_s : u"take"_s;
}

QString memoryFate(const changes::MemoryItem &item)
{
    using enum changes::MemoryItem::Fate;
    return item.fate == Add   ? u"add"_s
        : item.fate == Known  ? u"known"_s
        : item.fate == NoRoom ? u"no-room"_s
                              : u"dangerous"_s;
}

QJsonArray json(const skill::Findings &findings)
{
    QJsonArray array;
    for (const skill::Finding &finding : findings)
        array.append(QJsonObject{{u"rule"_s, finding.rule},
                                 {u"severity"_s, skill::severityName(finding.severity)},
                                 {u"file"_s, finding.file},
                                 {u"line"_s, finding.line},
                                 {u"message"_s, finding.message}});
    return array;
}

QJsonObject json(const changes::ImportItem &item, const changes::ImportChoice &choice)
{
    QJsonArray files;
    for (const auto &[path, bytes] : item.skill.files.asKeyValueRange())
        files.append(QJsonObject{
            {u"path"_s, path}, {u"bytes"_s, bytes.size()}, {u"executable"_s, item.skill.executables.contains(path)}});
    return {{u"skill"_s, item.skill.id},
            {u"from"_s, item.skill.from},
            {u"archived"_s, item.skill.archived},
            {u"action"_s, actionName(choice.action)},
            {u"as"_s, choice.id},
            {u"collides_with"_s, item.met},
            {u"identical"_s, item.collision == changes::Collision::Same},
            {u"prospect"_s, item.prospect()},
            {u"files"_s, files},
            {u"notes"_s, QJsonArray::fromStringList(item.skill.notes)},
            {u"facts"_s, QJsonArray::fromStringList(item.facts)},
            {u"repairs"_s, QJsonArray::fromStringList(item.repairs)},
            {u"findings"_s, json(item.findings)}};
}

QJsonArray json(const QList<changes::MemoryItem> &memory)
{
    QJsonArray array;
    for (const changes::MemoryItem &item : memory)
        array.append(QJsonObject{{u"file"_s, library::memoryTreePath(item.file).section(u'/', 1)},
                                 {u"text"_s, item.text},
                                 {u"fate"_s, memoryFate(item)},
                                 {u"why"_s, item.why}});
    return array;
}

QJsonObject json(const service::ImportedSkill &skill)
{
    return {{u"skill"_s, skill.from},
            {u"as"_s, skill.id},
            {u"outcome"_s, service::outcomeName(skill.outcome)},
            {u"why"_s, skill.why},
            {u"change_set"_s, skill.set ? QJsonValue(skill.set->toString()) : QJsonValue()}};
}

QString deedOf(const changes::ImportItem &item, const changes::ImportChoice &choice)
{
    if (choice.action == Action::Replace)
        return Words::tr("would replace the one that is there");
    if (choice.action == Action::Take)
        return choice.id == item.skill.id ? Words::tr("would come") : Words::tr("would come as %1").arg(choice.id);
    return item.collision == changes::Collision::Same ? Words::tr("is there already, the same")
        : item.collision == changes::Collision::Taken
        ? Words::tr("would be left out: there is a skill %1 already").arg(item.met)
        : Words::tr("would be left out");
}

} // namespace

void showPlan(Console &console, const changes::ImportPlan &plan, const service::ImportChoices &choices)
{
    for (qsizetype i = 0; i < plan.items.size(); ++i) {
        const changes::ImportItem &item = plan.items[i];
        QString line = plain(u"%1: %2"_s.arg(item.skill.id, deedOf(item, choices[i])));
        line += Words::tr(" (files: %1)").arg(item.skill.files.size());
        if (!item.facts.isEmpty())
            line += u" ["_s + item.facts.join(u", "_s) + u']';
        console.result(line);
        for (const QString &path : item.skill.files.keys())
            console.result(u"    "_s + plain(path));
        if (!item.prospect().isEmpty())
            console.result(u"  ! "_s + plain(item.prospect()));
        for (const skill::Finding &finding : item.findings) {
            if (finding.severity > skill::Severity::Advice)
                console.result(u"  %1 %2:%3 %4"_s.arg(skill::severityName(finding.severity), plain(finding.file))
                                   .arg(finding.line)
                                   .arg(plain(finding.message)));
        }
        for (const QString &words : item.repairs)
            console.result(Words::tr("  --repair would: %1").arg(plain(words)));
        for (const QString &note : item.skill.notes)
            console.result(u"  "_s + plain(note));
    }
    for (const QString &category : plan.categories.keys())
        console.result(plain(Words::tr("category: the description of %1 comes along").arg(category)));
    for (const changes::MemoryItem &item : plan.memory)
        console.result(plain(
            item.why.isEmpty() ? Words::tr("memory: would be added: %1").arg(item.text.simplified().left(100))
                               : Words::tr("memory: left out: %1 %2").arg(item.text.simplified().left(100), item.why)));
}

QJsonObject planJson(const changes::ImportPlan &plan, const service::ImportChoices &choices)
{
    QJsonArray skills;
    for (qsizetype i = 0; i < plan.items.size(); ++i)
        skills.append(json(plan.items[i], choices[i]));
    return {{u"place"_s, plan.place},
            {u"problems"_s, QJsonArray::fromStringList(plan.problems)},
            {u"plan"_s, skills},
            {u"categories"_s, QJsonArray::fromStringList(plan.categories.keys())},
            {u"memory"_s, json(plan.memory)}};
}

void showReport(Console &console, const service::ImportReport &report)
{
    for (const service::ImportedSkill &skill : report.skills) {
        const QString as = skill.id == skill.from ? QString() : Words::tr(" as %1").arg(skill.id);
        const QString set = skill.set ? Words::tr(" (change set %1)").arg(skill.set->toString()) : QString();
        console.result(plain(u"%1: %2%3%4"_s.arg(skill.from, service::outcomeName(skill.outcome), as, set)));
        if (!skill.why.isEmpty())
            console.result(u"  "_s + plain(skill.why));
    }
    for (const service::ImportedSkill &category : report.categories)
        console.result(plain(Words::tr("category: the description of %1: %2 %3")
                                 .arg(category.id, service::outcomeName(category.outcome), category.why)));
    for (const changes::MemoryItem &item : report.memory) {
        if (!item.why.isEmpty())
            console.result(plain(Words::tr("memory: left out: %1 %2").arg(item.text.simplified().left(100), item.why)));
    }
    if (report.memorySet)
        console.result(plain(
            Words::tr("memory: %1 %2").arg(service::outcomeName(report.memorySet->outcome), report.memorySet->why)));
    console.remark(Words::tr("Imported %1, waiting for you %2, refused %3, failed %4, left out %5.")
                       .arg(report.count(Outcome::Imported))
                       .arg(report.count(Outcome::Held))
                       .arg(report.count(Outcome::Refused))
                       .arg(report.count(Outcome::Failed))
                       .arg(report.count(Outcome::Skipped)));
}

QJsonObject reportJson(const service::ImportReport &report)
{
    QJsonArray skills, categories;
    for (const service::ImportedSkill &skill : report.skills)
        skills.append(json(skill));
    for (const service::ImportedSkill &category : report.categories)
        categories.append(json(category));
    return {{u"place"_s, report.place},
            {u"problems"_s, QJsonArray::fromStringList(report.problems)},
            {u"skills"_s, skills},
            {u"categories"_s, categories},
            {u"memory"_s, json(report.memory)},
            {u"memory_set"_s, report.memorySet ? QJsonValue(json(*report.memorySet)) : QJsonValue()},
            {u"stopped"_s, report.stopped}};
}

} // namespace hsf::cli
