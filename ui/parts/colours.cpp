// SPDX-License-Identifier: MIT
//
// The two sets of colours. tst_theme computes that every pair that is read has a contrast of 4.5 : 1 at least.
#include "ui/parts/theme.h"

#include <QGuiApplication>
#include <QStyleHints>

#include <cmath>

namespace hsf::ui {

const Colours &lightColours()
{
    static const Colours light{
        .window = 0xf4f5f8,
        .base = 0xffffff,
        .card = 0xffffff,
        .hover = 0xe9ecf2,
        .line = 0xd5dae2,
        .text = 0x1b2027,
        .dim = 0x545d69,
        .accent = 0x2b5ccb,
        .onAccent = 0xffffff,
        .accentSoft = 0xdde7fc,
        .added = 0xe6f6ea,
        .removed = 0xfdecec,
        .addedMark = 0xb5e6c3,
        .removedMark = 0xf8c6c6,
        .addedText = 0x12652f,
        .removedText = 0xa01c14,
        .warning = 0x7d5200,
        .warningSoft = 0xfdf0cf,
        .error = 0xad1f18,
        .errorSoft = 0xfde7e5,
        .ok = 0x136530,
        .okSoft = 0xddf3e3,
        .glow = 0xffefb8,
    };
    return light;
}

const Colours &darkColours()
{
    static const Colours dark{
        .window = 0x16181d,
        .base = 0x1b1e25,
        .card = 0x20242c,
        .hover = 0x2a2f39,
        .line = 0x363d49,
        .text = 0xe5e8ee,
        .dim = 0xa3adbb,
        .accent = 0x8cb2ff,
        .onAccent = 0x0d1424,
        .accentSoft = 0x2a3a5e,
        .added = 0x16301f,
        .removed = 0x3a1c20,
        .addedMark = 0x215a37,
        .removedMark = 0x752d34,
        .addedText = 0x83dba0,
        .removedText = 0xff9f97,
        .warning = 0xeac054,
        .warningSoft = 0x3b311a,
        .error = 0xff938a,
        .errorSoft = 0x43201f,
        .ok = 0x7bd899,
        .okSoft = 0x19351f,
        .glow = 0x4a4020,
    };
    return dark;
}

// Which set is in force is asked at every painting, and not every platform lets a program set its colour scheme: kept
// here.
static Qt::ColorScheme wanted = Qt::ColorScheme::Unknown;

void wantScheme(Qt::ColorScheme scheme)
{
    wanted = scheme;
}

const Colours &colours()
{
    const bool follows = wanted == Qt::ColorScheme::Unknown && qGuiApp;
    const Qt::ColorScheme scheme = follows ? qGuiApp->styleHints()->colorScheme() : wanted;
    return scheme == Qt::ColorScheme::Dark ? darkColours() : lightColours();
}

// https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
static double luminance(const QColor &colour)
{
    const auto linear
        = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one), b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace hsf::ui
