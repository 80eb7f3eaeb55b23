// SPDX-License-Identifier: MIT
//
// Which rules may match a text at all: one walk over the text looks for the words of all rules at once (Aho and
// Corasick's automaton). A rule that it leaves out cannot match; see requirement_p.h.
#pragma once
#include "skill/requirement_p.h"

#include <memory>
#include <vector>

namespace hsf::skill {

class Sieve
{
public:
    explicit Sieve(const QList<QString> &patterns);
    /// By pattern, in their order.
    std::vector<bool> mayMatch(QStringView text) const;

private:
    struct Met; ///< what a walk has met
    struct Wanted { ///< a need, by places in the lists below
        QList<qsizetype> words, units;
        QList<Run> runs;
    };
    Wanted wanted(const Need &need);
    void addWord(qsizetype index);
    void link();
    void noteUnit(char16_t unit, Met &met) const;
    Met walk(QStringView text) const;
    static bool isMet(const Wanted &one, const Met &met, QStringView text);

    QList<QList<Wanted>> m_requirements;
    QList<QByteArray> m_words;
    QList<UnitRange> m_units;
    std::vector<bool> m_unitOfInterest; ///< by code unit
    quint8 m_classes[128] = {}; ///< of folded ASCII; 0: in no word
    int m_classCount = 1;
    std::vector<quint16> m_next; ///< state × class → state; one with words has the highest bit
    std::vector<QList<int>> m_found; ///< by state: words that end here
};

} // namespace hsf::skill
