// SPDX-License-Identifier: MIT
#include "models/changesetmodel.h"

#include "models/words.h"

namespace hsf::models {

ChangeSetModel::ChangeSetModel(Order order, QObject *parent)
    : ValueListModel(parent)
    , m_order(order)
{ }

QString targetWords(const changes::ChangeSet &set)
{
    QStringList targets = set.skills();
    if (set.touchesMemory())
        targets.append(ChangeSetModel::tr("memory"));
    if (targets.isEmpty())
        return ChangeSetModel::tr("nothing");
    return targets.size() == 1
        ? targets.first()
        : ChangeSetModel::tr("%1 and %n more", nullptr, int(targets.size()) - 1).arg(targets.first());
}

QString setSentence(const changes::ChangeSet &set)
{
    return ChangeSetModel::tr("%1, by %2, %3: %4")
        .arg(targetWords(set), originWord(set.author.origin), stateWord(set.state), set.reason);
}

void ChangeSetModel::setSets(const QList<changes::ChangeSet> &sets)
{
    if (m_order == Order::AsGiven)
        return setValues(sets);
    QHash<QString, int> rank; // of a target: where its first set stands
    for (const auto &set : sets)
        if (!rank.contains(targetWords(set)))
            rank.insert(targetWords(set), int(rank.size()));
    QList<changes::ChangeSet> grouped = sets;
    std::ranges::stable_sort(grouped, {}, [&](const changes::ChangeSet &set) { return rank.value(targetWords(set)); });
    setValues(grouped);
}

void ChangeSetModel::replace(const changes::ChangeSet &set)
{
    QList<changes::ChangeSet> sets = values();
    const auto at = std::ranges::find(sets, set.id, &changes::ChangeSet::id);
    if (at == sets.end())
        return;
    *at = set;
    setValues(sets);
}

QString ChangeSetModel::keyOf(const changes::ChangeSet &set) const
{
    return set.id.toString();
}

QVariant ChangeSetModel::data(const changes::ChangeSet &set, int, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case SubjectRole:
        return set.reason;
    case Qt::ToolTipRole:
        return set.why;
    case Qt::AccessibleTextRole:
        return setSentence(set);
    case IdRole:
        return set.id.toString();
    case TargetRole:
        return targetWords(set);
    case AuthorRole:
        return originWord(set.author.origin);
    case TimeRole:
        return set.decided.isValid() ? set.decided : set.created;
    case StateRole:
        return int(set.state);
    case WhyRole:
        return set.why;
    default:
        return {};
    }
}

} // namespace hsf::models
