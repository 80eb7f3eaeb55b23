// SPDX-License-Identifier: MIT
//
// `show`: a skill's text and files, as they are or as they were.
#include "cli/places.h"
#include "cli/verb.h"
#include "cli/words_p.h"
#include "library/history.h"
#include "library/skillreader.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

struct Shown {
    QString id;
    QString commit; ///< empty: as it is now
    QStringList files;
    QString file;
    QByteArray bytes;
};

Result<Shown> shownNow(const library::SkillEntry &entry, const QString &file)
{
    Shown shown{entry.id.toString(), {}, {}, file, {}};
    for (const library::FileInfo &info : library::listSkillFiles(entry.folder))
        shown.files << info.path;
    const auto bytes = library::readSkillFile(entry.folder, file);
    if (!bytes)
        return std::unexpected(bytes.error());
    shown.bytes = *bytes;
    return shown;
}

/// Where the skill lay then: among the others, or in the archive.
Result<Shown> shownThen(const library::History &past, const QString &id, const QString &file, const QString &commit)
{
    for (const QString &folder : {u"skills/"_s + id, u"skills/.archive/"_s + id}) {
        const auto files = past.filesAt(commit, folder);
        if (!files)
            return std::unexpected(files.error());
        if (files->isEmpty())
            continue;
        Shown shown{id, commit, {}, file, {}};
        for (const QString &path : files->keys())
            shown.files << path.sliced(folder.size() + 1);
        const auto bytes = past.fileAt(commit, folder + u'/' + file);
        if (!bytes)
            return std::unexpected(bytes.error());
        if (!*bytes)
            return fail(Error::Kind::NotFound, Words::tr("%1 had no file %2 at %3.").arg(id, file, commit.first(10)));
        shown.bytes = **bytes;
        return shown;
    }
    return fail(Error::Kind::NotFound, Words::tr("There was no skill %1 at %2.").arg(id, commit.first(10)));
}

Result<Shown> shown(const Home &home, service::Stores &stores, const Arguments &arguments)
{
    const QString word = arguments.words.first();
    const auto place = skillPlace(stores, word);
    const auto wanted = arguments.value(u"file"_s);
    const QString file = wanted ? *wanted : place && !place->file.isEmpty() ? place->file : u"SKILL.md"_s;
    const auto at = arguments.value(u"at"_s);
    if (!at) {
        if (!place)
            return std::unexpected(place.error());
        const auto entry = findSkill(stores, place->id);
        return entry ? shownNow(*entry, file) : std::unexpected(entry.error());
    }
    const auto past = library::History::open(home.history());
    if (!past)
        return std::unexpected(past.error());
    (*past)->useIndex(stores.database);
    const auto commit = revisionMeant(**past, *at);
    if (!commit)
        return std::unexpected(commit.error());
    return shownThen(**past, place ? place->id : word, file, *commit); // one that is gone still has a past
}

int show(Console &console, const Home &home, const Arguments &arguments)
{
    const auto open = openHome(home);
    if (!open)
        return failed(console, open.error());
    const auto skill = shown(home, *(*open)->stores, arguments);
    if (!skill)
        return failed(console, skill.error());
    const QString text = QString::fromUtf8(skill->bytes);
    if (!arguments.has(u"json"_s)) {
        console.stream(text);
        return Fine;
    }
    console.result(QJsonObject{{u"skill"_s, skill->id},
                               {u"commit"_s, skill->commit.isEmpty() ? QJsonValue() : QJsonValue(skill->commit)},
                               {u"files"_s, QJsonArray::fromStringList(skill->files)},
                               {u"file"_s, skill->file},
                               {u"text"_s, text}});
    return Fine;
}

} // namespace

Verb showVerb()
{
    return {.name = u"show"_s,
            .words = u"SKILL"_s,
            .count = {1, 1, u"SKILL"_s},
            .options = {{u"at"_s, u"REV"_s, Words::tr("as it was then: a revision of \"history\", or a date")},
                        {u"file"_s, u"PATH"_s, Words::tr("another of its files than SKILL.md")},
                        jsonOption()},
            .purpose = Words::tr("Print a skill's text, as it is or as it was."),
            .details = Words::tr("SKILL is an id, a name that only one skill has, or either with a file behind it "
                                 "(\"pdf-tables/references/forms.md\").\nREV is a revision's name or the beginning of one, or a time in "
                                 "ISO form (2030-01-31, 2030-01-31T18:00:00Z).\n\nWith --json: {\"skill\", \"commit\" (null: now), "
                                 "\"files\": [path], \"file\", \"text\"}"),
            .run = show};
}

} // namespace hsf::cli
