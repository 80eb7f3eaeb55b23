// SPDX-License-Identifier: MIT
#include "changes/thinning.h"
#include "changes/contents.h"
#include "changes/drafting.h"
#include "changes/replay.h"
#include "changes/setstore.h"

namespace hsf::changes {

namespace {
constexpr int roundOfSets = 50; ///< looked at between two short transactions

bool isReadable(const std::optional<QByteArray> &bytes)
{
    return !bytes || isSmallText(*bytes);
}

/// Would the history give back what stands in the set?
bool isInHistory(const ChangeSet &set, const library::History &history)
{
    ChangeSet thin = set;
    for (FileChange &file : thin.files) {
        if (file.skill.isEmpty())
            continue;
        file.base.reset();
        file.result.reset();
    }
    const auto whole = withBytes(thin, history);
    return whole && whole->files == set.files;
}
} // namespace

bool isThin(const ChangeSet &set)
{
    const auto isBare = [](const FileChange &file) { return !file.base && !file.result; };
    return !set.commit.isEmpty() && set.files.size() <= maxFilesWithBytes && std::ranges::any_of(set.files, isBare);
}

ChangeSet thick(const ChangeSet &set, const library::History &history)
{
    if (!isThin(set))
        return set;
    ChangeSet whole = withBytes(set, history).value_or(set);
    // Of other programs' files those that are no small texts never came into the database: they are not for reading.
    for (FileChange &file : whole.files) {
        if (set.author.origin == Origin::Outside && !(isReadable(file.base) && isReadable(file.result)))
            file.base = file.result = std::nullopt;
    }
    return whole;
}

Result<int> leaveOldBytesToHistory(const std::shared_ptr<storage::Database> &database, const QString &repository,
                                   const std::function<bool()> &stopped, int newest, int most)
{
    const auto history = library::History::open(repository);
    if (!history)
        return std::unexpected(history.error());
    (*history)->useIndex(database);
    SetStore sets(database);
    QString last;
    int left = 0;
    for (int looked = 0; looked < most && !stopped(); looked += roundOfSets) {
        const auto ids = sets.withOwnBytes(last, newest, roundOfSets);
        if (!ids)
            return std::unexpected(ids.error());
        if (ids->isEmpty())
            break;
        last = ids->constLast().toString();
        QList<ChangeSetId> safe;
        for (const ChangeSetId &id : *ids) {
            const auto set = sets.set(id);
            if (set && set->files.size() <= maxFilesWithBytes && isInHistory(*set, **history))
                safe << id;
        }
        const auto done = database->transaction([&]() -> Result<> {
            for (const ChangeSetId &id : std::as_const(safe)) {
                if (const auto thinned = sets.leaveBytesToHistory(id); !thinned)
                    return thinned;
            }
            return {};
        });
        if (!done)
            return std::unexpected(done.error());
        left += int(safe.size());
    }
    return left;
}

} // namespace hsf::changes
