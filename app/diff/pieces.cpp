// SPDX-License-Identifier: MIT
#include "diff/pieces.h"
#include "diff/lines.h"

#include <limits>

namespace hsf::diff {

namespace {
QByteArray text(const QList<QByteArray> &lines, int begin, int end)
{
    return joinLines(lines.sliced(begin, end - begin));
}

/// Walks two lists of changes of one base. Changes that overlap or touch belong together: nobody knows which was first.
class Walk
{
public:
    Walk(const QByteArray &base, const QByteArray &now, const QByteArray &proposed)
        : m_base(splitLines(base))
        , m_now(splitLines(now))
        , m_proposed(splitLines(proposed))
        , m_ours(diffLines(base, now))
        , m_theirs(diffLines(base, proposed))
    { }
    QList<Piece> pieces()
    {
        while (m_our < m_ours.size() || m_their < m_theirs.size())
            group();
        same(int(m_base.size()));
        return m_pieces;
    }

private:
    void same(int end)
    {
        if (end > m_at) {
            const QByteArray bytes = text(m_base, m_at, end);
            m_pieces << Piece{Piece::Kind::Same, bytes, bytes, bytes};
        }
        m_at = end;
    }
    void group()
    {
        const int firstOur = m_our, firstTheir = m_their;
        const auto startOf = [](const QList<Change> &changes, int i) {
            return i < changes.size() ? changes[i].oldStart : std::numeric_limits<int>::max();
        };
        const int begin = std::min(startOf(m_ours, m_our), startOf(m_theirs, m_their));
        int end = begin;
        for (bool grew = true; grew;) {
            grew = false;
            for (; startOf(m_ours, m_our) <= end && m_our < m_ours.size(); ++m_our, grew = true)
                end = std::max(end, m_ours[m_our].oldEnd);
            for (; startOf(m_theirs, m_their) <= end && m_their < m_theirs.size(); ++m_their, grew = true)
                end = std::max(end, m_theirs[m_their].oldEnd);
        }
        same(begin);
        const QByteArray was = text(m_base, begin, end);
        const QByteArray now = side(m_now, m_ours, firstOur, m_our, begin, end),
                         proposed = side(m_proposed, m_theirs, firstTheir, m_their, begin, end);
        m_at = end;
        if (firstTheir == m_their)
            m_pieces << Piece{Piece::Kind::Now, was, now, was};
        else if (firstOur == m_our)
            m_pieces << Piece{Piece::Kind::Proposed, was, was, proposed};
        else if (now == proposed)
            m_pieces << Piece{Piece::Kind::Both, was, now, proposed};
        else
            m_pieces << Piece{Piece::Kind::Conflict, was, now, proposed};
    }
    /// Base lines [begin, end) as they became through changes [from, to).
    QByteArray side(const QList<QByteArray> &lines, const QList<Change> &changes, int from, int to, int begin,
                    int end) const
    {
        if (from == to)
            return text(m_base, begin, end);
        const Change &first = changes[from], &last = changes[to - 1];
        return text(lines, first.newStart - (first.oldStart - begin), last.newEnd + (end - last.oldEnd));
    }

    const QList<QByteArray> m_base, m_now, m_proposed;
    const QList<Change> m_ours, m_theirs;
    QList<Piece> m_pieces;
    int m_at = 0, m_our = 0, m_their = 0;
};

QByteArray joined(QByteArray first, const QByteArray &second)
{
    if (!first.isEmpty() && !first.endsWith('\n') && !second.isEmpty())
        first += '\n';
    return first + second;
}

QByteArray chosen(const Piece &piece)
{
    switch (piece.choice) {
    case Piece::Choice::Base:
        return piece.base;
    case Piece::Choice::Proposed:
        return piece.proposed;
    case Piece::Choice::NowThenProposed:
        return joined(piece.now, piece.proposed);
    case Piece::Choice::ProposedThenNow:
        return joined(piece.proposed, piece.now);
    case Piece::Choice::None:
    case Piece::Choice::Now:
        break;
    }
    return piece.now;
}
} // namespace

QList<Piece> mergePieces(const QByteArray &base, const QByteArray &now, const QByteArray &proposed)
{
    return Walk(base, now, proposed).pieces();
}

int conflictCount(const QList<Piece> &pieces)
{
    return int(std::ranges::count(pieces, Piece::Kind::Conflict, &Piece::kind));
}

bool isResolved(const QList<Piece> &pieces)
{
    return std::ranges::none_of(pieces, [](const Piece &piece) {
        return piece.kind == Piece::Kind::Conflict && piece.choice == Piece::Choice::None;
    });
}

QByteArray mergedText(const QList<Piece> &pieces)
{
    QByteArray merged;
    for (const Piece &piece : pieces) {
        merged += piece.kind == Piece::Kind::Proposed ? piece.proposed
            : piece.kind == Piece::Kind::Conflict     ? chosen(piece)
                                                      : piece.now;
    }
    return merged;
}

} // namespace hsf::diff
