// SPDX-License-Identifier: MIT
//
// Tables of a text with thin lines in the theme's colour. A document's style sheet does not reach them, and the lines
// that Qt draws by itself are heavy.
#pragma once

#include <QtTypes>

class QTextFrame;

namespace hsf::ui {

/// Every table in `frame`; not before an edit that made the frame has ended: until then it knows none. `padding`: pixels
/// between a line and the words.
void drawThinLines(QTextFrame &frame, qreal padding);

} // namespace hsf::ui
