// SPDX-License-Identifier: MIT
//
// Sizes that the parts of a conversation view share, in pixels unless they say otherwise.
#pragma once

namespace hsf::ui {

inline constexpr int gap = 16, padding = 12, headHeight = 24, widest = 820, nearEnd = 100, radius = 8;
inline constexpr int shownOutput = 20'000; ///< characters of a tool's output that are laid out
inline constexpr int keptScreens = 5;      ///< above and below: documents that are kept; others are made again when they are seen

} // namespace hsf::ui
