// SPDX-License-Identifier: MIT
//
// A skill's place in a library, "category/name" or "name", as the folder is called on disk. Reading accepts what the world
// has (Unicode, dots, underscores); whether a *new* name is a good one is asked of names.h.
#pragma once
#include "base/error.h"

#include <QHash>

namespace hsf::skill {

class SkillId
{
public:
    /// The only door in. Refuses absolute paths, "..", ".", empty parts, NUL, control and invisible characters.
    static Result<SkillId> parse(const QString &path);

    const QString &toString() const { return m_path; }
    QString name() const { return m_path.section(u'/', -1); }           ///< the folder's own name
    QString category() const { return m_path.contains(u'/') ? m_path.section(u'/', 0, -2) : QString(); }
    bool operator==(const SkillId &) const = default;
    auto operator<=>(const SkillId &other) const { return m_path.compare(other.m_path) <=> 0; }
    friend size_t qHash(const SkillId &id, size_t seed = 0) { return qHash(id.m_path, seed); }

private:
    explicit SkillId(QString path) : m_path(std::move(path)) {}
    QString m_path;
};

} // namespace hsf::skill
