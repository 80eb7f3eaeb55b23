// SPDX-License-Identifier: MIT
//
// What an author asks for, before it is drafted into files: one to twenty operations, all or nothing.
#pragma once
#include "changes/changeset.h"
#include "changes/untrusted.h"

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
struct SetFact { ///< "stage", "managed", "pinned", "enabled", "keep-until"
    QString skill;
    QString fact;
    QString value;
};
struct RenameSkill { ///< its folder, `name` in its front matter, and what other skills say of it
    QString skill;
    QString folder;                    ///< the new id: "name" or "category/name"
};
struct RenameFile { ///< with the places in the skill's texts that point to it
    QString skill;
    QString from, to;
};
struct FixSkill { ///< everything that lint finds and that is repaired without thinking (skill/fix.h), in all its files
    QString skill;
};
struct AdoptSkill { ///< copies a folder of a read-only source into the library
    QString fromFolder;
    QString folder;                    ///< its id in the library
};
struct RestoreTo { ///< as it was at a revision, what came since included; only for the person
    QString folder;                    ///< tree path of a file or of a skill's folder ("skills/a"); empty: everything
    QString commit;                    ///< 40 hex digits; History::commitAt() names one for a moment
};
struct ImportSkill { ///< a skill from elsewhere as bytes that a person saw and chose (importplan.h)
    QString folder;                    ///< its id in the library
    QMap<QString, QByteArray> files;   ///< by path below the skill's folder; all it will have
    QStringList executables;           ///< paths of `files`
    QString replaces;                  ///< Git's name of the SKILL.md it takes the place of; empty: the place must be free
    bool managed = false;
    bool pinned = false;
    Stage stage = Stage::Active;       ///< Archived: it comes into the archive
};

struct TakeFiles { ///< what another library has, merged with ours (meeting.h); each file's base must be what is here
    QString skill;
    QList<FileChange> files;
};

using Operation = std::variant<CreateSkill, PatchFile, WriteFile, RemoveFile, ArchiveSkill, RestoreSkill, EditMemory, SetFact, AdoptSkill,
                               RenameSkill, RenameFile, RestoreTo, ImportSkill, TakeFiles, FixSkill>;

struct Draft {
    Author author;
    QString reason;
    QList<Operation> operations;
    QList<UntrustedText> untrusted = {}; ///< what the author read from tools before it wrote
    QString holdBecause = {}; ///< a sentence: a person must look even where the policy would apply it
};

} // namespace hsf::changes
