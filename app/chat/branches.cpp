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
    for (auto it = m_parents.cbegin(); it != m_parents.cend(); ++it) {
        if (it.key() <= count)
            m_forked[it.value()].append(it.key());
    }
    for (QList<qint64> &children : m_forked)
        std::ranges::sort(children);
}

// The next number, if nothing else is said of it, and those that were written later.
QList<qint64> Branches::children(qint64 number) const
{
    QList<qint64> children = m_forked.value(number);
    if (contains(number + 1) && !m_parents.contains(number + 1))
        children.prepend(number + 1);
    return children;
}

qint64 Branches::straightFrom(qint64 number) const
{
    qint64 from = 1;
    for (auto it = m_parents.cbegin(); it != m_parents.cend(); ++it)
        from = it.key() <= number ? std::max(from, it.key()) : from;
    return from;
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
        const QList<qint64> children = this->children(number);
        if (children.isEmpty())
            return number;
        const qint64 chosen = m_choices.value(number);
        number = children.contains(chosen) ? chosen : children.last();
    }
}

} // namespace hsf::chat
