// SPDX-License-Identifier: MIT
#include "ui/changes/setdelegate.h"

#include "models/changesetmodel.h"
#include "models/words.h"
#include "ui/changes/setwords.h"
#include "ui/parts/theme.h"

#include <QPainter>

namespace hsf::ui {

using models::ChangeSetModel;

namespace {

int headingHeight(const QModelIndex &index, const QFont &font)
{
    return index.data(ChangeSetModel::GroupRole).toString().isEmpty() ? 0 : QFontMetrics(font).height() + 12;
}

void paintHeading(QPainter &painter, const QRect &rect, const QString &words, const QFont &font)
{
    painter.setFont(font);
    painter.setPen(colours().dim);
    painter.drawText(rect.adjusted(14, 6, -14, -2), Qt::AlignVCenter,
                     QFontMetrics(font).elidedText(words, Qt::ElideRight, rect.width() - 28));
}

} // namespace

void SetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &c = colours();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setClipRect(option.rect);
    const int heading = headingHeight(index, option.font);
    if (heading > 0)
        paintHeading(*painter, option.rect.adjusted(0, 0, 0, heading - option.rect.height()),
                     index.data(ChangeSetModel::GroupRole).toString(), option.font);
    const QRect row = option.rect.adjusted(0, heading, 0, 0);
    const QRectF ground = QRectF(row).adjusted(4, 1, -4, -1);
    painter->setPen(option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange
                        ? QPen(c.accent, 2)
                        : QPen(Qt::NoPen));
    const bool selected = option.state & QStyle::State_Selected;
    painter->setBrush(selected                                     ? QBrush(c.accentSoft)
                          : option.state & QStyle::State_MouseOver ? QBrush(c.hover)
                                                                   : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(ground, 6, 6);

    const QFontMetrics metrics(option.font);
    const QRect inner = row.adjusted(14, 7, -14, -7);
    const QRect first(inner.left(), inner.top(), inner.width(), metrics.height());
    const QRect second(inner.left(), inner.bottom() - metrics.height() + 1, inner.width(), metrics.height());
    int right = first.right();
    const auto chip = [&](const QString &words, Tone tone) {
        right -= chipSize(words, option.font).width();
        paintChip(*painter, right, first.center().y(), words, tone, option.font);
        right -= 6;
    };
    const auto state = changes::State(index.data(ChangeSetModel::StateRole).toInt());
    chip(models::stateWord(state), stateTone(state));
    const auto risk = models::Risk(index.data(ChangeSetModel::RiskRole).toInt());
    const bool open = state == changes::State::Held || state == changes::State::Outdated;
    if (open && risk != models::Risk::Low)
        chip(models::riskWord(risk), riskTone(risk));

    // Under a heading the skill is said already; then the row begins with what is wanted.
    const bool grouped = index.data(ChangeSetModel::IsGroupedRole).toBool();
    const QString subject = index.data(ChangeSetModel::SubjectRole).toString().simplified();
    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    painter->setPen(c.text);
    painter->drawText(
        first, Qt::AlignVCenter,
        QFontMetrics(bold).elidedText(grouped ? subject : index.data(ChangeSetModel::TargetRole).toString(),
                                      Qt::ElideRight, right - first.left() - 2));
    painter->setFont(option.font);
    painter->setPen(c.dim);
    const QString when
        = models::agoWords(index.data(ChangeSetModel::TimeRole).toDateTime(), QDateTime::currentDateTimeUtc());
    QStringList about{index.data(ChangeSetModel::AuthorRole).toString(), when};
    if (!grouped)
        about.append(subject);
    painter->drawText(second, Qt::AlignVCenter,
                      metrics.elidedText(about.join(QStringLiteral(" · ")), Qt::ElideRight, second.width()));
    painter->restore();
}

QSize SetDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {120, QFontMetrics(option.font).height() * 2 + 18 + headingHeight(index, option.font)};
}

} // namespace hsf::ui
