// SPDX-License-Identifier: MIT
//
// Steps that compare whole lines: by their words whatever the indentation, and by the first and last line of a block.
#include "diff/place_p.h"
#include "diff/words_p.h"

#include <QHash>
#include <QMap>

namespace hsf::diff {

namespace {
/// A block whose ends are as common as a closing brace is not found by its ends.
constexpr int mostBlocks = 40;

QByteArray indentationOf(const QByteArray &line)
{
    qsizetype count = 0;
    while (count < line.size() && (line[count] == ' ' || line[count] == '\t'))
        ++count;
    return line.first(count);
}

/// Lines with the same words have the same key; others may, so a place is looked at before it counts.
size_t keyOf(QByteArrayView line)
{
    quint64 hash = 0;
    bool blank = false;
    for (const char *at = line.data(), *end = at + line.size(); at != end; ++at) {
        const char c = *at;
        if (c == ' ' || c == '\t' || c == '\r') {
            blank = hash != 0;
            continue;
        }
        if (blank)
            hash = (hash ^ ' ') * 0x100000001B3;
        hash = ((hash ? hash : 0xCBF29CE484222325) ^ uchar(c)) * 0x100000001B3;
        blank = false;
    }
    return size_t(hash);
}

/// Where `pattern` occurs in `text`, by Knuth, Morris and Pratt; of overlapping ones the first.
QList<int> occurrences(const QList<size_t> &text, const QList<size_t> &pattern)
{
    QList<int> border(pattern.size(), 0);
    for (int i = 1, k = 0; i < pattern.size(); ++i) {
        while (k > 0 && pattern[i] != pattern[k])
            k = border[k - 1];
        border[i] = k += pattern[i] == pattern[k];
    }
    QList<int> found;
    for (int i = 0, k = 0; i < text.size(); ++i) {
        while (k > 0 && text[i] != pattern[k])
            k = border[k - 1];
        k += text[i] == pattern[k];
        if (k == pattern.size()) {
            found << i + 1 - k;
            k = 0;
        }
    }
    return found;
}

QList<size_t> keysOf(const QList<TextLine> &lines)
{
    QList<size_t> keys;
    for (const TextLine &line : lines)
        keys << line.key;
    return keys;
}

QByteArray lineBytes(const QByteArray &text, const TextLine &line)
{
    return text.sliced(line.begin, line.end - line.begin);
}

bool sameWords(const Wish &wish, const TextLine &found, const TextLine &old)
{
    return lineBytes(wish.text, found).simplified() == lineBytes(wish.oldText, old).simplified();
}

/// The new text in place of whole lines [first, last]; the last newline goes only if the old text had one.
Place placeOf(const Wish &wish, const QList<TextLine> &text, const QList<TextLine> &old, int first, int last)
{
    QList<std::pair<QByteArray, QByteArray>> pairs;
    const bool sameCount = last - first + 1 == old.size();
    for (int i = 0; i < old.size(); ++i) {
        if (old[i].key != 0 && (sameCount || i == 0))
            pairs << std::pair(lineBytes(wish.oldText, old[i]), lineBytes(wish.text, text[first + i]));
    }
    const qsizetype end = wish.oldText.endsWith('\n') ? text[last].next : text[last].end;
    return {text[first].begin, end, reindented(wish.newText, pairs)};
}

double middleLikeness(const Wish &wish, const QList<TextLine> &text, const QList<TextLine> &old, int first, int last)
{
    const auto words = [](const QByteArray &bytes, qsizetype begin, qsizetype end) { return QString::fromUtf8(bytes.sliced(begin, std::max<qsizetype>(0, end - begin))); };
    const QString found = words(wish.text, text[first].next, text[last].begin);
    const QString wanted = words(wish.oldText, old.constFirst().next, old.constLast().begin);
    return likeness(tokensOf(wanted), tokensOf(found));
}

/// The indentation `from` as the found text writes it.
QByteArray translated(const QByteArray &from, const QMap<QByteArray, QByteArray> &known)
{
    if (known.contains(from))
        return known.value(from);
    QByteArray longest;
    bool any = false;
    for (const QByteArray &candidate : known.keys()) {
        if (from.startsWith(candidate) && (!any || candidate.size() > longest.size())) {
            longest = candidate;
            any = true;
        }
    }
    if (!any) { // less than any that is known: as much less there
        const QByteArray to = known.first();
        return to.first(std::max<qsizetype>(0, to.size() - (known.firstKey().size() - from.size())));
    }
    const QByteArray to = known.value(longest);
    QByteArray rest = from.sliced(longest.size());
    const bool tabsForBlanks = !to.isEmpty() && to.count('\t') == to.size() && longest.count(' ') == longest.size() && longest.size() % to.size() == 0;
    const qsizetype unit = tabsForBlanks ? longest.size() / to.size() : 0;
    if (unit > 1 && rest.count(' ') == rest.size())
        rest = QByteArray(rest.size() / unit, '\t') + QByteArray(rest.size() % unit, ' ');
    return to + rest;
}
} // namespace

QList<TextLine> textLines(const QByteArray &text)
{
    QList<TextLine> lines;
    for (qsizetype at = 0; at < text.size(); at = lines.constLast().next) {
        const qsizetype newline = text.indexOf('\n', at);
        const qsizetype next = newline < 0 ? text.size() : newline + 1;
        qsizetype end = newline < 0 ? text.size() : newline;
        while (end > at && text[end - 1] == '\r')
            --end;
        lines << TextLine{at, end, next, keyOf(QByteArrayView(text).sliced(at, end - at))};
    }
    return lines;
}

const QList<TextLine> &Wish::lines() const
{
    if (!known->lines)
        known->lines = textLines(text);
    return *known->lines;
}

QByteArray reindented(const QByteArray &newText, const QList<std::pair<QByteArray, QByteArray>> &lines)
{
    QMap<QByteArray, QByteArray> known;
    for (const auto &[old, found] : lines) {
        if (!known.contains(indentationOf(old)))
            known.insert(indentationOf(old), indentationOf(found));
    }
    if (known.isEmpty())
        return newText;
    QByteArray result;
    for (const TextLine &line : textLines(newText)) {
        const QByteArray bytes = newText.sliced(line.begin, line.next - line.begin);
        const QByteArray indentation = indentationOf(bytes);
        result += line.key == 0 ? bytes : translated(indentation, known) + bytes.sliced(indentation.size());
    }
    return result;
}

Places indentationPlaces(const Wish &wish)
{
    const QList<TextLine> old = textLines(wish.oldText);
    if (wish.oldText.trimmed().isEmpty() || !hasWordsOf(wish.text, wish.oldText))
        return {};
    const QList<TextLine> &text = wish.lines();
    Places places;
    for (const int first : occurrences(keysOf(text), keysOf(old))) {
        bool same = true;
        for (int i = 0; same && i < old.size(); ++i)
            same = sameWords(wish, text[first + i], old[i]);
        if (same)
            places << placeOf(wish, text, old, first, first + int(old.size()) - 1);
    }
    return places;
}

Places blockAnchorPlaces(const Wish &wish)
{
    const QList<TextLine> old = textLines(wish.oldText);
    if (old.size() < 3 || old.constFirst().key == 0 || old.constLast().key == 0)
        return {};
    const QList<TextLine> &text = wish.lines();
    const int size = int(old.size());
    const int slack = std::max(1, size / 4);
    Places places;
    int tried = 0;
    for (int first = 0; first < text.size(); ++first) {
        if (text[first].key != old.constFirst().key)
            continue;
        for (int last = first + std::max(2, size - slack) - 1; last < std::min<int>(int(text.size()), first + size + slack); ++last) {
            if (text[last].key != old.constLast().key)
                continue;
            if (++tried > mostBlocks)
                return {};
            if (sameWords(wish, text[first], old.constFirst()) && sameWords(wish, text[last], old.constLast())
                && middleLikeness(wish, text, old, first, last) >= 0.6)
                places << placeOf(wish, text, old, first, last);
        }
    }
    return places;
}

} // namespace hsf::diff
