// SPDX-License-Identifier: MIT
//
// A difference as the text that `patch` and `git apply` read: "--- a/…", "+++ b/…", "@@ -1,3 +1,4 @@". Pure.
#pragma once
#include <QByteArray>
#include <QString>

#include <optional>

namespace hsf::cli {

/// nullopt: the file is not there on that side. Bytes that are not text are told in one line.
QByteArray patchText(const QString &path, const std::optional<QByteArray> &before, const std::optional<QByteArray> &after);

} // namespace hsf::cli
