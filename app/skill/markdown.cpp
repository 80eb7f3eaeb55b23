// SPDX-License-Identifier: MIT
#include "skill/markdown_p.h"

namespace hsf::skill {

namespace {
/// "```" or "~~~" of a line, or nothing.
QStringView fenceOf(QStringView line)
{
    const QStringView text = line.trimmed();
    if (!text.startsWith(u"```") && !text.startsWith(u"~~~"))
        return {};
    qsizetype size = 0;
    while (size < text.size() && text[size] == text.front())
        ++size;
    return text.first(size);
}

bool isHeading(QStringView line)
{
    qsizetype level = 0;
    while (level < line.size() && line[level] == u'#')
        ++level;
    return level > 0 && level <= 6 && level < line.size() && line[level].isSpace();
}
} // namespace

QList<MarkdownLine> markdownLines(const QString &text)
{
    QList<MarkdownLine> lines;
    QString open;
    for (qsizetype at = 0; at < text.size();) {
        qsizetype end = at;
        while (end < text.size() && text[end] != u'\n' && text[end] != u'\r')
            ++end;
        MarkdownLine line{int(lines.size()) + 1, at, text.sliced(at, end - at)};
        const QStringView fence = fenceOf(line.text);
        line.code = !open.isEmpty() || !fence.isEmpty();
        if (open.isEmpty())
            open = fence.toString();
        else if (fence.startsWith(open) && QStringView(line.text).trimmed() == fence)
            open.clear();
        line.heading = !line.code && isHeading(line.text);
        lines << line;
        at = end + (QStringView(text).sliced(end).startsWith(u"\r\n") ? 2 : 1);
    }
    return lines;
}

} // namespace hsf::skill
