// SPDX-License-Identifier: MIT
#include "tools/ranking.h"

#include "tools/bm25.h"

using namespace Qt::StringLiterals;

namespace hsf::tools {

QList<double> skillScores(const library::LibrarySnapshot &library, const QString &query)
{
    Bm25 index(query);
    for (const library::SkillEntry &entry : library.skills) {
        index.add({{.text = entry.name, .weight = 3},
                   {.text = entry.id.toString(), .weight = 1},
                   {.text = entry.description, .weight = 1.5},
                   {.text = entry.headings.join(u' '), .weight = 1}});
    }
    return index.scores();
}

QStringList rankedSkills(const library::LibrarySnapshot &library, const QString &query)
{
    const bool all = searchWords(query).isEmpty();
    const QList<double> scores = skillScores(library, query);
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
