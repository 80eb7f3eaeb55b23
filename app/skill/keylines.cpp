// SPDX-License-Identifier: MIT
//
// A front matter that is not YAML still says a name and a description: its lines of "key: value", each understood alone.
// The usual cause is a description with a colon in it, written without quotes.
#include "skill/frontmatter_p.h"

namespace hsf::skill {

namespace {
/// Above this many fields nobody wrote the file by hand, and each one's own YAML is not worth its time.
constexpr int wellMadeFields = 200;

QString plainText(QByteArrayView value)
{
    QString text = QString::fromUtf8(value).simplified();
    const bool quoted = text.size() >= 2 && text.front() == text.back() && (text.front() == u'"' || text.front() == u'\'');
    return quoted ? text.sliced(1, text.size() - 2) : text;
}

Field fieldOf(QByteArrayView chunk, bool tryYaml)
{
    if (tryYaml) {
        const YamlFields alone = readYaml(chunk.toByteArray());
        if (alone.error.isEmpty() && alone.fields.size() == 1)
            return alone.fields.constFirst();
    }
    const qsizetype colon = chunk.indexOf(':');
    return {QString::fromUtf8(chunk.first(colon)), plainText(chunk.sliced(colon + 1)), true};
}
} // namespace

QList<Field> readKeyLines(const QByteArray &cleaned)
{
    const QByteArrayView yaml(cleaned);
    const QList<LineSpan> lines = linesOf(yaml);
    const auto text = [&](int line) { return yaml.sliced(lines[line].begin, lines[line].end - lines[line].begin); };
    const auto continues = [&](int line) {
        const QByteArrayView view = text(line);
        return view.startsWith(' ') || view.startsWith('\t') || view.startsWith("- ") || view.trimmed().isEmpty();
    };
    QList<Field> fields;
    for (int line = 0; line < lines.size(); ++line) {
        if (!isKeyLine(text(line)))
            continue;
        int last = line;
        while (last + 1 < lines.size() && continues(last + 1))
            ++last;
        while (last > line && text(last).trimmed().isEmpty())
            --last;
        Field field = fieldOf(yaml.sliced(lines[line].begin, lines[last].end - lines[line].begin), fields.size() < wellMadeFields);
        field.firstLine = line + 1;
        field.lastLine = last + 1;
        fields << field;
        line = last;
    }
    return fields;
}

} // namespace hsf::skill
