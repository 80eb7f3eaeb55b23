// SPDX-License-Identifier: MIT
//
// Where everything of a conversation stands. What is near the screen is laid out and measured; the height of the rest is guessed,
// once, and corrected when it comes near.
#include "ui/chat/conversationmetrics_p.h"
#include "ui/chat/conversationview.h"

#include <QAbstractTextDocumentLayout>
#include <QScrollBar>
#include <QTextCursor>

namespace hsf::ui {

int ConversationView::contentWidth() const { return std::max(120, std::min(widest, viewport()->width() - 2 * gap)); }
int ConversationView::contentLeft() const { return (viewport()->width() - contentWidth()) / 2; }

bool ConversationView::foldable(const Entry &entry) const { return entry.kind == Entry::Kind::Tool || entry.kind == Entry::Kind::Thought || entry.kind == Entry::Kind::Summary; }

int ConversationView::guessedHeight(int index, const Guess &guess)
{
    const Entry &entry = m_entries.at(index);
    if (foldable(entry) && !entry.open)
        return headHeight;
    int &breaks = m_shapes[index].breaks;
    if (breaks < 0)
        breaks = int(entry.text.count(u'\n'));
    return headHeight + padding + guess.lineHeight * int(breaks + entry.text.size() / guess.columns + 1);
}

void ConversationView::shape(int index)
{
    Shape &shape = m_shapes[index];
    if (shape.known)
        return;
    shape.known = true;
    if (m_entries.at(index).kind == Entry::Kind::Answer)
        return shapeTail(index);
    shape.pieces = piecesOf(m_entries.at(index));
    layOut(index);
    colourSoon();
}

// A block that says what it said keeps its document, and code that only grew gets the new lines at its end.
bool ConversationView::takeOver(Piece &old, const MarkdownBlock &block) const
{
    if (old.isCode != block.isCode || old.language != block.language)
        return false;
    const QString &source = block.isCode ? block.code : block.html;
    if (old.source == source)
        return true;
    if (!block.isCode || !source.startsWith(old.source))
        return false;
    QTextCursor end(old.document.get());
    end.movePosition(QTextCursor::End);
    end.insertText(source.sliced(old.source.size()));
    old.source = source;
    old.laidOutFor = -1;
    return true;
}

// The last block may go on, and an unfinished line may yet change what it belongs to ("|" ends a table, "| a" goes on with it):
// only what stands before the last block of whole lines is final. The text is read again from there.
void ConversationView::shapeTail(int index)
{
    Shape &shape = m_shapes[index];
    const QString &text = m_entries.at(index).text;
    const auto open = std::ranges::partition_point(shape.pieces, [&](const Piece &piece) { return piece.start < shape.final; });
    std::vector<Piece> before(std::make_move_iterator(open), std::make_move_iterator(shape.pieces.end()));
    shape.pieces.erase(open, shape.pieces.end());
    auto old = before.begin();
    const qsizetype wholeLines = text.lastIndexOf(u'\n') + 1;
    const QList<MarkdownBlock> blocks = markdownBlocks(text.mid(shape.final));
    for (const MarkdownBlock &block : blocks) {
        const int start = shape.final + block.start;
        while (old != before.end() && old->start < start)
            ++old;
        if (old != before.end() && old->start == start && takeOver(*old, block)) {
            shape.pieces.push_back(std::move(*old++));
        } else {
            shape.pieces.push_back(makePiece(block.html, block.code, block.language, block.isCode));
            shape.pieces.back().start = start;
        }
    }
    const auto whole = wholeLines == text.size() ? blocks : markdownBlocks(text.mid(shape.final, std::max<qsizetype>(0, wholeLines - shape.final)));
    if (!whole.isEmpty())
        shape.final += whole.last().start;
    shape.known = true;
    layOut(index);
    colourSoon();
}

void ConversationView::layOut(int index)
{
    Shape &shape = m_shapes[index];
    const Entry &entry = m_entries.at(index);
    // Pieces that were laid out for this width keep their place: while an answer streams only its tail is new.
    const auto changed = std::ranges::partition_point(shape.pieces, [this](const Piece &piece) { return piece.laidOutFor == contentWidth(); });
    const size_t first = size_t(changed - shape.pieces.begin());
    int y = first > 0 ? shape.pieces[first - 1].bottom : entry.kind == Entry::Kind::Notice ? 0 : headHeight;
    for (size_t i = first; i < shape.pieces.size(); ++i) {
        Piece &piece = shape.pieces[i];
        piece.wraps = !entry.unwrapped.contains(int(i));
        const int inset = piece.isCode || entry.kind == Entry::Kind::You || entry.kind == Entry::Kind::Thought ? padding : 0;
        const int width = contentWidth() - 2 * inset;
        piece.inset = inset;
        const int broken = piece.isCode && !piece.wraps ? -1 : width;
        if (int(piece.document->textWidth()) != broken)
            piece.document->setTextWidth(broken);
        const int above = piece.isCode ? (entry.kind == Entry::Kind::Answer ? headHeight + padding / 2 : padding / 2) : inset / 2;
        piece.top = y + above;
        piece.height = int(std::ceil(piece.document->size().height()));
        y = piece.top + piece.height + (piece.isCode ? padding : inset ? inset : padding / 2);
        piece.bottom = y;
        piece.laidOutFor = contentWidth();
    }
    shape.height = std::max(y, headHeight);
    shape.heightFor = contentWidth();
}

// After a change of theme or font everything is laid out anew, and the reader stays where they were.
void ConversationView::forgetShapes()
{
    const bool wasAtEnd = isAtEnd();
    const int reading = entryAt(0);
    const int inside = reading >= 0 ? verticalScrollBar()->value() - m_shapes[reading].top : 0;
    m_shapes.clear();
    m_shapes.resize(size_t(m_entries.size()));
    retop(0);
    if (wasAtEnd) {
        scrollToEnd();
    } else if (reading >= 0 && reading < int(m_shapes.size())) {
        shape(reading);
        retop(0);
        verticalScrollBar()->setValue(m_shapes[reading].top + std::min(inside, m_shapes[reading].height));
    }
    viewport()->update();
}

// The first thing that is seen and was laid out: what the eyes are on.
ConversationView::Place ConversationView::placeRead() const
{
    const int value = verticalScrollBar()->value();
    const bool atEnd = value == verticalScrollBar()->maximum();
    const int first = std::max(0, entryAt(0));
    for (int i = first; i < int(m_shapes.size()) && m_shapes[i].top < value + viewport()->height(); ++i)
        if (m_shapes[i].known && m_shapes[i].top + m_shapes[i].height > value)
            return {i, m_shapes[i].top - value, atEnd};
    return first < int(m_shapes.size()) ? Place{first, m_shapes[first].top - value, atEnd} : Place();
}

void ConversationView::stayAt(const Place &place)
{
    verticalScrollBar()->setValue(place.atEnd ? verticalScrollBar()->maximum() : m_shapes[place.entry].top - place.y);
}

// What is read stays where it is when something above it turned out higher or lower; who was at the end stays there.
void ConversationView::keepPlace(int index, const std::function<void()> &work)
{
    const Place place = placeRead();
    const int guessed = m_shapes[index].height;
    work();
    if (m_shapes[index].height == guessed)
        return;
    retop(index);
    stayAt(place);
}

// Before it is painted, so that no frame shows a guess.
void ConversationView::shapeSeen()
{
    const bool still = std::exchange(m_still, true);
    const Place place = placeRead(); // one for all: on the way the beginning may seem nearer than it is
    for (int i = std::max(0, entryAt(0)); i < int(m_shapes.size()) && m_shapes[i].top < verticalScrollBar()->value() + viewport()->height(); ++i) {
        if (m_shapes[i].known)
            continue;
        shape(i);
        retop(i);
        stayAt(place);
        i = std::min(i, std::max(0, entryAt(0))) - 1; // more may have come into view
    }
    m_still = still;
}

int ConversationView::firstPieceFrom(const Shape &shape, int y)
{
    const auto first = std::ranges::partition_point(shape.pieces, [y](const Piece &piece) { return piece.bottom < y; });
    return int(first - shape.pieces.begin());
}

// What is seen, and what will come into view with the next turn of the wheel, is laid out before it is painted, one entry at a time
// between events.
void ConversationView::shapeAhead()
{
    if (m_ahead || nextAhead() < 0)
        return;
    m_ahead = true;
    QMetaObject::invokeMethod(this, &ConversationView::shapeNextAhead, Qt::QueuedConnection);
}

int ConversationView::nextAhead() const
{
    const int screen = viewport()->height();
    const int value = verticalScrollBar()->value();
    for (const int around : {0, screen})
        for (int i = std::max(0, entryAt(-around)); i < int(m_shapes.size()) && m_shapes[i].top < value + screen + around; ++i)
            if (!m_shapes[i].known)
                return i;
    return -1;
}

void ConversationView::shapeNextAhead()
{
    m_ahead = false;
    const int next = nextAhead();
    if (next < 0)
        return;
    keepPlace(next, [this, next] { shape(next); });
    colourSoon();
    shapeAhead();
}

// Documents are heavy: those far from what is seen are let go, their heights stay.
void ConversationView::letGoFarShapes()
{
    const int value = verticalScrollBar()->value(), kept = keptScreens * viewport()->height();
    const auto isFar = [&](int i) {
        const Shape &shape = m_shapes[i];
        return (shape.top > value + kept || shape.top + shape.height < value - kept) && i != m_streamAnswer && i != m_streamThought;
    };
    for (int i = 0; i < int(m_shapes.size()); ++i)
        if (m_shapes[i].known && isFar(i))
            letGo(i);
}

void ConversationView::letGo(int index)
{
    m_shapes[index].known = false;
    m_shapes[index].pieces.clear();
    m_shapes[index].final = 0;
}

void ConversationView::retop(int from)
{
    const int width = contentWidth();
    const QFontMetrics metrics(font());
    const Guess guess{std::max(20, width / std::max(1, metrics.averageCharWidth())), metrics.lineSpacing()};
    int y = gap;
    if (from > 0) {
        const bool tight = foldable(m_entries.at(from - 1)) && from < m_entries.size() && foldable(m_entries.at(from));
        y = m_shapes[from - 1].top + m_shapes[from - 1].height + (tight ? gap / 4 : gap);
    }
    for (size_t i = size_t(std::max(0, from)); i < m_shapes.size(); ++i) {
        Shape &shape = m_shapes[i];
        if (shape.heightFor != width) {
            shape.height = guessedHeight(int(i), guess);
            shape.heightFor = width;
        }
        shape.top = y;
        // A row of folded calls stands closer together than messages do.
        const bool tight = foldable(m_entries.at(i)) && i + 1 < m_shapes.size() && foldable(m_entries.at(i + 1));
        y += shape.height + (tight ? gap / 4 : gap);
    }
    updateRange();
    if (!m_still)
        viewport()->update();
}

void ConversationView::updateRange()
{
    const int total = m_shapes.empty() ? 0 : m_shapes.back().top + m_shapes.back().height + gap;
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(fontMetrics().lineSpacing() * 2);
    verticalScrollBar()->setRange(0, std::max(0, total - viewport()->height()));
}

bool ConversationView::isAtEnd() const { return verticalScrollBar()->maximum() - verticalScrollBar()->value() <= nearEnd; }

void ConversationView::follow(bool wasAtEnd)
{
    if (wasAtEnd)
        scrollToEnd();
    const bool away = !wasAtEnd;
    if (away != m_away)
        Q_EMIT awayFromEnd(m_away = away);
}

void ConversationView::scrollToEnd()
{
    // Heights near the end are guesses until they are laid out, which may move the end once more.
    for (int i = int(m_entries.size()) - 1, seen = 0; i >= 0 && seen < viewport()->height(); --i) {
        shape(i);
        seen += m_shapes[i].height;
    }
    retop(0);
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void ConversationView::showMessage(qint64 number)
{
    m_toShow.reset();
    m_toBeginning = false;
    for (int i = 0; i < m_entries.size(); ++i) {
        if (m_entries.at(i).number != number)
            continue;
        shape(i);
        retop(0);
        m_current = i; // a closed entry is shown where it stands
        verticalScrollBar()->setValue(m_shapes[i].top - gap);
        viewport()->update();
        return;
    }
    if (!isWhole())
        m_toShow = number;
}

void ConversationView::scrollContentsBy(int, int)
{
    if (m_away && isAtEnd())
        Q_EMIT awayFromEnd(m_away = false);
    if (!m_still)
        viewport()->update();
}

void ConversationView::resizeEvent(QResizeEvent *)
{
    const bool wasAtEnd = isAtEnd();
    const Place place = placeRead();
    // What is not seen is laid out when it is: a window that is drawn wider asks for this with every step.
    const int value = verticalScrollBar()->value();
    for (int i = 0; i < int(m_shapes.size()); ++i) {
        Shape &shape = m_shapes[i];
        const bool seen = shape.top < value + viewport()->height() && shape.top + shape.height > value;
        if (!shape.known || shape.heightFor == contentWidth())
            continue;
        if (seen || i == m_streamAnswer || i == m_streamThought)
            layOut(i);
        else
            letGo(i);
    }
    retop(0);
    if (wasAtEnd)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    else if (place.entry >= 0)
        verticalScrollBar()->setValue(m_shapes[place.entry].top - place.y);
}

void ConversationView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        forgetShapes();
    QAbstractScrollArea::changeEvent(event);
}

int ConversationView::entryAt(int y) const
{
    const int at = y + verticalScrollBar()->value();
    const auto after = std::ranges::upper_bound(m_shapes, at, {}, &Shape::top);
    return int(after - m_shapes.begin()) - 1;
}

QRect ConversationView::entryRect(int entry) const
{
    const Shape &shape = m_shapes.at(size_t(entry));
    return {contentLeft(), shape.top - verticalScrollBar()->value(), contentWidth(), shape.height};
}

} // namespace hsf::ui
