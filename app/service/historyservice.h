// SPDX-License-Identifier: MIT
//
// The past for the window and the command line: who wrote a line, what happened to a skill, what differs between two
// revisions, and back to what was (previewed first; a change set like any other, so it can be undone). Also what is done
// about a damaged history.
#pragma once
#include "library/history.h"
#include "service/repair.h"
#include "service/workbench.h"

namespace hsf::service {

class HistoryService : public QObject
{
    Q_OBJECT
public:
    explicit HistoryService(Workbench &bench, QObject *parent = nullptr);
    ~HistoryService() override;

public Q_SLOTS:
    /// Of a file as the history has it now; `blamed` follows.
    void blame(const QString &id, const QString &file);
    /// Newest first; `treeFolder` a tree path ("skills/pdf-tables", also of a file), empty: everything. A skill's and a file's
    /// past is followed through their renames. `logged` follows.
    void log(const QString &treeFolder, int limit = 200);
    /// `compared` follows. Revisions as 40 digits or an unambiguous beginning; an empty `toCommit` is now.
    void compare(const QString &treeFolder, const QString &fromCommit, const QString &toCommit);
    /// The files that restore() would change, without changing any: `restorePreviewed` follows.
    void previewRestore(const QString &treeFolder, const QString &commit);
    /// `restored` follows; the set's state says whether it was applied.
    void restore(const QString &treeFolder, const QString &commit);
    /// The revision that was the last one at a moment: `revisionFound` follows (empty: there was none yet).
    void findRevision(const QDateTime &moment);
    /// Reads the whole history: `examined` follows, without a sentence when it is whole.
    void examine();
    /// Moves a damaged history aside (it is kept) and begins a new one from the folders: `rebuilt` follows.
    void rebuild();
    /// What repairOffered() offered: `repaired` follows and the home opens (Workbench::opened), or `repairFailed`.
    void repair(hsf::service::Remedy remedy);

Q_SIGNALS:
    void blamed(const QString &id, const QString &file, const QList<hsf::library::BlameSpan> &spans);
    void logged(const QString &treeFolder, const QList<hsf::library::Revision> &revisions);
    void compared(const QList<hsf::changes::FileChange> &files);
    void restorePreviewed(const QString &treeFolder, const QString &commit, const QList<hsf::changes::FileChange> &files);
    void restored(const hsf::changes::ChangeSet &set);
    void revisionFound(const QDateTime &moment, const QString &commit);
    void examined(const QStringList &faults);
    void rebuilt(const QString &keptAt);
    /// The home could not be opened, this is why, and this would help.
    void repairOffered(const hsf::service::Diagnosis &diagnosis);
    void repaired(const QString &sentence);
    void repairFailed(const QString &sentence);
    /// The database was lost or damaged and came back from a copy: what is missing.
    void databaseCameBack(const QString &sentence);
    void failed(const QString &sentence);

private:
    void openAgain();
    Workbench &m_bench;
};

/// The same for the command line, which may wait. Revisions as above.
Result<QList<changes::FileChange>> comparedFiles(Stores &stores, const QString &treeFolder, const QString &fromCommit,
                                                 const QString &toCommit);
Result<QList<changes::FileChange>> filesToRestore(Stores &stores, const QString &treeFolder, const QString &commit);
Result<changes::ChangeSet> restoredTo(Stores &stores, const QString &treeFolder, const QString &commit);
Result<QList<library::BlameSpan>> blameOf(Stores &stores, const QString &id, const QString &file);
/// What is wrong with a home's history, in sentences; empty: nothing. Reads every object; needs no open stores, so that it
/// also answers where they cannot be opened.
Result<QStringList> examinedHistory(const Home &home);
/// Where the damaged history is kept now. Needs no open stores; nobody else may be writing.
Result<QString> rebuiltHistory(const Home &home, const Settings &settings, const Clock &clock);

} // namespace hsf::service
