// SPDX-License-Identifier: MIT
//
// Fusion, calmer: rounded fields and buttons, one accent, thin scroll bars, no bevels. Colours come from theme.h.
#pragma once
#include <QProxyStyle>

namespace hsf::ui {

class CalmStyle final : public QProxyStyle
{
    Q_OBJECT
public:
    static constexpr const char *weightProperty = "hsfWeight"; ///< of a button, see theme.h
    CalmStyle();

    using QProxyStyle::polish;
    void polish(QWidget *widget) override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override;
};

} // namespace hsf::ui
