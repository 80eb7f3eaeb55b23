// SPDX-License-Identifier: MIT
#include "changes/door.h"
#include "changes/door_p.h"
#include "changes/thinning.h"
#include "changes/treepaths.h"
#include "changes/words_p.h"

#include <QFileInfo>

namespace hsf::changes {

Door::Private::Private(const DoorPlace &where, std::shared_ptr<storage::Database> db, journal::Journal &journal,
                       const Clock &clock, StepHook hook)
    : place{where.repository, where.skills, where.memories, where.lockFile, QFileInfo(db->file()).absolutePath()}
    , quarantineFolder(where.quarantine)
    , database(db)
    , journal(journal)
    , clock(clock)
    , step(hook ? std::move(hook) : [](const char *) { })
    , sets(db)
    , facts(db)
    , revisions(db)
    , view(place, facts, sets)
    , neighbours(place.skills)
{ }

Door::Door(std::unique_ptr<Private> priv)
    : d(std::move(priv))
{ }
Door::~Door() = default;

Result<std::unique_ptr<Door>> Door::open(const DoorPlace &place, std::shared_ptr<storage::Database> database,
                                         journal::Journal &journal, const Clock &clock, StepHook hook)
{
    auto d = std::make_unique<Private>(place, std::move(database), journal, clock, hook);
    if (const auto opened = d->openHistory(); !opened)
        return std::unexpected(opened.error());
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

Result<ChangeSet> Door::preview(const Draft &draft)
{
    return d->inTurn([&] { return d->preview(draft); });
}

Result<ChangeSet> Door::submitAsShown(const Draft &draft, const QList<FileChange> &shown)
{
    return d->inTurn([&] { return d->submit(draft, &shown); });
}

Result<ChangeSet> Door::accept(const ChangeSetId &id, const std::optional<QMap<QString, QList<int>>> &hunks,
                               IfMoved moved)
{
    return d->inTurn([&] { return d->accept(id, hunks, moved); });
}

Result<ChangeSet> Door::acceptEdited(const ChangeSetId &id, const QMap<QString, QByteArray> &results)
{
    return d->inTurn([&] { return d->acceptEdited(id, results); });
}

Result<ChangeSet> Door::tried(const ChangeSetId &id, const QMap<QString, QByteArray> &results) const
{
    const std::lock_guard lock(d->mutex);
    return d->tried(id, results);
}

Result<ChangeSet> Door::rebase(const ChangeSetId &id, const QMap<QString, QByteArray> &resolved)
{
    return d->inTurn([&] { return d->rebase(id, resolved); });
}

Result<QList<ThreeSides>> Door::threeSides(const ChangeSetId &id) const
{
    const auto set = d->sets.set(id);
    return set ? changes::threeSides(*set, d->view) : std::unexpected(set.error());
}

Result<BulkPlan> Door::planned(const QList<ChangeSetId> &ids) const
{
    QList<ChangeSet> chosen;
    for (const ChangeSetId &id : ids) {
        const auto set = d->sets.set(id);
        if (!set)
            return std::unexpected(set.error());
        chosen << *set;
    }
    return changes::planned(chosen, d->view);
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
    const auto set = d->sets.set(id);
    if (!set || !isThin(*set))
        return set;
    const auto past = library::History::open(d->place.repository); // one for each thread
    if (!past)
        return set;
    (*past)->useIndex(d->database);
    return thick(*set, **past);
}

Result<QList<ChangeSet>> Door::sets(const QList<State> &states, const QString &skill, int limit) const
{
    return d->sets.sets(states, skill, limit);
}

Result<int> Door::count(State state) const
{
    return d->sets.count(state);
}

Result<FoundSets> Door::found(const SetQuery &query) const
{
    return changes::foundSets(*d->database, query);
}

Result<QList<int>> Door::appliedPerDay(const QDateTime &now, int days) const
{
    return changes::appliedPerDay(*d->database, now, days);
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
