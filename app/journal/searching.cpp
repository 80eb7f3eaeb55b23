// SPDX-License-Identifier: MIT
//
// Finding messages: the index gives candidates, newest first, in stretches between which one may stop; each is looked at, because
// pieces of a word may stand apart. Messages the index does not know yet are read one by one.
#include "base/text.h"
#include "journal/grams.h"
#include "journal/journal.h"
#include "journal/ranking_p.h"
#include "journal/rows_p.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QSet>

namespace hsf::journal {

namespace {

constexpr qint64 firstStretch = 20'000, longestStretch = 400'000;

struct Candidate {
    qint64 row = 0;
    QString session;
    qint64 number = 0;
    QString text;
};
/// Takes a message that holds the words; false: enough.
using Taker = std::function<bool(Candidate &&candidate, const QString &foldedText)>;

Result<qint64> number(storage::Database &database, const QString &sql)
{
    const Result<QVariant> value = database.value(sql);
    return value ? Result<qint64>(value->toLongLong()) : std::unexpected(value.error());
}

Result<QSet<QString>> trashedSessions(storage::Database &database)
{
    Result<QSqlQuery> rows = database.run(QStringLiteral("SELECT id FROM session WHERE trashed = 1"));
    if (!rows)
        return std::unexpected(rows.error());
    QSet<QString> ids;
    while (rows->next())
        ids.insert(rows->value(0).toString());
    return ids;
}

class Walk
{
public:
    Walk(storage::Database &database, const WantedWords &wanted, const QSet<QString> &trashed, const Taker &take, std::stop_token stop)
        : m_database(database)
        , m_wanted(wanted)
        , m_trashed(trashed)
        , m_take(take)
        , m_stop(std::move(stop))
    { }

    /// From the newest message to the first, until the taker has enough.
    Result<> run()
    {
        const Result<qint64> newest = number(m_database, QStringLiteral("SELECT coalesce(max(id), 0) FROM message"));
        const Result<qint64> pending = number(m_database, QStringLiteral("SELECT upto FROM gram_pending"));
        if (!newest || !pending)
            return std::unexpected(newest ? pending.error() : newest.error());
        if (const Result<> done = stretches(*newest, *pending, &Walk::indexed, firstStretch); !done)
            return done;
        return stretches(*pending, 0, &Walk::read, 2'000);
    }

private:
    using Step = Result<> (Walk::*)(qint64 above, qint64 upTo);

    Result<> stretches(qint64 upTo, qint64 above, Step step, qint64 length)
    {
        while (!m_enough && upTo > above) {
            if (m_stop.stop_requested())
                return fail(Error::Kind::Cancelled, {});
            const qint64 from = std::max(above, upTo - length);
            if (const Result<> done = (this->*step)(from, upTo); !done)
                return done;
            upTo = from;
            length = std::min(longestStretch, length * 4);
        }
        return {};
    }

    Result<> indexed(qint64 above, qint64 upTo)
    {
        return look(QStringLiteral("SELECT m.id, m.session, m.number, m.text FROM message_gram CROSS JOIN message m ON m.id = message_gram.rowid "
                                   "WHERE message_gram MATCH ? AND message_gram.rowid > ? AND message_gram.rowid <= ? "
                                   "ORDER BY message_gram.rowid DESC"),
                    {m_wanted.match, above, upTo});
    }

    Result<> read(qint64 above, qint64 upTo)
    {
        return look(QStringLiteral("SELECT id, session, number, text FROM message WHERE id > ? AND id <= ? ORDER BY id DESC"), {above, upTo});
    }

    Result<> look(const QString &sql, const QVariantList &values)
    {
        Result<QSqlQuery> rows = m_database.run(sql, values);
        if (!rows)
            return std::unexpected(rows.error());
        while (!m_enough && rows->next()) {
            if (m_stop.stop_requested())
                return fail(Error::Kind::Cancelled, {});
            Candidate candidate{rows->value(0).toLongLong(), rows->value(1).toString(), rows->value(2).toLongLong(), rows->value(3).toString()};
            const QString text = folded(candidate.text);
            if (textHolds(text, m_wanted) && !m_trashed.contains(candidate.session))
                m_enough = !m_take(std::move(candidate), text);
        }
        return {};
    }

    storage::Database &m_database;
    const WantedWords &m_wanted;
    const QSet<QString> &m_trashed;
    const Taker &m_take;
    std::stop_token m_stop;
    bool m_enough = false;
};

Result<> walk(storage::Database &database, const WantedWords &wanted, const Taker &take, std::stop_token stop)
{
    if (wanted.words.isEmpty())
        return {};
    const Result<QSet<QString>> trashed = trashedSessions(database);
    if (!trashed)
        return std::unexpected(trashed.error());
    return Walk(database, wanted, *trashed, take, std::move(stop)).run();
}

Result<SearchHit> hitOf(storage::Database &database, const Candidate &candidate, const WantedWords &wanted)
{
    const Result<SessionId> session = SessionId::parse(candidate.session);
    if (!session)
        return std::unexpected(session.error());
    Result<QSqlQuery> row = database.run(
        QStringLiteral("SELECT m.time, m.more, s.title FROM message m JOIN session s ON s.id = m.session WHERE m.id = ?"), {candidate.row});
    if (!row)
        return std::unexpected(row.error());
    if (!row->next())
        return fail(Error::Kind::NotFound, {});
    const auto message = chat::Message::fromJson(QJsonDocument::fromJson(row->value(1).toString().toUtf8()).object());
    SearchHit hit{.session = *session,
                  .title = row->value(2).toString(),
                  .number = candidate.number,
                  .time = fromStored(row->value(0).toString()),
                  .role = message ? message->role : chat::Role::User};
    markSnippet(hit, candidate.text, wanted);
    return hit;
}

Result<QList<SearchHit>> hitsOf(storage::Database &database, const QList<Candidate> &candidates, const WantedWords &wanted)
{
    QList<SearchHit> hits;
    for (const Candidate &candidate : candidates) {
        const Result<SearchHit> hit = hitOf(database, candidate, wanted);
        if (hit)
            hits.append(*hit);
        else if (hit.error().kind != Error::Kind::NotFound)
            return std::unexpected(hit.error());
    }
    return hits;
}

} // namespace

Result<> storeGrams(storage::Database &database, qint64 row, const QString &text)
{
    return database.change(QStringLiteral("INSERT INTO message_gram (rowid, text) VALUES (?, ?)"), {row, gramText(text)});
}

Result<QList<SearchHit>> Journal::newest(const QString &words, int limit, std::stop_token stop) const
{
    const WantedWords wanted = wantedWords(words);
    QList<Candidate> found;
    const Result<> done = walk(*m_database, wanted, [&](Candidate &&candidate, const QString &) {
        found.append(std::move(candidate));
        return found.size() < limit;
    }, std::move(stop));
    return done ? hitsOf(*m_database, found, wanted) : std::unexpected(done.error());
}

Result<QList<SearchHit>> Journal::ranked(const QString &words, int limit, int considered, int milliseconds, std::stop_token stop) const
{
    const WantedWords wanted = wantedWords(words);
    const QDeadlineTimer end(milliseconds);
    struct Scored {
        double score;
        Candidate candidate;
    };
    std::vector<Scored> best;
    int seen = 0;
    const auto better = [](const Scored &a, const Scored &b) { return a.score > b.score; };
    const Result<> done = walk(*m_database, wanted, [&](Candidate &&candidate, const QString &text) {
        // A heap of the best: the texts of the others are let go at once.
        best.push_back({scoreOf(text, wanted, seen), std::move(candidate)});
        std::ranges::push_heap(best, better);
        if (int(best.size()) > limit) {
            std::ranges::pop_heap(best, better);
            best.pop_back();
        }
        // As many as are shown are looked at however long it takes: hits that were told unranked must not vanish.
        return ++seen < considered && (seen < limit || !end.hasExpired());
    }, std::move(stop));
    if (!done)
        return std::unexpected(done.error());
    std::ranges::sort(best, better);
    QList<Candidate> candidates;
    for (Scored &scored : best)
        candidates.append(std::move(scored.candidate));
    Result<QList<SearchHit>> hits = hitsOf(*m_database, candidates, wanted);
    for (qsizetype i = 0; hits && hits->size() == candidates.size() && i < hits->size(); ++i)
        (*hits)[i].score = best.at(size_t(i)).score;
    return hits;
}

Result<bool> Journal::indexSome(int most)
{
    bool more = false;
    const Result<> done = m_database->transaction([&]() -> Result<> {
        const Result<qint64> upTo = number(*m_database, QStringLiteral("SELECT upto FROM gram_pending"));
        if (!upTo || *upTo == 0)
            return upTo ? Result<>() : std::unexpected(upTo.error());
        Result<QSqlQuery> rows = m_database->run(
            QStringLiteral("SELECT id, text FROM (SELECT id, text FROM message WHERE id <= ? ORDER BY id DESC LIMIT ?) ORDER BY id"), {*upTo, most});
        if (!rows)
            return std::unexpected(rows.error());
        qint64 first = 0;
        int count = 0;
        for (; rows->next(); ++count) {
            first = count == 0 ? rows->value(0).toLongLong() : first;
            if (const Result<> stored = storeGrams(*m_database, rows->value(0).toLongLong(), rows->value(1).toString()); !stored)
                return stored;
        }
        more = count == most;
        return m_database->change(QStringLiteral("UPDATE gram_pending SET upto = ?"), {more ? first - 1 : 0});
    });
    return done ? Result<bool>(more) : std::unexpected(done.error());
}

} // namespace hsf::journal
