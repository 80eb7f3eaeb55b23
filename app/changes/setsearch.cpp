// SPDX-License-Identifier: MIT
#include "changes/setsearch.h"
#include "base/clock.h"
#include "changes/setrow_p.h"

namespace hsf::changes {

namespace {
struct Condition {
    QStringList parts;
    QVariantList values;
    QString where() const { return QStringLiteral("WHERE ") + parts.join(QStringLiteral(" AND ")); }
};

/// "a, b, c" as marks of a statement; its values go to `values`.
template <class T, class Name> QString marks(const QList<T> &wanted, Name name, QVariantList &values)
{
    QStringList marks;
    for (const T one : wanted) {
        marks << QStringLiteral("?");
        values << name(one);
    }
    return marks.join(u',');
}

QString likeWord(QString word)
{
    for (const QChar special : {u'\\', u'%', u'_'})
        word.replace(special, u'\\' + QString(special));
    return u'%' + word + u'%';
}

Condition conditionOf(const SetQuery &query)
{
    using enum State;
    const QList<State> decided{Applied, PartlyApplied, Rejected, Refused, Expired, Undone};
    Condition condition;
    // The plus keeps SQLite to the order of decisions: that index holds the states too, and only what is shown is read.
    condition.parts << QStringLiteral("+s.state IN (%1)")
                           .arg(marks(query.states.isEmpty() ? decided : query.states, stateName, condition.values));
    if (!query.origins.isEmpty())
        condition.parts << QStringLiteral("s.origin IN (%1)").arg(marks(query.origins, originName, condition.values));
    for (const QString &word : query.words.split(u' ', Qt::SkipEmptyParts)) {
        condition.parts << QStringLiteral(
            "(s.reason LIKE ? ESCAPE '\\' OR s.why LIKE ? ESCAPE '\\' OR s.origin LIKE ? ESCAPE '\\' "
            "OR s.id IN (SELECT change_set FROM change_file WHERE path LIKE ? ESCAPE '\\') "
            "OR s.id IN (SELECT change_set FROM change_fact WHERE skill LIKE ? ESCAPE '\\'))");
        for (int i = 0; i < 5; ++i)
            condition.values << likeWord(word);
    }
    return condition;
}

Result<int> counted(storage::Database &database, const Condition &condition)
{
    auto row = database.run(QStringLiteral("SELECT count(*) FROM change_set s ") + condition.where(), condition.values);
    if (!row)
        return std::unexpected(row.error());
    return row->next() ? row->value(0).toInt() : 0;
}

Result<> addNames(storage::Database &database, ChangeSet &set)
{
    auto files = database.run(QStringLiteral("SELECT path, skill FROM change_file WHERE change_set = ? ORDER BY path"),
                              {set.id.toString()});
    if (!files)
        return std::unexpected(files.error());
    while (files->next())
        set.files << FileChange{.path = files->value(0).toString(), .skill = files->value(1).toString()};
    auto facts = database.run(
        QStringLiteral("SELECT skill, fact, before, after FROM change_fact WHERE change_set = ? ORDER BY number"),
        {set.id.toString()});
    if (!facts)
        return std::unexpected(facts.error());
    while (facts->next())
        set.facts << FactChange{facts->value(0).toString(), facts->value(1).toString(), facts->value(2).toString(),
                                facts->value(3).toString()};
    return {};
}
} // namespace

Result<FoundSets> foundSets(storage::Database &database, const SetQuery &query)
{
    const Condition condition = conditionOf(query);
    const auto matching = counted(database, condition), all = counted(database, conditionOf({}));
    if (!matching || !all)
        return std::unexpected(matching ? all.error() : matching.error());
    FoundSets found{.matching = *matching, .all = *all};
    auto rows = database.run(QStringLiteral("SELECT %1 FROM change_set s %2 ORDER BY s.decided DESC, s.id DESC LIMIT ?")
                                 .arg(setColumns, condition.where()),
                             condition.values + QVariantList{query.limit});
    if (!rows)
        return std::unexpected(rows.error());
    while (rows->next()) {
        auto set = setHead(*rows);
        if (!set)
            return std::unexpected(set.error());
        found.sets << *std::move(set);
    }
    rows->finish();
    for (ChangeSet &set : found.sets) {
        if (const auto named = addNames(database, set); !named)
            return std::unexpected(named.error());
    }
    return found;
}

Result<QList<int>> appliedPerDay(storage::Database &database, const QDateTime &now, int days)
{
    const QDate first = now.date().addDays(1 - days);
    auto rows = database.run(
        QStringLiteral(
            "SELECT decided FROM change_set INDEXED BY change_set_decided WHERE decided >= ? AND state IN (?, ?, ?)"),
        {toStored(first.startOfDay(now.timeZone())), stateName(State::Applied), stateName(State::PartlyApplied),
         stateName(State::Undone)});
    if (!rows)
        return std::unexpected(rows.error());
    QList<int> counts(days, 0);
    while (rows->next()) {
        const qint64 day = first.daysTo(fromStored(rows->value(0).toString()).toTimeZone(now.timeZone()).date());
        if (day >= 0 && day < days)
            ++counts[day];
    }
    return counts;
}

} // namespace hsf::changes
