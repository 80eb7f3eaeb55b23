// SPDX-License-Identifier: MIT
//
// The skills on disk as one immutable value that any thread may hold while the next one is being read. Only facts of
// the files; who wrote a skill and how it stands is changes/facts.h.
#pragma once
#include "skill/finding.h"
#include "skill/skillid.h"

#include <memory>
#include <QDateTime>
#include <QPromise>

namespace hsf::library {

struct SkillEntry {
    skill::SkillId id;
    QString name; ///< the front matter's, else the folder's
    QString description;
    QStringList headings;
    QString folder; ///< absolute
    QString source; ///< absolute root of a read-only source; empty: the library
    bool archived = false; ///< lies below .archive/
    qint64 bytes = 0; ///< of SKILL.md
    int fileCount = 1;
    QDateTime modified; ///< newest file
    int bodyTokens = 0;
    int catalogueTokens = 0; ///< of its line in the catalogue
    skill::Severity worst = skill::Severity::Advice;
    int findings = 0; ///< errors and worse
    quint64 stamp = 0; ///< of paths, sizes and times: equal means not read again
    bool operator==(const SkillEntry &) const = default;
};

struct LibrarySnapshot {
    QString root;
    QList<SkillEntry> skills; ///< sorted by id; archived ones and those of sources included
    QStringList problems; ///< one sentence each: a folder that could not be read …
    quint64 generation = 0;

    /// By exact id, else by the only active library skill of that folder name; nullptr if none or several.
    const SkillEntry *find(const QString &idOrName) const;
};
using SnapshotPtr = std::shared_ptr<const LibrarySnapshot>;

/// Reads `root` and `sources`; entries whose stamp equals that of `previous` are taken over unread. Asks `stop` between
/// folders, reports (done, total). Never fails as a whole: what cannot be read is a problem. Follows no symlink out of
/// the root.
SnapshotPtr scanLibrary(const QString &root, const QStringList &sources, const SnapshotPtr &previous,
                        const std::function<bool()> &stopped = {}, const std::function<void(int, int)> &progress = {});

} // namespace hsf::library
