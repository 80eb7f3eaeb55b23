// SPDX-License-Identifier: MIT
//
// Skills that get in each other's way, by two measures for two conflicts: the same content twice (one of them is too
// many), and descriptions that answer to the same request (an agent takes the wrong one). Pure.
//
// Content: MinHash with 128 values in 32 bands of 4 over shingles of 5 words finds candidates, whose exact Jaccard
// index is told; beside it the cosine of TF-IDF vectors of prose and of code. Trigger: the same cosine of description
// and headings.
#pragma once
#include "skill/lint.h"

#include <functional>
#include <memory>

namespace hsf::skill {

struct OverlapPair {
    QString a, b; ///< ids, a < b
    double jaccard = 0; ///< of 5-word shingles; all measures lie between 0 and 1
    double prose = 0;
    double code = 0; ///< 0 when one of them has none
    double trigger = 0;
    bool operator==(const OverlapPair &) const = default;
};

/// From here on a pair is told; one of both is enough.
struct OverlapLimits {
    double content = 0.3;
    double trigger = 0.5;
    int mostOfOne = 20; ///< of a skill with many alike only so many pairs, the closest
};

class OverlapIndex
{
public:
    OverlapIndex();
    ~OverlapIndex();
    OverlapIndex(OverlapIndex &&) noexcept;
    OverlapIndex &operator=(OverlapIndex &&) noexcept;

    void add(const QString &id, const SkillFiles &skill);
    /// One whose text is not known: compared by trigger only.
    void addOutline(const QString &id, const QString &name, const QString &description, const QStringList &headings);
    qsizetype size() const;
    bool contains(const QString &id) const;

    /// Closest first. Asks `stopped` on the way: of thousands of skills this takes seconds. Stopped: none.
    QList<OverlapPair> all(const OverlapLimits &limits = {}, const std::function<bool()> &stopped = {}) const;
    /// What is like this skill, which need not be in the index; one of its own id is left out. `a` is always `id`.
    QList<OverlapPair> neighbours(const QString &id, const SkillFiles &skill, const OverlapLimits &limits = {}) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// How close a pair is by its stronger measure, for sorting.
double closeness(const OverlapPair &pair);
/// "The same content as b to 61 %." / "Answers to the same requests as b (72 %)."
QString overlapSentence(const OverlapPair &pair, const OverlapLimits &limits = {});

} // namespace hsf::skill
