// SPDX-License-Identifier: MIT
//
// Paints a memory entry whole, wrapped, with its source and date below.
#pragma once
#include <QStyledItemDelegate>

namespace hsf::ui {

class MemoryDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace hsf::ui
