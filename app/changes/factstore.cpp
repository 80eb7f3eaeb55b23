// SPDX-License-Identifier: MIT
#include "changes/factstore.h"

namespace hsf::changes {

namespace {
constexpr const char *columns
    = "skill, origin, managed, pinned, stage, created, changed, changed_by, session, keep_until, enabled, renamed_from";

SkillFacts factsFrom(const QSqlQuery &row)
{
    SkillFacts facts{.skill = row.value(0).toString(),
                     .origin = originFromName(row.value(1).toString()),
                     .managed = row.value(2).toBool(),
                     .pinned = row.value(3).toBool(),
                     .stage = stageFromName(row.value(4).toString()).value_or(Stage::Active),
                     .created = fromStored(row.value(5).toString()),
                     .changed = fromStored(row.value(6).toString()),
                     .changedBy = originFromName(row.value(7).toString()),
                     .keepUntil = fromStored(row.value(9).toString()),
                     .enabled = row.value(10).toBool(),
                     .renamedFrom = row.value(11).toString()};
    if (const auto session = SessionId::parse(row.value(8).toString()))
        facts.session = *session;
    return facts;
}

QString stored(const QDateTime &time)
{
    return time.isValid() ? toStored(time) : QString();
}
} // namespace

Result<std::optional<SkillFacts>> FactStore::factsOf(const QString &skill) const
{
    static const QString sql
        = QStringLiteral("SELECT %1 FROM skill_fact WHERE skill = ?").arg(QLatin1StringView(columns));
    std::optional<SkillFacts> facts;
    const auto read = m_database->each(sql, {skill}, [&](const QSqlQuery &row) { facts = factsFrom(row); });
    return read ? Result<std::optional<SkillFacts>>(facts) : std::unexpected(read.error());
}

Result<QMap<QString, SkillFacts>> FactStore::factsOf(const QStringList &skills) const
{
    QMap<QString, SkillFacts> all;
    for (const QString &skill : skills) {
        const auto facts = factsOf(skill);
        if (!facts)
            return std::unexpected(facts.error());
        if (*facts)
            all.insert(skill, **facts);
    }
    return all;
}

Result<QMap<QString, SkillFacts>> FactStore::facts() const
{
    auto rows = m_database->run(QStringLiteral("SELECT %1 FROM skill_fact").arg(QLatin1StringView(columns)));
    if (!rows)
        return std::unexpected(rows.error());
    QMap<QString, SkillFacts> all;
    while (rows->next()) {
        const SkillFacts facts = factsFrom(*rows);
        all.insert(facts.skill, facts);
    }
    return all;
}

Result<QStringList> FactStore::skills() const
{
    auto rows = m_database->run(QStringLiteral("SELECT skill FROM skill_fact ORDER BY skill"));
    if (!rows)
        return std::unexpected(rows.error());
    QStringList all;
    while (rows->next())
        all << rows->value(0).toString();
    return all;
}

Result<> FactStore::apply(const ChangeSet &set, const QDateTime &when)
{
    const QStringList touched = set.skills();
    const auto known = factsOf(touched);
    if (!known)
        return std::unexpected(known.error());
    const QMap<QString, SkillFacts> now = withFacts(*known, set, when);
    for (const QString &skill : touched) {
        if (!now.contains(skill)) {
            if (const auto gone = m_database->change(QStringLiteral("DELETE FROM skill_fact WHERE skill = ?"), {skill});
                !gone)
                return std::unexpected(gone.error());
        } else if (const auto saved = save(now.value(skill)); !saved) {
            return saved;
        }
    }
    return {};
}

Result<> FactStore::save(const SkillFacts &facts)
{
    const auto saved = m_database->change(
        QStringLiteral("INSERT OR REPLACE INTO skill_fact (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .arg(QLatin1StringView(columns)),
        {facts.skill, originName(facts.origin), facts.managed, facts.pinned, stageName(facts.stage),
         stored(facts.created), stored(facts.changed), originName(facts.changedBy),
         facts.session ? facts.session->toString() : QString(), stored(facts.keepUntil), facts.enabled,
         facts.renamedFrom});
    return saved;
}

} // namespace hsf::changes
