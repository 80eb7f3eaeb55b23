// SPDX-License-Identifier: MIT
#include "diff/words_p.h"

#include <QHash>

#include <algorithm>

namespace hsf::diff {

namespace {
enum class Sort { Word, Blank, Other };

Sort sortOf(QChar c)
{
    if (c.unicode() < 0x80) {
        const char ascii = c.toLatin1();
        const bool word = (ascii >= 'a' && ascii <= 'z') || (ascii >= 'A' && ascii <= 'Z') || (ascii >= '0' && ascii <= '9') || ascii == '_';
        return word ? Sort::Word : ascii == ' ' || (ascii >= '\t' && ascii <= '\r') ? Sort::Blank : Sort::Other;
    }
    if (c.isLetterOrNumber() || c.isMark())
        return Sort::Word;
    return c.isSpace() ? Sort::Blank : Sort::Other;
}

bool isBlankToken(QStringView token)
{
    return sortOf(token.front()) == Sort::Blank;
}

/// Above this a table of all pairs costs more than the diff of lines.
constexpr qsizetype mostCellsOfWords = 10'000;

using Kept = std::pair<QList<bool>, QList<bool>>;

/// Which tokens of `a` and of `b` belong to a longest common subsequence.
Kept commonByTable(const QList<QStringView> &a, const QList<QStringView> &b)
{
    const qsizetype rows = a.size(), columns = b.size();
    std::vector<int> length((rows + 1) * (columns + 1), 0);
    const auto at = [&](qsizetype i, qsizetype j) -> int & { return length[i * (columns + 1) + j]; };
    for (qsizetype i = rows - 1; i >= 0; --i) {
        for (qsizetype j = columns - 1; j >= 0; --j)
            at(i, j) = a[i] == b[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    }
    QList<bool> inA(rows, false), inB(columns, false);
    for (qsizetype i = 0, j = 0; i < rows && j < columns;) {
        if (a[i] == b[j])
            inA[i++] = inB[j++] = true;
        else if (at(i + 1, j) >= at(i, j + 1))
            ++i;
        else
            ++j;
    }
    return {inA, inB};
}

QByteArray linePerToken(const QList<QStringView> &tokens)
{
    QByteArray lines;
    for (const QStringView token : tokens)
        lines += token.toUtf8() + '\n';
    return lines;
}

/// Long lines: the diff of lines, with a token a line.
Kept commonByLines(const QList<QStringView> &a, const QList<QStringView> &b)
{
    Kept kept{QList<bool>(a.size(), true), QList<bool>(b.size(), true)};
    for (const Change &change : diffLines(linePerToken(a), linePerToken(b))) {
        std::fill(kept.first.begin() + change.oldStart, kept.first.begin() + change.oldEnd, false);
        std::fill(kept.second.begin() + change.newStart, kept.second.begin() + change.newEnd, false);
    }
    return kept;
}

/// Neighbours become one mark; a blank between two changed words is drawn with them.
QList<Mark> marksOf(const QList<QStringView> &tokens, const QList<bool> &kept, int start)
{
    QList<Mark> marks;
    int at = start;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const int size = int(tokens[i].size());
        const bool bridge
            = kept[i] && isBlankToken(tokens[i]) && i > 0 && i + 1 < tokens.size() && !kept[i - 1] && !kept[i + 1];
        if (!kept[i] || bridge) {
            if (!marks.isEmpty() && marks.constLast().start + marks.constLast().length == at)
                marks.last().length += size;
            else
                marks << Mark{at, size};
        }
        at += size;
    }
    return marks;
}

int sizeOf(const QList<QStringView> &tokens)
{
    int size = 0;
    for (const QStringView token : tokens)
        size += int(token.size());
    return size;
}

int wordCount(const QList<QStringView> &tokens)
{
    return int(std::ranges::count_if(tokens, [](QStringView token) { return !isBlankToken(token); }));
}
} // namespace

QList<QStringView> tokensOf(QStringView text)
{
    QList<QStringView> tokens;
    tokens.reserve(text.size() / 3 + 4); // of prose and code; grows for others
    for (qsizetype begin = 0; begin < text.size();) {
        const Sort sort = sortOf(text[begin]);
        qsizetype end = begin + 1;
        if (sort == Sort::Other)
            end += text[begin].isHighSurrogate() && end < text.size() && text[end].isLowSurrogate();
        else
            while (end < text.size() && sortOf(text[end]) == sort)
                ++end;
        tokens << text.sliced(begin, end - begin);
        begin = end;
    }
    return tokens;
}

double likeness(const QList<QStringView> &a, const QList<QStringView> &b)
{
    QHash<QStringView, int> left;
    int all = 0, shared = 0;
    for (const QStringView token : a) {
        if (!isBlankToken(token)) {
            ++left[token];
            all += int(token.size());
        }
    }
    for (const QStringView token : b) {
        if (isBlankToken(token))
            continue;
        all += int(token.size());
        if (const auto known = left.find(token); known != left.end() && *known > 0) {
            --*known;
            shared += int(token.size());
        }
    }
    return all == 0 ? 1.0 : 2.0 * shared / all;
}

WordMarks wordMarks(const QString &removed, const QString &added, int wordCap, qsizetype &work)
{
    QList<QStringView> a = tokensOf(removed);
    QList<QStringView> b = tokensOf(added);
    if (wordCount(a) > wordCap || wordCount(b) > wordCap || likeness(a, b) < 0.3)
        return {};
    const auto [differentA, differentB] = std::ranges::mismatch(a, b);
    const qsizetype head = differentA - a.begin();
    qsizetype tail = 0;
    while (tail < std::min(a.size(), b.size()) - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    const int start = sizeOf(a.first(head));
    a = a.sliced(head, a.size() - head - tail);
    b = b.sliced(head, b.size() - head - tail);
    const bool small = a.size() * b.size() <= mostCellsOfWords;
    work -= small ? a.size() * b.size() : (a.size() + b.size()) * 100;
    if (work < 0)
        return {};
    const auto [inA, inB] = small ? commonByTable(a, b) : commonByLines(a, b);
    return {marksOf(a, inA, start), marksOf(b, inB, start)};
}

} // namespace hsf::diff
