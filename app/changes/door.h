// SPDX-License-Identifier: MIT
//
// The one door for every write to skills and memory: draft → checks → policy → apply | hold | refuse; later accept, reject, undo.
// Thread-safe; one change at a time in this process and, by the writer's lock, in all. Blocks on disk: never call it on the
// GUI thread.
#pragma once
#include "base/clock.h"
#include "changes/bulk.h"
#include "changes/operation.h"
#include "changes/policy.h"
#include "changes/setsearch.h"
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
    /// What submit() would write, without writing: Drafted, with findings; `why` says when it would not be applied.
    Result<ChangeSet> preview(const Draft &draft);
    /// The same wish after its preview was looked at: refused when it would write anything but these files by now.
    Result<ChangeSet> submitAsShown(const Draft &draft, const QList<FileChange> &shown);

    /// A held set, whole or only some hunks of some files (indices as diff::diffLines gives them for base → result). A base
    /// that moved: the set is merged three-way when that is clean, else becomes Outdated and this is an error that says so;
    /// IfMoved::Tell never merges, because the person has seen something else. What a part or a merge has new and dangerous
    /// is not written: the set waits on, with that as its result and its findings.
    enum class IfMoved { Merge, Tell };
    Result<ChangeSet> accept(const ChangeSetId &id, const std::optional<QMap<QString, QList<int>>> &hunks = {},
                             IfMoved moved = IfMoved::Merge);
    /// The same with what a person made of the set's files, by tree path (null: the file goes, as the set wants it); files not
    /// named stay as they are. Checked again; what differs from the proposal is recorded as turned down.
    Result<ChangeSet> acceptEdited(const ChangeSetId &id, const QMap<QString, QByteArray> &results);
    /// What acceptEdited would write, with its findings; nothing is written or stored.
    Result<ChangeSet> tried(const ChangeSetId &id, const QMap<QString, QByteArray> &results) const;
    /// An outdated set on top of what is there now, waiting again; `resolved`: the person's own bytes where both changed the
    /// same lines.
    Result<ChangeSet> rebase(const ChangeSetId &id, const QMap<QString, QByteArray> &resolved = {});
    /// An outdated set's files as they are now beside base and proposal.
    Result<QList<ThreeSides>> threeSides(const ChangeSetId &id) const;
    /// What a decision on several sets would do; nothing is written.
    Result<BulkPlan> planned(const QList<ChangeSetId> &ids) const;
    Result<ChangeSet> reject(const ChangeSetId &id, const QString &reason = {});
    /// A new set that takes the applied one back, also out of order (three-way); undoing an undo brings it back. A conflict
    /// is Error::Refused that names the file.
    Result<ChangeSet> undo(const ChangeSetId &id);
    /// What other programs changed on disk (absolute or tree paths; empty: look at everything). nullopt: nothing.
    Result<std::optional<ChangeSet>> recordOutside(const QStringList &paths = {});
    /// Held for longer than the policy's days become Expired.
    Result<int> expireOld();

    /// Waits until everything written lies on the disk (it survives a power cut before that, too; but coming back takes
    /// longer). For idle moments: others may write meanwhile.
    Result<> settle();
    /// Puts a damaged history aside and begins a new one from the folders; where the old one is kept.
    Result<QString> rebuildHistory();
    /// The same where the damage keeps the door from being opened.
    static Result<QString> rebuildHistory(const DoorPlace &place, const QDateTime &now);

    Result<ChangeSet> set(const ChangeSetId &id) const;
    /// Newest first; `states` empty: all; `skill` an id or empty. Files included.
    Result<QList<ChangeSet>> sets(const QList<State> &states, const QString &skill = {}, int limit = 200) const;
    Result<int> count(State state) const;
    /// Decided sets, newest decision first, without their bytes.
    Result<FoundSets> found(const SetQuery &query) const;
    /// How many were applied on each of the last `days` days, today last; days as `now` counts them.
    Result<QList<int>> appliedPerDay(const QDateTime &now, int days) const;
    Result<QMap<QString, SkillFacts>> facts() const;   ///< by skill id
    Result<SkillFacts> factsOf(const QString &skill) const;

private:
    struct Private;
    explicit Door(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace hsf::changes
