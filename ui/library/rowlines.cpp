// SPDX-License-Identifier: MIT
#include "ui/library/rowlines.h"

#include "ui/parts/theme.h"

#include <QFontMetrics>
#include <QtMath>
#include <QPainter>
#include <QStaticText>
#include <QTextLayout>

namespace hsf::ui {

namespace {
constexpr int keptLines = 512; ///< some screens full

/// More letters than any line of this width holds: what is cut away anyway need not be shaped.
QString enoughOf(const QString &text, int width, const QFont &font)
{
    const double narrow = std::max(1.0, QFontMetricsF(font).averageCharWidth() * 0.3);
    return text.left(qsizetype(width / narrow) + 8);
}

/// As much of a snippet as a line of this width can show, whatever its letters: at each key some rows are shaped anew.
QString visiblePart(const QString &text, const QList<library::SearchMark> &marks, int width, const QFont &font)
{
    const double narrow = std::max(1.0, QFontMetricsF(font).averageCharWidth() * 0.5);
    const int whole = int(width / narrow) + 8;
    const int mark = marks.isEmpty()
        ? 0
        : marks.constFirst().start + marks.constFirst().length; // stands at three quarters, or before
    return text.left(std::max(whole, mark + whole / 4 + 8));
}

QList<QTextLayout::FormatRange> formatsOf(const QList<library::SearchMark> &marks, qsizetype length)
{
    QList<QTextLayout::FormatRange> formats;
    for (const library::SearchMark &mark : marks) {
        if (mark.start >= length)
            break;
        QTextCharFormat format;
        format.setForeground(colours().text);
        format.setFontWeight(QFont::DemiBold);
        formats.append({mark.start, mark.length, format});
    }
    return formats;
}
} // namespace

struct RowLines::Plain {
    QStaticText text; ///< cut to the width
    int width = 0;
};

struct RowLines::Marked {
    QTextLayout layout;
    qreal shift = 0; ///< what stands left of the line
};

RowLines::RowLines()
    : m_plain(keptLines)
    , m_marked(keptLines)
{ }
RowLines::~RowLines() = default;

int RowLines::numberOf(const QFont &font)
{
    constexpr qsizetype fewFonts = 16;
    if (const qsizetype known = m_fonts.indexOf(font); known >= 0)
        return int(known);
    if (m_fonts.size() >= fewFonts) { // the person tried several
        m_fonts.clear();
        m_plain.clear();
        m_marked.clear();
    }
    m_fonts.append(font);
    return int(m_fonts.size()) - 1;
}

const RowLines::Plain &RowLines::plain(const QString &text, const QFont &font, int width)
{
    const Key key{text, numberOf(font), width, 0, {}};
    if (const Plain *known = m_plain.object(key))
        return *known;
    const bool whole = width == QWIDGETSIZE_MAX;
    const QString shown = whole ? text : QFontMetrics(font).elidedText(enoughOf(text, width, font), Qt::ElideRight, width);
    auto *made = new Plain{QStaticText(shown)};
    made->text.setTextFormat(Qt::PlainText);
    made->text.setPerformanceHint(QStaticText::AggressiveCaching);
    made->text.prepare({}, font);
    made->width = qCeil(made->text.size().width()); // shaped for this already
    m_plain.insert(key, made); // one of hundreds: it is never too much
    return *made;
}

RowLines::Marked &RowLines::marked(const QString &part, const QFont &font, int width,
                                   const QList<library::SearchMark> &marks)
{
    Key key{part, numberOf(font), width, colours().text.rgba(), {}};
    for (const library::SearchMark &mark : marks)
        key.marks.append({mark.start, mark.length});
    if (Marked *known = m_marked.object(key))
        return *known;
    auto *made = new Marked;
    made->layout.setText(part);
    made->layout.setFont(font);
    made->layout.setCacheEnabled(true); // else its letters are shaped for each of the steps below
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    made->layout.setTextOption(option);
    made->layout.setFormats(formatsOf(marks, part.size()));
    made->layout.beginLayout();
    QTextLine line = made->layout.createLine();
    line.setLineWidth(1'000'000);
    made->layout.endLayout();
    const qreal mark = marks.isEmpty() ? 0 : line.cursorToX(marks.constFirst().start + marks.constFirst().length);
    made->shift = std::max(0.0, mark - width * 0.75);
    m_marked.insert(key, made);
    return *made;
}

int RowLines::widthOf(const QString &name, const QFont &font)
{
    return plain(name, font, QWIDGETSIZE_MAX).width;
}

int RowLines::paint(QPainter &painter, const QRect &box, const QFont &font, const QString &text)
{
    const Plain &line = plain(text, font, box.width());
    painter.setFont(font);
    painter.drawStaticText(QPointF(box.left(), box.top() + (box.height() - line.text.size().height()) / 2), line.text);
    return line.width;
}

void RowLines::paintMarked(QPainter &painter, const QRect &box, const QFont &font, const QString &text,
                           const QList<library::SearchMark> &marks)
{
    const Marked &line = marked(visiblePart(text, marks, box.width(), font), font, box.width(), marks);
    painter.save();
    painter.setClipRect(box);
    painter.setFont(font);
    line.layout.draw(&painter, QPointF(box.left() - line.shift, box.top()));
    painter.restore();
}

} // namespace hsf::ui
