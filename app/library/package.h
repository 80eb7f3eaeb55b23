// SPDX-License-Identifier: MIT
//
// Skills of somebody else as values, before anything is written: a folder, a zip (or .tar.gz), a whole Hermes home. All
// bytes are in memory, so that what a person was shown is what will be written, whatever happens to the source
// meanwhile. Hostile input is left out or refused, each with a sentence.
#pragma once
#include "library/memory.h"

#include <functional>
#include <optional>
#include <QDateTime>
#include <QMap>

namespace hsf::library {

/// What Hermes knows of a skill (.usage.json).
struct HermesFacts {
    bool managed = false; ///< created_by "agent": curation may touch it
    bool pinned = false;
    QString state; ///< active, stale, archived; empty: not said
    int uses = 0, views = 0;
    QDateTime lastUsed, lastViewed; ///< invalid: never
    QDateTime created; ///< invalid: not said
    bool operator==(const HermesFacts &) const = default;
};

struct PackagedSkill {
    QString id; ///< where it would stand in the library: "name" or "category/name"
    QString from; ///< its folder in the source; empty: the source itself
    bool archived = false;
    QMap<QString, QByteArray> files; ///< by path below the skill's folder
    QStringList executables; ///< paths of `files`
    QStringList notes; ///< one sentence each: what was left out, what was not looked into
    QString obstacle; ///< why it cannot come at all; empty: it can
    std::optional<HermesFacts> facts;
    bool operator==(const PackagedSkill &) const = default;
};

struct Package {
    enum class Kind { Folder, Archive, HermesHome };
    Kind kind = Kind::Folder;
    QString place; ///< as it was given
    QList<PackagedSkill> skills; ///< by id, archived ones last
    QMap<QString, QByteArray> categories; ///< the DESCRIPTION.md of folders of skills, by where they would stand in the library
    QMap<MemoryFile, QStringList> memory; ///< entries, in their order
    QStringList problems; ///< one sentence each: what belongs to no skill and was left out
    bool operator==(const Package &) const = default;
};

struct PackageLimits {
    int entries = 100'000; ///< files and folders, in a folder or an archive
    qint64 fileBytes = 32LL << 20; ///< a larger one is left out
    qint64 totalBytes = 512LL << 20; ///< above, all is refused
    int ratio = 100; ///< an archive that unpacks to more than this many times its size …
    qint64 ratioFrom = 32LL << 20; ///< … and to more than this is refused
};

struct Reading {
    std::function<bool()> stopped;
    std::function<void(int done, int total)> progress; ///< total 0: not known
    PackageLimits limits;
};

/// Errors: nothing there, not readable, encrypted, damaged or cut short, larger than the limits, no skill in it.
Result<Package> readPackage(const QString &path, const Reading &reading = {});

/// One skill's folder with all its bytes, for an export or to compare with.
Result<PackagedSkill> readWholeSkill(const QString &folder, const PackageLimits &limits = {});

} // namespace hsf::library
