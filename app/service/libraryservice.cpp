// SPDX-License-Identifier: MIT
#include "service/libraryservice.h"

#include "base/niceness.h"
#include "base/pending.h"
#include "changes/renaming.h"
#include "library/searchindex.h"
#include "service/listorder.h"
#include "skill/scan.h"

#include <QTimer>

namespace hsf::service {

using changes::ChangeSet;
using changes::Origin;

namespace {

QDateTime newest(std::initializer_list<QDateTime> times)
{
    QDateTime result;
    for (const QDateTime &time : times)
        if (time.isValid() && (!result.isValid() || time > result))
            result = time;
    return result;
}

enum class Reading { First, Again };
Result<QList<SkillRow>> readRows(Stores &stores, Reading reading)
{
    const auto snapshot = reading == Reading::First ? stores.ensureSnapshot() : stores.rescan();
    const auto facts = stores.door->facts();
    const auto use = stores.journal->skillUse();
    if (!facts || !use)
        return std::unexpected(facts ? use.error() : facts.error());
    QList<SkillRow> rows;
    rows.reserve(snapshot->skills.size());
    for (const library::SkillEntry &entry : snapshot->skills) {
        SkillRow row{.entry = entry};
        const QString id = entry.id.toString();
        if (entry.source.isEmpty()) {
            row.facts = facts->value(id, changes::SkillFacts{.skill = id});
            const journal::SkillUse used = use->value(id);
            row.lastUse = newest({used.lastUsed, used.lastViewed, row.facts.changed});
        } else {
            row.facts.skill = id;
        }
        rows.append(row);
    }
    // Here, so that the window's thread need not.
    std::ranges::stable_sort(rows, listedBefore);
    return rows;
}

// By folder, which names a row whatever its origin.
RowNews newsBetween(const QList<SkillRow> &before, const QList<SkillRow> &after)
{
    QHash<QStringView, const SkillRow *> old;
    old.reserve(before.size());
    for (const SkillRow &row : before)
        old.insert(row.entry.folder, &row);
    RowNews news;
    for (const SkillRow &row : after) {
        const SkillRow *was = old.take(row.entry.folder);
        if (!was)
            news.created.append(row.entry.id.toString());
        else if (was->entry != row.entry || was->facts != row.facts)
            news.changed.append(row.entry.id.toString());
    }
    QStringList removed;
    for (const SkillRow *gone : std::as_const(old))
        removed.append(gone->entry.id.toString());
    removed.sort();
    news.removed = removed;
    return news;
}

/// Where the skills of a snapshot stand in the rows; -1: there is no row of it yet. Made once for both.
class RowPlaces
{
public:
    const std::vector<qint32> &of(const library::SnapshotPtr &snapshot, const QList<SkillRow> &rows, quint64 rowsNumber)
    {
        const bool known = !m_snapshot.owner_before(snapshot) && !snapshot.owner_before(m_snapshot);
        if (known && m_rowsNumber == rowsNumber)
            return m_places;
        QHash<QStringView, qint32> byFolder;
        byFolder.reserve(rows.size());
        for (qint32 row = 0; row < rows.size(); ++row)
            byFolder.insert(rows.at(row).entry.folder, row);
        m_places.clear();
        m_places.reserve(size_t(snapshot->skills.size()));
        for (const library::SkillEntry &entry : snapshot->skills)
            m_places.push_back(byFolder.value(entry.folder, -1));
        m_snapshot = snapshot;
        m_rowsNumber = rowsNumber;
        return m_places;
    }

private:
    std::weak_ptr<const library::LibrarySnapshot> m_snapshot;
    quint64 m_rowsNumber = 0;
    std::vector<qint32> m_places;
};

SearchAnswer answerOf(library::SearchFound &&found, const std::vector<qint32> &rowOf, const QList<SkillRow> &rows)
{
    SearchAnswer answer{.rows = rows};
    answer.found.reserve(found.places.size());
    answer.quoted.reserve(found.hits.size());
    for (qsizetype i = 0; i < found.places.size(); ++i) {
        const qint32 row = rowOf[size_t(found.places.at(i))];
        if (row < 0)
            continue; // read a moment ago: the rows that have it come next, and whoever searches asks again
        answer.found.append(row);
        if (i < found.hits.size())
            answer.quoted.append(std::move(found.hits[i]));
    }
    return answer;
}

skill::Findings findingsOf(const QString &name, const skill::SkillFiles &files)
{
    return skill::lint(files, name) + skill::Scanner::builtIn().scanSkill(files);
}

} // namespace

struct LibraryService::Private {
    Workbench &bench;
    SettingsService &settings;
    library::Watch watch{};
    QTimer saving{};              // a while after the last change: the cache is only for the next start
    Settings known;               // those that the watch and the stores follow
    QThreadPool searching{};      // of one thread
    RowPlaces places;             // that thread's
    quint64 rowsNumber = 0;       // how often the rows were new
    QHash<const QObject *, std::shared_ptr<std::atomic<quint64>>> searches; // the newest request of each asker
    bool reading = false;
    bool again = false;           // something changed while reading
    bool firstRead = true;
    bool completing = false;
    bool recording = false;
    QSet<QString> outside;        // paths that wait to be recorded
    bool outsideAll = false;
    std::stop_source ending;
    Origin newsBy = Origin::Unknown;
    std::atomic<quint64> newestCheck = 0;
};

LibraryService::LibraryService(Workbench &bench, SettingsService &settings, QObject *parent)
    : QObject(parent), d(new Private{bench, settings})
{
    d->known = settings.settings();
    d->searching.setMaxThreadCount(1);
    letTheWindowGoFirst(d->searching);
    d->saving.setSingleShot(true);
    d->saving.setInterval(15'000);
    connect(&bench, &Workbench::opened, this, &LibraryService::opened);
    connect(&bench, &Workbench::setChanged, this, &LibraryService::noteChange);
    connect(&settings, &SettingsService::changed, this, &LibraryService::takeSettings);
    connect(&d->watch, &library::Watch::changed, this, &LibraryService::noteOutside);
    // What others did while we were not running, or before the watch was there.
    connect(&d->watch, &library::Watch::ready, this, [this] { noteOutside({}); });
    connect(&d->watch, &library::Watch::failed, this, &LibraryService::failed);
    connect(&d->saving, &QTimer::timeout, this, [this] {
        d->bench.background().start([&bench = d->bench] {
            if (const auto stores = bench.stores())
                std::ignore = (*stores)->saveScan(); // a cache that cannot be written is a slower start
        });
    });
}

LibraryService::~LibraryService()
{
    d->ending.request_stop();
    for (const auto &newest : std::as_const(d->searches))
        ++*newest;
    d->searching.waitForDone();
    d->bench.reading().waitForDone();
}

const Settings &LibraryService::settings() const { return d->settings.settings(); }

void LibraryService::opened()
{
    refresh(); // the watch, which looks at every folder, waits until the rows are seen
}

void LibraryService::watch()
{
    const Home &home = d->bench.home();
    const QString folder = d->known.libraryFolder.isEmpty() ? home.defaultLibrary() : d->known.libraryFolder;
    d->watch.setFolders(QStringList{folder, home.memories()} + d->known.sources);
}

void LibraryService::takeSettings(const Settings &settings)
{
    if (settings.savedFilters != d->known.savedFilters)
        Q_EMIT savedFiltersChanged();
    d->known.savedFilters = settings.savedFilters;
    if (settings.sources == d->known.sources)
        return;
    d->known.sources = settings.sources;
    inBackground(&d->bench.reading(), [&bench = d->bench, sources = settings.sources] {
        if (const auto stores = bench.stores())
            (*stores)->setSources(sources);
    }).then(this, [this] {
        watch();
        refresh();
    });
}

// What changed while the last change is being recorded waits for the next recording: one at a time, whatever happens.
void LibraryService::noteOutside(const QStringList &files)
{
    constexpr qsizetype many = 500; // from so many on, looking at everything is quicker
    if (files.isEmpty())
        d->outsideAll = true;
    for (const QString &file : files)
        d->outside.insert(file);
    d->outsideAll = d->outsideAll || d->outside.size() > many;
    if (!d->recording)
        recordOutside();
}

void LibraryService::recordOutside()
{
    d->recording = true;
    const QStringList files = d->outsideAll ? QStringList() : QStringList(d->outside.begin(), d->outside.end());
    d->outside.clear();
    d->outsideAll = false;
    // In the background: taking in a folder of ten thousand skills takes a while, and nothing else waits for it.
    inBackground(&d->bench.background(), [&bench = d->bench, files]() -> Result<std::optional<ChangeSet>> {
        const auto stores = bench.stores();
        if (!stores)
            return std::unexpected(stores.error());
        return (*stores)->door->recordOutside(files);
    }).then(this, [this](const Result<std::optional<ChangeSet>> &recorded) {
        d->recording = false;
        if (!recorded)
            Q_EMIT failed(tr("Could not record what changed outside: %1").arg(recorded.error().message));
        else if (*recorded)
            Q_EMIT changedOutside((*recorded)->skills());
        refresh(); // sources change without a record
        if (d->outsideAll || !d->outside.isEmpty())
            recordOutside();
    });
}

void LibraryService::noteChange(const ChangeSet &set)
{
    if (set.state != changes::State::Applied && set.state != changes::State::PartlyApplied && set.state != changes::State::Undone)
        return;
    d->newsBy = set.author.origin;
    refresh();
}

void LibraryService::refresh()
{
    if (std::exchange(d->reading, true)) {
        d->again = true;
        return;
    }
    struct Read {
        QList<SkillRow> rows;
        RowNews news;
        QStringList problems;
        QList<library::Category> categories;
    };
    inBackground(&d->bench.reading(), [this, before = m_rows, reading = d->firstRead ? Reading::First : Reading::Again]() -> Result<Read> {
        const auto stores = d->bench.stores();
        if (!stores)
            return std::unexpected(stores.error());
        auto rows = readRows(**stores, reading);
        if (!rows)
            return std::unexpected(rows.error());
        const auto snapshot = (*stores)->snapshot();
        if (*rows == before) // the same list in the same memory: whoever shows it sees at once that nothing is to be done
            return Read{before, {}, snapshot->problems, snapshot->categories};
        RowNews news = newsBetween(before, *rows);
        return Read{*std::move(rows), std::move(news), snapshot->problems, snapshot->categories};
    }).then(this, [this](const Result<Read> &read) {
        d->reading = false;
        m_loading = false;
        if (!read) {
            Q_EMIT failed(tr("Could not read the library: %1").arg(read.error().message));
        } else {
            RowNews news = read->news;
            // The first reading is not news: everything was there before we looked.
            if (std::exchange(d->firstRead, false)) {
                news = {};
                watch();
            }
            news.by = std::exchange(d->newsBy, Origin::Unknown);
            m_rows = read->rows;
            ++d->rowsNumber;
            m_categories = read->categories;
            Q_EMIT rowsChanged(m_rows, news);
            if (std::exchange(m_problems, read->problems) != read->problems)
                Q_EMIT problemsFound(read->problems);
            completeSearch();
            d->saving.start();
        }
        if (std::exchange(d->again, false))
            refresh();
    });
}

// The words of bodies that no index has yet. After the rows, which a person waits for.
void LibraryService::completeSearch()
{
    if (std::exchange(d->completing, true))
        return;
    inBackground(&d->bench.background(), [&bench = d->bench, stop = d->ending.get_token()] { // which may outlive us
        const auto stores = bench.stores();
        const auto before = stores ? (*stores)->snapshot() : nullptr;
        return stores && (*stores)->searchable([&] { return stop.stop_requested() || bench.stopToken().stop_requested(); }) != before;
    }).then(this, [this](bool changed) {
        d->completing = false;
        if (changed)
            Q_EMIT searchReady();
    });
}

void LibraryService::search(const QString &query, const QObject *asker)
{
    auto &newest = d->searches[asker];
    if (!newest)
        newest = std::make_shared<std::atomic<quint64>>(0);
    const quint64 number = ++*newest;
    using Answer = std::optional<SearchAnswer>;
    inBackground(&d->searching, [&bench = d->bench, &places = d->places, rows = m_rows, rowsNumber = d->rowsNumber, query, newest, number]() -> Answer {
        const auto stopped = [&] { return *newest != number; };
        const auto stores = stopped() ? Result<Stores *>(nullptr) : bench.stores();
        if (!stores || !*stores)
            return std::nullopt;
        const auto snapshot = (*stores)->ensureSnapshot();
        return answerOf(library::searchPlaces(*snapshot, query, {.stopped = stopped}), places.of(snapshot, rows, rowsNumber), rows);
    }).then(this, [this, query, newest, number](const Answer &answer) {
        if (answer && *newest == number)
            Q_EMIT searched(query, *answer);
    });
}

void LibraryService::openSkill(const QString &id, const QString &file)
{
    const auto row = std::ranges::find_if(m_rows, [&](const SkillRow &one) { return one.entry.id.toString() == id; });
    if (row == m_rows.end())
        return Q_EMIT failed(tr("The skill %1 is not there any more.").arg(id));
    inBackground(&d->bench.reading(), [this, row = *row, file]() -> Result<SkillView> {
        SkillView view{.row = row, .file = file.isEmpty() ? QStringLiteral("SKILL.md") : file};
        auto bytes = library::readSkillFile(row.entry.folder, view.file);
        if (!bytes && bytes.error().kind == Error::Kind::NotFound && view.file != u"SKILL.md") { // removed a moment ago
            view.file = QStringLiteral("SKILL.md");
            bytes = library::readSkillFile(row.entry.folder, view.file);
        }
        if (!bytes)
            return std::unexpected(bytes.error());
        view.bytes = *bytes;
        view.blob = library::blobName(*bytes);
        view.files = library::listSkillFiles(row.entry.folder);
        if (const auto files = library::readSkill(row.entry.folder))
            view.findings = findingsOf(row.entry.id.name(), *files);
        if (!row.entry.source.isEmpty())
            return view;
        const auto stores = d->bench.stores();
        const auto history = library::History::open(d->bench.home().history());
        if (stores && history)
            (*history)->useIndex((*stores)->database);
        if (history)
            view.history = changes::pastOf(**history, row.entry.id.toString(), 50).value_or(QList<library::Revision>());
        return view;
    }).then(this, [this, id](const Result<SkillView> &view) {
        if (view)
            Q_EMIT skillOpened(*view);
        else
            Q_EMIT failed(tr("Could not open %1: %2").arg(id, view.error().message));
    });
}

void LibraryService::check(const QString &id, const QString &file, const QByteArray &bytes)
{
    const quint64 request = ++d->newestCheck;
    const auto row = std::ranges::find_if(m_rows, [&](const SkillRow &one) { return one.entry.id.toString() == id; });
    const QString folder = row == m_rows.end() ? QString() : row->entry.folder;
    inBackground(&d->bench.reading(), [this, id, file, bytes, folder, request]() -> std::optional<skill::Findings> {
        if (request != d->newestCheck)
            return std::nullopt; // typed on meanwhile
        skill::SkillFiles files = folder.isEmpty() ? skill::SkillFiles() : library::readSkill(folder).value_or(skill::SkillFiles());
        files.files.insert(file, bytes);
        return findingsOf(id.section(u'/', -1), files);
    }).then(this, [this, id, file, request](const std::optional<skill::Findings> &findings) {
        if (findings && request == d->newestCheck)
            Q_EMIT checked(id, file, *findings);
    });
}

// Every edit of the person goes through the door; the answer says what became of it.
void LibraryService::submit(const QString &id, const QString &reason, const changes::Operation &operation)
{
    const changes::Draft draft{{.origin = operation.index() == changes::Operation(changes::AdoptSkill()).index() ? Origin::Imported : Origin::You},
                               reason, {operation}};
    d->bench.io([draft](Stores &stores) { return stores.door->submit(draft); }).then(this, [this, id](const Result<ChangeSet> &set) {
        if (!set)
            Q_EMIT saveRefused(id, set.error().message);
        else
            Q_EMIT saved(*set);
    });
}

void LibraryService::saveFile(const QString &id, const QString &file, const QByteArray &bytes, const QString &seenBlob)
{
    submit(id, tr("Edit %1 of %2").arg(file, id), changes::WriteFile{id, file, bytes, seenBlob});
}

void LibraryService::createSkill(const QString &folder, const QByteArray &content)
{
    submit(folder, tr("Create %1").arg(folder), changes::CreateSkill{folder, content});
}

void LibraryService::setFact(const QString &id, const QString &fact, const QString &value)
{
    submit(id, tr("Set %1 of %2 to %3").arg(fact, id, value), changes::SetFact{id, fact, value});
}

void LibraryService::archive(const QString &id)
{
    submit(id, tr("Archive %1").arg(id), changes::ArchiveSkill{.skill = id, .reason = tr("archived by hand")});
}

void LibraryService::restore(const QString &id) { submit(id, tr("Restore %1").arg(id), changes::RestoreSkill{id}); }

void LibraryService::adopt(const QString &sourceFolder, const QString &folder)
{
    submit(folder, tr("Adopt %1 from %2").arg(folder, sourceFolder), changes::AdoptSkill{sourceFolder, folder});
}

void LibraryService::openRevision(const QString &commit, const QString &treeFolder)
{
    d->bench.io([commit, treeFolder](Stores &stores) -> Result<QList<changes::FileChange>> {
        const auto history = library::History::open(stores.home.history());
        if (!history)
            return std::unexpected(history.error());
        (*history)->useIndex(stores.database);
        const auto revision = (*history)->revision(commit);
        if (!revision)
            return std::unexpected(revision.error());
        QList<changes::FileChange> files;
        for (const QString &path : revision->paths) {
            if (!treeFolder.isEmpty() && path != treeFolder && !path.startsWith(treeFolder + u'/'))
                continue;
            changes::FileChange file{.path = path};
            if (const auto now = (*history)->fileAt(commit, path))
                file.result = *now;
            if (!revision->parent.isEmpty())
                if (const auto before = (*history)->fileAt(revision->parent, path))
                    file.base = *before;
            files.append(file);
        }
        return files;
    }).then(this, [this, commit](const Result<QList<changes::FileChange>> &files) {
        if (files)
            Q_EMIT revisionOpened(commit, *files);
        else
            Q_EMIT failed(tr("Could not open this revision: %1").arg(files.error().message));
    });
}

void LibraryService::addSource(const QString &folder)
{
    Settings changed = settings();
    const QString path = QDir::cleanPath(folder);
    const QString own = changed.libraryFolder.isEmpty() ? d->bench.home().defaultLibrary() : changed.libraryFolder;
    if (path == QDir::cleanPath(own))
        return Q_EMIT failed(tr("%1 is the library itself; its skills are shown already.").arg(path));
    if (changed.sources.contains(path))
        return;
    changed.sources.append(path);
    d->settings.change(changed);
}

void LibraryService::removeSource(const QString &folder)
{
    Settings changed = settings();
    changed.sources.removeAll(folder);
    d->settings.change(changed);
}

void LibraryService::lookForSources()
{
    inBackground(&d->bench.reading(), library::knownSkillFolders, QDir::homePath(), settings().workspace)
        .then(this, [this](const QList<library::SkillFolder> &folders) { Q_EMIT sourcesFound(folders); });
}

void LibraryService::previewPlace(const QString &folder)
{
    inBackground(&d->bench.reading(), [&bench = d->bench, folder] {
        const auto stores = bench.stores();
        const auto today = stores ? (*stores)->ensureSnapshot() : std::make_shared<const library::LibrarySnapshot>();
        const Home &home = bench.home();
        return library::previewPlace(folder, *today, {home.history(), home.memories(), home.backups(), home.quarantine(), home.config, home.state, home.cache});
    }).then(this, [this](const library::PlacePreview &preview) { Q_EMIT placePreviewed(preview); });
}

void LibraryService::setPlace(const QString &folder)
{
    Settings changed = settings();
    changed.libraryFolder = folder;
    d->settings.change(changed);
}

void LibraryService::saveFilter(const QString &name, const QString &words)
{
    Settings changed = settings();
    if (words.isEmpty())
        changed.savedFilters.remove(name);
    else
        changed.savedFilters.insert(name, words);
    d->settings.change(changed);
}

void LibraryService::previewCatalogue(const QString &opening)
{
    inBackground(&d->bench.reading(), [&bench = d->bench, settings = settings(), opening]() -> Result<CataloguePreview> {
        const auto stores = bench.stores();
        if (!stores)
            return std::unexpected(stores.error());
        return service::previewCatalogue(**stores, settings, settings.workspace, opening);
    }).then(this, [this](const Result<CataloguePreview> &preview) {
        if (preview)
            Q_EMIT cataloguePreviewed(*preview);
        else
            Q_EMIT failed(tr("Could not show what the agent sees: %1").arg(preview.error().message));
    });
}

void LibraryService::renewCatalogue(const SessionId &chat)
{
    d->bench.io([settings = settings(), chat](Stores &stores) { return service::renewCatalogue(stores, settings, chat); })
        .then(this, [this, chat](const Result<> &renewed) {
            if (renewed)
                Q_EMIT catalogueRenewed(chat);
            else
                Q_EMIT failed(tr("Could not give the chat the newest skills: %1").arg(renewed.error().message));
        });
}

} // namespace hsf::service
