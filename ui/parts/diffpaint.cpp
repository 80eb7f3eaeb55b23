// SPDX-License-Identifier: MIT
#include "ui/parts/diffcanvas.h"

#include "ui/parts/theme.h"

#include <QPainter>
#include <QPaintEvent>
#include <QScrollBar>
#include <QStyle>
#include <QStyleOptionButton>

namespace hsf::ui {

using Kind = diff::Row::Kind;

static QColor ground(const DiffItem &item)
{
    const Colours &c = colours();
    if (item.kind == DiffItem::Kind::Head || item.row.kind == Kind::Fold)
        return c.window;
    if (item.kind == DiffItem::Kind::Note)
        return c.base;
    return item.row.kind == Kind::Removed ? c.removed : item.row.kind == Kind::Added ? c.added : c.base;
}

void DiffCanvas::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), colours().base);
    painter.setFont(m_font);
    if (m_items.isEmpty())
        return;
    const int last = itemAt(event->rect().bottom());
    for (int item = itemAt(event->rect().top()); item <= last; ++item)
        paintItem(painter, item);
}

void DiffCanvas::paintItem(QPainter &painter, int index)
{
    const DiffItem &item = m_items.at(index);
    const QRect rect = itemRect(index);
    painter.fillRect(rect, ground(item));
    if (item.kind == DiffItem::Kind::Head) {
        QFont bold = font();
        bold.setBold(true);
        painter.setFont(bold);
        painter.setPen(colours().text);
        painter.drawText(rect.adjusted(12, 0, -8, 0), Qt::AlignVCenter | Qt::TextWrapAnywhere, item.text);
        painter.setFont(m_font);
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours().line);
        return;
    }
    if (m_current >= 0 && hunkOf(index) == m_current)
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colours().accent);
    if (item.kind == DiffItem::Kind::Row)
        paintGutter(painter, index, rect);
    paintText(painter, index, rect);
}

QRect DiffCanvas::tickRect(int item) const
{
    const QRect rect = itemRect(item);
    const int side = std::min(m_line - 4, 18);
    return {rect.left() + 8, rect.top() + (m_line - side) / 2, side, side};
}

void DiffCanvas::paintGutter(QPainter &painter, int index, const QRect &rect)
{
    const DiffItem &item = m_items.at(index);
    const Colours &c = colours();
    if (m_choosable && item.startsHunk) {
        QStyleOptionButton tick;
        tick.initFrom(this);
        tick.rect = tickRect(index);
        tick.state = QStyle::State_Enabled | (m_chosen.contains(hunkOf(index)) ? QStyle::State_On : QStyle::State_Off);
        style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &tick, &painter, this);
    }
    const auto number = [&](int line, qreal column) {
        if (line > 0 && item.row.kind != Kind::Fold)
            painter.drawText(QRectF(column, rect.top(), m_digits * m_column, m_line), Qt::AlignRight | Qt::AlignVCenter,
                             QString::number(line));
    };
    const qreal start = 8 + (m_choosable ? m_line + 4 : 0);
    painter.setPen(item.row.kind == Kind::Context ? c.dim : c.text);
    number(item.row.oldLine, start);
    number(item.row.newLine, start + (m_digits + 1) * m_column);
    if (item.row.kind != Kind::Added && item.row.kind != Kind::Removed)
        return;
    const bool added = item.row.kind == Kind::Added;
    painter.setPen(added ? c.addedText : c.removedText);
    painter.drawText(QRectF(gutterWidth() - 1.75 * m_column, rect.top(), m_column, m_line), Qt::AlignVCenter,
                     added ? QStringLiteral("+") : QStringLiteral("−"));
}

void DiffCanvas::paintText(QPainter &painter, int index, const QRect &rect)
{
    const DiffItem &item = m_items.at(index);
    const Colours &c = colours();
    const auto [from, to] = std::minmax(m_anchor, m_head);
    const auto inside = [](int at, int start, int end) { return at >= start && at < end; };
    const QColor mark = item.row.kind == Kind::Removed ? c.removedMark : c.addedMark;
    const bool plain = item.kind == DiffItem::Kind::Row && item.row.kind != Kind::Fold;
    for (int line = 0; line < lineCount(index); ++line) {
        const int start = line == 0 ? 0 : item.breaks.at(line - 1);
        const int end = line < item.breaks.size() ? item.breaks.at(line) : int(item.text.size());
        const int y = rect.top() + line * m_line;
        int column = 0;
        for (int at = start; at < end;) { // runs of one background, cut at tabs and at what is not one column wide
            const auto groundAt = [&](int place) -> QColor {
                const Spot spot{index, place};
                if (from != to && spot >= from && spot < to)
                    return c.accentSoft;
                const bool marked = std::ranges::any_of(
                    item.row.marks, [&](const diff::Mark &m) { return inside(place, m.start, m.start + m.length); });
                return marked ? mark : QColor();
            };
            const QColor under = groundAt(at);
            int stop = at, columns = 0;
            do {
                const bool pair = item.text.at(stop).isHighSurrogate() && stop + 1 < end;
                const char32_t ch = pair ? QChar::surrogateToUcs4(item.text.at(stop), item.text.at(stop + 1))
                                         : item.text.at(stop).unicode();
                columns += columnsOf(ch, column + columns);
                stop += pair ? 2 : 1;
            } while (stop < end && item.text.at(stop) != u'\t' && item.text.at(stop - 1) != u'\t'
                     && groundAt(stop) == under);
            const QRectF box(gutterWidth() + column * m_column, y, columns * m_column, m_line);
            if (under.isValid())
                painter.fillRect(box, under);
            painter.setPen(plain ? c.text : c.dim);
            painter.drawText(QRectF(box.topLeft(), QSizeF(box.width() + 4 * m_column, m_line)),
                             Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip,
                             item.text.mid(at, stop - at).replace(u'\t', u' '));
            column += columns;
            at = stop;
        }
    }
}

} // namespace hsf::ui
