// SPDX-License-Identifier: MIT
#include "service/curatorservice.h"

#include "base/pending.h"
#include "library/skillreader.h"

namespace hsf::service {

using curator::Proposal;
using curator::Report;

namespace {

curator::Policy policyOf(const CuratorSettings &settings)
{
    return {std::chrono::days(settings.staleAfterDays), std::chrono::days(settings.archiveAfterDays), settings.markStaleByItself};
}

Result<QList<curator::UsageFacts>> factsOf(Stores &stores)
{
    const auto snapshot = stores.rescan();
    const auto facts = stores.door->facts();
    const auto use = stores.journal->skillUse();
    if (!facts || !use)
        return std::unexpected(facts ? use.error() : facts.error());
    return curator::usageFacts(*snapshot, *facts, *use);
}

/// What was archived, renamed or removed since overlaps with nothing.
QList<skill::OverlapPair> overlapsNow(Stores &stores)
{
    QList<skill::OverlapPair> pairs = stores.desk->overlaps().value_or(QList<skill::OverlapPair>());
    if (pairs.isEmpty())
        return pairs;
    const library::SnapshotPtr library = stores.ensureSnapshot();
    const auto isThere = [&](const QString &id) {
        const library::SkillEntry *entry = library->find(id);
        return entry && !entry->archived;
    };
    pairs.removeIf([&](const skill::OverlapPair &pair) { return !isThere(pair.a) || !isThere(pair.b); });
    return pairs;
}

} // namespace

Result<Report> curate(Stores &stores, const CuratorSettings &settings, llm::ModelClient *model, CurateMode mode, const QDateTime &now,
                      std::stop_token stop)
{
    const auto facts = factsOf(stores);
    if (!facts)
        return std::unexpected(facts.error());
    const auto library = stores.ensureSnapshot();
    if (mode == CurateMode::Dry)
        return curator::dryRun(*facts, *library, policyOf(settings), now, model, stop);
    return curator::run(*facts, *library, policyOf(settings), stores.clock, model, *stores.desk, *stores.door, stop);
}

struct CuratorService::Private {
    Workbench &bench;
    SettingsService &settings;
    ModelService &models;
    std::stop_source stop;
    QTimer next{};
    QDateTime lastNoted;
    bool running = false;
    bool scheduled = true;
};

CuratorService::CuratorService(Workbench &bench, SettingsService &settings, ModelService &models, QObject *parent)
    : QObject(parent), d(new Private{bench, settings, models})
{
    d->next.setSingleShot(true);
    d->next.setTimerType(Qt::VeryCoarseTimer);
    connect(&d->next, &QTimer::timeout, this, &CuratorService::runIfDue);
    connect(&settings, &SettingsService::changed, this, &CuratorService::refresh);
    connect(&bench, &Workbench::opened, this, [this] {
        d->bench.io([](Stores &stores) { return stores.desk->startClock(); }).then(this, [this](const Result<> &) { refresh(); });
    });
}

CuratorService::~CuratorService()
{
    d->stop.request_stop();
    d->bench.background().waitForDone();
}

void CuratorService::setScheduled(bool scheduled) { d->scheduled = scheduled; }

void CuratorService::refresh()
{
    struct State {
        QList<Proposal> proposals;
        QList<curator::Note> notes;
        curator::ScheduleState schedule;
        int managed = 0;
        QList<skill::OverlapPair> overlaps;
    };
    d->bench.io([](Stores &stores) -> Result<State> {
        const auto proposals = stores.desk->proposals();
        if (!proposals)
            return std::unexpected(proposals.error());
        const auto schedule = stores.desk->schedule();
        if (!schedule)
            return std::unexpected(schedule.error());
        const auto facts = stores.door->facts();
        State state{*proposals, stores.desk->latestNotes().value_or(QList<curator::Note>()), *schedule};
        if (facts)
            state.managed = int(std::ranges::count_if(*facts, [](const auto &one) { return one.managed && !one.pinned; }));
        state.overlaps = overlapsNow(stores);
        return state;
    }).then(this, [this](const Result<State> &state) {
        if (!state)
            return Q_EMIT failed(tr("Could not read the curator's proposals: %1").arg(state.error().message));
        const CuratorSettings &settings = d->settings.settings().curator;
        const QDateTime next = curator::nextRun(state->schedule, settings);
        plan(next);
        Q_EMIT proposalsChanged(state->proposals, state->notes);
        Q_EMIT overlapsChanged(state->overlaps);
        Q_EMIT statusChanged({state->schedule.lastRun, next, d->running, settings.paused, state->managed});
    });
}

void CuratorService::plan(const QDateTime &next)
{
    d->next.stop();
    if (!d->scheduled || !next.isValid())
        return;
    // At most a day ahead: a timer of weeks would not follow a suspended machine or a clock that was set.
    constexpr qint64 day = 24 * 60 * 60 * 1000;
    d->next.start(int(std::clamp<qint64>(d->bench.clock().now().msecsTo(next), 1'000, day)));
}

void CuratorService::runIfDue()
{
    d->bench.io([settings = d->settings.settings().curator](Stores &stores) {
        return stores.desk->schedule().transform([&](const curator::ScheduleState &state) {
            return curator::isDue(state, settings, stores.clock.now());
        });
    }).then(this, [this](const Result<bool> &due) {
        if (due.value_or(false))
            runNow();
        else
            refresh();
    });
}

void CuratorService::start(CurateMode mode)
{
    if (std::exchange(d->running, true))
        return;
    d->stop = std::stop_source();
    refresh();
    inBackground(&d->bench.background(), [this, mode, settings = curationOf(d->settings.settings()),
                                               model = d->models.auxiliaryClient(), stop = d->stop.get_token()]() -> Result<Report> {
        const auto stores = d->bench.stores();
        if (!stores)
            return std::unexpected(stores.error());
        return curate(**stores, settings, model.get(), mode, (*stores)->clock.now(), stop);
    }).then(this, [this, mode](const Result<Report> &report) {
        d->running = false;
        if (report)
            Q_EMIT reportReady(*report, mode == CurateMode::Dry);
        else if (report.error().kind != Error::Kind::Cancelled)
            Q_EMIT failed(tr("The curator could not finish: %1").arg(report.error().message));
        refresh();
    });
}

void CuratorService::runNow() { start(CurateMode::Propose); }
void CuratorService::dryRun() { start(CurateMode::Dry); }
void CuratorService::cancel() { d->stop.request_stop(); }

// One proposal at a time: the door first, the desk's mark after it, so that a mark never promises what was not done.
void CuratorService::decide(const QList<ProposalId> &ids, const QString &state, Decide work)
{
    for (const ProposalId &id : ids) {
        d->bench.io([id, state, work](Stores &stores) -> Result<Proposal> {
            auto proposal = stores.desk->proposal(id);
            if (!proposal)
                return proposal;
            if (proposal->state != QLatin1StringView("waiting"))
                return fail(Error::Kind::Refused, tr("this proposal was decided already"));
            if (const auto draft = work(*proposal)) {
                const auto set = stores.door->submit(*draft);
                if (!set)
                    return std::unexpected(set.error());
                if (set->state != changes::State::Applied)
                    return fail(Error::Kind::Refused, set->why);
            }
            if (const auto marked = stores.desk->decide(id, state); !marked)
                return std::unexpected(marked.error());
            proposal->state = state;
            return proposal;
        }).then(this, [this](const Result<Proposal> &proposal) {
            if (proposal)
                Q_EMIT decided(*proposal);
            else
                Q_EMIT failed(tr("Could not carry out the decision: %1").arg(proposal.error().message));
            refresh();
        });
    }
}

void CuratorService::approve(const QList<ProposalId> &ids)
{
    decide(ids, QStringLiteral("approved"), [](const Proposal &proposal) { return std::optional(curator::approvalDraft(proposal)); });
}

void CuratorService::reject(const QList<ProposalId> &ids)
{
    decide(ids, QStringLiteral("rejected"), [](const Proposal &) { return std::optional<changes::Draft>(); });
}

static changes::Draft factDraft(const QString &skill, const QString &fact, const QString &value, const QString &reason)
{
    return {{.origin = changes::Origin::You}, reason, {changes::SetFact{skill, fact, value}}};
}

void CuratorService::keep(const ProposalId &id, int days)
{
    const QString until = toStored(d->bench.clock().now().addDays(days));
    decide({id}, QStringLiteral("rejected"), [until, days](const Proposal &proposal) {
        return std::optional(factDraft(proposal.skill, QStringLiteral("keep-until"), until, tr("Keep %1 for %n days", nullptr, days).arg(proposal.skill)));
    });
}

void CuratorService::pin(const ProposalId &id)
{
    decide({id}, QStringLiteral("rejected"), [](const Proposal &proposal) {
        return std::optional(factDraft(proposal.skill, QStringLiteral("pinned"), QStringLiteral("true"), tr("Pin %1").arg(proposal.skill)));
    });
}

void CuratorService::openPair(const skill::OverlapPair &pair)
{
    using Both = std::pair<QByteArray, QByteArray>;
    d->bench.io([pair](Stores &stores) -> Result<Both> {
        const library::SnapshotPtr library = stores.ensureSnapshot();
        Both both;
        for (const auto &[id, bytes] : {std::pair(pair.a, &both.first), std::pair(pair.b, &both.second)}) {
            const library::SkillEntry *entry = library->find(id);
            if (!entry)
                return fail(Error::Kind::NotFound, tr("the skill %1 is not there any more").arg(id));
            auto read = library::readSkillFile(entry->folder, QStringLiteral("SKILL.md"));
            if (!read)
                return std::unexpected(read.error());
            *bytes = *std::move(read);
        }
        return both;
    }).then(this, [this, pair](const Result<Both> &both) {
        if (both)
            Q_EMIT pairOpened(pair, both->first, both->second);
        else
            Q_EMIT failed(tr("Could not open %1 beside %2: %3").arg(pair.a, pair.b, both.error().message));
    });
}

void CuratorService::leaveApart(const QList<skill::OverlapPair> &pairs)
{
    d->bench.io([pairs](Stores &stores) -> Result<> {
        for (const skill::OverlapPair &pair : pairs)
            if (const auto left = stores.desk->leaveApart(pair); !left)
                return left;
        return {};
    }).then(this, [this](const Result<> &left) {
        if (!left)
            Q_EMIT failed(tr("Could not keep your decision: %1").arg(left.error().message));
        refresh();
    });
}

void CuratorService::noteActivity()
{
    // The idle time is counted in minutes; a note a minute is enough.
    const QDateTime now = d->bench.clock().now();
    if (d->lastNoted.isValid() && d->lastNoted.secsTo(now) < 60)
        return;
    d->lastNoted = now;
    d->bench.io([](Stores &stores) { return stores.desk->noteActivity(); });
}

} // namespace hsf::service
