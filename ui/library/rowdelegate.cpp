// SPDX-License-Identifier: MIT
#include "ui/library/rowdelegate.h"

#include "models/skilllist.h"
#include "models/words.h"
#include "ui/parts/chips.h"
#include "ui/parts/theme.h"

#include <QLocale>
#include <QPainter>

namespace hsf::ui {

using models::SkillList;
using models::SkillModel;

namespace {

struct RowChip {
    QString text;
    Tone tone = Tone::Plain;
};

// The most telling first; what does not fit is left out from the end.
QList<RowChip> chipsOf(const QModelIndex &index)
{
    QList<RowChip> chips;
    switch (models::SkillMark(index.data(SkillModel::MarkRole).toInt())) {
    case models::SkillMark::New:
        chips.append({RowDelegate::tr("new"), Tone::Ok});
        break;
    case models::SkillMark::Changed:
        chips.append({RowDelegate::tr("changed"), Tone::Ok});
        break;
    case models::SkillMark::None:
        break;
    }
    if (const int problems = index.data(SkillModel::ProblemsRole).toInt(); problems > 0)
        chips.append({RowDelegate::tr("%n problem(s)", nullptr, problems), Tone::Error});
    const auto stage = changes::Stage(index.data(SkillModel::StageRole).toInt());
    if (stage != changes::Stage::Active)
        chips.append({models::stageWord(stage),
                      stage == changes::Stage::Stale       ? Tone::Warning
                          : stage == changes::Stage::Trial ? Tone::Accent
                                                           : Tone::Plain});
    if (const QString source = index.data(SkillModel::SourceRole).toString(); !source.isEmpty())
        chips.append({RowDelegate::tr("read-only, %1").arg(library::sourceName(source)), Tone::Plain});
    const auto origin = changes::Origin(index.data(SkillModel::OriginRole).toInt());
    if (origin != changes::Origin::Unknown)
        chips.append({models::originWord(origin), Tone::Plain});
    return chips;
}

void paintGround(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const Colours &c = colours();
    const QRectF rect = QRectF(option.rect).adjusted(4, 1, -4, -1);
    painter.setPen(Qt::NoPen);
    const auto fill = [&](const QColor &colour) {
        painter.setBrush(colour);
        painter.drawRoundedRect(rect, 6, 6);
    };
    const qint64 age = index.data(SkillModel::GlowRole).toLongLong();
    if (option.state & QStyle::State_Selected)
        fill(c.accentSoft);
    else if (option.state & QStyle::State_MouseOver)
        fill(c.hover);
    if (age >= 0 && age < RowDelegate::glowMilliseconds && !reducedMotion()) {
        QColor glow = c.glow;
        glow.setAlphaF(1.0f - float(age) / RowDelegate::glowMilliseconds);
        fill(glow);
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(c.accent, 2));
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6);
    }
}

// From the right edge to the left; the room left for the name.
int paintChips(QPainter &painter, const QRect &line, const QModelIndex &index, const QFont &font, int nameWidth)
{
    int right = line.right();
    for (const RowChip &chip : chipsOf(index)) {
        const int width = chipSize(chip.text, font).width();
        if (right - width - 8 < line.left() + std::min(nameWidth, line.width() / 2))
            break;
        paintChip(painter, right - width, line.center().y(), chip.text, chip.tone, font);
        right -= width + 4;
    }
    return right - 4 - line.left();
}

/// A category's or source's line: an arrow, its name and how many, what it is about below.
void paintGroup(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QFontMetrics metrics(option.font);
    const QRect inner = option.rect.adjusted(10, 7, -14, -7);
    const bool closed = index.data(SkillList::CollapsedRole).toBool();
    const int arrow = metrics.height() - 2;
    const QString about = index.data(SkillModel::DescriptionRole).toString();
    // Without a second line the first stands lower, near what it heads.
    const int top = about.isEmpty() ? inner.bottom() - metrics.height() + 1 : inner.top();
    themedIcon(closed ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down")).paint(&painter, QRect(inner.left(), top + 1, arrow, arrow));
    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics boldMetrics(bold);
    const QString count = QLocale().toString(index.data(SkillList::GroupCountRole).toInt());
    const int left = inner.left() + arrow + 6;
    const int room = inner.right() - left - metrics.horizontalAdvance(count) - 8;
    const QString name = boldMetrics.elidedText(index.data(SkillModel::NameRole).toString(), Qt::ElideMiddle, room);
    painter.setFont(bold);
    painter.setPen(colours().dim);
    painter.drawText(QRect(left, top, room, metrics.height()), Qt::AlignVCenter, name);
    painter.setFont(option.font);
    painter.drawText(QRect(left + boldMetrics.horizontalAdvance(name) + 8, top, metrics.horizontalAdvance(count) + 2, metrics.height()),
                     Qt::AlignVCenter, count);
    if (!about.isEmpty())
        painter.drawText(QRect(left, inner.bottom() - metrics.height() + 1, inner.right() - left, metrics.height()), Qt::AlignVCenter,
                         metrics.elidedText(about, Qt::ElideRight, inner.right() - left));
}

} // namespace

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setClipRect(option.rect);
    paintGround(*painter, option, index);
    if (index.data(SkillList::IsGroupRole).toBool()) {
        paintGroup(*painter, option, index);
        painter->restore();
        return;
    }
    const QFontMetrics metrics(option.font);
    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    const QRect inner = option.rect.adjusted(14, 7, -14, -7);
    const QRect first(inner.left(), inner.top(), inner.width(), metrics.height());
    const QRect second(inner.left(), inner.bottom() - metrics.height() + 1, inner.width(), metrics.height());

    const QString name = index.data(SkillModel::NameRole).toString();
    const bool pinned = index.data(SkillModel::PinnedRole).toBool();
    const int pinWidth = pinned ? metrics.height() + 4 : 0;
    const int room = paintChips(*painter, first, index, option.font, m_lines.widthOf(name, bold) + pinWidth);
    int x = first.left();
    painter->setPen(colours().text);
    x += m_lines.paint(*painter, QRect(x, first.top(), room - pinWidth, first.height()), bold, name) + 6;
    if (pinned) {
        themedIcon(QStringLiteral("pin"))
            .paint(painter, QRect(x, first.top() + 2, metrics.height() - 4, metrics.height() - 4));
        x += pinWidth;
    }
    painter->setPen(colours().dim);
    const int rest = first.left() + room - x;
    const QString category = index.data(SkillModel::CategoryRole).toString();
    const bool hit = index.data(SkillList::MarksRole).isValid(); // else the category stands above
    if (hit && !category.isEmpty() && rest > 40)
        m_lines.paint(*painter, QRect(x, first.top(), rest, first.height()), option.font, category);
    if (const QString snippet = index.data(SkillList::SnippetRole).toString(); !snippet.isEmpty()) {
        m_lines.paintMarked(*painter, second, option.font, snippet, index.data(SkillList::MarksRole).value<QList<library::SearchMark>>());
        painter->restore();
        return;
    }
    const QString description = index.data(SkillModel::DescriptionRole).toString().simplified();
    m_lines.paint(*painter, second, option.font, description);
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {120, QFontMetrics(option.font).height() * 2 + 18};
}

} // namespace hsf::ui
