// SPDX-License-Identifier: MIT
#include "changes/door.h"
#include "changes/door_p.h"
#include "changes/treepaths.h"
#include "changes/words_p.h"

namespace hsf::changes {

Door::Private::Private(const DoorPlace &where, std::shared_ptr<storage::Database> db, journal::Journal &journal,
                       const Clock &clock, StepHook hook)
    : place{where.repository, where.skills, where.memories, where.lockFile}
    , quarantineFolder(where.quarantine)
    , database(db)
    , journal(journal)
    , clock(clock)
    , step(hook ? std::move(hook) : [](const char *) { })
    , sets(db)
    , facts(db)
    , view(place, facts, sets)
{ }

Door::Door(std::unique_ptr<Private> priv)
    : d(std::move(priv))
{ }
Door::~Door() = default;

Result<std::unique_ptr<Door>> Door::open(const DoorPlace &place, std::shared_ptr<storage::Database> database,
                                         journal::Journal &journal, const Clock &clock, StepHook hook)
{
    auto d = std::make_unique<Private>(place, std::move(database), journal, clock, hook);
    auto writer = library::Writer::open(d->place, hook);
    if (!writer)
        return std::unexpected(writer.error());
    d->writer = *std::move(writer);
    auto history = library::History::open(place.repository);
    if (!history)
        return std::unexpected(history.error());
    d->history = *std::move(history);
    const auto ready = d->inTurn([&]() -> Result<> {
        if (const auto recovered = d->writer->recover(); !recovered)
            return std::unexpected(recovered.error());
        // While we hold the turn nobody else is between storing a set and writing it.
        return d->catchUp().and_then([&] { return d->dropUnwritten(); });
    });
    if (!ready)
        return std::unexpected(ready.error());
    return std::unique_ptr<Door>(new Door(std::move(d)));
}

void Door::setPolicy(const PolicySettings &settings)
{
    const std::lock_guard lock(d->mutex);
    d->policy = settings;
}

void Door::onChanged(std::function<void(const ChangeSet &)> listener)
{
    {
        const std::lock_guard lock(d->listenersMutex);
        d->listeners << std::move(listener);
    }
    QList<ChangeSet> waiting;
    {
        const std::lock_guard lock(d->mutex);
        waiting = d->takeNews();
    }
    d->tell(waiting);
}

Result<ChangeSet> Door::submit(const Draft &draft)
{
    return d->inTurn([&] { return d->submit(draft); });
}

Result<ChangeSet> Door::accept(const ChangeSetId &id, const std::optional<QMap<QString, QList<int>>> &hunks)
{
    return d->inTurn([&] { return d->accept(id, hunks); });
}

Result<ChangeSet> Door::reject(const ChangeSetId &id, const QString &reason)
{
    return d->inTurn([&] { return d->reject(id, reason); });
}

Result<ChangeSet> Door::undo(const ChangeSetId &id)
{
    return d->inTurn([&] { return d->undo(id); });
}

Result<std::optional<ChangeSet>> Door::recordOutside(const QStringList &paths)
{
    return d->inTurn([&] { return d->recordOutside(paths); });
}

Result<int> Door::expireOld()
{
    return d->inTurn([&] { return d->expireOld(); });
}

Result<ChangeSet> Door::set(const ChangeSetId &id) const
{
    return d->sets.set(id);
}

Result<QList<ChangeSet>> Door::sets(const QList<State> &states, const QString &skill, int limit) const
{
    return d->sets.sets(states, skill, limit);
}

Result<int> Door::count(State state) const
{
    return d->sets.count(state);
}

Result<QMap<QString, SkillFacts>> Door::facts() const
{
    return d->facts.facts();
}

Result<SkillFacts> Door::factsOf(const QString &skill) const
{
    const auto known = d->facts.factsOf(skill);
    if (!known)
        return std::unexpected(known.error());
    if (*known)
        return **known;
    const auto document = d->view.file(skillFile(skill, {}));
    if (document && *document)
        return SkillFacts{.skill = skill};
    return fail(Error::Kind::NotFound, Words::tr("there is no skill \"%1\"").arg(skill));
}

} // namespace hsf::changes
