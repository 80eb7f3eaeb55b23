// SPDX-License-Identifier: MIT
//
// What a text must hold for a regular expression to match anywhere in it, read off the expression itself: a cheap look
// for these things spares most texts the expression. Never claims too much; for what it does not understand it claims
// nothing.
//
//   \b(?:curl|wget)\b[^\n]{0,200}\.ssh/id_   →   one of "curl" "wget", and ".ssh/id_"
#pragma once
#include <QByteArray>
#include <QList>
#include <QString>

#include <bitset>

namespace hsf::skill {

struct UnitRange {
    char16_t first = 0, last = 0; ///< UTF-16 code units
    bool operator==(const UnitRange &) const = default;
};

/// So many characters of a set in a row; the set is ASCII, in lower case.
struct Run {
    std::bitset<128> set;
    int length = 0;
    bool operator==(const Run &) const = default;
};

/// One of these must be there.
struct Need {
    QList<QByteArray> words; ///< ASCII, lower case, two characters or more
    QList<UnitRange> units;
    QList<Run> runs;
    bool operator==(const Need &) const = default;
};

/// All of the needs, without regard to case. An empty list: it may match anything.
QList<Need> requirementOf(const QString &pattern);

/// A code unit as needs compare it: ASCII in lower case; also the Kelvin sign and the long s, which ignore-case
/// expressions take for k and s. Other units come out as they are.
constexpr char16_t foldedUnit(char16_t unit)
{
    if (unit >= u'A' && unit <= u'Z')
        return unit + 32;
    return unit == 0x212A ? u'k' : unit == 0x017F ? u's' : unit;
}

} // namespace hsf::skill
