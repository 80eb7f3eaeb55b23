// SPDX-License-Identifier: MIT
//
// What was said: stored as it comes, read whole, searched.
#include "base/text.h"
#include "journal/journal.h"
#include "journal/redact_p.h"
#include "journal/rows_p.h"
#include "journal/words_p.h"

#include <QJsonDocument>

namespace hsf::journal {

namespace {

constexpr int indexedFrom = 3; // a trigram's length: shorter words are not in the index

/// The number the next message gets; the session's count and time move with it.
Result<qint64> nextNumber(storage::Database &database, const SessionId &id, const QString &now)
{
    Result<QSqlQuery> row = database.run(
        QStringLiteral(
            "UPDATE session SET message_count = message_count + 1, updated = ? WHERE id = ? RETURNING message_count"),
        {now, id.toString()});
    if (!row)
        return std::unexpected(row.error());
    if (!row->next())
        return noSession(id);
    return row->value(0).toLongLong();
}

Result<chat::Message> messageOf(const QString &text, const QString &more)
{
    QJsonObject json = QJsonDocument::fromJson(more.toUtf8()).object();
    if (!text.isEmpty())
        json.insert(QStringLiteral("text"), text);
    return chat::Message::fromJson(json);
}

qsizetype characters(const QString &text)
{
    return text.toUcs4().size();
}

/// As a phrase, whatever characters it has.
QString phrase(const QString &text)
{
    return u'"' + QString(text).replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QString likePattern(QString text)
{
    text.replace(u'\\', QStringLiteral("\\\\"))
        .replace(u'%', QStringLiteral("\\%"))
        .replace(u'_', QStringLiteral("\\_"));
    return u'%' + text + u'%';
}

/// The line around the first place, on one line.
QString snippetOf(const QString &text, const QString &wanted)
{
    constexpr qsizetype before = 40;
    const qsizetype place = std::max<qsizetype>(0, text.indexOf(wanted, 0, Qt::CaseInsensitive));
    const qsizetype from = std::max<qsizetype>(0, place - before);
    return (from > 0 ? QStringLiteral("…") : QString()) + excerpt(text.mid(from), 160);
}

} // namespace

Result<qint64> Journal::append(const SessionId &id, const chat::Message &message)
{
    const chat::Message clean = redactedMessage(message);
    QJsonObject more = clean.toJson();
    more.remove(QStringLiteral("text"));
    const QString now = toStored(m_clock.now());
    qint64 number = 0;
    const Result<> done = m_database->transaction([&]() -> Result<> {
        const Result<qint64> next = nextNumber(*m_database, id, now);
        if (!next)
            return std::unexpected(next.error());
        number = *next;
        const Result<QSqlQuery> stored = m_database->run(
            QStringLiteral("INSERT INTO message (session, number, time, text, more) VALUES (?, ?, ?, ?, ?)"),
            {id.toString(), number, now, clean.text, toText(more)});
        return stored ? Result<>() : std::unexpected(stored.error());
    });
    return done ? Result<qint64>(number) : withContext(done.error(), Words::tr("The message could not be stored"));
}

Result<QList<StoredMessage>> Journal::messages(const SessionId &id) const
{
    Result<QSqlQuery> rows = m_database->run(
        QStringLiteral("SELECT number, time, text, more FROM message WHERE session = ? ORDER BY number"),
        {id.toString()});
    if (!rows)
        return std::unexpected(rows.error());
    QList<StoredMessage> messages;
    while (rows->next()) {
        const Result<chat::Message> message = messageOf(rows->value(2).toString(), rows->value(3).toString());
        if (!message)
            return withContext(message.error(),
                               Words::tr("Message %1 of chat %2").arg(rows->value(0).toString(), id.toString()));
        messages.append({.number = rows->value(0).toLongLong(),
                         .time = fromStored(rows->value(1).toString()),
                         .message = *message});
    }
    return messages;
}

Result<QList<Journal::Found>> Journal::search(const QString &text, int limit) const
{
    const QString wanted = text.trimmed();
    if (wanted.isEmpty())
        return QList<Found>();
    const bool indexed = characters(wanted) >= indexedFrom;
    const QString hits = indexed ? QStringLiteral("SELECT rowid FROM message_search WHERE message_search MATCH ?")
                                 : QStringLiteral("SELECT id FROM message WHERE text LIKE ? ESCAPE '\\'");
    // The newest hit of each session stands for it.
    Result<QSqlQuery> rows = m_database->run(
        QStringLiteral("SELECT session, number, text FROM message JOIN "
                       "(SELECT max(m.id) AS newest FROM message m JOIN session s ON s.id = m.session "
                       "WHERE s.trashed = 0 AND m.id IN (%1) GROUP BY m.session ORDER BY newest DESC LIMIT ?) "
                       "ON id = newest ORDER BY newest DESC")
            .arg(hits),
        {indexed ? phrase(wanted) : likePattern(wanted), limit});
    if (!rows)
        return std::unexpected(rows.error());
    QList<Found> found;
    while (rows->next()) {
        if (const Result<SessionId> session = SessionId::parse(rows->value(0).toString()))
            found.append({*session, rows->value(1).toLongLong(), snippetOf(rows->value(2).toString(), wanted)});
    }
    return found;
}

} // namespace hsf::journal
