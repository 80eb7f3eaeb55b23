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
    void setAnswer(const std::optional<service::SearchAnswer> &answer);
    bool isSearching() const { return m_answer.has_value(); }
    void setCategories(const QList<library::Category> &categories);
    void setCollapsed(const QModelIndex &group, bool collapsed);

    int shownCount() const { return m_shown; } ///< skills that pass, those in collapsed groups too
    /// Left out by a filter or the search; archived ones that nobody asked for are not "hidden", they are counted apart.
    int hiddenCount() const;
    QModelIndex indexOfFolder(const QString &folder) const;
    /// Of the library's skill before a source's; opens its group. Invalid when it is not shown.
    QModelIndex revealed(const QString &id);

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_now.items.size()); }
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
    };
    /// What is known of a row of the model, so that a key need not touch ten thousand of them.
    struct RowFacts {
        int name = -1; ///< number of its folder in m_names
        int group = -1; ///< in m_groupKeys
        bool archived = false;
        bool fits = false; ///< passes the filter
        bool fitsFound = false; ///< passes it as a hit: archived ones are found as well
    };
    using GroupKey = std::pair<QString, QString>; ///< source and category
    struct Shown { ///< names[i] is the number of items[i]: it says what was where when rows have changed already
        QList<Item> items;
        QList<int> names;
        QList<Group> groups;
    };
    void learnRows();
    void learnFits();
    void rebuild();
    void arrange(Shown &shown);
    void arrangeFound(Shown &shown);
    QList<int> rowsFound() const;
    Group groupOf(int key) const;
    int nameOf(const QString &key);
    void rowsChanged(const QModelIndex &first, const QModelIndex &last);
    void show(Shown &&shown);
    QVariant groupData(const Group &group, int role) const;

    SkillModel &m_model;
    SkillFilter m_filter;
    std::optional<service::SearchAnswer> m_answer;
    QMap<GroupKey, QString> m_descriptions;
    QSet<GroupKey> m_collapsed;
    QHash<QString, int> m_names; ///< of folders and groups, whatever is shown: never given twice
    QList<GroupKey> m_groupKeys;
    QList<int> m_groupNames; ///< of m_groupKeys
    QHash<GroupKey, int> m_groupNumbers;
    QList<service::SkillRow> m_learned; ///< the rows that m_facts is about
    std::vector<RowFacts> m_facts;
    QDate m_learnedOn; ///< "used this week" ends with the day
    Shown m_now;
    int m_shown = 0, m_archived = 0, m_archivedShown = 0;
};

} // namespace hsf::models
