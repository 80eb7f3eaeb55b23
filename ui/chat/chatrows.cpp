// SPDX-License-Identifier: MIT
#include "ui/chat/chatrows.h"

#include "models/sessionmodel.h"
#include "models/words.h"
#include "ui/parts/theme.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

namespace hsf::ui {

using models::SessionModel;

namespace {

constexpr int room = 7, margin = 8;

bool beginsSection(const QModelIndex &index)
{
    return index.row() == 0 || index.siblingAtRow(index.row() - 1).data(SessionModel::SectionRole) != index.data(SessionModel::SectionRole);
}

int headingHeight(const QStyleOptionViewItem &option) { return option.fontMetrics.height() + 14; }

QFont smaller(const QFont &font, bool bold = false)
{
    QFont small = font;
    small.setPointSizeF(font.pointSizeF() * 0.9);
    small.setBold(bold);
    return small;
}

void paintGround(QPainter *painter, const QStyleOptionViewItem &option, const QRect &rect)
{
    const Colours &c = colours();
    const bool selected = option.state & QStyle::State_Selected;
    if (!selected && !(option.state & QStyle::State_MouseOver) && !(option.state & QStyle::State_HasFocus))
        return;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(option.state & QStyle::State_HasFocus ? QPen(c.accent) : QPen(Qt::NoPen));
    painter->setBrush(selected ? c.accentSoft : option.state & QStyle::State_MouseOver ? c.hover : QColor(Qt::transparent));
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace

void ChatRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &c = colours();
    painter->save();
    QRect rect = option.rect;
    if (beginsSection(index)) {
        painter->setFont(smaller(option.font, true));
        painter->setPen(c.dim);
        const QRect heading(rect.left() + margin, rect.top(), rect.width() - 2 * margin, headingHeight(option) - 4);
        painter->drawText(heading, Qt::AlignLeft | Qt::AlignBottom,
                          painter->fontMetrics().elidedText(index.data(SessionModel::SectionRole).toString(), Qt::ElideRight, heading.width()));
        rect.setTop(rect.top() + headingHeight(option));
    }
    paintGround(painter, option, rect);
    painter->setFont(option.font);
    painter->setPen(c.text);
    const QRect words = rect.adjusted(margin, 0, -margin, 0);
    painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
                      option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, words.width()));
    painter->restore();
}

QSize ChatRowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int row = option.fontMetrics.height() + 2 * room;
    return {100, row + (beginsSection(index) ? headingHeight(option) : 0)};
}

void HitModel::setHits(const QList<journal::SearchHit> &hits)
{
    beginResetModel();
    m_hits = hits;
    endResetModel();
}

const journal::SearchHit *HitModel::hitAt(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_hits.size() ? &m_hits.at(index.row()) : nullptr;
}

QVariant HitModel::data(const QModelIndex &index, int role) const
{
    const journal::SearchHit *hit = hitAt(index);
    if (!hit)
        return {};
    const QString title = hit->title.isEmpty() ? tr("New chat") : hit->title;
    const QString who = hit->role == chat::Role::User ? tr("You") : hit->role == chat::Role::Tool ? tr("Tool") : tr("Agent");
    switch (role) {
    case Qt::DisplayRole:
        return title;
    case Qt::ToolTipRole:
        return tr("%1\n%2, message %3 · %4").arg(title, who).arg(hit->number).arg(models::momentWords(hit->time));
    case Qt::AccessibleTextRole:
        return tr("%1, %2: %3").arg(title, who, hit->snippet);
    default:
        return {};
    }
}

void HitDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const journal::SearchHit *hit = m_model.hitAt(index);
    if (!hit)
        return;
    const Colours &c = colours();
    painter->save();
    paintGround(painter, option, option.rect);
    const QRect words = option.rect.adjusted(margin, room, -margin, -room);
    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    painter->setFont(smaller(option.font));
    painter->setPen(c.dim);
    const QString when = models::agoWords(hit->time, QDateTime::currentDateTimeUtc());
    const int whenWidth = painter->fontMetrics().horizontalAdvance(when);
    painter->drawText(words, Qt::AlignTop | Qt::AlignRight, when);
    painter->setFont(bold);
    painter->setPen(c.text);
    const int titleWidth = words.width() - whenWidth - margin;
    painter->drawText(QRect(words.topLeft(), QSize(titleWidth, painter->fontMetrics().height())), Qt::AlignLeft,
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, titleWidth));
    QTextLayout layout(hit->snippet, option.font);
    QList<QTextLayout::FormatRange> marks;
    for (const auto &[from, length] : hit->marks) {
        QTextCharFormat format;
        format.setBackground(c.warningSoft);
        format.setForeground(c.text);
        format.setFontWeight(QFont::DemiBold);
        marks.append({from, length, format});
    }
    layout.setFormats(marks);
    layout.beginLayout();
    int y = 0;
    for (int line = 0; line < 2; ++line) {
        QTextLine made = layout.createLine();
        if (!made.isValid())
            break;
        made.setLineWidth(words.width());
        made.setPosition({0, double(y)});
        y += int(std::ceil(made.height()));
    }
    layout.endLayout();
    painter->setPen(c.dim);
    layout.draw(painter, words.topLeft() + QPointF(0, QFontMetrics(bold).height() + 2));
    painter->restore();
}

QSize HitDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {100, option.fontMetrics.height() * 3 + 2 * room + 4};
}

} // namespace hsf::ui
