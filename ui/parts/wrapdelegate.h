// SPDX-License-Identifier: MIT
//
// Cells of a table whose sentences are read whole: wrapped, top-aligned, with room around them.
#pragma once
#include <QStyledItemDelegate>

namespace hsf::ui {

class WrapDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace hsf::ui
