// SPDX-License-Identifier: MIT
#include "journal/grams.h"

#include <algorithm>
#include <QSet>
#include <vector>

namespace hsf::journal {

namespace {

constexpr qsizetype gramLength = 3;
constexpr qsizetype mostGrams = 16;    // of a question: more of them find nothing better
constexpr char16_t asciiBase = 0xE000; // private use: the index's tokenizer takes it for a letter

bool isAscii(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; });
}

QString withoutAccents(const QString &text)
{
    QString bare = text.normalized(QString::NormalizationForm_KD);
    bare.removeIf([](QChar c) { return c.unicode() >= 0x300 && c.unicode() <= 0x36F; });
    return bare.normalized(QString::NormalizationForm_C);
}

/// Punctuation as characters that a token may have.
void appendCharacter(QString &token, char32_t character)
{
    const bool plain = character >= 0x80 || (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z');
    token += QChar::fromUcs4(plain ? character : char32_t(asciiBase + character));
}

/// Three characters in one number, which sorts and compares at once; 0 stands for "none".
using Gram = quint64;
Gram packed(const std::vector<char32_t> &text, size_t from, size_t end)
{
    Gram gram = 0;
    for (size_t i = from; i < from + gramLength; ++i)
        gram = gram << 21 | (i < end ? text[i] : 0);
    return gram;
}

void appendGram(QString &tokens, Gram gram)
{
    for (int shift = 42; shift >= 0; shift -= 21) {
        if (const char32_t character = gram >> shift & 0x1F'FFFF)
            appendCharacter(tokens, character);
    }
}

std::vector<char32_t> characters(const QString &text)
{
    const QList<uint> points = text.toUcs4();
    return {points.begin(), points.end()};
}

/// Of one wanted word without blanks.
QStringList questions(const QString &word)
{
    const std::vector<char32_t> text = characters(word);
    const auto quoted = [](Gram gram) {
        QString token(u'"');
        appendGram(token, gram);
        return token + u'"';
    };
    if (text.size() < gramLength)
        return {quoted(packed(text, 0, text.size())) + QStringLiteral(" *")};
    const size_t places = text.size() - gramLength + 1;
    const size_t step = (places + mostGrams - 1) / mostGrams;
    QStringList result;
    for (size_t at = 0; at < places; at += step)
        result.append(quoted(packed(text, at, text.size())));
    result.append(quoted(packed(text, places - 1, text.size())));
    return result;
}

/// Quotes keep blanks; one that is not closed yet is being typed.
QStringList typedWords(const QString &typed)
{
    QStringList words;
    const QStringList parts = typed.split(u'"');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString part = folded(parts.at(i)).trimmed();
        if (i % 2 == 1 && !part.isEmpty())
            words.append(part);
        else
            words += part.split(u' ', Qt::SkipEmptyParts);
    }
    words.removeDuplicates();
    return words;
}

} // namespace

QString folded(const QString &text)
{
    QString result = isAscii(text) ? text.toLower() : withoutAccents(text).toCaseFolded();
    for (QChar &c : result) {
        if (c.isSpace() || c.isNull())
            c = u' ';
    }
    if (!result.contains(QLatin1StringView("  ")))
        return result;
    QString single;
    single.reserve(result.size());
    for (const QChar c : std::as_const(result)) {
        if (c != u' ' || !single.endsWith(u' '))
            single += c;
    }
    return single;
}

QString gramText(const QString &text)
{
    const std::vector<char32_t> all = characters(folded(text));
    std::vector<Gram> grams;
    grams.reserve(all.size());
    for (size_t from = 0; from < all.size();) {
        const size_t end = size_t(std::find(all.begin() + ptrdiff_t(from), all.end(), U' ') - all.begin());
        for (size_t at = from; at < end; ++at)
            grams.push_back(packed(all, at, end));
        from = end + 1;
    }
    std::ranges::sort(grams);
    const auto [first, last] = std::ranges::unique(grams);
    grams.erase(first, last);
    QString tokens;
    tokens.reserve(qsizetype(grams.size()) * 4);
    for (const Gram gram : grams) {
        appendGram(tokens, gram);
        tokens += u' ';
    }
    return tokens;
}

WantedWords wantedWords(const QString &typed)
{
    WantedWords wanted{.words = typedWords(typed)};
    QStringList asked;
    for (const QString &word : std::as_const(wanted.words)) {
        for (const QString &part : word.split(u' ', Qt::SkipEmptyParts))
            asked += questions(part);
    }
    asked.removeDuplicates();
    wanted.match = asked.join(QStringLiteral(" AND "));
    return wanted;
}

bool textHolds(const QString &foldedText, const WantedWords &wanted)
{
    return std::ranges::all_of(wanted.words, [&](const QString &word) { return foldedText.contains(word); });
}

} // namespace hsf::journal
