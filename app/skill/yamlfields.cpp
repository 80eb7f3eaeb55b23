// SPDX-License-Identifier: MIT
//
// The top level of a front matter by yaml-cpp's events: no tree is built and no alias is unfolded, so that a front matter
// made to explode costs what its bytes cost. The only file that knows yaml-cpp; its exceptions stop here.
#include "skill/frontmatter_p.h"
#include "skill/words_p.h"

#include <QHash>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>

namespace hsf::skill {

namespace {
struct YamlEntry {
    QString key, value;
    YAML::Mark keyMark, valueMark;
    bool scalar = true;
    bool hasValue = false;
};

class TopLevel final : public YAML::EventHandler
{
public:
    QList<YamlEntry> entries;
    bool isMap = true, flow = false;

    void OnDocumentStart(const YAML::Mark &) override { }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override { leaf(mark, {}, anchor); }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        const auto known = m_anchors.constFind(anchor);
        if (known != m_anchors.constEnd())
            leaf(mark, *known, YAML::NullAnchor);
        else
            node(mark, {}, false);
    }
    void OnScalar(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor, const std::string &value) override
    {
        if (m_depth < 2 || anchor != YAML::NullAnchor)
            leaf(mark, QString::fromStdString(value), anchor);
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t, YAML::EmitterStyle::value) override { open(mark, false); }
    void OnSequenceEnd() override { --m_depth; }
    void OnMapStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t, YAML::EmitterStyle::value style) override
    {
        if (m_depth == 0)
            flow = style == YAML::EmitterStyle::Flow;
        open(mark, true);
    }
    void OnMapEnd() override { --m_depth; }

private:
    void leaf(const YAML::Mark &mark, const QString &value, YAML::anchor_t anchor)
    {
        if (anchor != YAML::NullAnchor)
            m_anchors.insert(anchor, value);
        if (m_depth == 0)
            isMap = value.isEmpty();
        node(mark, value, true);
    }
    void open(const YAML::Mark &mark, bool map)
    {
        if (m_depth == 0)
            isMap = map;
        node(mark, {}, false);
        ++m_depth;
    }
    void node(const YAML::Mark &mark, const QString &value, bool scalar)
    {
        if (m_depth != 1 || !isMap)
            return;
        m_key = !m_key;
        if (m_key)
            entries << YamlEntry{scalar ? value : QStringLiteral("?"), {}, mark, {}, true, false};
        else {
            YamlEntry &last = entries.last();
            last.value = value;
            last.valueMark = mark;
            last.scalar = scalar;
            last.hasValue = true;
        }
    }

    QHash<YAML::anchor_t, QString> m_anchors;
    int m_depth = 0;
    bool m_key = false;
};

/// "name: x", then a line of words: yaml-cpp takes the words for a key as long as nothing follows, and for an error when
/// something does. The line of such words, from 1; 0: there are none.
int lineWithoutColon(const TopLevel &top)
{
    if (top.flow || top.entries.isEmpty())
        return 0;
    const YamlEntry &last = top.entries.constLast();
    const bool bare = last.hasValue && !last.key.isEmpty() && last.keyMark.pos == last.valueMark.pos;
    return bare ? last.keyMark.line + 1 : 0;
}

qsizetype offsetOf(const QList<LineSpan> &lines, const YAML::Mark &mark)
{
    return lines[mark.line].begin + mark.column;
}

bool isBlockScalar(QByteArrayView yaml, qsizetype valueAt)
{
    const qsizetype at = afterProperties(yaml, valueAt);
    return at < yaml.size() && (yaml[at] == '|' || yaml[at] == '>');
}

/// The last line (from 0) below `first` that is the field's own: comments and blanks before the next field are nobody's.
int lastLineOf(QByteArrayView yaml, const QList<LineSpan> &lines, int first, int next, bool blockScalar)
{
    int last = next - 1;
    for (; last > first; --last) {
        const QByteArrayView text = yaml.sliced(lines[last].begin, lines[last].end - lines[last].begin);
        const bool comment = text.trimmed().startsWith('#') && !(blockScalar && (text.startsWith(' ') || text.startsWith('\t')));
        if (!text.trimmed().isEmpty() && !comment)
            break;
    }
    return last;
}

/// A list or map as its author wrote it, with the indentation that holds it together.
QString sourceOf(QByteArrayView yaml, const QList<LineSpan> &lines, const YamlEntry &entry, int lastLine, bool flow)
{
    const qsizetype begin = offsetOf(lines, entry.valueMark);
    if (begin >= yaml.size())
        return {};
    if (flow || yaml[begin] == '[' || yaml[begin] == '{' || yaml[begin] == '*')
        return QString::fromUtf8(yaml.sliced(begin, endOfValue(yaml, begin, flow) - begin));
    const qsizetype from = entry.valueMark.line > entry.keyMark.line ? lines[entry.valueMark.line].begin : begin;
    return QString::fromUtf8(yaml.sliced(from, std::max<qsizetype>(0, lines[lastLine].end - from)));
}

QList<Field> placed(const QByteArray &yaml, const TopLevel &top)
{
    const QList<LineSpan> lines = linesOf(yaml);
    const auto known = [&](const YAML::Mark &mark) { return mark.line >= 0 && mark.line < lines.size() && mark.column >= 0; };
    QList<Field> fields;
    for (qsizetype i = 0; i < top.entries.size(); ++i) {
        const YamlEntry &entry = top.entries[i];
        if (!known(entry.keyMark))
            continue;
        const int first = entry.keyMark.line;
        const int next = i + 1 < top.entries.size() ? std::clamp<int>(top.entries[i + 1].keyMark.line, first + 1, int(lines.size()))
                                                    : int(lines.size());
        const bool placedValue = entry.hasValue && known(entry.valueMark);
        const bool block = placedValue && entry.scalar && isBlockScalar(yaml, offsetOf(lines, entry.valueMark));
        const int last = lastLineOf(yaml, lines, first, next, block);
        const bool scalar = entry.scalar || !placedValue;
        fields << Field{entry.key, scalar ? entry.value : sourceOf(yaml, lines, entry, last, top.flow), scalar, first + 1, last + 1};
    }
    return fields;
}
} // namespace

YamlFields readYaml(const QByteArray &cleaned)
{
    YamlFields result;
    try {
        std::istringstream stream(cleaned.toStdString());
        YAML::Parser parser(stream);
        TopLevel top;
        parser.HandleNextDocument(top);
        result.isMap = top.isMap;
        result.flow = top.flow;
        result.errorLine = lineWithoutColon(top);
        if (result.errorLine > 0)
            result.error = Words::tr("a field has no colon");
        else
            result.fields = placed(cleaned, top);
    } catch (const YAML::Exception &exception) {
        result.error = QString::fromStdString(exception.msg);
        result.errorLine = exception.mark.line >= 0 ? exception.mark.line + 1 : 1;
    } catch (const std::exception &exception) {
        result.error = QString::fromLocal8Bit(exception.what());
        result.errorLine = 1;
    } catch (...) {
        result.error = Words::tr("the YAML reader gave up");
        result.errorLine = 1;
    }
    return result;
}

} // namespace hsf::skill
