// SPDX-License-Identifier: MIT
//
// How a skill stands, apart from its files: who made it, may the program work on it, stage, pin. In SQLite, rebuilt from the
// commits' trailers when the database is lost. Written only when a change set is applied.
#pragma once
#include "changes/changeset.h"

namespace hsf::changes {

struct SkillFacts {
    QString skill;                    ///< id
    Origin origin = Origin::Unknown;
    bool managed = false;             ///< may reviews and the curator work on it?
    bool pinned = false;
    Stage stage = Stage::Active;
    QDateTime created;                ///< first seen
    QDateTime changed;                ///< last applied change set
    Origin changedBy = Origin::Unknown;
    std::optional<SessionId> session; ///< that caused its creation
    QDateTime keepUntil;              ///< the curator does not propose it before; invalid: no such wish
    bool operator==(const SkillFacts &) const = default;
};

} // namespace hsf::changes
