// SPDX-License-Identifier: MIT
//
// Markdown of an answer → blocks that can be painted one by one. A block that is followed by another never changes again, so
// while text streams only the last one is read anew. Raw HTML is text, images are never fetched.
#pragma once
#include <QList>
#include <QString>

namespace hsf::ui {

struct MarkdownBlock {
    QString html;       ///< of anything but code; safe
    QString code;       ///< of a code block, verbatim
    QString language;
    bool isCode = false;
    int start = 0;      ///< where it begins in the text, in UTF-16 units
    bool operator==(const MarkdownBlock &) const = default;
};

/// Line ends are "\n". Tables, task lists, strikethrough and bare links as GitHub has them.
QList<MarkdownBlock> markdownBlocks(const QString &text);

/// The words alone, a paragraph, item or row of a table a line: for ears.
QString markdownWords(const QString &text);

} // namespace hsf::ui
