// SPDX-License-Identifier: MIT
#include "curator/overlaps.h"
#include "curator/words_p.h"

#include "library/skillreader.h"

namespace hsf::curator {

namespace {
constexpr qsizetype mostPairs = 200;
}

QList<skill::OverlapPair> overlapsIn(const library::LibrarySnapshot &library, std::stop_token stop)
{
    skill::OverlapIndex index;
    for (const library::SkillEntry &entry : library.skills) {
        if (stop.stop_requested())
            return {};
        if (entry.archived || !entry.source.isEmpty() || entry.folder.isEmpty())
            continue;
        if (const auto files = library::readSkill(entry.folder)) // one that went meanwhile overlaps with nothing
            index.add(entry.id.toString(), *files);
    }
    QList<skill::OverlapPair> pairs = index.all({}, [&stop] { return stop.stop_requested(); });
    pairs.resize(std::min(pairs.size(), mostPairs));
    return pairs;
}

QString overlapReason(const skill::OverlapPair &pair)
{
    const auto percent = [](double share) { return qRound(share * 100); };
    return Words::tr("%1 and %2: the same content to %3 %, the same requests to %4 %.")
        .arg(pair.a, pair.b)
        .arg(percent(pair.jaccard))
        .arg(percent(pair.trigger));
}

} // namespace hsf::curator
