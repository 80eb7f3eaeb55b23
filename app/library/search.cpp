// SPDX-License-Identifier: MIT
#include "library/search.h"

#include "library/bm25.h"
#include "library/searchindex.h"
#include "library/searchwords.h"
#include "library/skillreader.h"
#include "skill/headings.h"

#include <QHash>

#include <algorithm>
#include <bit>

namespace hsf::library {

namespace {

constexpr int snippetLength = 160;
constexpr float archivedPart = 0.5F; // found, behind what is in use
constexpr float partOfNameScore = 0.01F; // behind everything that has the word

/// Where in a text the query's words stand, by whole words and by the beginning of one.
class Marker
{
public:
    explicit Marker(const QueryWords &query)
        : m_query(query)
    {
        m_words = query.whole;
        if (!query.prefix.isEmpty())
            m_words.append(stemOf(QStringView(query.prefix)).toString());
        for (const QString &word : std::as_const(m_words))
            m_needles.append(word.toUtf8());
    }

    /// A quick look at a line in lower case: most have no letter of a query together. Letters with accents are looked at closely.
    bool mayBeIn(QByteArrayView lower) const
    {
        if (m_needles.isEmpty())
            return false;
        return std::ranges::any_of(m_needles, [lower](const QByteArray &needle) { return lower.contains(needle); })
            || std::ranges::any_of(lower, [](char c) { return uchar(c) >= 0x80; });
    }

    struct Marks {
        QList<SearchMark> marks;
        quint64 words = 0; ///< which of the query's
    };
    /// Accents may change a text's length when folded; then nothing is marked.
    Marks in(const QString &text) const
    {
        Marks found;
        const QString plain = folded(text);
        if (std::ranges::none_of(m_words, [&plain](const QString &word) { return plain.contains(word); }))
            return found;
        const QString &prefix = m_query.prefix;
        forEachFoldedWord(plain, [&](QStringView word, qsizetype at) {
            const bool placed = plain.size() == text.size();
            for (int i = 0; i < m_query.whole.size(); ++i) {
                if (word == m_query.whole.at(i))
                    add(found, i, at, word.size(), placed);
            }
            if (prefix.isEmpty())
                return;
            if (QStringView(plain).sliced(at).startsWith(prefix))
                add(found, int(m_query.whole.size()), at, prefix.size(), placed);
            else if (word == stemOf(QStringView(prefix)))
                add(found, int(m_query.whole.size()), at, word.size(), placed);
        });
        std::ranges::sort(found.marks, {}, &SearchMark::start);
        return found;
    }
    int count() const { return int(m_query.whole.size()) + (m_query.prefix.isEmpty() ? 0 : 1); }

private:
    static void add(Marks &found, int word, qsizetype at, qsizetype size, bool placed)
    {
        found.words |= quint64(1) << std::min(word, 63);
        if (placed)
            found.marks.append({int(at), int(size)});
    }
    const QueryWords &m_query;
    QStringList m_words; ///< one of them is in each folded text that has any of the query's
    QByteArrayList m_needles; ///< the same in UTF-8
};

struct Quote {
    SearchHit::Where where = SearchHit::Where::Name;
    int line = 0;
    QString text;
    Marker::Marks marks;
};

/// The part of a line around its first mark.
void quote(SearchHit &hit, const Quote &found)
{
    hit.where = found.where;
    hit.line = found.line;
    const qsizetype first = found.marks.marks.isEmpty() ? 0 : found.marks.marks.constFirst().start;
    qsizetype begin = found.text.size() <= snippetLength ? 0 : std::max<qsizetype>(0, first - snippetLength / 3);
    while (begin > 0 && begin < first && !found.text[begin - 1].isSpace())
        ++begin;
    const QString dots = begin > 0 ? QStringLiteral("… ") : QString();
    hit.snippet = dots + found.text.sliced(begin, std::min<qsizetype>(snippetLength, found.text.size() - begin));
    if (begin + snippetLength < found.text.size())
        hit.snippet += u'…';
    for (SearchMark mark : found.marks.marks) {
        mark.start += int(dots.size() - begin);
        if (mark.start >= dots.size() && mark.start + mark.length <= hit.snippet.size())
            hit.marks.append(mark);
    }
}

/// The line of the body with most of the words; headings before other lines.
void lookInBody(const SkillEntry &entry, const Marker &marker, Quote &best)
{
    const auto bytes = readSkillFile(entry.folder, QStringLiteral("SKILL.md"));
    if (!bytes)
        return;
    const qsizetype offset = std::min(skill::bodyOffsetOf(*bytes), bytes->size());
    const QByteArrayView body = QByteArrayView(*bytes).sliced(offset);
    const int firstLine = 1 + int(QByteArrayView(*bytes).first(offset).count('\n'));
    QHash<int, QByteArrayView> headings;
    skill::forEachHeading(body, [&](QByteArrayView heading, int line) { headings.insert(firstLine + line - 1, heading); });
    const QByteArray lower = body.toByteArray().toLower();
    for (qsizetype at = 0, line = firstLine; at <= body.size(); ++line) {
        const qsizetype feed = body.indexOf('\n', at);
        const qsizetype size = (feed < 0 ? body.size() : feed) - at;
        const QByteArrayView raw = body.sliced(at, size);
        const bool worthALook = marker.mayBeIn(QByteArrayView(lower).sliced(at, size));
        at += size + 1;
        if (!worthALook)
            continue;
        const QByteArrayView heading = headings.value(int(line));
        const QString text = QString::fromUtf8(heading.isEmpty() ? raw.trimmed() : heading).left(4'000).simplified();
        Marker::Marks marks = marker.in(text);
        const int words = std::popcount(marks.words), most = std::popcount(best.marks.words);
        const bool heads = !heading.isEmpty() && best.where == SearchHit::Where::Body;
        if (words > most || (words == most && words > 0 && heads))
            best = {heading.isEmpty() ? SearchHit::Where::Body : SearchHit::Where::Heading, int(line), text, std::move(marks)};
    }
}

void addSnippet(SearchHit &hit, const SkillEntry &entry, const Marker &marker)
{
    using enum SearchHit::Where;
    Quote best{Description, 0, entry.description.simplified(), {}};
    best.marks = marker.in(best.text);
    const Quote tags{Tag, 0, entry.tags.join(QStringLiteral(", ")), marker.in(entry.tags.join(QStringLiteral(", ")))};
    if (std::popcount(tags.marks.words) > std::popcount(best.marks.words))
        best = tags;
    const quint64 inName = marker.in(entry.id.toString()).words | marker.in(entry.name).words;
    if (std::popcount(inName | best.marks.words) < marker.count())
        lookInBody(entry, marker, best);
    if (best.marks.words == 0 && inName != 0)
        best.where = Name; // the description, for whoever reads the list
    quote(hit, best);
}

SearchIndex::Scores scoresOf(const LibrarySnapshot &library, const QueryWords &query, const std::function<bool()> &stopped)
{
    if (library.index) // of an older reading: what changed since is missing for a moment
        return indexSkills(library, library.index, 0)->scores(query.whole, query.prefix, stopped);
    return plainScores(library, query);
}

} // namespace

QString whereName(SearchHit::Where where)
{
    switch (where) {
    case SearchHit::Where::Name:
        return QStringLiteral("name");
    case SearchHit::Where::Tag:
        return QStringLiteral("tag");
    case SearchHit::Where::Description:
        return QStringLiteral("description");
    case SearchHit::Where::Heading:
        return QStringLiteral("heading");
    case SearchHit::Where::Body:
        return QStringLiteral("body");
    }
    return {};
}

namespace {

using Ranked = QList<std::pair<float, qint32>>; // how well it fits, and its place

Ranked ranked(const LibrarySnapshot &library, const QString &text, const QueryWords &query, int words, const SearchOptions &options)
{
    const SearchIndex::Scores scores = scoresOf(library, query, options.stopped);
    if (options.stopped && options.stopped())
        return {};
    const quint64 all = words >= 64 ? ~quint64(0) : (quint64(1) << words) - 1;
    const bool someHaveAll = words > 0 && scores.words.contains(all);
    const bool mayBePartOfAName = !text.contains(u' '); // in the middle of a word; a space behind it says it is whole
    Ranked found;
    for (qint32 i = 0; i < library.skills.size(); ++i) {
        const bool fits = someHaveAll ? scores.words.at(i) == all : scores.score.at(i) > 0;
        if (fits)
            found.append({scores.score.at(i) * (library.skills.at(i).archived ? archivedPart : 1), i});
        else if (mayBePartOfAName && library.skills.at(i).id.toString().contains(text, Qt::CaseInsensitive))
            found.append({partOfNameScore, i});
    }
    std::ranges::stable_sort(found, std::greater(), [](const auto &one) { return one.first; });
    if (options.limit >= 0)
        found.resize(std::min<qsizetype>(found.size(), options.limit));
    return found;
}

QList<SearchHit> hitsOf(const LibrarySnapshot &library, const Ranked &found, qsizetype most, const Marker &marker, const SearchOptions &options)
{
    QList<SearchHit> hits;
    hits.reserve(std::min(most, found.size()));
    for (const auto &[score, place] : found.first(std::min(most, found.size()))) {
        const SkillEntry &entry = library.skills.at(place);
        SearchHit hit{.id = entry.id.toString(), .source = entry.source, .archived = entry.archived, .folder = entry.folder, .score = score};
        if (hits.size() < options.snippets && !(options.stopped && options.stopped()))
            addSnippet(hit, entry, marker);
        hits.append(std::move(hit));
    }
    return hits;
}

} // namespace

QList<SearchHit> search(const LibrarySnapshot &library, const QString &text, const SearchOptions &options)
{
    if (text.trimmed().isEmpty())
        return {};
    const QueryWords query = queryWords(text);
    const Marker marker(query);
    const Ranked found = ranked(library, text, query, marker.count(), options);
    return hitsOf(library, found, found.size(), marker, options);
}

SearchFound searchPlaces(const LibrarySnapshot &library, const QString &text, const SearchOptions &options)
{
    if (text.trimmed().isEmpty())
        return {};
    const QueryWords query = queryWords(text);
    const Marker marker(query);
    const Ranked found = ranked(library, text, query, marker.count(), options);
    SearchFound result{{}, hitsOf(library, found, options.snippets, marker, options)};
    result.places.reserve(found.size());
    for (const auto &[score, place] : found)
        result.places.append(place);
    return result;
}

} // namespace hsf::library
