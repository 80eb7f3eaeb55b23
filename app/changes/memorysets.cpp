// SPDX-License-Identifier: MIT
#include "changes/memorysets.h"
#include "changes/setrow_p.h"

namespace hsf::changes {

namespace {

// '0' is the character after '/'. The plus keeps SQLite from the index of states: nearly all sets are applied.
Result<QStringList> memorySetIds(storage::Database &database)
{
    QStringList ids;
    const auto read = database.each(
        QStringLiteral(
            "SELECT s.id FROM change_set s WHERE s.id IN (SELECT change_set FROM change_file WHERE skill = '' AND "
            "path > 'memories/' AND path < 'memories0') AND +s.state IN (?, ?) ORDER BY s.created DESC, s.id DESC"),
        {stateName(State::Applied), stateName(State::PartlyApplied)},
        [&](const QSqlQuery &row) { ids << row.value(0).toString(); });
    return read ? Result<QStringList>(ids) : std::unexpected(read.error());
}

/// nullopt: it went meanwhile.
Result<std::optional<ChangeSet>> memorySet(storage::Database &database, const QString &id)
{
    std::optional<Result<ChangeSet>> set;
    const auto head = database.each(QStringLiteral("SELECT %1 FROM change_set s WHERE s.id = ?").arg(setColumns), {id},
                                    [&](const QSqlQuery &row) { set = setHead(row); });
    if (!head || !set)
        return head ? Result<std::optional<ChangeSet>>(std::nullopt) : std::unexpected(head.error());
    if (!*set)
        return std::unexpected(set->error());
    const auto files = database.each(
        QStringLiteral("SELECT %1 FROM change_file "
                       "WHERE change_set = ? AND path > 'memories/' AND path < 'memories0' ORDER BY path")
            .arg(fileColumns),
        {id}, [&](const QSqlQuery &row) { (*set)->files << fileOf(row); });
    return files ? Result<std::optional<ChangeSet>>(**set) : std::unexpected(files.error());
}

} // namespace

Result<> forEachMemorySet(storage::Database &database, const std::function<bool(const ChangeSet &)> &more)
{
    const auto ids = memorySetIds(database);
    if (!ids)
        return std::unexpected(ids.error());
    for (const QString &id : *ids) {
        const auto set = memorySet(database, id);
        if (!set)
            return std::unexpected(set.error());
        if (*set && !more(**set))
            break;
    }
    return {};
}

} // namespace hsf::changes
