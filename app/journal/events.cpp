// SPDX-License-Identifier: MIT
//
// Facts about turns, and what they say about the use of skills.
#include "journal/journal.h"
#include "journal/redact_p.h"
#include "journal/rows_p.h"

#include <QJsonDocument>

namespace hsf::journal {

namespace {

Event eventOf(const QSqlQuery &row)
{
    const Result<SessionId> session = SessionId::parse(row.value(1).toString());
    return {.kind = row.value(0).toString(),
            .session = session ? std::optional(*session) : std::nullopt,
            .skill = row.value(2).toString(),
            .data = QJsonDocument::fromJson(row.value(4).toString().toUtf8()).object(),
            .time = fromStored(row.value(3).toString())};
}

} // namespace

Result<> Journal::record(const Event &event)
{
    return record(QList<Event>{event});
}

Result<> Journal::record(const QList<Event> &events)
{
    const Event *written = nullptr;
    QString data;
    for (const Event &event : events) {
        if (!written || event.data != written->data)
            data = toText(redactedJson(event.data).toObject());
        written = &event;
        const QDateTime time = event.time.isValid() ? event.time : m_clock.now();
        const auto done = m_database->change(
            QStringLiteral("INSERT INTO event (kind, session, skill, time, data) VALUES (?, ?, ?, ?, ?)"),
            {event.kind, event.session ? event.session->toString() : QString(), event.skill, toStored(time), data});
        if (!done)
            return done;
    }
    return {};
}

Result<QList<Event>> Journal::events(const std::optional<SessionId> &session, const QString &kind, int limit) const
{
    QStringList conditions(QStringLiteral("1"));
    QVariantList values;
    if (session) {
        conditions.append(QStringLiteral("session = ?"));
        values.append(session->toString());
    }
    if (!kind.isEmpty()) {
        conditions.append(QStringLiteral("kind = ?"));
        values.append(kind);
    }
    values.append(limit);
    Result<QSqlQuery> rows = m_database->run(
        QStringLiteral("SELECT kind, session, skill, time, data FROM event WHERE %1 ORDER BY id DESC LIMIT ?")
            .arg(conditions.join(QStringLiteral(" AND "))),
        values);
    if (!rows)
        return std::unexpected(rows.error());
    QList<Event> events;
    while (rows->next())
        events.append(eventOf(*rows));
    return events;
}

Result<QMap<QString, SkillUse>> Journal::skillUse() const
{
    Result<QSqlQuery> rows = m_database->run(
        QStringLiteral("SELECT skill, last_used, last_viewed, uses, views, "
                       "(SELECT count(*) FROM skill_load l WHERE l.skill = u.skill) FROM skill_use u"));
    if (!rows)
        return std::unexpected(rows.error());
    QMap<QString, SkillUse> use;
    while (rows->next())
        use.insert(rows->value(0).toString(),
                   {.lastUsed = fromStored(rows->value(1).toString()),
                    .lastViewed = fromStored(rows->value(2).toString()),
                    .uses = rows->value(3).toInt(),
                    .views = rows->value(4).toInt(),
                    .sessions = rows->value(5).toInt()});
    return use;
}

} // namespace hsf::journal
