// SPDX-License-Identifier: MIT
//
// A part of a set, as a person picked or edited it: which files, which facts still make sense, and what was turned
// down.
#include "changes/contents.h"
#include "changes/merging.h"
#include "changes/treepaths.h"
#include "changes/words_p.h"
#include "diff/lines.h"

namespace hsf::changes {

namespace {
constexpr qsizetype mostTurnedDown = 256 * 1024; ///< bytes kept of what was turned down

QByteArray sideOf(const FileBytes &bytes)
{
    return bytes.value_or(QByteArray());
}

/// An empty file that comes or goes counts as one.
int hunksOf(const FileChange &file)
{
    return std::max(1, int(diff::diffLines(sideOf(file.base), sideOf(file.result)).size()));
}

/// Facts go with their files: a new skill needs its SKILL.md, a move is whole or not at all.
Result<> keepFacts(ChangeSet &part, const ChangeSet &whole)
{
    const auto has = [&](const auto &predicate) { return std::ranges::any_of(part.files, predicate); };
    for (const FactChange &fact : whole.facts) {
        const bool begins = fact.before.isEmpty() && fact.fact == u"origin";
        if (begins && !has([&](const FileChange &file) { return file.skill == fact.skill; })) {
            part.facts.removeIf([&](const FactChange &one) { return one.skill == fact.skill; });
            continue;
        }
        if (begins && !has([&](const FileChange &file) { return documentOf(file.path) == fact.skill && file.result; }))
            return fail(Error::Kind::Refused,
                        Words::tr("the new skill %1 needs its SKILL.md; choose something of it").arg(fact.skill));
        if (fact.fact == u"stage" && !fact.before.isEmpty())
            return fail(Error::Kind::Refused,
                        Words::tr("%1 moves as a whole; accept all of it or reject it").arg(fact.skill));
    }
    return {};
}

std::unexpected<Error> nothingChosen()
{
    return fail(Error::Kind::Refused, Words::tr("nothing was chosen; reject the change instead"));
}

/// How many hunks of the proposal are in what a person made of it, as they were proposed.
int hunksKept(const FileChange &proposal, const FileBytes &result)
{
    const QByteArray base = sideOf(proposal.base), wanted = sideOf(proposal.result), made = sideOf(result);
    const QList<diff::Change> proposed = diff::diffLines(base, wanted), kept = diff::diffLines(base, made);
    if (proposed.isEmpty())
        return result == proposal.result;
    const QList<QByteArray> wantedLines = diff::splitLines(wanted), madeLines = diff::splitLines(made);
    return int(std::ranges::count_if(proposed, [&](const diff::Change &one) {
        return std::ranges::any_of(kept, [&](const diff::Change &other) {
            return one.oldStart == other.oldStart && one.oldEnd == other.oldEnd
                && wantedLines.mid(one.newStart, one.newEnd - one.newStart)
                == madeLines.mid(other.newStart, other.newEnd - other.newStart);
        });
    }));
}

Result<> checkEdit(const FileChange &file, const QByteArray &bytes)
{
    if (bytes.isNull())
        return file.result ? fail(Error::Kind::Refused, Words::tr("%1 is not to be removed here").arg(file.path))
                           : Result<>();
    if (file.path.startsWith(u"memories/"))
        return {};
    return checkContent(fileWithin(file.path, file.skill), file.base, bytes);
}
} // namespace

Result<Choice> chosen(const ChangeSet &set, const QMap<QString, QList<int>> &hunks)
{
    Choice choice{set};
    choice.set.files.clear();
    for (const FileChange &file : set.files) {
        const QByteArray before = sideOf(file.base), after = sideOf(file.result);
        const QList<diff::Change> changes = diff::diffLines(before, after);
        const int all = std::max<int>(1, changes.size());
        QList<int> picked = hunks.value(file.path);
        picked.removeIf([&](int index) { return index < 0 || index >= all; });
        std::ranges::sort(picked);
        picked.erase(std::unique(picked.begin(), picked.end()), picked.end());
        choice.chosen += picked.size();
        choice.rest += all - int(picked.size());
        if (picked.size() == all)
            choice.set.files << file;
        else if (!picked.isEmpty())
            choice.set.files << FileChange{file.path, file.base, diff::applyChanges(before, after, changes, picked),
                                           file.executable, file.skill};
    }
    if (choice.chosen == 0)
        return nothingChosen();
    if (choice.rest == 0)
        return choice;
    if (const auto kept = keepFacts(choice.set, set); !kept)
        return std::unexpected(kept.error());
    return choice;
}

Result<Choice> edited(const ChangeSet &set, const QMap<QString, QByteArray> &results)
{
    for (const QString &path : results.keys()) {
        if (std::ranges::find(set.files, path, &FileChange::path) == set.files.end())
            return fail(Error::Kind::NotFound, Words::tr("%1 is not part of this change").arg(path));
    }
    Choice choice{set};
    choice.set.files.clear();
    for (const FileChange &file : set.files) {
        const int all = hunksOf(file);
        const auto made = results.constFind(file.path);
        const FileBytes result = made == results.cend() ? file.base : made->isNull() ? std::nullopt : FileBytes(*made);
        if (made != results.cend()) {
            if (const auto fine = checkEdit(file, *made); !fine)
                return std::unexpected(fine.error());
        }
        const int kept = result == file.base ? 0 : hunksKept(file, result);
        choice.chosen += kept;
        choice.rest += all - kept;
        if (result == file.base)
            continue;
        // Picked hunks and nothing else are no edit.
        const QByteArray before = sideOf(file.base);
        choice.edited += result != file.result && int(diff::diffLines(before, sideOf(result)).size()) != kept;
        choice.set.files << FileChange{file.path, file.base, result, file.executable, file.skill};
    }
    if (choice.set.files.isEmpty())
        return nothingChosen();
    if (choice.rest == 0 && choice.edited == 0)
        return choice;
    if (const auto kept = keepFacts(choice.set, set); !kept)
        return std::unexpected(kept.error());
    return choice;
}

QList<FileChange> turnedDown(const QList<FileChange> &proposed, const QList<FileChange> &accepted)
{
    QList<FileChange> rest;
    qsizetype bytes = 0;
    for (const FileChange &file : proposed) {
        const auto kept = std::ranges::find(accepted, file.path, &FileChange::path);
        const FileBytes written = kept == accepted.end() ? file.base : kept->result;
        if (written == file.result)
            continue;
        bytes += sideOf(written).size() + sideOf(file.result).size();
        rest << FileChange{file.path, written, file.result, file.executable, file.skill};
    }
    if (bytes > mostTurnedDown) {
        for (FileChange &file : rest)
            file.base = file.result = std::nullopt;
    }
    return rest;
}

} // namespace hsf::changes
