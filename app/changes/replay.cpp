// SPDX-License-Identifier: MIT
#include "changes/replay.h"
#include "changes/contents.h"
#include "changes/drafting.h"
#include "changes/policy.h"
#include "changes/trailers.h"
#include "changes/treepaths.h"
#include "changes/words_p.h"

namespace hsf::changes {

namespace {
using library::History;
using library::Revision;
using FileBytes = std::optional<QByteArray>;

Result<FileBytes> fileAt(const History &history, const QString &commit, const QString &path)
{
    return commit.isEmpty() ? Result<FileBytes>(FileBytes()) : history.fileAt(commit, path);
}

bool isKept(const FileBytes &bytes)
{
    return !bytes || isSmallText(*bytes);
}

/// The history tells bytes; whether they run is asked of the disk, else of their first line.
bool runs(const LibraryView &library, const QString &path, const FileBytes &base, const FileBytes &result)
{
    const auto now = library.file(path);
    if (now && *now)
        return (*now)->executable;
    return (result ? *result : base.value_or(QByteArray())).startsWith("#!");
}

/// With bytes of small texts; the others are left to the history.
Result<QList<Passage>> readFiles(const Revision &revision, const History &history, const LibraryView &library,
                                 ChangeSet &set)
{
    QList<Passage> passages;
    for (const QString &path : revision.paths) {
        const auto base = fileAt(history, revision.parent, path);
        const auto result = fileAt(history, revision.commit, path);
        if (!base || !result)
            return std::unexpected(base ? result.error() : base.error());
        passages << Passage{path, base->has_value(), result->has_value()};
        // Our own sets keep all bytes, as they did when they were made.
        const bool kept = set.author.origin != Origin::Outside || (isKept(*base) && isKept(*result));
        const bool executable = runs(library, path, *base, *result);
        set.files << (kept ? FileChange{path, *base, *result, executable, {}}
                           : FileChange{path, {}, {}, executable, {}});
    }
    return passages;
}

Result<QList<Passage>> listFiles(const Revision &revision, const History &history, ChangeSet &set)
{
    const auto listed = [&](const QString &commit) -> Result<QMap<QString, QString>> {
        return commit.isEmpty() ? Result<QMap<QString, QString>>() : history.filesAt(commit, QString());
    };
    const auto before = listed(revision.parent), after = listed(revision.commit);
    if (!before || !after)
        return std::unexpected(before ? after.error() : before.error());
    QList<Passage> passages;
    for (const QString &path : revision.paths) {
        passages << Passage{path, before->contains(path), after->contains(path)};
        set.files << FileChange{path};
    }
    return passages;
}

Result<QSet<QString>> knownSkills(const QList<Passage> &passages, const LibraryView &library)
{
    const auto ids = library.skills();
    if (!ids)
        return std::unexpected(ids.error());
    QSet<QString> known(ids->begin(), ids->end());
    for (const Passage &passage : passages) {
        if (const auto id = documentOf(passage.path))
            known << *id;
    }
    return known;
}

QList<FactChange> beginnings(const QString &skill, Origin origin, Stage stage)
{
    const auto fact = [&](const char *name, const QString &value) {
        return FactChange{skill, QString::fromLatin1(name), {}, value};
    };
    return {fact("origin", originName(origin)), fact("stage", stageName(stage)), fact("managed", QStringLiteral("no"))};
}
} // namespace

Result<QList<FactChange>> factsOfPassages(const QList<Passage> &passages, Origin newcomers, const LibraryView &library)
{
    struct Documents {
        bool activeBefore = false, activeAfter = false, archivedBefore = false, archivedAfter = false;
    };
    QMap<QString, Documents> skills;
    for (const Passage &passage : passages) {
        const auto id = documentOf(passage.path);
        if (!id)
            continue;
        Documents &documents = skills[*id];
        (isArchived(passage.path) ? documents.archivedBefore : documents.activeBefore) = passage.before;
        (isArchived(passage.path) ? documents.archivedAfter : documents.activeAfter) = passage.after;
    }
    QList<FactChange> changes;
    for (const auto &[id, documents] : skills.asKeyValueRange()) {
        const auto facts = library.facts(id);
        if (!facts)
            return std::unexpected(facts.error());
        const bool isThere = documents.activeAfter || documents.archivedAfter;
        const Stage stage = documents.activeAfter ? Stage::Active : Stage::Archived;
        const bool wasElsewhere = documents.activeAfter ? documents.archivedBefore : documents.activeBefore;
        if (!*facts && isThere)
            changes += beginnings(id, newcomers, stage);
        else if (*facts && !isThere)
            changes += forgottenFacts(**facts);
        else if (*facts && wasElsewhere && (*facts)->stage != stage)
            changes << FactChange{id, QStringLiteral("stage"), stageName((*facts)->stage), stageName(stage)};
    }
    return changes;
}

Result<ChangeSet> setOf(const Revision &revision, const History &history, const LibraryView &library)
{
    ChangeSet set = setFromTrailers(revision, ChangeSetId::fresh());
    const bool outside = set.author.origin == Origin::Outside;
    const bool large = outside && revision.paths.size() > maxFilesWithBytes;
    const auto passages = large ? listFiles(revision, history, set) : readFiles(revision, history, library, set);
    if (!passages)
        return std::unexpected(passages.error());
    const auto known = knownSkills(*passages, library);
    if (!known)
        return std::unexpected(known.error());
    for (FileChange &file : set.files)
        file.skill = skillOf(file.path, *known);
    if (large)
        set.reason
            = Words::tr("%1 (%2 files; their contents are in the history)").arg(set.reason).arg(revision.paths.size());
    if (outside) {
        // What lay there before the first look may be anybody's.
        const auto facts
            = factsOfPassages(*passages, revision.parent.isEmpty() ? Origin::Unknown : Origin::Outside, library);
        if (!facts)
            return std::unexpected(facts.error());
        set.facts = *facts;
    }
    return set;
}

Result<ChangeSet> withBytes(ChangeSet set, const History &history)
{
    std::optional<QString> parent;
    for (FileChange &file : set.files) {
        if (file.base || file.result)
            continue;
        if (!parent) {
            const auto revision = history.revision(set.commit);
            if (!revision)
                return std::unexpected(revision.error());
            parent = revision->parent;
        }
        const auto base = fileAt(history, *parent, file.path);
        const auto result = fileAt(history, set.commit, file.path);
        if (!base || !result)
            return std::unexpected(base ? result.error() : base.error());
        file.base = *base;
        file.result = *result;
    }
    return set;
}

} // namespace hsf::changes
