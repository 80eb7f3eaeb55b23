// SPDX-License-Identifier: MIT
#include "models/overlapmodel.h"

namespace hsf::models {

namespace {
QString percent(double share)
{
    return OverlapModel::tr("%1 %").arg(qRound(share * 100));
}
}

OverlapModel::OverlapModel(QObject *parent)
    : ValueListModel(parent)
{ }

QVariant OverlapModel::data(const skill::OverlapPair &pair, int column, int role) const
{
    if (role == Qt::AccessibleTextRole && column == First)
        return tr("%1 and %2: the same content to %3, the same requests to %4. %5")
            .arg(pair.a, pair.b, percent(pair.jaccard), percent(pair.trigger), overlapMeaning(pair));
    if (role == Qt::ToolTipRole && column == Content)
        return tr("Words of prose alike to %1, of code to %2").arg(percent(pair.prose), percent(pair.code));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return {};
    switch (column) {
    case First:
        return pair.a;
    case Second:
        return pair.b;
    case Content:
        return percent(pair.jaccard);
    case Requests:
        return percent(pair.trigger);
    case Meaning:
        return overlapMeaning(pair);
    default:
        return {};
    }
}

QVariant OverlapModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    switch (section) {
    case First:
        return tr("Skill");
    case Second:
        return tr("Overlaps with");
    case Content:
        return role == Qt::ToolTipRole ? tr("The share of runs of five words that both have") : tr("Same content");
    case Requests:
        return role == Qt::ToolTipRole ? tr("How alike their descriptions and headings are") : tr("Same requests");
    case Meaning:
        return tr("What it means");
    default:
        return {};
    }
}

QString overlapMeaning(const skill::OverlapPair &pair)
{
    const skill::OverlapLimits limits;
    if (pair.jaccard >= limits.content && pair.trigger >= limits.trigger)
        return OverlapModel::tr("They say the same and answer to the same requests: one of them may be enough.");
    if (pair.jaccard >= limits.content)
        return OverlapModel::tr("They say the same: what both need could stand in one of them.");
    return OverlapModel::tr(
        "They answer to the same requests: an agent may take the wrong one. Say in each description when it is meant.");
}

} // namespace hsf::models
