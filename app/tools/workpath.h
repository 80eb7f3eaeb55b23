// SPDX-License-Identifier: MIT
//
// Paths as a model writes them → one absolute path without symlinks, so that "inside the workspace" is a plain
// question.
#pragma once
#include <QString>

namespace hsf::tools {

/// Absolute and cleaned; symlinks resolved in the part that exists, the rest appended ("new/file.txt" of a folder to
/// come).
QString resolvedPath(const QString &path);
/// "notes.md" and "~/x" as well; empty when the path is empty, has a NUL, or is relative while no workspace is chosen.
QString workPath(const QString &path, const QString &workspace);
/// The folder itself counts as within.
bool isWithin(const QString &path, const QString &folder);
/// For titles and results: relative inside the workspace, else absolute.
QString shownPath(const QString &path, const QString &workspace);

} // namespace hsf::tools
