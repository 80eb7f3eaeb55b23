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
        .window = "#f4f5f8",
        .base = "#ffffff",
        .card = "#ffffff",
        .hover = "#e9ecf2",
        .line = "#d5dae2",
        .text = "#1b2027",
        .dim = "#545d69",
        .accent = "#2b5ccb",
        .onAccent = "#ffffff",
        .accentSoft = "#dde7fc",
        .added = "#e6f6ea",
        .removed = "#fdecec",
        .addedMark = "#b5e6c3",
        .removedMark = "#f8c6c6",
        .addedText = "#12652f",
        .removedText = "#a01c14",
        .warning = "#7d5200",
        .warningSoft = "#fdf0cf",
        .error = "#ad1f18",
        .errorSoft = "#fde7e5",
        .ok = "#136530",
        .okSoft = "#ddf3e3",
        .glow = "#ffefb8",
    };
    return light;
}

const Colours &darkColours()
{
    static const Colours dark{
        .window = "#16181d",
        .base = "#1b1e25",
        .card = "#20242c",
        .hover = "#2a2f39",
        .line = "#363d49",
        .text = "#e5e8ee",
        .dim = "#a3adbb",
        .accent = "#8cb2ff",
        .onAccent = "#0d1424",
        .accentSoft = "#2a3a5e",
        .added = "#16301f",
        .removed = "#3a1c20",
        .addedMark = "#215a37",
        .removedMark = "#752d34",
        .addedText = "#83dba0",
        .removedText = "#ff9f97",
        .warning = "#eac054",
        .warningSoft = "#3b311a",
        .error = "#ff938a",
        .errorSoft = "#43201f",
        .ok = "#7bd899",
        .okSoft = "#19351f",
        .glow = "#4a4020",
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
