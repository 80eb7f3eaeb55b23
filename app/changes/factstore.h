// SPDX-License-Identifier: MIT
//
// How each skill stands, in SQLite: a plain table, see facts.h for what it means.
#pragma once
#include "changes/facts.h"
#include "storage/database.h"

namespace hsf::changes {

class FactStore
{
public:
    explicit FactStore(std::shared_ptr<storage::Database> database)
        : m_database(std::move(database))
    { }

    Result<std::optional<SkillFacts>> factsOf(const QString &skill) const;
    Result<QMap<QString, SkillFacts>> facts() const;
    /// Of these skills, as far as there are any.
    Result<QMap<QString, SkillFacts>> factsOf(const QStringList &skills) const;
    Result<QStringList> skills() const;

    /// The facts a set leaves behind (withFacts), for the skills it touches.
    Result<> apply(const ChangeSet &set, const QDateTime &when);

private:
    Result<> save(const SkillFacts &facts);

    std::shared_ptr<storage::Database> m_database;
};

} // namespace hsf::changes
