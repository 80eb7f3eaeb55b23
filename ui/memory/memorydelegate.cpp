// SPDX-License-Identifier: MIT
#include "ui/memory/memorydelegate.h"

#include "models/memorymodel.h"
#include "models/words.h"
#include "ui/parts/theme.h"
#include "ui/parts/wrapdelegate.h"

#include <QListView>
#include <QPainter>

namespace hsf::ui {

using models::MemoryModel;

void MemoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &c = colours();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state & QStyle::State_Selected;
    painter->setPen(selected && option.state & QStyle::State_HasFocus ? QPen(c.accent, 1.5) : QPen(Qt::NoPen));
    painter->setBrush(selected ? c.accentSoft : option.state & QStyle::State_MouseOver ? c.hover : c.base);
    painter->drawRoundedRect(QRectF(option.rect).adjusted(4, 2, -4, -2), 6, 6);
    const QRect inner = option.rect.adjusted(14, 9, -14, -9);
    const int line = QFontMetrics(option.font).height();
    painter->setFont(option.font);
    painter->setPen(c.text);
    painter->drawText(inner.adjusted(0, 0, 0, -line - 4), wrappedText, index.data(MemoryModel::TextRole).toString());
    painter->setPen(c.dim);
    QStringList source{index.data(MemoryModel::OriginRole).toString()};
    if (const QDateTime time = index.data(MemoryModel::TimeRole).toDateTime(); time.isValid())
        source.append(models::agoWords(time, QDateTime::currentDateTimeUtc()));
    painter->drawText(QRect(inner.left(), inner.bottom() - line + 1, inner.width(), line), Qt::AlignVCenter,
                      source.join(QStringLiteral(" · ")));
    painter->restore();
}

QSize MemoryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *list = qobject_cast<const QListView *>(option.widget);
    const int width = std::max(80, (list ? list->viewport()->width() : 300) - 28);
    const QFontMetrics metrics(option.font);
    const QRect text
        = metrics.boundingRect({0, 0, width, 100'000}, wrappedText, index.data(MemoryModel::TextRole).toString());
    return {width, text.height() + metrics.height() + 4 + 18};
}

} // namespace hsf::ui
