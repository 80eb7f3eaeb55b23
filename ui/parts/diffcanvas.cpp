// SPDX-License-Identifier: MIT
//
// Layout, scrolling and selection. Painting is diffpaint.cpp.
#include "ui/parts/diffcanvas.h"

#include "ui/parts/theme.h"

#include <QClipboard>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>

namespace hsf::ui {

DiffCanvas::DiffCanvas(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setLayoutDirection(Qt::LeftToRight);
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] { m_untouched = false; });
    viewport()->setMouseTracking(true);
    takeFont();
}

void DiffCanvas::takeFont()
{
    m_font = monospaceFont();
    const QFontMetricsF metrics(m_font);
    m_column = std::max(1.0, metrics.horizontalAdvance(QLatin1Char('m')));
    m_line = int(std::ceil(metrics.height())) + 4;
}

void DiffCanvas::setItems(const QList<DiffItem> &items)
{
    m_items = items;
    m_chosen.clear();
    m_anchor = m_head = {};
    indexHunks();
    m_current = m_hunks.isEmpty() ? -1 : 0;
    m_untouched = true;
    verticalScrollBar()->setValue(0);
    relayout();
    Q_EMIT chosenChanged(0);
}

void DiffCanvas::indexHunks()
{
    m_hunks.clear();
    m_hunkItems.clear();
    int largest = 1;
    for (int i = 0; i < m_items.size(); ++i) {
        const DiffItem &item = m_items.at(i);
        largest = std::max({largest, item.row.oldLine, item.row.newLine});
        if (item.startsHunk) {
            m_hunks.append({item.file, item.row.hunk});
            m_hunkItems.append(i);
        }
    }
    m_digits = int(QString::number(largest).size());
}

void DiffCanvas::setChoosable(bool choosable)
{
    m_choosable = choosable;
    relayout();
}

int DiffCanvas::gutterWidth() const
{
    const int tick = m_choosable ? m_line + 4 : 0;
    return 8 + tick + int(m_column * (2 * m_digits + 4));
}

int DiffCanvas::itemHeight(int item) const
{
    return lineCount(item) * m_line + (m_items.at(item).kind == DiffItem::Kind::Head ? 12 : 0);
}

void DiffCanvas::relayout()
{
    const int columns = std::max(10, int((viewport()->width() - gutterWidth() - 8) / m_column));
    m_tops.resize(m_items.size() + 1);
    int top = 0;
    for (int i = 0; i < m_items.size(); ++i) {
        m_items[i].breaks = wrapPlaces(m_items.at(i).text, columns);
        m_tops[i] = top;
        top += itemHeight(i);
    }
    m_tops[m_items.size()] = top;
    verticalScrollBar()->setRange(0, std::max(0, top + 8 - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(m_line * 3);
    if (m_untouched)
        showFirst();
    viewport()->update();
}

// What changed is what one came to see: in a low pane the lines before it give way.
void DiffCanvas::showFirst()
{
    if (m_hunkItems.isEmpty())
        return;
    int last = m_hunkItems.first();
    const int hunk = m_items.at(last).row.hunk;
    while (last + 1 < m_items.size() && m_items.at(last + 1).row.hunk == hunk)
        ++last;
    const int missing = m_tops.at(last + 1) - viewport()->height();
    verticalScrollBar()->setValue(std::clamp(missing, 0, std::max(0, m_tops.at(m_hunkItems.first()) - m_line)));
}

void DiffCanvas::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    const int item = itemAt(0); // what stands at the top stays there
    relayout();
    if (!m_untouched && item >= 0 && verticalScrollBar()->value() > 0)
        verticalScrollBar()->setValue(m_tops.at(item));
}

void DiffCanvas::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        takeFont();
        relayout();
    }
}

int DiffCanvas::itemAt(int y) const
{
    if (m_items.isEmpty())
        return -1;
    const int absolute = y + verticalScrollBar()->value();
    const auto after = std::upper_bound(m_tops.cbegin(), m_tops.cend(), absolute);
    return std::clamp(int(after - m_tops.cbegin()) - 1, 0, int(m_items.size()) - 1);
}

QRect DiffCanvas::itemRect(int item) const
{
    return {0, m_tops.at(item) - verticalScrollBar()->value(), viewport()->width(), itemHeight(item)};
}

DiffCanvas::Spot DiffCanvas::spotAt(const QPoint &point) const
{
    const int at = itemAt(point.y());
    if (at < 0)
        return {};
    const DiffItem &item = m_items.at(at);
    const int line = std::clamp((point.y() - itemRect(at).top()) / m_line, 0, lineCount(at) - 1);
    const int start = line == 0 ? 0 : item.breaks.at(line - 1);
    const int end = line < item.breaks.size() ? item.breaks.at(line) : int(item.text.size());
    int column = 0, offset = start;
    const int wanted = int(std::lround((point.x() - gutterWidth()) / m_column));
    while (offset < end && column < wanted) {
        column += columnsOf(item.text.at(offset).unicode(), column);
        ++offset;
    }
    return {at, offset};
}

int DiffCanvas::hunkOf(int item) const
{
    const DiffItem &it = m_items.at(item);
    return it.row.hunk < 0 ? -1 : int(m_hunks.indexOf({it.file, it.row.hunk}));
}

void DiffCanvas::goTo(int hunk)
{
    if (hunk < 0 || hunk >= m_hunks.size())
        return;
    m_current = hunk;
    m_untouched = false;
    const QRect rect = itemRect(m_hunkItems.at(hunk));
    const bool visible = rect.top() >= 0 && rect.bottom() + 2 * m_line <= viewport()->height();
    if (!visible)
        verticalScrollBar()->setValue(m_tops.at(m_hunkItems.at(hunk)) - viewport()->height() / 4);
    viewport()->update();
    Q_EMIT currentChanged(hunk);
}

void DiffCanvas::toggle(int hunk)
{
    if (!m_choosable || hunk < 0)
        return;
    if (!m_chosen.remove(hunk))
        m_chosen.insert(hunk);
    viewport()->update();
    Q_EMIT chosenChanged(chosenCount());
}

void DiffCanvas::openFold(int item)
{
    m_untouched = false;
    const QList<DiffItem> lines = unfolded(m_items.at(item));
    m_items.remove(item);
    m_items.insert(item, lines.size(), DiffItem());
    std::ranges::copy(lines, m_items.begin() + item);
    m_anchor = m_head = {};
    indexHunks();
    relayout();
}

void DiffCanvas::mousePressEvent(QMouseEvent *event)
{
    const int at = itemAt(int(event->position().y()));
    if (event->button() != Qt::LeftButton || at < 0)
        return;
    if (m_items.at(at).row.kind == diff::Row::Kind::Fold)
        return openFold(at);
    const int hunk = hunkOf(at);
    if (m_choosable && event->position().x() < gutterWidth() && hunk >= 0)
        toggle(hunk);
    if (hunk >= 0 && hunk != m_current)
        goTo(hunk);
    m_anchor = m_head = spotAt(event->position().toPoint());
    viewport()->update();
}

void DiffCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const int at = itemAt(int(event->position().y()));
    const bool fold = at >= 0 && m_items.at(at).row.kind == diff::Row::Kind::Fold;
    viewport()->setCursor(fold                                        ? Qt::PointingHandCursor
                              : event->position().x() > gutterWidth() ? Qt::IBeamCursor
                                                                      : Qt::ArrowCursor);
    if (!(event->buttons() & Qt::LeftButton) || m_anchor.item < 0)
        return;
    m_head = spotAt(event->position().toPoint());
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

void DiffCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const int item = itemAt(event->pos().y());
    Q_EMIT menuRequested(byKey ? m_current : item < 0 ? -1 : hunkOf(item), event->globalPos());
}

void DiffCanvas::fillMenu(QMenu &menu)
{
    menu.addAction(tr("Copy"), QKeySequence::Copy, this, &DiffCanvas::copy)->setEnabled(m_anchor != m_head);
    menu.addAction(tr("Select All"), QKeySequence::SelectAll, this, &DiffCanvas::selectAll);
}

void DiffCanvas::selectAll()
{
    if (m_items.isEmpty())
        return;
    m_anchor = {0, 0};
    m_head = {int(m_items.size()) - 1, int(m_items.last().text.size())};
    viewport()->update();
}

// One side only: the old one when the selection starts in a removed row, else the new one.
QString DiffCanvas::selectedText() const
{
    if (m_anchor.item < 0 || m_anchor == m_head)
        return {};
    using Kind = diff::Row::Kind;
    const auto [from, to] = std::minmax(m_anchor, m_head);
    const Kind left = m_items.at(from.item).row.kind == Kind::Removed ? Kind::Added : Kind::Removed;
    QStringList lines;
    for (int i = from.item; i <= to.item; ++i) {
        const DiffItem &item = m_items.at(i);
        const bool row = item.kind == DiffItem::Kind::Row;
        if (!row || item.row.kind == left)
            continue;
        const int start = i == from.item ? from.offset : 0;
        const int end = i == to.item ? to.offset : int(item.text.size());
        const QString text = item.row.kind == Kind::Fold
            ? QString::fromUtf8(item.row.bytes).chopped(item.row.bytes.endsWith('\n'))
            : item.text.mid(start, end - start);
        lines.append(text);
    }
    return lines.join(u'\n');
}

void DiffCanvas::copy() const
{
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

} // namespace hsf::ui
