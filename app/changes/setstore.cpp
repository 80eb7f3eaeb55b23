// SPDX-License-Identifier: MIT
#include "changes/setstore.h"
#include "base/clock.h"
#include "changes/policy.h"
#include "changes/setjson.h"
#include "changes/setrow_p.h"
#include "changes/words_p.h"

#include <QJsonDocument>

namespace hsf::changes {

namespace {
QVariant bound(const std::optional<QByteArray> &bytes)
{
    return bytes ? QVariant(*bytes) : QVariant(); // an invalid value is NULL, an empty file is not
}

QString text(const std::optional<ChangeSetId> &id)
{
    return id ? id->toString() : QString();
}

QString decidedOf(const ChangeSet &set)
{
    return set.decided.isValid() ? toStored(set.decided) : QString();
}

std::optional<ChangeSetId> idOrNone(const QString &text)
{
    const auto id = ChangeSetId::parse(text);
    return id ? std::optional(*id) : std::nullopt;
}

template <class T> Result<T> first(const Result<QVariant> &value, const T &otherwise)
{
    return value.transform([&](const QVariant &found) { return found.isValid() ? found.value<T>() : otherwise; });
}
} // namespace

Result<ChangeSet> setHead(const QSqlQuery &row)
{
    const auto id = ChangeSetId::parse(row.value(0).toString());
    if (!id)
        return std::unexpected(id.error());
    ChangeSet set{.id = *id};
    set.state = stateFromName(row.value(1).toString()).value_or(State::Refused);
    set.reason = row.value(2).toString();
    set.why = row.value(3).toString();
    set.created = fromStored(row.value(4).toString());
    set.decided = fromStored(row.value(5).toString());
    set.commit = row.value(6).toString();
    set.undoes = idOrNone(row.value(7).toString());
    set.undoneBy = idOrNone(row.value(8).toString());
    detailsFromJson(QJsonDocument::fromJson(row.value(9).toString().toUtf8()).object(), set);
    return set;
}

FileChange fileOf(const QSqlQuery &row)
{
    const auto side = [&](int column) {
        return row.value(column).toBool() ? std::nullopt : std::optional(row.value(column + 1).toByteArray());
    };
    return {row.value(0).toString(), side(2), side(4), row.value(6).toBool(), row.value(1).toString()};
}

Result<> SetStore::save(const ChangeSet &set)
{
    return m_database->transaction([&]() -> Result<> {
        const auto known = m_database->value(QStringLiteral("SELECT 1 FROM change_set WHERE id = ?"), {set.id.toString()});
        if (!known)
            return std::unexpected(known.error());
        const QString details = QString::fromUtf8(QJsonDocument(detailsToJson(set)).toJson(QJsonDocument::Compact));
        const auto head = m_database->change(
            QStringLiteral(
                "INSERT INTO change_set (id, state, origin, proposal, reason, why, created, decided, revision, "
                "undoes, undone_by, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET state = excluded.state, origin = excluded.origin, reason = "
                "excluded.reason, why = excluded.why, decided = excluded.decided, revision = "
                "excluded.revision, undoes = excluded.undoes, undone_by = excluded.undone_by, details = "
                "excluded.details"),
            {set.id.toString(), stateName(set.state), originName(set.author.origin), isCuratorProposal(set), set.reason,
             set.why, toStored(set.created), decidedOf(set), set.commit, text(set.undoes), text(set.undoneBy),
             details});
        if (!head)
            return head;
        for (const char *table : {"change_file", "change_fact", "change_skill"}) {
            if (!known->isValid())
                break; // new: it has no parts yet
            const auto cleared = m_database->change(
                QStringLiteral("DELETE FROM %1 WHERE change_set = ?").arg(QLatin1StringView(table)),
                {set.id.toString()});
            if (!cleared)
                return cleared;
        }
        return saveParts(set);
    });
}

Result<> SetStore::saveParts(const ChangeSet &set)
{
    const QString id = set.id.toString();
    for (const FileChange &file : set.files) {
        const auto added
            = m_database->change(QStringLiteral("INSERT INTO change_file (change_set, path, skill, base, result, "
                                                "executable) VALUES (?, ?, ?, ?, ?, ?)"),
                                 {id, file.path, file.skill, bound(file.base), bound(file.result), file.executable});
        if (!added)
            return added;
    }
    for (int i = 0; i < set.facts.size(); ++i) {
        const FactChange &fact = set.facts.at(i);
        const auto added = m_database->change(
            QStringLiteral(
                "INSERT INTO change_fact (change_set, number, skill, fact, before, after) VALUES (?, ?, ?, ?, ?, ?)"),
            {id, i, fact.skill, fact.fact, fact.before, fact.after});
        if (!added)
            return added;
    }
    for (const QString &skill : set.skills()) {
        const auto added = m_database->change(
            QStringLiteral("INSERT INTO change_skill (skill, change_set) VALUES (?, ?)"), {skill, id});
        if (!added)
            return added;
    }
    return {};
}

Result<> SetStore::saveState(const ChangeSet &set)
{
    return m_database->change(
        QStringLiteral("UPDATE change_set SET state = ?, why = ?, decided = ?, revision = ?, undoes = ?, undone_by = ? "
                       "WHERE id = ?"),
        {stateName(set.state), set.why, decidedOf(set), set.commit, text(set.undoes), text(set.undoneBy),
         set.id.toString()});
}

Result<> SetStore::drop(const ChangeSetId &id)
{
    return m_database->change(QStringLiteral("DELETE FROM change_set WHERE id = ?"), {id.toString()});
}

Result<> SetStore::readParts(ChangeSet &set) const
{
    const QString id = set.id.toString();
    const auto files = m_database->each(
        QStringLiteral("SELECT %1 FROM change_file WHERE change_set = ? ORDER BY path").arg(fileColumns), {id},
        [&](const QSqlQuery &row) { set.files << fileOf(row); });
    if (!files)
        return files;
    return m_database->each(
        QStringLiteral("SELECT skill, fact, before, after FROM change_fact WHERE change_set = ? ORDER BY number"), {id},
        [&](const QSqlQuery &row) {
            set.facts << FactChange{row.value(0).toString(), row.value(1).toString(), row.value(2).toString(),
                                    row.value(3).toString()};
        });
}

Result<ChangeSet> SetStore::set(const ChangeSetId &id) const
{
    auto row = m_database->run(QStringLiteral("SELECT %1 FROM change_set s WHERE s.id = ?").arg(setColumns),
                               {id.toString()});
    if (!row)
        return std::unexpected(row.error());
    if (!row->next())
        return fail(Error::Kind::NotFound, Words::tr("there is no change %1").arg(id.toString()));
    auto set = setHead(*row);
    row->finish();
    if (set) {
        if (const auto parts = readParts(*set); !parts)
            return std::unexpected(parts.error());
    }
    return set;
}

Result<QList<ChangeSet>> SetStore::sets(const QList<State> &states, const QString &skill, int limit) const
{
    QVariantList values;
    QStringList where;
    QStringList marks;
    for (const State state : states) {
        marks << QStringLiteral("?");
        values << stateName(state);
    }
    if (!marks.isEmpty())
        where << QStringLiteral("s.state IN (%1)").arg(marks.join(u','));
    if (!skill.isEmpty()) {
        where << QStringLiteral("s.id IN (SELECT change_set FROM change_skill WHERE skill = ?)");
        values << skill;
    }
    values << limit;
    const QString condition
        = where.isEmpty() ? QString() : QStringLiteral("WHERE ") + where.join(QStringLiteral(" AND "));
    auto rows
        = m_database->run(QStringLiteral("SELECT %1 FROM change_set s %2 ORDER BY s.created DESC, s.id DESC LIMIT ?")
                              .arg(setColumns, condition),
                          values);
    if (!rows)
        return std::unexpected(rows.error());
    QList<ChangeSet> sets;
    while (rows->next()) {
        auto set = setHead(*rows);
        if (!set)
            return std::unexpected(set.error());
        sets << *std::move(set);
    }
    for (ChangeSet &set : sets) {
        if (const auto parts = readParts(set); !parts)
            return std::unexpected(parts.error());
    }
    return sets;
}

Result<QList<ChangeSetId>> SetStore::withOwnBytes(const QString &after, int newest, int limit) const
{
    QList<ChangeSetId> ids;
    // The plus keeps SQLite from the index of states: nearly all sets are applied, and they are wanted in the ids' order.
    const auto read = m_database->each(
        QStringLiteral("SELECT s.id FROM change_set s WHERE s.id > ? AND +s.state IN ('applied', 'undone') AND s.revision <> '' "
                       "AND s.id <= (SELECT id FROM change_set WHERE state = 'applied' ORDER BY created DESC, id DESC "
                       "LIMIT 1 OFFSET ?) AND EXISTS (SELECT 1 FROM change_file f WHERE f.change_set = s.id AND f.skill "
                       "<> '' AND (f.base IS NOT NULL OR f.result IS NOT NULL)) ORDER BY s.id LIMIT ?"),
        {after, newest, limit}, [&](const QSqlQuery &row) {
            if (const auto id = ChangeSetId::parse(row.value(0).toString()))
                ids << *id;
        });
    return read ? Result<QList<ChangeSetId>>(ids) : std::unexpected(read.error());
}

Result<> SetStore::leaveBytesToHistory(const ChangeSetId &id)
{
    return m_database->change(
        QStringLiteral("UPDATE change_file SET base = NULL, result = NULL WHERE change_set = ? AND skill <> ''"),
        {id.toString()});
}

Result<int> SetStore::count(State state) const
{
    return first(
        m_database->value(QStringLiteral("SELECT count(*) FROM change_set WHERE state = ?"), {stateName(state)}), 0);
}

Result<int> SetStore::waiting() const
{
    return first(
        m_database->value(QStringLiteral("SELECT count(*) FROM change_set WHERE state IN (?, ?) AND NOT proposal"),
                          {stateName(State::Held), stateName(State::Outdated)}),
        0);
}

Result<QString> SetStore::revisionSet(const QString &commit) const
{
    return first(
        m_database->value(QStringLiteral("SELECT id FROM change_set WHERE revision = ? AND revision <> ''"), {commit}),
        QString());
}

Result<Stage> SetStore::stageBeforeArchive(const QString &skill) const
{
    const auto name = first(
        m_database->value(
            QStringLiteral("SELECT f.before FROM change_skill k JOIN change_fact f ON f.change_set = k.change_set AND "
                           "f.skill = k.skill "
                           "JOIN change_set s ON s.id = k.change_set WHERE k.skill = ? AND s.revision <> '' "
                           "AND f.fact = 'stage' AND f.after = 'archived' ORDER BY s.created DESC, s.id DESC LIMIT 1"),
            {skill}),
        QString());
    return name.transform([](const QString &stage) { return stageFromName(stage).value_or(Stage::Active); });
}

Result<Origin> SetStore::originOnceHad(const QString &skill) const
{
    const auto name
        = first(m_database->value(
                    QStringLiteral("SELECT CASE WHEN f.after <> '' THEN f.after ELSE f.before END FROM change_skill k "
                                   "JOIN change_fact f ON f.change_set = k.change_set AND f.skill = k.skill "
                                   "JOIN change_set s ON s.id = k.change_set WHERE k.skill = ? AND s.revision <> '' "
                                   "AND f.fact = 'origin' ORDER BY s.created DESC, s.id DESC LIMIT 1"),
                    {skill}),
                QString());
    return name.transform(originFromName);
}

Result<QString> SetStore::seenCommit() const
{
    return first(m_database->value(QStringLiteral("SELECT revision FROM change_seen")), QString());
}

Result<> SetStore::setSeenCommit(const QString &commit)
{
    return m_database->change(QStringLiteral("UPDATE change_seen SET revision = ?"), {commit});
}

} // namespace hsf::changes
