// SPDX-License-Identifier: MIT
//
// Which skills fit some words, the best first: over name, tags, description, headings and body, by BM25. Blocks on reading
// the files that are quoted; asks `stopped` on the way, so that the next key may cancel it.
#pragma once
#include "library/snapshot.h"

#include <functional>

namespace hsf::library {

struct SearchMark { ///< a place in a snippet, in UTF-16 units
    int start = 0, length = 0;
    bool operator==(const SearchMark &) const = default;
};

struct SearchHit {
    enum class Where { Name, Tag, Description, Heading, Body };
    QString id;
    QString source; ///< root of a read-only source; empty: the library
    bool archived = false;
    QString folder; ///< absolute; names the row
    double score = 0;
    Where where = Where::Name; ///< where the snippet is from
    int line = 0; ///< of SKILL.md, from 1; 0: not from a line
    QString snippet; ///< one line of text around the words; empty behind the first `snippets` hits
    QList<SearchMark> marks;
    bool operator==(const SearchHit &) const = default;
};
QString whereName(SearchHit::Where where); ///< "name" "tag" "description" "heading" "body"

struct SearchOptions {
    int limit = -1; ///< of hits; -1: all
    int snippets = 50;
    std::function<bool()> stopped;
};

/// What was found as places in the snapshot: of thousands nobody looks at more than the first.
struct SearchFound {
    QList<qint32> places; ///< in LibrarySnapshot::skills, the best first
    QList<SearchHit> hits; ///< of the first of them, as many as are quoted
};

/// Skills with all words; where none has all, those with some. The last word may be the beginning of one, unless a space
/// follows it. Uses the snapshot's index where it has one (see searchindex.h), else name, tags and description.
QList<SearchHit> search(const LibrarySnapshot &library, const QString &query, const SearchOptions &options = {});
/// The same, with hits for those only that are quoted.
SearchFound searchPlaces(const LibrarySnapshot &library, const QString &query, const SearchOptions &options = {});

} // namespace hsf::library
