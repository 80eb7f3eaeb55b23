// SPDX-License-Identifier: MIT
//
// Paints a change set's row: its subject, and below it the skill, who and when; its state when it is not the list's
// own.
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
