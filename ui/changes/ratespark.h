// SPDX-License-Identifier: MIT
//
// How much changes in a day, as a number and thirty small bars.
#pragma once
#include <QWidget>

namespace hsf::ui {

class RateSpark final : public QWidget
{
    Q_OBJECT
public:
    explicit RateSpark(QWidget *parent = nullptr);
    void setDays(const QList<int> &appliedPerDay); ///< today last
    QString words() const { return m_words; } ///< "42 a day"
    QSize sizeHint() const override;

private:
    void paintEvent(QPaintEvent *event) override;
    QList<int> m_days;
    QString m_words;
};

/// The mean of the days since the first change, at least one day; rounded, but never down to none.
int changesADay(const QList<int> &appliedPerDay);

} // namespace hsf::ui
