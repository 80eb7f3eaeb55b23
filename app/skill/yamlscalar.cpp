// SPDX-License-Identifier: MIT
//
// Scalars of YAML as bytes: where one ends, and how a string is written so that every reader gives it back.
#include "skill/characters.h"
#include "skill/frontmatter_p.h"

#include <QRegularExpression>

namespace hsf::skill {

namespace {
bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

qsizetype afterQuoted(QByteArrayView text, qsizetype begin)
{
    const char quote = text[begin];
    qsizetype i = begin + 1;
    for (; i < text.size(); ++i) {
        if (quote == '"' && text[i] == '\\')
            ++i;
        else if (text[i] == quote && quote == '\'' && i + 1 < text.size() && text[i + 1] == quote)
            ++i;
        else if (text[i] == quote)
            return i + 1;
    }
    return text.size();
}

qsizetype afterBrackets(QByteArrayView text, qsizetype begin)
{
    int depth = 0;
    for (qsizetype i = begin; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '[' || c == '{')
            ++depth;
        else if ((c == ']' || c == '}') && --depth == 0)
            return i + 1;
        else if ((c == '"' || c == '\'') && (isBlank(text[i - 1]) || QByteArrayView("[{,:").contains(text[i - 1])))
            i = afterQuoted(text, i) - 1;
    }
    return text.size();
}

/// Words that YAML 1.1 or 1.2 reads as something other than a string.
bool readsAsAnother(const QString &value)
{
    static const QRegularExpression special(
        QStringLiteral("^(?:~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?(?:\\d[\\d_,.:]*|\\.\\d+)(?:e[-+]?\\d+)?|0[xob][\\da-f_]+|"
                       "[-+]?\\.(?:inf|nan)|\\d{4}-\\d{1,2}-\\d{1,2}.*)$"),
        QRegularExpression::CaseInsensitiveOption);
    return special.match(value).hasMatch();
}

bool isPlain(const QString &value)
{
    static const QRegularExpression start(QStringLiteral("^[\\s\\-?:,\\[\\]{}#&*!|>'\"%@`]"));
    static const QRegularExpression inside(QStringLiteral("[\\t\\n\\r]|:(?:\\s|$)|\\s#|\\s$"));
    return !value.isEmpty() && !value.startsWith(u"...") && !value.contains(start) && !value.contains(inside)
        && !firstHidden(value) && !readsAsAnother(value);
}

QString escaped(char32_t c)
{
    switch (c) {
    case '"':
        return QStringLiteral("\\\"");
    case '\\':
        return QStringLiteral("\\\\");
    case '\n':
        return QStringLiteral("\\n");
    case '\r':
        return QStringLiteral("\\r");
    case '\t':
        return QStringLiteral("\\t");
    default:
        break;
    }
    if (c >= 0xD800 && c <= 0xDFFF)
        return QString(QChar::ReplacementCharacter);
    if (!isHidden(c))
        return QString::fromUcs4(&c, 1);
    const QString digits = QString::number(uint(c), 16).toUpper();
    return c <= 0xFFFF ? QStringLiteral("\\u") + digits.rightJustified(4, u'0') : QStringLiteral("\\U") + digits.rightJustified(8, u'0');
}
} // namespace

qsizetype endOfValue(QByteArrayView text, qsizetype begin, bool insideFlow)
{
    if (begin >= text.size())
        return text.size();
    if (text[begin] == '"' || text[begin] == '\'')
        return afterQuoted(text, begin);
    if (text[begin] == '[' || text[begin] == '{')
        return afterBrackets(text, begin);
    qsizetype end = begin;
    while (end < text.size() && !(text[end] == '#' && end > begin && isBlank(text[end - 1]))
           && !(insideFlow && QByteArrayView(",]}").contains(text[end])))
        ++end;
    while (end > begin && isBlank(text[end - 1]))
        --end;
    return end;
}

qsizetype afterProperties(QByteArrayView text, qsizetype begin)
{
    qsizetype at = begin;
    while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
        while (at < text.size() && !isBlank(text[at]))
            ++at;
        while (at < text.size() && (text[at] == ' ' || text[at] == '\t'))
            ++at;
    }
    return at;
}

QByteArray yamlScalar(const QString &value)
{
    if (isPlain(value))
        return value.toUtf8();
    QString quoted = QStringLiteral("\"");
    for (const char32_t c : codePoints(value))
        quoted += escaped(c);
    return (quoted + u'"').toUtf8();
}

} // namespace hsf::skill
