// SPDX-License-Identifier: MIT
#include "ui/parts/threewaycanvas.h"

#include "diff/lines.h"
#include "diff/rows.h"
#include "ui/parts/diffitems.h"
#include "ui/parts/theme.h"

#include <QFontMetricsF>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

namespace hsf::ui {

using diff::Piece;

static constexpr int context = 3;

ThreeWayCanvas::ThreeWayCanvas(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setObjectName(QStringLiteral("threeWayCanvas"));
    setAccessibleName(tr("As it was, now, proposed"));
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setLayoutDirection(Qt::LeftToRight);
    viewport()->setMouseTracking(true);
    takeFont();
}

void ThreeWayCanvas::takeFont()
{
    m_font = monospaceFont();
    const QFontMetricsF metrics(m_font);
    m_column = std::max(1.0, metrics.horizontalAdvance(QLatin1Char('m')));
    m_ascent = metrics.ascent();
    m_line = int(std::ceil(metrics.height())) + 4;
}

void ThreeWayCanvas::setPieces(const QList<Piece> &pieces, int current)
{
    m_pieces = pieces;
    m_current = current;
    m_open.clear();
    m_conflicts.clear();
    for (int i = 0; i < pieces.size(); ++i)
        if (pieces.at(i).kind == Piece::Kind::Conflict)
            m_conflicts.append(i);
    rebuild();
    verticalScrollBar()->setValue(0);
}

void ThreeWayCanvas::update(const QList<Piece> &pieces, int current)
{
    m_pieces = pieces;
    m_current = current;
    viewport()->update();
}

void ThreeWayCanvas::rebuild()
{
    m_lines.clear();
    std::array<int, 3> numbers{1, 1, 1};
    for (int i = 0; i < m_pieces.size(); ++i)
        addPiece(i, numbers);
    layOut();
}

void ThreeWayCanvas::addPiece(int index, std::array<int, 3> &numbers)
{
    const Piece &piece = m_pieces.at(index);
    const QList<QByteArray> sides[3]
        = {diff::splitLines(piece.base), diff::splitLines(piece.now), diff::splitLines(piece.proposed)};
    if (piece.kind == Piece::Kind::Conflict)
        m_lines.append({.kind = Line::Kind::Conflict, .piece = index});
    const int count = int(std::max({sides[0].size(), sides[1].size(), sides[2].size()}));
    const int head = index == 0 ? 0 : context, tail = index + 1 == m_pieces.size() ? 0 : context;
    const bool folds = piece.kind == Piece::Kind::Same && !m_open.contains(index) && count > head + tail + 1;
    for (int i = 0; i < count; ++i) {
        if (folds && i == head) {
            m_lines.append({.kind = Line::Kind::Fold, .piece = index, .folded = count - head - tail});
            for (int &number : numbers)
                number += count - head - tail;
            i = count - tail;
            if (i == count)
                break;
        }
        Line line{.piece = index};
        for (size_t side = 0; side < 3; ++side)
            if (i < sides[side].size())
                line.cells[side] = {numbers[side]++, diff::Row{.bytes = sides[side].at(i)}.text(), {}};
        m_lines.append(line);
    }
}

void ThreeWayCanvas::layOut()
{
    int top = headHeight();
    for (Line &line : m_lines) {
        line.top = top;
        qsizetype wrapped = 0;
        for (int side = 0; side < 3; ++side) {
            const int columns = std::max(8, int((left(side + 1) - left(side) - gutter() - 6) / m_column));
            line.cells[size_t(side)].breaks = wrapPlaces(line.cells[size_t(side)].text, columns);
            wrapped = std::max(wrapped, line.cells[size_t(side)].breaks.size());
        }
        top += int(wrapped + 1) * m_line + (line.kind == Line::Kind::Conflict ? 6 : 0);
    }
    m_height = top;
    verticalScrollBar()->setRange(0, std::max(0, m_height + 8 - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height() - headHeight());
    verticalScrollBar()->setSingleStep(3 * m_line);
    viewport()->update();
}

int ThreeWayCanvas::lineAt(int y) const
{
    const auto after = std::ranges::upper_bound(m_lines, y + verticalScrollBar()->value(), {}, &Line::top);
    return int(after - m_lines.begin()) - 1;
}

int ThreeWayCanvas::conflictOf(int piece) const
{
    return int(m_conflicts.indexOf(piece));
}

QRect ThreeWayCanvas::conflictRect(int conflict, int column) const
{
    if (conflict < 0 || conflict >= m_conflicts.size())
        return {};
    QRect rect;
    for (int i = 0; i < m_lines.size(); ++i) {
        if (m_lines.at(i).piece != m_conflicts.at(conflict))
            continue;
        const int bottom = i + 1 < m_lines.size() ? m_lines.at(i + 1).top : m_height;
        rect |= QRect(left(column), m_lines.at(i).top - verticalScrollBar()->value(), left(column + 1) - left(column),
                      bottom - m_lines.at(i).top);
    }
    return rect;
}

void ThreeWayCanvas::show(int conflict)
{
    const QRect rect = conflictRect(conflict, 0);
    if (rect.isNull())
        return;
    if (rect.top() < headHeight() || rect.bottom() > viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + rect.top() - headHeight() - context * m_line);
}

QString ThreeWayCanvas::conflictWords(int piece) const
{
    const QString place = tr("Conflict %1 of %2").arg(conflictOf(piece) + 1).arg(m_conflicts.size());
    switch (m_pieces.at(piece).choice) {
    case Piece::Choice::None:
        return tr("! %1 · both sides changed this; choose").arg(place);
    case Piece::Choice::Base:
        return tr("✓ %1 · as it was").arg(place);
    case Piece::Choice::Now:
        return tr("✓ %1 · as it is now").arg(place);
    case Piece::Choice::Proposed:
        return tr("✓ %1 · as proposed").arg(place);
    case Piece::Choice::NowThenProposed:
        return tr("✓ %1 · both, the present one first").arg(place);
    case Piece::Choice::ProposedThenNow:
        return tr("✓ %1 · both, the proposed one first").arg(place);
    }
    return place;
}

QColor ThreeWayCanvas::ground(const Piece &piece, int column) const
{
    const Colours &c = colours();
    const bool taken[] = {piece.choice == Piece::Choice::Base,
                          piece.choice == Piece::Choice::Now || piece.choice == Piece::Choice::NowThenProposed
                              || piece.choice == Piece::Choice::ProposedThenNow,
                          piece.choice == Piece::Choice::Proposed || piece.choice == Piece::Choice::NowThenProposed
                              || piece.choice == Piece::Choice::ProposedThenNow};
    switch (piece.kind) {
    case Piece::Kind::Same:
        return c.base;
    case Piece::Kind::Now:
        return column == 1 ? c.added : column == 0 ? c.removed : c.base;
    case Piece::Kind::Proposed:
        return column == 2 ? c.added : column == 0 ? c.removed : c.base;
    case Piece::Kind::Both:
        return column == 0 ? c.removed : c.added;
    case Piece::Kind::Conflict:
        break;
    }
    if (piece.choice == Piece::Choice::None)
        return column == 0 ? c.base : c.warningSoft;
    return taken[column] ? c.okSoft : c.base;
}

void ThreeWayCanvas::paintHead(QPainter &painter)
{
    const Colours &c = colours();
    painter.fillRect(QRect(0, 0, viewport()->width(), headHeight()), c.window);
    painter.fillRect(QRect(0, headHeight() - 1, viewport()->width(), 1), c.line);
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(c.text);
    const QString words[] = {tr("As it was"), tr("Now"), tr("Proposed")};
    for (int side = 0; side < 3; ++side)
        painter.drawText(QRect(left(side) + 12, 0, left(side + 1) - left(side) - 16, headHeight()),
                         Qt::AlignVCenter | Qt::TextSingleLine, words[side]);
    painter.setFont(m_font);
}

void ThreeWayCanvas::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const Colours &c = colours();
    painter.fillRect(event->rect(), c.base);
    painter.setFont(m_font);
    for (int i = std::max(0, lineAt(headHeight())); i < m_lines.size(); ++i) {
        const int y = m_lines.at(i).top - verticalScrollBar()->value();
        if (y > viewport()->height())
            break;
        paintLine(painter, m_lines.at(i), y);
    }
    for (const int side : {1, 2})
        painter.fillRect(QRect(left(side), 0, 1, viewport()->height()), c.line);
    paintHead(painter);
}

void ThreeWayCanvas::paintLine(QPainter &painter, const Line &line, int y)
{
    const Colours &c = colours();
    const Piece &piece = m_pieces.at(line.piece);
    const int next = &line == &m_lines.constLast() ? m_height : (&line)[1].top;
    const int height = next - line.top;
    if (line.kind != Line::Kind::Text) {
        const bool open = line.kind == Line::Kind::Conflict && piece.choice == Piece::Choice::None;
        painter.fillRect(QRect(0, y, viewport()->width(), height), c.window);
        painter.setPen(line.kind == Line::Kind::Fold ? c.dim : open ? c.warning : c.ok);
        const QString words = line.kind == Line::Kind::Fold ? tr("⋯ %n line(s) nobody changed", nullptr, line.folded)
                                                            : conflictWords(line.piece);
        painter.setFont(line.kind == Line::Kind::Fold ? m_font : font());
        painter.drawText(QRect(gutter(), y, viewport()->width() - gutter(), height),
                         Qt::AlignVCenter | Qt::TextSingleLine, words);
        painter.setFont(m_font);
    } else {
        for (int side = 0; side < 3; ++side) {
            const Cell &cell = line.cells[size_t(side)];
            const QRect box(left(side), y, left(side + 1) - left(side), height);
            painter.fillRect(box, cell.line == 0 && piece.kind != Piece::Kind::Same ? c.window : ground(piece, side));
            if (cell.line == 0)
                continue;
            const QString number = QString::number(cell.line);
            painter.setPen(c.dim);
            painter.drawText(QPointF(box.left() + 8 + (4 - number.size()) * m_column, y + 2 + m_ascent), number);
            painter.setPen(c.text);
            for (int wrapped = 0; wrapped <= cell.breaks.size(); ++wrapped) {
                const int start = wrapped == 0 ? 0 : cell.breaks.at(wrapped - 1);
                const int end = wrapped < cell.breaks.size() ? cell.breaks.at(wrapped) : int(cell.text.size());
                const QString shown = cell.text.mid(start, end - start).replace(u'\t', QStringLiteral("    "));
                painter.drawText(QPointF(box.left() + gutter(), y + wrapped * m_line + 2 + m_ascent), shown);
            }
        }
    }
    if (m_current >= 0 && m_conflicts.value(m_current, -1) == line.piece)
        painter.fillRect(QRect(0, y, 3, height), c.accent);
}

void ThreeWayCanvas::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void ThreeWayCanvas::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        takeFont();
        layOut();
    }
}

void ThreeWayCanvas::mousePressEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    const int index = lineAt(point.y());
    if (event->button() != Qt::LeftButton || point.y() < headHeight() || index < 0)
        return;
    const Line &line = m_lines.at(index);
    if (line.kind == Line::Kind::Fold) {
        m_open.insert(line.piece);
        rebuild();
    } else if (const int conflict = conflictOf(line.piece); conflict >= 0) {
        Q_EMIT sideClicked(conflict,
                           line.kind == Line::Kind::Conflict ? -1 : point.x() * 3 / std::max(1, viewport()->width()));
    }
}

void ThreeWayCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const int index = lineAt(event->position().toPoint().y());
    const bool clickable = index >= 0 && event->position().y() >= headHeight()
        && (m_lines.at(index).kind == Line::Kind::Fold || conflictOf(m_lines.at(index).piece) >= 0);
    viewport()->setCursor(clickable ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

} // namespace hsf::ui
