// SPDX-License-Identifier: MIT
//
// Repairs of the front matter as a whole: made, closed, moved to the top, or made readable as YAML.
#include "skill/fix_p.h"
#include "skill/frontmatter_p.h"
#include "skill/markdown_p.h"
#include "skill/names.h"
#include "skill/words_p.h"

namespace hsf::skill {

namespace {
/// The text's first paragraph as one line: what a skill without a description says of itself.
QString firstParagraph(const QString &text)
{
    QString paragraph, heading;
    for (const MarkdownLine &line : markdownLines(text)) {
        const QString words = line.text.trimmed();
        if (line.heading && heading.isEmpty())
            heading = QString(words).remove(u'#').trimmed();
        const bool prose = !line.code && !line.heading && !words.isEmpty() && words != u"---";
        if (!prose && !paragraph.isEmpty())
            break;
        if (prose)
            paragraph += words + u' ';
    }
    paragraph = paragraph.simplified();
    return (paragraph.isEmpty() ? heading : paragraph).left(1024).trimmed();
}

QByteArray sliceOf(const QByteArray &bytes, const Field &field)
{
    const QList<LineSpan> lines = linesOf(bytes);
    const qsizetype begin = lines[field.firstLine - 1].begin;
    return bytes.sliced(begin, lines[field.lastLine - 1].end - begin);
}
} // namespace

std::optional<Fix> frontMatterFromText(const FixCase &one)
{
    const QString description = firstParagraph(parseDocument(one.bytes).body());
    if (!checkNewName(one.folder) || description.isEmpty())
        return std::nullopt;
    const QByteArray named = withField(one.bytes, QStringLiteral("name"), one.folder);
    return repaired(one, Words::tr("Add front matter with the folder's name, and the first paragraph as description."),
                    withField(named, QStringLiteral("description"), description));
}

std::optional<Fix> closedFrontMatter(const FixCase &one)
{
    const FrontMatter matter = locateFrontMatter(one.bytes);
    if (!matter.found || matter.closed)
        return std::nullopt;
    const QByteArray yaml = one.bytes.first(matter.end);
    const bool open = !yaml.endsWith('\n') && !yaml.endsWith('\r');
    return repaired(one, Words::tr("Close the front matter with a line \"---\"."),
                    yaml + (open ? matter.lineEnding : QByteArray()) + "---" + matter.lineEnding
                        + one.bytes.sliced(matter.end));
}

std::optional<Fix> frontMatterFirst(const FixCase &one)
{
    const qsizetype mark = one.bytes.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    qsizetype begin = mark;
    while (begin < one.bytes.size() && QByteArrayView(" \t\r\n").contains(one.bytes[begin]))
        ++begin;
    return repaired(one, Words::tr("Remove the blank lines before the front matter."),
                    one.bytes.first(mark) + one.bytes.sliced(begin));
}

std::optional<Fix> quotedFields(const FixCase &one)
{
    const Document document = parseDocument(one.bytes);
    QByteArray result = one.bytes;
    // From the last to the first, so that lines above stay where they are.
    for (auto field = document.fields.crbegin(); field != document.fields.crend(); ++field) {
        const QByteArray text = sliceOf(result, *field);
        const QByteArray key = field->key.toUtf8();
        if (!field->scalar || !text.startsWith(key + ':') || readYaml(cleanYaml(text)).error.isEmpty())
            continue;
        result.replace(linesOf(result).at(field->firstLine - 1).begin, text.size(), key + ": " + yamlScalar(field->value));
    }
    return repaired(one, Words::tr("Put quotes around the text that is not YAML."), result);
}

} // namespace hsf::skill
