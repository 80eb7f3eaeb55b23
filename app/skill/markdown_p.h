// SPDX-License-Identifier: MIT
//
// Markdown by lines, as far as checks need it: which line is code, and under which heading.
#pragma once
#include <QList>
#include <QString>

namespace hsf::skill {

struct MarkdownLine {
    int number = 0;         ///< from 1
    qsizetype offset = 0;   ///< in the text
    QString text;
    bool code = false;      ///< inside a fence, its marks included
    bool heading = false;
};
QList<MarkdownLine> markdownLines(const QString &text);

} // namespace hsf::skill
