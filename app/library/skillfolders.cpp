// SPDX-License-Identifier: MIT
#include "library/leftalone_p.h"
#include "library/skillfolders_p.h"
#include "library/words_p.h"

#include <QFileInfo>

#include <fcntl.h>

namespace hsf::library {

namespace {

constexpr int deepestCategory = 4;
constexpr int deepestFile = 16;

Descriptor childOf(const Descriptor &folder, const QByteArray &name)
{
    return Descriptor(::openat(folder.get(), name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

bool isSkill(const QList<DirectoryEntry> &entries)
{
    return std::ranges::any_of(entries, [](const DirectoryEntry &entry) {
        return entry.name == "SKILL.md" && (S_ISREG(entry.info.st_mode) || S_ISLNK(entry.info.st_mode));
    });
}

QString below(const QString &root, const QByteArray &path)
{
    return path.isEmpty() ? root : root + u'/' + QString::fromUtf8(path);
}

/// Independent of the order in which a directory lists its entries.
quint64 stampOf(const QByteArray &path, const struct stat &info)
{
    return qHashMulti(size_t(0x5f1), path, qint64(info.st_size), qint64(info.st_mtim.tv_sec),
                      qint64(info.st_mtim.tv_nsec), quint64(info.st_ino), uint(info.st_mode & S_IXUSR));
}

} // namespace

void SkillFinder::find(const QString &root, const QString &source)
{
    const Descriptor folder = Disk(root).folder({});
    if (!folder.isOpen()) {
        if (errno != ENOENT || !source.isEmpty())
            noteUnreadable(root);
        return;
    }
    lookInto({root, QFileInfo(root).canonicalFilePath(), source}, folder, {}, 0);
}

void SkillFinder::lookInto(const Place &place, const Descriptor &folder, const QByteArray &path, int depth)
{
    if (m_stopped && m_stopped())
        return;
    const auto entries = entriesOf(folder.get());
    if (!entries)
        return noteUnreadable(below(place.root, path));
    if (depth > 0 && isSkill(*entries))
        return addSkill(place, *entries, folder, path);
    for (const DirectoryEntry &entry : *entries) {
        const bool archive = depth == 0 && entry.name == ".archive" && !place.archived;
        if (leftAlone(entry.name, archive ? 0 : depth + (place.archived ? 1 : 0)))
            continue;
        const QByteArray child = path.isEmpty() ? entry.name : path + '/' + entry.name;
        if (S_ISLNK(entry.info.st_mode))
            noteLink(place, below(place.root, child));
        if (!S_ISDIR(entry.info.st_mode) || depth > deepestCategory)
            continue;
        const Descriptor opened = childOf(folder, entry.name);
        if (!opened.isOpen())
            noteUnreadable(below(place.root, child));
        else if (archive)
            lookInto({place.root + QStringLiteral("/.archive"), place.canonicalRoot, place.source, true}, opened, {},
                     0);
        else
            lookInto(place, opened, child, depth + 1);
    }
}

void SkillFinder::addSkill(const Place &place, const QList<DirectoryEntry> &entries, const Descriptor &folder,
                           const QByteArray &path)
{
    FoundSkill skill{QString::fromUtf8(path), below(place.root, path), place.source, place.archived};
    stampFiles(skill, entries, folder, {}, 0);
    m_skills.append(skill);
}

void SkillFinder::stampFiles(FoundSkill &skill, const QList<DirectoryEntry> &entries, const Descriptor &folder,
                             const QByteArray &prefix, int depth)
{
    for (const DirectoryEntry &entry : entries) {
        if (leftAlone(entry.name, 1))
            continue;
        const QByteArray path = prefix + entry.name;
        if (S_ISDIR(entry.info.st_mode) && depth < deepestFile) {
            const Descriptor child = childOf(folder, entry.name);
            const auto more = child.isOpen() ? entriesOf(child.get()) : std::nullopt;
            if (more)
                stampFiles(skill, *more, child, path + '/', depth + 1);
            else
                noteUnreadable(below(skill.folder, path));
        } else if (S_ISREG(entry.info.st_mode) || S_ISLNK(entry.info.st_mode)) {
            ++skill.fileCount;
            skill.stamp += stampOf(path, entry.info);
            skill.newestMs = std::max(
                skill.newestMs, qint64(entry.info.st_mtim.tv_sec) * 1000 + entry.info.st_mtim.tv_nsec / 1'000'000);
        }
    }
}

void SkillFinder::noteLink(const Place &place, const QString &path)
{
    const QFileInfo target(path);
    // One that stays inside leads to a skill that is listed where it lies.
    if (target.isDir() && !target.canonicalFilePath().startsWith(place.canonicalRoot + u'/'))
        m_problems.append(
            Words::tr("%1 is a link that leads out of the folder (%2); it was not followed. Add that folder as a "
                      "source to see its skills")
                .arg(path, target.canonicalFilePath()));
}

void SkillFinder::noteUnreadable(const QString &path)
{
    m_problems.append(Words::tr("%1 could not be read: %2").arg(path, systemMessage(errno)));
}

} // namespace hsf::library
