// SPDX-License-Identifier: MIT
//
// The steps of the patch ladder. Each looks for the old text in its own way and says where it would write what; the ladder
// decides. All are linear in the text, or capped, so that a miss in a large file is as quick as a hit.
#pragma once
#include <QByteArray>
#include <QList>

#include <memory>
#include <optional>

namespace hsf::diff {

struct Place { ///< bytes [begin, end) of the text become `by`
    qsizetype begin = 0, end = 0;
    QByteArray by;
    bool operator==(const Place &) const = default;
};
using Places = QList<Place>;

/// Lines as [begin, end) without the newline.
struct TextLine {
    qsizetype begin = 0, end = 0, next = 0;
    size_t key = 0; ///< a hash of the words, blanks left out; 0: a blank line
};
QList<TextLine> textLines(const QByteArray &text);

class Folded;
class Search;
/// What several steps need to know of the same text, found out once.
struct Known {
    std::shared_ptr<const Folded> folded[3];
    std::optional<QList<TextLine>> lines;
    std::shared_ptr<const Search> search;
};

struct Wish {
    QByteArray text, oldText, newText;
    std::shared_ptr<Known> known = std::make_shared<Known>();

    const QList<TextLine> &lines() const; ///< of the text
};

Places exactPlaces(const Wish &wish);       ///< without overlap; two overlapping ones count as two
Places lineTrimmedPlaces(const Wish &wish); ///< blanks before line ends, and "\r", do not count
Places whiteSpacePlaces(const Wish &wish);  ///< inside lines a blank is a blank; blank lines around the text do not count
Places indentationPlaces(const Wish &wish); ///< whole lines; the new text gets the indentation that was found
Places escapePlaces(const Wish &wish);      ///< "\\n" meant a newline, in the old text and so in the new one
Places lookAlikePlaces(const Wish &wish);   ///< “quotes” – dashes … ligatures, wide and composed letters
Places blockAnchorPlaces(const Wish &wish); ///< first and last line the same, what lies between is alike
Places similarPlaces(const Wish &wish);     ///< nearly the same words in the same order

/// The stretch of whole lines most like the old text, for an error; empty when nothing is alike at all.
struct Closest {
    int line = 0; ///< from 1
    QByteArray text;
};
Closest closestText(const Wish &wish);

/// Linear in the worst case too.
qsizetype findBytes(QByteArrayView text, QByteArrayView pattern, qsizetype from = 0);

/// Whether the longest words of the pattern stand in the text at all: cheap, and it answers most misses.
bool hasWordsOf(QByteArrayView text, QByteArrayView pattern);

/// `newText` with indentation changed as it changed from `oldLine` to `foundLine`, pair by pair.
QByteArray reindented(const QByteArray &newText, const QList<std::pair<QByteArray, QByteArray>> &lines);

} // namespace hsf::diff
