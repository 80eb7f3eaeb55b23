// SPDX-License-Identifier: MIT
#include "models/skilllist.h"

namespace hsf::models {

SkillList::SkillList(SkillModel &model, QObject *parent)
    : QAbstractListModel(parent)
    , m_model(model)
{
    connect(&model, &SkillModel::updated, this, [this] {
        learnRows();
        rebuild();
    });
    connect(&model, &SkillModel::dataChanged, this, &SkillList::rowsChanged);
    learnRows();
    rebuild();
}

void SkillList::setFilter(const SkillFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    learnFits();
    rebuild();
}

void SkillList::setAnswer(const std::optional<service::SearchAnswer> &answer)
{
    if (!answer && !m_answer)
        return;
    m_answer = answer;
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
    const Group &group = m_now.groups.at(m_now.items.at(at.row()).other);
    const std::pair key(group.source, group.category);
    if (collapsed)
        m_collapsed.insert(key);
    else
        m_collapsed.remove(key);
    rebuild();
}

int SkillList::nameOf(const QString &key)
{
    if (const auto known = m_names.constFind(key); known != m_names.constEnd())
        return *known;
    const int number = int(m_names.size());
    m_names.insert(key, number);
    return number;
}

// Once for all keys that follow. Most news changes a few rows of thousands: those at both ends keep what is known of them.
void SkillList::learnRows()
{
    const QList<service::SkillRow> &rows = m_model.values();
    const auto isSame = [](const service::SkillRow &a, const service::SkillRow &b) {
        return a.entry.folder == b.entry.folder && a.entry.source == b.entry.source && a.entry.id == b.entry.id;
    };
    const qsizetype least = std::min(rows.size(), m_learned.size());
    qsizetype head = 0, tail = 0;
    while (head < least && isSame(rows.at(head), m_learned.at(head)))
        ++head;
    while (tail < least - head && isSame(rows.at(rows.size() - 1 - tail), m_learned.at(m_learned.size() - 1 - tail)))
        ++tail;
    std::vector<RowFacts> facts;
    facts.reserve(size_t(rows.size()));
    facts.insert(facts.end(), m_facts.begin(), m_facts.begin() + head);
    for (qsizetype row = head; row < rows.size() - tail; ++row) {
        const library::SkillEntry &entry = rows.at(row).entry;
        const GroupKey key(entry.source, entry.id.category());
        auto group = m_groupNumbers.constFind(key);
        if (group == m_groupNumbers.constEnd()) {
            group = decltype(group)(m_groupNumbers.insert(key, int(m_groupKeys.size())));
            m_groupKeys.append(key);
            m_groupNames.append(nameOf(key.first + u'\n' + key.second));
        }
        facts.push_back({nameOf(entry.folder.isEmpty() ? entry.id.toString() : entry.folder), *group});
    }
    facts.insert(facts.end(), m_facts.end() - tail, m_facts.end());
    m_facts = std::move(facts);
    m_learned = rows;
    learnFits();
}

void SkillList::learnFits()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    SkillFilter filter = m_filter;
    filter.text.clear();
    SkillFilter found = filter;
    found.stages.insert(changes::Stage::Archived);
    m_archived = 0;
    for (size_t row = 0; row < m_facts.size(); ++row) {
        const service::SkillRow &one = m_learned.at(qsizetype(row));
        RowFacts &facts = m_facts[row];
        facts.archived = stageOf(one) == changes::Stage::Archived;
        m_archived += facts.archived;
        facts.fits = passes(one, filter, now);
        facts.fitsFound = facts.fits || (filter.stages.isEmpty() && one.entry.archived && passes(one, found, now));
    }
    m_learnedOn = now.date();
}

// Compares as it goes: most news change nothing of which rows are shown.
void SkillList::rebuild()
{
    if (m_filter.lastUse != LastUse::Any && m_learnedOn != QDateTime::currentDateTimeUtc().date())
        learnFits();
    Shown shown;
    m_shown = m_archivedShown = 0;
    if (m_answer)
        arrangeFound(shown);
    else
        arrange(shown);
    if (shown.names == m_now.names && shown.groups == m_now.groups) {
        m_now.items = std::move(shown.items); // a hit may have another number
        if (!m_now.items.isEmpty())
            Q_EMIT dataChanged(index(0), index(int(m_now.items.size()) - 1));
        return;
    }
    show(std::move(shown));
}

// What views hold is few; it is looked for by its number.
void SkillList::show(Shown &&shown)
{
    if (m_now.items.isEmpty() || shown.items.isEmpty()) {
        beginResetModel();
        m_now = std::move(shown);
        endResetModel();
        return;
    }
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList held = persistentIndexList();
    QHash<int, int> places;
    for (const QModelIndex &one : held)
        places.insert(m_now.names.value(one.row(), -1), -1);
    for (int i = 0; i < shown.names.size() && !places.isEmpty(); ++i) {
        if (const auto found = places.find(shown.names.at(i)); found != places.end())
            *found = i;
    }
    const QList<int> before = m_now.names;
    m_now = std::move(shown);
    QModelIndexList moved;
    for (const QModelIndex &one : held) {
        const int place = places.value(before.value(one.row(), -1), -1);
        moved.append(place < 0 ? QModelIndex() : index(place));
    }
    changePersistentIndexList(held, moved);
    Q_EMIT layoutChanged();
}

SkillList::Group SkillList::groupOf(int key) const
{
    const GroupKey &names = m_groupKeys.at(key);
    Group group{names.first, names.second, {}, m_descriptions.value(names), 0, m_collapsed.contains(names)};
    const QString source = group.source.isEmpty() ? QString() : library::sourceName(group.source);
    group.name = source.isEmpty() ? group.category : group.category.isEmpty() ? source : tr("%1 · %2").arg(source, group.category);
    return group;
}

void SkillList::arrange(Shown &shown)
{
    shown.items.reserve(qsizetype(m_facts.size()) + 64);
    shown.names.reserve(qsizetype(m_facts.size()) + 64);
    int last = -1;
    for (int row = 0; row < int(m_facts.size()); ++row) {
        const RowFacts &facts = m_facts[size_t(row)];
        if (!facts.fits)
            continue;
        ++m_shown;
        if (facts.group != last) {
            last = facts.group;
            shown.groups.append(groupOf(last));
            if (!shown.groups.constLast().name.isEmpty()) { // the library's own skills without a category need no line above them
                shown.items.append({-1, int(shown.groups.size()) - 1});
                shown.names.append(m_groupNames.at(last));
            }
        }
        ++shown.groups.last().count;
        if (!shown.groups.constLast().collapsed) {
            shown.items.append({row, -1});
            shown.names.append(facts.name);
        }
    }
}

/// The answer's rows as they stand in the model; -1: not there any more. Usually both count the same rows.
QList<int> SkillList::rowsFound() const
{
    if (m_answer->rows.isSharedWith(m_learned))
        return m_answer->found;
    QHash<QStringView, int> rows;
    rows.reserve(m_learned.size());
    for (int row = 0; const service::SkillRow &one : m_learned)
        rows.insert(one.entry.folder, row++);
    QList<int> found;
    found.reserve(m_answer->found.size());
    for (const int row : m_answer->found)
        found.append(rows.value(m_answer->rows.at(row).entry.folder, -1));
    return found;
}

// Archived skills are found as well: whoever searches wants to know.
void SkillList::arrangeFound(Shown &shown)
{
    const QList<int> found = rowsFound();
    shown.items.reserve(found.size());
    shown.names.reserve(found.size());
    for (int hit = 0; const int row : found) {
        if (row >= 0 && m_facts[size_t(row)].fitsFound) {
            shown.items.append({row, hit});
            shown.names.append(m_facts[size_t(row)].name);
            m_archivedShown += m_facts[size_t(row)].archived;
            ++m_shown;
        }
        ++hit;
    }
}

int SkillList::hiddenCount() const
{
    const int all = int(m_model.values().size());
    if (m_filter.stages.contains(changes::Stage::Archived))
        return all - m_shown;
    return all - m_archived - (m_shown - m_archivedShown);
}

QModelIndex SkillList::indexOfFolder(const QString &folder) const
{
    const qsizetype place = m_now.names.indexOf(m_names.value(folder, -1));
    return place < 0 ? QModelIndex() : index(int(place));
}

QModelIndex SkillList::revealed(const QString &id)
{
    const auto find = [&] {
        for (int i = 0; i < m_now.items.size(); ++i) { // sources come last
            if (const int row = m_now.items.at(i).row; row >= 0 && m_model.values().at(row).entry.id.toString() == id)
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
    for (int i = 0; i < m_now.items.size(); ++i) {
        if (m_now.items.at(i).row >= first.row() && m_now.items.at(i).row <= last.row())
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
    if (!at.isValid() || at.row() >= m_now.items.size())
        return {};
    const Item &item = m_now.items.at(at.row());
    if (item.row < 0)
        return groupData(m_now.groups.at(item.other), role);
    if (m_answer && item.other >= 0 && (role == SnippetRole || role == MarksRole)) {
        const library::SearchHit hit = m_answer->quoted.value(item.other);
        return role == SnippetRole ? QVariant(hit.snippet) : QVariant::fromValue(hit.marks);
    }
    return m_model.index(item.row, 0).data(role);
}

} // namespace hsf::models
