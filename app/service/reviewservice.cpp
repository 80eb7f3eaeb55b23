// SPDX-License-Identifier: MIT
#include "service/reviewservice.h"

#include "base/pending.h"
#include "service/reviewrun.h"

namespace hsf::service {

using changes::ChangeSet;
using changes::State;

struct ReviewService::Private {
    Workbench &bench;
    SettingsService &settings;
    ModelService &models;
    std::stop_source stop;
};

ReviewService::ReviewService(Workbench &bench, SettingsService &settings, ModelService &models, QObject *parent)
    : QObject(parent), d(new Private{bench, settings, models, {}})
{
    connect(&bench, &Workbench::opened, this, &ReviewService::resume);
    connect(&models, &ModelService::changed, this, &ReviewService::startNext); // one that waited for a model
    connect(&settings, &SettingsService::changed, this, &ReviewService::startNext); // or for learning to go on
}

ReviewService::~ReviewService()
{
    d->stop.request_stop();
    d->bench.background().waitForDone();
}

void ReviewService::turnEnded(const SessionId &session, review::TurnEnd end)
{
    d->bench.io([session, learning = d->settings.settings().learning, end](Stores &stores) {
        return queueDueReview(stores, session, learning, end);
    }).then(this, [this, session](const Result<std::optional<review::QueuedReview>> &queued) {
        if (!queued)
            return Q_EMIT failed(tr("Could not plan the review: %1").arg(queued.error().message));
        if (!*queued)
            return;
        Q_EMIT reviewQueued(session);
        startNext();
    });
}

void ReviewService::reviewNow(const SessionId &session, const QString &focus)
{
    d->bench.io([session, focus](Stores &stores) { return queueReview(stores, session, focus); })
        .then(this, [this, session](const Result<review::QueuedReview> &queued) {
            if (!queued)
                return Q_EMIT failed(tr("Could not start the review: %1").arg(queued.error().message));
            Q_EMIT reviewQueued(session);
            startNext();
        });
}

void ReviewService::resume()
{
    d->bench.io([](Stores &stores) { return stores.reviews->putBackInterrupted(); }).then(this, [this](const Result<int> &) { startNext(); });
}

void ReviewService::cancel() { d->stop.request_stop(); }

void ReviewService::refresh()
{
    d->bench.io([](Stores &stores) { return stores.reviews->records(); })
        .then(this, [this](const Result<QList<review::ReviewRecord>> &records) {
            if (records)
                Q_EMIT recordsChanged(*records);
        });
}

void ReviewService::startNext()
{
    const auto auxiliary = d->models.auxiliaryClient();
    const auto client = auxiliary ? auxiliary : d->models.mainClient();
    if (m_running || !client || d->settings.settings().learning.paused)
        return;
    m_running = true;
    d->stop = std::stop_source();
    using Ran = std::optional<review::ReviewRecord>; // nullopt: nothing waits
    inBackground(&d->bench.background(), [this, client, digest = auxiliary != nullptr, settings = d->settings.settings(),
                                               stop = d->stop.get_token()]() -> Result<Ran> {
        const auto stores = d->bench.stores();
        if (!stores)
            return std::unexpected(stores.error());
        const auto queued = (*stores)->reviews->take();
        if (!queued)
            return std::unexpected(queued.error());
        if (!*queued)
            return Ran();
        const SessionId session = (*queued)->session;
        QMetaObject::invokeMethod(this, [this, session] { Q_EMIT reviewStarted(session); }, Qt::QueuedConnection);
        const auto changed = [this, session](const ChangeSet &set) {
            QMetaObject::invokeMethod(this, [this, session, set] { announce(session, set); }, Qt::QueuedConnection);
        };
        return runQueuedReview(**stores, **queued, {*client, digest}, settings, changed, stop)
            .transform([](review::ReviewRecord record) { return Ran(std::move(record)); });
    }).then(this, [this](const Result<Ran> &ran) {
        m_running = false;
        if (!ran)
            return Q_EMIT failed(tr("The review could not be run: %1").arg(ran.error().message));
        if (!*ran)
            return;
        Q_EMIT reviewFinished(**ran);
        refresh();
        // A deferred one waits for the next start or turn; going on at once would take it again.
        if ((*ran)->state != QLatin1StringView("deferred"))
            startNext();
    });
}

void ReviewService::announce(const SessionId &session, const ChangeSet &set)
{
    if (set.state == State::Held)
        Q_EMIT changeHeld(session, set);
    if (set.state != State::Applied)
        return;
    if (set.touchesMemory())
        Q_EMIT memoryChanged(session, set);
    if (set.createsSkill())
        Q_EMIT skillCreated(session, set);
    else if (!set.skills().isEmpty())
        Q_EMIT skillPatched(session, set);
}

} // namespace hsf::service
