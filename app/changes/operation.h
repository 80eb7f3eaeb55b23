// SPDX-License-Identifier: MIT
//
// What an author asks for, before it is drafted into files: one to twenty operations, all or nothing.
#pragma once
#include "changes/changeset.h"

#include <variant>

namespace hsf::changes {

struct CreateSkill { ///< SKILL.md with these bytes; `folder` as "name" or "category/name"
    QString folder;
    QByteArray content;
};
struct PatchFile {
    QString skill;                     ///< id or unique name
    QString file;                      ///< empty: SKILL.md
    QByteArray oldText, newText;
    bool replaceAll = false;
    QString seenBlob;                  ///< Git's name of the bytes the author read; empty: not checked
};
struct WriteFile { ///< whole content; SKILL.md too ("rewrite")
    QString skill;
    QString file;
    QByteArray content;
    QString seenBlob;
};
struct RemoveFile {
    QString skill;
    QString file;
    QString seenBlob;
};
struct ArchiveSkill {
    QString skill;
    QString absorbedInto;              ///< or a reason
    QString reason;
};
struct RestoreSkill { ///< from .archive/ to its exact place
    QString skill;
};
struct EditMemory {
    QList<library::MemoryEdit> edits;
};
struct SetFact { ///< "stage", "managed", "pinned", "keep-until"
    QString skill;
    QString fact;
    QString value;
};
struct AdoptSkill { ///< copies a folder of a read-only source into the library
    QString fromFolder;
    QString folder;                    ///< its id in the library
};

using Operation = std::variant<CreateSkill, PatchFile, WriteFile, RemoveFile, ArchiveSkill, RestoreSkill, EditMemory, SetFact, AdoptSkill>;

struct Draft {
    Author author;
    QString reason;
    QList<Operation> operations;
};

} // namespace hsf::changes
