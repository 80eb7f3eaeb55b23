// SPDX-License-Identifier: MIT
#include "service/libraryservice.h"

#include "service/listorder.h"
#include "skill/scan.h"

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

Result<QList<SkillRow>> readRows(Stores &stores)
{
    const auto snapshot = stores.rescan();
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

// Two lists sorted alike, walked side by side.
RowNews newsBetween(const QList<SkillRow> &before, const QList<SkillRow> &after)
{
    const auto key = [](const SkillRow &row) { return std::tuple(row.entry.source, row.entry.id.toString()); };
    QMap<std::tuple<QString, QString>, const SkillRow *> old;
    for (const SkillRow &row : before)
        old.insert(key(row), &row);
    RowNews news;
    for (const SkillRow &row : after) {
        const SkillRow *was = old.take(key(row));
        if (!was)
            news.created.append(row.entry.id.toString());
        else if (was->entry.stamp != row.entry.stamp || was->facts != row.facts || was->entry.archived != row.entry.archived)
            news.changed.append(row.entry.id.toString());
    }
    for (const SkillRow *gone : std::as_const(old))
        news.removed.append(gone->entry.id.toString());
    return news;
}

skill::Findings findingsOf(const QString &name, const skill::SkillFiles &files)
{
    return skill::lint(files, name) + skill::Scanner::builtIn().scanSkill(files);
}

} // namespace

struct LibraryService::Private {
    Workbench &bench;
    SettingsService &settings;
    library::Watch watch;
    bool reading = false;
    bool again = false;           // something changed while reading
    bool firstRead = true;
    Origin newsBy = Origin::Unknown;
    std::atomic<quint64> newestCheck = 0;
};

LibraryService::LibraryService(Workbench &bench, SettingsService &settings, QObject *parent)
    : QObject(parent), d(new Private{bench, settings})
{
    connect(&bench, &Workbench::opened, this, &LibraryService::opened);
    connect(&bench, &Workbench::setChanged, this, &LibraryService::noteChange);
    connect(&d->watch, &library::Watch::changed, this, &LibraryService::recordOutside);
}

LibraryService::~LibraryService() { d->bench.reading().waitForDone(); }

void LibraryService::opened()
{
    refresh();
    const Home &home = d->bench.home();
    const Settings &settings = d->settings.settings();
    d->watch.setFolders(QStringList{settings.libraryFolder.isEmpty() ? home.defaultLibrary() : settings.libraryFolder, home.memories()}
                        + settings.sources);
    recordOutside({}); // what others did while we were not running
}

void LibraryService::recordOutside(const QStringList &files)
{
    // In the background: taking in a folder of ten thousand skills takes a while, and nothing else waits for it.
    QtConcurrent::run(&d->bench.background(), [this, files]() -> Result<std::optional<ChangeSet>> {
        const auto stores = d->bench.stores();
        if (!stores)
            return std::unexpected(stores.error());
        return (*stores)->door->recordOutside(files);
    }).then(this, [this](const Result<std::optional<ChangeSet>> &recorded) {
        if (!recorded)
            Q_EMIT failed(tr("Could not record what changed outside: %1").arg(recorded.error().message));
        else if (*recorded)
            Q_EMIT changedOutside((*recorded)->skills());
        refresh(); // sources change without a record
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
    };
    QtConcurrent::run(&d->bench.reading(), [this, before = m_rows]() -> Result<Read> {
        const auto stores = d->bench.stores();
        if (!stores)
            return std::unexpected(stores.error());
        const auto rows = readRows(**stores);
        if (!rows)
            return std::unexpected(rows.error());
        return Read{*rows, newsBetween(before, *rows), (*stores)->snapshot()->problems};
    }).then(this, [this](const Result<Read> &read) {
        d->reading = false;
        m_loading = false;
        if (!read) {
            Q_EMIT failed(tr("Could not read the library: %1").arg(read.error().message));
        } else {
            RowNews news = read->news;
            // The first reading is not news: everything was there before we looked.
            if (std::exchange(d->firstRead, false))
                news = {};
            news.by = std::exchange(d->newsBy, Origin::Unknown);
            m_rows = read->rows;
            Q_EMIT rowsChanged(m_rows, news);
            if (!read->problems.isEmpty())
                Q_EMIT problemsFound(read->problems);
        }
        if (std::exchange(d->again, false))
            refresh();
    });
}

void LibraryService::openSkill(const QString &id, const QString &file)
{
    const auto row = std::ranges::find_if(m_rows, [&](const SkillRow &one) { return one.entry.id.toString() == id; });
    if (row == m_rows.end())
        return Q_EMIT failed(tr("The skill %1 is not there any more.").arg(id));
    QtConcurrent::run(&d->bench.reading(), [this, row = *row, file]() -> Result<SkillView> {
        SkillView view{.row = row, .file = file.isEmpty() ? QStringLiteral("SKILL.md") : file};
        const auto bytes = library::readSkillFile(row.entry.folder, view.file);
        if (!bytes)
            return std::unexpected(bytes.error());
        view.bytes = *bytes;
        view.blob = library::blobName(*bytes);
        view.files = library::listSkillFiles(row.entry.folder);
        if (const auto files = library::readSkill(row.entry.folder))
            view.findings = findingsOf(row.entry.id.name(), *files);
        if (!row.entry.source.isEmpty())
            return view;
        const QString tree = (row.entry.archived ? QStringLiteral("skills/.archive/") : QStringLiteral("skills/")) + row.entry.id.toString();
        if (const auto history = library::History::open(d->bench.home().history()))
            view.history = (*history)->log(tree, 50).value_or(QList<library::Revision>());
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
    QtConcurrent::run(&d->bench.reading(), [this, id, file, bytes, folder, request]() -> std::optional<skill::Findings> {
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

} // namespace hsf::service
