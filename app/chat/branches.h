// SPDX-License-Identifier: MIT
//
// A conversation that forks: an edited question and an answer made again stand beside what they replace, and one way
// through is shown. Messages are numbered from 1 without a gap; a message follows the one before it unless it is said
// otherwise. Pure.
#pragma once
#include <QHash>
#include <QList>

namespace hsf::chat {

class Branches
{
public:
    /// `parents`: of those that do not follow number - 1 (0: the beginning). `choices`: parent → the child taken last.
    Branches(qint64 count, const QHash<qint64, qint64> &parents, const QHash<qint64, qint64> &choices);

    qint64 parent(qint64 number) const { return m_parents.value(number, number - 1); }
    /// From which message on each one up to this follows the one before it.
    qint64 straightFrom(qint64 number) const;
    /// From the first message to this one.
    QList<qint64> path(qint64 tip) const;
    /// All that follow the same message, in the order they were written, itself among them.
    QList<qint64> versions(qint64 number) const { return children(parent(number)); }
    /// Where a conversation through this message ends: at each fork the way taken last, else the newest.
    qint64 leaf(qint64 number) const;
    bool contains(qint64 number) const { return number >= 1 && number <= m_count; }

private:
    QList<qint64> children(qint64 number) const;
    qint64 m_count;
    QHash<qint64, qint64> m_parents, m_choices;
    QHash<qint64, QList<qint64>> m_forked; ///< of those that are said to have a parent
};

} // namespace hsf::chat
