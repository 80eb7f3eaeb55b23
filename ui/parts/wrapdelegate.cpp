// SPDX-License-Identifier: MIT
#include "ui/parts/wrapdelegate.h"

#include "ui/parts/theme.h"

#include <QPainter>
#include <QTreeView>

namespace hsf::ui {

void WrapDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &c = colours();
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, c.accentSoft);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, c.hover);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), c.line);
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(c.accent, 1));
        painter->drawRect(option.rect.adjusted(0, 0, -1, -2));
    }
    QFont font = option.font;
    font.setBold(index.column() == 0);
    painter->setFont(font);
    painter->setPen(c.text);
    painter->drawText(option.rect.adjusted(8, 8, -8, -8), wrappedText, index.data().toString());
    painter->restore();
}

QSize WrapDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *tree = qobject_cast<const QTreeView *>(option.widget);
    const int width = std::max(60, (tree ? tree->columnWidth(index.column()) : 200) - 16);
    QFont font = option.font;
    font.setBold(index.column() == 0);
    const QRect text = QFontMetrics(font).boundingRect({0, 0, width, 100'000}, wrappedText, index.data().toString());
    return {width, std::max(text.height(), QFontMetrics(font).height()) + 17};
}

} // namespace hsf::ui
