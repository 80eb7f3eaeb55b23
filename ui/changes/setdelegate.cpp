// SPDX-License-Identifier: MIT
#include "ui/changes/setdelegate.h"

#include "models/changesetmodel.h"
#include "models/words.h"
#include "ui/changes/setwords.h"
#include "ui/parts/theme.h"

#include <QPainter>

namespace hsf::ui {

using models::ChangeSetModel;

void SetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &c = colours();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setClipRect(option.rect);
    const QRectF ground = QRectF(option.rect).adjusted(4, 1, -4, -1);
    painter->setPen(option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange
                        ? QPen(c.accent, 2)
                        : QPen(Qt::NoPen));
    const bool selected = option.state & QStyle::State_Selected;
    painter->setBrush(selected                                     ? QBrush(c.accentSoft)
                          : option.state & QStyle::State_MouseOver ? QBrush(c.hover)
                                                                   : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(ground, 6, 6);

    const QFontMetrics metrics(option.font);
    const QRect inner = option.rect.adjusted(14, 7, -14, -7);
    const QRect first(inner.left(), inner.top(), inner.width(), metrics.height());
    const QRect second(inner.left(), inner.bottom() - metrics.height() + 1, inner.width(), metrics.height());
    const auto state = changes::State(index.data(ChangeSetModel::StateRole).toInt());
    const QString chip = models::stateWord(state);
    const int chipWidth = chipSize(chip, option.font).width();
    paintChip(*painter, first.right() - chipWidth, first.center().y(), chip, stateTone(state), option.font);

    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    painter->setPen(c.text);
    painter->drawText(first, Qt::AlignVCenter,
                      QFontMetrics(bold).elidedText(index.data(ChangeSetModel::TargetRole).toString(), Qt::ElideRight,
                                                    first.width() - chipWidth - 8));
    painter->setFont(option.font);
    painter->setPen(c.dim);
    const QString about
        = QStringLiteral("%1 · %2 · %3")
              .arg(index.data(ChangeSetModel::AuthorRole).toString(),
                   models::agoWords(index.data(ChangeSetModel::TimeRole).toDateTime(), QDateTime::currentDateTimeUtc()),
                   index.data(ChangeSetModel::SubjectRole).toString().simplified());
    painter->drawText(second, Qt::AlignVCenter, metrics.elidedText(about, Qt::ElideRight, second.width()));
    painter->restore();
}

QSize SetDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {120, QFontMetrics(option.font).height() * 2 + 18};
}

} // namespace hsf::ui
