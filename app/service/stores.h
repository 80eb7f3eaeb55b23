// SPDX-License-Identifier: MIT
//
// What a home holds, opened once, in order: database, journal, door, queue, desk. Blocking; a worker thread of the window or the
// command line calls it. Everything here is thread-safe or opened per thread.
#pragma once
#include "base/home.h"
#include "base/settings.h"
#include "changes/door.h"
#include "curator/curator.h"
#include "journal/journal.h"
#include "library/scancache.h"
#include "review/queue.h"
#include "tools/grants.h"

#include <QMutex>

#include <future>

namespace hsf::service {

struct StoreOptions {
    changes::Door::StepHook stepHook;   ///< tests kill at named steps
    bool readLibraryAtOnce = false;     ///< for a window, which shows the skills first: read while the database is being opened
};

class Stores
{
public:
    static Result<std::unique_ptr<Stores>> open(const Home &home, const Settings &settings, const Clock &clock,
                                                const StoreOptions &options = {});
    ~Stores();

    const Home home;
    const Clock &clock;
    std::shared_ptr<storage::Database> database;
    std::unique_ptr<journal::Journal> journal;
    std::unique_ptr<changes::Door> door;
    std::unique_ptr<review::Queue> reviews;
    std::unique_ptr<curator::Desk> desk;
    std::unique_ptr<tools::Grants> grants;

    /// What a person must know of the opening: a database that came back from a copy, and what is missing; empty: nothing.
    QString note() const { return m_note; }
    QString libraryFolder() const { return m_libraryFolder; }
    /// The newest snapshot; null before the first scan.
    library::SnapshotPtr snapshot() const;
    /// Reads what changed since the last one and keeps it.
    library::SnapshotPtr rescan();
    /// rescan() if there has been none.
    library::SnapshotPtr ensureSnapshot();
    /// With an index of every skill, for library::search(): reads the files that no index knows yet. Stopped: without them.
    library::SnapshotPtr searchable(const std::function<bool()> &stopped = {});
    /// For the next start of the program; does nothing when the cache says the same already.
    Result<> saveScan();
    QStringList sources() const;
    void setSources(const QStringList &sources);   ///< of the next reading

private:
    Stores(const Home &home, const Clock &clock) : home(home), clock(clock), m_cache{home.cache} {}
    library::SnapshotPtr published(const std::shared_ptr<library::LibrarySnapshot> &fresh);
    QString m_note;
    QString m_libraryFolder;
    QStringList m_sources;
    const library::ScanCache m_cache;
    QList<library::SkillEntry> m_cached;   ///< what the cache says
    bool m_newWords = false;               ///< the index knows more than the cache
    mutable QMutex m_snapshotMutex;
    QMutex m_scanMutex, m_indexMutex;
    library::SnapshotPtr m_snapshot;
    std::shared_future<library::SnapshotPtr> m_firstReading;   ///< the last member: it ends before the others do
};

/// What of the settings the door decides by.
changes::PolicySettings policyOf(const Settings &settings);
/// The curator's, with what the others say: who wants to see every change first gets a proposal instead of a stale mark.
CuratorSettings curationOf(const Settings &settings);

/// The settings file of a home: missing is the defaults, damaged is an error that names it. Writing is atomic.
Result<Settings> loadSettings(const Home &home);
Result<> saveSettings(const Home &home, const Settings &settings);

} // namespace hsf::service
