// SPDX-License-Identifier: MIT
//
// `lint`: checks skills wherever they lie, after the specification and for dangerous content. Opens no home.
#include "cli/verb.h"
#include "cli/words_p.h"
#include "library/skillreader.h"
#include "library/snapshot.h"
#include "skill/scan.h"

#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

struct Checked {
    QString folder;
    QString name;
    skill::Findings findings;
};

/// The folders of the skills that a path means: one, or all below it.
Result<QStringList> skillFolders(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(Error::Kind::NotFound, Words::tr("There is no file or folder %1.").arg(path));
    if (info.isFile() && info.fileName() == u"SKILL.md")
        return QStringList{info.absolutePath()};
    if (info.isFile())
        return fail(Error::Kind::Malformed, Words::tr("%1 is no SKILL.md; name that file, a skill's folder, or a folder of skills.").arg(path));
    if (QFileInfo(path + u"/SKILL.md"_s).isFile())
        return QStringList{info.absoluteFilePath()};
    const library::SnapshotPtr found = library::scanLibrary(info.absoluteFilePath(), {}, nullptr);
    QStringList folders;
    for (const library::SkillEntry &entry : found->skills)
        folders.append(entry.folder);
    if (folders.isEmpty())
        return fail(Error::Kind::NotFound, Words::tr("There is no SKILL.md in %1 or below it.").arg(path));
    return folders;
}

Result<Checked> checked(const QString &folder)
{
    const auto files = library::readSkill(folder);
    if (!files)
        return withContext(files.error(), Words::tr("Could not check %1").arg(folder));
    const QString name = QFileInfo(folder).fileName();
    Checked result{folder, skill::parseDocument(files->files.value(u"SKILL.md"_s)).name(),
                   skill::lint(*files, name) + skill::Scanner::builtIn().scanSkill(*files)};
    if (result.name.isEmpty())
        result.name = name;
    std::ranges::stable_sort(result.findings, {}, [](const skill::Finding &one) { return std::pair(one.file, one.line); });
    return result;
}

QJsonObject json(const Checked &skill)
{
    QJsonArray findings;
    for (const skill::Finding &finding : skill.findings)
        findings.append(QJsonObject{{u"rule"_s, finding.rule}, {u"severity"_s, skill::severityName(finding.severity)},
                                    {u"file"_s, finding.file}, {u"line"_s, finding.line}, {u"message"_s, finding.message}});
    return {{u"path"_s, skill.folder}, {u"name"_s, skill.name}, {u"findings"_s, findings}};
}

void print(Console &console, const Checked &skill)
{
    for (const skill::Finding &finding : skill.findings) {
        const QString place = finding.line > 0 ? u"%1:%2"_s.arg(finding.file).arg(finding.line) : finding.file;
        console.result(u"%1/%2: %3: %4 [%5]"_s.arg(skill.folder, place, skill::severityName(finding.severity), finding.message, finding.rule));
    }
}

int lint(Console &console, const Home &, const Arguments &arguments)
{
    QStringList folders;
    for (const QString &path : arguments.words) {
        const auto found = skillFolders(path);
        if (!found)
            return wrongUsage(console, found.error().message, u"lint"_s);
        folders += *found;
    }
    folders.removeDuplicates();

    QJsonArray skills;
    int bad = 0;
    bool unread = false;
    for (const QString &folder : std::as_const(folders)) {
        const auto skill = checked(folder);
        if (!skill) {
            console.remark(skill.error().message);
            unread = true;
            continue;
        }
        bad += int(std::ranges::count_if(skill->findings, [](const auto &one) { return one.severity >= skill::Severity::Error; }));
        if (arguments.has(u"json"_s))
            skills.append(json(*skill));
        else
            print(console, *skill);
    }
    if (arguments.has(u"json"_s))
        console.result(QJsonObject{{u"skills"_s, skills}});
    else
        console.remark(Words::tr("Skills checked: %1. Errors or worse: %2.").arg(folders.size()).arg(bad));
    return bad > 0 || unread ? Found : Fine;
}

} // namespace

Verb lintVerb()
{
    return {.name = u"lint"_s,
            .words = u"PATH…"_s,
            .count = {1, -1, u"PATH"_s},
            .options = {jsonOption()},
            .purpose = Words::tr("Check skills after the specification and for dangerous content."),
            .details = Words::tr("PATH is a skill's folder, its SKILL.md, or a folder of skills. Severities: advice, warning, error (a rule "
                                 "of the\nspecification is broken), high, critical (the security scan). The exit code is 1 from error "
                                 "upwards.\n\nWith --json: {\"skills\": [{\"path\", \"name\", \"findings\": [{\"rule\", \"severity\", "
                                 "\"file\", \"line\", \"message\"}]}]}"),
            .run = lint};
}

} // namespace hsf::cli
