// SPDX-License-Identifier: MIT
//
// The list a person sees: the model's rows that pass a filter, below a line for each category and source, or the hits of a
// search, the best first. Which rows are shown is a list of numbers, so that ten thousand are rearranged at one stroke; what is
// selected stays selected.
#pragma once
#include "models/skillmodel.h"

#include <QAbstractListModel>

namespace hsf::models {

class SkillList final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        IsGroupRole = Qt::UserRole + 100,
        GroupCountRole, ///< skills below it
        CollapsedRole,
        SnippetRole, ///< of a hit: shown in place of the description
        MarksRole ///< QVariant of QList<library::SearchMark>
    };
    explicit SkillList(SkillModel &model, QObject *parent = nullptr);

    void setFilter(const SkillFilter &filter); ///< its text plays no part: that is for a search
    const SkillFilter &filter() const { return m_filter; }
    /// The only rows wanted, in this order; nullopt: no search, all rows in their groups.
    void setHits(const std::optional<QList<library::SearchHit>> &hits);
    bool isSearching() const { return m_hits.has_value(); }
    void setCategories(const QList<library::Category> &categories);
    void setCollapsed(const QModelIndex &group, bool collapsed);

    int shownCount() const { return m_shown; } ///< skills that pass, those in collapsed groups too
    /// Left out by a filter or the search; archived ones that nobody asked for are not "hidden", they are counted apart.
    int hiddenCount() const;
    QModelIndex indexOfFolder(const QString &folder) const;
    /// Of the library's skill before a source's; opens its group. Invalid when it is not shown.
    QModelIndex revealed(const QString &id);

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_items.size()); }
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Group {
        QString source, category, name, description;
        int count = 0;
        bool collapsed = false;
        bool operator==(const Group &) const = default;
    };
    struct Item {
        int row = -1; ///< of the model; -1: a group's line
        int other = -1; ///< the group, or the hit
        bool operator==(const Item &) const = default;
    };
    void rebuild();
    void arrange(QList<Item> &items, QList<Group> &groups);
    void arrangeHits(QList<Item> &items);
    void rowsChanged(const QModelIndex &first, const QModelIndex &last);
    void take(QList<Item> &&items, QList<Group> &&groups, QStringList &&keys);
    QString keyOf(const Item &item, const QList<Group> &groups) const;
    QVariant groupData(const Group &group, int role) const;

    SkillModel &m_model;
    SkillFilter m_filter;
    std::optional<QList<library::SearchHit>> m_hits;
    QMap<std::pair<QString, QString>, QString> m_descriptions; ///< by source and category
    QSet<std::pair<QString, QString>> m_collapsed;
    QList<Item> m_items;
    QStringList m_keys; ///< of the items: they say what was where when rows have changed already
    QList<Group> m_groups;
    int m_shown = 0, m_archived = 0;
};

} // namespace hsf::models
