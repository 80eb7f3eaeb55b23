// SPDX-License-Identifier: MIT
#include "changes/moving.h"
#include "changes/drafting.h"
#include "changes/treepaths.h"
#include "changes/words_p.h"
#include "skill/names.h"
#include "skill/skillid.h"

namespace hsf::changes {

namespace {
constexpr QLatin1StringView stageFact{"stage"};

Result<> moved(WorkingCopy &copy, const QString &id, const QString &from, const QString &to)
{
    const auto files = copy.filesBelow(from);
    if (!files)
        return std::unexpected(files.error());
    if (const auto fine = checkMovable(id, *files); !fine)
        return fine;
    for (const auto &[path, state] : files->asKeyValueRange()) {
        if (const auto put = copy.put(id, to + path.mid(from.size()), state); !put)
            return put;
        if (const auto removed = copy.remove(id, path); !removed)
            return removed;
    }
    return {};
}

/// Neither inside another skill nor around one, nor where one is or was.
Result<> checkFree(const WorkingCopy &copy, const QString &id)
{
    if (copy.hasFolder(archiveFolder(id)))
        return fail(Error::Kind::Refused,
                    Words::tr("a skill \"%1\" was archived; restore that one or choose another name").arg(id));
    const auto taken = copy.hasSkill(id);
    if (!taken)
        return std::unexpected(taken.error());
    if (*taken)
        return fail(Error::Kind::Refused,
                    Words::tr("there is a skill \"%1\" already; change that one or choose another name").arg(id));
    if (copy.hasFolder(skillFolder(id)))
        return fail(Error::Kind::Refused, Words::tr("there is a folder \"%1\" already; choose another name").arg(id));
    for (QString above = skill::SkillId::parse(id)->category(); !above.isEmpty(); above = above.section(u'/', 0, -2)) {
        const auto inside = copy.hasSkill(above);
        if (!inside)
            return std::unexpected(inside.error());
        if (*inside)
            return fail(Error::Kind::Refused, Words::tr("\"%1\" is a skill and cannot hold another one").arg(above));
    }
    return {};
}
} // namespace

Result<> checkMovable(const QString &id, const QMap<QString, FileState> &files)
{
    qint64 bytes = 0;
    for (const FileState &file : files)
        bytes += file.bytes.size();
    if (bytes <= maxMovedBytes)
        return {};
    return fail(Error::Kind::Refused,
                Words::tr("\"%1\" holds %2 MiB; a folder of at most %3 MiB can be moved with its history")
                    .arg(id)
                    .arg(bytes >> 20)
                    .arg(maxMovedBytes >> 20));
}

Result<> checkNewSkillPlace(const WorkingCopy &copy, const QString &id)
{
    const QStringList parts = id.split(u'/');
    if (parts.size() > 2)
        return fail(Error::Kind::Refused, Words::tr("\"%1\" is too deep; use \"name\" or \"category/name\"").arg(id));
    if (const auto fine = skill::checkNewName(parts.last()); !fine)
        return fine;
    const bool newCategory
        = parts.size() == 2 && !(skill::SkillId::parse(id) && copy.hasFolder(skillFolder(parts.first())));
    if (newCategory) {
        if (const auto fine = skill::checkNewName(parts.first()); !fine)
            return fine;
    }
    return checkFree(copy, id);
}

Result<> checkAdoptedPlace(const WorkingCopy &copy, const QString &id)
{
    if (const auto fine = skill::SkillId::parse(id); !fine)
        return std::unexpected(fine.error());
    if (const auto fine = skill::checkFilePath(id); !fine)
        return fine;
    return checkFree(copy, id);
}

Result<> archived(WorkingCopy &copy, const QString &id)
{
    if (copy.hasFolder(archiveFolder(id))) {
        return fail(Error::Kind::Refused,
                    Words::tr("the archive holds a skill \"%1\" already; restore or rename that one first").arg(id));
    }
    if (const auto done = moved(copy, id, skillFolder(id), archiveFolder(id)); !done)
        return done;
    return copy.setFact(id, stageFact, stageName(Stage::Archived));
}

Result<> restored(WorkingCopy &copy, const QString &id)
{
    if (copy.hasFolder(skillFolder(id)))
        return fail(Error::Kind::Refused,
                    Words::tr("the place of \"%1\" is taken; rename the folder that is there now").arg(id));
    const auto before = copy.view().stageBeforeArchive(id);
    if (!before)
        return std::unexpected(before.error());
    if (const auto done = moved(copy, id, archiveFolder(id), skillFolder(id)); !done)
        return done;
    // Somebody wants it back, so it is not stale; a trial has still to show what it is worth.
    return copy.setFact(id, stageFact, stageName(*before == Stage::Trial ? Stage::Trial : Stage::Active));
}

Result<> adopted(WorkingCopy &copy, const QString &fromFolder, const QString &id)
{
    const auto files = copy.view().sourceFolder(fromFolder);
    if (!files)
        return std::unexpected(files.error());
    if (!files->contains(skillDocument))
        return fail(Error::Kind::NotFound, Words::tr("%1 is not a skill: it has no SKILL.md").arg(fromFolder));
    if (const auto fine = checkMovable(id, *files); !fine)
        return fine;
    for (const auto &[path, state] : files->asKeyValueRange()) {
        if (const auto fine = skill::checkFilePath(path); !fine)
            return fine;
        if (const auto put = copy.put(id, skillFile(id, path), state); !put)
            return put;
    }
    return {};
}

} // namespace hsf::changes
