// SPDX-License-Identifier: MIT
//
// What was said: stored as it comes, read whole. Which branch of it is shown is branching.cpp, how it is found
// searching.cpp.
#include "journal/journal.h"
#include "journal/redact_p.h"
#include "journal/rows_p.h"
#include "journal/words_p.h"

#include <QJsonDocument>

namespace hsf::journal {

namespace {

struct Place {
    qint64 number = 0;
    qint64 parent = 0;
};

/// The number the next message gets, behind the end of the branch that is shown; the session's count and time move with
/// it.
Result<Place> nextPlace(storage::Database &database, const SessionId &id, const QString &now)
{
    const Result<QVariant> tip
        = database.value(QStringLiteral("SELECT tip FROM session WHERE id = ?"), {id.toString()});
    if (!tip)
        return std::unexpected(tip.error());
    Result<QSqlQuery> row
        = database.run(QStringLiteral("UPDATE session SET message_count = message_count + 1, tip = "
                                      "message_count + 1, updated = ? WHERE id = ? RETURNING message_count"),
                       {now, id.toString()});
    if (!row)
        return std::unexpected(row.error());
    if (!row->next())
        return noSession(id);
    return Place{row->value(0).toLongLong(), tip->toLongLong()};
}

/// A fork is written down, and that this way was taken.
Result<> storeFork(storage::Database &database, const SessionId &id, const Place &place)
{
    if (place.parent == place.number - 1)
        return {};
    const Result<> forked
        = database.change(QStringLiteral("INSERT INTO branch (session, number, parent) VALUES (?, ?, ?)"),
                          {id.toString(), place.number, place.parent});
    return forked ? storeChoice(database, id, place.parent, place.number) : forked;
}

Result<> storePictures(storage::Database &database, const SessionId &id, qint64 number,
                       const QList<chat::Image> &images)
{
    for (qsizetype i = 0; i < images.size(); ++i) {
        const Result<> stored = database.change(
            QStringLiteral(
                "INSERT INTO attachment (session, number, position, name, mime, data) VALUES (?, ?, ?, ?, ?, ?)"),
            {id.toString(), number, i, images.at(i).name, images.at(i).mediaType, images.at(i).bytes});
        if (!stored)
            return stored;
    }
    return {};
}

Result<chat::Message> messageOf(const QString &text, const QString &more)
{
    Result<chat::Message> message = chat::Message::fromJson(QJsonDocument::fromJson(more.toUtf8()).object());
    if (message)
        message->text = text; // not by way of JSON, which would copy it twice
    return message;
}

/// What is stored beside the text: pictures without their bytes, which have a table of their own.
QString moreOf(chat::Message message)
{
    message.text.clear();
    for (chat::Image &image : message.images)
        image.bytes.clear();
    return toText(message.toJson());
}

} // namespace

Result<qint64> Journal::append(const SessionId &id, const chat::Message &message)
{
    const chat::Message clean = redactedMessage(message);
    const QString now = toStored(m_clock.now());
    qint64 number = 0;
    const Result<> done = m_database->transaction([&]() -> Result<> {
        const Result<Place> place = nextPlace(*m_database, id, now);
        if (!place)
            return std::unexpected(place.error());
        number = place->number;
        const Result<QSqlQuery> stored = m_database->run(
            QStringLiteral("INSERT INTO message (session, number, time, text, more) VALUES (?, ?, ?, ?, ?)"),
            {id.toString(), number, now, clean.text, moreOf(clean)});
        if (!stored)
            return std::unexpected(stored.error());
        if (const Result<> indexed = storeGrams(*m_database, stored->lastInsertId().toLongLong(), clean.text); !indexed)
            return indexed;
        if (const Result<> pictures = storePictures(*m_database, id, number, clean.images); !pictures)
            return pictures;
        return storeFork(*m_database, id, *place);
    });
    return done ? Result<qint64>(number) : withContext(done.error(), Words::tr("The message could not be stored"));
}

Result<StoredMessage> storedMessage(const QSqlQuery &row, const SessionId &id)
{
    const Result<chat::Message> message = messageOf(row.value(2).toString(), row.value(3).toString());
    if (!message)
        return withContext(message.error(),
                           Words::tr("Message %1 of chat %2").arg(row.value(0).toString(), id.toString()));
    return StoredMessage{.number = row.value(0).toLongLong(),
                         .time = fromStored(row.value(1).toString()),
                         .message = *message,
                         .parent = row.value(4).toLongLong()};
}

Result<QList<StoredMessage>> Journal::everyMessage(const SessionId &id) const
{
    Result<QSqlQuery> rows = m_database->run(
        QStringLiteral("SELECT %1 FROM message m WHERE session = ? ORDER BY number").arg(messageColumns),
        {id.toString()});
    if (!rows)
        return std::unexpected(rows.error());
    QList<StoredMessage> messages;
    while (rows->next()) {
        Result<StoredMessage> message = storedMessage(*rows, id);
        if (!message)
            return std::unexpected(message.error());
        messages.append(std::move(*message));
    }
    return messages;
}

Result<QList<StoredMessage>> Journal::withContents(const SessionId &id, QList<StoredMessage> messages) const
{
    for (StoredMessage &stored : messages) {
        for (qsizetype i = 0; i < stored.message.images.size(); ++i) {
            const Result<QVariant> data = m_database->value(
                QStringLiteral("SELECT data FROM attachment WHERE session = ? AND number = ? AND position = ?"),
                {id.toString(), stored.number, i});
            if (!data)
                return std::unexpected(data.error());
            stored.message.images[i].bytes = data->toByteArray();
        }
    }
    return messages;
}

} // namespace hsf::journal
