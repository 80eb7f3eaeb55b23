// SPDX-License-Identifier: MIT
#include "skill/headings.h"

#include "skill/frontmatter_p.h"

namespace hsf::skill {

namespace {

qsizetype indentOf(QByteArrayView line)
{
    qsizetype at = 0;
    while (at < line.size() && line[at] == ' ')
        ++at;
    return at;
}

} // namespace

qsizetype bodyOffsetOf(const QByteArray &bytes)
{
    return locateFrontMatter(bytes).bodyOffset;
}

QByteArrayView headingOf(QByteArrayView line)
{
    const qsizetype indent = indentOf(line);
    qsizetype level = indent;
    while (level < line.size() && line[level] == '#')
        ++level;
    const bool heading = indent <= 3 && level > indent && level - indent <= 6 && level < line.size() && (line[level] == ' ' || line[level] == '\t');
    if (!heading)
        return {};
    QByteArrayView text = line.sliced(level).trimmed();
    qsizetype marks = text.size(); // a row of # that closes it
    while (marks > 0 && text[marks - 1] == '#')
        --marks;
    if (marks == 0)
        return {};
    if (marks < text.size() && (text[marks - 1] == ' ' || text[marks - 1] == '\t'))
        text = text.first(marks).trimmed();
    return text;
}

Fence fenceOf(QByteArrayView line)
{
    const qsizetype indent = indentOf(line);
    if (indent > 3 || indent == line.size() || (line[indent] != '`' && line[indent] != '~'))
        return {};
    qsizetype end = indent;
    while (end < line.size() && line[end] == line[indent])
        ++end;
    return end - indent < 3 ? Fence() : Fence{end - indent, line[indent], line.sliced(end).trimmed().isEmpty()};
}

} // namespace hsf::skill
