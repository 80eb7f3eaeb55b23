// SPDX-License-Identifier: MIT
#include "changes/drafting.h"
#include "changes/fixing.h"
#include "base/text.h"
#include "changes/contents.h"
#include "changes/importing.h"
#include "changes/lookup.h"
#include "changes/moving.h"
#include "changes/policy.h"
#include "changes/renaming.h"
#include "changes/restoring.h"
#include "changes/takingin.h"
#include "changes/treepaths.h"
#include "changes/words_p.h"
#include "diff/patch.h"
#include "library/skillreader.h"
#include "skill/names.h"

namespace hsf::changes {

namespace {

/// Carries out one operation after the other on a working copy. Each says in `m_said` what it did, for a set without a
/// reason.
class Drafter
{
public:
    Drafter(const Author &author, const LibraryView &view, const QDateTime &now)
        : m_author(author)
        , m_now(now)
        , m_copy(view)
    { }

    Result<> operator()(const CreateSkill &create);
    Result<> operator()(const PatchFile &patch);
    Result<> operator()(const WriteFile &write);
    Result<> operator()(const RemoveFile &remove);
    Result<> operator()(const ArchiveSkill &archive);
    Result<> operator()(const RestoreSkill &restore);
    Result<> operator()(const EditMemory &edit);
    Result<> operator()(const SetFact &set);
    Result<> operator()(const ImportSkill &import);
    Result<> operator()(const AdoptSkill &adopt);
    Result<> operator()(const RenameSkill &rename);
    Result<> operator()(const RenameFile &rename);
    Result<> operator()(const RestoreTo &restore);
    Result<> operator()(const TakeFiles &take);
    Result<> operator()(const FixSkill &fix);

    Result<Drafted> finished(const QString &reason);

private:
    struct Target {
        QString skill, file, path;
        std::optional<FileState> now;
    };
    Result<Target> target(const QString &skill, const QString &file, const QString &seenBlob) const;
    Result<> checkNewPlace(const Target &target) const;
    Result<> put(const Target &target, const QByteArray &content);
    Result<> begin(const QString &id, Origin origin);
    Result<> takeOver();

    const Author &m_author;
    const QDateTime m_now;
    WorkingCopy m_copy;
    QStringList m_adopted;
    QStringList m_said;
};

Result<Drafter::Target> Drafter::target(const QString &skill, const QString &file, const QString &seenBlob) const
{
    const auto id = activeSkill(m_copy, skill);
    if (!id)
        return std::unexpected(id.error());
    Target target{*id, file.isEmpty() ? QString(skillDocument) : file, {}, {}};
    if (const auto fine = skill::checkFilePath(target.file); !fine)
        return std::unexpected(fine.error());
    target.path = skillFile(*id, target.file);
    const auto now = m_copy.file(target.path);
    if (!now)
        return std::unexpected(now.error());
    target.now = *now;
    const bool moved = !seenBlob.isEmpty() && (!target.now || library::blobName(target.now->bytes) != seenBlob);
    if (moved) {
        return fail(Error::Kind::Refused,
                    Words::tr("%1 of \"%2\" changed since you read it; view it again").arg(target.file, target.skill));
    }
    return target;
}

Result<> Drafter::checkNewPlace(const Target &target) const
{
    if (const auto fine = skill::checkNewFilePath(target.file); !fine)
        return fine;
    if (m_copy.hasFolder(target.path))
        return fail(Error::Kind::Refused, Words::tr("%1 is a folder of \"%2\"").arg(target.file, target.skill));
    for (QString above = target.file.section(u'/', 0, -2); !above.isEmpty(); above = above.section(u'/', 0, -2)) {
        const auto file = m_copy.file(skillFile(target.skill, above));
        if (!file)
            return std::unexpected(file.error());
        if (*file)
            return fail(Error::Kind::Refused,
                        Words::tr("%1 of \"%2\" is a file, not a folder").arg(above, target.skill));
    }
    return {};
}

Result<> Drafter::put(const Target &target, const QByteArray &content)
{
    const auto before = target.now ? std::optional(target.now->bytes) : std::nullopt;
    // A person may bring a picture or an archive; what anybody writes is text.
    const bool brought = m_author.origin == Origin::You && !target.now && target.file != skillDocument
        && content.size() <= maxBroughtBytes && !isText(content);
    if (const auto fine = brought ? Result<>() : checkContent(target.file, before, content); !fine)
        return fine;
    const bool isNewScript = !target.now && target.file.startsWith(u"scripts/") && content.startsWith("#!");
    return m_copy.put(target.skill, target.path, {content, target.now ? target.now->executable : isNewScript});
}

Result<> Drafter::begin(const QString &id, Origin origin)
{
    Author author = m_author;
    author.origin = origin;
    const SkillFacts facts = initialFacts(id, author, m_now);
    for (const char *fact : {"origin", "stage", "managed"}) {
        const QString name = QString::fromLatin1(fact);
        if (const auto set = m_copy.setFact(id, name, factValue(facts, name)); !set)
            return set;
    }
    return {};
}

Result<> Drafter::operator()(const CreateSkill &create)
{
    if (const auto fine = checkNewSkillPlace(m_copy, create.folder); !fine)
        return fine;
    const bool byProgram = m_author.origin == Origin::Review || m_author.origin == Origin::Synthesis;
    if (byProgram) {
        if (const auto lasting = skill::checkClassLevelName(create.folder.section(u'/', -1)); !lasting)
            return lasting;
    }
    m_said << Words::tr("Create %1").arg(create.folder);
    if (const auto written = put({create.folder, skillDocument, skillFile(create.folder, {}), {}}, create.content);
        !written)
        return written;
    return begin(create.folder, m_author.origin);
}

Result<> Drafter::operator()(const PatchFile &patch)
{
    const auto place = target(patch.skill, patch.file, patch.seenBlob);
    if (!place)
        return std::unexpected(place.error());
    if (!place->now)
        return fail(Error::Kind::NotFound, Words::tr("\"%1\" has no file %2").arg(place->skill, place->file));
    const auto occurrences = patch.replaceAll ? diff::Occurrences::All : diff::Occurrences::One;
    const auto patched = diff::patch(place->now->bytes, patch.oldText, patch.newText, occurrences);
    if (!patched)
        return withContext(patched.error(), Words::tr("%1 of \"%2\"").arg(place->file, place->skill));
    m_said << Words::tr("Change %1 of %2").arg(place->file, place->skill);
    return put(*place, patched->bytes);
}

Result<> Drafter::operator()(const WriteFile &write)
{
    const auto place = target(write.skill, write.file, write.seenBlob);
    if (!place)
        return std::unexpected(place.error());
    if (!place->now) {
        if (const auto fine = checkNewPlace(*place); !fine)
            return fine;
    }
    m_said << Words::tr("Write %1 of %2").arg(place->file, place->skill);
    return put(*place, write.content);
}

Result<> Drafter::operator()(const RemoveFile &remove)
{
    const auto place = target(remove.skill, remove.file, remove.seenBlob);
    if (!place)
        return std::unexpected(place.error());
    if (place->file == skillDocument)
        return fail(Error::Kind::Refused,
                    Words::tr("a skill is not a skill without its SKILL.md; archive \"%1\" instead").arg(place->skill));
    if (!place->now)
        return fail(Error::Kind::NotFound, Words::tr("\"%1\" has no file %2").arg(place->skill, place->file));
    m_said << Words::tr("Remove %1 of %2").arg(place->file, place->skill);
    return m_copy.remove(place->skill, place->path);
}

Result<> Drafter::operator()(const ArchiveSkill &archive)
{
    const auto id = activeSkill(m_copy, archive.skill);
    if (!id)
        return std::unexpected(id.error());
    if (!archive.absorbedInto.isEmpty()) {
        const auto into = activeSkill(m_copy, archive.absorbedInto);
        if (!into)
            return withContext(into.error(), Words::tr("\"%1\" cannot have been absorbed").arg(*id));
        m_said << Words::tr("Archive %1: absorbed into %2").arg(*id, *into);
    } else {
        m_said << (archive.reason.isEmpty() ? Words::tr("Archive %1").arg(*id)
                                            : Words::tr("Archive %1: %2").arg(*id, archive.reason));
    }
    return archived(m_copy, *id);
}

Result<> Drafter::operator()(const RestoreSkill &restore)
{
    const auto id = archivedSkill(m_copy, restore.skill);
    if (!id)
        return std::unexpected(id.error());
    m_said << Words::tr("Restore %1").arg(*id);
    return restored(m_copy, *id);
}

Result<> Drafter::operator()(const EditMemory &edit)
{
    for (const library::MemoryFile file : {library::MemoryFile::Memory, library::MemoryFile::User}) {
        QList<library::MemoryEdit> edits = edit.edits;
        edits.removeIf([&](const library::MemoryEdit &one) { return one.file != file; });
        if (edits.isEmpty())
            continue;
        const QString path = library::memoryTreePath(file);
        const auto now = m_copy.file(path);
        if (!now)
            return std::unexpected(now.error());
        const QByteArray before = *now ? (*now)->bytes : QByteArray();
        const auto entries = library::withEdits(library::memoryEntries(before), file, edits);
        if (!entries)
            return std::unexpected(entries.error());
        const QByteArray bytes = library::memoryBytes(*entries);
        if (const auto fine = checkContent(path, before, bytes); !fine)
            return fine;
        if (const auto put = m_copy.put({}, path, {bytes, false}); !put)
            return put;
        m_said
            << Words::tr("Remember: %1").arg(edits.first().text.isEmpty() ? edits.first().oldText : edits.first().text);
    }
    return {};
}

Result<> Drafter::operator()(const SetFact &set)
{
    const auto value = checkedFactValue(set.fact, set.value);
    if (!value)
        return std::unexpected(value.error());
    // A skill's files say whether it is archived; the fact only follows them.
    if (set.fact == u"stage" && *value == stageName(Stage::Archived))
        return (*this)(ArchiveSkill{set.skill, {}, {}});
    const auto id = activeSkill(m_copy, set.skill);
    if (!id)
        return std::unexpected(id.error());
    const bool isNew = std::ranges::any_of(m_copy.factChanges(), [&](const FactChange &change) {
        return change.skill == *id && change.fact == u"origin" && change.before.isEmpty();
    });
    if (m_author.origin != Origin::You && (set.fact != u"stage" || isNew))
        return fail(Error::Kind::Refused, Words::tr("only the person can set \"%1\" of \"%2\"").arg(set.fact, *id));
    m_said << Words::tr("Set %1 of %2 to %3").arg(set.fact, *id, value->isEmpty() ? Words::tr("nothing") : *value);
    return m_copy.setFact(*id, set.fact, *value);
}

Result<> Drafter::operator()(const AdoptSkill &adopt)
{
    if (const auto fine = checkAdoptedPlace(m_copy, adopt.folder); !fine)
        return fine;
    if (const auto copied = adopted(m_copy, adopt.fromFolder, adopt.folder); !copied)
        return copied;
    m_adopted << adopt.folder;
    m_said << Words::tr("Adopt %1").arg(adopt.folder);
    return begin(adopt.folder, m_author.origin == Origin::Bundled ? Origin::Bundled : Origin::Imported);
}

Result<> Drafter::operator()(const RestoreTo &restore)
{
    if (m_author.origin != Origin::You)
        return fail(Error::Kind::Refused, Words::tr("only the person can bring back what was"));
    const auto skills = restoredTo(m_copy, restore);
    if (!skills)
        return std::unexpected(skills.error());
    m_adopted += *skills;
    m_said << (restore.folder.isEmpty() ? Words::tr("Restore everything as it was at %1").arg(restore.commit.left(10))
                                        : Words::tr("Restore %1 as it was at %2").arg(restore.folder, restore.commit.left(10)));
    return {};
}

Result<> Drafter::operator()(const ImportSkill &import)
{
    if (const auto done = imported(m_copy, import); !done)
        return done;
    m_adopted << import.folder;
    m_said << Words::tr("Import %1").arg(import.folder);
    if (!import.replaces.isEmpty())
        return {}; // the person's wishes for the skill that was there stay
    return begin(import.folder, Origin::Imported).and_then([&] { return importedFacts(m_copy, import); });
}

Result<> Drafter::operator()(const FixSkill &fix)
{
    const auto id = activeSkill(m_copy, fix.skill);
    if (!id)
        return std::unexpected(id.error());
    const auto said = fixedSkill(m_copy, *id);
    if (!said)
        return std::unexpected(said.error());
    m_said << Words::tr("Fix problems of %1").arg(*id);
    return {};
}

Result<> Drafter::operator()(const TakeFiles &take)
{
    if (m_author.origin != Origin::Imported)
        return fail(Error::Kind::Refused, Words::tr("only a sync takes in what another library has"));
    const auto known = m_copy.hasSkill(take.skill);
    if (!known)
        return std::unexpected(known.error());
    if (const auto taken = takenIn(m_copy, take); !taken)
        return taken;
    m_adopted << take.skill;
    m_said << Words::tr("Take in %1").arg(take.skill);
    const auto now = m_copy.hasSkill(take.skill);
    if (!now)
        return std::unexpected(now.error());
    return !*known && *now ? begin(take.skill, Origin::Imported) : Result<>();
}

Result<> Drafter::operator()(const RenameSkill &rename)
{
    const auto id = activeSkill(m_copy, rename.skill);
    if (!id)
        return std::unexpected(id.error());
    if (m_author.origin != Origin::You)
        return fail(Error::Kind::Refused, Words::tr("only the person can rename \"%1\"").arg(*id));
    m_said << Words::tr("Rename %1 to %2").arg(*id, rename.folder);
    return renamedSkill(m_copy, *id, rename.folder);
}

Result<> Drafter::operator()(const RenameFile &rename)
{
    const auto from = target(rename.skill, rename.from, {});
    const auto to = target(rename.skill, rename.to, {});
    if (!from || !to)
        return std::unexpected(from ? to.error() : from.error());
    if (from->file == skillDocument || to->file == skillDocument)
        return fail(Error::Kind::Refused, Words::tr("SKILL.md is always called so"));
    if (const auto fine = checkNewPlace(*to); !fine)
        return fine;
    m_said << Words::tr("Rename %1 of %2 to %3").arg(from->file, from->skill, to->file);
    return renamedFile(m_copy, from->skill, from->file, to->file);
}

/// A bundled skill that its person edits becomes theirs.
Result<> Drafter::takeOver()
{
    if (m_author.origin != Origin::You)
        return {};
    for (const FileChange &file : m_copy.changes()) {
        if (file.skill.isEmpty())
            continue;
        const auto origin = m_copy.fact(file.skill, QStringLiteral("origin"));
        if (!origin)
            return std::unexpected(origin.error());
        if (*origin != originName(Origin::Bundled) || m_adopted.contains(file.skill) || isArchived(file.path))
            continue;
        if (const auto set = m_copy.setFact(file.skill, QStringLiteral("origin"), originName(Origin::You)); !set)
            return set;
    }
    return {};
}

Result<Drafted> Drafter::finished(const QString &reason)
{
    if (const auto taken = takeOver(); !taken)
        return std::unexpected(taken.error());
    Drafted drafted{reason.trimmed(), m_copy.changes(), m_copy.factChanges(), m_adopted};
    if (drafted.reason.isEmpty())
        drafted.reason = m_said.join(QStringLiteral("; "));
    if (drafted.files.isEmpty() && drafted.facts.isEmpty())
        return fail(Error::Kind::Refused, Words::tr("this changes nothing: it is already so"));
    return drafted;
}

} // namespace

Result<Drafted> drafted(const Draft &draft, const LibraryView &view, const QDateTime &now)
{
    if (draft.operations.isEmpty())
        return fail(Error::Kind::Malformed, Words::tr("a change needs at least one operation"));
    if (draft.operations.size() > maxOperations) {
        return fail(Error::Kind::Refused,
                    Words::tr("a change may hold %1 operations, this one has %2; make several")
                        .arg(maxOperations)
                        .arg(draft.operations.size()));
    }
    Drafter drafter(draft.author, view, now);
    for (int i = 0; i < draft.operations.size(); ++i) {
        if (const auto done = std::visit(drafter, draft.operations.at(i)); !done) {
            if (draft.operations.size() == 1)
                return std::unexpected(done.error());
            return withContext(done.error(), Words::tr("Operation %1 of %2").arg(i + 1).arg(draft.operations.size()));
        }
    }
    return drafter.finished(draft.reason);
}

} // namespace hsf::changes
