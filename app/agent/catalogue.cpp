// SPDX-License-Identifier: MIT
#include "agent/prompt.h"

#include "base/text.h"
#include "tools/ranking.h"

#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace hsf::agent {

namespace {

constexpr double recencyWeight = 0.5; // against 1 for the best fit to the opening words
constexpr double recencyDays = 14;
/// So many in a row that do not fit: the room that is left is for none.
constexpr int mostMisses = 50;

QString lineOf(const library::SkillEntry &entry)
{
    return u"<skill><name>%1</name><description>%2</description></skill>\n"_s.arg(
        entry.id.toString().toHtmlEscaped(), entry.description.simplified().toHtmlEscaped());
}

QDateTime newestUse(const QMap<QString, QDateTime> &uses)
{
    QDateTime newest;
    for (const QDateTime &use : uses) {
        if (!newest.isValid() || use > newest)
            newest = use;
    }
    return newest;
}

/// 1 for the skill used last, falling with the days before that. The clock plays no part: the same facts, the same
/// bytes.
double recency(const QDateTime &use, const QDateTime &newest)
{
    return use.isValid() ? std::exp(-double(use.secsTo(newest)) / (recencyDays * 86'400)) : 0;
}

struct Candidate {
    const library::SkillEntry *entry;
    bool pinned;
    double score;
};

/// The best first; the snapshot's order, by id, decides between equals.
QList<Candidate> candidates(const CatalogueInput &input)
{
    const QList<float> fits = tools::skillScores(*input.library, input.opening);
    const float best = fits.isEmpty() ? 0 : std::ranges::max(fits);
    const QDateTime newest = newestUse(input.lastUse);
    QList<Candidate> list;
    for (qsizetype i = 0; i < fits.size(); ++i) {
        const library::SkillEntry &entry = input.library->skills[i];
        const QString &id = entry.id.toString();
        if (entry.archived || input.leftOut.contains(id))
            continue;
        const double fit = best > 0 ? double(fits[i] / best) : 0;
        list.append(
            {&entry, input.pinned.contains(id), fit + recencyWeight * recency(input.lastUse.value(id), newest)});
    }
    std::ranges::stable_sort(list, [](const Candidate &a, const Candidate &b) {
        return a.pinned != b.pinned ? a.pinned : a.score > b.score;
    });
    return list;
}

QString moreLine(int more, bool someShown)
{
    if (more == 0)
        return {};
    // English's separators in every language: these words are for the model.
    const QString count = QLocale(QLocale::English).toString(more).replace(u',', u' ');
    return someShown ? u"and %1 more: ask skills_list with a query.\n"_s.arg(count)
                     : u"%1 skills: ask skills_list with a query.\n"_s.arg(count);
}

} // namespace

Catalogue buildCatalogue(const CatalogueInput &input)
{
    Catalogue catalogue;
    if (!input.library)
        return catalogue;
    const QList<Candidate> list = candidates(input);
    if (list.isEmpty())
        return catalogue;

    const QString head = u"<available_skills>\n"_s, foot = u"</available_skills>\n"_s;
    const int frame = estimatedTokens(head) + estimatedTokens(foot) + estimatedTokens(moreLine(99'999, true));
    QString lines;
    int tokens = frame;
    for (int misses = 0; const Candidate &candidate : list) {
        // Room for a short line is room for nothing worth the search.
        const bool full = input.tokenBudget - tokens < 16 || misses > mostMisses;
        const QString line = full ? QString() : lineOf(*candidate.entry);
        const int cost = estimatedTokens(line) + 1;
        if (full || tokens + cost > input.tokenBudget) {
            ++misses;
            catalogue.without.append(candidate.entry->id.toString());
            continue;
        }
        misses = 0;
        tokens += cost;
        lines += line;
        catalogue.shown.append(candidate.entry->id.toString());
    }
    catalogue.more = int(list.size() - catalogue.shown.size());
    catalogue.text = head + lines + foot + moreLine(catalogue.more, !catalogue.shown.isEmpty());
    catalogue.tokens = estimatedTokens(catalogue.text);
    return catalogue;
}

QStringList rankedSkills(const library::LibrarySnapshot &library, const QString &query)
{
    return tools::rankedSkills(library, query);
}

} // namespace hsf::agent
