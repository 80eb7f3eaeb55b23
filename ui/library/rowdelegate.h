// SPDX-License-Identifier: MIT
//
// Paints a skill's row: name and category, chips for what is worth knowing at a glance, the description below.
#pragma once
#include "ui/library/rowlines.h"

#include <QStyledItemDelegate>

namespace hsf::ui {

class RowDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int glowMilliseconds = 1'600;
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    mutable RowLines m_lines;
};

} // namespace hsf::ui
