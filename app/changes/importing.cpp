// SPDX-License-Identifier: MIT
#include "changes/importing.h"
#include "changes/checks.h"
#include "changes/drafting.h"
#include "changes/moving.h"
#include "changes/treepaths.h"
#include "changes/words_p.h"
#include "library/skillreader.h"
#include "skill/names.h"

namespace hsf::changes {

namespace {

Result<> checkFiles(const ImportSkill &import)
{
    if (!import.files.contains(skillDocument))
        return fail(Error::Kind::NotFound, Words::tr("\"%1\" is not a skill: it has no SKILL.md").arg(import.folder));
    qint64 bytes = 0;
    for (const auto &[path, content] : import.files.asKeyValueRange()) {
        if (const auto fine = skill::checkFilePath(path); !fine)
            return fine;
        bytes += content.size();
    }
    if (bytes > maxMovedBytes)
        return fail(Error::Kind::Refused,
                    Words::tr("\"%1\" holds %2 MiB; a skill may hold %3")
                        .arg(import.folder)
                        .arg(bytes >> 20)
                        .arg(maxMovedBytes >> 20));
    return {};
}

Result<> checkArchivePlace(const WorkingCopy &copy, const ImportSkill &import)
{
    if (const auto fine = skill::SkillId::parse(import.folder); !fine)
        return std::unexpected(fine.error());
    if (const auto fine = skill::checkFilePath(import.folder); !fine)
        return fine;
    const auto active = copy.hasSkill(import.folder);
    if (!active)
        return std::unexpected(active.error());
    if (*active || copy.hasFolder(archiveFolder(import.folder)))
        return fail(Error::Kind::Refused,
                    Words::tr("there is a skill \"%1\" already; choose another name").arg(import.folder));
    return {};
}

/// Takes away what was there, if it is still what the person saw.
Result<> makeRoom(WorkingCopy &copy, const ImportSkill &import)
{
    const auto now = copy.file(skillFile(import.folder, {}));
    if (!now)
        return std::unexpected(now.error());
    if (!*now || library::blobName((*now)->bytes) != import.replaces)
        return fail(Error::Kind::Refused,
                    Words::tr("\"%1\" changed since you looked at it; look again").arg(import.folder));
    const auto files = copy.filesBelow(skillFolder(import.folder));
    if (!files)
        return std::unexpected(files.error());
    for (const QString &path : files->keys()) {
        if (const auto removed = copy.remove(import.folder, path); !removed)
            return removed;
    }
    return {};
}

} // namespace

Result<> imported(WorkingCopy &copy, const ImportSkill &import)
{
    const bool toArchive = import.stage == Stage::Archived;
    const auto ready = checkFiles(import).and_then([&]() -> Result<> {
        if (!import.replaces.isEmpty())
            return makeRoom(copy, import);
        return toArchive ? checkArchivePlace(copy, import) : checkAdoptedPlace(copy, import.folder);
    });
    if (!ready)
        return ready;
    const QString folder = toArchive ? archiveFolder(import.folder) : skillFolder(import.folder);
    for (const auto &[path, content] : import.files.asKeyValueRange()) {
        const FileState state{content, import.executables.contains(path)};
        if (const auto put = copy.put(import.folder, folder + u'/' + path, state); !put)
            return put;
    }
    return {};
}

Result<> importedFacts(WorkingCopy &copy, const ImportSkill &import)
{
    SkillFacts facts{.managed = import.managed, .pinned = import.pinned, .stage = import.stage};
    for (const char *fact : {"managed", "stage", "pinned"}) {
        const QString name = QString::fromLatin1(fact);
        if (name == u"pinned" && !import.pinned)
            continue;
        if (const auto set = copy.setFact(import.folder, name, factValue(facts, name)); !set)
            return set;
    }
    return {};
}

skill::SkillFiles broughtIntoArchive(const QString &skill, const QList<FileChange> &changes)
{
    QList<FileChange> moved;
    const QString from = archiveFolder(skill) + u'/';
    for (FileChange change : changes) {
        if (change.skill != skill || !change.path.startsWith(from))
            continue;
        change.path = skillFile(skill, change.path.mid(from.size()));
        moved << change;
    }
    return withChanges({}, skill, moved);
}

} // namespace hsf::changes
