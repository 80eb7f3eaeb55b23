// SPDX-License-Identifier: MIT
#include "library/revisionindex.h"
#include "library/git_p.h"
#include "library/pastwalk_p.h"

#include <QFile>

namespace hsf::library {

namespace {
constexpr int batch = 200; ///< revisions in one transaction: a writer waits for some milliseconds at most

Result<> done(const Result<QSqlQuery> &query)
{
    return query ? Result<>() : std::unexpected(query.error());
}
} // namespace

Result<std::optional<qint64>> RevisionIndex::numberOf(const QString &commit) const
{
    const auto number = m_database->value(QStringLiteral("SELECT number FROM revision WHERE name = ?"), {commit});
    return number.transform(
        [](const QVariant &found) { return found.isValid() ? std::optional(found.toLongLong()) : std::nullopt; });
}

Result<QString> RevisionIndex::newest() const
{
    return m_database->value(QStringLiteral("SELECT name FROM revision ORDER BY number DESC LIMIT 1"))
        .transform([](const QVariant &name) { return name.toString(); });
}

Result<QList<RevisionIndex::Change>> RevisionIndex::changesOf(const QString &path, qint64 upTo, int limit) const
{
    // '0' is the character after '/': everything below the folder and nothing beside it.
    QList<Change> changes;
    const auto read = m_database->each(
        QStringLiteral(
            "SELECT p.number, r.name, r.merged, p.blob FROM revision_path p JOIN revision r ON r.number = p.number "
            "WHERE p.path IN (SELECT id FROM revision_path_name WHERE path = ? OR (path > ? AND path < ?)) "
            "AND p.number <= ? GROUP BY p.number ORDER BY p.number DESC LIMIT ?"),
        {path, path + u'/', path + u'0', upTo, limit}, [&](const QSqlQuery &row) {
            changes << Change{row.value(0).toLongLong(), row.value(1).toString(), row.value(2).toBool(),
                              row.value(3).toString()};
        });
    return read ? Result<QList<Change>>(changes) : std::unexpected(read.error());
}

Result<QList<RevisionIndex::PathBlob>> RevisionIndex::pathsOf(qint64 number) const
{
    QList<PathBlob> paths;
    const auto read = m_database->each(
        QStringLiteral("SELECT n.path, p.blob FROM revision_path p JOIN revision_path_name n ON n.id = p.path "
                       "WHERE p.number = ? ORDER BY n.path"),
        {number}, [&](const QSqlQuery &row) { paths << PathBlob{row.value(0).toString(), row.value(1).toString()}; });
    return read ? Result<QList<PathBlob>>(paths) : std::unexpected(read.error());
}

// Along the numbers, newest first: a step costs a tenth of a microsecond, and an index by time would not know the
// order.
Result<std::optional<RevisionIndex::Moment>> RevisionIndex::newestBy(qint64 seconds, qint64 upTo) const
{
    std::optional<Moment> moment;
    const auto read = m_database->each(
        QStringLiteral(
            "SELECT number, name, time IS NOT NULL FROM revision WHERE number <= ? AND (time IS NULL OR time <= ?) "
            "ORDER BY number DESC LIMIT 1"),
        {upTo, seconds}, [&](const QSqlQuery &row) {
            moment = Moment{row.value(0).toLongLong(), row.value(1).toString(), row.value(2).toBool()};
        });
    return read ? Result<std::optional<Moment>>(moment) : std::unexpected(read.error());
}

Result<> RevisionIndex::add(qint64 number, const NewRevision &revision)
{
    if (const auto added
        = m_database->change(QStringLiteral("INSERT INTO revision (number, name, merged, time) VALUES (?, ?, ?, ?)"),
                             {number, revision.commit, revision.merged, revision.time});
        !added)
        return added;
    for (const PathBlob &one : revision.paths) {
        const auto named = m_database->change(
            QStringLiteral("INSERT INTO revision_path_name (path) VALUES (?) ON CONFLICT DO NOTHING"), {one.path});
        if (!named)
            return named;
        const auto added
            = m_database->change(QStringLiteral("INSERT OR REPLACE INTO revision_path (path, number, blob) "
                                                "SELECT id, ?, ? FROM revision_path_name WHERE path = ?"),
                                 {number, one.blob, one.path});
        if (!added)
            return added;
    }
    return {};
}

Result<> RevisionIndex::append(const NewRevision &revision)
{
    return m_database->transaction([&]() -> Result<> {
        const auto last = newest();
        if (!last)
            return std::unexpected(last.error());
        if (*last != revision.parent)
            return {};
        const auto number = m_database->value(QStringLiteral("SELECT max(number) FROM revision"));
        return number ? add(number->toLongLong() + 1, revision) : std::unexpected(number.error());
    });
}

Result<> RevisionIndex::cutBackTo(const QString &commit)
{
    return m_database->transaction([&]() -> Result<> {
        const auto number = numberOf(commit);
        if (!number)
            return std::unexpected(number.error());
        for (const char *table : {"revision_path", "revision"}) {
            const auto cut = m_database->run(
                QStringLiteral("DELETE FROM %1 WHERE number > ?").arg(QLatin1StringView(table)), {number->value_or(0)});
            if (!cut)
                return done(cut);
        }
        return {};
    });
}

Result<bool> RevisionIndex::catchUp(const QString &repository, const std::function<bool()> &stopped)
{
    const auto opened = openedForReading(repository);
    if (!opened)
        return std::unexpected(opened.error());
    auto missing = commitsAbove(opened->get(), *this, stopped);
    if (!missing)
        return std::unexpected(missing.error());
    if (const auto cut = missing->commits.isEmpty() ? Result<>() : cutBackTo(missing->knownBelow); !cut)
        return std::unexpected(cut.error());
    // Read outside the transaction, written inside.
    for (qsizetype from = 0; from < missing->commits.size() && !stopped(); from += batch) {
        QList<NewRevision> revisions;
        for (const git_oid &id : missing->commits.mid(from, batch)) {
            auto revision = indexedRevision(opened->get(), id);
            if (!revision)
                return std::unexpected(revision.error());
            revisions << *std::move(revision);
        }
        const auto stored = m_database->transaction([&]() -> Result<> {
            for (const NewRevision &revision : std::as_const(revisions)) {
                if (const auto added = append(revision); !added)
                    return added;
            }
            return {};
        });
        if (!stored)
            return std::unexpected(stored.error());
    }
    return learnTimes(repository, stopped);
}

// A commit costs its reading, and there may be a hundred thousand: outside the transactions as well.
Result<bool> RevisionIndex::learnTimes(const QString &repository, const std::function<bool()> &stopped)
{
    git::Repository opened;
    while (!stopped()) {
        QList<std::pair<qint64, QString>> unknown;
        const auto read = m_database->each(
            QStringLiteral("SELECT number, name FROM revision WHERE time IS NULL ORDER BY number LIMIT ?"), {batch},
            [&](const QSqlQuery &row) { unknown.append({row.value(0).toLongLong(), row.value(1).toString()}); });
        if (!read)
            return std::unexpected(read.error());
        if (unknown.isEmpty())
            return true;
        if (!opened) {
            auto repo = openedForReading(repository);
            if (!repo)
                return std::unexpected(repo.error());
            opened = std::move(*repo);
        }
        QList<qint64> times;
        for (const auto &[number, name] : std::as_const(unknown)) {
            const auto time = timeOf(opened.get(), name);
            if (!time)
                return std::unexpected(time.error());
            times << *time;
        }
        const auto stored = m_database->transaction([&]() -> Result<> {
            for (qsizetype i = 0; i < unknown.size(); ++i) {
                // The name, too: meanwhile the history may have been cut back and gone on.
                const auto kept
                    = m_database->change(QStringLiteral("UPDATE revision SET time = ? WHERE number = ? AND name = ?"),
                                         {times[i], unknown[i].first, unknown[i].second});
                if (!kept)
                    return kept;
            }
            return {};
        });
        if (!stored)
            return std::unexpected(stored.error());
    }
    return false;
}

} // namespace hsf::library
