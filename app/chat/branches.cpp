// SPDX-License-Identifier: MIT
#include "chat/branches.h"

#include <algorithm>

namespace hsf::chat {

Branches::Branches(qint64 count, const QHash<qint64, qint64> &parents, const QHash<qint64, qint64> &choices)
    : m_count(count)
    , m_choices(choices)
{
    // A parent comes before its child, so that no damaged row leads in a circle.
    for (auto it = parents.begin(); it != parents.end(); ++it) {
        if (it.value() >= 0 && it.value() < it.key())
            m_parents.insert(it.key(), it.value());
    }
    for (qint64 number = 1; number <= count; ++number)
        m_children[parent(number)].append(number);
}

QList<qint64> Branches::path(qint64 tip) const
{
    QList<qint64> path;
    for (qint64 number = std::clamp<qint64>(tip, 0, m_count); number > 0; number = parent(number))
        path.append(number);
    std::ranges::reverse(path);
    return path;
}

qint64 Branches::leaf(qint64 number) const
{
    for (;;) {
        const QList<qint64> children = m_children.value(number);
        if (children.isEmpty())
            return number;
        const qint64 chosen = m_choices.value(number);
        number = children.contains(chosen) ? chosen : children.last();
    }
}

} // namespace hsf::chat
