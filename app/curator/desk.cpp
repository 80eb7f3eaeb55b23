// SPDX-License-Identifier: MIT
//
// The desk's clock, its reports and decisions. Which proposals wait after a run is filing.cpp.
#include "base/text.h"
#include "curator/curator.h"
#include "curator/proposalrow_p.h"
#include "curator/reportjson_p.h"
#include "curator/words_p.h"

#include <QJsonDocument>

namespace hsf::curator {

namespace {

Result<> run(storage::Database &database, const QString &sql, const QVariantList &values)
{
    const Result<QSqlQuery> done = database.run(sql, values);
    return done ? Result<>() : std::unexpected(done.error());
}

Result<QList<Report>> reportsOf(storage::Database &database, const QString &rest, const QVariantList &values)
{
    Result<QSqlQuery> rows = database.run(QStringLiteral("SELECT report FROM curator_report ") + rest, values);
    if (!rows)
        return std::unexpected(rows.error());
    QList<Report> reports;
    while (rows->next())
        reports.append(reportFromJson(QJsonDocument::fromJson(rows->value(0).toString().toUtf8()).object()));
    return reports;
}

} // namespace

Desk::Desk(std::shared_ptr<storage::Database> database, const Clock &clock)
    : m_database(std::move(database))
    , m_clock(clock)
{ }

Result<ScheduleState> Desk::schedule() const
{
    Result<QSqlQuery> row
        = m_database->run(QStringLiteral("SELECT clock_started, last_run, last_activity FROM curator_clock"));
    if (!row)
        return std::unexpected(row.error());
    if (!row->next())
        return ScheduleState();
    return ScheduleState{.clockStarted = fromStored(row->value(0).toString()),
                         .lastRun = fromStored(row->value(1).toString()),
                         .lastActivity = fromStored(row->value(2).toString())};
}

Result<> Desk::startClock()
{
    return run(*m_database, QStringLiteral("UPDATE curator_clock SET clock_started = ? WHERE clock_started = ''"),
               {toStored(m_clock.now())});
}

Result<> Desk::noteActivity()
{
    return run(*m_database, QStringLiteral("UPDATE curator_clock SET last_activity = ?"), {toStored(m_clock.now())});
}

Result<QList<Proposal>> Desk::proposals(const QString &state) const
{
    return proposalsWhere(*m_database, QStringLiteral("state = ? ORDER BY skill, id"), {state});
}

Result<Proposal> Desk::proposal(const ProposalId &id) const
{
    const Result<QList<Proposal>> found = proposalsWhere(*m_database, QStringLiteral("id = ?"), {id.toString()});
    if (!found)
        return std::unexpected(found.error());
    if (found->isEmpty())
        return fail(Error::Kind::NotFound, Words::tr("there is no proposal %1").arg(id.toString()));
    return found->first();
}

Result<> Desk::decide(const ProposalId &id, const QString &state)
{
    const Result<QSqlQuery> done = m_database->run(
        QStringLiteral("UPDATE curator_proposal SET state = ?, decided = ? WHERE id = ? AND state = 'waiting'"),
        {state, toStored(m_clock.now()), id.toString()});
    if (!done)
        return std::unexpected(done.error());
    if (done->numRowsAffected() == 1)
        return {};
    const Result<Proposal> known = proposal(id);
    if (!known)
        return std::unexpected(known.error());
    return fail(Error::Kind::Refused,
                Words::tr("this proposal for %1 was decided already (%2)").arg(known->skill, known->state));
}

Result<QList<Report>> Desk::reports(int limit) const
{
    return reportsOf(*m_database, QStringLiteral("ORDER BY id DESC LIMIT ?"), {limit});
}

Result<QList<Note>> Desk::latestNotes() const
{
    // A run whose model did not answer takes no older notes away.
    const Result<QList<Report>> noted
        = reportsOf(*m_database, QStringLiteral("WHERE noted = 1 ORDER BY id DESC LIMIT 1"), {});
    if (!noted)
        return std::unexpected(noted.error());
    return noted->isEmpty() ? QList<Note>() : noted->first().notes;
}

Result<QList<skill::OverlapPair>> Desk::overlaps() const
{
    constexpr double muchCloser = 0.1;
    const Result<QList<Report>> newest = reports(1);
    if (!newest || newest->isEmpty())
        return newest ? QList<skill::OverlapPair>() : Result<QList<skill::OverlapPair>>(std::unexpected(newest.error()));
    Result<QSqlQuery> rows = m_database->run(QStringLiteral("SELECT a, b, closeness FROM curator_left_apart"));
    if (!rows)
        return std::unexpected(rows.error());
    QHash<std::pair<QString, QString>, double> left;
    while (rows->next())
        left.insert({rows->value(0).toString(), rows->value(1).toString()}, rows->value(2).toDouble());
    QList<skill::OverlapPair> pairs = newest->first().overlaps;
    pairs.removeIf([&](const skill::OverlapPair &pair) {
        const auto known = left.constFind({pair.a, pair.b});
        return known != left.cend() && skill::closeness(pair) < *known + muchCloser;
    });
    return pairs;
}

Result<> Desk::leaveApart(const skill::OverlapPair &pair)
{
    return run(*m_database, QStringLiteral("INSERT OR REPLACE INTO curator_left_apart (a, b, closeness, decided) VALUES (?, ?, ?, ?)"),
               {pair.a, pair.b, skill::closeness(pair), toStored(m_clock.now())});
}

} // namespace hsf::curator
