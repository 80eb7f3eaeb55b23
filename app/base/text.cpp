// SPDX-License-Identifier: MIT
#include "base/text.h"

#include <QRegularExpression>

namespace hsf {

namespace {
/// Tokens that are known by how they begin, and what follows then.
struct Token {
    const char *prefix, *rest;
};
constexpr Token knownTokens[] = {{"sk-", "[A-Za-z0-9_-]{16,}"},
                                 {"gh[pousr]_", "[A-Za-z0-9]{20,}"},
                                 {"github_pat_", "[A-Za-z0-9_]{20,}"},
                                 {"xox[abprs]-", "[A-Za-z0-9-]{10,}"},
                                 {"AKIA", "[0-9A-Z]{16}"},
                                 {"AIza", "[0-9A-Za-z_-]{30,}"},
                                 {"glpat-", "[A-Za-z0-9_-]{16,}"},
                                 {"eyJ", "[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{5,}"}};

QString anyOf(auto part)
{
    QStringList parts;
    for (const Token &token : knownTokens)
        parts << part(token);
    return parts.join(u'|');
}

/// Every secret that redacted() knows has one of these, and is at least as long as "token=abcdef".
bool mayHoldSecret(const QString &text)
{
    static const QRegularExpression mark(
        QStringLiteral("(?i)key|secret|token|pass|bearer|basic|")
        + anyOf([](const Token &token) { return QString::fromLatin1(token.prefix); }));
    return text.size() >= 12 && mark.matchView(text).hasMatch();
}
} // namespace

QString redacted(const QString &text)
{
    if (!mayHoldSecret(text))
        return text;
    // Ordered: whole key blocks first, then tokens known by their prefix, then "name = value" pairs.
    static const QRegularExpression blocks(
        QStringLiteral("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)"),
        QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression tokens(QStringLiteral("\\b(")
        + anyOf([](const Token &token) { return QString::fromLatin1(token.prefix) + QLatin1StringView(token.rest); })
        + u')');
    static const QRegularExpression bearer(QStringLiteral("(?i)\\b(bearer|basic)\\s+[A-Za-z0-9+/=._~-]{12,}"));
    static const QRegularExpression pairs(QStringLiteral("(?i)\\b([A-Za-z0-9_-]*(?:api[_-]?key|secret|token|passw(?:or)"
                                                         "?d|passphrase))(\"?\\s*[=:]\\s*\"?)([^\\s\"',;&]{6,})"));
    QString result = text;
    result.replace(blocks, QStringLiteral("[redacted]"));
    result.replace(tokens, QStringLiteral("[redacted]"));
    result.replace(bearer, QStringLiteral("\\1 [redacted]"));
    result.replace(pairs, QStringLiteral("\\1\\2[redacted]"));
    return result;
}

bool isText(QByteArrayView bytes)
{
    return !bytes.contains('\0') && bytes.isValidUtf8();
}

int estimatedTokens(QStringView text)
{
    if (text.isEmpty())
        return 0;
    qsizetype bytes = 0;
    for (const QChar c : text)
        bytes += c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 || c.isSurrogate() ? 2 : 3;
    return int(std::max<qsizetype>(1, bytes / 4));
}

int estimatedTokens(QByteArrayView utf8)
{
    return utf8.isEmpty() ? 0 : int(std::max<qsizetype>(1, utf8.size() / 4));
}

QString excerpt(const QString &text, int most)
{
    const QString line = text.left(most * 4).simplified();
    return line.size() <= most ? line : line.left(most - 1) + QStringLiteral("…");
}

} // namespace hsf
