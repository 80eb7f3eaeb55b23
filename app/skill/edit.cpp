// SPDX-License-Identifier: MIT
//
// One field of the front matter set or removed, every other byte kept. Only a front matter written as one flow map
// ("{name: x}") is laid out anew, a line a field.
#include "skill/document.h"
#include "skill/frontmatter_p.h"

#include <ranges>

namespace hsf::skill {

namespace {
struct Place { ///< the bytes of a field's lines
    qsizetype begin = 0, end = 0;
    qsizetype textEnd = 0; ///< before the last line's ending
};

Place placeOf(const QByteArray &bytes, const FrontMatter &matter, const Field &field)
{
    Place place{matter.begin, matter.begin, matter.begin};
    for (int line = matter.firstLine; line <= field.lastLine && place.end < matter.end; ++line) {
        const LineSpan span = lineAt(bytes, place.end);
        if (line == field.firstLine)
            place.begin = span.begin;
        place.end = span.next;
        place.textEnd = span.end;
    }
    return place;
}

/// After the colon that ends the key, or -1 for an explicit "? key".
qsizetype afterColon(QByteArrayView text)
{
    qsizetype at = 0;
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t'))
        ++at;
    at = afterProperties(text, at);
    if (text.sliced(at).startsWith('"') || text.sliced(at).startsWith('\''))
        at = endOfValue(text, at, false);
    for (; at < text.size() && text[at] != '\n' && text[at] != '\r'; ++at) {
        const bool ends = at + 1 == text.size() || QByteArrayView(" \t\n\r").contains(text[at + 1]);
        if (text[at] == ':' && ends)
            return at + 1;
    }
    return -1;
}

QByteArray leadingBlanks(QByteArrayView text)
{
    qsizetype count = 0;
    while (count < text.size() && (text[count] == ' ' || text[count] == '\t'))
        ++count;
    return text.first(count).toByteArray();
}

/// " # why" with its blanks, when it is all that the line still has after `from`.
QByteArray commentAfter(QByteArrayView text, qsizetype from)
{
    const QByteArrayView rest = text.sliced(from, lineAt(text, from).end - from);
    const qsizetype blanks = leadingBlanks(rest).size();
    return blanks > 0 && rest.sliced(blanks).startsWith('#') ? rest.toByteArray() : QByteArray();
}

/// The anchor stays, since others may point at it; a tag was about the old value.
QByteArray anchorIn(QByteArrayView properties)
{
    for (const QByteArray &word : properties.toByteArray().simplified().split(' ')) {
        if (word.startsWith('&'))
            return word + ' ';
    }
    return {};
}

/// The field's lines with another value: key, spacing, anchor and trailing comment as they were.
QByteArray rewritten(QByteArrayView text, const QByteArray &key, const QByteArray &value)
{
    const qsizetype colon = afterColon(text);
    if (colon < 0)
        return leadingBlanks(text) + key + ": " + value;
    const LineSpan line = lineAt(text, colon);
    const QByteArray gap = leadingBlanks(text.sliced(colon, line.end - colon));
    const qsizetype begin = colon + gap.size();
    const qsizetype valueAt = afterProperties(text, begin);
    const bool onThisLine = valueAt < line.end && text[valueAt] != '#';
    const bool block = onThisLine && (text[valueAt] == '|' || text[valueAt] == '>');
    const qsizetype valueEnd = !onThisLine ? begin - gap.size() : endOfValue(block ? text.first(line.end) : text, valueAt, false);
    const QByteArray before = onThisLine && !gap.isEmpty() ? gap : QByteArray(" ");
    return text.first(colon).toByteArray() + before + anchorIn(text.sliced(begin, valueAt - begin)) + value + commentAfter(text, valueEnd);
}

QByteArray replaced(const QByteArray &bytes, qsizetype begin, qsizetype end, const QByteArray &by)
{
    return bytes.first(begin) + by + bytes.sliced(end);
}

/// "{name: x, tags: [a]}" as a line a field.
QByteArray unfolded(const QByteArray &bytes, const FrontMatter &matter, const QList<Field> &fields)
{
    QByteArray yaml;
    for (const Field &field : fields)
        yaml += yamlScalar(field.key) + ": " + (field.scalar ? yamlScalar(field.value) : field.value.simplified().toUtf8()) + matter.lineEnding;
    return replaced(bytes, matter.begin, matter.end, yaml);
}

/// The bytes as they can be edited by lines.
QByteArray byLines(const QByteArray &bytes, const FrontMatter &matter, const Document &document)
{
    if (!matter.found || !bytes.sliced(matter.begin, matter.end - matter.begin).trimmed().startsWith('{'))
        return bytes;
    const YamlFields read = readYaml(cleanYaml(QByteArrayView(bytes).sliced(matter.begin, matter.end - matter.begin)));
    return read.flow && read.error.isEmpty() ? unfolded(bytes, matter, document.fields) : bytes;
}

QByteArray appended(const QByteArray &bytes, const FrontMatter &matter, const Document &document, const QByteArray &line)
{
    QByteArray text = line + matter.lineEnding;
    if (!document.fields.isEmpty()) {
        const Place first = placeOf(bytes, matter, document.fields.constFirst());
        text.prepend(leadingBlanks(QByteArrayView(bytes).sliced(first.begin, first.end - first.begin)));
    }
    const bool open = matter.end > 0 && bytes[matter.end - 1] != '\n' && bytes[matter.end - 1] != '\r';
    return replaced(bytes, matter.end, matter.end, (open ? matter.lineEnding : QByteArray()) + text);
}
} // namespace

QByteArray withField(const QByteArray &bytes, const QString &key, const QString &value)
{
    const Document document = parseDocument(bytes);
    FrontMatter matter = locateFrontMatter(bytes);
    const QByteArray line = yamlScalar(key) + ": " + yamlScalar(value);
    if (!matter.found) {
        const QByteArray &end = matter.lineEnding;
        return replaced(bytes, matter.bodyOffset, matter.bodyOffset, "---" + end + line + end + "---" + end);
    }
    if (const QByteArray lines = byLines(bytes, matter, document); lines != bytes)
        return withField(lines, key, value);
    for (const Field &field : document.fields) {
        if (field.key != key)
            continue;
        if (field.scalar && field.value == value)
            return bytes;
        const Place place = placeOf(bytes, matter, field);
        const QByteArrayView text = QByteArrayView(bytes).sliced(place.begin, place.textEnd - place.begin);
        return replaced(bytes, place.begin, place.textEnd, rewritten(text, yamlScalar(key), yamlScalar(value)));
    }
    return appended(bytes, matter, document, line);
}

QByteArray withoutField(const QByteArray &bytes, const QString &key)
{
    const Document document = parseDocument(bytes);
    const FrontMatter matter = locateFrontMatter(bytes);
    const auto named = [&](const Field &field) { return field.key == key; };
    if (!matter.found || std::ranges::none_of(document.fields, named))
        return bytes;
    if (const QByteArray lines = byLines(bytes, matter, document); lines != bytes)
        return withoutField(lines, key);
    QByteArray result = bytes;
    for (const Field &field : document.fields | std::views::reverse) {
        if (!named(field))
            continue;
        const Place place = placeOf(bytes, matter, field);
        result.remove(place.begin, place.end - place.begin);
    }
    return result;
}

} // namespace hsf::skill
