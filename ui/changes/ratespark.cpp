// SPDX-License-Identifier: MIT
#include "ui/changes/ratespark.h"

#include "ui/parts/theme.h"

#include <QPainter>

#include <numeric>

namespace hsf::ui {

static constexpr int barsWidth = 120, barsHeight = 26;

RateSpark::RateSpark(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("rateSpark"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
}

int changesADay(const QList<int> &appliedPerDay)
{
    const auto first = std::ranges::find_if(appliedPerDay, [](int count) { return count > 0; });
    const qsizetype days = appliedPerDay.end() - first;
    const int all = std::accumulate(first, appliedPerDay.end(), 0);
    return all == 0 ? 0 : std::max(1, int(std::lround(double(all) / double(days))));
}

void RateSpark::setDays(const QList<int> &appliedPerDay)
{
    m_days = appliedPerDay;
    const int mean = changesADay(m_days);
    m_words = tr("%n a day", "changes", mean);
    const int today = m_days.isEmpty() ? 0 : m_days.last();
    const QString all
        = tr("%1 changes a day on average over %2 days, %3 today").arg(mean).arg(m_days.size()).arg(today);
    setToolTip(all);
    setAccessibleName(all);
    setVisible(mean > 0);
    updateGeometry();
    update();
}

QSize RateSpark::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_words) + 8 + barsWidth, std::max(barsHeight, fontMetrics().height())};
}

void RateSpark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(colours().dim);
    painter.drawText(rect().adjusted(0, 0, -barsWidth - 8, 0), Qt::AlignRight | Qt::AlignVCenter, m_words);
    if (m_days.isEmpty())
        return;
    const int most = std::max(1, *std::ranges::max_element(m_days));
    const QRectF bars(width() - barsWidth, (height() - barsHeight) / 2.0, barsWidth, barsHeight);
    const double step = bars.width() / double(m_days.size());
    painter.setPen(Qt::NoPen);
    for (qsizetype i = 0; i < m_days.size(); ++i) {
        const int count = m_days.at(i);
        const double height = count == 0 ? 1.5 : std::max(3.0, bars.height() * count / most);
        painter.setBrush(count == 0 ? colours().line : i + 1 == m_days.size() ? colours().accent : colours().dim);
        painter.drawRect(
            QRectF(bars.left() + double(i) * step, bars.bottom() - height, std::max(1.0, step - 1.0), height));
    }
}

} // namespace hsf::ui
