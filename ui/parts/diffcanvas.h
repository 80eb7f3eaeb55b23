// SPDX-License-Identifier: MIT
//
// The scrolling part of a DiffView: lays out by counting columns of a fixed-pitch font, so that ten thousand rows cost
// a few milliseconds, and paints what is visible.
#pragma once
#include "ui/parts/diffitems.h"

#include <QAbstractScrollArea>
#include <QSet>

class QMenu;

namespace hsf::ui {

class DiffCanvas final : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit DiffCanvas(QWidget *parent = nullptr);

    void setItems(const QList<DiffItem> &items);
    const QList<DiffItem> &items() const { return m_items; }
    void setChoosable(bool choosable);

    const QList<std::pair<int, int>> &hunks() const { return m_hunks; } ///< file, hunk
    int current() const { return m_current; }
    void goTo(int hunk);
    void toggle(int hunk);
    bool isChosen(int hunk) const { return m_chosen.contains(hunk); }
    int chosenCount() const { return int(m_chosen.size()); }

    QString selectedText() const;
    void copy() const;
    void selectAll();
    void fillMenu(QMenu &menu);
    QRect itemRect(int item) const; ///< in the viewport

Q_SIGNALS:
    void currentChanged(int hunk);
    void chosenChanged(int count);
    void menuRequested(int hunk, const QPoint &globalPosition); ///< -1: on no change

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    struct Spot {
        int item = -1, offset = 0;
        auto operator<=>(const Spot &) const = default;
    };
    void takeFont();
    void relayout();
    void showFirst();
    void indexHunks();
    int gutterWidth() const;
    int itemAt(int y) const;
    int lineCount(int item) const { return int(m_items.at(item).breaks.size()) + 1; }
    int itemHeight(int item) const;
    Spot spotAt(const QPoint &point) const;
    int hunkOf(int item) const;
    QRect tickRect(int item) const;
    void openFold(int item);
    void paintItem(QPainter &painter, int item);
    void paintGutter(QPainter &painter, int item, const QRect &rect);
    void paintText(QPainter &painter, int item, const QRect &rect);

    QList<DiffItem> m_items;
    QList<int> m_tops; // pixels, one more than items
    QList<std::pair<int, int>> m_hunks;
    QList<int> m_hunkItems; // first item of each
    QSet<int> m_chosen;
    bool m_choosable = false;
    bool m_untouched = true;   // nobody scrolled yet
    int m_current = -1;
    int m_digits = 1;
    qreal m_column = 8;
    int m_line = 18;
    QFont m_font;
    Spot m_anchor, m_head;
};

} // namespace hsf::ui
