// SPDX-License-Identifier: MIT
#include "skill/scancontext_p.h"

#include <QRegularExpression>

#include <algorithm>

namespace hsf::skill {

namespace {
bool isWarning(const QString &text)
{
    static const QRegularExpression warning(
        QStringLiteral("\\b(?:never|do not|don['’]t|avoid|must not|mustn['’]t|should not|shouldn['’]t|cannot|forbid(?:den)?|prohibit(?:ed)?|not allowed|refuse[sd]?|"
                       "reject(?:s|ed)?|den(?:y|ied|ylist)|blocklist|block(?:s|ed)?|bad|wrong|insecure|unsafe|dangerous|vulnerab\\w*|exploit\\w*|attack\\w*|"
                       "malicious\\w*|suspicious|injection|jailbreak\\w*|payload|threats?|anti-?patterns?|red flags?|pitfalls?|detect\\w*|flag(?:s|ged)?)\\b|❌|🚫|⛔"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return text.contains(warning);
}

bool isList(const QString &line)
{
    static const QRegularExpression item(QStringLiteral("^\\s*(?:[-*+]|\\d+[.)]|\\|)\\s?"));
    return line.contains(item);
}

bool isComment(const QString &line)
{
    static const QRegularExpression comment(QStringLiteral("^\\s*(?:#|//|--|/\\*|\\*|<!--|;)"));
    return line.contains(comment);
}

bool isQuoted(const QString &line, qsizetype begin, qsizetype length)
{
    static const QString quotes = QStringLiteral("\"'`“”‘’|");
    const qsizetype end = std::min(line.size(), begin + length);
    const auto isQuote = [&](QChar c) { return quotes.contains(c); };
    return std::any_of(line.begin(), line.begin() + begin, isQuote) && std::any_of(line.begin() + end, line.end(), isQuote);
}

/// Of the line up to the thing, what belongs to its sentence.
QString sentenceBefore(const QString &line, qsizetype at)
{
    const QString before = line.first(at);
    static const QRegularExpression end(QStringLiteral("[.!?;]\\s"));
    const qsizetype stop = before.lastIndexOf(end);
    return before.sliced(stop < 0 ? 0 : stop + 1);
}
} // namespace

ScanContext::ScanContext(const QString &text)
    : m_lines(markdownLines(text))
{
    Surroundings now;
    bool inFence = false;
    QString last; // the last line of prose
    QList<std::pair<qsizetype, bool>> headings; // level and whether it warns; those above the line
    for (const MarkdownLine &line : std::as_const(m_lines)) {
        if (line.heading) {
            const auto beyond = std::ranges::find_if(line.text, [](QChar c) { return c != u'#'; });
            const qsizetype level = beyond == line.text.end() ? -1 : beyond - line.text.begin();
            while (!headings.isEmpty() && headings.constLast().first >= level)
                headings.removeLast();
            headings << std::pair(level, isWarning(line.text));
            now = {std::ranges::any_of(headings, &std::pair<qsizetype, bool>::second), false, false};
        } else if (line.code) {
            if (!inFence)
                now.intro = isWarning(last), now.fence = false;
            now.fence = now.fence || (isComment(line.text) && isWarning(line.text));
        } else if (isList(line.text)) {
            now.intro = now.intro || isWarning(last);
        } else if (!line.text.trimmed().isEmpty()) {
            now.intro = now.fence = false;
        }
        if (!line.code && !line.text.trimmed().isEmpty() && !isList(line.text))
            last = line.text;
        inFence = line.code;
        m_surroundings << now;
    }
}

int ScanContext::lineAt(qsizetype offset) const
{
    const auto after = std::ranges::upper_bound(m_lines, offset, {}, &MarkdownLine::offset);
    return std::max(1, int(after - m_lines.begin()));
}

bool ScanContext::warns(qsizetype begin, qsizetype length, bool spoken) const
{
    const int index = lineAt(begin) - 1;
    if (index >= m_lines.size())
        return false;
    const MarkdownLine &line = m_lines[index];
    const Surroundings &around = m_surroundings[index];
    const qsizetype at = std::clamp<qsizetype>(begin - line.offset, 0, line.text.size());
    const bool said = isWarning(sentenceBefore(line.text, at)) || around.heading || around.intro || around.fence;
    return said && (!spoken || line.code || isQuoted(line.text, at, length));
}

} // namespace hsf::skill
