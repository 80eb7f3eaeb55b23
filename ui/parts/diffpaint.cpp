// SPDX-License-Identifier: MIT
//
// The painting of a DiffCanvas: what is visible, in runs of one ground and one colour.
#include "ui/parts/diffcanvas.h"

#include "diff/find.h"
#include "ui/parts/theme.h"

#include <QPainter>
#include <QPaintEvent>
#include <QScrollBar>
#include <QStyle>
#include <QStyleOptionButton>

namespace hsf::ui {

using RowKind = diff::Row::Kind;
using LineKind = DiffLine::Kind;

void DiffCanvas::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const QRect seen = event->rect();
    painter.setFont(m_font);
    if (m_sections.empty())
        return painter.fillRect(seen, colours().base);
    // Lines bring their own ground; what is between and below them is filled here, so that no pixel is filled twice.
    const auto fill = [&](int top, int bottom) {
        painter.fillRect(QRect(seen.left(), top, seen.width(), bottom - top).intersected(seen), colours().base);
    };
    for (int file = fileAt(event->rect().top()); file <= fileAt(event->rect().bottom()); ++file) {
        const DiffSection &section = m_sections[size_t(file)];
        const int top = m_tops[size_t(file)] - verticalScrollBar()->value();
        const int bottom = m_tops[size_t(file) + 1] - verticalScrollBar()->value();
        const int lines = int(section.lines().size());
        fill(lines == 0 ? top : lineRect(file, lines - 1).bottom() + 1, file + 1 == int(m_sections.size()) ? seen.bottom() + 1 : bottom);
        if (const QRect head = lineRect(file, -1); head.intersects(event->rect()))
            paintHead(painter, file, head);
        if (section.lines().isEmpty() && section.state() != DiffSection::State::Ready) {
            painter.setPen(colours().dim);
            painter.drawText(QPointF(gutter(0), top + m_grid.head + 2 + m_ascent), tr("Reading …"));
        }
        const int last = section.lineAt(event->rect().bottom() - top);
        for (int line = std::max(0, section.lineAt(event->rect().top() - top)); line <= last; ++line)
            paintLine(painter, file, line, event->rect());
    }
    m_sheet.draw(painter);
}

void DiffCanvas::paintPlain(QPainter &painter, const QColor &ink, const QPointF &baseline, QStringView text)
{
    if (m_sheet.add(ink.rgb(), baseline, text))
        return;
    painter.setPen(ink);
    painter.drawText(baseline, text.toString());
}

void DiffCanvas::paintHead(QPainter &painter, int file, const QRect &rect)
{
    const Colours &c = colours();
    painter.fillRect(rect, c.window);
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(c.text);
    const QRect place = rect.adjusted(12, 0, -8, 0);
    painter.drawText(place, Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_sections[size_t(file)].head(), Qt::ElideMiddle, place.width()));
    painter.setFont(m_font);
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), c.line);
    if (file > 0)
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), c.line);
}

QColor DiffCanvas::groundOf(const DiffSection &section, const DiffLine &line, int side) const
{
    const Colours &c = colours();
    if (line.kind == LineKind::Fold || line.kind == LineKind::Opened || line.kind == LineKind::Guard)
        return c.window;
    const DiffCell &cell = line.cells[side];
    if (cell.row < 0) // nothing on this side
        return m_grid.sides && cell.note.isEmpty() ? c.window : c.base;
    const RowKind kind = section.rows().at(cell.row).kind;
    return kind == RowKind::Removed ? c.removed : kind == RowKind::Added ? c.added : c.base;
}

void DiffCanvas::paintLine(QPainter &painter, int file, int index, const QRect &seen)
{
    const DiffSection &section = m_sections[size_t(file)];
    const DiffLine &line = section.lines().at(index);
    const QRect rect = lineRect(file, index);
    const bool both
        = !m_grid.sides || line.kind == LineKind::Fold || line.kind == LineKind::Opened || line.kind == LineKind::Guard;
    for (int side = 0; side < (both ? 1 : 2); ++side) {
        const QRect cell(cellLeft(side), rect.top(), both ? rect.width() : cellWidth(side), rect.height());
        painter.fillRect(cell, groundOf(section, line, side));
        if (line.kind == LineKind::Row)
            paintGutter(painter, section, line, side, cell);
        paintText(painter, file, index, side, cell, seen);
    }
    if (!both)
        painter.fillRect(QRect(cellLeft(1), rect.top(), 1, rect.height()), colours().line);
    if (line.hunk >= 0 && m_current == Place{file, line.hunk})
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colours().accent);
    if (m_choosable && (line.startsHunk || line.kind == LineKind::Fold) && line.hunk >= 0)
        paintTick(painter, file, line, rect);
}

QRect DiffCanvas::tickRect(const QRect &line) const
{
    const int side = std::min(m_grid.line - 4, 18);
    return {line.left() + 8, line.top() + (m_grid.line - side) / 2, side, side};
}

void DiffCanvas::paintTick(QPainter &painter, int file, const DiffLine &line, const QRect &rect)
{
    QStyleOptionButton tick;
    tick.initFrom(this);
    tick.rect = tickRect(rect);
    tick.state = QStyle::State_Enabled | (isChosen({file, line.hunk}) ? QStyle::State_On : QStyle::State_Off);
    style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &tick, &painter, this);
}

void DiffCanvas::paintGutter(QPainter &painter, const DiffSection &section, const DiffLine &line, int side,
                             const QRect &rect)
{
    if (line.cells[side].row < 0)
        return;
    const diff::Row &row = section.rows().at(line.cells[side].row);
    const Colours &c = colours();
    const qreal baseline = rect.top() + 2 + m_ascent;
    const QColor ink = row.kind == RowKind::Context ? c.dim : c.text;
    const auto number = [&](int value, qreal column) {
        if (value <= 0)
            return;
        const QString digits = QString::number(value);
        paintPlain(painter, ink, QPointF(rect.left() + column + (m_digits - digits.size()) * m_column, baseline), digits);
    };
    const qreal start = 8 + (m_choosable && side == 0 ? m_grid.line + 4 : 0);
    if (m_grid.sides) {
        number(side == 0 ? row.oldLine : row.newLine, start);
    } else {
        number(row.oldLine, start);
        number(row.newLine, start + (m_digits + 1) * m_column);
    }
    const qreal sign = rect.left() + gutter(side) - 1.75 * m_column;
    if (row.kind == RowKind::Added || row.kind == RowKind::Removed) {
        const bool added = row.kind == RowKind::Added;
        paintPlain(painter, added ? c.addedText : c.removedText, QPointF(sign, baseline), added ? u"+" : u"−");
    } else if (row.was) {
        paintPlain(painter, c.dim, QPointF(sign, baseline), u"~");
    }
}

/// Of a stretch of a line: what lies under and above each character.
std::vector<DiffCanvas::Ink> DiffCanvas::inksOf(int file, int index, int side, const QString &text, int start,
                                                int end) const
{
    const Colours &c = colours();
    const DiffSection &section = m_sections[size_t(file)];
    const DiffLine &line = section.lines().at(index);
    const DiffCell &cell = line.cells[side];
    const bool plain = cell.row >= 0 && cell.note.isEmpty();
    std::vector<Ink> inks(size_t(end - start), Ink{0, (plain ? c.text : c.dim).rgb()});
    const auto over = [&](int from, int to, auto paint) {
        for (int i = std::max(from, start); i < std::min(to, end); ++i)
            paint(inks[size_t(i - start)]);
    };
    if (plain) {
        const diff::Row &row = section.rows().at(cell.row);
        const bool dark = &c == &darkColours();
        for (const ColourSpan &span : section.coloursOf(cell))
            over(span.start, span.start + span.length, [&](Ink &ink) { ink.text = dark ? span.dark : span.light; });
        const QRgb mark = (row.kind == RowKind::Removed ? c.removedMark : c.addedMark).rgb();
        for (const diff::Mark &each : row.marks)
            over(each.start, each.start + each.length, [&](Ink &ink) { ink.ground = mark; });
    }
    if (!m_sought.isEmpty() && plain) {
        const int from = std::max(0, start - int(m_sought.size()));
        for (const diff::Mark &found : diff::findIn(text.mid(from, end - from + m_sought.size()), m_sought))
            over(from + found.start, from + found.start + found.length, [&](Ink &ink) { ink.ground = c.glow.rgb(); });
    }
    if (m_anchor != m_head && (!m_grid.sides || side == m_side)) {
        const auto [from, to] = std::minmax(m_anchor, m_head);
        const Spot first{file, index, 0};
        const int begin = from < first ? 0 : from.file == file && from.line == index ? from.offset : end;
        const int stop = to.file == file && to.line == index ? to.offset : to < first ? 0 : end;
        over(begin, stop, [&](Ink &ink) { ink.ground = c.accentSoft.rgb(); });
    }
    return inks;
}

void DiffCanvas::paintText(QPainter &painter, int file, int index, int side, const QRect &rect, const QRect &seen)
{
    const DiffSection &section = m_sections[size_t(file)];
    const DiffCell &cell = section.lines().at(index).cells[side];
    const QString text = section.textOf(cell);
    if (text.isEmpty())
        return;
    const int left = rect.left() + gutter(side);
    const int scrolled
        = cell.breaks.isEmpty() && cell.row >= 0 && cell.note.isEmpty() ? horizontalScrollBar()->value() : 0;
    const int firstLine = std::max(0, (seen.top() - rect.top()) / m_grid.line);
    const int lastLine = std::min(int(cell.breaks.size()), (seen.bottom() - rect.top()) / m_grid.line);
    const bool clipped = scrolled > 0 || !m_grid.wrap;
    if (clipped) {
        m_sheet.draw(painter); // what came before is outside
        painter.save();
        painter.setClipRect(QRect(left - 1, rect.top(), rect.right() - left + 1, rect.height()));
    }
    for (int wrapped = firstLine; wrapped <= lastLine; ++wrapped) {
        int start = wrapped == 0 ? 0 : cell.breaks.at(wrapped - 1);
        int end = wrapped < cell.breaks.size() ? cell.breaks.at(wrapped) : int(text.size());
        const qreal y = rect.top() + wrapped * m_grid.line;
        int column = 0;
        const auto width = [&](int at) {
            const bool pair = text.at(at).isHighSurrogate() && at + 1 < text.size();
            return columnsOf(pair ? QChar::surrogateToUcs4(text.at(at), text.at(at + 1)) : text.at(at).unicode(),
                             column);
        };
        while (start < end && (column + 8) * m_column < scrolled) { // left of what is seen
            const bool pair = text.at(start).isHighSurrogate() && start + 1 < end;
            column += width(start);
            start += pair ? 2 : 1;
        }
        if (!m_grid.wrap && cell.breaks.isEmpty()) // and right of it
            end = std::min(end, start + int((rect.width() / m_column + 16)));
        const std::vector<Ink> inks = inksOf(file, index, side, text, start, end);
        for (int from = start; from < end;) { // runs of one ink, cut at tabs and at what is not one column wide
            const Ink ink = inks[size_t(from - start)];
            const int at = column;
            int stop = from;
            bool single = false;
            do {
                const bool pair = text.at(stop).isHighSurrogate() && stop + 1 < end;
                const int columns = width(stop);
                single = columns != 1;
                if (single && stop > from)
                    break;
                column += columns;
                stop += pair ? 2 : 1;
            } while (!single && stop < end && inks[size_t(stop - start)] == ink);
            while (stop < end && !text.at(stop).isLowSurrogate() && text.at(stop).unicode() >= 0x300
                   && width(stop) == 0) // accents go with their letter
                ++stop;
            const QRectF box(left + at * m_column - scrolled, y, (column - at) * m_column, m_grid.line);
            if (ink.ground)
                painter.fillRect(box, QColor::fromRgb(ink.ground));
            if (text.at(from) != u'\t')
                paintPlain(painter, QColor::fromRgb(ink.text), QPointF(box.left(), y + 2 + m_ascent), QStringView(text).sliced(from, stop - from));
            from = stop;
        }
    }
    if (clipped) {
        m_sheet.draw(painter);
        painter.restore();
    }
}

} // namespace hsf::ui
