// SPDX-License-Identifier: MIT
//
// A message as a screen reader asks for it: its words letter by letter, where they stand, and what can be pressed in it. Nothing is
// laid out for that: far from the screen the documents are made for the one question.
#include "ui/chat/conversationview.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QTextBlock>

namespace hsf::ui {

namespace {

struct Anchor {
    int from, to;
    QString words, link;
};

int lengthOf(const QTextDocument &document) { return document.characterCount() - 1; }

QList<Anchor> anchorsOf(const QTextDocument &document)
{
    QList<Anchor> all;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const QTextFragment fragment = part.fragment();
            const QString link = fragment.charFormat().anchorHref();
            if (link.isEmpty())
                continue;
            const int to = fragment.position() + fragment.length();
            // A link with bold words in it is one link.
            if (!all.isEmpty() && all.last().to == fragment.position() && all.last().link == link)
                all.last() = {all.last().from, to, all.last().words + fragment.text(), link};
            else
                all.append({fragment.position(), to, fragment.text(), link});
        }
    }
    return all;
}

QRectF rectOf(const QTextDocument &document, int from, int to)
{
    QRectF all;
    for (QTextBlock block = document.findBlock(from); block.isValid() && block.position() < std::max(to, from + 1); block = block.next()) {
        const QPointF origin = document.documentLayout()->blockBoundingRect(block).topLeft();
        const int first = std::max(0, from - block.position()), last = std::min(to - block.position(), block.length() - 1);
        for (int i = 0; i < block.layout()->lineCount(); ++i) {
            const QTextLine line = block.layout()->lineAt(i);
            const int begin = std::max(first, line.textStart()), end = std::min(last, line.textStart() + line.textLength());
            if (begin > end || (begin == end && end != first))
                continue;
            double left = line.cursorToX(begin), right = left; // a line may read both ways
            for (int letter = begin; letter < end; ++letter) {
                const auto [least, most] = std::minmax({line.cursorToX(letter), line.cursorToX(letter, QTextLine::Trailing)});
                left = std::min(left, least);
                right = std::max(right, most);
            }
            all |= QRectF(origin.x() + left, origin.y() + line.y(), std::max(1.0, right - left), line.height());
        }
    }
    return all;
}

} // namespace

template <class Work> auto ConversationView::withPieces(int entry, Work work) const
{
    return m_shapes[entry].known ? work(m_shapes[entry].pieces) : work(piecesOf(m_entries.at(entry)));
}

QString ConversationView::spokenText(int entry) const
{
    const QString shown = withPieces(entry, [](const std::vector<Piece> &pieces) {
        QStringList blocks;
        for (const Piece &piece : pieces)
            blocks.append(piece.document->toPlainText());
        return blocks.join(u'\n');
    });
    return shown.isEmpty() ? spokenEntry(m_entries.at(entry)) : shown;
}

QList<ConversationView::Part> ConversationView::partsOf(int entry) const
{
    const Entry &of = m_entries.at(entry);
    QList<Part> parts, copies;
    withPieces(entry, [&](const std::vector<Piece> &pieces) {
        int before = 0;
        for (int i = 0; i < int(pieces.size()); ++i) {
            for (const Anchor &anchor : anchorsOf(*pieces[i].document))
                parts.append({.kind = Part::Kind::Link, .words = anchor.words, .link = anchor.link, .from = before + anchor.from, .to = before + anchor.to});
            if (pieces[i].isCode && of.kind == Entry::Kind::Answer)
                copies.append({.kind = Part::Kind::Copy, .words = pieces[i].language.isEmpty() ? tr("Copy the code") : tr("Copy the code, %1").arg(pieces[i].language), .piece = i});
            before += lengthOf(*pieces[i].document) + 1;
        }
    });
    parts.append(copies);
    if (const qsizetype place = of.versions.indexOf(of.number); of.versions.size() > 1) {
        if (place > 0)
            parts.append({.kind = Part::Kind::Previous, .words = tr("Previous version, %1 of %2").arg(place).arg(of.versions.size())});
        if (place + 1 < of.versions.size())
            parts.append({.kind = Part::Kind::Next, .words = tr("Next version, %1 of %2").arg(place + 2).arg(of.versions.size())});
    }
    if (of.number > 0 && of.kind == Entry::Kind::You)
        parts.append({.kind = Part::Kind::Edit, .words = tr("Edit")});
    if (of.number > 0 && of.kind == Entry::Kind::Answer)
        parts.append({.kind = Part::Kind::Again, .words = tr("Answer again")});
    return parts;
}

void ConversationView::pressPart(int entry, const Part &part)
{
    using What = Button::What;
    switch (part.kind) {
    case Part::Kind::Link:
        return Q_EMIT linkActivated(part.link);
    case Part::Kind::Copy:
        return withPieces(entry, [&](const std::vector<Piece> &pieces) {
            if (part.piece >= 0 && part.piece < int(pieces.size()))
                QGuiApplication::clipboard()->setText(pieces[part.piece].source);
        });
    case Part::Kind::Edit:
        return press({.what = What::Edit}, entry);
    case Part::Kind::Again:
        return press({.what = What::Again}, entry);
    case Part::Kind::Previous:
        return press({.what = What::Previous}, entry);
    case Part::Kind::Next:
        return press({.what = What::Next}, entry);
    }
}

ConversationView::Spot ConversationView::spotOf(int entry, int letter) const
{
    return withPieces(entry, [&](const std::vector<Piece> &pieces) {
        for (int i = 0; i < int(pieces.size()); ++i) {
            const int length = lengthOf(*pieces[i].document);
            if (letter <= length)
                return Spot{entry, i, std::max(0, letter)};
            letter -= length + 1;
        }
        return pieces.empty() ? Spot{entry, 0, 0} : Spot{entry, int(pieces.size()) - 1, lengthOf(*pieces.back().document)};
    });
}

QRect ConversationView::lettersRect(int entry, int from, int to) const
{
    const QRect whole = entryRect(entry);
    if (!m_shapes[entry].known || m_shapes[entry].pieces.empty())
        return whole;
    const Spot begin = spotOf(entry, from), end = spotOf(entry, std::max(from, to));
    QRectF all;
    for (int i = begin.piece; i <= end.piece; ++i) {
        const Piece &piece = m_shapes[entry].pieces[i];
        const QRectF letters = rectOf(*piece.document, i == begin.piece ? begin.position : 0, i == end.piece ? end.position : lengthOf(*piece.document));
        all |= letters.translated(whole.left() + insetOf(piece) - piece.shift, whole.top() + piece.top);
    }
    return all.isEmpty() ? whole : all.toAlignedRect();
}

int ConversationView::letterAt(const QPoint &point)
{
    const Spot spot = spotAt(point);
    if (spot.entry < 0)
        return 0;
    int before = 0;
    for (int i = 0; i < std::min(spot.piece, int(m_shapes[spot.entry].pieces.size())); ++i)
        before += lengthOf(*m_shapes[spot.entry].pieces[i].document) + 1;
    return before + std::max(0, spot.position);
}

std::pair<int, int> ConversationView::selectedLetters(int entry) const
{
    const auto [from, to] = std::minmax(m_anchor, m_head);
    if (from == to || from.entry < 0 || entry < from.entry || entry > to.entry)
        return {0, 0};
    return withPieces(entry, [&](const std::vector<Piece> &pieces) {
        const auto letter = [&](const Spot &spot) {
            int at = 0;
            for (int i = 0; i < int(pieces.size()); ++i) {
                const int length = lengthOf(*pieces[i].document);
                if (i == spot.piece)
                    return at + std::min(spot.position, length);
                at += length + 1;
            }
            return std::max(0, at - 1);
        };
        const Spot whole{entry, int(pieces.size()), 0};
        return std::pair(from.entry == entry ? letter(from) : 0, letter(to.entry == entry ? to : whole));
    });
}

void ConversationView::selectLetters(int entry, int from, int to)
{
    m_anchor = spotOf(entry, from);
    m_head = spotOf(entry, to);
    viewport()->update();
}

} // namespace hsf::ui
