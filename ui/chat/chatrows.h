// SPDX-License-Identifier: MIT
//
// How rows beside a conversation look: chats under the heading of their section, and messages that were found.
#pragma once
#include "service/chatservice.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace hsf::ui {

/// The first row of a section stands below its name.
class ChatRowDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

class HitModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;
    void setHits(const QList<journal::SearchHit> &hits);
    const journal::SearchHit *hitAt(const QModelIndex &index) const;
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_hits.size()); }
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<journal::SearchHit> m_hits;
};

/// Title and time, below it the line with the words marked.
class HitDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    HitDelegate(const HitModel &model, QObject *parent) : QStyledItemDelegate(parent), m_model(model) {}
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const HitModel &m_model;
};

} // namespace hsf::ui
