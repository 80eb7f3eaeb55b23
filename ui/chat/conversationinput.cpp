// SPDX-License-Identifier: MIT
//
// What mouse and keyboard do in a conversation. No key without a modifier changes anything but what is unfolded.
#include "ui/chat/conversationaccess.h"
#include "ui/chat/conversationmetrics_p.h"
#include "ui/chat/conversationview.h"
#include "ui/parts/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTextCursor>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace hsf::ui {

void ConversationView::toggle(int entry)
{
    if (entry < 0 || !foldable(m_entries.at(entry)))
        return;
    m_entries[entry].open = !m_entries.at(entry).open;
    changed(entry);
    tellUnfolded(*this, entry);
}

ConversationView::Spot ConversationView::spotAt(const QPoint &point)
{
    const int entry = entryAt(point.y());
    if (entry < 0)
        return {};
    shape(entry);
    const QRect rect = entryRect(entry);
    const auto &pieces = m_shapes[entry].pieces;
    for (int i = 0; i < int(pieces.size()); ++i) {
        const Piece &piece = pieces[i];
        if (point.y() >= rect.top() + piece.top + piece.height && i + 1 < int(pieces.size()))
            continue;
        const int inset = insetOf(piece);
        const QPointF inside(point.x() - rect.left() - inset + piece.shift, point.y() - rect.top() - piece.top);
        return {entry, i, piece.document->documentLayout()->hitTest(inside, Qt::FuzzyHit)};
    }
    return {entry, 0, 0};
}

QString ConversationView::linkAt(const QPoint &point) const
{
    const int entry = entryAt(point.y());
    if (entry < 0 || !m_shapes[entry].known)
        return {};
    const QRect rect = entryRect(entry);
    for (const Piece &piece : m_shapes[entry].pieces) {
        const QPointF inside(point.x() - rect.left() - insetOf(piece), point.y() - rect.top() - piece.top);
        if (inside.y() >= 0 && inside.y() < piece.height)
            return piece.document->documentLayout()->anchorAt(inside);
    }
    return {};
}

void ConversationView::press(const Button &button, int entry)
{
    using What = Button::What;
    const Entry &pressed = m_entries.at(entry);
    const auto version = [&](int step) { return pressed.versions.value(pressed.versions.indexOf(pressed.number) + step); };
    switch (button.what) {
    case What::Edit:
        return Q_EMIT editRequested(pressed.number, pressed.text);
    case What::Again:
        return Q_EMIT regenerateRequested(pressed.number);
    case What::Previous:
    case What::Next:
        if (const qint64 other = version(button.what == What::Next ? 1 : -1); other > 0)
            Q_EMIT versionRequested(other);
        return;
    case What::Version:
        return;
    case What::Copy:
        QGuiApplication::clipboard()->setText(m_shapes[entry].pieces[button.piece].source); // a document makes spaces of wide ones
        return QToolTip::showText(QCursor::pos(), tr("Copied"), this);
    case What::Wrap:
        if (!m_entries[entry].unwrapped.remove(button.piece))
            m_entries[entry].unwrapped.insert(button.piece);
        m_shapes[entry].pieces[button.piece].shift = 0;
        for (size_t i = size_t(button.piece); i < m_shapes[entry].pieces.size(); ++i)
            m_shapes[entry].pieces[i].laidOutFor = -1;
        layOut(entry);
        return retop(entry);
    }
}

void ConversationView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int entry = entryAt(event->pos().y());
    m_current = entry;
    if (entry >= 0) {
        for (const Button &button : buttons(entry))
            if (button.rect.contains(event->pos()))
                return press(button, entry);
        const QRect rect = entryRect(entry);
        if (rect.contains(event->pos()) && foldable(m_entries.at(entry)) && event->pos().y() < rect.top() + headHeight)
            return toggle(entry);
    }
    m_anchor = m_head = spotAt(event->pos());
    m_allSelected = false;
    m_selecting = true;
    viewport()->update();
}

// What can be pressed is pressed twice; else the word is selected.
void ConversationView::mouseDoubleClickEvent(QMouseEvent *event)
{
    mousePressEvent(event);
    if (!m_selecting || m_anchor.entry < 0 || m_anchor.piece >= int(m_shapes[m_anchor.entry].pieces.size()))
        return;
    QTextCursor word(m_shapes[m_anchor.entry].pieces[m_anchor.piece].document.get());
    word.setPosition(m_anchor.position);
    word.select(QTextCursor::WordUnderCursor);
    m_selecting = false;
    m_anchor.position = word.selectionStart();
    m_head.position = word.selectionEnd();
    viewport()->update();
}

void ConversationView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_selecting) {
        const int left = contentLeft() + padding, right = contentLeft() + contentWidth() - padding, x = event->pos().x();
        if (x < left || x > right) // a selection drags what does not wrap along
            moveCode(spotAt(event->pos()), x - std::clamp(x, left, right));
        m_head = spotAt(event->pos());
        return viewport()->update();
    }
    if (const int hovered = entryAt(event->pos().y()); hovered != m_hovered) {
        m_hovered = hovered;
        viewport()->update();
    }
    const QString link = linkAt(event->pos());
    const auto pressed = m_hovered >= 0 ? buttons(m_hovered) : QList<Button>();
    const bool onButton = std::ranges::any_of(pressed, [&](const Button &button) { return button.rect.contains(event->pos()); });
    viewport()->setCursor(!link.isEmpty() || onButton ? Qt::PointingHandCursor : Qt::IBeamCursor);
    if (link != m_hoveredLink)
        Q_EMIT linkHovered(m_hoveredLink = link);
}

void ConversationView::leaveEvent(QEvent *event)
{
    m_hovered = -1;
    if (!m_hoveredLink.isEmpty())
        Q_EMIT linkHovered(m_hoveredLink = {});
    viewport()->update();
    QAbstractScrollArea::leaveEvent(event);
}

void ConversationView::mouseReleaseEvent(QMouseEvent *event)
{
    m_selecting = false;
    if (event->button() != Qt::LeftButton || m_anchor != m_head || m_anchor.entry < 0)
        return;
    if (const QString link = linkAt(event->pos()); !link.isEmpty())
        Q_EMIT linkActivated(link);
}

void ConversationView::makeCurrent(int entry)
{
    m_current = entry;
    shape(entry);
    retop(entry);
    const QRect rect = entryRect(entry);
    if (rect.top() < 0 || rect.bottom() > viewport()->height())
        verticalScrollBar()->setValue(m_shapes[entry].top - gap);
    tellCurrent(*this);
    viewport()->update();
}

void ConversationView::step(int by)
{
    if (m_entries.isEmpty())
        return;
    const int last = int(m_entries.size()) - 1;
    // Out of the blue one begins with what is seen.
    const int from = m_current >= 0 ? m_current + by : by < 0 ? entryAt(viewport()->height() - 1) : entryAt(0);
    makeCurrent(std::clamp(from, 0, last));
}

// Code that does not wrap moves sideways below a wheel that turns sideways, or one with Shift.
void ConversationView::wheelEvent(QWheelEvent *event)
{
    const bool fine = !event->pixelDelta().isNull();
    const QPoint turned = fine ? event->pixelDelta() : event->angleDelta() / 120 * (8 * fontMetrics().averageCharWidth());
    const int sideways = event->modifiers() & Qt::ShiftModifier && turned.x() == 0 ? turned.y() : turned.x();
    if (std::abs(sideways) > 0 && moveCode(spotAt(event->position().toPoint()), -sideways))
        return event->accept();
    m_toShow.reset();
    m_toBeginning = false;
    QAbstractScrollArea::wheelEvent(event);
}

/// Moves the code at `spot` to the left by so many pixels, as far as it goes; false: there is none, or it is seen whole.
bool ConversationView::moveCode(const Spot &spot, int by)
{
    if (spot.entry < 0 || spot.piece >= int(m_shapes[spot.entry].pieces.size()))
        return false;
    Piece &piece = m_shapes[spot.entry].pieces[spot.piece];
    const int inner = contentWidth() - 2 * insetOf(piece);
    const int most = piece.isCode && !piece.wraps ? std::max(0, int(std::ceil(piece.document->idealWidth())) - inner) : 0;
    if (most == 0)
        return false;
    piece.shift = std::clamp(piece.shift + by, 0, most);
    viewport()->update();
    return true;
}

void ConversationView::keyPressEvent(QKeyEvent *event)
{
    m_toShow.reset(); // one goes elsewhere
    m_toBeginning = false;
    const auto press = [&](std::initializer_list<Button::What> wanted) {
        for (const Button &button : m_current >= 0 ? buttons(m_current) : QList<Button>())
            if (std::ranges::contains(wanted, button.what))
                return this->press(button, m_current);
    };
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    const bool alt = event->modifiers() & Qt::AltModifier;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (alt && event->key() == Qt::Key_Up)
        return step(-1);
    if (alt && event->key() == Qt::Key_Down)
        return step(1);
    if (alt && event->key() == Qt::Key_Left)
        return press({Button::What::Previous});
    if (alt && event->key() == Qt::Key_Right)
        return press({Button::What::Next});
    if (event->key() == Qt::Key_F2)
        return press({Button::What::Edit, Button::What::Again});
    if ((enter || event->key() == Qt::Key_Space) && m_current >= 0)
        return toggle(m_current);
    if (event->key() == Qt::Key_Home)
        m_toBeginning = !isWhole(); // and to what comes before it
    if (event->key() == Qt::Key_Home)
        return verticalScrollBar()->setValue(0);
    if (event->key() == Qt::Key_End)
        return scrollToEnd();
    QAbstractScrollArea::keyPressEvent(event);
}

void ConversationView::focusInEvent(QFocusEvent *event)
{
    if (m_current < 0 && event->reason() != Qt::MouseFocusReason)
        m_current = int(m_entries.size()) - 1;
    // Qt says itself that the list has the focus, and afterwards one hears which message.
    QMetaObject::invokeMethod(this, [this] { tellCurrent(*this); }, Qt::QueuedConnection);
    viewport()->update();
    QAbstractScrollArea::focusInEvent(event);
}

QString ConversationView::menuWords(const Part &part) const
{
    QString words;
    switch (part.kind) {
    case Part::Kind::Link:
        words = part.link.startsWith(u"hsf:") ? part.words // within the program
                                              : tr("Open %1").arg(fontMetrics().elidedText(part.link, Qt::ElideRight, 400));
        return words.replace(u'&', QStringLiteral("&&"));
    case Part::Kind::Copy:
        return part.words;
    case Part::Kind::Edit:
        return tr("&Edit …");
    case Part::Kind::Again:
        return tr("Answer &again");
    case Part::Kind::Previous:
        return tr("&Previous version");
    case Part::Kind::Next:
        return tr("&Next version");
    }
    return words;
}

void ConversationView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu;
    QAction *copying = menu.addAction(themedIcon(QStringLiteral("copy")), tr("&Copy"), this, &ConversationView::copy);
    copying->setEnabled(m_anchor != m_head);
    const int entry = event->reason() == QContextMenuEvent::Keyboard ? m_current : entryAt(event->pos().y());
    if (entry >= 0) {
        m_current = entry;
        menu.addAction(tr("Copy as &Markdown"), this, &ConversationView::copyMarkdown);
        const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
        const QString link = byKey ? QString() : linkAt(event->pos());
        if (!link.isEmpty())
            menu.addAction(themedIcon(QStringLiteral("link")), tr("Copy the &link"), this, [link] { QGuiApplication::clipboard()->setText(link); });
        for (const Part &part : partsOf(entry)) // links under the keyboard alone: the mouse has them before it
            if (part.kind != Part::Kind::Link || byKey)
                menu.addAction(menuWords(part), this, [this, part, entry] { pressPart(entry, part); });
    }
    menu.addAction(tr("Select &all"), this, &ConversationView::selectAll);
    menu.exec(event->globalPos());
}

} // namespace hsf::ui
