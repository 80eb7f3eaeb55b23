// SPDX-License-Identifier: MIT
//
// A scroll area that wishes to be as high as it is told, and shrinks where there is less room. Its own wish would be the height that
// what is in it has at another width.
#pragma once
#include <QScrollArea>

namespace hsf::ui {

class FittedArea final : public QScrollArea
{
public:
    using QScrollArea::QScrollArea;
    void fit(int height)
    {
        if (std::exchange(m_height, height) != height)
            updateGeometry();
    }
    QSize sizeHint() const override { return {QScrollArea::sizeHint().width(), m_height}; }

private:
    int m_height = 0;
};

} // namespace hsf::ui
