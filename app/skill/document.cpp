// SPDX-License-Identifier: MIT
#include "skill/document.h"
#include "skill/frontmatter_p.h"
#include "skill/words_p.h"

#include <QRegularExpression>

namespace hsf::skill {

namespace {
constexpr qsizetype largestFrontMatter = 64 * 1024;

void report(Document &document, const char *rule, Severity severity, int line, const QString &message)
{
    document.problems << Finding{QString::fromLatin1(rule), severity, QStringLiteral("SKILL.md"), line, message};
}

int lineOfOffset(QByteArrayView bytes, qsizetype offset)
{
    int line = 1;
    for (LineSpan span = lineAt(bytes, 0); span.next <= offset && span.next > span.end; span = lineAt(bytes, span.next))
        ++line;
    return line;
}

qsizetype firstInvalidUtf8(QByteArrayView bytes)
{
    qsizetype low = 0; // valid up to here, by halves; a cut inside a character is moved to its start
    qsizetype high = bytes.size();
    while (high - low > 4) {
        qsizetype middle = low + (high - low) / 2;
        while (middle > low && (uchar(bytes[middle]) & 0xC0) == 0x80)
            --middle;
        if (middle == low)
            break;
        if (QUtf8StringView(bytes.sliced(low, middle - low)).isValidUtf8())
            low = middle;
        else
            high = middle;
    }
    return low;
}

void reportBytes(Document &document)
{
    const QByteArray &bytes = document.bytes;
    if (!QUtf8StringView(bytes).isValidUtf8()) {
        report(document, "invalid-utf8", Severity::Error, lineOfOffset(bytes, firstInvalidUtf8(bytes)),
               Words::tr("The file is not valid UTF-8; the broken characters are shown as \uFFFD."));
    }
    if (const qsizetype nul = bytes.indexOf('\0'); nul >= 0)
        report(document, "nul-byte", Severity::Error, lineOfOffset(bytes, nul), Words::tr("The file holds a NUL byte; text never does."));
}

void reportDuplicates(Document &document)
{
    QSet<QString> seen;
    for (const Field &field : std::as_const(document.fields)) {
        if (seen.contains(field.key)) {
            report(document, "duplicate-key", Severity::Error, field.firstLine,
                   Words::tr("The field \"%1\" appears again; programs differ in which one they take.").arg(field.key.left(80)));
        }
        seen.insert(field.key);
    }
}

void readFields(Document &document, const FrontMatter &matter)
{
    const QByteArrayView yaml = QByteArrayView(document.bytes).sliced(matter.begin, matter.end - matter.begin);
    const bool tooLarge = yaml.size() > largestFrontMatter;
    const QByteArray cleaned = cleanYaml(yaml.first(std::min(yaml.size(), largestFrontMatter)));
    YamlFields read;
    if (tooLarge) {
        report(document, "front-matter-size", Severity::Error, matter.firstLine,
               Words::tr("The front matter is larger than 64 KiB; only its beginning was read."));
    } else {
        read = readYaml(cleaned);
        if (!read.error.isEmpty()) {
            report(document, "front-matter-yaml", Severity::Error, read.errorLine + matter.firstLine - 1,
                   Words::tr("The front matter is not valid YAML (%1); its fields were read line by line. Text with a colon needs quotes.").arg(read.error));
        } else if (!read.isMap) {
            report(document, "front-matter-fields", Severity::Error, matter.firstLine,
                   Words::tr("The front matter is not a list of fields like \"name: my-skill\"."));
        }
    }
    const bool byLines = tooLarge || !read.error.isEmpty() || !read.isMap;
    document.fields = byLines ? readKeyLines(cleaned) : read.fields;
    for (Field &field : document.fields) {
        field.firstLine += matter.firstLine - 1;
        field.lastLine += matter.firstLine - 1;
    }
    reportDuplicates(document);
}
} // namespace

Document parseDocument(const QByteArray &bytes)
{
    Document document;
    document.bytes = bytes;
    reportBytes(document);
    const FrontMatter matter = locateFrontMatter(bytes);
    document.hasFrontMatter = matter.found;
    document.bodyOffset = matter.bodyOffset;
    document.bodyLine = matter.bodyLine;
    if (!matter.found) {
        report(document, "front-matter-missing", Severity::Error, 1,
               Words::tr("The file does not begin with front matter: a line \"---\", the fields name and description, a line \"---\"."));
        return document;
    }
    if (!matter.closed)
        report(document, "front-matter-open", Severity::Error, matter.firstLine - 1, Words::tr("The front matter is not closed by a line \"---\"."));
    if (matter.late)
        report(document, "front-matter-late", Severity::Warning, 1, Words::tr("Blank lines come before the front matter; many programs then ignore it."));
    readFields(document, matter);
    return document;
}

QString Document::field(QStringView key) const
{
    for (const Field &field : fields) {
        if (field.key == key)
            return field.value;
    }
    return {};
}

QString Document::body() const
{
    return QString::fromUtf8(QByteArrayView(bytes).sliced(bodyOffset));
}

QStringList Document::headings() const
{
    static const QRegularExpression heading(QStringLiteral("^ {0,3}#{1,6}[ \\t]+(.*?)[ \\t]*(?:[ \\t]#+)?[ \\t]*$"));
    static const QRegularExpression fence(QStringLiteral("^ {0,3}(`{3,}|~{3,})(.*)$"));
    QStringList found;
    QString open;
    const QString text = body();
    for (qsizetype at = 0; at < text.size();) {
        qsizetype end = at;
        while (end < text.size() && text[end] != u'\n' && text[end] != u'\r')
            ++end;
        const QStringView line = QStringView(text).sliced(at, end - at);
        at = end + 1;
        // Nearly every line is neither a fence nor a heading, and one look at its first letter tells.
        const QStringView trimmed = line.trimmed();
        const QChar first = trimmed.isEmpty() ? QChar() : trimmed.front();
        if (first != u'#' && first != u'`' && first != u'~')
            continue;
        const auto mark = fence.matchView(line);
        if (!open.isEmpty()) {
            if (mark.hasMatch() && mark.captured(1).startsWith(open) && mark.captured(2).trimmed().isEmpty())
                open.clear();
        } else if (mark.hasMatch()) {
            open = mark.captured(1);
        } else if (const auto match = heading.matchView(line); match.hasMatch() && !match.captured(1).isEmpty()) {
            found << match.captured(1);
        }
    }
    return found;
}

} // namespace hsf::skill
