// SPDX-License-Identifier: MIT
//
// The scrolling part of a DiffView: one file below the other, laid out by counting columns of a fixed-pitch font. Asks
// for the files that come into view, and paints what is visible.
#pragma once
#include "ui/parts/diffsection.h"
#include "ui/parts/glyphsheet.h"

#include <QAbstractScrollArea>

class QMenu;

namespace hsf::ui {

class DiffRail;

class DiffCanvas final : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit DiffCanvas(QWidget *parent = nullptr);

    void setFiles(const QList<FileDiff> &files); ///< none is compared yet
    const std::vector<DiffSection> &sections() const { return m_sections; }
    /// Changes a file's section and lays out again; what stands at the top stays there.
    void change(int file, const std::function<void(DiffSection &)> &change);
    void changeAll(const std::function<void(DiffSection &)> &change);
    void reload(); ///< all of it is read again; ticks stay
    int wanted() const; ///< a file that is in view and unread; -1: none
    void colour(int file, const DiffColours &colours);
    void setHunkCounts(const QList<std::pair<int, int>> &counts); ///< file, how many

    void setChoosable(bool choosable);
    void setSides(bool sides);
    bool hasSides() const { return m_grid.sides; }
    void setWrap(bool wrap);

    struct Place { ///< a change
        int file = -1, hunk = -1;
        auto operator<=>(const Place &) const = default;
    };
    int hunkCount() const;
    int numberOf(const Place &place) const; ///< from 0; -1: none
    Place placeOf(int number) const;
    int current() const { return numberOf(m_current); }
    const Place &currentPlace() const { return m_current; }
    void goTo(const Place &place);
    bool isQuiet(const Place &place) const; ///< folded for being white space only
    void toggle(const Place &place);
    void choose(const QSet<std::pair<int, int>> &chosen);
    bool isChosen(const Place &place) const { return m_chosen.contains({place.file, place.hunk}); }
    const QSet<std::pair<int, int>> &chosen() const { return m_chosen; }

    QString selectedText() const;
    void copy() const;
    void selectAll();
    void fillMenu(QMenu &menu);

    /// All places of these words are shown.
    void setSought(const QString &words);
    /// Brings a stretch of a line into view and selects it; opens the fold it stands in.
    void show(int file, int oldLine, int newLine, const diff::Mark &mark);

    QRect lineRect(int file, int line) const; ///< in the viewport; line -1: the head
    bool isChoosable() const { return m_choosable; }

Q_SIGNALS:
    void sectionsWanted();
    void currentChanged();
    void hunkCountChanged();
    void chosenChanged(int count);
    void guardClicked(int file);
    void menuRequested(int file, int hunk, const QPoint &globalPosition); ///< -1: on no change

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    struct Spot { ///< a place in a text
        int file = -1, line = 0, offset = 0;
        auto operator<=>(const Spot &) const = default;
    };
    struct At { ///< what is at a pixel
        int file = -1, line = -1; ///< line -1: the head
    };
    void takeFont();
    void fitGrid();
    void layOut();
    void place();
    void keepPlace(const std::function<void()> &change);
    void showFirst();
    void fillRail();
    void takeFirst();
    int gutter(int side) const;
    int cellLeft(int side) const { return side == 0 ? 0 : viewport()->width() / 2; }
    int cellWidth(int side) const;
    int sideAt(int x) const { return m_grid.sides && x >= cellLeft(1) ? 1 : 0; }
    int fileAt(int y) const;
    At at(int y) const;
    Spot spotAt(const QPoint &point, int side) const;
    QRect tickRect(const QRect &line) const;
    bool isClickable(const DiffLine &line) const;
    void click(const At &at, const QPoint &point);
    QStringList selectedIn(int file, const Spot &from, const Spot &to, bool old) const;

    void paintHead(QPainter &painter, int file, const QRect &rect);
    void paintPlain(QPainter &painter, const QColor &ink, const QPointF &baseline, QStringView text);
    void paintLine(QPainter &painter, int file, int line, const QRect &seen);
    void paintGutter(QPainter &painter, const DiffSection &section, const DiffLine &line, int side, const QRect &rect);
    void paintTick(QPainter &painter, int file, const DiffLine &line, const QRect &rect);
    void paintText(QPainter &painter, int file, int line, int side, const QRect &rect, const QRect &seen);
    struct Ink {
        QRgb ground = 0, text = 0; ///< ground 0: none
        bool operator==(const Ink &) const = default;
    };
    std::vector<Ink> inksOf(int file, int line, int side, const QString &text, int start, int end) const;
    QColor groundOf(const DiffSection &section, const DiffLine &line, int side) const;

    QList<FileDiff> m_files;
    std::vector<DiffSection> m_sections;
    std::vector<int> m_tops; // pixels, one more than sections
    QSet<std::pair<int, int>> m_chosen;
    DiffGrid m_grid;
    bool m_choosable = false;
    bool m_untouched = true; // nobody scrolled yet
    bool m_placing = false;
    Place m_current, m_awaited;
    int m_digits = 3;
    qreal m_column = 8, m_ascent = 12;
    QFont m_font;
    GlyphSheet m_sheet; // what a paint event has to write
    Spot m_anchor, m_head;
    int m_side = 0; // where the selection is, in two columns
    QString m_sought;
    DiffRail *m_rail;
};

} // namespace hsf::ui
