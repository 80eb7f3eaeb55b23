// SPDX-License-Identifier: MIT
//
// A map's lines, taken out and moved to the left edge, are a front matter of their own: it is edited as such and put
// back.
#include "skill/nestedfields.h"
#include "skill/frontmatter_p.h"

namespace hsf::skill {

namespace {
const QByteArray fence = QByteArrayLiteral("---");

struct FileLines { ///< of a file, each with its ending
    QList<QByteArray> all;
    explicit FileLines(const QByteArray &bytes)
    {
        for (const LineSpan &span : linesOf(bytes))
            all << bytes.sliced(span.begin, span.next - span.begin);
    }
    QByteArray joined(qsizetype from, qsizetype to) const { return all.sliced(from, to - from).join(); }
};

const Field *fieldNamed(const Document &document, QStringView key)
{
    const auto found = std::ranges::find_if(document.fields, [&](const Field &field) { return field.key == key; });
    return found == document.fields.end() ? nullptr : &*found;
}

qsizetype spacesBefore(const QByteArray &line)
{
    qsizetype count = 0;
    while (count < line.size() && line[count] == ' ')
        ++count;
    return count;
}

bool isEntry(const QByteArray &line)
{
    const QByteArray text = line.trimmed();
    return !text.isEmpty() && !text.startsWith('#');
}

/// What is inside a field, as a document of its own, and how it comes back.
struct Inner {
    QByteArray document; ///< "---\n…---\n"
    QByteArray head; ///< "metadata:" with its ending
    qsizetype indent = 2;
    qsizetype firstLine = 0, lastLine = 0; ///< of the field, from 0, the last one exclusive
    bool exists = false;
};

QByteArray endingOf(const QByteArray &bytes)
{
    return locateFrontMatter(bytes).lineEnding;
}

Inner innerOf(const QByteArray &bytes, const QString &key)
{
    const Document document = parseDocument(bytes);
    const QByteArray ending = endingOf(bytes);
    Inner inner{.document = fence + ending + fence + ending, .head = yamlScalar(key) + ':' + ending};
    const Field *field = fieldNamed(document, key);
    if (!field)
        return inner;
    const FileLines lines(bytes);
    inner.exists = true;
    inner.firstLine = field->firstLine - 1;
    inner.lastLine = std::min<qsizetype>(field->lastLine, lines.all.size());
    QByteArray body = lines.joined(inner.firstLine + 1, inner.lastLine);
    const bool block = !field->scalar && !field->value.trimmed().startsWith(u'{');
    if (block) {
        inner.head = lines.all.at(inner.firstLine);
        const QList<QByteArray> own = FileLines(body).all;
        const auto first = std::ranges::find_if(own, isEntry);
        inner.indent = first == own.end() ? 0 : spacesBefore(*first);
        QByteArray flat;
        for (const QByteArray &line : own) {
            flat += line.sliced(std::min(spacesBefore(line), inner.indent));
        }
        body = flat;
    } else {
        body = field->scalar ? QByteArray() : field->value.simplified().toUtf8() + ending;
    }
    inner.document = fence + ending + body + fence + ending;
    return inner;
}

QByteArray withInner(const QByteArray &bytes, const QString &key, const Inner &inner, const QByteArray &edited)
{
    const FrontMatter matter = locateFrontMatter(edited);
    const QByteArray body = edited.sliced(matter.begin, matter.end - matter.begin);
    QByteArray lines = inner.head;
    bool entries = false;
    for (const QByteArray &line : FileLines(body).all) {
        entries = entries || isEntry(line);
        lines
            += (line.trimmed().isEmpty() ? QByteArray() : QByteArray(std::max<qsizetype>(inner.indent, 1), ' ')) + line;
    }
    if (!entries)
        return withoutField(bytes, key);
    if (inner.exists) {
        const FileLines all(bytes);
        return all.joined(0, inner.firstLine) + lines + all.joined(inner.lastLine, all.all.size());
    }
    // Made as a plain field first, which knows where a new one belongs.
    const QByteArray made = withField(bytes, key, QStringLiteral("x"));
    const Document document = parseDocument(made);
    const Field *field = fieldNamed(document, key);
    if (!field)
        return bytes;
    const FileLines all(made);
    return all.joined(0, field->firstLine - 1) + lines + all.joined(field->lastLine, all.all.size());
}

using Leaf = std::function<QByteArray(const QByteArray &document, const QString &key)>;

QByteArray edited(const QByteArray &bytes, QStringList path, const Leaf &leaf)
{
    const QString key = path.takeFirst();
    if (path.isEmpty())
        return leaf(bytes, key);
    const Inner inner = innerOf(bytes, key);
    const QByteArray inside = edited(inner.document, path, leaf);
    return inside == inner.document ? bytes : withInner(bytes, key, inner, inside);
}

/// The value as it stands in the file, on one line.
QByteArray withRawField(const QByteArray &bytes, const QString &key, const QByteArray &value)
{
    const QByteArray made = fieldNamed(parseDocument(bytes), key) ? bytes : withField(bytes, key, QStringLiteral("x"));
    const Document document = parseDocument(made);
    const Field *field = fieldNamed(document, key);
    if (!field)
        return bytes;
    const FileLines all(made);
    return all.joined(0, field->firstLine - 1) + yamlScalar(key) + ": " + value + endingOf(bytes)
        + all.joined(std::min<qsizetype>(field->lastLine, all.all.size()), all.all.size());
}

QStringList words(const QString &text)
{
    QStringList list;
    for (QString word : text.split(u',', Qt::SkipEmptyParts)) {
        word = word.trimmed();
        if (!word.isEmpty() && !list.contains(word))
            list << word;
    }
    return list;
}

/// "[a, 'b c']", or lines of "- a".
QStringList listItems(const QString &source)
{
    QStringList items;
    QString text = source.trimmed();
    const bool flow = text.startsWith(u'[');
    if (flow)
        text = text.mid(1, text.lastIndexOf(u']') - 1);
    for (QString item : text.split(flow ? u',' : u'\n', Qt::SkipEmptyParts)) {
        item = item.trimmed();
        if (!flow && !item.startsWith(u'-'))
            continue;
        if (!flow)
            item = item.sliced(1).trimmed();
        if (const qsizetype comment = item.indexOf(QStringLiteral(" #")); comment >= 0)
            item = item.first(comment).trimmed();
        if (item.size() >= 2 && (item.startsWith(u'"') || item.startsWith(u'\'')) && item.endsWith(item.front()))
            item = item.sliced(1, item.size() - 2);
        if (!item.isEmpty() && !items.contains(item))
            items << item;
    }
    return items;
}

struct TagsPlace {
    QStringList path;
    Field field;
};

std::optional<TagsPlace> tagsIn(const Document &document, const QStringList &above)
{
    if (const Field *field = fieldNamed(document, u"tags"))
        return TagsPlace{above + QStringList{QStringLiteral("tags")}, *field};
    for (const char *map : {"metadata", "hermes"}) {
        const QString key = QString::fromLatin1(map);
        const Field *field = fieldNamed(document, key);
        if (!field || field->scalar || above.contains(key))
            continue;
        if (const auto found = tagsIn(parseDocument(innerOf(document.bytes, key).document), above + QStringList{key}))
            return found;
    }
    return std::nullopt;
}
} // namespace

QList<Field> mapEntries(const Document &document, const QString &field)
{
    const Field *map = fieldNamed(document, field);
    if (!map || map->scalar || map->value.trimmed().startsWith(u'[') || map->value.trimmed().startsWith(u"- "))
        return {};
    return parseDocument(innerOf(document.bytes, field).document).fields;
}

QByteArray withMapEntry(const QByteArray &bytes, const QString &field, const QString &key, const QString &value)
{
    return edited(bytes, {field, key},
                  [&](const QByteArray &document, const QString &name) { return withField(document, name, value); });
}

QByteArray withoutMapEntry(const QByteArray &bytes, const QString &field, const QString &key)
{
    if (!fieldNamed(parseDocument(bytes), field))
        return bytes;
    return edited(bytes, {field, key}, withoutField);
}

QStringList tagList(const Document &document)
{
    const auto place = tagsIn(document, {});
    if (!place)
        return {};
    return place->field.scalar ? words(place->field.value) : listItems(place->field.value);
}

QByteArray withTags(const QByteArray &bytes, const QStringList &tags)
{
    const Document document = parseDocument(bytes);
    if (tagList(document) == tags)
        return bytes;
    const auto place = tagsIn(document, {});
    const QStringList path = place ? place->path : QStringList{QStringLiteral("metadata"), QStringLiteral("tags")};
    if (tags.isEmpty())
        return edited(bytes, path, withoutField);
    if (!place || place->field.scalar)
        return edited(bytes, path, [&](const QByteArray &inner, const QString &key) {
            return withField(inner, key, tags.join(QStringLiteral(", ")));
        });
    QByteArrayList items;
    for (const QString &tag : tags)
        items << yamlScalar(tag);
    const QByteArray list = '[' + items.join(", ") + ']';
    return edited(bytes, path,
                  [&](const QByteArray &inner, const QString &key) { return withRawField(inner, key, list); });
}

} // namespace hsf::skill
