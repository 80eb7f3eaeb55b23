// SPDX-License-Identifier: MIT
#include "service/changesservice.h"

namespace hsf::service {

using changes::ChangeSet;
using changes::State;

ChangesService::ChangesService(Workbench &bench, QObject *parent) : QObject(parent), m_bench(bench)
{
    connect(&bench, &Workbench::setChanged, this, [this](const ChangeSet &set) {
        Q_EMIT setChanged(set);
        refreshSoon();
    });
    connect(&bench, &Workbench::opened, this, &ChangesService::refresh);
}

ChangesService::~ChangesService() = default;

void ChangesService::takeSettings(const Settings &settings) { m_limits = policyOf(settings); }

void ChangesService::refreshSoon()
{
    // A review writes several sets in a row; the lists are read once for them.
    if (std::exchange(m_refreshPlanned, true))
        return;
    QMetaObject::invokeMethod(this, &ChangesService::refresh, Qt::QueuedConnection);
}

void ChangesService::refresh()
{
    m_refreshPlanned = false;
    struct Lists {
        QList<ChangeSet> held;
        changes::FoundSets decided;
        QList<int> rates;
    };
    constexpr int days = 30;
    m_bench.io([query = m_query](Stores &stores) -> Result<Lists> {
        // Whoever looks at what waits sees what has waited too long leave; nothing else needs a clock for it. A library
        // that cannot be written now is shown all the same.
        std::ignore = stores.door->expireOld();
        auto held = stores.door->sets({State::Held, State::Outdated});
        if (!held)
            return std::unexpected(held.error());
        auto decided = stores.door->found(query);
        if (!decided)
            return std::unexpected(decided.error());
        const auto rates = stores.door->appliedPerDay(stores.clock.now().toLocalTime(), days);
        return Lists{*std::move(held), *std::move(decided), rates.value_or(QList<int>())};
    }).then(this, [this](const Result<Lists> &lists) {
        if (!lists)
            return;
        m_held = int(lists->held.size());
        Q_EMIT heldChanged(lists->held);
        Q_EMIT decidedChanged(lists->decided.sets);
        Q_EMIT decidedCounted(lists->decided.matching, lists->decided.all);
        Q_EMIT heldCountChanged(m_held);
        Q_EMIT ratesChanged(lists->rates);
    });
}

void ChangesService::search(const changes::SetQuery &query)
{
    m_query = query;
    refreshSoon();
}

void ChangesService::openSet(const ChangeSetId &id)
{
    m_bench.io([id](Stores &stores) { return stores.door->set(id); }).then(this, [this, id](const Result<ChangeSet> &set) {
        if (set)
            Q_EMIT setOpened(*set);
        else
            Q_EMIT failed(id, tr("Could not open the change: %1").arg(set.error().message));
    });
}

// What was decided comes back through Workbench::setChanged; only a failure is told here.
void ChangesService::decide(const ChangeSetId &id, const QString &attempted, std::function<Result<ChangeSet>(changes::Door &)> work)
{
    m_bench.io([work = std::move(work)](Stores &stores) { return work(*stores.door); })
        .then(this, [this, id, attempted](const Result<ChangeSet> &set) {
            if (set)
                return;
            Q_EMIT failed(id, attempted.arg(set.error().message));
            refresh();
        });
}

void ChangesService::accept(const ChangeSetId &id)
{
    decide(id, tr("Could not accept the change: %1"), [id](changes::Door &door) {
        return door.accept(id, {}, changes::Door::IfMoved::Tell);
    });
}

void ChangesService::acceptHunks(const ChangeSetId &id, const QMap<QString, QList<int>> &hunks)
{
    decide(id, tr("Could not accept these parts: %1"), [id, hunks](changes::Door &door) {
        return door.accept(id, hunks, changes::Door::IfMoved::Tell);
    });
}

void ChangesService::reject(const ChangeSetId &id, const QString &reason)
{
    decide(id, tr("Could not reject the change: %1"), [id, reason](changes::Door &door) { return door.reject(id, reason); });
}

void ChangesService::undo(const ChangeSetId &id)
{
    decide(id, tr("Could not undo the change: %1"), [id](changes::Door &door) { return door.undo(id); });
}

} // namespace hsf::service
