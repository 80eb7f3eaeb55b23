// SPDX-License-Identifier: MIT
//
// Beside the text: who wrote a line, its number, a dot for a finding, a bar for what is not saved.
#include "ui/library/sourcegutter_p.h"

#include "ui/parts/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPaintEvent>
#include <QTextBlock>
#include <QToolTip>

namespace hsf::ui {

namespace {
constexpr int dotsWidth = 16;
constexpr int originLetters = 12;
constexpr int roomForOrigins = 420; ///< a narrower editor needs its width for the text

QFont originFont(const QFont &font)
{
    QFont small = font;
    small.setPointSizeF(font.pointSizeF() * 0.8);
    return small;
}
} // namespace

SourceGutter::SourceGutter(SourceEdit *edit)
    : QWidget(edit)
    , m_edit(edit)
{
    setObjectName(QStringLiteral("sourceGutter"));
    setCursor(Qt::ArrowCursor);
}

bool SourceGutter::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), m_edit->gutterTip(help->pos().y()), this);
        return true;
    }
    return QWidget::event(event);
}

void SourceGutter::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_edit->clickGutter(int(event->position().x()), int(event->position().y()));
}

void SourceEdit::setFindings(const skill::Findings &findings)
{
    m_marks.clear();
    for (const skill::Finding &finding : findings)
        if (finding.line > 0)
            m_marks[finding.line] = std::max(m_marks.value(finding.line), finding.severity);
    m_gutter->update();
}

void SourceEdit::setOrigins(const QList<LineOrigin> &origins)
{
    const bool resizes = origins.isEmpty() != m_origins.isEmpty();
    m_origins = origins;
    if (resizes)
        placeGutter();
    m_gutter->update();
}

void SourceEdit::setOriginsVisible(bool visible)
{
    m_originsVisible = visible;
    placeGutter();
}

int SourceEdit::originsWidth() const
{
    if (!m_originsVisible || m_origins.isEmpty() || width() < roomForOrigins)
        return 0;
    return QFontMetrics(originFont(font())).horizontalAdvance(QString(originLetters, u'x')) + 8;
}

int SourceEdit::gutterWidth() const
{
    const int digits = int(QString::number(std::max(99, blockCount())).size());
    return originsWidth() + dotsWidth + 8 + fontMetrics().horizontalAdvance(u'9') * digits;
}

void SourceEdit::placeGutter()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect inner = contentsRect();
    m_gutter->setGeometry(inner.left(), inner.top(), gutterWidth(), inner.height());
    m_gutter->update();
}

void SourceEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    placeGutter();
}

int SourceEdit::lineAt(int y) const
{
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > y)
            return 0;
        if (place.bottom() > y)
            return block.blockNumber() + 1;
    }
    return 0;
}

void SourceEdit::clickGutter(int x, int y)
{
    const int line = lineAt(y);
    if (line == 0)
        return;
    if (x < originsWidth() && !m_origins.value(line - 1).commit.isEmpty())
        return Q_EMIT originActivated(m_origins.at(line - 1));
    setTextCursor(QTextCursor(document()->findBlockByNumber(line - 1)));
    setFocus();
}

QString SourceEdit::gutterTip(int y) const
{
    return m_origins.value(lineAt(y) - 1).about;
}

void SourceEdit::paintGutter(QPaintEvent *event)
{
    QPainter painter(m_gutter);
    const Colours &c = colours();
    painter.fillRect(event->rect(), c.window);
    painter.setRenderHint(QPainter::Antialiasing);
    const int line = fontMetrics().height(), origins = originsWidth();
    const QFont small = originFont(font());
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        const int top = int(place.top());
        if (top > event->rect().bottom())
            break;
        const int number = block.blockNumber() + 1;
        const LineOrigin origin = m_origins.value(number - 1);
        // The first line in sight says it too, so that one need not scroll to know.
        if (origins > 0 && !origin.commit.isEmpty()) {
            painter.setFont(small);
            painter.setPen(origin.session ? c.accent : c.dim);
            const QRect room(6, top, origins - 8, line);
            painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                             QFontMetrics(small).elidedText(origin.label, Qt::ElideRight, room.width()));
        }
        if (!m_origins.isEmpty() && origin.commit.isEmpty() && !origin.about.isEmpty())
            painter.fillRect(QRect(m_gutter->width() - 3, top, 3, int(place.height())), c.accent);
        painter.setFont(font());
        painter.setPen(number == currentLine() ? c.text : c.dim);
        painter.drawText(QRect(0, top, m_gutter->width() - 8, line), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(number));
        if (const auto mark = m_marks.constFind(number); mark != m_marks.cend()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(*mark >= skill::Severity::Error         ? c.error
                                 : *mark == skill::Severity::Warning ? c.warning
                                                                     : c.accent);
            painter.drawEllipse(QRect(origins + 4, top + line / 2 - 3, 7, 7));
        }
    }
}

} // namespace hsf::ui
