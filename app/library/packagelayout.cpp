// SPDX-License-Identifier: MIT
//
// Which files make up which skill, and where each would stand in a library. Pure.
//
//   skills/documents/pdf-tables/SKILL.md       → documents/pdf-tables      (a Hermes home, a repository, a plugin)
//   skills/.archive/old-notes/SKILL.md         → old-notes, archived
//   my-skills/pdf-tables/SKILL.md              → pdf-tables                (my-skills.zip)
//   SKILL.md                                   → the source's own name
#include "library/package_p.h"
#include "library/words_p.h"
#include "skill/document.h"
#include "skill/names.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTimeZone>

namespace hsf::library {

namespace {

const QString document = QStringLiteral("SKILL.md");

QString folderOf(const QString &path)
{
    return path.contains(u'/') ? path.section(u'/', 0, -2) : QString();
}

bool isBelow(const QString &path, const QString &folder)
{
    return folder.isEmpty() || path.startsWith(folder + u'/');
}

/// Folders with a SKILL.md, sorted; one inside another belongs to the outer one.
QStringList skillRoots(const QList<RawFile> &files)
{
    QSet<QString> all;
    for (const RawFile &file : files) {
        if (file.path.section(u'/', -1) == document && file.leftOut.isEmpty())
            all.insert(folderOf(file.path));
    }
    QStringList roots;
    for (const QString &root : all) {
        bool inside = !root.isEmpty() && all.contains(QString());
        for (QString above = folderOf(root); !above.isEmpty() && !inside; above = folderOf(above))
            inside = all.contains(above);
        if (!inside)
            roots << root;
    }
    roots.sort();
    return roots;
}

/// The folder that an archive was wrapped in, to be left away: a single skill's parents, or one folder around all that
/// is named like the archive or holds more than one level.
QString wrapperOf(const RawPackage &raw, const QStringList &roots)
{
    if (raw.kind != Package::Kind::Archive || roots.isEmpty())
        return {};
    if (roots.size() == 1)
        return folderOf(roots.first());
    const QString first = roots.first().section(u'/', 0, 0);
    const bool shared = std::ranges::all_of(roots, [&](const QString &root) { return isBelow(root, first); });
    const bool deep = std::ranges::any_of(roots, [](const QString &root) { return root.count(u'/') > 1; });
    return shared && (deep || first == raw.name) ? first : QString();
}

/// Where a folder of skills would stand in the library; empty: no active skill is below it.
QString categoryOf(const QString &folder, const QMap<QString, PackagedSkill> &skills)
{
    for (const auto &[root, skill] : skills.asKeyValueRange()) {
        if (folder.isEmpty() || skill.archived || !isBelow(root, folder))
            continue;
        const QString rest = root.mid(folder.size()); // "/pdf-tables"
        if (skill.id.size() > rest.size() && skill.id.endsWith(rest))
            return skill.id.chopped(rest.size());
    }
    return {};
}

struct Standing {
    QString id;
    bool archived = false;
};

Standing standingOf(const RawPackage &raw, const QString &root, const QString &wrapper)
{
    const QStringList parts = root.split(u'/');
    const qsizetype archive = parts.indexOf(u".archive");
    if (archive >= 0 && archive + 1 < parts.size())
        return {parts.sliced(archive + 1).join(u'/'), true};
    const qsizetype skills = parts.indexOf(u"skills");
    if (skills >= 0 && skills + 1 < parts.size())
        return {parts.sliced(skills + 1).join(u'/'), false};
    if (root.isEmpty())
        return {raw.name, false};
    return {wrapper.isEmpty() ? root : root.mid(wrapper.size() + 1), false};
}

bool isArchiveName(const QString &path)
{
    static const QStringList suffixes
        = {QStringLiteral(".zip"), QStringLiteral(".gz"),   QStringLiteral(".tgz"), QStringLiteral(".tar"),
           QStringLiteral(".7z"),  QStringLiteral(".xz"),   QStringLiteral(".bz2"), QStringLiteral(".rar"),
           QStringLiteral(".zst"), QStringLiteral(".skill")};
    return std::ranges::any_of(suffixes,
                               [&](const QString &suffix) { return path.endsWith(suffix, Qt::CaseInsensitive); });
}

void addFile(PackagedSkill &skill, const RawFile &file)
{
    const QString path = skill.from.isEmpty() ? file.path : file.path.mid(skill.from.size() + 1);
    if (!file.leftOut.isEmpty()) {
        skill.notes << Words::tr("%1; it was left out.").arg(file.leftOut);
        return;
    }
    if (const auto fine = skill::checkFilePath(path); !fine) {
        skill.notes << Words::tr("%1 was left out: %2.").arg(path, fine.error().message);
        return;
    }
    if (skill.files.contains(path)) {
        skill.obstacle = Words::tr("two of its files are called %1, so it is not clear which one is meant").arg(path);
        return;
    }
    if (isArchiveName(path))
        skill.notes << Words::tr("%1 is an archive; nobody looked into it.").arg(path);
    skill.files.insert(path, file.bytes);
    if (file.executable)
        skill.executables << path;
}

/// A name that is a file here and a folder there cannot be written.
void checkFolders(PackagedSkill &skill)
{
    for (const QString &path : skill.files.keys()) {
        for (QString above = folderOf(path); !above.isEmpty(); above = folderOf(above)) {
            if (skill.files.contains(above))
                skill.obstacle = Words::tr("%1 is both a file and a folder").arg(above);
        }
    }
}

QDateTime timeOf(const QJsonValue &value)
{
    QDateTime time;
    if (value.isString()) {
        time = QDateTime::fromString(value.toString(), Qt::ISODate);
        if (time.isValid() && time.timeSpec() == Qt::LocalTime) // said without a zone
            time.setTimeZone(QTimeZone::UTC);
    } else if (value.isDouble() && value.toDouble() > 0 && value.toDouble() < 1e11) {
        time = QDateTime::fromSecsSinceEpoch(qint64(value.toDouble()));
    }
    return time.toUTC();
}

int countOf(const QJsonValue &value)
{
    return int(std::clamp(value.toDouble(), 0.0, 1e9));
}

} // namespace

QMap<QString, HermesFacts> hermesFacts(const QByteArray &usageJson)
{
    QMap<QString, HermesFacts> known;
    const QJsonObject skills = QJsonDocument::fromJson(usageJson).object();
    for (auto it = skills.begin(); it != skills.end(); ++it) {
        const QJsonObject one = it.value().toObject();
        known.insert(it.key(),
                     {.managed = one.value(u"created_by").toString() == u"agent",
                      .pinned = one.value(u"pinned").toBool(),
                      .state = one.value(u"state").toString(),
                      .uses = countOf(one.value(u"use_count")),
                      .views = countOf(one.value(u"view_count")),
                      .lastUsed = timeOf(one.value(u"last_used_at")),
                      .lastViewed = timeOf(one.value(u"last_viewed_at")),
                      .created = timeOf(one.value(u"created_at"))});
    }
    return known;
}

Package laidOut(const RawPackage &raw)
{
    Package package{.kind = raw.kind, .place = raw.place, .problems = raw.problems};
    const QStringList roots = skillRoots(raw.files);
    const QString wrapper = wrapperOf(raw, roots);
    QMap<QString, PackagedSkill> skills; // by root
    for (const QString &root : roots) {
        const Standing standing = standingOf(raw, root, wrapper);
        skills.insert(root, {.id = standing.id, .from = root, .archived = standing.archived});
    }
    QMap<QString, HermesFacts> facts;
    for (const RawFile &file : raw.files) {
        QString root = folderOf(file.path);
        while (!root.isEmpty() && !skills.contains(root))
            root = folderOf(root);
        if (const auto skill = skills.find(root); skill != skills.end()) {
            addFile(*skill, file);
            continue;
        }
        const QString name = file.path.section(u'/', -1);
        const QString parent = folderOf(file.path).section(u'/', -1);
        if (name == u".usage.json")
            facts.insert(hermesFacts(file.bytes));
        else if (const QString category = name == u"DESCRIPTION.md" ? categoryOf(folderOf(file.path), skills) : QString();
                 !category.isEmpty()) {
            if (file.leftOut.isEmpty() && file.bytes.isValidUtf8())
                package.categories.insert(category, file.bytes);
            else
                package.problems << Words::tr("%1 could not be read as text; it was left out.").arg(file.path);
        } else if (parent == u"memories" && (name == u"MEMORY.md" || name == u"USER.md")) {
            if (file.leftOut.isEmpty() && file.bytes.isValidUtf8())
                package.memory[name == u"USER.md" ? MemoryFile::User : MemoryFile::Memory] += memoryEntries(file.bytes);
            else
                package.problems
                    << Words::tr("%1 could not be read as text; its entries were left out.").arg(file.path);
        }
    }
    package.memory.removeIf([](const auto &entry) { return entry.value().isEmpty(); });
    for (PackagedSkill &skill : skills) {
        checkFolders(skill);
        const QString name = skill.id.section(u'/', -1);
        if (facts.contains(name))
            skill.facts = facts.value(name);
        package.skills << skill;
    }
    std::ranges::stable_sort(package.skills, [](const PackagedSkill &a, const PackagedSkill &b) {
        return std::tie(a.archived, a.id) < std::tie(b.archived, b.id);
    });
    return package;
}

} // namespace hsf::library
