// SPDX-License-Identifier: MIT
#include "cli/changewords.h"
#include "cli/words_p.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

QString deed(const changes::ChangeSet &set)
{
    switch (set.state) {
    case changes::State::Held:
        return Words::tr("waits for you");
    case changes::State::Refused:
        return Words::tr("refused");
    default:
        return set.undoes ? Words::tr("undone") : set.createsSkill() ? Words::tr("created") : Words::tr("changed");
    }
}

QString subject(const changes::ChangeSet &set)
{
    QStringList parts = set.skills();
    if (set.touchesMemory())
        parts.append(Words::tr("memory"));
    return parts.join(u", "_s);
}

} // namespace

QJsonObject changeJson(const changes::ChangeSet &set)
{
    QStringList files;
    for (const changes::FileChange &file : set.files)
        files.append(file.path);
    QJsonArray findings;
    for (const skill::Finding &finding : set.findings)
        findings.append(QJsonObject{{u"rule"_s, finding.rule}, {u"severity"_s, skill::severityName(finding.severity)},
                                    {u"file"_s, finding.file}, {u"line"_s, finding.line}, {u"message"_s, finding.message}});
    return {{u"id"_s, set.id.toString()},
            {u"state"_s, changes::stateName(set.state)},
            {u"reason"_s, set.reason},
            {u"why"_s, set.why},
            {u"origin"_s, changes::originName(set.author.origin)},
            {u"skills"_s, QJsonArray::fromStringList(set.skills())},
            {u"files"_s, QJsonArray::fromStringList(files)},
            {u"memory"_s, set.touchesMemory()},
            {u"findings"_s, findings}};
}

QString changeLine(const changes::ChangeSet &set)
{
    const QString line = Words::tr("%1 %2: %3 (change set %4)").arg(deed(set), subject(set), set.reason, set.id.toString());
    return set.why.isEmpty() ? line : line + u"\n  "_s + set.why;
}

} // namespace hsf::cli
