// SPDX-License-Identifier: MIT
#include "cli/places.h"
#include "cli/words_p.h"
#include "library/skillreader.h"
#include "library/skillwalk.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

bool holdsSkill(const QString &folder)
{
    return !library::walkSkills(folder, {.skill = [](const QString &) { return false; }});
}

Result<QString> skillPlaceOf(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(Error::Kind::NotFound, Words::tr("There is no file or folder %1.").arg(path));
    if (info.isFile() && info.fileName() == u"SKILL.md")
        return info.absolutePath();
    if (info.isFile())
        return fail(Error::Kind::Malformed, Words::tr("%1 is no SKILL.md; name that file, a skill's folder, or a folder of skills.").arg(path));
    if (!holdsSkill(info.absoluteFilePath()))
        return fail(Error::Kind::NotFound, Words::tr("There is no SKILL.md in %1 or below it.").arg(path));
    return QDir::cleanPath(info.absoluteFilePath());
}

bool liesIn(const QString &path, const QStringList &places)
{
    return std::ranges::any_of(places, [&](const QString &place) { return path == place || path.startsWith(place + u'/'); });
}

} // namespace

bool isPath(const QString &word)
{
    return QFileInfo::exists(word) || word.startsWith(u'/') || word.startsWith(u'.') || word.startsWith(u'~');
}

Result<QStringList> skillPlaces(const QStringList &paths)
{
    QStringList places;
    for (const QString &path : paths) {
        const auto place = skillPlaceOf(path);
        if (!place)
            return std::unexpected(place.error());
        places.append(*place);
    }
    QStringList once; // a place within another is looked at there
    for (const QString &place : std::as_const(places)) {
        QStringList others = places;
        others.removeAll(place);
        if (!liesIn(place, others) && !once.contains(place))
            once.append(place);
    }
    return once;
}

bool eachSkill(Console &console, const QStringList &places, const std::function<void(const QString &folder)> &visit)
{
    bool all = true;
    for (const QString &place : places) {
        library::walkSkills(place, {.skill = [&](const QString &folder) { return visit(folder), true; },
                                    .problem = [&](const QString &sentence) {
                                        console.remark(sentence);
                                        all = false;
                                    }});
    }
    return all;
}

Result<skill::SkillFiles> filesOf(const QString &folder)
{
    auto files = library::readSkill(folder);
    const QString document = u"SKILL.md"_s;
    if (files && files->otherFiles.contains(document)) {
        if (const auto bytes = library::readSkillFile(folder, document)) {
            files->otherFiles.removeAll(document);
            files->files.insert(document, *bytes);
        }
    }
    return files;
}

QString SkillPlace::treePath() const
{
    return file.isEmpty() ? u"skills/"_s + id : u"skills/"_s + id + u'/' + file;
}

Result<SkillPlace> skillPlace(service::Stores &stores, const QString &word)
{
    const auto whole = findSkill(stores, word);
    if (whole)
        return SkillPlace{whole->id.toString(), {}};
    // The longest beginning that is a skill; what follows is a file of it.
    for (qsizetype slash = word.lastIndexOf(u'/'); slash > 0; slash = word.lastIndexOf(u'/', slash - 1)) {
        if (const auto skill = findSkill(stores, word.first(slash)))
            return SkillPlace{skill->id.toString(), word.sliced(slash + 1)};
    }
    return std::unexpected(whole.error());
}

} // namespace hsf::cli
