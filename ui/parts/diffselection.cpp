// SPDX-License-Identifier: MIT
//
// What a DiffCanvas does with mouse and keyboard: folds, ticks, and a selection that stays on one side.
#include "ui/parts/diffcanvas.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>

namespace hsf::ui {

using RowKind = diff::Row::Kind;
using LineKind = DiffLine::Kind;

DiffCanvas::Spot DiffCanvas::spotAt(const QPoint &point, int side) const
{
    const At under = at(point.y());
    if (under.file < 0)
        return {};
    if (under.line < 0)
        return {under.file, 0, 0};
    const DiffSection &section = m_sections[size_t(under.file)];
    const DiffCell &cell = section.lines().at(under.line).cells[side];
    const QString text = section.textOf(cell);
    const int wrapped
        = std::clamp((point.y() - lineRect(under.file, under.line).top()) / m_grid.line, 0, int(cell.breaks.size()));
    const int start = wrapped == 0 ? 0 : cell.breaks.at(wrapped - 1);
    const int end = wrapped < cell.breaks.size() ? cell.breaks.at(wrapped) : int(text.size());
    const int x
        = point.x() - cellLeft(side) - gutter(side) + (cell.breaks.isEmpty() ? horizontalScrollBar()->value() : 0);
    const int wanted = int(std::lround(x / m_column));
    int column = 0, offset = start;
    while (offset < end && column < wanted) {
        const bool pair = text.at(offset).isHighSurrogate() && offset + 1 < end;
        column += columnsOf(
            pair ? QChar::surrogateToUcs4(text.at(offset), text.at(offset + 1)) : text.at(offset).unicode(), column);
        offset += pair ? 2 : 1;
    }
    return {under.file, under.line, offset};
}

bool DiffCanvas::isClickable(const DiffLine &line) const
{
    return line.kind == LineKind::Fold || line.kind == LineKind::Opened || line.kind == LineKind::Guard;
}

void DiffCanvas::click(const At &under, const QPoint &point)
{
    const DiffLine line = m_sections[size_t(under.file)].lines().at(under.line);
    const Place place{under.file, line.hunk};
    m_untouched = false;
    if (m_choosable && line.hunk >= 0 && point.x() < gutter(0)) {
        toggle(place);
    } else if (isClickable(line)) {
        m_anchor = m_head = {};
        if (line.kind == LineKind::Guard)
            Q_EMIT guardClicked(under.file);
        else
            change(under.file, [&](DiffSection &section) { section.setOpen(line.fold, line.kind == LineKind::Fold); });
        return;
    }
    if (line.hunk >= 0 && place != m_current)
        goTo(place);
}

void DiffCanvas::mousePressEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    const At under = at(point.y());
    if (event->button() != Qt::LeftButton || under.file < 0)
        return;
    const bool extends = event->modifiers() & Qt::ShiftModifier && m_anchor.file >= 0;
    if (!extends) {
        m_side = sideAt(point.x());
        m_anchor = spotAt(point, m_side);
    }
    m_head = spotAt(point, m_side);
    if (under.line >= 0 && !extends)
        click(under, point);
    viewport()->update();
}

void DiffCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    const At under = at(point.y());
    const bool onLine = under.file >= 0 && under.line >= 0;
    const bool clickable = onLine && isClickable(m_sections[size_t(under.file)].lines().at(under.line));
    const int side = sideAt(point.x());
    viewport()->setCursor(clickable                                       ? Qt::PointingHandCursor
                              : point.x() > cellLeft(side) + gutter(side) ? Qt::IBeamCursor
                                                                          : Qt::ArrowCursor);
    if (!(event->buttons() & Qt::LeftButton) || m_anchor.file < 0)
        return;
    m_head = spotAt(point, m_side);
    if (point.y() < 0 || point.y() > viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + (point.y() < 0 ? -m_grid.line : m_grid.line));
    viewport()->update();
}

void DiffCanvas::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    if (event->key() == Qt::Key_Space && m_choosable)
        return toggle(m_current);
    m_untouched = false;
    if (event->key() == Qt::Key_Home)
        return verticalScrollBar()->setValue(0);
    if (event->key() == Qt::Key_End)
        return verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    QAbstractScrollArea::keyPressEvent(event);
}

void DiffCanvas::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void DiffCanvas::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void DiffCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    Place place = m_current;
    if (event->reason() != QContextMenuEvent::Keyboard) {
        const At under = at(event->pos().y());
        const bool onLine = under.file >= 0 && under.line >= 0;
        place = {under.file, onLine ? m_sections[size_t(under.file)].lines().at(under.line).hunk : -1};
        if (place.hunk >= 0 && place != m_current)
            goTo(place);
    }
    Q_EMIT menuRequested(place.file, place.hunk, event->globalPos());
}

void DiffCanvas::fillMenu(QMenu &menu)
{
    menu.addAction(tr("Copy"), QKeySequence::Copy, this, &DiffCanvas::copy)->setEnabled(m_anchor != m_head);
    menu.addAction(tr("Select All"), QKeySequence::SelectAll, this, &DiffCanvas::selectAll);
}

// In two columns: the side in use.
void DiffCanvas::selectAll()
{
    if (m_sections.empty())
        return;
    if (m_grid.sides && m_anchor.file < 0)
        m_side = 1;
    const DiffSection &last = m_sections.back();
    m_anchor = {0, 0, 0};
    m_head = {int(m_sections.size()) - 1, int(last.lines().size()), 0};
    viewport()->update();
}

QStringList DiffCanvas::selectedIn(int file, const Spot &from, const Spot &to, bool old) const
{
    const DiffSection &section = m_sections[size_t(file)];
    if (section.state() == DiffSection::State::Unread || section.state() == DiffSection::State::Waiting) {
        const QByteArray &bytes = old ? m_files.at(file).before : m_files.at(file).after; // as it will be shown
        return bytes.isEmpty() ? QStringList() : QString::fromUtf8(bytes).chopped(bytes.endsWith('\n')).split(u'\n');
    }
    QStringList lines;
    const int first = file == from.file ? from.line : 0,
              last = file == to.file ? to.line : int(section.lines().size()) - 1;
    for (int i = first; i <= std::min(last, int(section.lines().size()) - 1); ++i) {
        const DiffLine &line = section.lines().at(i);
        const DiffCell &cell = line.cells[m_grid.sides && line.kind == LineKind::Row ? m_side : 0];
        if (cell.row < 0)
            continue;
        const diff::Row &row = section.rows().at(cell.row);
        if (row.kind == (old ? RowKind::Added : RowKind::Removed))
            continue;
        if (row.kind == RowKind::Fold) {
            const QByteArray &bytes = old && row.was ? *row.was : row.bytes;
            lines << QString::fromUtf8(bytes).chopped(bytes.endsWith('\n'));
            continue;
        }
        diff::Row shown = row;
        if (old && row.was)
            shown.bytes = *row.was;
        const QString text = shown.text();
        const int start = from.file == file && i == from.line ? from.offset : 0;
        const int end = to.file == file && i == to.line ? to.offset : int(text.size());
        lines << text.mid(start, end - start);
    }
    return lines;
}

// One side only: in one column the old one when the selection starts in a removed line, else the new one.
QString DiffCanvas::selectedText() const
{
    if (m_anchor.file < 0 || m_anchor == m_head)
        return {};
    const auto [from, to] = std::minmax(m_anchor, m_head);
    bool old = m_grid.sides && m_side == 0;
    if (const DiffSection &section = m_sections[size_t(from.file)];
        !m_grid.sides && from.line < section.lines().size()) {
        const int row = section.lines().at(from.line).cells[0].row;
        old = row >= 0 && section.rows().at(row).kind == RowKind::Removed;
    }
    QStringList lines;
    for (int file = from.file; file <= to.file; ++file)
        lines += selectedIn(file, from, to, old);
    return lines.join(u'\n');
}

void DiffCanvas::copy() const
{
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

} // namespace hsf::ui
