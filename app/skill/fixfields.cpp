// SPDX-License-Identifier: MIT
//
// Repairs of single fields. What the person wrote stays as it was written: lines are moved, not composed anew.
#include "base/text.h"
#include "skill/fix_p.h"
#include "skill/frontmatter_p.h"
#include "skill/names.h"
#include "skill/words_p.h"

namespace hsf::skill {

namespace {
using Lines = QList<QByteArray>; ///< with their endings

Lines splitLines(const QByteArray &bytes)
{
    Lines lines;
    for (const LineSpan &span : linesOf(bytes))
        lines << bytes.sliced(span.begin, span.next - span.begin);
    return lines;
}

const Field *fieldAt(const Document &document, int line)
{
    const auto found = std::ranges::find(document.fields, line, &Field::firstLine);
    return found == document.fields.end() ? nullptr : &*found;
}

bool isBlank(const QByteArray &line)
{
    return line.trimmed().isEmpty();
}

QByteArray indentation(const QByteArray &line)
{
    qsizetype size = 0;
    while (size < line.size() && (line[size] == ' ' || line[size] == '\t'))
        ++size;
    return line.first(size);
}

/// A field whose lines are its own and begin at the margin, which "{a: b}" and "? key" are not.
bool standsAlone(const Lines &lines, const Field &field)
{
    if (field.firstLine < 1 || field.lastLine > lines.size())
        return false;
    const QByteArray &first = lines[field.firstLine - 1];
    return isKeyLine(first.trimmed()) && indentation(first).isEmpty() && first.startsWith(field.key.toUtf8() + ':');
}

/// Where a line joins `metadata`, and how far it is indented there; nothing when that is no map of lines.
struct Opening {
    qsizetype at = 0;
    QByteArray indent = "  ";
};
std::optional<Opening> openingIn(const Lines &lines, const Field &metadata, const QString &key)
{
    if (!standsAlone(lines, metadata) || (metadata.scalar && !metadata.value.isEmpty()))
        return std::nullopt;
    Opening opening{metadata.lastLine, "  "};
    bool first = true;
    for (int line = metadata.firstLine; line < metadata.lastLine; ++line) {
        const QByteArray &text = lines[line];
        if (isBlank(text) || text.trimmed().startsWith('#'))
            continue;
        if (first)
            opening.indent = indentation(text);
        first = false;
        if (text.startsWith(opening.indent + key.toUtf8() + ':'))
            return std::nullopt;
    }
    const bool map = !opening.indent.isEmpty() && !opening.indent.contains('\t')
        && (first || metadata.lastLine > metadata.firstLine);
    // "metadata: {a: b}" has its map on its own line.
    return map && lines[metadata.firstLine - 1].trimmed().endsWith(':') ? std::optional(opening) : std::nullopt;
}

QByteArray ended(const QByteArray &line, const QByteArray &ending)
{
    return line.endsWith('\n') || line.endsWith('\r') ? line : line + ending;
}

QByteArray withoutLines(Lines lines, int first, int last)
{
    lines.remove(first - 1, last - first + 1);
    return lines.join();
}
} // namespace

std::optional<Fix> nameAsFolder(const FixCase &one)
{
    if (!checkNewName(one.folder))
        return std::nullopt; // the folder has to be renamed first
    const bool missing = parseDocument(one.bytes).name().trimmed().isEmpty();
    const QString words = missing ? Words::tr("Add the field \"name\" with the folder's name \"%1\".")
                                  : Words::tr("Rename the field \"name\" to \"%1\".");
    return repaired(one, words.arg(one.folder), withField(one.bytes, QStringLiteral("name"), one.folder));
}

std::optional<Fix> belowMetadata(const FixCase &one)
{
    const Document document = parseDocument(one.bytes);
    const Field *field = fieldAt(document, one.finding.line);
    Lines lines = splitLines(one.bytes);
    if (!field || !standsAlone(lines, *field))
        return std::nullopt;
    const QByteArray ending = locateFrontMatter(one.bytes).lineEnding;
    const auto metadata = std::ranges::find(document.fields, QStringLiteral("metadata"), &Field::key);
    Opening opening{field->firstLine - 1, "  "};
    if (metadata != document.fields.end()) {
        const auto found = openingIn(lines, *metadata, field->key);
        if (!found)
            return std::nullopt;
        opening = *found;
    }
    Lines moved;
    for (int line = field->firstLine; line <= field->lastLine; ++line)
        moved << (isBlank(lines[line - 1]) ? lines[line - 1] : opening.indent + ended(lines[line - 1], ending));
    if (metadata == document.fields.end())
        moved.prepend("metadata:" + ending);
    const bool above = field->firstLine <= opening.at;
    lines.remove(field->firstLine - 1, field->lastLine - field->firstLine + 1);
    if (above && metadata != document.fields.end())
        opening.at -= field->lastLine - field->firstLine + 1;
    const QByteArray result = (lines.first(opening.at) + moved + lines.sliced(opening.at)).join();
    return repaired(one, Words::tr("Move the field \"%1\" below \"metadata\".").arg(excerpt(field->key)), result);
}

std::optional<Fix> withoutRepetition(const FixCase &one)
{
    const Document document = parseDocument(one.bytes);
    const Field *field = fieldAt(document, one.finding.line);
    const Lines lines = splitLines(one.bytes);
    if (!field || !standsAlone(lines, *field))
        return std::nullopt;
    const QString words = document.field(field->key) == field->value
        ? Words::tr("Remove the repeated field \"%1\".")
        : Words::tr("Keep the first field \"%1\" and remove this one.");
    return repaired(one, words.arg(excerpt(field->key)), withoutLines(lines, field->firstLine, field->lastLine));
}

std::optional<Fix> withoutEmptyField(const FixCase &one)
{
    const Document document = parseDocument(one.bytes);
    const Field *field = fieldAt(document, one.finding.line);
    if (!field || !field->scalar || !field->value.trimmed().isEmpty())
        return std::nullopt;
    return repaired(one, Words::tr("Remove the empty field \"%1\".").arg(excerpt(field->key)),
                    withoutField(one.bytes, field->key));
}

std::optional<Fix> toolsWithBlanks(const FixCase &one)
{
    const QString key = QStringLiteral("allowed-tools");
    const QStringList tools = toolsOf(parseDocument(one.bytes).field(key));
    if (tools.isEmpty() || tools.join(QString()).contains(u','))
        return std::nullopt;
    return repaired(one, Words::tr("Write the tools on one line with blanks between them."),
                    withField(one.bytes, key, tools.join(u' ')));
}

} // namespace hsf::skill
