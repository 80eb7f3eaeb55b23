// SPDX-License-Identifier: MIT
//
// What a file of a skill may hold when somebody writes it. Pure; a fault the file had before is not refused again.
#pragma once
#include "base/error.h"

#include <QByteArray>

#include <optional>

namespace hsf::changes {

/// `file`: its path below the skill's folder. `base`: what it held before.
Result<> checkContent(const QString &file, const std::optional<QByteArray> &base, const QByteArray &result);

/// What is read as text and kept beside a change: UTF-8 without NUL, at most maxFileBytes.
bool isSmallText(const QByteArray &bytes);

} // namespace hsf::changes
