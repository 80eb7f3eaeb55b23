// SPDX-License-Identifier: MIT
//
// Chats: made, listed, named, frozen, counted. What is said in them is messages.cpp.
#include "base/text.h"
#include "journal/journal.h"
#include "journal/redact_p.h"
#include "journal/rows_p.h"
#include "journal/words_p.h"

#include <QJsonDocument>

namespace hsf::journal {

namespace {

const QString columns = QStringLiteral("id, title, workspace, draft, created, updated, replay, trashed, message_count, "
                                       "input_tokens, output_tokens, cached_tokens, tool_iterations, user_turns, "
                                       "pinned, folder, named_by, tip");

Result<Session> sessionOf(const QSqlQuery &row)
{
    const Result<SessionId> id = SessionId::parse(row.value(0).toString());
    if (!id)
        return std::unexpected(id.error());
    return Session{.id = *id,
                   .title = row.value(1).toString(),
                   .workspace = row.value(2).toString(),
                   .draft = row.value(3).toString(),
                   .created = fromStored(row.value(4).toString()),
                   .updated = fromStored(row.value(5).toString()),
                   .replay = row.value(6).toBool(),
                   .trashed = row.value(7).toBool(),
                   .pinned = row.value(14).toBool(),
                   .folder = row.value(15).toString(),
                   .namedBy = row.value(16).toString(),
                   .tip = row.value(17).toLongLong(),
                   .messageCount = row.value(8).toInt(),
                   .usage = {row.value(9).toInt(), row.value(10).toInt(), row.value(11).toInt()},
                   .toolIterations = row.value(12).toInt(),
                   .userTurns = row.value(13).toInt()};
}

QList<chat::Message> queuedOf(const QString &stored)
{
    QList<chat::Message> queued;
    for (const QJsonValue &value : QJsonDocument::fromJson(stored.toUtf8()).array()) {
        if (const Result<chat::Message> message = chat::Message::fromJson(value.toObject()))
            queued.append(*message);
    }
    return queued;
}

Result<QList<Session>> listed(storage::Database &database, bool trashed, int limit)
{
    const QString sql = QStringLiteral("SELECT %1 FROM session WHERE trashed = ? ORDER BY updated DESC, id DESC LIMIT ?");
    Result<QSqlQuery> rows = database.run(sql.arg(columns), {trashed, limit});
    if (!rows)
        return std::unexpected(rows.error());
    QList<Session> sessions;
    while (rows->next()) {
        if (const Result<Session> session = sessionOf(*rows))
            sessions.append(*session);
    }
    return sessions;
}

} // namespace

QString toText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString toText(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

std::unexpected<Error> noSession(const SessionId &id)
{
    return fail(Error::Kind::NotFound, Words::tr("there is no chat %1").arg(id.toString()));
}

Result<> update(storage::Database &database, const SessionId &id, const QString &sql, const QVariantList &values)
{
    const Result<QSqlQuery> done = database.run(QStringLiteral("UPDATE session SET %1 WHERE id = ?").arg(sql),
                                                values + QVariantList{id.toString()});
    if (!done)
        return std::unexpected(done.error());
    return done->numRowsAffected() == 1 ? Result<>() : noSession(id);
}

Journal::Journal(std::shared_ptr<storage::Database> database, const Clock &clock)
    : m_database(std::move(database))
    , m_clock(clock)
{ }

Result<Session> Journal::createSession(const QString &workspace, bool replay)
{
    const QDateTime now = fromStored(toStored(m_clock.now())); // as it is read back: milliseconds, UTC
    const Session session{
        .id = SessionId::fresh(), .workspace = workspace, .created = now, .updated = now, .replay = replay};
    const Result<QSqlQuery> done = m_database->run(
        QStringLiteral("INSERT INTO session (id, workspace, created, updated, replay) VALUES (?, ?, ?, ?, ?)"),
        {session.id.toString(), workspace, toStored(now), toStored(now), replay});
    return done ? Result<Session>(session) : std::unexpected(done.error());
}

Result<QList<Session>> Journal::sessions(int limit) const
{
    return listed(*m_database, false, limit);
}

Result<QList<Session>> Journal::trashed(int limit) const
{
    return listed(*m_database, true, limit);
}

Result<Session> Journal::session(const SessionId &id) const
{
    const QString sql = QStringLiteral("SELECT %1, coalesce(system_prompt, ''), coalesce(tools, '[]'), queued FROM session "
                                       "LEFT JOIN session_prompt ON session = id WHERE id = ?");
    Result<QSqlQuery> rows = m_database->run(sql.arg(columns), {id.toString()});
    if (!rows)
        return std::unexpected(rows.error());
    if (!rows->next())
        return noSession(id);
    Result<Session> session = sessionOf(*rows);
    if (session) {
        session->systemPrompt = rows->value(18).toString();
        session->tools = QJsonDocument::fromJson(rows->value(19).toString().toUtf8()).array();
        session->queued = queuedOf(rows->value(20).toString());
    }
    return session;
}

Result<> Journal::setTitle(const SessionId &id, const QString &title, NamedBy by)
{
    const QString who = by == NamedBy::Person ? QStringLiteral("person") : by == NamedBy::Model ? QStringLiteral("model") : QStringLiteral("words");
    const QString sql = by == NamedBy::Person ? QStringLiteral("title = ?, named_by = ?")
                                              : QStringLiteral("title = CASE named_by WHEN 'person' THEN title ELSE ? END, "
                                                               "named_by = CASE named_by WHEN 'person' THEN named_by ELSE ? END");
    return update(*m_database, id, sql, {redacted(title), who});
}

Result<> Journal::setPinned(const SessionId &id, bool pinned)
{
    return update(*m_database, id, QStringLiteral("pinned = ?"), {pinned});
}

Result<> Journal::setFolder(const SessionId &id, const QString &folder)
{
    return update(*m_database, id, QStringLiteral("folder = ?"), {folder.simplified()});
}

Result<> Journal::setQueued(const SessionId &id, const QList<chat::Message> &queued)
{
    QJsonArray list;
    for (const chat::Message &message : queued)
        list.append(redactedMessage(message).toJson());
    return update(*m_database, id, QStringLiteral("queued = ?"), {list.isEmpty() ? QString() : toText(list)});
}

Result<> Journal::setDraft(const SessionId &id, const QString &draft)
{
    return update(*m_database, id, QStringLiteral("draft = ?"), {redacted(draft)});
}

Result<> Journal::setWorkspace(const SessionId &id, const QString &folder)
{
    return update(*m_database, id, QStringLiteral("workspace = ?"), {folder});
}

Result<> Journal::freeze(const SessionId &id, const QString &systemPrompt, const QJsonArray &tools)
{
    if (const Result<Session> known = session(id); !known)
        return std::unexpected(known.error());
    // Not redacted: later requests must begin with exactly these bytes, and they are made of the library's own text.
    const Result<QSqlQuery> done = m_database->run(
        QStringLiteral("INSERT OR REPLACE INTO session_prompt (session, system_prompt, tools) VALUES (?, ?, ?)"),
        {id.toString(), systemPrompt, toText(tools)});
    return done ? Result<>() : std::unexpected(done.error());
}

Result<> Journal::setTrashed(const SessionId &id, bool trashed)
{
    return update(*m_database, id, QStringLiteral("trashed = ?"), {trashed});
}

Result<> Journal::purge(const SessionId &id)
{
    return m_database->transaction([&]() -> Result<> {
        const Result<Session> known = session(id);
        if (!known)
            return std::unexpected(known.error());
        if (!known->trashed)
            return fail(Error::Kind::Refused, Words::tr("the chat is not in the trash"));
        for (const char *table : {"message", "branch", "branch_choice", "attachment", "compaction", "session_prompt"}) {
            const Result<QSqlQuery> done = m_database->run(
                QStringLiteral("DELETE FROM %1 WHERE session = ?").arg(QLatin1StringView(table)), {id.toString()});
            if (!done)
                return std::unexpected(done.error());
        }
        const Result<QSqlQuery> done = m_database->run(QStringLiteral("DELETE FROM session WHERE id = ?"), {id.toString()});
        return done ? Result<>() : std::unexpected(done.error());
    });
}

Result<> Journal::addUsage(const SessionId &id, const chat::Usage &usage)
{
    return update(*m_database, id,
                  QStringLiteral("input_tokens = input_tokens + ?, output_tokens = output_tokens + ?, "
                                 "cached_tokens = cached_tokens + ?"),
                  {usage.inputTokens, usage.outputTokens, usage.cachedTokens});
}

Result<> Journal::count(const SessionId &id, int toolIterations, int userTurns)
{
    return update(*m_database, id, QStringLiteral("tool_iterations = tool_iterations + ?, user_turns = user_turns + ?"),
                  {toolIterations, userTurns});
}

Result<> Journal::resetCounter(const SessionId &id, Counter counter)
{
    return update(*m_database, id,
                  counter == Counter::ToolIterations ? QStringLiteral("tool_iterations = 0")
                                                     : QStringLiteral("user_turns = 0"),
                  {});
}

} // namespace hsf::journal
