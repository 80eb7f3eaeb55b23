// SPDX-License-Identifier: MIT
//
// The one door for every write to skills and memory: draft → checks → policy → apply | hold | refuse; later accept, reject, undo.
// Thread-safe; one change at a time in this process and, by the writer's lock, in all. Blocks on disk: never call it on the
// GUI thread.
#pragma once
#include "base/clock.h"
#include "changes/operation.h"
#include "changes/policy.h"
#include "library/history.h"
#include "storage/database.h"

namespace hsf::journal { class Journal; }

namespace hsf::changes {

/// What other rooms see of it.
class ChangeDoor
{
public:
    virtual ~ChangeDoor() = default;
    /// The set in the state it came to: Applied, Held or Refused (then `why` says so). An error: it could not even be drafted
    /// (bad name, patch without a place, disk full); nothing was written.
    virtual Result<ChangeSet> submit(const Draft &draft) = 0;
};

struct DoorPlace {
    QString repository;
    QString skills;
    QString memories;
    QString lockFile;
    QString quarantine;
};

class Door final : public ChangeDoor
{
public:
    /// Named steps beside the writer's own ("set-stored" before the write, "set-recorded" after it); tests kill at each.
    using StepHook = std::function<void(const char *step)>;

    /// Opens the writer, finishes what a crash cut, brings facts and sets in line with the history. Also announces what that changed.
    static Result<std::unique_ptr<Door>> open(const DoorPlace &place, std::shared_ptr<storage::Database> database,
                                              journal::Journal &journal, const Clock &clock, StepHook hook = {});
    ~Door() override;

    void setPolicy(const PolicySettings &settings);
    /// Called after each state change, on the thread that caused it; outside edits come as sets with Origin::Outside.
    void onChanged(std::function<void(const ChangeSet &)> listener);

    Result<ChangeSet> submit(const Draft &draft) override;

    /// A held set, whole or only some hunks of some files (indices as diff::diffLines gives them for base → result). A base
    /// that moved: the set is merged three-way when that is clean, else becomes Outdated and this is an error that says so.
    Result<ChangeSet> accept(const ChangeSetId &id, const std::optional<QMap<QString, QList<int>>> &hunks = {});
    Result<ChangeSet> reject(const ChangeSetId &id, const QString &reason = {});
    /// A new set that takes the applied one back, also out of order (three-way); undoing an undo brings it back. A conflict
    /// is Error::Refused that names the file.
    Result<ChangeSet> undo(const ChangeSetId &id);
    /// What other programs changed on disk (absolute or tree paths; empty: look at everything). nullopt: nothing.
    Result<std::optional<ChangeSet>> recordOutside(const QStringList &paths = {});
    /// Held for longer than the policy's days become Expired.
    Result<int> expireOld();

    Result<ChangeSet> set(const ChangeSetId &id) const;
    /// Newest first; `states` empty: all; `skill` an id or empty. Files included.
    Result<QList<ChangeSet>> sets(const QList<State> &states, const QString &skill = {}, int limit = 200) const;
    Result<int> count(State state) const;
    Result<QMap<QString, SkillFacts>> facts() const;   ///< by skill id
    Result<SkillFacts> factsOf(const QString &skill) const;

private:
    struct Private;
    explicit Door(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace hsf::changes
