// SPDX-License-Identifier: MIT
#include "tools/ranking.h"

#include "library/bm25.h"

namespace hsf::tools {

QList<float> skillScores(const library::LibrarySnapshot &library, const QString &query)
{
    // Whole words only: this is somebody's sentence, not the beginning of one.
    const library::QueryWords words = library::queryWords(query + u' ');
    if (words.isEmpty())
        return QList<float>(library.skills.size(), 0);
    if (!library.index)
        return library::plainScores(library, words).score;
    return library::indexSkills(library, library.index, 0)->scores(words.whole, {}).score;
}

QStringList rankedSkills(const library::LibrarySnapshot &library, const QString &query)
{
    const bool all = library::searchWords(query).isEmpty();
    const QList<float> scores = skillScores(library, query);
    QList<qsizetype> places;
    for (qsizetype i = 0; i < library.skills.size(); ++i) {
        if (!library.skills[i].archived && (all || scores[i] > 0))
            places.append(i);
    }
    if (!all) // the snapshot is sorted by id, which decides between equals
        std::ranges::stable_sort(places, std::greater(), [&scores](qsizetype i) { return scores[i]; });
    QStringList ids;
    for (const qsizetype i : std::as_const(places))
        ids.append(library.skills[i].id.toString());
    return ids;
}

} // namespace hsf::tools
