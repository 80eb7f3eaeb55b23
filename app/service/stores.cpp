// SPDX-License-Identifier: MIT
#include "service/stores.h"

#include "library/searchindex.h"
#include "service/databasecare.h"
#include "service/providers.h"
#include "service/words_p.h"

#include <QSaveFile>

namespace hsf::service {

Result<std::unique_ptr<Stores>> Stores::open(const Home &home, const Settings &settings, const Clock &clock,
                                             const StoreOptions &options)
{
    if (const auto made = home.ensure(); !made)
        return std::unexpected(made.error());
    std::unique_ptr<Stores> stores(new Stores(home, clock));
    stores->m_libraryFolder = settings.libraryFolder.isEmpty() ? home.defaultLibrary() : settings.libraryFolder;
    stores->m_sources = settings.sources;
    for (const QString &folder : {stores->m_libraryFolder, home.memories()})
        if (!QDir().mkpath(folder))
            return fail(Error::Kind::Storage, Words::tr("Cannot make the folder %1. Check its parent's permissions, or choose "
                                                 "another place in Settings.").arg(folder));

    if (options.readLibraryAtOnce)
        stores->m_firstReading = std::async(std::launch::async, [&reader = *stores] { return reader.rescan(); });
    const auto database = openedDatabase(home, clock);
    if (!database)
        return std::unexpected(database.error());
    stores->database = database->database;
    stores->m_note = database->note;
    stores->journal = std::make_unique<journal::Journal>(stores->database, clock);
    const changes::DoorPlace place{home.history(), stores->m_libraryFolder, home.memories(), home.writerLock(), home.quarantine()};
    auto door = changes::Door::open(place, stores->database, *stores->journal, clock, options.stepHook);
    if (!door)
        return std::unexpected(door.error());
    stores->door = std::move(*door);
    stores->door->setPolicy(policyOf(settings));
    stores->reviews = std::make_unique<review::Queue>(stores->database, clock);
    stores->desk = std::make_unique<curator::Desk>(stores->database, clock);
    stores->grants = std::make_unique<tools::Grants>(stores->database, clock, stores->journal.get());
    return stores;
}

Stores::~Stores() = default;

library::SnapshotPtr Stores::snapshot() const
{
    const QMutexLocker lock(&m_snapshotMutex);
    return m_snapshot;
}

library::SnapshotPtr Stores::rescan()
{
    // One scan at a time; who waits here gets a snapshot that began after it asked.
    const QMutexLocker scanning(&m_scanMutex);
    library::SnapshotPtr previous = snapshot();
    if (!previous && (previous = m_cache.load()))
        m_cached = previous->skills;
    const auto fresh = std::make_shared<library::LibrarySnapshot>(*library::scanLibrary(m_libraryFolder, sources(), previous));
    if (fresh->index) // a few edits cost nothing; many are left to searchable()
        fresh->index = library::indexSkills(*fresh, fresh->index, 64);
    return published(fresh);
}

library::SnapshotPtr Stores::published(const std::shared_ptr<library::LibrarySnapshot> &fresh)
{
    const QMutexLocker lock(&m_snapshotMutex);
    m_snapshot = fresh;
    return fresh;
}

library::SnapshotPtr Stores::searchable(const std::function<bool()> &stopped)
{
    const QMutexLocker indexing(&m_indexMutex);
    const library::SnapshotPtr now = ensureSnapshot();
    if (now->index && now->index->isFor(*now) && now->index->missing() == 0)
        return now;
    const auto known = library::indexSkills(*now, now->index ? now->index : m_cache.loadIndex(), 0);
    const auto index = library::indexSkills(*now, known, std::numeric_limits<int>::max(), stopped);
    m_newWords = m_newWords || known->missing() > 0;
    // A reading that ended meanwhile keeps its skills and gets the index as well.
    const QMutexLocker scanning(&m_scanMutex);
    const auto newest = std::make_shared<library::LibrarySnapshot>(*snapshot());
    newest->index = library::indexSkills(*newest, index, 64);
    return published(newest);
}

Result<> Stores::saveScan()
{
    const library::SnapshotPtr now = snapshot();
    const QMutexLocker indexing(&m_indexMutex);
    if (!now || (!m_newWords && !m_cached.isEmpty() && m_cached.isSharedWith(now->skills)))
        return {};
    const auto saved = m_cache.save(*now);
    if (saved) {
        m_cached = now->skills;
        m_newWords = false;
    }
    return saved;
}

QStringList Stores::sources() const
{
    const QMutexLocker lock(&m_snapshotMutex);
    return m_sources;
}

void Stores::setSources(const QStringList &sources)
{
    const QMutexLocker lock(&m_snapshotMutex);
    m_sources = sources;
}

library::SnapshotPtr Stores::ensureSnapshot()
{
    if (m_firstReading.valid())
        m_firstReading.wait();
    const auto now = snapshot();
    return now ? now : rescan();
}

changes::PolicySettings policyOf(const Settings &settings)
{
    changes::PolicySettings policy;
    policy.askBeforeEveryChange = settings.learning.askBeforeEveryChange;
    policy.markStaleByItself = settings.curator.markStaleByItself;
    policy.heldLimit = settings.queue.heldLimit;
    policy.expiryDays = settings.queue.expiryDays;
    return policy;
}

CuratorSettings curationOf(const Settings &settings)
{
    CuratorSettings curation = settings.curator;
    curation.markStaleByItself = curation.markStaleByItself && !settings.learning.askBeforeEveryChange;
    return curation;
}

Result<Settings> loadSettings(const Home &home)
{
    QFile file(home.settingsFile());
    if (!file.exists())
        return Settings();
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::Kind::Storage, Words::tr("Cannot read the settings in %1: %2").arg(file.fileName(), file.errorString()));
    QJsonParseError problem;
    const QJsonDocument json = QJsonDocument::fromJson(file.readAll(), &problem);
    if (!json.isObject())
        return fail(Error::Kind::Malformed, Words::tr("The settings in %1 are not valid JSON (%2). Mend or remove the file.")
                                                .arg(file.fileName(), problem.errorString()));
    auto settings = Settings::fromJson(json.object());
    if (!settings)
        return withContext(settings.error(), Words::tr("The settings in %1").arg(file.fileName()));
    return withProvidersOfModels(*settings);
}

Result<> saveSettings(const Home &home, const Settings &settings)
{
    QSaveFile file(home.settingsFile());
    const QByteArray bytes = QJsonDocument(settings.toJson()).toJson();
    if (!QDir().mkpath(home.config) || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(Error::Kind::Storage, Words::tr("Could not save the settings in %1: %2").arg(file.fileName(), file.errorString()));
    return {};
}

} // namespace hsf::service
