// SPDX-License-Identifier: MIT
//
// A table of values. setValues() takes a whole new list and tells views the least that explains it: rows removed,
// moved, inserted, changed; so selection and scroll position survive. Linear in the number of rows. Children say what a
// row's words are.
#pragma once
#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <ranges>

namespace hsf::models {

template <class T> class ValueListModel : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    const QList<T> &values() const { return m_values; }
    const T *valueAt(const QModelIndex &index) const
    {
        return index.isValid() && index.row() < m_values.size() ? &m_values.at(index.row()) : nullptr;
    }
    QModelIndex indexOfKey(const QString &key) const
    {
        const auto found = std::ranges::find_if(m_values, [&](const T &value) { return keyOf(value) == key; });
        return found == m_values.end() ? QModelIndex() : index(int(found - m_values.begin()), 0);
    }
    /// Of two values with one key the first stays.
    void setValues(const QList<T> &given);

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_values.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : columns(); }
    QVariant data(const QModelIndex &index, int role) const override
    {
        const T *value = valueAt(index);
        return value ? data(*value, index.column(), role) : QVariant();
    }

protected:
    virtual QString keyOf(const T &value) const = 0;
    /// Overridden where it can be told without making two strings.
    virtual bool haveOneKey(const T &a, const T &b) const { return keyOf(a) == keyOf(b); }
    virtual QVariant data(const T &value, int column, int role) const = 0;
    virtual int columns() const { return 1; }
    /// For children whose words depend on more than the value.
    void announceRow(const QString &key)
    {
        if (const auto at = indexOfKey(key); at.isValid())
            Q_EMIT dataChanged(at, at.siblingAtColumn(columns() - 1));
    }

private:
    /// Where the old list and the new one go different ways: [first, oldEnd) became [first, newEnd).
    struct Middle {
        qsizetype first, oldEnd, newEnd;
    };
    Middle middleOf(const QList<T> &next) const;
    bool dropTwins(QList<T> &next, const Middle &middle) const;
    void removeMissing(const QHash<QString, int> &wanted, const Middle &middle);
    void reorder(const QHash<QString, int> &wanted, const Middle &middle);
    void insertNew(const QList<T> &next, const Middle &middle);
    void announceChanged(const QList<T> &before, qsizetype first, qsizetype end, qsizetype moved);

    QList<T> m_values;
};

// The usual news changes, adds or removes a few values of thousands: what is alike at both ends is only compared.
template <class T> typename ValueListModel<T>::Middle ValueListModel<T>::middleOf(const QList<T> &next) const
{
    Middle middle{0, m_values.size(), next.size()};
    while (middle.first < middle.oldEnd && middle.first < middle.newEnd
           && haveOneKey(m_values.at(middle.first), next.at(middle.first)))
        ++middle.first;
    while (middle.oldEnd > middle.first && middle.newEnd > middle.first
           && haveOneKey(m_values.at(middle.oldEnd - 1), next.at(middle.newEnd - 1)))
        --middle.oldEnd, --middle.newEnd;
    return middle;
}

/// True: some were dropped. Outside of `middle` are values that we have, each of another key.
template <class T> bool ValueListModel<T>::dropTwins(QList<T> &next, const Middle &middle) const
{
    constexpr qsizetype few = 4; // beside so many, making a key of every value costs more than looking at each
    if (middle.newEnd - middle.first <= few) {
        const auto isTwinless = [&](qsizetype at) {
            for (qsizetype i = 0; i < next.size(); ++i)
                if (i != at && haveOneKey(next.at(i), next.at(at)))
                    return false;
            return true;
        };
        if (std::ranges::all_of(std::views::iota(middle.first, middle.newEnd), isTwinless))
            return false;
    }
    QSet<QString> seen;
    const auto isTwin = [&](const T &value) {
        const auto before = seen.size();
        seen.insert(keyOf(value));
        return seen.size() == before;
    };
    if (std::ranges::none_of(std::as_const(next), isTwin)) // the usual case copies nothing
        return false;
    seen.clear();
    return next.removeIf(isTwin) > 0;
}

template <class T> void ValueListModel<T>::setValues(const QList<T> &given)
{
    if (m_values.isSharedWith(given))
        return;
    QList<T> next = given;
    Middle middle = middleOf(next);
    if (middle.first < middle.newEnd && dropTwins(next, middle))
        middle = middleOf(next);
    const qsizetype oldSize = m_values.size();
    const bool onlyAdded = middle.first == middle.oldEnd && middle.first < middle.newEnd;
    if (onlyAdded) { // one list takes the place of the other, nothing is copied
        beginInsertRows({}, int(middle.first), int(middle.newEnd) - 1);
        const QList<T> before = std::exchange(m_values, next);
        endInsertRows();
        announceChanged(before, 0, middle.first, 0);
        announceChanged(before, middle.newEnd, next.size(), oldSize - next.size());
        return;
    }
    if (middle.first < middle.oldEnd) {
        QHash<QString, int> wanted;
        for (qsizetype i = middle.first; i < middle.newEnd; ++i)
            wanted.insert(keyOf(next.at(i)), int(i));
        removeMissing(wanted, middle);
        const Middle left{middle.first, m_values.size() - (next.size() - middle.newEnd), middle.newEnd};
        reorder(wanted, left);
        insertNew(next, left);
    }
    // The rows are as many and in the same order now.
    const QList<T> before = std::exchange(m_values, next);
    announceChanged(before, 0, next.size(), 0);
}

template <class T> void ValueListModel<T>::removeMissing(const QHash<QString, int> &wanted, const Middle &middle)
{
    for (qsizetype last = middle.oldEnd - 1; last >= middle.first; --last) {
        qsizetype first = last;
        while (first >= middle.first && !wanted.contains(keyOf(m_values.at(first))))
            --first;
        if (first == last)
            continue;
        beginRemoveRows({}, int(first) + 1, int(last));
        m_values.remove(first + 1, last - first);
        endRemoveRows();
        last = first;
    }
}

template <class T> void ValueListModel<T>::reorder(const QHash<QString, int> &wanted, const Middle &middle)
{
    const auto before = [&](const T &a, const T &b) { return wanted.value(keyOf(a)) < wanted.value(keyOf(b)); };
    if (std::is_sorted(m_values.cbegin() + middle.first, m_values.cbegin() + middle.oldEnd, before))
        return;
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList from = persistentIndexList();
    QStringList keys;
    for (const QModelIndex &index : from)
        keys.append(keyOf(m_values.at(index.row())));
    std::stable_sort(m_values.begin() + middle.first, m_values.begin() + middle.oldEnd, before);
    QHash<QString, int> rows;
    for (qsizetype row = middle.first; row < middle.oldEnd; ++row)
        rows.insert(keyOf(m_values.at(row)), int(row));
    QModelIndexList to;
    for (qsizetype i = 0; i < from.size(); ++i)
        to.append(index(rows.value(keys.at(i), from.at(i).row()), from.at(i).column()));
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged();
}

template <class T> void ValueListModel<T>::insertNew(const QList<T> &next, const Middle &middle)
{
    QSet<QString> known;
    for (qsizetype i = middle.first; i < middle.oldEnd; ++i)
        known.insert(keyOf(m_values.at(i)));
    for (qsizetype first = middle.first; first < middle.newEnd; ++first) {
        qsizetype last = first;
        while (last < middle.newEnd && !known.contains(keyOf(next.at(last))))
            ++last;
        if (last == first)
            continue;
        beginInsertRows({}, int(first), int(last) - 1);
        m_values = m_values.first(first) + next.sliced(first, last - first) + m_values.sliced(first);
        endInsertRows();
        first = last;
    }
}

/// Of the rows [first, end), which were at row + `moved` in `before`.
template <class T>
void ValueListModel<T>::announceChanged(const QList<T> &before, qsizetype first, qsizetype end, qsizetype moved)
{
    for (; first < end; ++first) {
        qsizetype last = first;
        while (last < end && !(before.at(last + moved) == m_values.at(last)))
            ++last;
        if (last == first)
            continue;
        Q_EMIT dataChanged(index(int(first), 0), index(int(last) - 1, columns() - 1));
        first = last;
    }
}

} // namespace hsf::models
