// SPDX-License-Identifier: MIT
//
// A part of a page whose size follows from the font alone and never from the words inside. A splitter asks all its parts for their
// sizes at every change of a label, and wrapped labels answer by laying out their text a dozen times; behind this they are asked once.
#pragma once
#include <QWidget>

namespace hsf::ui {

class StillWidget : public QWidget
{
public:
    using QWidget::QWidget;

    QSize sizeHint() const override { return minimumSizeHint() * 3 / 2; }
    QSize minimumSizeHint() const override
    {
        const QFontMetrics metrics = fontMetrics();
        return {metrics.averageCharWidth() * 28, metrics.lineSpacing() * 10};
    }
    bool hasHeightForWidth() const override { return false; }
};

} // namespace hsf::ui
