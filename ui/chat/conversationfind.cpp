// SPDX-License-Identifier: MIT
//
// Words looked for in one conversation: all places are marked where they are seen, and one goes from one to the next.
#include "ui/chat/conversationmetrics_p.h"
#include "ui/chat/conversationview.h"

#include <QAbstractTextDocumentLayout>
#include <QScrollBar>
#include <QTextBlock>

namespace hsf::ui {

int ConversationView::find(const QString &words)
{
    m_wanted = words;
    m_found.clear();
    m_foundAt = {};
    for (int i = 0; !words.isEmpty() && i < m_entries.size(); ++i) {
        const Entry &entry = m_entries.at(i);
        if (entry.text.contains(words, Qt::CaseInsensitive) || entry.title.contains(words, Qt::CaseInsensitive))
            m_found.append(i);
    }
    viewport()->update();
    return int(m_found.size());
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
    if (m_found.isEmpty())
        return false;
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
    const int from = m_foundAt.entry >= 0 ? m_foundAt.entry : step > 0 ? entryAt(0) - 1 : entryAt(viewport()->height()) + 1;
    int next = -1;
    if (step > 0) {
        const auto after = std::ranges::upper_bound(m_found, from);
        next = after == m_found.end() ? m_found.first() : *after;
    } else {
        const auto before = std::ranges::lower_bound(m_found, from);
        next = before == m_found.begin() ? m_found.last() : *std::prev(before);
    }
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
