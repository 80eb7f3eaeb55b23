// SPDX-License-Identifier: MIT
//
// The three columns of a ThreeWayView: pieces as lines, what nobody changed folded, each conflict with a line of words
// above it. A click on a side of a conflict asks for that side.
#pragma once
#include "diff/pieces.h"

#include <QAbstractScrollArea>
#include <QSet>

#include <array>

namespace hsf::ui {

class ThreeWayCanvas final : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit ThreeWayCanvas(QWidget *parent = nullptr);

    void setPieces(const QList<diff::Piece> &pieces, int current);
    /// Choices and the current conflict; the texts stay.
    void update(const QList<diff::Piece> &pieces, int current);
    void show(int conflict);
    QRect conflictRect(int conflict, int column) const; ///< in the viewport; column 0 base, 1 now, 2 proposed

Q_SIGNALS:
    void sideClicked(int conflict, int column);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    struct Cell {
        int line = 0; ///< from 1; 0: nothing here
        QString text;
        QList<int> breaks;
    };
    struct Line {
        enum class Kind { Text, Fold, Conflict } kind = Kind::Text;
        int piece = 0;
        std::array<Cell, 3> cells;
        int folded = 0;
        int top = 0;
    };
    void takeFont();
    void rebuild();
    void addPiece(int piece, std::array<int, 3> &numbers);
    void layOut();
    int lineAt(int y) const;
    int conflictOf(int piece) const; ///< its number; -1: no conflict
    int left(int column) const { return viewport()->width() * column / 3; }
    int headHeight() const { return m_line + 10; }
    int gutter() const { return int(m_column * 5.5) + 8; }
    QString conflictWords(int piece) const;
    QColor ground(const diff::Piece &piece, int column) const;
    void paintLine(QPainter &painter, const Line &line, int y);
    void paintHead(QPainter &painter);

    QList<diff::Piece> m_pieces;
    QList<int> m_conflicts; ///< pieces
    QList<Line> m_lines;
    QSet<int> m_open; ///< pieces whose fold is open
    int m_current = -1, m_height = 0;
    int m_line = 18;
    qreal m_column = 8, m_ascent = 12;
    QFont m_font;
};

} // namespace hsf::ui
