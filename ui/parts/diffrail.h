// SPDX-License-Identifier: MIT
//
// The whole difference as a strip beside the scroll bar: where something was taken out or put in. A click goes there.
#pragma once
#include <QWidget>

namespace hsf::ui {

class DiffRail final : public QWidget
{
    Q_OBJECT
public:
    enum Kind : quint8 { Nothing = 0, Removed = 1, Added = 2, Quiet = 4 };

    explicit DiffRail(QWidget *parent = nullptr);
    void clear();
    /// Both as a part of the whole height, 0 to 1.
    void add(double from, double to, quint8 kinds);
    void setView(double from, double to);
    int markedPixels() const; ///< how much of the strip shows a change

Q_SIGNALS:
    void jumped(double to);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    QPixmap drawnMarks() const;

    static constexpr int steps = 2'048; // finer than any screen is high
    QList<quint8> m_marks;
    QPixmap m_picture; // of the marks; null: to be drawn
    double m_from = 0, m_to = 1;
};

} // namespace hsf::ui
