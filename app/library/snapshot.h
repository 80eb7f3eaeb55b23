// SPDX-License-Identifier: MIT
//
// The skills on disk as one immutable value that any thread may hold while the next one is being read. Only facts of
// the files; who wrote a skill and how it stands is changes/facts.h.
#pragma once
#include "skill/finding.h"
#include "skill/skillid.h"

#include <functional>
#include <memory>
#include <QDateTime>
#include <QStringList>

namespace hsf::library {

struct SkillEntry {
    skill::SkillId id;
    QString name; ///< the front matter's, else the folder's
    QString description;
    QStringList tags; ///< of the front matter
    QString folder; ///< absolute
    QString source; ///< absolute root of a read-only source; empty: the library
    bool archived = false; ///< lies below .archive/
    qint64 bytes = 0; ///< of SKILL.md
    int fileCount = 1;
    QDateTime modified; ///< newest file
    qint64 touchedMs = 0; ///< when any file last changed in any way, since 1970
    int bodyTokens = 0;
    int catalogueTokens = 0; ///< of its line in the catalogue
    skill::Severity worst = skill::Severity::Advice;
    int findings = 0; ///< errors and worse
    quint64 stamp = 0; ///< of paths, sizes and times: equal means not read again
    QByteArray outline; ///< of the paths in the stamp
    bool operator==(const SkillEntry &) const = default;
};

/// A folder of skills that says what they are about, in a DESCRIPTION.md.
struct Category {
    QString path; ///< "documents", "documents/pdf"
    QString source; ///< as in SkillEntry
    QString description; ///< the front matter's, else the first paragraph; one line
    bool operator==(const Category &) const = default;
};

class SearchIndex;

struct LibrarySnapshot {
    QString root;
    QList<SkillEntry> skills; ///< sorted by id; archived ones and those of sources included
    QList<Category> categories; ///< sorted by source and path
    QStringList problems; ///< one sentence each: a folder that could not be read …
    quint64 generation = 0;
    qint64 startedMs = 0; ///< when the reading began: files touched then or later are read again next time
    QList<quint32> byName; ///< places in `skills`, by the folder's own name; of scanLibrary()
    /// For search(); may miss skills that changed a moment ago, or be null.
    std::shared_ptr<const SearchIndex> index;

    /// By exact id, else by the only active library skill of that folder name; nullptr if none or several.
    const SkillEntry *find(const QString &idOrName) const;
};
using SnapshotPtr = std::shared_ptr<const LibrarySnapshot>;

/// Reads `root` and `sources` with all cores; entries whose stamp equals that of `previous` are taken over unread, and its
/// index. Asks `stopped`, which must be thread-safe, between folders. Never fails as a whole: what cannot be read is a
/// problem. Follows no symlink out of the root.
SnapshotPtr scanLibrary(const QString &root, const QStringList &sources, const SnapshotPtr &previous,
                        const std::function<bool()> &stopped = {});

} // namespace hsf::library
