// SPDX-License-Identifier: MIT
//
// Paints a change set's row: the skill or, below a skill's heading, what is wanted; who and when; state and risk as
// chips.
#pragma once
#include <QStyledItemDelegate>

namespace hsf::ui {

class SetDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace hsf::ui
