// SPDX-License-Identifier: MIT
//
// The models of one provider as rows: favourite, name, context, prices. Favourites come first; the words of a filter must all be in
// the name.
#pragma once
#include "service/providers.h"

#include <QAbstractTableModel>

namespace hsf::models {

class ProviderModels final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { FavouriteColumn, NameColumn, ContextColumn, InputColumn, OutputColumn, ColumnCount };
    explicit ProviderModels(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    void setModels(const ProviderSettings &provider, const QList<llm::ModelInfo> &models);
    void setFilter(const QString &words);
    int hidden() const { return int(m_all.size() - m_shown.size()); }   ///< by the filter

    const llm::ModelInfo *modelAt(const QModelIndex &index) const;
    QModelIndex indexOf(const QString &id) const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_shown.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void arrange();
    ProviderSettings m_provider;
    QList<llm::ModelInfo> m_all;
    QList<llm::ModelInfo> m_shown;
    QString m_words;
};

/// "$2.50", or empty where it is not known.
QString shownPrice(double dollars);

} // namespace hsf::models
