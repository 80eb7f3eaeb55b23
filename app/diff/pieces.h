// SPDX-License-Identifier: MIT
//
// Three texts side by side: what it was based on, what it is now, what is proposed. Cut into pieces that only one side
// changed, that both changed alike, and that a person has to choose about.
#pragma once
#include <QByteArray>
#include <QList>

namespace hsf::diff {

struct Piece {
    enum class Kind { Same, Now, Proposed, Both, Conflict }; ///< who changed it
    enum class Choice { None, Base, Now, Proposed, NowThenProposed, ProposedThenNow };
    Kind kind = Kind::Same;
    QByteArray base, now, proposed; ///< whole lines
    Choice choice = Choice::None; ///< of a conflict
    bool operator==(const Piece &) const = default;
};

/// Joined, the three sides of the pieces are the three texts.
QList<Piece> mergePieces(const QByteArray &base, const QByteArray &now, const QByteArray &proposed);
bool isResolved(const QList<Piece> &pieces);
int conflictCount(const QList<Piece> &pieces);
/// Changes of one side as that side has them, conflicts as chosen; one without a choice stays as it is now.
QByteArray mergedText(const QList<Piece> &pieces);

} // namespace hsf::diff
