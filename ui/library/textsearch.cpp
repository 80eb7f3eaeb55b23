// SPDX-License-Identifier: MIT
#include "ui/library/textsearch.h"
#include "ui/parts/words_p.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace hsf::ui {

namespace {
Result<QRegularExpression> patternOf(const TextQuery &query)
{
    QString pattern = query.regex ? query.words : QRegularExpression::escape(query.words);
    if (query.wholeWords)
        pattern = QStringLiteral("(?<!\\w)(?:%1)(?!\\w)").arg(pattern);
    auto options = QRegularExpression::UseUnicodePropertiesOption | QRegularExpression::MultilineOption;
    if (!query.matchCase)
        options |= QRegularExpression::CaseInsensitiveOption;
    const QRegularExpression made(pattern, options);
    if (!made.isValid())
        return fail(Error::Kind::Malformed, Words::tr("This pattern is not finished: %1").arg(made.errorString()));
    return made;
}

QString filled(const QString &by, const QRegularExpressionMatch &match)
{
    QString text;
    for (qsizetype i = 0; i < by.size(); ++i) {
        if (by[i] != u'\\' || i + 1 == by.size()) {
            text += by[i];
            continue;
        }
        const QChar next = by[++i];
        if (next.isDigit())
            text += match.captured(next.digitValue());
        else
            text += next == u'n' ? QChar(u'\n') : next == u't' ? QChar(u'\t') : next;
    }
    return text;
}

/// Calls `found(match)` for each; an error when the pattern gave up.
template <class F> Result<> eachMatch(const QString &text, const TextQuery &query, F found)
{
    if (query.words.isEmpty())
        return {};
    const auto pattern = patternOf(query);
    if (!pattern)
        return std::unexpected(pattern.error());
    for (qsizetype from = 0; from <= text.size();) {
        const auto match = pattern->match(text, from);
        if (!match.isValid())
            return fail(Error::Kind::Refused, Words::tr("This pattern is too slow for this text."));
        if (!match.hasMatch())
            break;
        if (match.capturedLength() > 0)
            found(match);
        from = std::max(match.capturedEnd(), match.capturedStart() + 1);
    }
    return {};
}
} // namespace

Result<QList<Hit>> hitsOf(const QString &text, const TextQuery &query)
{
    QList<Hit> hits;
    const auto done = eachMatch(text, query, [&](const QRegularExpressionMatch &match) {
        hits << Hit{int(match.capturedStart()), int(match.capturedLength())};
    });
    return done ? Result<QList<Hit>>(hits) : std::unexpected(done.error());
}

Result<QString> replacementAt(const QString &text, const TextQuery &query, const Hit &hit, const QString &by)
{
    if (!query.regex)
        return by;
    const auto pattern = patternOf(query);
    if (!pattern)
        return std::unexpected(pattern.error());
    const auto match = pattern->match(text, hit.start, QRegularExpression::NormalMatch,
                                      QRegularExpression::AnchorAtOffsetMatchOption);
    return filled(by, match);
}

Result<Replaced> replacedAll(const QString &text, const TextQuery &query, const QString &by)
{
    Replaced result;
    qsizetype kept = 0;
    const auto done = eachMatch(text, query, [&](const QRegularExpressionMatch &match) {
        result.text += QStringView(text).sliced(kept, match.capturedStart() - kept);
        result.text += query.regex ? filled(by, match) : by;
        kept = match.capturedEnd();
        ++result.count;
    });
    if (!done)
        return std::unexpected(done.error());
    result.text += QStringView(text).sliced(kept);
    return result;
}

} // namespace hsf::ui
