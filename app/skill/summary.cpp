// SPDX-License-Identifier: MIT
#include "skill/summary.h"
#include "base/text.h"

#include "skill/frontmatter_p.h"
#include "skill/simplematter_p.h"

namespace hsf::skill {

namespace {

constexpr qsizetype mostTags = 64, longestTag = 64;
constexpr qsizetype largestSimple = 16 * 1024;

QStringList each(const QStringList &tags)
{
    QStringList once;
    for (const QString &tag : tags) {
        const QString words = tag.trimmed().left(longestTag);
        if (!words.isEmpty() && once.size() < mostTags && !once.contains(words))
            once.append(words);
    }
    return once;
}

QString unquoted(QStringView text)
{
    text = text.trimmed();
    const bool quoted = text.size() >= 2 && text.front() == text.back() && (text.front() == u'"' || text.front() == u'\'');
    return (quoted ? text.sliced(1, text.size() - 2) : text).toString();
}

/// "[a, b]", lines of "- a", or "a, b".
QStringList listOf(const Field &field)
{
    QStringList items;
    const QString text = field.value.trimmed();
    if (!field.scalar && text.startsWith(u'-')) {
        for (const QStringView line : QStringView(text).split(u'\n')) {
            if (line.trimmed().startsWith(u'-'))
                items.append(unquoted(line.trimmed().sliced(1)));
        }
        return items;
    }
    const bool bracketed = text.startsWith(u'[') && text.endsWith(u']');
    const QStringView inner = bracketed ? QStringView(text).sliced(1, text.size() - 2) : QStringView(text);
    for (const QStringView item : inner.split(u','))
        items.append(unquoted(item));
    return items;
}

const Field *fieldOf(const QList<Field> &fields, QStringView key)
{
    const auto found = std::ranges::find(fields, key, [](const Field &field) { return QStringView(field.key); });
    return found == fields.end() ? nullptr : &*found;
}

QStringList tagsBelow(const QList<Field> &fields, const QStringList &maps)
{
    QStringList tags;
    if (const Field *field = fieldOf(fields, u"tags"))
        tags = listOf(*field);
    if (maps.isEmpty())
        return tags;
    if (const Field *map = fieldOf(fields, maps.first()); map && !map->scalar)
        tags += tagsBelow(readYaml(cleanYaml(map->value.toUtf8())).fields, maps.sliced(1));
    return tags;
}

Summary summaryOf(const Document &document)
{
    Summary summary{document.name(), document.description(), allTagsOf(document), document.bodyOffset};
    for (const Finding &finding : document.problems) {
        summary.worst = std::max(summary.worst, finding.severity);
        summary.errors += finding.severity >= Severity::Error ? 1 : 0;
    }
    return summary;
}

} // namespace

QStringList allTagsOf(const Document &document)
{
    return each(tagsBelow(document.fields, {QStringLiteral("metadata"), QStringLiteral("hermes")}));
}

Summary carefulSummaryOf(const QByteArray &bytes)
{
    return summaryOf(parseDocument(bytes));
}

Summary summaryOf(const QByteArray &bytes)
{
    const FrontMatter matter = locateFrontMatter(bytes);
    const bool plain = matter.found && matter.closed && !matter.late && matter.end - matter.begin <= largestSimple
        && isText(bytes);
    const auto simple = plain ? readSimpleMatter(QByteArrayView(bytes).sliced(matter.begin, matter.end - matter.begin)) : std::nullopt;
    if (!simple)
        return carefulSummaryOf(bytes);
    return {simple->name, simple->description, each(simple->tags[0] + simple->tags[1] + simple->tags[2]), matter.bodyOffset};
}

} // namespace hsf::skill
