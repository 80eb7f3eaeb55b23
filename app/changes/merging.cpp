// SPDX-License-Identifier: MIT
#include "changes/merging.h"
#include "changes/treepaths.h"
#include "changes/words_p.h"
#include "diff/lines.h"

namespace hsf::changes {

namespace {
QStringList without(QStringList entries, const QStringList &removed)
{
    for (const QString &entry : removed)
        entries.removeOne(entry);
    return entries;
}

/// Entries have no order that matters, so two additions do not conflict as lines at the end of a file would.
std::optional<QByteArray> mergedMemory(const QByteArray &base, const QByteArray &now, const QByteArray &target)
{
    const QStringList before = library::memoryEntries(base), wanted = library::memoryEntries(target);
    QStringList entries = library::memoryEntries(now);
    const QStringList removed = without(before, wanted);
    QStringList added = without(wanted, before);
    for (const QString &entry : removed) {
        const qsizetype at = entries.indexOf(entry);
        if (at < 0)
            return std::nullopt;
        // A replaced entry keeps its place.
        if (removed.size() == added.size())
            entries[at] = added.at(removed.indexOf(entry));
        else
            entries.removeAt(at);
    }
    if (removed.size() != added.size())
        entries += added;
    return library::memoryBytes(entries);
}

std::optional<FileBytes> mergedMemory(const FileBytes &base, const FileBytes &now, const FileBytes &target)
{
    const auto bytes
        = mergedMemory(base.value_or(QByteArray()), now.value_or(QByteArray()), target.value_or(QByteArray()));
    if (!bytes)
        return std::nullopt;
    return bytes->isEmpty() ? FileBytes() : bytes; // a memory without entries needs no file
}

std::unexpected<Error> conflict(const QString &path)
{
    return fail(Error::Kind::Refused, Words::tr("later changes touched the same lines of %1").arg(path));
}

struct Side {
    FileBytes base, target;
};

Result<Meeting> meetFiles(const ChangeSet &set, const LibraryView &library, Side (*sides)(const FileChange &))
{
    Meeting meeting;
    for (const FileChange &file : set.files) {
        const Side side = sides(file);
        const auto state = library.file(file.path);
        if (!state)
            return std::unexpected(state.error());
        const FileBytes now = *state ? FileBytes((*state)->bytes) : std::nullopt;
        const auto merged = mergedFile(file.path, side.base, now, side.target);
        if (!merged)
            return std::unexpected(merged.error());
        meeting.moved = meeting.moved || now != side.base;
        if (*merged != now)
            meeting.files << FileChange{file.path, now, *merged, *state ? (*state)->executable : file.executable,
                                        file.skill};
    }
    return meeting;
}

/// Undoing half of a set because the other half looks undone would make the order of undoing matter.
Result<> checkStillThere(const ChangeSet &set, const LibraryView &library)
{
    for (const FileChange &file : set.files) {
        const auto state = library.file(file.path);
        if (!state)
            return std::unexpected(state.error());
        const FileBytes now = *state ? FileBytes((*state)->bytes) : std::nullopt;
        if (now == file.base && now != file.result)
            return fail(Error::Kind::Refused, Words::tr("%1 is already as it was before").arg(file.path));
    }
    return {};
}

/// A skill that goes must not leave behind what others put into its folder.
Result<> checkNothingLeft(const QList<FileChange> &files, const LibraryView &library)
{
    for (const FileChange &document : files) {
        if (!documentOf(document.path) || document.result)
            continue;
        const auto there = library.filesBelow(document.path.section(u'/', 0, -2));
        if (!there)
            return std::unexpected(there.error());
        for (const QString &path : there->keys()) {
            const bool goes
                = std::ranges::any_of(files, [&](const FileChange &file) { return file.path == path && !file.result; });
            if (!goes)
                return fail(Error::Kind::Refused,
                            Words::tr("%1 was added since and would be left without its skill").arg(path));
        }
    }
    return {};
}

Result<QString> presentFact(const LibraryView &library, const FactChange &change)
{
    return library.facts(change.skill).transform([&](const auto &facts) { return factValue(facts, change.fact); });
}

/// Facts that are still `from` become `to`.
Result<QList<FactChange>> backFacts(const ChangeSet &set, const LibraryView &library)
{
    QList<FactChange> back;
    for (const FactChange &change : set.facts) {
        const auto now = presentFact(library, change);
        if (!now)
            return std::unexpected(now.error());
        if (*now == change.after && *now != change.before)
            back << FactChange{change.skill, change.fact, *now, change.before};
    }
    return back;
}

/// All facts of the skills whose last SKILL.md goes.
Result<QList<FactChange>> lostFacts(const QList<FileChange> &files, const LibraryView &library)
{
    QStringList lost, kept;
    for (const FileChange &file : files) {
        if (const auto id = documentOf(file.path))
            (file.result ? kept : lost) << *id;
    }
    QList<FactChange> changes;
    for (const QString &id : without(lost, kept)) {
        const auto facts = library.facts(id);
        if (!facts)
            return std::unexpected(facts.error());
        if (*facts)
            changes += forgottenFacts(**facts);
    }
    return changes;
}
} // namespace

Result<FileBytes> mergedFile(const QString &path, const FileBytes &base, const FileBytes &now, const FileBytes &target)
{
    if (now == base || now == target)
        return target;
    if (target == base)
        return now;
    if (path.startsWith(u"memories/")) {
        const auto merged = mergedMemory(base, now, target);
        return merged ? Result<FileBytes>(*merged) : conflict(path);
    }
    if (!base || !now || !target)
        return now ? fail(Error::Kind::Refused, Words::tr("%1 was changed since").arg(path))
                   : fail(Error::Kind::Refused, Words::tr("%1 is no longer there").arg(path));
    const diff::Merge merge = diff::merge3(*base, *now, *target);
    if (merge.conflicts > 0)
        return conflict(path);
    return merge.text;
}

Result<Meeting> meet(const ChangeSet &set, const LibraryView &library)
{
    auto meeting = meetFiles(set, library, [](const FileChange &file) { return Side{file.base, file.result}; });
    if (!meeting)
        return meeting;
    for (const FactChange &change : set.facts) {
        const auto now = presentFact(library, change);
        if (!now)
            return std::unexpected(now.error());
        if (*now == change.after)
            continue;
        if (*now != change.before)
            return fail(Error::Kind::Refused,
                        Words::tr("\"%1\" of %2 is %3 by now").arg(change.fact, change.skill, *now));
        meeting->facts << change;
    }
    return meeting;
}

Result<bool> hasMoved(const ChangeSet &set, const LibraryView &library)
{
    for (const FileChange &file : set.files) {
        const auto state = library.file(file.path);
        if (!state)
            return std::unexpected(state.error());
        if ((*state ? FileBytes((*state)->bytes) : std::nullopt) != file.base)
            return true;
    }
    for (const FactChange &change : set.facts) {
        const auto now = presentFact(library, change);
        if (!now)
            return std::unexpected(now.error());
        if (*now != change.before)
            return true;
    }
    return false;
}

Result<QList<ThreeSides>> threeSides(const ChangeSet &set, const LibraryView &library)
{
    QList<ThreeSides> all;
    for (const FileChange &file : set.files) {
        const auto state = library.file(file.path);
        if (!state)
            return std::unexpected(state.error());
        const FileBytes now = *state ? FileBytes((*state)->bytes) : std::nullopt;
        if (now == file.base)
            continue;
        ThreeSides sides{.path = file.path, .base = file.base, .now = now, .proposed = file.result};
        if (const auto merged = mergedFile(file.path, file.base, now, file.result)) {
            sides.merged = *merged;
        } else {
            const auto bytes = [](const FileBytes &side) { return side.value_or(QByteArray()); };
            const diff::Merge marked = diff::merge3(bytes(file.base), bytes(now), bytes(file.result));
            sides.merged = marked.text;
            sides.conflicts = std::max(1, marked.conflicts);
        }
        all << sides;
    }
    return all;
}

Result<Meeting> wayBack(const ChangeSet &set, const LibraryView &library)
{
    if (const auto there = checkStillThere(set, library); !there)
        return std::unexpected(there.error());
    auto meeting = meetFiles(set, library, [](const FileChange &file) { return Side{file.result, file.base}; });
    if (!meeting)
        return meeting;
    if (const auto fine = checkNothingLeft(meeting->files, library); !fine)
        return std::unexpected(fine.error());
    auto lost = lostFacts(meeting->files, library);
    if (!lost)
        return std::unexpected(lost.error());
    const auto back = backFacts(set, library);
    if (!back)
        return std::unexpected(back.error());
    meeting->facts = *lost;
    for (const FactChange &change : *back) {
        const bool goesAnyway
            = std::ranges::any_of(*lost, [&](const FactChange &one) { return one.skill == change.skill; });
        if (!goesAnyway)
            meeting->facts << change;
    }
    return meeting;
}

} // namespace hsf::changes
