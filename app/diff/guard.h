// SPDX-License-Identifier: MIT
//
// Files that nobody reads as lines, and that would cost much to show: to be asked about before they are shown.
#pragma once
#include <QByteArray>

namespace hsf::diff {

enum class Guard { None, Large, LongLine, Binary };

struct GuardLimits {
    qsizetype bytes = 2'000'000; ///< both sides together
    qsizetype line = 20'000; ///< bytes
};

/// Quick: looks at what is small hardly at all.
Guard guardOf(const QByteArray &before, const QByteArray &after, const GuardLimits &limits = {});
/// In bytes, without its ending.
qsizetype longestLine(QByteArrayView text);

} // namespace hsf::diff
