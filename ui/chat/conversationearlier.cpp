// SPDX-License-Identifier: MIT
//
// What stands before the messages that are shown and comes after them: put in front piece by piece, so that nothing of what is seen
// moves, and what one wanted of the whole conversation is done when it is there.
#include "ui/chat/conversationaccess.h"
#include "ui/chat/conversationmetrics_p.h"
#include "ui/chat/conversationview.h"

#include <QAccessible>
#include <QScrollBar>

#include <ranges>

namespace hsf::ui {

void ConversationView::addEarlier(const QList<journal::StoredMessage> &messages, Rest rest)
{
    m_rest = rest;
    m_earlier.append(messages);
    takeEarlier();
}

void ConversationView::takeEarlier()
{
    // Under a scroll bar that is dragged a longer conversation would run away from the reader.
    if (m_earlier.isEmpty() || verticalScrollBar()->isSliderDown())
        return;
    insertEarlier(m_earlier.takeFirst());
    cameNearer();
    if (!m_earlier.isEmpty())
        QMetaObject::invokeMethod(this, &ConversationView::takeEarlier, Qt::QueuedConnection);
}

void ConversationView::insertEarlier(const QList<journal::StoredMessage> &messages)
{
    QList<Entry> entries;
    for (const journal::StoredMessage &message : messages)
        addMessage(entries, message);
    if (entries.isEmpty())
        return;
    tellReplaced(*this); // their places are others now
    const int added = int(entries.size());
    const int firstTop = m_shapes.empty() ? gap : m_shapes.front().top;
    std::vector<Shape> shapes(m_shapes.size() + size_t(added));
    std::ranges::move(m_shapes, shapes.begin() + added);
    m_shapes = std::move(shapes);
    for (Entry &entry : entries | std::views::reverse)
        m_entries.prepend(std::move(entry));
    shiftBy(added);
    if (int(m_shapes.size()) == added)
        return scrollToEnd();
    const int value = verticalScrollBar()->value();
    m_still = true;
    retop(0);
    verticalScrollBar()->setValue(value + m_shapes[added].top - firstTop);
    m_still = false;
    if (m_shapes[added].top > verticalScrollBar()->value()) // they reach into what is seen
        viewport()->update();
    shapeAhead();
    if (m_unread > 0 && !m_findPlanned)
        findOn();
}

// Everything that knows an entry by its place.
void ConversationView::shiftBy(int entries)
{
    for (int *place : {&m_streamAnswer, &m_streamThought, &m_current, &m_hovered, &m_foundAt.entry, &m_head.entry})
        *place += *place >= 0 ? entries : 0;
    if (!m_allSelected && m_anchor.entry >= 0)
        m_anchor.entry += entries;
    for (int &found : m_found)
        found += entries;
    m_unread += m_wanted.isEmpty() ? 0 : entries;
}

// What one wanted before it was there.
void ConversationView::cameNearer()
{
    if (m_toShow)
        showMessage(*m_toShow);
    if (!isWhole())
        return;
    m_toShow.reset();
    if (std::exchange(m_toBeginning, false))
        verticalScrollBar()->setValue(0);
    for (const auto &work : std::exchange(m_whenWhole, {}))
        work();
    if (const int step = std::exchange(m_findStep, 0); step != 0 && !isFinding())
        findNext(step);
    Q_EMIT foundMore();
    if (QAccessible::isActive()) {
        QAccessibleEvent grown(this, QAccessible::ObjectReorder);
        QAccessible::updateAccessibility(&grown);
    }
}

void ConversationView::whenWhole(const std::function<void()> &work)
{
    if (isWhole())
        work();
    else
        m_whenWhole.append(work);
}

} // namespace hsf::ui
