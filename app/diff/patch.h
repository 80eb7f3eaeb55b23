// SPDX-License-Identifier: MIT
//
// "Replace this text by that" as models say it: the place is found exactly, else by a fixed ladder (line-trimmed, white space,
// indentation, escapes, Unicode look-alikes, block anchors, similarity), each step only if it finds exactly one place.
#pragma once
#include "base/error.h"

#include <QByteArray>

namespace hsf::diff {

struct Patched {
    QByteArray bytes;
    int places = 1;
    QString step;  ///< how it was found: "exact", "line-trimmed" …
    bool operator==(const Patched &) const = default;
};

/// Several places without `all`: an error that lists their lines. None: an error with the closest text.
enum class Occurrences { One, All };
Result<Patched> patch(const QByteArray &text, const QByteArray &oldText, const QByteArray &newText,
                      Occurrences occurrences = Occurrences::One);

} // namespace hsf::diff
