// SPDX-License-Identifier: MIT
#include "skill/simplematter_p.h"

#include "skill/frontmatter_p.h"

#include <algorithm>

namespace hsf::skill {

namespace {

bool isWordByte(char c)
{
    const auto byte = uchar(c);
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte >= 0x80;
}

bool isKeyByte(char c)
{
    return (isWordByte(c) && uchar(c) < 0x80) || c == '_' || c == '-';
}

bool isNull(QByteArrayView plain)
{
    return plain == "null" || plain == "Null" || plain == "NULL" || plain == "~";
}

/// What a YAML reader may take for the end of a line, or not; rare enough to leave to it.
bool hasOddBytes(QByteArrayView yaml)
{
    static constexpr std::array<QByteArrayView, 4> odd{"\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF"};
    const auto isControl = [](char c) { return (uchar(c) < 0x20 && c != '\n' && c != '\r') || c == 0x7F; };
    return std::ranges::any_of(yaml, isControl)
        || std::ranges::any_of(odd, [&](QByteArrayView bytes) { return yaml.indexOf(bytes) >= 0; });
}

/// The words of a quoted or plain scalar on one line.
std::optional<QByteArrayView> scalarOf(QByteArrayView text)
{
    const char first = text.front();
    if (first == '"' || first == '\'') {
        if (text.size() < 2 || text.back() != first)
            return std::nullopt;
        const QByteArrayView inner = text.sliced(1, text.size() - 2);
        const bool plain = inner.indexOf(first) < 0 && inner.indexOf('\\') < 0;
        return plain ? std::optional(inner) : std::nullopt;
    }
    const bool begins = isWordByte(first) || first == '/' || first == '(' || first == '_' || first == '$';
    if (!begins || text.back() == ':' || text.indexOf(": ") >= 0 || text.indexOf(" #") >= 0 || isNull(text))
        return std::nullopt;
    return text;
}

std::optional<QList<QByteArrayView>> flowItems(QByteArrayView text)
{
    QList<QByteArrayView> items;
    const QByteArrayView inner = text.sliced(1, text.size() - 2);
    if (inner.trimmed().isEmpty())
        return items;
    for (qsizetype at = 0; at <= inner.size();) {
        const qsizetype comma = inner.indexOf(',', at);
        const QByteArrayView item = inner.sliced(at, (comma < 0 ? inner.size() : comma) - at).trimmed();
        const bool plain = !item.isEmpty() && (isWordByte(item.front()) || item.front() == '"' || item.front() == '\'')
            && std::ranges::all_of(item, [](char c) {
                   return isWordByte(c) || c == ' ' || c == '-' || c == '_' || c == '.' || c == '/' || c == '"' || c == '\'';
               });
        const auto words = plain ? scalarOf(item) : std::nullopt;
        if (!words || (words->size() == item.size() && (words->contains('"') || words->contains('\''))))
            return std::nullopt;
        items.append(*words);
        if (comma < 0)
            break;
        at = comma + 1;
    }
    return items;
}

class SimpleReader
{
public:
    std::optional<SimpleMatter> read(QByteArrayView yaml)
    {
        for (qsizetype at = 0; at < yaml.size();) {
            const LineSpan span = lineAt(yaml, at);
            at = span.next;
            if (!readLine(yaml.sliced(span.begin, span.end - span.begin)))
                return std::nullopt;
        }
        if (m_seen.isEmpty())
            return std::nullopt;
        return m_matter;
    }

private:
    struct Level {
        qsizetype indent;
        bool list;
        QByteArrayView key; ///< a map's newest key
    };

    bool readLine(QByteArrayView line)
    {
        const QByteArrayView content = line.trimmed();
        if (content.isEmpty() || content.front() == '#')
            return true;
        const qsizetype indent = content.data() - line.data();
        if (content.front() == '-')
            return content.size() > 2 && content[1] == ' ' && enter(indent, true) && readItem(content.sliced(2).trimmed());
        qsizetype end = 0;
        while (end < content.size() && isKeyByte(content[end]))
            ++end;
        const bool key = end > 0 && end < content.size() && content[end] == ':'
            && (end + 1 == content.size() || content[end + 1] == ' ') && !isNull(content.first(end));
        if (!key || !enter(indent, false))
            return false;
        m_levels.last().key = content.first(end);
        return readValue(content.sliced(end + 1).trimmed());
    }

    /// Goes to the level of a line with this indentation; false where that is not plainly one.
    bool enter(qsizetype indent, bool list)
    {
        if (m_levels.isEmpty())
            m_levels.append({0, false, {}});
        const Level top = m_levels.last();
        const bool below = indent > top.indent || (list && !top.list && indent == top.indent);
        if (below && m_open) {
            m_levels.append({indent, list, {}});
            m_open = false;
            return m_levels.size() < 8;
        }
        m_open = false;
        while (!m_levels.isEmpty() && (m_levels.last().indent > indent || (m_levels.last().indent == indent && m_levels.last().list && !list)))
            m_levels.removeLast();
        return !m_levels.isEmpty() && m_levels.last().indent == indent && m_levels.last().list == list;
    }

    bool readItem(QByteArrayView text)
    {
        if (text.isEmpty() || text.front() == '[')
            return false;
        const auto words = scalarOf(text);
        if (words)
            addTag(*words);
        return words.has_value();
    }

    bool readValue(QByteArrayView text)
    {
        const bool top = m_levels.size() == 1;
        const QByteArrayView key = m_levels.last().key;
        const bool shown = top && (key == "name" || key == "description");
        if (top && (m_seen.contains(key) || m_seen.size() > 64))
            return false;
        if (top)
            m_seen.append(key);
        if (text.isEmpty()) {
            m_open = true;
            return !shown;
        }
        if (text.front() == '[' && text.back() == ']' && text.size() > 1) {
            const auto items = shown ? std::nullopt : flowItems(text);
            for (const QByteArrayView item : items.value_or(QList<QByteArrayView>()))
                addTag(item);
            return items.has_value();
        }
        const auto words = scalarOf(text);
        if (!words)
            return false;
        if (shown)
            (key == "name" ? m_matter.name : m_matter.description) = QString::fromUtf8(*words);
        else if (tagsDepth() > 0)
            return false; // words with commas, perhaps
        return true;
    }

    /// 1 in tags, 2 in metadata.tags, 3 in metadata.hermes.tags, else 0.
    int tagsDepth() const
    {
        QList<QByteArrayView> path;
        for (const Level &level : m_levels) {
            if (!level.list)
                path.append(level.key);
        }
        const qsizetype size = path.size();
        const bool ours = size >= 1 && size <= 3 && path.last() == "tags" && (size == 1 || path.first() == "metadata")
            && (size < 3 || path[1] == "hermes");
        return ours ? int(size) : 0;
    }
    void addTag(QByteArrayView words)
    {
        if (const int depth = tagsDepth(); depth > 0)
            m_matter.tags[size_t(depth - 1)].append(QString::fromUtf8(words));
    }

    SimpleMatter m_matter;
    QList<Level> m_levels;
    QList<QByteArrayView> m_seen;
    bool m_open = false; ///< the last line was a key without a value
};

} // namespace

std::optional<SimpleMatter> readSimpleMatter(QByteArrayView yaml)
{
    return hasOddBytes(yaml) ? std::nullopt : SimpleReader().read(yaml);
}

} // namespace hsf::skill
