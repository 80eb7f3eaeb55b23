// SPDX-License-Identifier: MIT
//
// `export`: skills for other programs, as the specification wants them, in a folder or a zip.
#include "cli/home.h"
#include "cli/verb.h"
#include "cli/words_p.h"
#include "service/exchange.h"

#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

QJsonObject json(const library::StrictSkill &skill)
{
    QJsonArray faults;
    for (const skill::Finding &finding : skill.faults)
        faults.append(QJsonObject{{u"rule"_s, finding.rule},
                                  {u"file"_s, finding.file},
                                  {u"line"_s, finding.line},
                                  {u"message"_s, finding.message}});
    return {{u"name"_s, skill.name},
            {u"files"_s, QJsonArray::fromStringList(skill.files.keys())},
            {u"repairs"_s, QJsonArray::fromStringList(skill.repairs)},
            {u"lost"_s, QJsonArray::fromStringList(skill.lost)},
            {u"faults"_s, faults}};
}

/// What a person should know of each skill, on standard error.
void remarkOn(Console &console, const library::StrictSkill &skill)
{
    for (const QString &words : skill.repairs)
        console.remark(plain(Words::tr("%1: repair: %2").arg(skill.name, words)));
    for (const QString &words : skill.lost)
        console.remark(plain(Words::tr("%1: left out: %2").arg(skill.name, words)));
    for (const skill::Finding &finding : skill.faults)
        console.remark(plain(
            Words::tr("%1: %2, line %3: %4").arg(skill.name, finding.file).arg(finding.line).arg(finding.message)));
}

int exportSkills(Console &console, const Home &home, const Arguments &arguments)
{
    const QString out = QFileInfo(arguments.words.last()).absoluteFilePath();
    const auto open = openHome(home);
    if (!open)
        return failed(console, open.error());
    service::Stores &stores = *(*open)->stores;
    QStringList ids;
    for (const QString &word : arguments.words.first(arguments.words.size() - 1)) {
        const auto entry = findSkill(stores, word);
        if (!entry)
            return failed(console, entry.error());
        ids << entry->id.toString();
    }
    const auto skills = service::previewExport(stores, ids);
    if (!skills)
        return failed(console, skills.error());
    QJsonArray all;
    bool changed = false;
    for (const library::StrictSkill &skill : *skills) {
        remarkOn(console, skill);
        all.append(json(skill));
        changed = changed || !skill.repairs.isEmpty() || !skill.lost.isEmpty();
    }
    QJsonObject result{{u"out"_s, out}, {u"skills"_s, all}, {u"exported"_s, false}};
    const bool dry = arguments.has(u"dry-run"_s);
    const bool allowed = !changed || arguments.has(u"repair"_s);
    if (!dry && !allowed)
        console.remark(
            Words::tr("Nothing was written: say --repair to export with these changes; the library stays as it is."));
    if (!dry && allowed) {
        const auto overwrite = arguments.has(u"replace"_s) ? library::Overwrite::Replace : library::Overwrite::Refuse;
        if (const auto done = service::exportSkills(stores, *skills, out, overwrite); !done)
            return failed(console, done.error());
        result.insert(u"exported"_s, true);
    }
    if (arguments.has(u"json"_s)) {
        console.result(result);
    } else if (!dry && allowed) {
        for (const library::StrictSkill &skill : *skills)
            console.result(service::shapeOf(out) == service::ExportShape::Zip ? u"%1: %2"_s.arg(out, skill.name)
                                                                              : out + u'/' + skill.name);
    }
    return dry || allowed ? Fine : Found;
}

} // namespace

Verb exportVerb()
{
    return {.name = u"export"_s,
            .words = u"SKILL… OUT"_s,
            .count = {2, -1, u"SKILL or OUT"_s},
            .options = {{u"dry-run"_s, {}, Words::tr("only say what would have to change")},
                        {u"repair"_s, {}, Words::tr("make the changes that the specification needs, in the copy")},
                        {u"replace"_s, {}, Words::tr("put them in the place of what is there")},
                        jsonOption()},
            .purpose = Words::tr("Write skills for other programs, into a folder or a zip."),
            .details = Words::tr("OUT is a folder, which gets a folder for each skill, or a file that ends in .zip or "
                                 ".skill. What is written passes the\n"
                                 "specification: only its six keys, the name equal to the folder's. Other keys go "
                                 "below \"metadata\" where they are text; what\n"
                                 "has no place is left out and said. The same skills give the same bytes. Nothing is "
                                 "overwritten without --replace.\n\n"
                                 "With --json: {\"out\", \"exported\", \"skills\": [{\"name\", \"files\", \"repairs\", "
                                 "\"lost\", \"faults\": [{\"rule\", \"file\",\n"
                                 "\"line\", \"message\"}]}]}"),
            .run = exportSkills};
}

} // namespace hsf::cli
