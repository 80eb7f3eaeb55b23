// SPDX-License-Identifier: MIT
//
// The ATX headings of a Markdown text in UTF-8, outside code fences, without making a document of it.
#pragma once
#include <QByteArrayView>

namespace hsf::skill {

/// Calls found(text, line from 1) for each.
template <class Found> void forEachHeading(QByteArrayView markdown, const Found &found);
/// Where the Markdown begins.
qsizetype bodyOffsetOf(const QByteArray &bytes);

/// Text of a heading's line, without the marks around it; empty when it is none.
QByteArrayView headingOf(QByteArrayView line);
/// How many back ticks or tildes, which, and whether nothing else stands there; 0: the line is no fence.
struct Fence {
    qsizetype size = 0;
    char mark = 0;
    bool bare = false;
};
Fence fenceOf(QByteArrayView line);

template <class Found> void forEachHeading(QByteArrayView markdown, const Found &found)
{
    Fence open;
    int number = 0;
    for (qsizetype at = 0; at < markdown.size();) {
        qsizetype end = at;
        while (end < markdown.size() && markdown[end] != '\n' && markdown[end] != '\r')
            ++end;
        const QByteArrayView line = markdown.sliced(at, end - at);
        at = end + (end + 1 < markdown.size() && markdown[end] == '\r' && markdown[end + 1] == '\n' ? 2 : 1);
        ++number;
        // One look at the first letter tells that nearly every line is neither.
        const QByteArrayView trimmed = line.trimmed();
        const char first = trimmed.isEmpty() ? '\0' : trimmed.front();
        if (first != '#' && first != '`' && first != '~')
            continue;
        const Fence fence = fenceOf(line);
        if (open.size > 0) {
            if (fence.bare && fence.mark == open.mark && fence.size >= open.size)
                open = {};
        } else if (fence.size > 0) {
            open = fence;
        } else if (const QByteArrayView text = headingOf(line); !text.isEmpty()) {
            found(text, number);
        }
    }
}

} // namespace hsf::skill
