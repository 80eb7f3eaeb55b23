// SPDX-License-Identifier: MIT
//
// A table of values. setValues() takes a whole new list and tells views the least that explains it: rows removed,
// moved, inserted, changed; so selection and scroll position survive. Linear in the number of rows. Children say what a
// row's words are.
#pragma once
#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

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
        const auto row = m_rows.constFind(key);
        return row == m_rows.cend() ? QModelIndex() : index(*row, 0);
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
    virtual QVariant data(const T &value, int column, int role) const = 0;
    virtual int columns() const { return 1; }
    /// For children whose words depend on more than the value.
    void announceRow(const QString &key)
    {
        if (const auto at = indexOfKey(key); at.isValid())
            Q_EMIT dataChanged(at, at.siblingAtColumn(columns() - 1));
    }

private:
    void removeMissing(const QHash<QString, int> &wanted);
    void reorder(const QHash<QString, int> &wanted);
    void insertNew(const QList<T> &next);
    void updateChanged(const QList<T> &next);
    void countRows();

    QList<T> m_values;
    QHash<QString, int> m_rows; // key → row
};

template <class T> void ValueListModel<T>::setValues(const QList<T> &given)
{
    QHash<QString, int> wanted;
    wanted.reserve(given.size());
    QList<T> next;
    next.reserve(given.size());
    for (const T &value : given) {
        if (const QString key = keyOf(value); !wanted.contains(key)) {
            wanted.insert(key, int(next.size()));
            next.append(value);
        }
    }
    // The usual news changes some values and neither which there are nor their order.
    if (next.size() == m_values.size() && wanted == m_rows)
        return updateChanged(next);
    removeMissing(wanted);
    reorder(wanted);
    insertNew(next);
    updateChanged(next);
}

template <class T> void ValueListModel<T>::countRows()
{
    m_rows.clear();
    m_rows.reserve(m_values.size());
    for (int row = 0; row < m_values.size(); ++row)
        m_rows.insert(keyOf(m_values.at(row)), row);
}

template <class T> void ValueListModel<T>::removeMissing(const QHash<QString, int> &wanted)
{
    for (int last = int(m_values.size()) - 1; last >= 0; --last) {
        int first = last;
        while (first >= 0 && !wanted.contains(keyOf(m_values.at(first))))
            --first;
        if (first == last)
            continue;
        beginRemoveRows({}, first + 1, last);
        m_values.remove(first + 1, last - first);
        endRemoveRows();
        last = first;
    }
    countRows();
}

template <class T> void ValueListModel<T>::reorder(const QHash<QString, int> &wanted)
{
    const auto before = [&](const T &a, const T &b) { return wanted.value(keyOf(a)) < wanted.value(keyOf(b)); };
    if (std::ranges::is_sorted(m_values, before))
        return;
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList from = persistentIndexList();
    QStringList keys;
    for (const QModelIndex &index : from)
        keys.append(keyOf(m_values.at(index.row())));
    std::ranges::stable_sort(m_values, before);
    countRows();
    QModelIndexList to;
    for (qsizetype i = 0; i < from.size(); ++i)
        to.append(index(m_rows.value(keys.at(i)), from.at(i).column()));
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged();
}

template <class T> void ValueListModel<T>::insertNew(const QList<T> &next)
{
    const QHash<QString, int> known = m_rows;
    for (int first = 0; first < next.size(); ++first) {
        int last = first;
        while (last < next.size() && !known.contains(keyOf(next.at(last))))
            ++last;
        if (last == first)
            continue;
        beginInsertRows({}, first, last - 1);
        m_values.insert(first, last - first, next.at(first));
        for (int row = first; row < last; ++row)
            m_values[row] = next.at(row);
        endInsertRows();
        first = last;
    }
    countRows();
}

template <class T> void ValueListModel<T>::updateChanged(const QList<T> &next)
{
    for (int first = 0; first < next.size(); ++first) {
        int last = first;
        while (last < next.size() && !(m_values.at(last) == next.at(last))) {
            m_values[last] = next.at(last);
            ++last;
        }
        if (last == first)
            continue;
        Q_EMIT dataChanged(index(first, 0), index(last - 1, columns() - 1));
        first = last;
    }
}

} // namespace hsf::models
