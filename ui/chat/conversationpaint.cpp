// SPDX-License-Identifier: MIT
//
// How a conversation looks; what it holds is conversationview.cpp's.
#include "ui/chat/conversationmetrics_p.h"
#include "ui/chat/conversationview.h"
#include "ui/parts/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QScrollBar>
#include <QTextCursor>

namespace hsf::ui {

void ConversationView::paintEvent(QPaintEvent *event)
{
    shapeSeen();
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(event->rect(), colours().base);
    const int first = std::max(0, entryAt(event->rect().top()));
    for (int i = first; i < m_entries.size(); ++i) {
        if (m_shapes[i].top - verticalScrollBar()->value() > event->rect().bottom())
            break;
        paintEntry(painter, i, m_shapes[i].top - verticalScrollBar()->value());
    }
    letGoFarShapes();
    shapeAhead();
    colourSoon();
}

void ConversationView::paintEntry(QPainter &painter, int index, int y)
{
    const Entry &entry = m_entries.at(index);
    const Shape &shape = m_shapes[index];
    const QRect rect(contentLeft(), y, contentWidth(), shape.height);
    const Colours &c = colours();
    if (entry.kind == Entry::Kind::You) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.accentSoft);
        painter.drawRoundedRect(rect.adjusted(-padding / 2, -4, padding / 2, 4), radius, radius);
    }
    if (hasFocus() && index == m_current) {
        painter.setPen(QPen(c.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect.adjusted(-padding / 2 - 2, -6, padding / 2 + 2, 6), radius, radius);
    }
    if (entry.kind != Entry::Kind::Notice)
        paintHead(painter, entry, QRect(rect.left(), y, rect.width(), headHeight));
    // A long answer has thousands of pieces; only those on the screen cost anything.
    const int bottom = viewport()->height();
    for (int i = firstPieceFrom(shape, -y - padding); i < int(shape.pieces.size()); ++i) {
        if (y + shape.pieces[i].top - headHeight - padding > bottom)
            break;
        paintPiece(painter, index, i, rect.topLeft(), rect.width());
    }
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.92);
    for (const Button &button : buttons(index)) {
        if (button.rect.bottom() < 0 || button.rect.top() > bottom)
            continue;
        painter.setFont(button.piece >= 0 ? font() : small);
        painter.setPen(button.what == Button::What::Version ? c.dim : c.accent);
        painter.drawText(button.rect, Qt::AlignCenter, button.text);
    }
}

void ConversationView::paintHead(QPainter &painter, const Entry &entry, const QRect &rect)
{
    const Colours &c = colours();
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.92);
    QFont bold = small;
    bold.setWeight(QFont::DemiBold);
    QRect words = rect;
    if (!foldable(entry)) {
        if (entry.kind == Entry::Kind::You)
            words.adjust(padding, 0, -padding, 0);
        painter.setFont(bold);
        painter.setPen(entry.kind == Entry::Kind::You ? c.text : c.accent);
        painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft, entry.kind == Entry::Kind::You ? tr("You") : tr("Agent"));
        painter.setFont(small);
        painter.setPen(c.dim);
        painter.drawText(words, Qt::AlignVCenter | Qt::AlignRight, entry.time.toLocalTime().toString(QStringLiteral("HH:mm")));
        return;
    }
    const QIcon chevron = themedIcon(entry.open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"));
    chevron.paint(&painter, QRect(rect.left(), rect.top() + 4, 16, 16));
    words.adjust(22, 0, 0, 0);
    QString state;
    QColor colour = c.dim;
    if (entry.kind == Entry::Kind::Tool) {
        state = entry.state == Entry::State::Busy ? tr("busy") : entry.state == Entry::State::Failed ? tr("failed") : tr("ok");
        if (entry.milliseconds >= 1000)
            state += tr(" · %1 s").arg(entry.milliseconds / 1000.0, 0, 'f', 1);
        colour = entry.state == Entry::State::Failed ? c.error : entry.state == Entry::State::Ok ? c.ok : c.accent;
    }
    painter.setFont(small);
    painter.setPen(colour);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignRight, state);
    const int stateWidth = painter.fontMetrics().horizontalAdvance(state) + (state.isEmpty() ? 0 : padding);
    painter.setPen(entry.kind == Entry::Kind::Tool ? c.text : c.dim);
    const QString title = entry.title.isEmpty() ? tr("Thought") : entry.title;
    painter.drawText(words.adjusted(0, 0, -stateWidth, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(title, Qt::ElideRight, words.width() - stateWidth));
}

// From the right to the left in the head of a message; at a code block beside its language.
QList<ConversationView::Button> ConversationView::buttons(int entry) const
{
    using What = Button::What;
    QList<Button> all;
    if (!m_shapes[entry].known)
        return all;
    const Entry &of = m_entries.at(entry);
    const QRect rect = entryRect(entry);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.92);
    const QFontMetrics metrics(small);
    int right = rect.right() - metrics.horizontalAdvance(QStringLiteral("00:00")) - (of.kind == Entry::Kind::You ? 2 * padding : padding);
    const auto put = [&](What what, const QString &text) {
        const int width = metrics.horizontalAdvance(text) + padding;
        all.append({what, text, QRect(right - width, rect.top(), width, headHeight)});
        right -= width;
    };
    if (of.versions.size() > 1) {
        const qsizetype place = of.versions.indexOf(of.number);
        put(What::Next, place + 1 < of.versions.size() ? QStringLiteral("›") : QStringLiteral(" "));
        put(What::Version, tr("%1 of %2").arg(place + 1).arg(of.versions.size()));
        put(What::Previous, place > 0 ? QStringLiteral("‹") : QStringLiteral(" "));
    }
    const bool near = entry == m_hovered || (entry == m_current && hasFocus());
    if (near && of.number > 0 && of.kind == Entry::Kind::You)
        put(What::Edit, tr("Edit"));
    if (near && of.number > 0 && of.kind == Entry::Kind::Answer)
        put(What::Again, tr("Again"));
    if (of.kind != Entry::Kind::Answer)
        return all;
    // Only what is on the screen has buttons: an answer may have thousands of code blocks.
    for (int i = firstPieceFrom(m_shapes[entry], -rect.top()); i < int(m_shapes[entry].pieces.size()); ++i) {
        const Piece &piece = m_shapes[entry].pieces[i];
        const int top = rect.top() + piece.top - headHeight - 2;
        if (top > viewport()->height())
            break;
        if (!piece.isCode)
            continue;
        const int copyWidth = fontMetrics().horizontalAdvance(tr("Copy")) + padding;
        all.append({What::Copy, tr("Copy"), QRect(rect.right() - copyWidth, top, copyWidth, headHeight), i});
        const QString wrap = piece.wraps ? tr("Do not wrap") : tr("Wrap");
        const int wrapWidth = fontMetrics().horizontalAdvance(wrap) + padding;
        all.append({What::Wrap, wrap, QRect(rect.right() - copyWidth - wrapWidth, top, wrapWidth, headHeight), i});
    }
    return all;
}

int ConversationView::insetOf(const Piece &piece) const
{
    return piece.isCode || piece.inset > 0 ? padding : 0;
}

void ConversationView::paintPiece(QPainter &painter, int entry, int index, const QPoint &at, int width)
{
    const Piece &piece = m_shapes[entry].pieces[index];
    const Colours &c = colours();
    const bool answer = m_entries.at(entry).kind == Entry::Kind::Answer;
    if (piece.isCode) {
        const int above = answer ? headHeight + 4 : padding / 2;
        const QRect box(at.x(), at.y() + piece.top - above, width, piece.height + above + padding / 2 + 2);
        painter.setPen(c.line);
        painter.setBrush(c.card);
        painter.drawRoundedRect(box, radius, radius);
        if (answer) {
            painter.setFont(font());
            painter.setPen(c.dim);
            painter.drawText(QRect(box.left() + padding, box.top() + 2, width, headHeight), Qt::AlignVCenter | Qt::AlignLeft,
                             piece.language.isEmpty() ? tr("text") : piece.language);
        }
    }
    const int inset = insetOf(piece);
    QAbstractTextDocumentLayout::PaintContext context;
    const bool quiet = m_entries.at(entry).kind == Entry::Kind::Notice || m_entries.at(entry).kind == Entry::Kind::Thought;
    context.palette.setColor(QPalette::Text, quiet ? c.dim : c.text);
    const auto [from, to] = std::minmax(m_anchor, m_head);
    const Spot here{entry, index, 0};
    const Spot hereEnd{entry, index, piece.document->characterCount()};
    if (from != to && from < hereEnd && to > here && from.entry >= 0) {
        QTextCursor cursor(piece.document.get());
        const int last = piece.document->characterCount() - 1;
        cursor.setPosition(from > here ? std::min(from.position, last) : 0);
        cursor.setPosition(to < hereEnd ? std::min(to.position, last) : last, QTextCursor::KeepAnchor);
        QAbstractTextDocumentLayout::Selection selection{.cursor = cursor};
        selection.format.setBackground(c.glow);
        selection.format.setForeground(c.text);
        context.selections.append(selection);
    }
    for (const int place : placesIn(piece)) {
        QTextCursor cursor(piece.document.get());
        cursor.setPosition(place);
        cursor.setPosition(place + int(m_wanted.size()), QTextCursor::KeepAnchor);
        QAbstractTextDocumentLayout::Selection found{.cursor = cursor};
        const bool here = m_foundAt == Spot{entry, index, place};
        found.format.setBackground(here ? c.accent : c.warningSoft);
        found.format.setForeground(here ? c.onAccent : c.text);
        context.selections.append(found);
    }
    painter.save();
    const int inner = width - 2 * inset;
    painter.setClipRect(QRect(at.x() + inset, at.y() + piece.top, inner, piece.height));
    painter.translate(at.x() + inset - piece.shift, at.y() + piece.top);
    const QRectF visible(0, 0, inner + piece.shift, piece.height);
    context.clip = visible.intersected(QRectF(viewport()->rect()).translated(-at.x() - inset + piece.shift, -at.y() - piece.top));
    if (!context.clip.isEmpty())
        piece.document->documentLayout()->draw(&painter, context);
    painter.restore();
}

} // namespace hsf::ui
