// SPDX-License-Identifier: MIT
//
// The door's part in keeping the history whole: what was written is settled on the disk, and a damaged history is begun
// anew. Sets, facts and origins stay: they are in the database.
#include "changes/door_p.h"
#include "library/rebuild.h"

namespace hsf::changes {

// The notes of commits go with the write-ahead file: the stores learn of them first.
Result<> Door::settle()
{
    if (const auto caughtUp = d->inTurn([] { return Result<>(); }); !caughtUp)
        return caughtUp;
    std::shared_ptr<library::Writer> writer;
    {
        const std::lock_guard lock(d->mutex);
        writer = d->writer;
    }
    return writer->settle([sets = SetStore(d->database)](const QString &head) { return sets.seenCommit().value_or(QString()) == head; });
}

Result<QString> Door::rebuildHistory(const DoorPlace &place, const QDateTime &now)
{
    return library::rebuildHistory({place.repository, place.skills, place.memories, place.lockFile}, now);
}

Result<QString> Door::rebuildHistory()
{
    auto kept = [&]() -> Result<QString> {
        const std::lock_guard lock(d->mutex);
        d->history.reset();
        d->writer.reset();
        auto rebuilt = library::rebuildHistory(d->place, d->clock.now());
        const auto ready = d->openHistory();
        return ready || !rebuilt ? rebuilt : Result<QString>(std::unexpected(ready.error()));
    }();
    // Brings the sets in line with the new revision and tells of it.
    if (const auto told = kept ? recordOutside() : Result<std::optional<ChangeSet>>(); !told)
        return std::unexpected(told.error());
    return kept;
}

Result<> Door::Private::openHistory()
{
    auto opened = library::Writer::open(place, step);
    if (!opened)
        return std::unexpected(opened.error());
    writer = *std::move(opened);
    auto past = library::History::open(place.repository);
    if (!past)
        return std::unexpected(past.error());
    history = *std::move(past);
    history->useIndex(database);
    view.setHistory(*history);
    return {};
}

} // namespace hsf::changes
