// SPDX-License-Identifier: MIT
//
// Cells of a table whose sentences are read whole: wrappedText, top-aligned, with room around them.
#pragma once
#include <QStyledItemDelegate>

namespace hsf::ui {

inline constexpr int wrappedText = Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop;

class WrapDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace hsf::ui
