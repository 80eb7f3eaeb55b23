// SPDX-License-Identifier: MIT
//
// What a *new* skill and a new file in it may be called. Pure; the words of the refusal say what would do.
#pragma once
#include "base/error.h"

#include <QString>

namespace hsf::skill {

/// ^[a-z0-9]+(-[a-z0-9]+)*$, 1 to 64 characters.
Result<> checkNewName(const QString &name);

/// A name that only makes sense today (ticket or PR numbers, dates, hashes, error strings, fix-/debug-/audit- + artefact) is
/// refused: skills are named at class level.
Result<> checkClassLevelName(const QString &name);

/// A path of a file below a skill's folder: relative, no "..", no "." or empty part, no NUL or control, invisible or
/// bidirectional-control characters, no reserved name, at most 255 bytes a part.
Result<> checkFilePath(const QString &path);

/// checkFilePath and: SKILL.md itself, or below references/ templates/ scripts/ assets/ evals/.
Result<> checkNewFilePath(const QString &path);

} // namespace hsf::skill
