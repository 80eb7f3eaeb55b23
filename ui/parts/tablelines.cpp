// SPDX-License-Identifier: MIT
#include "ui/parts/tablelines.h"

#include "ui/parts/theme.h"

#include <QTextCursor>
#include <QTextTable>

namespace hsf::ui {

namespace {

template <class Format> void setLine(Format &format)
{
    format.setBorder(1);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(colours().line);
}

void drawThinLines(QTextTable &table, qreal padding)
{
    QTextTableFormat format = table.format();
    setLine(format);
    format.setBorderCollapse(true);
    format.setCellPadding(padding);
    table.setFormat(format);
    // Where borders collapse, only those of the cells are drawn.
    for (int row = 0; row < table.rows(); ++row) {
        for (int column = 0; column < table.columns(); ++column) {
            QTextTableCell cell = table.cellAt(row, column);
            QTextTableCellFormat lines = cell.format().toTableCellFormat();
            setLine(lines);
            cell.setFormat(lines);
        }
    }
}

} // namespace

void drawThinLines(QTextFrame &frame, qreal padding)
{
    QTextCursor edit(frame.document());
    edit.beginEditBlock(); // laid out once, at the end
    for (QTextFrame *child : frame.childFrames()) {
        if (auto *table = qobject_cast<QTextTable *>(child))
            drawThinLines(*table, padding);
        drawThinLines(*child, padding);
    }
    edit.endEditBlock();
}

} // namespace hsf::ui
