// SPDX-License-Identifier: MIT
//
// Characters a person cannot see: what a name must not hold and what a scan looks for.
#pragma once
#include <QList>
#include <QString>

#include <optional>

namespace hsf::skill {

/// Controls, zero-width, bidirectional controls, fillers, tags, private use, halves of surrogate pairs.
bool isHidden(char32_t character);
std::optional<char32_t> firstHidden(QStringView text);

/// A lone surrogate comes out as itself, so that it can be found.
QList<char32_t> codePoints(QStringView text);

/// "U+200B", for messages about what cannot be shown.
QString codePointName(char32_t character);

} // namespace hsf::skill
