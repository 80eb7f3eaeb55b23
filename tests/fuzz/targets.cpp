// SPDX-License-Identifier: MIT
#include "fuzz/targets.h"

#include <cstdio>
#include <cstdlib>

namespace hsf::fuzz {

void expect(bool holds, const char *sentence)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", sentence);
    std::abort();
}

QList<QByteArray> texts(const QByteArray &input, int count)
{
    QList<QByteArray> parts = input.split('\x1E');
    parts.resize(std::max<qsizetype>(parts.size(), count));
    return parts;
}

} // namespace hsf::fuzz
