// SPDX-License-Identifier: MIT
//
// `diff`: what differs between two revisions, as text that `git apply` reads.
#include "cli/jsonlist.h"
#include "cli/patchtext.h"
#include "cli/places.h"
#include "cli/verb.h"
#include "cli/words_p.h"
#include "service/historyservice.h"

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

QString statusOf(const changes::FileChange &file)
{
    return !file.base ? u"added"_s : !file.result ? u"removed"_s : u"changed"_s;
}

Result<QString> folderOf(service::Stores &stores, const Arguments &arguments)
{
    const auto skill = arguments.value(u"skill"_s);
    if (!skill)
        return QString();
    const auto place = skillPlace(stores, *skill);
    if (place || !skill::SkillId::parse(*skill))
        return place.transform([](const SkillPlace &found) { return found.treePath(); });
    return u"skills/"_s + *skill; // one that is gone still has a past
}

int diff(Console &console, const Home &home, const Arguments &arguments)
{
    const auto open = openHome(home);
    if (!open)
        return failed(console, open.error());
    service::Stores &stores = *(*open)->stores;
    const auto past = library::History::open(home.history());
    const auto folder = folderOf(stores, arguments);
    if (!past || !folder)
        return failed(console, past ? folder.error() : past.error());
    (*past)->useIndex(stores.database);
    QStringList commits;
    for (const QString &word : arguments.words) {
        const auto commit = revisionMeant(**past, word);
        if (!commit)
            return failed(console, commit.error());
        commits << *commit;
    }
    const QString to = commits.size() > 1 ? commits[1] : (*past)->head();
    const auto files = service::comparedFiles(stores, *folder, commits[0], to);
    if (!files)
        return failed(console, files.error());
    if (!arguments.has(u"json"_s)) {
        for (const changes::FileChange &file : *files)
            console.stream(QString::fromUtf8(patchText(file.path, file.base, file.result)));
        return Fine;
    }
    JsonList list(console, u"files"_s);
    for (const changes::FileChange &file : *files)
        list.add({{u"path"_s, file.path}, {u"status"_s, statusOf(file)}, {u"diff"_s, QString::fromUtf8(patchText(file.path, file.base, file.result))}});
    list.end({{u"from"_s, commits[0]}, {u"to"_s, to}});
    return Fine;
}

} // namespace

Verb diffVerb()
{
    return {.name = u"diff"_s,
            .words = u"REV [REV]"_s,
            .count = {1, 2, u"REV"_s},
            .options = {{u"skill"_s, u"SKILL"_s, Words::tr("only what this skill had, or one file of it (\"pdf-tables/SKILL.md\")")}, jsonOption()},
            .purpose = Words::tr("Show what differs between two revisions."),
            .details = Words::tr("REV is a revision of \"history\" (its name or the beginning of one) or a time in ISO form; the second is "
                                 "the newest when absent.\nThe text is what \"git apply\" and \"patch\" read.\n\nWith --json: {\"files\": "
                                 "[{\"path\", \"status\" (added, changed, removed), \"diff\"}], \"from\", \"to\"}"),
            .run = diff};
}

} // namespace hsf::cli
