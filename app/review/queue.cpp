// SPDX-License-Identifier: MIT
#include "review/queue.h"
#include "base/text.h"
#include "review/owner_p.h"
#include "review/words_p.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hsf::review {

namespace {

const QString queuedColumns = QStringLiteral("id, session, skills, memory, focus, last_message, queued");

Result<QueuedReview> queuedOf(const QSqlQuery &row)
{
    const Result<ReviewId> id = ReviewId::parse(row.value(0).toString());
    const Result<SessionId> session = SessionId::parse(row.value(1).toString());
    if (!id || !session)
        return std::unexpected(id ? session.error() : id.error());
    return QueuedReview{.id = *id,
                        .session = *session,
                        .due = {row.value(2).toBool(), row.value(3).toBool()},
                        .focus = row.value(4).toString(),
                        .lastMessage = row.value(5).toLongLong(),
                        .queued = fromStored(row.value(6).toString())};
}

Result<std::optional<QueuedReview>> firstOf(storage::Database &database, const QString &where,
                                            const QVariantList &values)
{
    Result<QSqlQuery> rows
        = database.run(QStringLiteral("SELECT %1 FROM review WHERE %2").arg(queuedColumns, where), values);
    if (!rows)
        return std::unexpected(rows.error());
    if (!rows->next())
        return std::nullopt;
    const Result<QueuedReview> review = queuedOf(*rows);
    return review ? Result<std::optional<QueuedReview>>(*review) : std::unexpected(review.error());
}

/// Both wishes, each once.
QString joined(const QString &focus, const QString &other)
{
    if (focus.isEmpty() || focus == other)
        return other;
    return other.isEmpty() ? focus : focus + u'\n' + other;
}

QueuedReview joined(QueuedReview review, const QueuedReview &other)
{
    review.due = {review.due.skills || other.due.skills, review.due.memory || other.due.memory};
    review.focus = joined(review.focus, other.focus);
    review.lastMessage = std::max(review.lastMessage, other.lastMessage);
    review.queued = std::min(review.queued, other.queued);
    return review;
}

Result<> write(storage::Database &database, const QueuedReview &review)
{
    const Result<QSqlQuery> done = database.run(
        QStringLiteral(
            "INSERT OR REPLACE INTO review (id, session, state, skills, memory, focus, last_message, queued) "
            "VALUES (?, ?, 'queued', ?, ?, ?, ?, ?)"),
        {review.id.toString(), review.session.toString(), review.due.skills, review.due.memory, review.focus,
         review.lastMessage, toStored(review.queued)});
    return done ? Result<>() : std::unexpected(done.error());
}

/// Queues it, or joins it to the one of its session that waits already; the one that waits then.
Result<QueuedReview> enqueue(storage::Database &database, const QueuedReview &review)
{
    const auto waiting
        = firstOf(database, QStringLiteral("session = ? AND state = 'queued'"), {review.session.toString()});
    if (!waiting)
        return std::unexpected(waiting.error());
    const QueuedReview all = *waiting ? joined(**waiting, review) : review;
    const Result<> written = write(database, all);
    return written ? Result<QueuedReview>(all) : std::unexpected(written.error());
}

/// A running one waits again; it disappears into another of its session that waits.
Result<> requeue(storage::Database &database, const QueuedReview &review)
{
    const Result<QueuedReview> waiting = enqueue(database, review);
    if (!waiting)
        return std::unexpected(waiting.error());
    if (waiting->id == review.id)
        return {};
    const Result<QSqlQuery> removed
        = database.run(QStringLiteral("DELETE FROM review WHERE id = ?"), {review.id.toString()});
    return removed ? Result<>() : std::unexpected(removed.error());
}

Result<QStringList> interrupted(storage::Database &database)
{
    Result<QSqlQuery> rows = database.run(QStringLiteral("SELECT id, owner FROM review WHERE state = 'running'"));
    if (!rows)
        return std::unexpected(rows.error());
    QStringList ids;
    while (rows->next()) {
        if (!runsElsewhere(rows->value(1).toString()))
            ids.append(rows->value(0).toString());
    }
    return ids;
}

Result<ReviewRecord> recordOf(const QSqlQuery &row)
{
    const Result<ReviewId> id = ReviewId::parse(row.value(0).toString());
    const Result<SessionId> session = SessionId::parse(row.value(1).toString());
    if (!id || !session)
        return std::unexpected(id ? session.error() : id.error());
    QStringList sets;
    for (const QJsonValue &set : QJsonDocument::fromJson(row.value(8).toString().toUtf8()).array())
        sets.append(set.toString());
    return ReviewRecord{.id = *id,
                        .session = *session,
                        .started = fromStored(row.value(2).toString()),
                        .finished = fromStored(row.value(3).toString()),
                        .state = row.value(4).toString(),
                        .summary = row.value(5).toString(),
                        .iterations = row.value(6).toInt(),
                        .inputTokens = row.value(7).toInt(),
                        .outputTokens = row.value(9).toInt(),
                        .changeSets = sets};
}

} // namespace

Queue::Queue(std::shared_ptr<storage::Database> database, const Clock &clock)
    : m_database(std::move(database))
    , m_clock(clock)
{ }

Result<QueuedReview> Queue::add(const SessionId &session, const Due &due, const QString &focus, qint64 lastMessage)
{
    Result<QueuedReview> queued = QueuedReview{.id = ReviewId::fresh(),
                                               .session = session,
                                               .due = due,
                                               .focus = redacted(focus.trimmed()),
                                               .lastMessage = lastMessage,
                                               .queued = fromStored(toStored(m_clock.now()))};
    const Result<> done = m_database->transaction([&]() -> Result<> {
        queued = enqueue(*m_database, *queued);
        return queued ? Result<>() : std::unexpected(queued.error());
    });
    return done ? queued : withContext(done.error(), Words::tr("The review could not be queued"));
}

Result<std::optional<QueuedReview>> Queue::take()
{
    std::optional<QueuedReview> taken;
    // The transaction begins as a writer, so that two programs never take the same one.
    const Result<> done = m_database->transaction([&]() -> Result<> {
        const auto oldest = firstOf(*m_database, QStringLiteral("state = 'queued' ORDER BY queued, id LIMIT 1"), {});
        if (!oldest)
            return std::unexpected(oldest.error());
        taken = *oldest;
        if (!taken)
            return {};
        const Result<QSqlQuery> marked = m_database->run(
            QStringLiteral("UPDATE review SET state = 'running', started = ?, owner = ? WHERE id = ?"),
            {toStored(m_clock.now()), thisProcess(), taken->id.toString()});
        return marked ? Result<>() : std::unexpected(marked.error());
    });
    return done ? Result<std::optional<QueuedReview>>(taken) : std::unexpected(done.error());
}

Result<> Queue::finish(const ReviewRecord &record)
{
    const QDateTime finished = record.finished.isValid() ? record.finished : m_clock.now();
    const Result<QSqlQuery> done = m_database->run(
        QStringLiteral(
            "UPDATE review SET state = ?, finished = ?, owner = '', summary = ?, iterations = ?, input_tokens = ?, "
            "output_tokens = ?, change_sets = ? WHERE id = ?"),
        {record.state, toStored(finished), redacted(record.summary), record.iterations, record.inputTokens,
         record.outputTokens,
         QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(record.changeSets)).toJson(QJsonDocument::Compact)),
         record.id.toString()});
    if (!done)
        return std::unexpected(done.error());
    if (done->numRowsAffected() != 1)
        return fail(Error::Kind::NotFound, Words::tr("there is no review %1").arg(record.id.toString()));
    return {};
}

Result<> Queue::putBack(const ReviewId &id)
{
    return m_database->transaction([&]() -> Result<> {
        const auto review = firstOf(*m_database, QStringLiteral("id = ? AND state = 'running'"), {id.toString()});
        if (!review)
            return std::unexpected(review.error());
        return *review ? requeue(*m_database, **review) : Result<>(); // finished or put back meanwhile
    });
}

Result<int> Queue::putBackInterrupted()
{
    const Result<QStringList> ids = interrupted(*m_database);
    if (!ids)
        return std::unexpected(ids.error());
    for (const QString &id : *ids) {
        if (const Result<> back = putBack(*ReviewId::parse(id)); !back)
            return std::unexpected(back.error());
    }
    return int(ids->size());
}

Result<QList<ReviewRecord>> Queue::records(int limit) const
{
    Result<QSqlQuery> rows = m_database->run(QStringLiteral("SELECT id, session, started, finished, state, summary, "
                                                            "iterations, input_tokens, change_sets, output_tokens "
                                                            "FROM review ORDER BY queued DESC, id DESC LIMIT ?"),
                                             {limit});
    if (!rows)
        return std::unexpected(rows.error());
    QList<ReviewRecord> records;
    while (rows->next()) {
        if (const Result<ReviewRecord> record = recordOf(*rows))
            records.append(*record);
    }
    return records;
}

} // namespace hsf::review
