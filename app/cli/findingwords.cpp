// SPDX-License-Identifier: MIT
#include "cli/findingwords.h"
#include "cli/jsonlist.h"
#include "cli/places.h"
#include "cli/words_p.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace hsf::cli {

void sortByPlace(skill::Findings &findings)
{
    std::ranges::stable_sort(findings, {}, [](const skill::Finding &one) { return std::pair(one.file, one.line); });
}

QJsonObject json(const Checked &skill)
{
    QJsonArray findings;
    for (qsizetype i = 0; i < skill.findings.size(); ++i) {
        const skill::Finding &finding = skill.findings[i];
        QJsonObject one{{u"rule"_s, finding.rule},
                        {u"severity"_s, skill::severityName(finding.severity)},
                        {u"file"_s, finding.file},
                        {u"line"_s, finding.line},
                        {u"message"_s, finding.message}};
        if (const QString fix = skill.fixes.value(i); !fix.isEmpty())
            one.insert(u"fix"_s, fix);
        findings.append(one);
    }
    return {{u"path"_s, skill.folder}, {u"name"_s, skill.name}, {u"findings"_s, findings}};
}

void print(Console &console, const Checked &skill)
{
    for (qsizetype i = 0; i < skill.findings.size(); ++i) {
        const skill::Finding &finding = skill.findings[i];
        const QString place = finding.line > 0 ? u"%1:%2"_s.arg(finding.file).arg(finding.line) : finding.file;
        console.result(u"%1/%2: %3: %4 [%5]"_s.arg(skill.folder, place, skill::severityName(finding.severity), finding.message, finding.rule));
        if (const QString fix = skill.fixes.value(i); !fix.isEmpty())
            console.result(u"    "_s + Words::tr("fix: %1").arg(fix));
    }
}

Told tellEach(Console &console, const QStringList &places, bool asJson, skill::Severity from,
              const std::function<Result<Checked>(const QString &folder)> &check)
{
    Told told;
    std::optional<JsonList> list;
    if (asJson)
        list.emplace(console, QStringLiteral("skills"));
    told.allRead &= eachSkill(console, places, [&](const QString &folder) {
        ++told.skills;
        const auto skill = check(folder);
        if (!skill) {
            console.remark(skill.error().message);
            told.allRead = false;
            return;
        }
        told.bad += std::ranges::count_if(skill->findings, [from](const auto &one) { return one.severity >= from; });
        if (list)
            list->add(json(*skill));
        else
            print(console, *skill);
    });
    if (list)
        list->end();
    return told;
}

} // namespace hsf::cli
