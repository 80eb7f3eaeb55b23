// SPDX-License-Identifier: MIT
#include "skill/sieve_p.h"

#include <algorithm>

namespace hsf::skill {

namespace {
constexpr quint16 hasWords = 0x8000;
constexpr quint16 stateMask = 0x7FFF;

/// Only every so-manieth character has to be looked at until one may lie in a run.
bool hasRun(QStringView text, const Run &run)
{
    const auto inSet = [&](qsizetype i) {
        const char16_t unit = foldedUnit(text[i].unicode());
        return unit < 128 && run.set[unit];
    };
    for (qsizetype at = run.length - 1; at < text.size();) {
        qsizetype begin = at, end = at;
        while (begin >= 0 && at - begin < run.length && inSet(begin))
            --begin;
        if (at - begin == run.length)
            return true;
        while (end + 1 < text.size() && end - begin < run.length && begin < at && inSet(end + 1))
            ++end;
        if (end - begin >= run.length)
            return true;
        at = std::max(end, at) + run.length;
    }
    return false;
}
} // namespace

struct Sieve::Met {
    std::vector<bool> words, units;
};

Sieve::Sieve(const QList<QString> &patterns)
    : m_unitOfInterest(0x10000)
{
    for (const QString &pattern : patterns) {
        QList<Wanted> all;
        for (const Need &need : requirementOf(pattern))
            all << wanted(need);
        m_requirements << all;
    }
    for (const QByteArray &word : std::as_const(m_words)) {
        for (const char c : word) {
            if (quint8 &known = m_classes[uchar(c)]; !known)
                known = quint8(m_classCount++);
        }
    }
    m_found.resize(1);
    m_next.assign(size_t(m_classCount), 0);
    for (qsizetype i = 0; i < m_words.size(); ++i)
        addWord(i);
    link();
}

Sieve::Wanted Sieve::wanted(const Need &need)
{
    const auto placeIn = [](auto &list, const auto &value) {
        if (!list.contains(value))
            list << value;
        return list.indexOf(value);
    };
    Wanted one{{}, {}, need.runs};
    for (const QByteArray &word : need.words)
        one.words << placeIn(m_words, word);
    for (const UnitRange &range : need.units) {
        one.units << placeIn(m_units, range);
        for (int unit = range.first; unit <= range.last; ++unit)
            m_unitOfInterest[size_t(unit)] = true;
    }
    return one;
}

void Sieve::addWord(qsizetype index)
{
    size_t state = 0;
    for (const char c : std::as_const(m_words[index])) {
        const size_t place = state * size_t(m_classCount) + m_classes[uchar(c)];
        if (!m_next[place]) {
            Q_ASSERT(m_found.size() < stateMask);
            m_next[place] = quint16(m_found.size());
            m_found.emplace_back();
            m_next.resize(m_next.size() + size_t(m_classCount));
        }
        state = m_next[place];
    }
    m_found[state] << int(index);
}

/// Missing ways lead where the longest end of what was read would; so each character costs one step.
void Sieve::link()
{
    const auto classes = size_t(m_classCount);
    std::vector<quint16> back(m_found.size()), queue;
    for (size_t c = 0; c < classes; ++c) {
        if (m_next[c])
            queue.push_back(m_next[c]);
    }
    for (size_t i = 0; i < queue.size(); ++i) {
        const size_t state = queue[i];
        m_found[state] += m_found[back[state]];
        for (size_t c = 0; c < classes; ++c) {
            quint16 &next = m_next[state * classes + c];
            const quint16 other = m_next[size_t(back[state]) * classes + c];
            if (next) {
                back[next] = other;
                queue.push_back(next);
            } else {
                next = other;
            }
        }
    }
    for (quint16 &next : m_next) {
        if (!m_found[next].isEmpty())
            next |= hasWords;
    }
}

void Sieve::noteUnit(char16_t unit, Met &met) const
{
    for (qsizetype i = 0; i < m_units.size(); ++i) {
        if (unit >= m_units[i].first && unit <= m_units[i].last)
            met.units[size_t(i)] = true;
    }
}

Sieve::Met Sieve::walk(QStringView text) const
{
    Met met{std::vector<bool>(size_t(m_words.size())), std::vector<bool>(size_t(m_units.size()))};
    const auto classes = size_t(m_classCount);
    size_t state = 0;
    for (const QChar c : text) {
        const char16_t unit = foldedUnit(c.unicode());
        if (unit >= 128 && m_unitOfInterest[unit]) [[unlikely]]
            noteUnit(unit, met);
        const quint16 next = m_next[state * classes + (unit < 128 ? m_classes[unit] : 0)];
        state = next & stateMask;
        if (next & hasWords) [[unlikely]] {
            for (const int word : m_found[state])
                met.words[size_t(word)] = true;
        }
    }
    return met;
}

bool Sieve::isMet(const Wanted &one, const Met &met, QStringView text)
{
    return std::ranges::any_of(one.words, [&](qsizetype word) { return met.words[size_t(word)]; })
        || std::ranges::any_of(one.units, [&](qsizetype unit) { return met.units[size_t(unit)]; })
        || std::ranges::any_of(one.runs, [&](const Run &run) { return hasRun(text, run); });
}

std::vector<bool> Sieve::mayMatch(QStringView text) const
{
    const Met met = walk(text);
    std::vector<bool> may;
    may.reserve(size_t(m_requirements.size()));
    for (const QList<Wanted> &needs : m_requirements)
        may.push_back(std::ranges::all_of(needs, [&](const Wanted &one) { return isMet(one, met, text); }));
    return may;
}

} // namespace hsf::skill
