// SPDX-License-Identifier: MIT
//
// Words looked for in one conversation: all places are marked where they are seen, and one goes from one to the next.
#include "ui/chat/conversationmetrics_p.h"
#include "ui/chat/conversationview.h"

#include <QAbstractTextDocumentLayout>
#include <QScrollBar>
#include <QTextBlock>

namespace hsf::ui {

namespace {

constexpr qsizetype slice = 500'000; // characters that are looked at between two events

}

int ConversationView::find(const QString &words)
{
    m_wanted = words;
    m_found.clear();
    m_foundAt = {};
    m_findStep = 0;
    m_unread = words.isEmpty() ? 0 : int(m_entries.size());
    if (!m_findPlanned) // else the next slice looks for these
        findOn();
    viewport()->update();
    return foundCount();
}

bool ConversationView::isFinding() const { return !m_wanted.isEmpty() && (m_unread > 0 || !isWhole()); }

// From the end to the beginning, where earlier messages may still come in front.
void ConversationView::findOn()
{
    m_findPlanned = false;
    const auto before = m_found.size();
    for (qsizetype seen = 0; m_unread > 0 && seen < slice;) {
        const Entry &entry = m_entries.at(--m_unread);
        if (entry.text.contains(m_wanted, Qt::CaseInsensitive) || entry.title.contains(m_wanted, Qt::CaseInsensitive))
            m_found.prepend(m_unread);
        seen += entry.text.size();
    }
    if (m_unread > 0 && !std::exchange(m_findPlanned, true))
        QMetaObject::invokeMethod(this, &ConversationView::findOn, Qt::QueuedConnection);
    if (const int step = std::exchange(m_findStep, 0); step != 0)
        findNext(step);
    if (before != m_found.size() || m_unread == 0)
        Q_EMIT foundMore();
}

int ConversationView::foundPlace() const { return int(m_found.indexOf(m_foundAt.entry)) + 1; }

QList<int> ConversationView::placesIn(const Piece &piece) const
{
    QList<int> places;
    if (m_wanted.isEmpty())
        return places;
    const QString text = piece.document->toPlainText();
    for (qsizetype at = text.indexOf(m_wanted, 0, Qt::CaseInsensitive); at >= 0; at = text.indexOf(m_wanted, at + m_wanted.size(), Qt::CaseInsensitive))
        places.append(int(at));
    return places;
}

bool ConversationView::findNext(int step)
{
    if (m_found.isEmpty()) {
        m_findStep = isFinding() ? step : 0;
        return isFinding();
    }
    // Within the entry one is at, else in the next one that holds the words; round the end.
    const auto spots = [this](int entry) {
        if (foldable(m_entries.at(entry)) && !m_entries.at(entry).open)
            toggle(entry);
        shape(entry);
        QList<Spot> all;
        for (int p = 0; p < int(m_shapes[entry].pieces.size()); ++p)
            for (const int place : placesIn(m_shapes[entry].pieces[p]))
                all.append({entry, p, place});
        if (all.isEmpty()) // the words stand in its title or in what Markdown made of them
            all.append({entry, 0, 0});
        return all;
    };
    const auto go = [this](const Spot &spot) {
        m_foundAt = spot;
        m_current = spot.entry;
        reveal(spot.entry, spot.piece, spot.position);
        return true;
    };
    if (m_foundAt.entry >= 0 && m_found.contains(m_foundAt.entry)) {
        const QList<Spot> here = spots(m_foundAt.entry);
        const qsizetype next = here.indexOf(m_foundAt) + step;
        if (next >= 0 && next < here.size())
            return go(here.at(next));
    }
    m_findStep = 0;
    const int from = m_foundAt.entry >= 0 ? m_foundAt.entry : step > 0 ? entryAt(0) - 1 : entryAt(viewport()->height()) + 1;
    const auto after = std::ranges::upper_bound(m_found, from);
    const auto before = std::ranges::lower_bound(m_found, from);
    const bool round = step > 0 ? after == m_found.end() : before == m_found.begin();
    if (round && isFinding()) { // what comes next is not known yet
        m_findStep = step;
        return true;
    }
    const int next = round ? (step > 0 ? m_found.first() : m_found.last()) : step > 0 ? *after : *std::prev(before);
    const QList<Spot> there = spots(next);
    return go(step > 0 ? there.first() : there.last());
}

void ConversationView::reveal(int entry, int piece, int position)
{
    shape(entry);
    retop(0);
    int y = m_shapes[entry].top;
    if (piece < int(m_shapes[entry].pieces.size())) {
        const Piece &shown = m_shapes[entry].pieces[piece];
        const QTextBlock block = shown.document->findBlock(position);
        y += shown.top + int(shown.document->documentLayout()->blockBoundingRect(block).top());
    }
    const int value = verticalScrollBar()->value();
    if (y < value + headHeight || y > value + viewport()->height() - 3 * headHeight)
        verticalScrollBar()->setValue(y - viewport()->height() / 3);
    viewport()->update();
}

} // namespace hsf::ui
