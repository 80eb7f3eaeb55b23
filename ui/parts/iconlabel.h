// SPDX-License-Identifier: MIT
//
// An icon beside words, painted when it is shown, so that it follows the theme.
#pragma once
#include "ui/parts/theme.h"

#include <QPainter>
#include <QWidget>

namespace hsf::ui {

class IconLabel final : public QWidget
{
public:
    IconLabel(const QString &icon, int side, QWidget *parent = nullptr) : QWidget(parent), m_icon(themedIcon(icon)) { setFixedSize(side, side); }

private:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        m_icon.paint(&painter, rect());
    }
    QIcon m_icon;
};

} // namespace hsf::ui
