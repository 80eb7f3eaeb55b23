// SPDX-License-Identifier: MIT
#include "diff/guard.h"

#include <algorithm>

namespace hsf::diff {

namespace {
constexpr qsizetype lookedAt = 8'000; ///< as Git does: a NUL near the beginning makes a file binary

bool isBinary(const QByteArray &text)
{
    return QByteArrayView(text).first(std::min(text.size(), lookedAt)).contains('\0');
}

bool hasLongLine(QByteArrayView text, qsizetype limit)
{
    for (qsizetype at = 0; text.size() - at > limit;) {
        const qsizetype newline = text.sliced(at, limit + 1).lastIndexOf('\n');
        if (newline < 0)
            return true;
        at += newline + 1;
    }
    return false;
}
} // namespace

Guard guardOf(const QByteArray &before, const QByteArray &after, const GuardLimits &limits)
{
    if (isBinary(before) || isBinary(after))
        return Guard::Binary;
    if (hasLongLine(before, limits.line) || hasLongLine(after, limits.line))
        return Guard::LongLine;
    return before.size() + after.size() > limits.bytes ? Guard::Large : Guard::None;
}

qsizetype longestLine(QByteArrayView text)
{
    qsizetype longest = 0;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype newline = text.indexOf('\n', at);
        const qsizetype end = newline < 0 ? text.size() : newline;
        longest = std::max(longest, end - at);
        at = end + 1;
    }
    return longest;
}

} // namespace hsf::diff
