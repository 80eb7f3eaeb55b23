// SPDX-License-Identifier: MIT
#include "skill/requirement_p.h"

#include <QChar>

#include <optional>

namespace hsf::skill {

namespace {
constexpr int shortestWord = 2;
constexpr int shortestRun = 16;
constexpr char32_t widestRange = 4096;

struct Unknown {
}; ///< thrown inside this file where an expression is not understood

/// What one piece of the expression says.
struct Piece {
    std::optional<QByteArray> exact; ///< it matches this and nothing else ("" for what has no width)
    QList<Need> needs;
    std::optional<std::bitset<128>> set; ///< one character of ASCII
};

int weight(const Need &need)
{
    int least = need.words.isEmpty() ? 6 : 100;
    for (const QByteArray &word : need.words)
        least = std::min(least, int(word.size()));
    return need.units.isEmpty() && need.runs.isEmpty() ? least : std::min(least, 6);
}

/// Of several needs the one that is met by chance least often.
const Need *best(const QList<Need> &needs)
{
    const Need *found = nullptr;
    for (const Need &need : needs) {
        if (!found || weight(need) > weight(*found))
            found = &need;
    }
    return found;
}

void addWord(QList<Need> &needs, const QByteArray &word)
{
    if (word.size() >= shortestWord)
        needs << Need{{word}, {}, {}};
}

bool hasCase(char32_t c)
{
    return QChar::toLower(c) != c || QChar::toUpper(c) != c || QChar::toCaseFolded(c) != c;
}

class Reader
{
public:
    explicit Reader(const QString &pattern)
        : m_pattern(pattern)
    { }
    QList<Need> read()
    {
        Piece whole = alternatives();
        if (m_at < m_pattern.size())
            throw Unknown();
        if (whole.exact)
            addWord(whole.needs, *whole.exact);
        return whole.needs;
    }

private:
    bool more() const { return m_at < m_pattern.size(); }
    char16_t peek(int ahead = 0) const
    {
        return m_at + ahead < m_pattern.size() ? m_pattern[m_at + ahead].unicode() : u'\0';
    }
    bool take(QStringView text)
    {
        if (!QStringView(m_pattern).sliced(m_at).startsWith(text))
            return false;
        m_at += text.size();
        return true;
    }

    Piece alternatives()
    {
        QList<Piece> branches{sequence()};
        while (take(u"|"))
            branches << sequence();
        if (branches.size() == 1)
            return branches.constFirst();
        Need any;
        for (Piece &branch : branches) {
            if (branch.exact)
                addWord(branch.needs, *branch.exact);
            const Need *need = best(branch.needs);
            if (!need)
                return {};
            any.words += need->words;
            any.units += need->units;
            any.runs += need->runs;
        }
        return {{}, {any}, {}};
    }

    Piece sequence()
    {
        Piece whole{QByteArray(), {}, {}};
        QByteArray run;
        while (more() && peek() != u'|' && peek() != u')') {
            const Piece piece = repeated(atom());
            if (piece.exact) {
                run += *piece.exact;
                continue;
            }
            addWord(whole.needs, run);
            run.clear();
            whole.exact.reset();
            whole.needs += piece.needs;
        }
        if (whole.exact)
            whole.exact = run;
        else
            addWord(whole.needs, run);
        return whole;
    }

    Piece repeated(Piece piece)
    {
        const auto [least, most] = counts();
        if (least == 1 && most == 1)
            return piece;
        if (least == 0)
            return {};
        if (piece.exact)
            addWord(piece.needs, piece.exact->repeated(std::min(least, 64)));
        if (piece.set && least >= shortestRun)
            piece.needs << Need{{}, {}, {Run{*piece.set, least}}};
        piece.exact.reset();
        piece.set.reset();
        return piece;
    }

    /// Least and most repetitions of what stands before; most only tells one from more.
    std::pair<int, int> counts()
    {
        std::pair<int, int> found{1, 1};
        if (take(u"?"))
            found = {0, 1};
        else if (take(u"*"))
            found = {0, 2};
        else if (take(u"+"))
            found = {1, 2};
        else if (peek() == u'{')
            found = bracedCounts();
        else
            return found;
        if (!take(u"?"))
            take(u"+");
        return found;
    }

    std::pair<int, int> bracedCounts()
    {
        const qsizetype close = m_pattern.indexOf(u'}', m_at);
        if (close < 0)
            throw Unknown();
        const QString inside = m_pattern.sliced(m_at + 1, close - m_at - 1);
        bool number = false;
        const int least = inside.section(u',', 0, 0).toInt(&number);
        if (!number)
            throw Unknown();
        m_at = close + 1;
        return {least, inside.contains(u',') ? 2 : least == 1 ? 1 : 2};
    }

    Piece atom()
    {
        if (take(u"("))
            return group();
        if (take(u"["))
            return characterClass();
        if (take(u"\\"))
            return escape();
        if (take(u"^") || take(u"$"))
            return {QByteArray(), {}, {}};
        if (take(u"."))
            return {};
        if (QStringView(u"*+?{").contains(peek()))
            throw Unknown();
        return character(nextCodePoint());
    }

    Piece group()
    {
        const bool looks = take(u"?=") || take(u"?!") || take(u"?<=") || take(u"?<!");
        const bool plain = looks || take(u"?:") || take(u"?-i:") || take(u"?i:") || take(u"?>");
        if (!plain && (peek() == u'?' || peek() == u'*'))
            throw Unknown();
        Piece inside = alternatives();
        if (!take(u")"))
            throw Unknown();
        // What a look ahead or behind sees has no width and may be unwanted.
        return looks ? Piece{QByteArray(), {}, {}} : inside;
    }

    char32_t nextCodePoint()
    {
        const QChar first = m_pattern[m_at++];
        if (first.isHighSurrogate() && more() && m_pattern[m_at].isLowSurrogate())
            return QChar::surrogateToUcs4(first, m_pattern[m_at++]);
        return first.unicode();
    }

    char32_t hexadecimal()
    {
        bool good = false;
        uint value = 0;
        if (take(u"{")) {
            const qsizetype close = m_pattern.indexOf(u'}', m_at);
            if (close < 0)
                throw Unknown();
            value = m_pattern.sliced(m_at, close - m_at).toUInt(&good, 16);
            m_at = close + 1;
        } else {
            value = QStringView(m_pattern).mid(m_at, 2).toUInt(&good, 16);
            m_at += 2;
        }
        if (!good)
            throw Unknown();
        return value;
    }

    /// After the backslash: a character, nothing for a kind of character or a place.
    std::optional<char32_t> escaped()
    {
        const char16_t c = peek();
        if (!more() || c >= 128)
            throw Unknown();
        ++m_at;
        switch (c) {
        case u'n':
            return U'\n';
        case u't':
            return U'\t';
        case u'r':
            return U'\r';
        case u'x':
            return hexadecimal();
        default:
            break;
        }
        if (!QChar(c).isLetterOrNumber())
            return char32_t(c);
        if (!QStringView(u"sSwWdDhHbBAzZ").contains(c))
            throw Unknown();
        return std::nullopt;
    }

    Piece escape()
    {
        const char16_t c = peek();
        const auto point = escaped();
        if (point)
            return character(*point);
        return QStringView(u"bBAzZ").contains(c) ? Piece{QByteArray(), {}, {}} : Piece{};
    }

    static Piece character(char32_t c)
    {
        if (c < 128)
            return {QByteArray(1, char(foldedUnit(char16_t(c)))), {}, {}};
        Piece piece;
        addUnits(piece, {{c, c}});
        return piece;
    }

    struct Points {
        char32_t first, last;
    };

    Piece characterClass()
    {
        const bool negated = take(u"^");
        QList<Points> ranges;
        bool kinds = false; // "\w" and its like
        for (bool first = true; more() && (first || peek() != u']'); first = false) {
            if (peek() == u'[' && QStringView(u":.=").contains(peek(1)))
                throw Unknown();
            const auto low = classMember();
            if (!low) {
                kinds = true;
                continue;
            }
            Points range{*low, *low};
            if (peek() == u'-' && peek(1) != u']' && peek(1) != u'\0') {
                ++m_at;
                const auto high = classMember();
                if (!high)
                    throw Unknown();
                range.last = *high;
            }
            ranges << range;
        }
        if (!take(u"]"))
            throw Unknown();
        if (negated || kinds || ranges.isEmpty())
            return {};
        Piece piece;
        if (std::ranges::all_of(ranges, [](const Points &range) { return range.last < 128; }))
            piece.set = setOf(ranges);
        else
            addUnits(piece, ranges);
        return piece;
    }

    std::optional<char32_t> classMember()
    {
        if (!take(u"\\"))
            return nextCodePoint();
        if (take(u"b"))
            return U'\b';
        return escaped();
    }

    static std::bitset<128> setOf(const QList<Points> &ranges)
    {
        std::bitset<128> set;
        for (const Points &range : ranges) {
            for (char32_t c = range.first; c <= range.last; ++c)
                set.set(foldedUnit(char16_t(c)));
        }
        return set;
    }

    /// A need for characters beyond ASCII, told by their first code unit; none where another case could stand for one.
    static void addUnits(Piece &piece, const QList<Points> &ranges)
    {
        Need need;
        for (const Points &range : ranges) {
            if (range.first < 128 || range.last < range.first || range.last - range.first > widestRange)
                return;
            for (char32_t c = range.first; c <= range.last; ++c) {
                if (hasCase(c))
                    return;
            }
            const auto unit
                = [](char32_t c) { return QChar::requiresSurrogates(c) ? QChar::highSurrogate(c) : char16_t(c); };
            need.units << UnitRange{unit(range.first), unit(range.last)};
        }
        piece.needs << need;
    }

    const QString m_pattern;
    qsizetype m_at = 0;
};
} // namespace

QList<Need> requirementOf(const QString &pattern)
{
    try {
        return Reader(pattern).read();
    } catch (const Unknown &) {
        return {};
    }
}

} // namespace hsf::skill
