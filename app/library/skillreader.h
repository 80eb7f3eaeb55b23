// SPDX-License-Identifier: MIT
//
// One skill's files, read whole: for lint, scan, an agent's view, a diff's base.
#pragma once
#include "base/error.h"
#include "skill/lint.h"

namespace hsf::library {

struct FileInfo {
    QString path; ///< below the skill's folder
    qint64 bytes = 0;
    bool text = true; ///< isSkillText
    bool executable = false;
    bool operator==(const FileInfo &) const = default;
};

/// What an agent can read: UTF-8 without NUL, at most 1 MiB.
bool isSkillText(const QByteArray &bytes);
/// Every file below the folder but .git, .github, node_modules and the like; symlinks that leave the folder are not
/// followed.
QList<FileInfo> listSkillFiles(const QString &folder);
/// Text files with their bytes, the others by name.
Result<skill::SkillFiles> readSkill(const QString &folder);
/// One file; refuses what leaves the folder, devices and what is over `limit` bytes.
Result<QByteArray> readSkillFile(const QString &folder, const QString &path, qint64 limit = 1 << 20);
/// Git's name for these bytes (SHA-1 of "blob <size>\0<bytes>"), as hex.
QString blobName(const QByteArray &bytes);

} // namespace hsf::library
