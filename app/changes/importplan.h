// SPDX-License-Identifier: MIT
//
// What an import would do, before it does anything: each skill with what was found in it, what it meets in the library
// and the choices that leaves, each memory entry with its fate. Pure: reads nothing, writes nothing.
#pragma once
#include "changes/operation.h"
#include "library/package.h"

namespace hsf::changes {

/// What of the library an import can meet.
struct Occupied {
    QSet<QString> active, archived; ///< ids of its skills
    QMap<QString, library::PackagedSkill>
        present; ///< whole, those that the package names as well; archived ones as ".archive/ID"
    QMap<library::MemoryFile, QStringList> memory;
    QMap<QString, QByteArray> categories; ///< DESCRIPTION.md of its folders of skills
};

enum class Collision {
    Free, ///< nothing is in its place
    Same, ///< the library has the very same files
    Taken, ///< a skill is there that may be replaced
    Blocked ///< what is there cannot be replaced: an archived skill, a folder of skills, another one of this import
};

struct ImportChoice {
    enum class Action { Skip, Take, Replace };
    Action action = Action::Take;
    QString id; ///< where it goes; another id than proposed is a rename
    bool repair = false; ///< with the mechanical repairs
    bool operator==(const ImportChoice &) const = default;
};

struct ImportItem {
    library::PackagedSkill skill;
    QString name, description; ///< of the front matter
    Collision collision = Collision::Free;
    QString met; ///< the id it meets; empty when free
    QString replaces; ///< Git's name of the SKILL.md it would replace
    QString freeId; ///< the nearest id that nothing stands in the way of
    skill::Findings findings; ///< errors of the specification as warnings; dangers as they are
    skill::Capabilities capabilities;
    QStringList repairs; ///< what repairing would do, one sentence each
    QStringList facts; ///< what is taken over of how it stood: "pinned", "used 12 times" …
    ImportChoice proposed;

    skill::Severity worst() const { return skill::worst(findings); }
    /// A sentence when it cannot come, or not as more than a quarantined or waiting one; empty: it will be applied.
    QString prospect() const;
};

struct MemoryItem {
    enum class Fate { Add, Known, NoRoom, Dangerous };
    library::MemoryFile file = library::MemoryFile::Memory;
    QString text;
    Fate fate = Fate::Add;
    QString why; ///< of all but Add
    bool operator==(const MemoryItem &) const = default;
};

struct ImportPlan {
    QString place;
    library::Package::Kind kind = library::Package::Kind::Folder;
    QList<ImportItem> items;
    QList<MemoryItem> memory;
    QMap<QString, QByteArray> categories; ///< descriptions that the library has not yet, by folder
    QStringList problems;
    int count(Collision collision) const;
};

/// Asks `stopped` between skills; what was planned until then is returned.
ImportPlan planned(const library::Package &package, const Occupied &occupied, const library::Reading &reading = {});

/// The very operation that this choice leads to. Skipping has none.
std::optional<ImportSkill> importOperation(const ImportItem &item, const ImportChoice &choice);
/// The DESCRIPTION.md of a category, where there is none yet.
TakeFiles categoryOperation(const QString &category, const QByteArray &description);
/// The edits of the entries that are to be added, in order.
EditMemory memoryOperation(const QList<MemoryItem> &memory);

} // namespace hsf::changes
