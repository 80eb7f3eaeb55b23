// SPDX-License-Identifier: MIT
#include "ui/parts/diffitems.h"

#include <QCoreApplication>

namespace hsf::ui {

static QString tr(const char *text, const char *hint = nullptr, int n = -1)
{
    return QCoreApplication::translate("hsf::ui", text, hint, n);
}

static QString headText(const FileDiff &diff)
{
    if (diff.before.isNull() && !diff.after.isNull())
        return tr("%1 · new file").arg(diff.path);
    if (diff.after.isNull() && !diff.before.isNull())
        return tr("%1 · removed").arg(diff.path);
    return diff.path;
}

static QString endingWords(const QByteArray &line)
{
    if (line.endsWith("\r\n"))
        return tr("Only the line's ending differs: CR LF");
    return line.endsWith('\n') ? tr("Only the line's ending differs: LF") : tr("Only the line's ending differs: none");
}

QList<DiffItem> diffItems(int file, const FileDiff &diff, const QList<diff::Row> &rows)
{
    QList<DiffItem> items;
    items.reserve(rows.size() + 2);
    items.append({.kind = DiffItem::Kind::Head, .file = file, .text = headText(diff)});
    if (rows.isEmpty())
        items.append({.kind = DiffItem::Kind::Note, .file = file, .text = tr("An empty file.")});
    else if (diff.before == diff.after)
        items.append({.kind = DiffItem::Kind::Note, .file = file, .text = tr("Both sides are the same.")});
    int hunk = -1;
    for (const diff::Row &row : rows) {
        DiffItem item{.file = file, .row = row};
        item.text = row.kind == diff::Row::Kind::Fold ? tr("⋯ %n line(s) alike", nullptr, row.foldedLines) : row.text();
        item.startsHunk = row.hunk >= 0 && row.hunk != hunk;
        hunk = row.hunk >= 0 ? row.hunk : hunk;
        items.append(item);
        if (row.endingOnly)
            items.append({.kind = DiffItem::Kind::Note,
                          .file = file,
                          .row = {.hunk = row.hunk},
                          .text = endingWords(row.bytes)});
        if (row.noNewline && row.kind != diff::Row::Kind::Fold)
            items.append({.kind = DiffItem::Kind::Note,
                          .file = file,
                          .row = {.hunk = row.hunk},
                          .text = tr("No newline at the end")});
    }
    return items;
}

QList<DiffItem> unfolded(const DiffItem &fold)
{
    QList<DiffItem> items;
    int line = 0;
    for (const QByteArray &bytes : diff::splitLines(fold.row.bytes)) {
        DiffItem item{.file = fold.file,
                      .row = {.oldLine = fold.row.oldLine + line, .newLine = fold.row.newLine + line, .bytes = bytes}};
        item.text = item.row.text();
        items.append(item);
        ++line;
    }
    return items;
}

QString spoken(const DiffItem &item)
{
    if (item.kind != DiffItem::Kind::Row)
        return item.text;
    switch (item.row.kind) {
    case diff::Row::Kind::Removed:
        return tr("Removed line %1: %2").arg(item.row.oldLine).arg(item.text);
    case diff::Row::Kind::Added:
        return tr("Added line %1: %2").arg(item.row.newLine).arg(item.text);
    case diff::Row::Kind::Context:
        return tr("Line %1: %2").arg(item.row.newLine).arg(item.text);
    case diff::Row::Kind::Fold:
        break;
    }
    return item.text;
}

int columnsOf(char32_t c, int column)
{
    if (c == U'\t')
        return 4 - column % 4;
    if (c < 0x300)
        return 1;
    const auto category = QChar::category(c);
    if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing || category == QChar::Other_Format)
        return 0;
    const bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd);
    return wide ? 2 : 1;
}

QList<int> wrapPlaces(QStringView text, int columns)
{
    QList<int> places;
    if (text.size() * 4 <= columns) // even if all were tabs
        return places;
    int column = 0, space = -1, columnAfterSpace = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text[i].unicode();
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (pair)
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
        const int width = columnsOf(c, column);
        if (column + width > columns && column > 0) {
            const bool atSpace = space >= 0 && columnAfterSpace * 2 > columns;
            places.append(int(atSpace ? space + 1 : i));
            column = atSpace ? column - columnAfterSpace : 0;
            space = -1;
        }
        column += width;
        if (c == U' ') {
            space = int(i);
            columnAfterSpace = column;
        }
        i += pair;
    }
    return places;
}

} // namespace hsf::ui
