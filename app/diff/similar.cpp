// SPDX-License-Identifier: MIT
//
// The last step: the lines whose words are nearly the old text's. A window slides over the text and keeps count of the words
// it shares, which costs a pass and not a comparison a window; only the best is then compared in order.
#include "diff/place_p.h"
#include "diff/words_p.h"

#include <QHash>

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

namespace hsf::diff {

namespace {
constexpr double alikeEnough = 0.8;
constexpr qsizetype mostCellsOfLines = 1'000'000;

struct Word {
    int id = 0; ///< of the old text's words; -1: none of them
    qsizetype begin = 0, end = 0; ///< bytes
    quint64 hash = 0;
};

struct WordBytes { ///< a raw table, since it is asked about every byte
    bool is[256] = {};
    constexpr WordBytes()
    {
        for (int c = 0; c < 256; ++c)
            is[c] = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
};
constexpr WordBytes wordBytes;

/// Words and single other characters. Those of the old text get numbers; of others only the size matters.
class Vocabulary
{
public:
    std::vector<Word> learn(QByteArrayView text)
    {
        std::vector<Word> words = split(text);
        for (Word &word : words) {
            if (!m_ids.contains(word.hash))
                m_ids.insert(word.hash, int(m_ids.size()));
            m_perhaps[word.hash % perhapsSize] = true;
            word.id = m_ids.value(word.hash);
        }
        return words;
    }
    std::vector<Word> recognise(QByteArrayView text) const
    {
        std::vector<Word> words = split(text);
        for (Word &word : words) {
            if (m_perhaps[word.hash % perhapsSize])
                word.id = m_ids.value(word.hash, -1);
        }
        return words;
    }
    qsizetype size() const { return m_ids.size(); }

private:
    static std::vector<Word> split(QByteArrayView text)
    {
        std::vector<Word> words;
        const auto *bytes = reinterpret_cast<const uchar *>(text.data());
        const qsizetype size = text.size();
        words.reserve(size_t(size / 5));
        for (qsizetype at = 0, end = 0; at < size; at = end) {
            quint64 hash = (0xCBF29CE484222325 ^ bytes[at]) * 0x100000001B3;
            for (end = at + 1; wordBytes.is[bytes[at]] && end < size && wordBytes.is[bytes[end]]; ++end)
                hash = (hash ^ bytes[end]) * 0x100000001B3;
            if (bytes[at] > ' ')
                words.push_back({-1, at, end, hash});
        }
        return words;
    }

    static constexpr int perhapsSize = 4096;
    bool m_perhaps[perhapsSize] = {}; ///< false: certainly none of ours
    QHash<quint64, int> m_ids; ///< two words with one hash would only make a place look a little better
};

struct Window {
    int first = 0, last = -1; ///< lines
    double score = 0;
};

} // namespace

class Search
{
public:
    explicit Search(const Wish &wish)
        : m_lines(wish.lines()), m_old(m_vocabulary.learn(wish.oldText)), m_text(m_vocabulary.recognise(wish.text))
    {
        m_count = std::max<int>(1, int(textLines(wish.oldText.trimmed()).size()));
        const Word *word = m_text.data(), *end = word + m_text.size();
        for (const TextLine &line : std::as_const(m_lines)) {
            m_firstWord.push_back(int(word - m_text.data()));
            while (word != end && word->begin < line.next)
                ++word;
        }
        m_firstWord.push_back(int(m_text.size()));
        for (const Word &word : m_old)
            m_oldSize += word.end - word.begin;
        m_windows = allWindows();
    }

    const QList<Window> &windows() const { return m_windows; } ///< the best of each first line
    const QList<TextLine> &lines() const { return m_lines; }
    const std::vector<Word> &oldWords() const { return m_old; }
    std::span<const Word> wordsIn(const Window &window) const
    {
        return std::span(m_text).subspan(m_firstWord[window.first], m_firstWord[window.last + 1] - m_firstWord[window.first]);
    }

private:
    QList<Window> allWindows() const
    {
        QList<Window> best(m_lines.size());
        for (const int count : {m_count, m_count + 1, m_count - 1}) {
            if (count >= 1 && m_oldSize > 0)
                slide(count, best);
        }
        return best;
    }
    void slide(int count, QList<Window> &best) const
    {
        std::vector<int> balances(m_vocabulary.size(), 0);
        int *balance = balances.data(); // of each word: how many more the old text has than the window
        const Word *words = m_text.data();
        for (const Word &word : m_old)
            ++balance[word.id];
        qsizetype shared = 0, size = 0;
        int in = 0, out = 0;
        for (int first = 0; first < m_lines.size(); ++first) {
            const int last = std::min<int>(first + count, int(m_lines.size())) - 1;
            for (const int end = m_firstWord[last + 1]; in < end; ++in) {
                const Word &word = words[in];
                size += word.end - word.begin;
                if (word.id >= 0 && balance[word.id]-- > 0)
                    shared += word.end - word.begin;
            }
            for (const int end = m_firstWord[first]; out < end; ++out) {
                const Word &word = words[out];
                size -= word.end - word.begin;
                if (word.id >= 0 && ++balance[word.id] > 0)
                    shared -= word.end - word.begin;
            }
            const double score = 2.0 * double(shared) / double(size + m_oldSize);
            if (score > best[first].score)
                best[first] = {first, last, score};
        }
    }

    Vocabulary m_vocabulary;
    QList<TextLine> m_lines;
    std::vector<Word> m_old, m_text;
    std::vector<int> m_firstWord;
    qsizetype m_oldSize = 0;
    int m_count = 1;
    QList<Window> m_windows;
};

namespace {
const Search &searchOf(const Wish &wish)
{
    if (!wish.known->search)
        wish.known->search = std::make_shared<Search>(wish);
    return *wish.known->search;
}

Window bestOf(const QList<Window> &windows)
{
    Window best;
    for (const Window &window : windows) {
        if (window.score > best.score)
            best = window;
    }
    return best;
}

/// The bytes from the old text's first word to its last, where they stand in the window; nullopt when these or the order of
/// the others differ. So a bullet or a heading's mark before the place is not overwritten.
std::optional<std::pair<qsizetype, qsizetype>> aligned(const std::vector<Word> &old, std::span<const Word> found)
{
    const size_t rows = old.size(), columns = found.size();
    if (rows == 0 || columns == 0 || qsizetype(rows * columns) > mostCellsOfLines)
        return std::nullopt;
    std::vector<int> length((rows + 1) * (columns + 1), 0);
    const auto at = [&](size_t i, size_t j) -> int & { return length[i * (columns + 1) + j]; };
    for (size_t i = rows; i-- > 0;) {
        for (size_t j = columns; j-- > 0;)
            at(i, j) = old[i].id == found[j].id ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    }
    std::optional<qsizetype> begin, end;
    int same = at(0, 0);
    for (size_t i = 0, j = 0; i < rows && j < columns;) {
        if (old[i].id == found[j].id) {
            if (i == 0)
                begin = found[j].begin;
            if (i + 1 == rows)
                end = found[j].end;
            ++i;
            ++j;
        } else if (at(i + 1, j) >= at(i, j + 1)) {
            ++i;
        } else {
            ++j;
        }
    }
    if (!begin || !end || same < alikeEnough * double(rows))
        return std::nullopt;
    return std::pair(*begin, *end);
}

QByteArray trimmedRight(QByteArray text)
{
    while (!text.isEmpty() && uchar(text.back()) <= ' ')
        text.chop(1);
    return text;
}

QByteArray firstLine(const QByteArray &text)
{
    for (const TextLine &line : textLines(text)) {
        if (line.key != 0)
            return text.sliced(line.begin, line.end - line.begin);
    }
    return {};
}
} // namespace

Places similarPlaces(const Wish &wish)
{
    const Search &search = searchOf(wish);
    if (search.oldWords().size() < 4) // too little to be sure
        return {};
    const QList<Window> &windows = search.windows();
    const Window best = bestOf(windows);
    if (best.score < alikeEnough)
        return {};
    const auto place = aligned(search.oldWords(), search.wordsIn(best));
    if (!place)
        return {};
    const TextLine &line = search.lines()[best.first];
    const QByteArray found = wish.text.sliced(line.begin, line.end - line.begin);
    const QByteArray by = trimmedRight(reindented(wish.newText, {{firstLine(wish.oldText), found}}));
    const qsizetype blanks = std::ranges::find_if_not(by, [](char c) { return c == ' ' || c == '\t'; }) - by.begin();
    Places places{{place->first, place->second, by.sliced(blanks)}};
    int taken = best.last; // another as good a place elsewhere makes both doubtful
    for (const Window &window : windows) {
        const bool apart = window.last < best.first || window.first > taken;
        if (window.score < alikeEnough || !apart)
            continue;
        places << Place{search.lines()[window.first].begin, search.lines()[window.last].end, {}};
        taken = std::max(taken, window.last);
        if (window.last < best.first)
            break;
    }
    return places;
}

Closest closestText(const Wish &wish)
{
    const Search &search = searchOf(wish);
    const Window best = bestOf(search.windows());
    if (best.score < 0.2)
        return {};
    const qsizetype begin = search.lines()[best.first].begin;
    return {best.first + 1, wish.text.sliced(begin, search.lines()[best.last].end - begin)};
}

} // namespace hsf::diff
