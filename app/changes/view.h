// SPDX-License-Identifier: MIT
//
// What drafting and merging may ask of the library as it is now. diskview.h answers from the disk; a test from a map.
#pragma once
#include "changes/facts.h"

namespace hsf::changes {

struct FileState {
    QByteArray bytes;
    bool executable = false;
    bool operator==(const FileState &) const = default;
};

class LibraryView
{
public:
    virtual ~LibraryView() = default;
    /// nullopt: no such file.
    virtual Result<std::optional<FileState>> file(const QString &treePath) const = 0;
    /// Every file below a tree folder, by tree path.
    virtual Result<QMap<QString, FileState>> filesBelow(const QString &treeFolder) const = 0;
    virtual bool hasFolder(const QString &treePath) const = 0;
    /// Ids, archived ones included; what is cheap to know, for looking up a name.
    virtual Result<QStringList> skills() const = 0;
    virtual Result<std::optional<SkillFacts>> facts(const QString &skill) const = 0;
    /// The stage it had when it was archived.
    virtual Result<Stage> stageBeforeArchive(const QString &skill) const = 0;
    /// The files of a folder outside the library, by path below it.
    virtual Result<QMap<QString, FileState>> sourceFolder(const QString &folder) const = 0;

    /// What below `treePath` (a file, a folder, or empty: everything) was otherwise at `commit`, as it was then; nullopt: it was
    /// not there.
    virtual Result<QMap<QString, std::optional<FileState>>> differentAt(const QString &commit, const QString &treePath) const;
    /// Origin by the history of a skill that nothing is known of any more; Unknown where it does not tell.
    virtual Result<Origin> originOnceHad(const QString &skill) const;
};

} // namespace hsf::changes
