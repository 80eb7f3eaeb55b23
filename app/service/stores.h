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
#include "library/snapshot.h"
#include "review/queue.h"

#include <QMutex>

namespace hsf::service {

struct StoreOptions {
    changes::Door::StepHook stepHook;   ///< tests kill at named steps
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

    QString libraryFolder() const { return m_libraryFolder; }
    /// The newest snapshot; null before the first scan.
    library::SnapshotPtr snapshot() const;
    /// Reads what changed since the last one and keeps it.
    library::SnapshotPtr rescan();
    /// rescan() if there has been none.
    library::SnapshotPtr ensureSnapshot();

private:
    Stores(const Home &home, const Clock &clock) : home(home), clock(clock) {}
    QString m_libraryFolder;
    QStringList m_sources;
    mutable QMutex m_snapshotMutex;
    QMutex m_scanMutex;
    library::SnapshotPtr m_snapshot;
};

/// What of the settings the door decides by.
changes::PolicySettings policyOf(const Settings &settings);

/// The settings file of a home: missing is the defaults, damaged is an error that names it. Writing is atomic.
Result<Settings> loadSettings(const Home &home);
Result<> saveSettings(const Home &home, const Settings &settings);

} // namespace hsf::service
