// SPDX-License-Identifier: MIT
#include "llm/thinktags.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

constexpr QStringView opening = u"<think>";
constexpr QStringView closing = u"</think>";

/// How many characters at the end of `text` could be the beginning of `tag`.
qsizetype begunTag(QStringView text, QStringView tag)
{
    for (qsizetype count = std::min(text.size(), tag.size() - 1); count > 0; --count) {
        if (tag.startsWith(text.last(count)))
            return count;
    }
    return 0;
}

QStringView withoutLeadingSpace(QStringView text)
{
    const auto first = std::ranges::find_if(text, [](QChar c) { return !c.isSpace(); });
    return text.sliced(first - text.begin());
}

} // namespace

ThinkTags::Split ThinkTags::feed(const QString &piece)
{
    Split split;
    if (m_state == State::Text) {
        split.text = piece;
        return split;
    }
    m_held += piece;
    if (m_state == State::Before) {
        const QStringView start = withoutLeadingSpace(m_held);
        if (start.size() < opening.size() && opening.startsWith(start))
            return split;
        const bool thinks = start.startsWith(opening);
        m_state = thinks ? State::Thinking : State::Text;
        m_held = thinks ? start.sliced(opening.size()).toString() : m_held;
    }
    if (m_state == State::Thinking) {
        const qsizetype end = m_held.indexOf(closing);
        const qsizetype count = end >= 0 ? end : m_held.size() - begunTag(m_held, closing);
        split.thinking = m_held.left(count);
        m_held.remove(0, end >= 0 ? end + closing.size() : count);
        if (end >= 0)
            m_state = State::After;
    }
    if (m_state == State::After) {
        // The empty lines between the thinking and the answer belong to neither.
        m_held = withoutLeadingSpace(m_held).toString();
        if (!m_held.isEmpty())
            m_state = State::Text;
    }
    if (m_state == State::Text)
        split.text = std::exchange(m_held, {});
    return split;
}

ThinkTags::Split ThinkTags::rest()
{
    const QString held = std::exchange(m_held, {});
    return m_state == State::Thinking ? Split{.thinking = held} : Split{.text = held};
}

} // namespace hsf::llm
