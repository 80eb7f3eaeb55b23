// SPDX-License-Identifier: MIT
//
// How the window looks: colours by meaning, for dark and light, and what applies them to a program. Widgets never name
// a colour; they ask for what it means.
#pragma once
#include "base/settings.h"

#include <QColor>
#include <QIcon>

class QAbstractButton;
class QApplication;
class QLabel;
class QWidget;

namespace hsf::ui {

struct Colours {
    QColor window, base, card, hover, line; ///< surfaces, from the back to the front, and what parts them
    QColor text, dim;
    QColor accent, onAccent, accentSoft; ///< accentSoft: behind what is selected
    QColor added, removed; ///< behind a whole row of a diff
    QColor addedMark, removedMark; ///< behind the words that changed
    QColor addedText, removedText; ///< the signs
    QColor warning, warningSoft, error, errorSoft, ok, okSoft;
    QColor glow; ///< what has just arrived
};

const Colours &lightColours();
const Colours &darkColours();
/// Of the scheme in force: the one wanted, else the system's (QStyleHints::colorScheme).
const Colours &colours();
/// Unknown: the system's. applyTheme() says it; others need not.
void wantScheme(Qt::ColorScheme scheme);

/// WCAG 2 contrast of two opaque colours, 1 to 21.
double contrast(const QColor &one, const QColor &other);

/// Style, palette and text size, at start and whenever the settings change. Follows the system when told to.
void applyTheme(QApplication &app, const AppearanceSettings &appearance);

/// resources/icons/NAME.svg in the colour of the text where it is painted; follows theme and state by itself.
QIcon themedIcon(const QString &name);

/// How much a button stands out. Plain needs no call; Primary is the one thing to do here.
enum class Weight { Plain, Primary, Danger };
void setWeight(QAbstractButton &button, Weight weight);

/// Larger text for titles, smaller for side remarks, as a part of the text size in force.
void setTextScale(QWidget &widget, double scale, bool bold = false);
/// What the colour of a label's words says, also after a change of theme.
enum class Ink { Plain, Dim, Warning, Error };
void setInk(QWidget &widget, Ink ink);
void setDim(QWidget &widget); ///< Ink::Dim
/// A label in lesser words, that wraps.
QLabel *dimLabel(const QString &text);

QFont monospaceFont();
/// The system asks for no animation: what would glow is marked and stays still.
bool reducedMotion();

} // namespace hsf::ui
