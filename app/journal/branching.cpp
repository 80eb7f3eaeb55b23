// SPDX-License-Identifier: MIT
//
// Branches of a conversation and what a model is told of it in short. Only what differs from one message after another
// is stored.
#include "chat/branches.h"
#include "journal/journal.h"
#include "journal/rows_p.h"
#include "journal/words_p.h"

namespace hsf::journal {

namespace {

Result<QHash<qint64, qint64>> pairs(storage::Database &database, const SessionId &id, const QString &sql)
{
    Result<QSqlQuery> rows = database.run(sql, {id.toString()});
    if (!rows)
        return std::unexpected(rows.error());
    QHash<qint64, qint64> pairs;
    while (rows->next())
        pairs.insert(rows->value(0).toLongLong(), rows->value(1).toLongLong());
    return pairs;
}

struct Shown {
    qint64 count = 0;
    qint64 tip = 0;
    QHash<qint64, qint64> parents, choices;
    bool forks() const { return !parents.isEmpty() || tip < count; }
    chat::Branches branches() const { return {count, parents, choices}; }
};

Result<Shown> shownOf(storage::Database &database, const SessionId &id)
{
    Result<QSqlQuery> row
        = database.run(QStringLiteral("SELECT message_count, tip FROM session WHERE id = ?"), {id.toString()});
    if (!row)
        return std::unexpected(row.error());
    if (!row->next())
        return noSession(id);
    const qint64 count = row->value(0).toLongLong();
    const qint64 tip = row->value(1).toLongLong();
    const auto parents = pairs(database, id, QStringLiteral("SELECT number, parent FROM branch WHERE session = ?"));
    if (!parents)
        return std::unexpected(parents.error());
    const auto choices
        = pairs(database, id, QStringLiteral("SELECT parent, child FROM branch_choice WHERE session = ?"));
    if (!choices)
        return std::unexpected(choices.error());
    return Shown{count, tip, *parents, *choices};
}

Result<> setTip(storage::Database &database, const SessionId &id, qint64 number)
{
    return update(database, id, QStringLiteral("tip = ?"), {number});
}

} // namespace

Result<> storeChoice(storage::Database &database, const SessionId &id, qint64 parent, qint64 child)
{
    return database.change(
        QStringLiteral("INSERT OR REPLACE INTO branch_choice (session, parent, child) VALUES (?, ?, ?)"),
        {id.toString(), parent, child});
}

Result<QList<StoredMessage>> Journal::messages(const SessionId &id) const
{
    const Result<Shown> shown = shownOf(*m_database, id);
    if (!shown && shown.error().kind == Error::Kind::NotFound)
        return QList<StoredMessage>();
    if (!shown)
        return std::unexpected(shown.error());
    Result<QList<StoredMessage>> all = everyMessage(id);
    if (!all || !shown->forks()) // most conversations go straight on
        return all;
    const chat::Branches branches = shown->branches();
    QHash<qint64, qsizetype> places;
    for (qsizetype i = 0; i < all->size(); ++i)
        places.insert(all->at(i).number, i);
    QList<StoredMessage> path;
    for (const qint64 number : branches.path(shown->tip)) {
        const auto place = places.constFind(number);
        if (place == places.constEnd())
            continue;
        StoredMessage message = all->at(*place);
        if (const QList<qint64> versions = branches.versions(number); versions.size() > 1)
            message.versions = versions;
        path.append(message);
    }
    return path;
}

Result<QList<StoredMessage>> Journal::leadingTo(const SessionId &id, qint64 number, int most,
                                                qsizetype characters) const
{
    const Result<Shown> shown = shownOf(*m_database, id);
    if (!shown)
        return std::unexpected(shown.error());
    const chat::Branches branches = shown->branches();
    QList<StoredMessage> found; // from the last to the first
    qsizetype taken = 0;
    const auto enough = [&] {
        return (found.size() >= most || taken >= characters) && !found.isEmpty()
            && found.last().message.role != chat::Role::Tool;
    };
    const QString sql
        = QStringLiteral("SELECT %1 FROM message m WHERE session = ? AND number BETWEEN ? AND ? ORDER BY number DESC")
              .arg(messageColumns);
    for (qint64 upTo = std::min(number, shown->count); upTo > 0 && !enough();) {
        const qint64 from = branches.straightFrom(upTo);
        Result<QSqlQuery> rows = m_database->run(sql, {id.toString(), from, upTo});
        if (!rows)
            return std::unexpected(rows.error());
        while (!enough() && rows->next()) {
            Result<StoredMessage> message = storedMessage(*rows, id);
            if (!message)
                return std::unexpected(message.error());
            if (const QList<qint64> versions = branches.versions(message->number); versions.size() > 1)
                message->versions = versions;
            taken += message->message.text.size();
            found.append(std::move(*message));
        }
        upTo = branches.parent(from);
    }
    std::ranges::reverse(found);
    return found;
}

Result<QList<qint64>> Journal::shownNumbers(const SessionId &id) const
{
    return shownOf(*m_database, id).transform([](const Shown &shown) { return shown.branches().path(shown.tip); });
}

Result<> Journal::branchAfter(const SessionId &id, qint64 number)
{
    return m_database->transaction([&]() -> Result<> {
        const Result<Shown> shown = shownOf(*m_database, id);
        if (!shown)
            return std::unexpected(shown.error());
        if (number != 0 && (number < 0 || number > shown->count))
            return fail(Error::Kind::NotFound, Words::tr("the chat has no message %1").arg(number));
        return setTip(*m_database, id, number);
    });
}

Result<> Journal::choose(const SessionId &id, qint64 number)
{
    return m_database->transaction([&]() -> Result<> {
        const Result<Shown> shown = shownOf(*m_database, id);
        if (!shown)
            return std::unexpected(shown.error());
        const chat::Branches branches = shown->branches();
        if (!branches.contains(number))
            return fail(Error::Kind::NotFound, Words::tr("the chat has no message %1").arg(number));
        // The way here is remembered at every fork, so that it is found again from any of them.
        for (const qint64 step : branches.path(number)) {
            if (branches.versions(step).size() < 2)
                continue;
            if (const Result<> stored = storeChoice(*m_database, id, branches.parent(step), step); !stored)
                return stored;
        }
        return setTip(*m_database, id, branches.leaf(number));
    });
}

Result<> Journal::addCompaction(const SessionId &id, const Compaction &compaction)
{
    const QDateTime time = compaction.time.isValid() ? compaction.time : m_clock.now();
    return m_database->change(
        QStringLiteral("INSERT INTO compaction (session, first, last, summary, time, model, tokens_before, "
                       "tokens_after) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
        {id.toString(), compaction.first, compaction.last, compaction.summary, toStored(time), compaction.model,
         compaction.tokensBefore, compaction.tokensAfter});
}

Result<QList<Compaction>> Journal::compactions(const SessionId &id) const
{
    Result<QSqlQuery> rows
        = m_database->run(QStringLiteral("SELECT first, last, summary, time, model, tokens_before, tokens_after "
                                         "FROM compaction WHERE session = ? ORDER BY id"),
                          {id.toString()});
    if (!rows)
        return std::unexpected(rows.error());
    QList<Compaction> compactions;
    while (rows->next())
        compactions.append({.first = rows->value(0).toLongLong(),
                            .last = rows->value(1).toLongLong(),
                            .summary = rows->value(2).toString(),
                            .time = fromStored(rows->value(3).toString()),
                            .model = rows->value(4).toString(),
                            .tokensBefore = rows->value(5).toInt(),
                            .tokensAfter = rows->value(6).toInt()});
    return compactions;
}

} // namespace hsf::journal
