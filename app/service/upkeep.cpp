// SPDX-License-Identifier: MIT
#include "service/upkeep.h"

#include "base/pending.h"
#include "changes/thinning.h"
#include "library/packing.h"
#include "library/revisionindex.h"
#include "storage/backups.h"

namespace hsf::service {

QStringList keptUp(Stores &stores, const UpkeepPace &pace, const std::function<bool()> &stopped)
{
    QStringList problems;
    const auto note = [&](const auto &done, const QString &attempt) {
        if (!done && done.error().kind != Error::Kind::Cancelled)
            problems << attempt.arg(done.error().message);
    };
    note(stores.door->settle(), Upkeep::tr("What was written may not be on the disk yet: %1"));
    if (!stopped())
        note(library::RevisionIndex(stores.database).catchUp(stores.home.history(), stopped),
             Upkeep::tr("The index of the history could not be brought up to date: %1"));
    if (!stopped())
        note(changes::leaveOldBytesToHistory(stores.database, stores.home.history(), stopped),
             Upkeep::tr("What the history has as well could not be taken out of the database: %1"));
    if (!stopped())
        note(storage::backUpDaily(*stores.database, stores.home.backups(), stores.clock.now()),
             Upkeep::tr("The database could not be copied: %1"));
    if (!stopped() && library::looseObjects(stores.home.history()) >= pace.looseObjects)
        note(library::packHistory(stores.home.history(), stopped), Upkeep::tr("The history could not be packed: %1"));
    return problems;
}

Upkeep::Upkeep(Workbench &bench, const UpkeepPace &pace, QObject *parent) : QObject(parent), m_bench(bench), m_pace(pace)
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(pace.quiet);
    m_round.setInterval(pace.round);
    connect(&m_quiet, &QTimer::timeout, this, &Upkeep::runNow);
    connect(&m_round, &QTimer::timeout, this, &Upkeep::runNow);
}

Upkeep::~Upkeep()
{
    m_stop.request_stop();
    m_bench.background().waitForDone();
}

void Upkeep::setScheduled(bool on)
{
    disconnect(&m_bench, nullptr, this, nullptr);
    m_quiet.stop();
    m_round.stop();
    if (!on)
        return;
    connect(&m_bench, &Workbench::opened, &m_quiet, qOverload<>(&QTimer::start));
    connect(&m_bench, &Workbench::setChanged, this, [this](const changes::ChangeSet &set) {
        if (!set.commit.isEmpty())
            m_quiet.start(); // again from the beginning: it is not quiet yet
    });
    m_round.start();
}

void Upkeep::runNow()
{
    if (std::exchange(m_running, true)) {
        m_again = true;
        return;
    }
    inBackground(&m_bench.background(), [this, stop = m_stop.get_token()]() -> QStringList {
        const auto stores = m_bench.stores();
        return stores ? keptUp(**stores, m_pace, [stop] { return stop.stop_requested(); }) : QStringList();
    }).then(this, [this](const QStringList &problems) {
        m_running = false;
        Q_EMIT finished(problems);
        if (std::exchange(m_again, false))
            m_quiet.start();
    });
}

} // namespace hsf::service
