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

// A list of sets is compared and copied on the GUI thread: the bytes of a large one stay behind, openSet() brings them.
static void leaveLargeBytes(QList<ChangeSet> &sets)
{
    constexpr qsizetype large = 128 * 1024;
    for (ChangeSet &set : sets) {
        qsizetype bytes = 0;
        for (const changes::FileChange &file : std::as_const(set.files))
            bytes += file.base.value_or(QByteArray()).size() + file.result.value_or(QByteArray()).size();
        if (bytes < large)
            continue;
        for (changes::FileChange &file : set.files)
            file.base = file.result = std::nullopt;
    }
}

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
        QList<ChangeSet> held, decided;
    };
    m_bench.io([](Stores &stores) -> Result<Lists> {
        const auto held = stores.door->sets({State::Held, State::Outdated});
        if (!held)
            return std::unexpected(held.error());
        auto decided = stores.door->sets({State::Applied, State::PartlyApplied, State::Rejected, State::Refused,
                                                State::Expired, State::Undone});
        if (!decided)
            return std::unexpected(decided.error());
        leaveLargeBytes(*decided);
        return Lists{*held, *decided};
    }).then(this, [this](const Result<Lists> &lists) {
        if (!lists)
            return;
        m_held = int(lists->held.size());
        Q_EMIT heldChanged(lists->held);
        Q_EMIT decidedChanged(lists->decided);
        Q_EMIT heldCountChanged(m_held);
    });
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
    decide(id, tr("Could not accept the change: %1"), [id](changes::Door &door) { return door.accept(id); });
}

void ChangesService::acceptHunks(const ChangeSetId &id, const QMap<QString, QList<int>> &hunks)
{
    decide(id, tr("Could not accept these parts: %1"), [id, hunks](changes::Door &door) { return door.accept(id, hunks); });
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
