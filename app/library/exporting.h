// SPDX-License-Identifier: MIT
//
// Skills as other programs take them: a folder with a folder for each, or a zip. The same skills give the same bytes:
// sorted names, one fixed time. All or nothing, and nothing is overwritten without being told.
#pragma once
#include "library/strict.h"

namespace hsf::library {

enum class Overwrite { Refuse, Replace };

/// Deflated, in the order given; no times, owners or other traces of this machine.
Result<QByteArray> zipOf(const QList<StrictSkill> &skills);

/// `out` is made when absent; each skill is complete in it or not there.
Result<> exportToFolder(const QList<StrictSkill> &skills, const QString &out, Overwrite overwrite);
Result<> exportToZip(const QList<StrictSkill> &skills, const QString &out, Overwrite overwrite);

} // namespace hsf::library
