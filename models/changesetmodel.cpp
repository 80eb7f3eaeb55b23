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

Risk riskOf(const changes::ChangeSet &set)
{
    const skill::Severity worst = skill::worst(set.findings);
    if (worst >= skill::Severity::High || !(set.gained == skill::Capabilities()))
        return Risk::High;
    const bool removes
        = std::ranges::any_of(set.files, [](const changes::FileChange &file) { return file.base && !file.result; });
    return removes || worst >= skill::Severity::Warning ? Risk::Medium : Risk::Low;
}

QString riskWord(Risk risk)
{
    switch (risk) {
    case Risk::Low:
        return ChangeSetModel::tr("low risk");
    case Risk::Medium:
        return ChangeSetModel::tr("some risk");
    case Risk::High:
        break;
    }
    return ChangeSetModel::tr("high risk");
}

QString riskReason(const changes::ChangeSet &set)
{
    const skill::Severity worst = skill::worst(set.findings);
    if (worst >= skill::Severity::High)
        return ChangeSetModel::tr("a finding of the scan");
    if (!set.gained.scripts.isEmpty())
        return ChangeSetModel::tr("a new or changed script");
    if (!set.gained.allowedTools.isEmpty())
        return ChangeSetModel::tr("more tools");
    if (!set.gained.networkHosts.isEmpty())
        return ChangeSetModel::tr("a new network address");
    if (worst >= skill::Severity::Warning)
        return ChangeSetModel::tr("a warning of the checks");
    return riskOf(set) == Risk::Low ? QString() : ChangeSetModel::tr("something is removed");
}

bool passes(const changes::ChangeSet &set, const SetFilter &filter)
{
    if (filter.author && set.author.origin != *filter.author)
        return false;
    if (filter.state && set.state != *filter.state)
        return false;
    if (filter.risk && riskOf(set) != *filter.risk)
        return false;
    const auto has = [&](const QString &word) {
        const auto in = [&](const QString &text) { return text.contains(word, Qt::CaseInsensitive); };
        return in(set.reason) || in(set.why) || in(originWord(set.author.origin))
            || std::ranges::any_of(set.skills(), in)
            || std::ranges::any_of(set.files, [&](const changes::FileChange &file) { return in(file.path); });
    };
    return std::ranges::all_of(filter.words.split(u' ', Qt::SkipEmptyParts), has);
}

void ChangeSetModel::setSets(const QList<changes::ChangeSet> &sets)
{
    m_all = sets;
    if (m_order == Order::ByTarget) {
        QHash<QString, int> rank; // of a target: where its first set stands
        for (const auto &set : sets)
            if (!rank.contains(targetWords(set)))
                rank.insert(targetWords(set), int(rank.size()));
        std::ranges::stable_sort(m_all, {},
                                 [&](const changes::ChangeSet &set) { return rank.value(targetWords(set)); });
    }
    showPassing();
}

void ChangeSetModel::setFilter(const SetFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    showPassing();
}

void ChangeSetModel::showPassing()
{
    if (m_filter.isEmpty()) {
        setValues(m_all);
    } else {
        QList<changes::ChangeSet> passing;
        std::ranges::copy_if(m_all, std::back_inserter(passing),
                             [this](const changes::ChangeSet &set) { return passes(set, m_filter); });
        setValues(passing);
    }
    if (m_order == Order::ByTarget && rowCount() > 0) // a heading depends on its neighbours
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {GroupRole, Qt::SizeHintRole});
}

void ChangeSetModel::replace(const changes::ChangeSet &set)
{
    const auto at = std::ranges::find(m_all, set.id, &changes::ChangeSet::id);
    if (at == m_all.end())
        return;
    *at = set;
    showPassing();
}

QString ChangeSetModel::groupWords(const changes::ChangeSet &set) const
{
    if (m_order != Order::ByTarget)
        return {};
    const QString target = targetWords(set);
    const int row = indexOfKey(keyOf(set)).row();
    if (row > 0 && targetWords(values().at(row - 1)) == target)
        return {};
    const auto same = [&](const changes::ChangeSet &one) { return targetWords(one) == target; };
    return tr("%1 · %n change(s)", nullptr, int(std::ranges::count_if(values(), same))).arg(target);
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
    case RiskRole:
        return int(riskOf(set));
    case GroupRole:
        return groupWords(set);
    case IsGroupedRole:
        return m_order == Order::ByTarget;
    default:
        return {};
    }
}

} // namespace hsf::models
