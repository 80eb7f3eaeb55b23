// SPDX-License-Identifier: MIT
//
// Which words stand in which skills: for each word the skills that have it and how much it weighs there, in a few bytes. An
// immutable value; the next one takes over what did not change. Files are read while it is made; afterwards it is memory only.
#pragma once
#include "library/snapshot.h"

namespace hsf::library {

struct SearchSegment; ///< some skills, indexed together

class SearchIndex
{
public:
    /// For each skill of the snapshot by its place, how well it fits; 0: not at all. Ends early, with what it has, when stopped.
    struct Scores {
        QList<float> score;
        QList<quint64> words; ///< a bit for each word of the query that it has; the prefix is the last
        int count = 0; ///< words of the query
    };
    Scores scores(const QStringList &whole, const QString &prefix, const std::function<bool()> &stopped = {}) const;

    /// Skills that are not in it yet, or changed since.
    int missing() const { return m_missing; }
    bool isFor(const LibrarySnapshot &snapshot) const { return m_generation == snapshot.generation; }
    /// In bytes, about.
    qsizetype memory() const;

    QByteArray saved() const;
    /// nullptr when damaged or of another version. Is for no snapshot yet.
    static std::shared_ptr<const SearchIndex> restored(const QByteArray &bytes);

private:
    friend class IndexBuilder;
    struct Part {
        std::shared_ptr<const SearchSegment> segment;
        std::vector<qint32> places; ///< in the snapshot, by document; -1: gone or changed
    };
    std::vector<Part> m_parts;
    qsizetype m_size = 0; ///< of the snapshot
    quint64 m_generation = 0;
    int m_missing = 0;
};
using SearchIndexPtr = std::shared_ptr<const SearchIndex>;

/// The index of these skills, of `previous` as far as it holds. Reads at most `mostNew` files of new or changed skills, with all
/// cores; the rest is missing(). Stopped: what is done so far, the rest missing.
SearchIndexPtr indexSkills(const LibrarySnapshot &snapshot, const SearchIndexPtr &previous, int mostNew,
                           const std::function<bool()> &stopped = {});

} // namespace hsf::library
