// SPDX-License-Identifier: MIT
//
// Everything one author wants to change at once, as a value: what one sees as a diff is what is applied, byte for byte.
#pragma once
#include "base/ids.h"
#include "library/memory.h"
#include "skill/scan.h"
#include "skill/skillid.h"

#include <QDateTime>
#include <QJsonObject>

namespace hsf::changes {

/// Who wrote a revision. A fact, recorded at write time, never guessed.
enum class Origin { Unknown, You, Agent, Review, Synthesis, Curator, Imported, Bundled, Outside };
QString originName(Origin origin);                        ///< "you", "agent", "review" … as in trailers and JSON
Origin originFromName(const QString &name);               ///< Unknown for anything else

enum class Stage { Trial, Active, Stale, Archived };
QString stageName(Stage stage);
std::optional<Stage> stageFromName(const QString &name);

enum class State { Drafted, Refused, Held, Applied, PartlyApplied, Rejected, Outdated, Expired, Undone };
QString stateName(State state);
std::optional<State> stateFromName(const QString &name);

/// A message of the session that caused it, by its number as shown, with the words found in it.
struct Evidence {
    qint64 message = 0;
    QString quote;
    bool operator==(const Evidence &) const = default;
};

struct Author {
    Origin origin = Origin::Unknown;
    std::optional<SessionId> session;
    QString model;
    QList<Evidence> evidence;
    QString outcome;      ///< worked, corrected; empty when nobody judged
    bool operator==(const Author &) const = default;
};

/// Neither base nor result: the bytes were too many or too large to keep here; they are in the history.
struct FileChange {
    QString path;                       ///< tree path: "skills/pdf-tables/SKILL.md", "memories/MEMORY.md"
    std::optional<QByteArray> base;     ///< nullopt: the file is new
    std::optional<QByteArray> result;   ///< nullopt: the file is removed
    bool executable = false;            ///< of the result; of a removed file: what it was
    QString skill;                      ///< id of the skill it belongs to; empty for memory
    bool operator==(const FileChange &) const = default;
};

/// How a skill stands: "stage", "managed", "pinned", "enabled", "origin", "keep-until", "renamed-from"; values as text.
struct FactChange {
    QString skill;
    QString fact;
    QString before;
    QString after;
    bool operator==(const FactChange &) const = default;
};

struct ChangeSet {
    ChangeSetId id;
    Author author;
    QString reason;                 ///< one sentence, the commit's subject
    QDateTime created;
    QList<FileChange> files;
    QList<FactChange> facts;
    skill::Findings findings;       ///< that the result has and the base had not
    skill::Capabilities gained;
    State state = State::Drafted;
    QString why;                    ///< why it was held, refused, rejected …: a sentence
    QDateTime decided;
    QString commit;                 ///< when applied
    std::optional<ChangeSetId> undoes;   ///< this set is the undo of that one
    std::optional<ChangeSetId> undoneBy;
    /// Of what a person accepted in part or edited: from what was written to what the author had proposed. Both sides empty:
    /// too many bytes to keep.
    QList<FileChange> turnedDown;

    QStringList skills() const;     ///< ids of the skills it touches, sorted
    bool touchesMemory() const;
    bool createsSkill() const;      ///< a new SKILL.md
    bool operator==(const ChangeSet &) const = default;
};

} // namespace hsf::changes
