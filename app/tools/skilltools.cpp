// SPDX-License-Identifier: MIT
#include "tools/skilltools.h"

#include "base/text.h"
#include "library/skillreader.h"
#include "tools/ranking.h"

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

constexpr int listLimit = 50;
constexpr qsizetype shownLimit = 100'000;

QString lineOf(const library::SkillEntry &entry)
{
    QString line = u"- "_s + entry.id.toString();
    if (!entry.source.isEmpty())
        line += u" (from a read-only source)"_s;
    return line + u": "_s + excerpt(entry.description, 300);
}

/// Ids that a wrong name may have meant.
QString suggestions(const library::LibrarySnapshot &library, const QString &name)
{
    QStringList alike;
    for (const library::SkillEntry &entry : library.skills) {
        if (entry.id.name() == name && !entry.archived)
            alike.append(entry.id.toString());
    }
    if (alike.size() > 1)
        return u"Several skills are called that; give one of these: "_s + alike.join(u", "_s) + u'.';
    const QStringList close = rankedSkills(library, name).mid(0, 5);
    return close.isEmpty() ? u"Ask skills_list with a query."_s
                           : u"Did you mean one of these: "_s + close.join(u", "_s) + u'?';
}

QString otherFiles(const library::SkillEntry &entry, const QString &shown)
{
    QStringList files;
    for (const library::FileInfo &file : library::listSkillFiles(entry.folder)) {
        if (file.path != shown)
            files.append(u"%1 (%2 bytes)"_s.arg(file.path).arg(file.bytes));
    }
    const bool cut = files.size() > 100;
    return u"\n\n[The skill's folder is %1%2]"_s.arg(
        entry.folder,
        files.isEmpty() ? QString() : u"; other files: "_s + files.mid(0, 100).join(u", "_s) + (cut ? u" …"_s : u""_s));
}

void recordView(Desk &desk, const QString &skill, const QString &file)
{
    const bool forWork = desk.context().origin == changes::Origin::Agent;
    desk.record(u"skill-viewed"_s, skill, {{u"file"_s, file}, {u"by"_s, changes::originName(desk.context().origin)}});
    if (forWork && file == u"SKILL.md")
        desk.record(u"skill-used"_s, skill, {{u"how"_s, u"loaded"_s}});
}

} // namespace

ToolResult skillsList(Desk &desk, Call &call)
{
    const QString query = call.arguments.textOr(u"query"_s);
    if (const Result<> fits = call.arguments.checked(); !fits)
        return failure(fits.error());
    const library::SnapshotPtr library = desk.library();
    const QStringList ids = library ? rankedSkills(*library, query) : QStringList();
    if (ids.isEmpty() && query.isEmpty())
        return {.text = u"The library has no skills yet."_s};
    if (ids.isEmpty())
        return {.text = u"No skill fits \"%1\". Try other words, or none to list them all."_s.arg(query)};
    QStringList lines;
    for (const QString &id : ids.mid(0, listLimit))
        lines.append(lineOf(*library->find(id)));
    if (ids.size() > listLimit)
        lines.append(u"and %1 more: ask with a query that says what you need."_s.arg(ids.size() - listLimit));
    return {.text = lines.join(u'\n')};
}

ToolResult skillView(Desk &desk, Call &call)
{
    const QString name = call.arguments.text(u"name"_s);
    const QString file = call.arguments.textOr(u"file"_s, u"SKILL.md"_s);
    if (const Result<> fits = call.arguments.checked(); !fits)
        return failure(fits.error());
    const library::SnapshotPtr library = desk.library();
    const library::SkillEntry *entry = library ? library->find(name) : nullptr;
    if (!entry) {
        return failure(u"not-found"_s,
                       u"There is no skill \"%1\". %2"_s.arg(
                           name, library ? suggestions(*library, name) : u"The library is empty."_s));
    }
    const QString id = entry->id.toString();
    const Result<QByteArray> bytes = library::readSkillFile(entry->folder, file.isEmpty() ? u"SKILL.md"_s : file);
    if (!bytes)
        return failure(errorClassOf(bytes.error()), bytes.error().message + otherFiles(*entry, file));
    if (bytes->contains('\0'))
        return failure(u"binary"_s, u"%1 of %2 is not a text file; its folder is %3."_s.arg(file, id, entry->folder));

    QString text = QString::fromUtf8(*bytes);
    if (text.size() > shownLimit)
        text = text.left(shownLimit)
            + u"\n[cut: %1 more characters; read_file on the skill's folder reads on]"_s.arg(text.size() - shownLimit);
    else // what was seen in part was not read
        desk.setViewed(id + u'/' + file, library::blobName(*bytes));
    recordView(desk, id, file);
    return {.text = text + otherFiles(*entry, file), .display = {{u"skill"_s, id}, {u"file"_s, file}}};
}

} // namespace hsf::tools
