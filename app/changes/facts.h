// SPDX-License-Identifier: MIT
//
// How a skill stands, apart from its files: who made it, may the program work on it, stage, pin. In SQLite, rebuilt from the
// commits' trailers when the database is lost. Written only when a change set is applied.
#pragma once
#include "base/clock.h"
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
    bool enabled = true;              ///< off: no agent is told of it
    QString renamedFrom;              ///< the id it had before; its past is found there
    bool operator==(const SkillFacts &) const = default;
};

/// One fact as text, as in FactChange: "origin", "stage", "managed" (yes, no), "pinned" (yes, no), "enabled" (yes, no),
/// "keep-until" (ISO 8601), "renamed-from" (an id).
/// Empty for a skill that nothing is known of.
QString factValue(const std::optional<SkillFacts> &facts, const QString &fact);
/// The value as it is stored ("on" → "yes"), or an error that says which values there are.
Result<QString> checkedFactValue(const QString &fact, const QString &value);

/// What is known after a set was applied: its facts, who changed it and when. A skill whose origin becomes empty is gone
/// and has no entry any more. `known`: of the touched skills that have facts.
QMap<QString, SkillFacts> withFacts(QMap<QString, SkillFacts> known, const ChangeSet &set, const QDateTime &when);

/// A skill that goes and comes under another id in the same set, forwards or taken back: everything known moves with it.
struct SkillMove {
    QString from, to;
    bool operator==(const SkillMove &) const = default;
};
QList<SkillMove> movesIn(const QList<FactChange> &changes);

/// All facts of a skill as changes to nothing: what goes with its last file.
QList<FactChange> forgottenFacts(const SkillFacts &facts);

} // namespace hsf::changes
