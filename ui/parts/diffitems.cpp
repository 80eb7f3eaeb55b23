// SPDX-License-Identifier: MIT
#include "ui/parts/diffitems.h"
#include "ui/parts/words_p.h"

#include <QLocale>

namespace hsf::ui {

QString headText(const FileDiff &file)
{
    if (file.before.isNull() && !file.after.isNull())
        return Words::tr("%1 · new file").arg(file.path);
    if (file.after.isNull() && !file.before.isNull())
        return Words::tr("%1 · removed").arg(file.path);
    return file.path;
}

QString foldText(const diff::Row &fold)
{
    return fold.was ? Words::tr("⋯ %n line(s) differ in white space only", nullptr, fold.foldedLines)
                    : Words::tr("⋯ %n line(s) alike", nullptr, fold.foldedLines);
}

QString openedText(const diff::Row &fold)
{
    return Words::tr("▾ Fold %n line(s) again", nullptr, fold.foldedLines);
}

static QString endingWords(const QByteArray &line)
{
    if (line.endsWith("\r\n"))
        return Words::tr("Only the line's ending differs: CR LF");
    return line.endsWith('\n') ? Words::tr("Only the line's ending differs: LF") : Words::tr("Only the line's ending differs: none");
}

QStringList notesOf(const diff::Row &row)
{
    QStringList notes;
    if (row.endingOnly)
        notes << endingWords(row.bytes);
    if (row.noNewline && row.kind != diff::Row::Kind::Fold)
        notes << Words::tr("No newline at the end");
    return notes;
}

QString guardText(const FileDiff &file, diff::Guard guard)
{
    const QLocale locale;
    const auto size = [&](const QByteArray &bytes) { return locale.formattedDataSize(bytes.size()); };
    switch (guard) {
    case diff::Guard::LongLine:
        return Words::tr("A line of %1 characters: not shown unasked.")
            .arg(locale.toString(std::max(diff::longestLine(file.before), diff::longestLine(file.after))));
    case diff::Guard::Binary:
        return Words::tr("Not a text: %1 before, %2 after.").arg(size(file.before), size(file.after));
    case diff::Guard::Large:
    case diff::Guard::None:
        break;
    }
    return Words::tr("A large file: %1 before, %2 after.").arg(size(file.before), size(file.after));
}

QString spoken(const diff::Row &row)
{
    switch (row.kind) {
    case diff::Row::Kind::Removed:
        return Words::tr("Removed line %1: %2").arg(QString::number(row.oldLine), row.text());
    case diff::Row::Kind::Added:
        return Words::tr("Added line %1: %2").arg(QString::number(row.newLine), row.text());
    case diff::Row::Kind::Context:
        return Words::tr("Line %1: %2").arg(QString::number(row.newLine), row.text());
    case diff::Row::Kind::Fold:
        break;
    }
    return foldText(row);
}

SpokenChanges spokenChanges(const QList<FileDiff> &files, const QSet<int> &leftOut, qsizetype most)
{
    SpokenChanges all;
    const auto say = [&all](const QString &line, int file, int hunk) {
        all.lines << line;
        all.places << std::pair(file, hunk);
    };
    for (int file = 0; file < files.size() && all.lines.size() < most; ++file) {
        const FileDiff &diff = files.at(file);
        say(headText(diff), file, -1);
        if (leftOut.contains(file)) {
            say(guardText(diff, diff::guardOf(diff.before, diff.after)), file, -1);
            continue;
        }
        for (const diff::Row &row : diff::unifiedRows(diff.before, diff.after)) {
            if (row.hunk < 0)
                continue;
            say(spoken(row), file, row.hunk);
            for (const QString &note : notesOf(row))
                say(note, file, row.hunk);
        }
    }
    return all;
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

int columnsOf(QStringView text)
{
    int columns = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        columns += columnsOf(pair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode(), columns);
        i += pair;
    }
    return columns;
}

// No character takes more columns than it has bytes, but for the tab.
bool surelyFits(QByteArrayView line, int columns)
{
    return line.size() <= columns && (line.size() * 4 <= columns || line.size() + 3 * line.count('\t') <= columns);
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
