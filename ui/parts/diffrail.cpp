// SPDX-License-Identifier: MIT
#include "ui/parts/diffrail.h"

#include "ui/parts/theme.h"

#include <QMouseEvent>
#include <QPainter>

namespace hsf::ui {

DiffRail::DiffRail(QWidget *parent)
    : QWidget(parent)
    , m_marks(steps, Nothing)
{
    setObjectName(QStringLiteral("diffRail"));
    setAccessibleName(tr("Overview of the changes"));
    setToolTip(tr("Where the changes are; click to go there"));
    setCursor(Qt::PointingHandCursor);
}

void DiffRail::clear()
{
    m_marks.fill(Nothing);
    m_picture = {};
    update();
}

void DiffRail::add(double from, double to, quint8 kinds)
{
    m_picture = {};
    const int last = std::clamp(int(to * steps), 0, steps - 1);
    for (int i = std::clamp(int(from * steps), 0, last); i <= last; ++i)
        m_marks[i] |= kinds;
}

void DiffRail::setView(double from, double to)
{
    m_from = from;
    m_to = to;
    update();
}

int DiffRail::markedPixels() const
{
    int marked = 0;
    for (int y = 0; y < height(); ++y)
        marked += m_marks.at(y * steps / std::max(1, height())) != Nothing;
    return marked;
}

// Removed on the left half, added on the right one, so that the place tells them apart as well as the colour. Kept: scrolling moves
// only the frame above it.
QPixmap DiffRail::drawnMarks() const
{
    QPixmap picture(size() * devicePixelRatio());
    picture.setDevicePixelRatio(devicePixelRatio());
    QPainter painter(&picture);
    const Colours &c = colours();
    painter.fillRect(rect(), c.window);
    const int half = width() / 2;
    for (int y = 0; y < height(); ++y) {
        quint8 kinds = Nothing;
        for (int i = y * steps / height(); i < std::max(y * steps / height() + 1, (y + 1) * steps / height()); ++i)
            kinds |= m_marks.at(std::min(i, steps - 1));
        if (kinds & Removed)
            painter.fillRect(1, y, half - 1, 1, c.removedText);
        if (kinds & Added)
            painter.fillRect(half, y, half - 1, 1, c.addedText);
        if (kinds == Quiet)
            painter.fillRect(1, y, width() - 2, 1, c.line);
    }
    return picture;
}

void DiffRail::paintEvent(QPaintEvent *)
{
    if (m_picture.isNull() || m_picture.size() != size() * devicePixelRatio())
        m_picture = drawnMarks();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    const Colours &c = colours();
    if (m_to - m_from < 0.999) {
        painter.setPen(c.dim);
        const int top = int(m_from * height()), bottom = int(m_to * height());
        painter.drawRect(0, std::min(top, height() - 6), width() - 1, std::max(5, bottom - top - 1));
    }
}

void DiffRail::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    m_picture = {}; // of another palette or style
}

void DiffRail::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT jumped(event->position().y() / std::max(1, height()));
}

void DiffRail::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        Q_EMIT jumped(event->position().y() / std::max(1, height()));
}

} // namespace hsf::ui
