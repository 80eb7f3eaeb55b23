// SPDX-License-Identifier: MIT
//
// The lines of a difference for screen readers: a list with an item a line, "Removed line 4: …", in the order they are painted.
// Going from change to change moves the reader along.
#pragma once

namespace hsf::ui {

class DiffCanvas;

void installDiffAccess(); ///< as often as one likes
void tellLinesChanged(DiffCanvas &canvas); ///< before they do
void tellCurrentChange(DiffCanvas &canvas);

} // namespace hsf::ui
