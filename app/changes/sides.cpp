// SPDX-License-Identifier: MIT
#include "changes/sides.h"
#include "changes/importing.h"
#include "changes/facts.h"
#include "changes/treepaths.h"
#include "library/skillreader.h"

#include <QFileInfo>

namespace hsf::changes {

namespace {
Result<skill::SkillFiles> readFolder(const library::Place &place, const QString &treeFolder)
{
    const QString folder = place.fileOf(treeFolder);
    return QFileInfo(folder).isDir() ? library::readSkill(folder) : Result<skill::SkillFiles>();
}

QStringList skillsWithFiles(const ChangeSet &set)
{
    QStringList ids;
    for (const FileChange &file : set.files) {
        if (!file.skill.isEmpty() && !ids.contains(file.skill))
            ids << file.skill;
    }
    return ids;
}

/// The id it had before this set, if the set renames it.
QString idBefore(const ChangeSet &set, const QString &skill)
{
    const auto moves = movesIn(set.facts);
    const auto move = std::ranges::find(moves, skill, &SkillMove::to);
    return move == moves.end() ? QString() : move->from;
}

bool comesFromArchive(const ChangeSet &set, const QString &skill)
{
    return std::ranges::any_of(set.files, [&](const FileChange &file) {
        return isArchived(file.path) && documentOf(file.path) == skill && !file.result;
    });
}
} // namespace

Result<QList<SkillSides>> sidesOf(const ChangeSet &set, const QStringList &adopted, const library::Place &place)
{
    QList<SkillSides> all;
    for (const QString &skill : skillsWithFiles(set)) {
        const auto now = readFolder(place, skillFolder(skill));
        if (!now)
            return std::unexpected(now.error());
        SkillSides sides{.before = *now,
                         .after = withChanges(*now, skill, set.files),
                         .folderName = skill.section(u'/', -1),
                         .asItIs = adopted.contains(skill)};
        if (const QString was = idBefore(set, skill); !was.isEmpty()) {
            const auto before = readFolder(place, skillFolder(was));
            if (!before)
                return std::unexpected(before.error());
            sides.before = *before;
        }
        if (comesFromArchive(set, skill)) {
            const auto archived = readFolder(place, archiveFolder(skill));
            if (!archived)
                return std::unexpected(archived.error());
            sides.before = *archived;
        } else if (sides.asItIs && sides.after.files.isEmpty()) {
            sides.after = broughtIntoArchive(skill, set.files);
        }
        all << sides;
    }
    return all;
}

Result<skill::Findings> checkedAfterwards(const ChangeSet &set, const library::Place &place)
{
    QList<FileChange> reversed = set.files;
    for (FileChange &file : reversed)
        std::swap(file.base, file.result);
    QList<SkillSides> all;
    for (const QString &skill : skillsWithFiles(set)) {
        const auto now = readFolder(place, skillFolder(skill));
        if (!now)
            return std::unexpected(now.error());
        all << SkillSides{
            .before = withChanges(*now, skill, reversed), .after = *now, .folderName = skill.section(u'/', -1)};
    }
    return checked(all).findings + checkedMemory(set.files);
}

} // namespace hsf::changes
