// SPDX-License-Identifier: MIT
#include "models/skilllist.h"

namespace hsf::models {

SkillList::SkillList(SkillModel &model, QObject *parent)
    : QAbstractListModel(parent)
    , m_model(model)
{
    connect(&model, &SkillModel::updated, this, &SkillList::rebuild);
    connect(&model, &SkillModel::dataChanged, this, &SkillList::rowsChanged);
    rebuild();
}

void SkillList::setFilter(const SkillFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    rebuild();
}

void SkillList::setHits(const std::optional<QList<library::SearchHit>> &hits)
{
    if (!hits && !m_hits)
        return;
    m_hits = hits;
    rebuild();
}

void SkillList::setCategories(const QList<library::Category> &categories)
{
    decltype(m_descriptions) descriptions;
    for (const library::Category &category : categories)
        descriptions.insert({category.source, category.path}, category.description);
    if (descriptions == m_descriptions)
        return;
    m_descriptions = descriptions;
    rebuild();
}

void SkillList::setCollapsed(const QModelIndex &at, bool collapsed)
{
    if (!at.isValid() || !at.data(IsGroupRole).toBool())
        return;
    const Group &group = m_groups.at(m_items.at(at.row()).other);
    const std::pair key(group.source, group.category);
    if (collapsed)
        m_collapsed.insert(key);
    else
        m_collapsed.remove(key);
    rebuild();
}

// Compares as it goes: most news change nothing of which rows are shown.
void SkillList::rebuild()
{
    QList<Item> items;
    QList<Group> groups;
    items.reserve(m_model.values().size() + 64);
    m_shown = m_archived = 0;
    if (m_hits)
        arrangeHits(items);
    else
        arrange(items, groups);
    QStringList keys;
    keys.reserve(items.size());
    for (const Item &item : std::as_const(items))
        keys.append(keyOf(item, groups));
    if (keys == m_keys && groups == m_groups) {
        m_items = items; // a hit may have another number
        if (!m_items.isEmpty())
            Q_EMIT dataChanged(index(0), index(int(m_items.size()) - 1));
        return;
    }
    if (m_items.isEmpty() || items.isEmpty()) {
        beginResetModel();
        take(std::move(items), std::move(groups), std::move(keys));
        endResetModel();
        return;
    }
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList held = persistentIndexList();
    QHash<QString, int> places;
    for (const QModelIndex &one : held)
        places.insert(m_keys.value(one.row()), -1);
    for (int i = 0; i < keys.size() && !places.isEmpty(); ++i) {
        if (const auto found = places.find(keys.at(i)); found != places.end())
            *found = i;
    }
    const QStringList before = m_keys;
    take(std::move(items), std::move(groups), std::move(keys));
    QModelIndexList moved;
    for (const QModelIndex &one : held) {
        const int place = places.value(before.value(one.row()), -1);
        moved.append(place < 0 ? QModelIndex() : index(place));
    }
    changePersistentIndexList(held, moved);
    Q_EMIT layoutChanged();
}

void SkillList::take(QList<Item> &&items, QList<Group> &&groups, QStringList &&keys)
{
    m_items = std::move(items);
    m_groups = std::move(groups);
    m_keys = std::move(keys);
}

void SkillList::arrange(QList<Item> &items, QList<Group> &groups)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    SkillFilter filter = m_filter;
    filter.text.clear();
    QStringView category;
    for (int row = 0; const service::SkillRow &one : m_model.values()) {
        const int at = row++;
        m_archived += stageOf(one) == changes::Stage::Archived;
        if (!passes(one, filter, now))
            continue;
        ++m_shown;
        const QStringView id = one.entry.id.toString();
        category = id.first(std::max<qsizetype>(id.lastIndexOf(u'/'), 0));
        if (groups.isEmpty() || groups.constLast().category != category || groups.constLast().source != one.entry.source) {
            const std::pair key(one.entry.source, category.toString());
            Group group{key.first, key.second, {}, m_descriptions.value(key), 0, m_collapsed.contains(key)};
            const QString source = group.source.isEmpty() ? QString() : library::sourceName(group.source);
            group.name = source.isEmpty() ? group.category : group.category.isEmpty() ? source : tr("%1 · %2").arg(source, group.category);
            groups.append(group);
            if (!group.name.isEmpty()) // the library's own skills without a category need no line above them
                items.append({-1, int(groups.size()) - 1});
        }
        ++groups.last().count;
        if (!groups.constLast().collapsed)
            items.append({at, -1});
    }
}

// Archived skills are found as well: whoever searches wants to know.
void SkillList::arrangeHits(QList<Item> &items)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    SkillFilter filter = m_filter;
    filter.text.clear();
    QHash<QStringView, int> rows;
    rows.reserve(m_model.values().size());
    for (int row = 0; const service::SkillRow &one : m_model.values()) {
        m_archived += stageOf(one) == changes::Stage::Archived;
        rows.insert(one.entry.folder, row++);
    }
    SkillFilter archived = filter;
    archived.stages.insert(changes::Stage::Archived);
    for (int hit = 0; const library::SearchHit &one : *m_hits) {
        const int row = rows.value(one.folder, -1);
        if (row >= 0 && passes(m_model.values().at(row), filter.stages.isEmpty() && one.archived ? archived : filter, now)) {
            items.append({row, hit});
            ++m_shown;
        }
        ++hit;
    }
}

int SkillList::hiddenCount() const
{
    const int all = int(m_model.values().size());
    const bool withArchived = m_filter.stages.contains(changes::Stage::Archived);
    if (!m_hits)
        return all - (withArchived ? 0 : m_archived) - m_shown;
    const auto archivedShown = std::ranges::count_if(m_items, [this](const Item &item) {
        return stageOf(m_model.values().at(item.row)) == changes::Stage::Archived;
    });
    return all - (withArchived ? 0 : m_archived) - (m_shown - (withArchived ? 0 : int(archivedShown)));
}

QString SkillList::keyOf(const Item &item, const QList<Group> &groups) const
{
    if (item.row >= 0) {
        const library::SkillEntry &entry = m_model.values().at(item.row).entry;
        return entry.folder.isEmpty() ? entry.id.toString() : entry.folder;
    }
    const Group &group = groups.at(item.other);
    return group.source + u'\n' + group.category;
}

QModelIndex SkillList::indexOfFolder(const QString &folder) const
{
    const qsizetype place = m_keys.indexOf(folder);
    return place < 0 ? QModelIndex() : index(int(place));
}

QModelIndex SkillList::revealed(const QString &id)
{
    const auto find = [&] {
        for (int i = 0; i < m_items.size(); ++i) { // sources come last
            if (const int row = m_items.at(i).row; row >= 0 && m_model.values().at(row).entry.id.toString() == id)
                return index(i);
        }
        return QModelIndex();
    };
    QModelIndex found = find();
    const QString category = id.contains(u'/') ? id.section(u'/', 0, -2) : QString();
    if (!found.isValid() && m_collapsed.remove({QString(), category})) {
        rebuild();
        found = find();
    }
    return found;
}

void SkillList::rowsChanged(const QModelIndex &first, const QModelIndex &last)
{
    for (int i = 0; i < m_items.size(); ++i) {
        if (m_items.at(i).row >= first.row() && m_items.at(i).row <= last.row())
            Q_EMIT dataChanged(index(i), index(i));
    }
}

QVariant SkillList::groupData(const Group &group, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case SkillModel::NameRole:
        return group.name;
    case Qt::AccessibleTextRole:
        return tr("%1, %n skill(s), %2", nullptr, group.count).arg(group.name, group.collapsed ? tr("closed") : tr("open"))
            + (group.description.isEmpty() ? QString() : u'\n' + group.description);
    case Qt::ToolTipRole:
        return group.source.isEmpty() ? group.description : tr("Read-only, in %1").arg(group.source) + u'\n' + group.description;
    case SkillModel::DescriptionRole:
        return group.description;
    case SkillModel::SourceRole:
        return group.source;
    case IsGroupRole:
        return true;
    case GroupCountRole:
        return group.count;
    case CollapsedRole:
        return group.collapsed;
    default:
        return {};
    }
}

QVariant SkillList::data(const QModelIndex &at, int role) const
{
    if (!at.isValid() || at.row() >= m_items.size())
        return {};
    const Item &item = m_items.at(at.row());
    if (item.row < 0)
        return groupData(m_groups.at(item.other), role);
    if (m_hits && item.other >= 0 && item.other < m_hits->size()) {
        const library::SearchHit &hit = m_hits->at(item.other);
        if (role == SnippetRole)
            return hit.snippet;
        if (role == MarksRole)
            return QVariant::fromValue(hit.marks);
    }
    return m_model.index(item.row, 0).data(role);
}

} // namespace hsf::models
