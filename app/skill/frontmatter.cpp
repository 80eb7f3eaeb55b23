// SPDX-License-Identifier: MIT
#include "skill/frontmatter_p.h"

#include <cctype>

namespace hsf::skill {

LineSpan lineAt(QByteArrayView bytes, qsizetype begin)
{
    qsizetype end = begin;
    while (end < bytes.size() && bytes[end] != '\n' && bytes[end] != '\r')
        ++end;
    qsizetype next = end;
    if (next < bytes.size())
        next += bytes.sliced(end).startsWith("\r\n") ? 2 : 1;
    return {begin, end, next};
}

QList<LineSpan> linesOf(QByteArrayView bytes)
{
    QList<LineSpan> lines;
    for (qsizetype at = 0; at < bytes.size(); at = lines.constLast().next)
        lines << lineAt(bytes, at);
    return lines;
}

namespace {
QByteArrayView textOf(QByteArrayView bytes, const LineSpan &line)
{
    return bytes.sliced(line.begin, line.end - line.begin);
}

bool isDashes(QByteArrayView line)
{
    return line.startsWith("---") && line.sliced(3).trimmed().isEmpty();
}

/// The end of a front matter that nobody closed: where lines stop looking like fields.
void endOpenFrontMatter(QByteArrayView bytes, FrontMatter &matter)
{
    qsizetype at = matter.begin;
    int line = matter.firstLine;
    bool any = false;
    while (at < bytes.size()) {
        const LineSpan span = lineAt(bytes, at);
        const QByteArrayView text = textOf(bytes, span);
        const bool continued = any && !text.trimmed().isEmpty() && (text.startsWith(' ') || text.startsWith("- "));
        if (!isKeyLine(text) && !continued)
            break;
        any = true;
        at = span.next;
        ++line;
    }
    matter.found = any; // else the dashes were a rule across the page
    matter.end = matter.bodyOffset = at;
    matter.bodyLine = line;
}
} // namespace

bool isKeyLine(QByteArrayView line)
{
    qsizetype i = 0;
    while (i < line.size() && (std::isalnum(uchar(line[i])) || line[i] == '_' || line[i] == '-' || line[i] == '.' || uchar(line[i]) >= 0x80))
        ++i;
    return i > 0 && i < line.size() && line[i] == ':' && (i + 1 == line.size() || line[i + 1] == ' ' || line[i + 1] == '\t');
}

FrontMatter locateFrontMatter(const QByteArray &bytes)
{
    FrontMatter matter;
    qsizetype at = bytes.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    const qsizetype first = at;
    int line = 1;
    LineSpan span = lineAt(bytes, at);
    while (textOf(bytes, span).trimmed().isEmpty() && span.next < bytes.size()) {
        span = lineAt(bytes, span.next);
        ++line;
    }
    const LineSpan top = lineAt(bytes, first);
    if (top.next > top.end)
        matter.lineEnding = bytes.sliced(top.end, top.next - top.end);
    matter.bodyOffset = first;
    if (!isDashes(textOf(bytes, span)))
        return matter;
    if (span.next > span.end)
        matter.lineEnding = bytes.sliced(span.end, span.next - span.end);
    matter.late = line > 1;
    matter.begin = span.next;
    matter.firstLine = line + 1;
    int count = matter.firstLine;
    for (at = span.next; at < bytes.size(); at = span.next, ++count) {
        span = lineAt(bytes, at);
        if (!isDashes(textOf(bytes, span)))
            continue;
        matter.found = matter.closed = true;
        matter.end = span.begin;
        matter.bodyOffset = span.next;
        matter.bodyLine = count + 1;
        return matter;
    }
    endOpenFrontMatter(bytes, matter);
    if (!matter.found) {
        matter.bodyOffset = first;
        matter.bodyLine = 1;
    }
    return matter;
}

QByteArray cleanYaml(QByteArrayView yaml)
{
    QByteArray text = yaml.toByteArray();
    if (!QUtf8StringView(text).isValidUtf8())
        text = QString::fromUtf8(text).toUtf8();
    text.replace("\r\n", "\n").replace('\r', '\n');
    const auto isControl = [](char c) { return (uchar(c) < 0x20 && c != '\n' && c != '\t') || uchar(c) == 0x7F; };
    if (std::ranges::none_of(text, isControl))
        return text;
    QByteArray cleaned;
    for (const char c : std::as_const(text)) {
        if (isControl(c))
            cleaned += "\xEF\xBF\xBD";
        else
            cleaned += c;
    }
    return cleaned;
}

} // namespace hsf::skill
