// SPDX-License-Identifier: MIT
//
// The order of skills in lists: the library's before each source's, by category, then name, whatever their case. Makes no new words, so that it may run over ten
// thousand rows.
#pragma once
#include "service/libraryservice.h"

namespace hsf::service {

inline bool listedBefore(const SkillRow &a, const SkillRow &b)
{
    if (const int order = a.entry.source.compare(b.entry.source); order != 0)
        return order < 0;
    const auto parts = [](const SkillRow &row) {
        const QStringView path = row.entry.id.toString();
        const qsizetype slash = path.lastIndexOf(u'/');
        return std::pair(path.left(std::max<qsizetype>(slash, 0)), path.mid(slash + 1));
    };
    const auto [categoryA, nameA] = parts(a);
    const auto [categoryB, nameB] = parts(b);
    if (const int order = categoryA.compare(categoryB, Qt::CaseInsensitive); order != 0)
        return order < 0;
    return nameA.compare(nameB, Qt::CaseInsensitive) < 0;
}

} // namespace hsf::service
