// SPDX-License-Identifier: MIT
//
// Steps that compare folded texts: each character kept knows which bytes it stands for, so that a place found in the folded
// text is a place in the file.
#include "diff/place_p.h"

#include <QHash>
#include <QString>

#include <algorithm>
#include <cstring>
#include <functional>
#include <ranges>
#include <vector>

namespace hsf::diff {

namespace {
enum class Folding { LineEnds, Blanks, LookAlikes };

/// Raw tables and pointers, since this loop sees every byte of every file that a patch misses.
struct Classes {
    bool blank[256] = {}, plain[256] = {}, plainAscii[256] = {};
    constexpr Classes()
    {
        blank[' '] = blank['\t'] = blank['\r'] = true;
        for (int c = 0; c < 256; ++c) {
            plain[c] = !blank[c];
            plainAscii[c] = !blank[c] && c < 0x80;
        }
    }
};
constexpr Classes classes;

/// A character as plain typing has it: quotes, dashes, blanks, ligatures, accents apart from their letters.
QByteArray asciiLike(QByteArrayView character)
{
    static const QHash<char32_t, QByteArray> table = {
        {0x2018, "'"}, {0x2019, "'"}, {0x201A, "'"}, {0x201B, "'"}, {0x2032, "'"}, {0x00B4, "'"}, {0x02BC, "'"}, {0x201C, "\""}, {0x201D, "\""},
        {0x201E, "\""}, {0x201F, "\""}, {0x2033, "\""}, {0x00AB, "\""}, {0x00BB, "\""}, {0x2010, "-"}, {0x2011, "-"}, {0x2012, "-"}, {0x2013, "-"},
        {0x2014, "-"}, {0x2015, "-"}, {0x2212, "-"}, {0x00AD, ""}, {0x200B, ""}, {0x200C, ""}, {0x200D, ""}, {0x2060, ""}, {0xFEFF, ""}, {0xFE0F, ""},
        {0x2022, "*"}, {0x00B7, "*"}, {0x2192, "->"}, {0x2190, "<-"}, {0x00D7, "x"}};
    const QString text = QString::fromUtf8(character);
    if (text.isEmpty() || text.contains(QChar::ReplacementCharacter))
        return character.toByteArray();
    const char32_t point = text.size() == 1 ? char32_t(text[0].unicode()) : QChar::surrogateToUcs4(text[0], text[1]);
    if (const auto known = table.constFind(point); known != table.constEnd())
        return *known;
    return QChar::decomposition(point).isEmpty() ? character.toByteArray() : text.normalized(QString::NormalizationForm_KD).toUtf8();
}
} // namespace

/// A folded text and where its characters come from, by stretches: most of a text is itself.
class Folded
{
public:
    Folded(QByteArrayView source, Folding folding, bool wholeFile) : m_source(source), m_folding(folding)
    {
        text.reserve(source.size());
        for (qsizetype at = 0; at < source.size();) {
            const qsizetype newline = source.indexOf('\n', at);
            const qsizetype end = newline < 0 ? source.size() : newline;
            line(at, end, newline < 0 && !wholeFile);
            if (newline >= 0)
                copy(newline, newline + 1);
            at = end + 1;
        }
    }
    QByteArray text;

    /// A match must not begin or end inside what one character became.
    bool isWhole(qsizetype begin, qsizetype end) const
    {
        const Stretch &first = at(begin);
        const Stretch &last = at(end - 1);
        return (first.same || begin == first.begin) && (last.same || end == last.begin + last.size);
    }
    qsizetype from(qsizetype index) const
    {
        const Stretch &stretch = at(index);
        return stretch.from + (stretch.same ? index - stretch.begin : 0);
    }
    qsizetype to(qsizetype index) const
    {
        const Stretch &stretch = at(index);
        return stretch.same ? stretch.from + index - stretch.begin + 1 : stretch.to;
    }

private:
    struct Stretch {
        qsizetype begin = 0, size = 0; ///< in the folded text
        qsizetype from = 0, to = 0;    ///< in the source
        bool same = true;              ///< byte by byte; else one thing that stands for another
    };

    const Stretch &at(qsizetype index) const
    {
        return *std::prev(std::ranges::upper_bound(m_stretches, index, {}, &Stretch::begin));
    }
    void copy(qsizetype from, qsizetype to)
    {
        if (!m_stretches.empty() && m_stretches.back().same && m_stretches.back().to == from) {
            m_stretches.back().size += to - from;
            m_stretches.back().to = to;
        } else {
            m_stretches.push_back({text.size(), to - from, from, to, true});
        }
        text.append(m_source.sliced(from, to - from));
    }
    void write(QByteArrayView as, qsizetype from, qsizetype to)
    {
        m_stretches.push_back({text.size(), as.size(), from, to, false});
        text.append(as);
    }
    void blanks(qsizetype from, qsizetype to, bool leading)
    {
        const QByteArrayView run = m_source.sliced(from, to - from);
        const bool foreign = std::ranges::any_of(run, [](char c) { return uchar(c) >= 0x80; });
        if (run == " " || m_folding == Folding::LineEnds || (leading && !foreign))
            copy(from, to);
        else
            write(" ", from, to);
    }
    void line(qsizetype begin, qsizetype end, bool keepLastBlanks)
    {
        const auto *bytes = reinterpret_cast<const uchar *>(m_source.data());
        const bool *plain = m_folding == Folding::LookAlikes ? classes.plainAscii : classes.plain;
        qsizetype blanksFrom = begin; // blanks since here wait for what follows: at the line's end they do not count
        bool leading = true;
        const auto flush = [&](qsizetype at) {
            if (at > blanksFrom)
                blanks(blanksFrom, at, leading);
            leading = false;
        };
        for (qsizetype at = begin; at < end;) {
            qsizetype next = at + 1;
            if (classes.blank[bytes[at]]) {
                at = next;
                continue;
            }
            if (plain[bytes[at]]) {
                while (next < end && (plain[bytes[next]] || (bytes[next] == ' ' && next + 1 < end && plain[bytes[next + 1]])))
                    ++next;
                flush(at);
                copy(at, next);
            } else {
                while (next < end && (bytes[next] & 0xC0) == 0x80)
                    ++next;
                const QByteArray as = asciiLike(m_source.sliced(at, next - at));
                if (as == " ") {
                    at = next;
                    continue;
                }
                flush(at);
                if (!as.isEmpty())
                    write(as, at, next);
            }
            at = blanksFrom = next;
        }
        if (keepLastBlanks)
            flush(end);
    }

    const QByteArrayView m_source; ///< not looked at after construction
    const Folding m_folding;
    std::vector<Stretch> m_stretches;
};

namespace {
const Folded &foldedText(const Wish &wish, Folding folding)
{
    auto &kept = wish.known->folded[int(folding)];
    if (!kept)
        kept = std::make_shared<Folded>(wish.text, folding, true);
    return *kept;
}

Places foldedPlaces(const Wish &wish, Folding folding)
{
    if (folding != Folding::LookAlikes && !hasWordsOf(wish.text, wish.oldText))
        return {};
    const Folded old(wish.oldText, folding, false);
    if (old.text.trimmed().isEmpty())
        return {};
    const Folded &text = foldedText(wish, folding);
    Places places;
    qsizetype at = findBytes(text.text, old.text);
    while (at >= 0) {
        const qsizetype end = at + old.text.size();
        const bool whole = text.isWhole(at, end);
        if (whole)
            places << Place{text.from(at), text.to(end - 1), wish.newText};
        at = findBytes(text.text, old.text, whole ? end : at + 1);
    }
    return places;
}

/// Without blank lines before and blanks after: models often add them.
QByteArray withoutBlankEdges(const QByteArray &text)
{
    qsizetype begin = 0;
    for (qsizetype i = 0; i < text.size() && QByteArrayView(" \t\r\n").contains(text[i]); ++i)
        begin = text[i] == '\n' ? i + 1 : begin;
    QByteArray inner = text.sliced(begin);
    while (!inner.isEmpty() && QByteArrayView(" \t\r\n").contains(inner.back()))
        inner.chop(1);
    return inner;
}

QByteArray unescaped(const QByteArray &text)
{
    QByteArray plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char next = text[i] == '\\' && i + 1 < text.size() ? text[i + 1] : '\0';
        const qsizetype known = next ? QByteArrayView("ntr\"'\\`").indexOf(next) : -1;
        if (known < 0)
            plain += text[i];
        else {
            plain += "\n\t\r\"'\\`"[known];
            ++i;
        }
    }
    return plain;
}
} // namespace

qsizetype findBytes(QByteArrayView text, QByteArrayView pattern, qsizetype from)
{
    if (pattern.isEmpty() || from > text.size() - pattern.size())
        return -1;
    const void *found = memmem(text.data() + from, size_t(text.size() - from), pattern.data(), size_t(pattern.size()));
    return found ? static_cast<const char *>(found) - text.data() : -1;
}

bool hasWordsOf(QByteArrayView text, QByteArrayView pattern)
{
    constexpr int asked = 4;
    QList<QByteArrayView> words;
    const auto isBlank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; };
    for (auto at = pattern.begin(); at != pattern.end();) {
        const auto begin = std::find_if_not(at, pattern.end(), isBlank);
        at = std::find_if(begin, pattern.end(), isBlank);
        words << QByteArrayView(begin, at);
    }
    std::ranges::partial_sort(words, words.begin() + std::min<qsizetype>(asked, words.size()), std::ranges::greater(), &QByteArrayView::size);
    return std::ranges::all_of(words | std::views::take(asked), [&](QByteArrayView word) { return word.isEmpty() || findBytes(text, word) >= 0; });
}

Places exactPlaces(const Wish &wish)
{
    Places places;
    const qsizetype size = wish.oldText.size();
    for (qsizetype at = findBytes(wish.text, wish.oldText); at >= 0; at = findBytes(wish.text, wish.oldText, at + size))
        places << Place{at, at + size, wish.newText};
    return places;
}

Places lineTrimmedPlaces(const Wish &wish)
{
    return foldedPlaces(wish, Folding::LineEnds);
}

Places whiteSpacePlaces(const Wish &wish)
{
    const Places places = foldedPlaces(wish, Folding::Blanks);
    const QByteArray inner = withoutBlankEdges(wish.oldText);
    if (!places.isEmpty() || inner == wish.oldText)
        return places;
    return foldedPlaces({wish.text, inner, withoutBlankEdges(wish.newText), wish.known}, Folding::Blanks);
}

Places escapePlaces(const Wish &wish)
{
    const Wish plain{wish.text, unescaped(wish.oldText), unescaped(wish.newText), wish.known};
    if (plain.oldText == wish.oldText || plain.oldText.trimmed().isEmpty())
        return {};
    const Places places = exactPlaces(plain);
    return places.isEmpty() ? foldedPlaces(plain, Folding::Blanks) : places;
}

Places lookAlikePlaces(const Wish &wish)
{
    const auto foreign = [](const QByteArray &text) { return std::ranges::any_of(text, [](char c) { return uchar(c) >= 0x80; }); };
    if (!foreign(wish.oldText) && !foreign(wish.text))
        return {};
    return foldedPlaces(wish, Folding::LookAlikes);
}

} // namespace hsf::diff
